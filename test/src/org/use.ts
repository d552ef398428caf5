import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cdkCli } from '../engines/cdk-cli';
import { checkout, type Work } from './packages';
import { packOf } from './publish';
import { assertEnd, linesWith, run } from './steps';

const RULE = 'no-administrator-access';
/** The one that `init pack` writes. */
const OWN_RULE = 'principals-name-their-owner';

const policy = (action: string, resource: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] });

const WIDE = policy('*', '*');
const NARROW = policy('s3:GetObject', 'arn:aws:s3:::reports/*');
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
});

/** A Pulumi program; what it allows is what the two versions differ in. */
const program = (statement: string): string => `
const iam = require('@pulumi/aws/iam');
const role = new iam.Role('worker', { assumeRolePolicy: '${TRUST}', tags: { owner: 'team@acme.example' } });
const policy = new iam.Policy('work', { policy: '${statement}' });
new iam.RolePolicyAttachment('attached', { role: role.name, policyArn: policy.arn });
`;

/** What Pulumi Cloud got is unpacked and installed, and stops a real preview. */
export async function useInPulumi(work: Work): Promise<void> {
  const { folder, registry, pulumi, steps } = work;
  const pack = join(folder, 'from-the-cloud', 'package');
  steps.part('A Pulumi project');
  await steps.step('the uploaded tarball, unpacked, npm install', async () => {
    await mkdir(join(folder, 'from-the-cloud'), { recursive: true });
    await writeFile(join(folder, 'from-the-cloud', 'pack.tgz'), packOf(work).tarball);
    await run(['tar', '-xzf', 'pack.tgz'], { cwd: join(folder, 'from-the-cloud'), env: registry.env });
    await run(['npm', 'install', '--omit=dev'], { cwd: pack, env: registry.env });
    return '';
  });
  const preview = async (statement: string): Promise<{ readonly code: number; readonly output: string }> => {
    const cwd = join(folder, 'pulumi-program');
    await writeFile(join(cwd, 'index.js'), program(statement));
    await pulumi.run(['stack', 'select', '--create', 'demo'], { cwd });
    const { code, stdout, stderr } = await pulumi.run(['preview', '--policy-pack', pack], { cwd });
    return { code, output: `${stdout}${stderr}` };
  };
  await steps.step('a program, npm install of its SDKs', () => makeProgram(work));
  await steps.step('pulumi preview with an administrator is stopped', async () => {
    const { code, output } = await preview(WIDE);
    if (code === 0 || !output.includes(RULE)) throw new Error(output);
    return linesWith(output, ['[mandatory]']);
  });
  await steps.step('pulumi preview of its mended twin passes', async () => {
    const { code, output } = await preview(NARROW);
    if (code !== 0) throw new Error(output);
    return linesWith(output, ['acme-iam-guardrails']);
  });
  await steps.step('a pack whose dependency is missing fails the preview and says so', async () => {
    const dependency = join(pack, 'node_modules', '@iam-guardrails', 'pulumi-policy');
    await rename(dependency, `${dependency}-away`);
    const { code, output } = await preview(NARROW);
    await rename(`${dependency}-away`, dependency);
    if (code === 0 || !output.includes('is not installed, so nothing was checked')) throw new Error(output);
    return linesWith(output, ['is not installed']);
  });
}

/** A project with the SDKs of the examples. */
async function makeProgram({ folder, registry }: Work): Promise<string> {
  const cwd = join(folder, 'pulumi-program');
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, 'Pulumi.yaml'), 'name: team\nruntime: nodejs\n');
  await writeFile(join(cwd, 'package.json'), '{"private": true}');
  await run(['npm', 'install', ...(await pulumiPackages())], { cwd, env: registry.env });
  return '';
}

/** The Pulumi packages of the examples, at the versions that this repository is tested with. */
async function pulumiPackages(): Promise<readonly string[]> {
  const { devDependencies } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return ['@pulumi/pulumi', '@pulumi/aws'].map((name) => `${name}@${devDependencies[name] ?? ''}`);
}

