import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type Engines, describeWithEngines, requireEngines } from './engines';
import { type Project, createProject } from './projects';
import { engineVersions } from './versions';

// A run takes seconds, but CI machines and other test files share the processor.
const patience = 120_000;

const pack = `
const { PolicyPack } = require('@pulumi/policy');
new PolicyPack('smoke', {
  policies: [
    {
      name: 'no-access-keys',
      description: 'Nobody has access keys.',
      enforcementLevel: 'mandatory',
      validateResource: ({ type, name }, report) => {
        if (type === 'aws:iam/accessKey:AccessKey') report('There is an access key named ' + name + '.');
      },
    },
    {
      name: 'show-documents',
      description: 'Shows policy documents.',
      enforcementLevel: 'advisory',
      validateResource: ({ type, name, props }, report) => {
        if (type === 'aws:iam/policy:Policy') report(name + ' allows ' + JSON.parse(props.policy).Statement[0].Action);
      },
    },
  ],
});`;

const program = `
import * as iam from '@pulumi/aws/iam';
const user = new iam.User('alice');
const read = { actions: ['s3:GetObject'], resources: ['*'] };
const own = { actions: ['iam:GetUser'], resources: [user.arn] };
new iam.Policy('known', { policy: iam.getPolicyDocumentOutput({ statements: [read] }).json });
new iam.Policy('unknown', { policy: iam.getPolicyDocumentOutput({ statements: [own] }).json });
const key = new iam.AccessKey('key', { user: user.name });
export const userArn = user.arn;
export const keySecret = key.secret;`;

const policyPack = {
  'pack/PulumiPolicy.yaml': 'runtime: nodejs\n',
  'pack/package.json': '{ "name": "smoke-pack", "version": "1.0.0", "main": "index.js" }',
  'pack/index.js': pack,
};

const pulumiProject = {
  'program/Pulumi.yaml': 'name: smoke\nruntime: nodejs\nmain: index.ts\n',
  'program/package.json': '{ "name": "smoke", "private": true }',
  'program/index.ts': program,
};

function cdkApp(library: string): string {
  return `
const { App, TerraformResource, TerraformStack } = require('${library}');
const app = new App();
const stack = new TerraformStack(app, 'smoke');
new TerraformResource(stack, 'user', { terraformResourceType: 'aws_iam_user' }).addOverride('tags.node', process.version);
if (process.env.FINDING) stack.node.addMetadata('@cdktf/error', process.env.FINDING, { stackTrace: false });
app.synth();`;
}

interface CreationLine {
  readonly operation: string;
  readonly name: string;
}

function createdNames(log: string): readonly string[] {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as CreationLine);
  return entries.filter(({ operation }) => operation === 'create').map(({ name }) => name);
}

