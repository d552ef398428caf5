import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeWithEngines } from '../engines/engines';
import { createProject, type Project } from '../engines/projects';
import { pulumiEngine } from '../engines/pulumi';
import { startAnalyzer } from '../pulumi/analyzer';

const root = resolve(__dirname, '..', '..', '..');
const cli = join(root, 'cli', 'bin', 'iam-guardrails.js');

let work: Project;
let pack: string;

/** Runs a command and says how it ended; npm speaks of its own configuration on stderr. */
function ran(cwd: string, command: string, ...parameters: readonly string[]) {
  const env = { ...process.env, NO_COLOR: '1', npm_config_update_notifier: 'false' };
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd, encoding: 'utf8', env });
  return { status, stdout, stderr };
}
const guardrails = (cwd: string, ...parameters: readonly string[]) => ran(cwd, process.execPath, cli, ...parameters);

/** The files of a folder with their texts, without what was built or installed. */
function textsIn(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile());
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

beforeAll(async () => {
  work = await createProject({});
  pack = join(work.folder, 'guardrails');
  expect(guardrails(work.folder, 'init', 'pack', 'guardrails', '--name', '@initech/guardrails')).toMatchObject({
    status: 0,
  });
  expect(ran(pack, 'npm', 'run', 'build')).toMatchObject({ status: 0 });
});
afterAll(() => work.dispose());

describe('the pack that `iam-guardrails init pack` writes', () => {
  it('tests its rule', () => {
    const { status, stderr } = ran(pack, 'npm', 'test', '--', '--verbose');
    expect(stderr).toContain('a user whose owner comes from the provider');
    expect({ status, failed: /^Tests:.*failed/m.test(stderr) }).toEqual({ status: 0, failed: false });
  });

  it('is not built with a mistake in its configuration, which the message names', () => {
    const file = join(pack, 'iam-guardrails.yaml');
    const text = readFileSync(file, 'utf8');
    try {
      writeFileSync(file, text.replace('principals-name-their-owner:', 'principals-name-the-owner:'));
      const { status, stderr } = ran(pack, 'npm', 'test');
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /^iam-guardrails: iam-guardrails\.yaml of @initech\/guardrails: .*did you mean `principals-name-their-owner`\?$/m,
      );
    } finally {
      writeFileSync(file, text);
      expect(ran(pack, 'npm', 'run', 'build')).toMatchObject({ status: 0 });
    }
  });

  it('brings the schema of its configuration, with the rules of its own', () => {
    const { properties } = JSON.parse(readFileSync(join(pack, 'dist', 'iam-guardrails.schema.json'), 'utf8')) as {
      readonly properties: { readonly rules: { readonly properties: object } };
    };
    expect(Object.keys(properties.rules.properties)).toEqual(
      expect.arrayContaining(['principals-name-their-owner', 'no-root-access-key']),
    );
  });

  it('holds the stack of its example to the rule, in the command line', () => {
    const { status, stdout } = guardrails(join(pack, 'example'), 'check', '.');
    expect(stdout).toContain('✖ principals-name-their-owner   medium   aws_iam_user.alice.tags  (main.tf:1)');
    expect(status).toBe(1);
  });

  it('is said to be there and not compiled, until it is', () => {
    const gone = join(pack, 'gone');
    renameSync(join(pack, 'dist'), gone);
    try {
      const { status, stderr } = guardrails(join(pack, 'example'), 'check', '.');
      expect(stderr).toMatch(/`extends`: @initech\/guardrails is there and has no library: .*; is it compiled\?$/m);
      expect(status).toBe(2);
    } finally {
      renameSync(gone, join(pack, 'dist'));
    }
  });

  it('forgets the rules that are gone when it is built', () => {
    writeFileSync(join(pack, 'dist', 'rules', 'gone.test.js'), 'throw new Error()');
    expect(ran(pack, 'npm', 'test')).toMatchObject({ status: 0 });
  });

  it.each([
    ['fails the synth of an app', {}, 1],
    ['lets the synth of an app pass whose user has an owner', { owner: 'billing@initech.example' }, 0],
  ])('%s', (_, tags, status) => {
    const app = `
      const { App, Aspects, TerraformResource, TerraformStack } = require('cdktf');
      const { enforce } = require('@initech/guardrails');
      const app = new App();
      enforce(app, Aspects, { configuration: { rules: { 'no-unused-identity': 'advisory' } } });
      const user = new TerraformResource(new TerraformStack(app, 'stack'), 'alice', { terraformResourceType: 'aws_iam_user' });
      user.addOverride('name', 'alice');
      user.addOverride('tags', ${JSON.stringify(tags)});
      app.synth();`;
    const done = ran(pack, process.execPath, '-e', app);
    expect(done.stderr.includes('principals-name-their-owner')).toBe(status === 1);
    expect(done.status).toBe(status);
  });

  it('starts as a policy pack of Pulumi', async () => {
    const analyzer = await startAnalyzer(pack);
    try {
      expect(analyzer.info).toMatchObject({ name: 'initech-guardrails' });
      const found = await analyzer.analyze([
        { type: 'aws:iam/user:User', name: 'alice', properties: { name: 'alice' } },
      ]);
      expect(found.filter(({ policy }) => policy === 'principals-name-their-owner')).toMatchObject([
        { level: 'mandatory' },
      ]);
    } finally {
      await analyzer.close();
    }
  });

  it.each([
    [
      'installed',
      () => join(work.folder, 'node_modules'),
      () => `@iam-guardrails/pulumi-policy is not installed, so nothing was checked. Run: npm install --prefix ${pack}`,
    ],
    [
      'compiled',
      () => join(pack, 'dist'),
      () => `it is not compiled, so nothing was checked. Run: npm run build --prefix ${pack}`,
    ],
  ])('says what to do when it is not %s', (_, missing, help) => {
    renameSync(missing(), `${missing()}-elsewhere`);
    try {
      expect(ran(pack, process.execPath, '-e', 'require(process.cwd())')).toEqual({
        status: 1,
        stdout: '',
        stderr: `initech-guardrails: ${help()}\n`,
      });
    } finally {
      renameSync(`${missing()}-elsewhere`, missing());
    }
  });

  it('packs what each front end needs and no test, and tells Pulumi nothing but the name of the file', () => {
    // What `pulumi policy publish` runs, and reads.
    expect(ran(pack, 'npm', 'pack', '--loglevel=error')).toMatchObject({
      status: 0,
      stdout: 'initech-guardrails-1.0.0.tgz\n',
    });
    const listed = ran(pack, 'tar', '-tf', 'initech-guardrails-1.0.0.tgz').stdout.trim().split('\n');
    expect(listed.map((path) => path.replace('package/', '')).sort()).toEqual([
      'PulumiPolicy.yaml',
      'README.md',
      'dist/iam-guardrails.schema.json',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/rules/index.d.ts',
      'dist/rules/index.js',
      'dist/rules/principals-name-their-owner.d.ts',
      'dist/rules/principals-name-their-owner.js',
      'iam-guardrails.yaml',
      'package.json',
      'pulumi.js',
    ]);
  });

  it('gets another rule, whose examples run at once and whose tests fail for what is to be filled in', () => {
    expect(guardrails(pack, 'init', 'rule', 'roles-name-their-team')).toMatchObject({ status: 0 });
    const { status, stderr } = ran(pack, 'npm', 'test', '--', '--verbose', 'roles-name-their-team');
    const titled = (mark: string) => [...stderr.matchAll(new RegExp(`^ +${mark} (.*?)(?: \\(\\d+ ms\\))?$`, 'gm'))];
    expect(titled('✕').map(([, title]) => title)).toEqual(['has nothing left to be filled in']);
    expect(titled('✓').map(([, title]) => title)).toContain('finds: TODO: what is wrong');
    expect(status).toBe(1);
    expect(guardrails(join(pack, 'example'), 'explain', 'roles-name-their-team')).toMatchObject({ status: 0 });
  });

  it('has the form that Prettier gives it in this repository', () => {
    const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
    const check = ['--config', join(root, '.prettierrc'), '--check', 'src', '*.json', '*.yaml', '*.md', '*.js'];
    expect(ran(pack, process.execPath, prettier, ...check)).toMatchObject({ status: 0 });
  });
});