/** One app; what it allows is what the two versions differ in. */
const app = (name: string, statement: string): string => `
const { App, Aspects, TerraformStack } = require('cdktf');
const { IamPolicy } = require('@cdktf/provider-aws/lib/iam-policy');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicyAttachment } = require('@cdktf/provider-aws/lib/iam-role-policy-attachment');
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { enforce } = require('${name}');

const app = new App();
enforce(app, Aspects);
const stack = new TerraformStack(app, 'team');
new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
const role = new IamRole(stack, 'worker', { name: 'team-worker', assumeRolePolicy: '${TRUST}', tags: { owner: 'team@acme.example' } });
const policy = new IamPolicy(stack, 'work', { name: 'team-work', policy: '${statement}' });
new IamRolePolicyAttachment(stack, 'attached', { role: role.name, policyArn: policy.arn });
app.synth();
`;

/** `import { enforce }` of the published package stops a real synth. */
export async function useInCdktf({ folder, name, registry, steps }: Work): Promise<void> {
  const cwd = join(folder, 'cdktf-app');
  steps.part('A CDKTF app');
  await steps.step(`npm install ${name} cdktf`, async () => {
    await mkdir(cwd, { recursive: true });
    await writeFile(join(cwd, 'package.json'), '{"private": true}');
    await run(['npm', 'install', name, 'cdktf@0.21.0', 'constructs@10.7.2', '@cdktf/provider-aws@21.22.1'], {
      cwd,
      env: registry.env,
    });
    return '';
  });
  const synth = async (statement: string, code: number | 'not 0'): Promise<string> => {
    await writeFile(join(cwd, 'main.js'), app(name, statement));
    const cli = cdkCli('cdktf');
    if (cli === undefined) throw new Error('the CDKTF CLI is not installed');
    const result = await cli.synth({ cwd, app: 'node main.js' });
    assertEnd('cdktf synth', result, code);
    const output = `${result.stdout}${result.stderr}`;
    if (code === 'not 0' && !output.includes(RULE)) throw new Error(output);
    return linesWith(output, [RULE], 1);
  };
  await steps.step('cdktf synth with an administrator is stopped', () => synth(WIDE, 'not 0'));
  await steps.step('cdktf synth of its mended twin passes', () => synth(NARROW, 0));
}

const HCL = (statement: string): string => `
resource "aws_iam_policy" "work" {
  name   = "team-work"
  policy = ${JSON.stringify(statement)}
}
resource "aws_iam_role" "worker" {
  name                = "team-worker"
  tags                = { owner = "team@acme.example" }
  assume_role_policy  = ${JSON.stringify(TRUST)}
}
resource "aws_iam_role_policy_attachment" "attached" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.work.arn
}
`;

const CHECK = ['npx', '--no-install', 'iam-guardrails', 'check', '.'];

/** `extends` of the published package, in CI. */
export async function useInCli({ folder, name, registry, steps }: Work): Promise<void> {
  const cwd = join(folder, 'terraform');
  const { env } = registry;
  steps.part('Terraform in CI');
  await steps.step(`npm install ${name} iam-guardrails; extends: '${name}'`, async () => {
    await rm(cwd, { recursive: true, force: true });
    await mkdir(cwd, { recursive: true });
    await writeFile(join(cwd, 'package.json'), '{"private": true}');
    await writeFile(join(cwd, 'iam-guardrails.yaml'), `extends: '${name}'\n`);
    await run(['npm', 'install', name, 'iam-guardrails'], { cwd, env });
    return '';
  });
  const check = async (text: string, code: number, says: string): Promise<string> => {
    await writeFile(join(cwd, 'main.tf'), text);
    const { stdout } = await run(CHECK, { cwd, env, code, says: [says] });
    return linesWith(stdout, ['✖', 'checked:']);
  };
  await steps.step('iam-guardrails check stops an administrator', () => check(HCL(WIDE), 1, RULE));
  await steps.step('iam-guardrails check passes its mended twin', () => check(HCL(NARROW), 0, 'no violations'));
  await steps.step('iam-guardrails check stops what only the rule of the organisation finds', () =>
    check(HCL(NARROW).replace(/^ +tags .*\n/m, ''), 1, OWN_RULE),
  );
  await steps.step('a file that lowers a level of the pack is refused', async () => {
    await writeFile(join(cwd, 'iam-guardrails.yaml'), `extends: '${name}'\nrules: { ${RULE}: advisory }\n`);
    const { stderr } = await run(CHECK, { cwd, env, code: 2, says: ['level may only rise'] });
    return linesWith(stderr, ['level may only rise']);
  });
}