describeWithEngines({ describe, test }, 'the real engines', () => {
  let engines: Engines;
  let project: Project;

  beforeAll(async () => {
    engines = await requireEngines();
    const apps = { 'cdktf/app.js': cdkApp('cdktf'), 'cdktn/app.js': cdkApp('cdktn') };
    project = await createProject({ ...policyPack, ...pulumiProject, ...apps });
    console.info(engineVersions());
  }, patience);

  afterAll(async () => {
    await engines.pulumi.dispose();
    await project.dispose();
  }, patience);

  describe('Pulumi', () => {
    async function pulumi(parameters: readonly string[], log = 'none.log'): ReturnType<Engines['pulumi']['run']> {
      const env = { TEST_PROVIDER_LOG: join(project.folder, log) };
      return engines.pulumi.run([...parameters, '--non-interactive'], { cwd: join(project.folder, 'program'), env });
    }

    beforeAll(async () => {
      expect(await pulumi(['stack', 'init', 'smoke'])).toMatchObject({ code: 0 });
    }, patience);

    test(
      'a preview fails on a mandatory violation and creates nothing',
      async () => {
        const result = await pulumi(['preview', '--policy-pack', '../pack'], 'preview.log');
        expect(result.stdout).toContain('There is an access key named key.');
        expect(result.stdout).toContain('[mandatory]  no-access-keys  (aws:iam:AccessKey: key)');
        expect(result.code).not.toBe(0);
        expect(existsSync(join(project.folder, 'preview.log'))).toBe(false);
      },
      patience,
    );

    test(
      'a preview knows what the program says and not what AWS gives',
      async () => {
        const { stdout } = await pulumi(['preview', '--policy-pack', '../pack']);
        expect(stdout).toContain('known allows s3:GetObject');
        expect(stdout).toContain(
          "'show-documents' from policy pack 'smoke@v1.0.0' during preview: string value at .policy can't be known",
        );
      },
      patience,
    );

    test(
      'a deployment without preview does not create the resource that violates',
      async () => {
        const result = await pulumi(['up', '--yes', '--skip-preview', '--policy-pack', '../pack'], 'up.log');
        expect(result.stdout).toContain('There is an access key named key.');
        expect(result.code).not.toBe(0);
        const created = createdNames(join(project.folder, 'up.log'));
        expect(created).toContain('alice');
        expect(created).not.toContain('key');
      },
      patience,
    );

    test(
      'a deployment without the pack creates everything and keeps secrets',
      async () => {
        const deployment = await pulumi(['up', '--yes', '--skip-preview'], 'all.log');
        expect(deployment.stdout).toMatch(/keySecret: \[secret\]/);
        expect(deployment.code).toBe(0);
        expect(createdNames(join(project.folder, 'all.log'))).toContain('key');
        const outputs = await pulumi(['stack', 'output', '--json']);
        const userArn: unknown = expect.stringMatching(/^arn:aws:iam::\d{12}:user\/alice-[0-9a-f]{7}$/);
        expect(JSON.parse(outputs.stdout)).toMatchObject({ userArn, keySecret: '[secret]' });
      },
      patience,
    );

    test(
      'a pack whose packages are not installed fails with that reason',
      async () => {
        const bare = await createProject(policyPack);
        rmSync(join(bare.folder, 'node_modules'));
        const result = await pulumi(['preview', '--policy-pack', join(bare.folder, 'pack')]);
        await bare.dispose();
        expect(result.stderr).toContain("Cannot find module '@pulumi/pulumi/cmd/run-policy-pack'");
        expect(result.code).not.toBe(0);
      },
      patience,
    );

    test(
      'a type error in the program stops it: the types of @pulumi/aws are the real ones',
      async () => {
        const wrong = await createProject({
          ...pulumiProject,
          'program/index.ts': program.replace('user: user.name', 'owner: user.name'),
        });
        const cwd = join(wrong.folder, 'program');
        await engines.pulumi.run(['stack', 'init', 'wrong', '--non-interactive'], { cwd });
        const result = await engines.pulumi.run(['preview', '--non-interactive'], { cwd });
        await wrong.dispose();
        expect(result.stdout).toContain("'owner' does not exist in type 'AccessKeyArgs'");
        expect(result.code).not.toBe(0);
      },
      patience,
    );
  });

  describe.each(['cdktf', 'cdktn'] as const)('the CLI of %s', (library) => {
    test(
      'synthesises an app that runs on the Node of the tests',
      async () => {
        const cwd = join(project.folder, library);
        const result = await engines[library].synth({ cwd, app: 'node app.js', output: 'out' });
        expect(result).toMatchObject({ code: 0, stderr: '' });
        const stack: unknown = JSON.parse(readFileSync(join(cwd, 'out', 'stacks', 'smoke', 'cdk.tf.json'), 'utf8'));
        expect(stack).toMatchObject({ resource: { aws_iam_user: { user: { tags: { node: process.version } } } } });
      },
      patience,
    );

    test(
      'fails with the finding of an app',
      async () => {
        const cwd = join(project.folder, library);
        const result = await engines[library].synth({ cwd, app: 'node app.js', env: { FINDING: 'IAM001 a finding' } });
        expect(result.stdout).toContain('ERROR [smoke]: IAM001 a finding');
        expect(result.code).not.toBe(0);
      },
      patience,
    );
  });
});