/** What the guide shows can be used as it stands. */
describe('the guide "Publish your organisation\'s pack"', () => {
  const guide = readFileSync(join(root, 'docs', 'guide', 'organisation-pack.md'), 'utf8').replaceAll(
    '@acme/iam-guardrails',
    '@initech/guardrails',
  );
  const blocks = [...guide.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, kind, text]) => ({ kind, text: text ?? '' }));
  const block = (kind: string, part: string): string => {
    const [found, ...others] = blocks.filter((each) => each.kind === kind && each.text.includes(part));
    expect(others).toEqual([]);
    if (found === undefined) throw new Error(`there is no block with ${part}`);
    return found.text;
  };
  const example = (name: string, text: string): void => writeFileSync(join(pack, 'example', name), text);

  it('composes a configuration that a pack can have', () => {
    const file = join(pack, 'iam-guardrails.yaml');
    const text = readFileSync(file, 'utf8');
    try {
      writeFileSync(file, block('yaml', 'preset: [recommended'));
      expect(guardrails(join(pack, 'example'), 'check', '.')).toMatchObject({ status: 1, stderr: '' });
    } finally {
      writeFileSync(file, text);
    }
  });

  it('quotes what a team is told that lowers a level', () => {
    mkdirSync(join(pack, 'example', 'lower'));
    example(
      'lower/iam-guardrails.yaml',
      `${block('yaml', 'node_modules/@initech')}rules: { principals-name-their-owner: advisory }\n`,
    );
    expect(guardrails(join(pack, 'example', 'lower'), 'check', '..')).toEqual({
      status: 2,
      stdout: '',
      stderr: block('', 'a level may only rise'),
    });
  });

  it('shows an exemption that holds', () => {
    example('legacy.tf', 'resource "aws_iam_user" "legacy" { name = "legacy" }\n');
    example('exempt.yaml', block('yaml', 'exemptions:').replace('2027-03-31', inAMonth()));
    const { stdout } = guardrails(
      join(pack, 'example'),
      'check',
      'legacy.tf',
      '--config',
      'exempt.yaml',
      '--format',
      'json',
    );
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly rule: string }[] };
    expect(findings.find(({ rule }) => rule === 'principals-name-their-owner')).toMatchObject({
      status: 'exempt',
      exemption: { owner: 'billing@acme.example' },
    });
  });
});

function inAMonth(): string {
  return new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

describeWithEngines({ describe, test }, 'pulumi policy new', () => {
  it('makes the same pack of the same folder', async () => {
    const engine = await pulumiEngine();
    try {
      const template = join(root, 'cli', 'templates', 'pack');
      const given = ['policy', 'new', template, '--dir', join(work.folder, 'by-pulumi'), '--generate-only'];
      expect(await engine?.run([...given, '--non-interactive'], { cwd: work.folder })).toMatchObject({ code: 0 });
    } finally {
      await engine?.dispose();
    }
    guardrails(work.folder, 'init', 'pack', 'by-us', '--name', '@acme/iam-guardrails');
    expect(textsIn(join(work.folder, 'by-pulumi'))).toEqual(textsIn(join(work.folder, 'by-us')));
  });
});
