import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findingsOf } from '@iam-guardrails/cdktf-aspects';
import { allow, folder, libraries, newApp, policy, removeFolders, resource, user } from './libraries';

const home = resolve(__dirname, '../../../cli');
const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly version: string;
};
const bin = join(home, manifest.bin['iam-guardrails'] ?? '');

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Result {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    env: { PATH, ...env },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

function files(contents: Readonly<Record<string, string | object>>): string {
  const root = folder();
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

const hcl = (action: string): string =>
  `# a comment\n\nresource "aws_iam_policy" "wide" {\n  name   = "wide"\n  policy = jsonencode(${allow(action)})\n}\n`;
const json = (action: string): object => ({
  resource: { aws_iam_policy: { wide: { name: 'wide', policy: allow(action) } } },
});
const advisory = 'rules:\n  no-administrator-access: advisory\n';
const CANARY = 'canary-3f9c1a';

beforeAll(() => {
  if (!existsSync(join(home, 'dist', 'main.js')))
    throw new Error('the program is not built: run `npm run build` first');
});
afterEach(removeFolders);

describe('exit code 0', () => {
  it('for a compliant stack, and says what was checked', () => {
    const used = `${hcl('s3:ListAllMyBuckets')}output "wide" {\n  value = aws_iam_policy.wide.arn\n}\n`;
    const { code, out, err } = run(files({ 'main.tf': used }), ['check', '.']);
    expect(err).toBe('');
    expect(out).toBe('✔ 1 resource checked: no violations, 0 unresolved, 0 not checked\n');
    expect(code).toBe(0);
  });

  it('for an advisory violation, which is shown', () => {
    const { code, out } = run(files({ 'main.tf.json': json('*'), 'iam-guardrails.yaml': advisory }), [
      'check',
      '.',
      '--rules',
      'no-administrator-access',
    ]);
    expect(out).toMatch(/^⚠ no-administrator-access/);
    expect(code).toBe(0);
  });

  it('for something unresolved, which is shown', () => {
    const unknown = 'variable "d" {}\nresource "aws_iam_policy" "p" {\n  policy = var.d\n}\n';
    const { code, out } = run(files({ 'main.tf': unknown }), ['check', '.']);
    expect(out).toMatch(/^\? aws_iam_policy\.p {2}\(main\.tf:2\)/m);
    expect(code).toBe(0);
  });

  it('for a violation below --fail-on', () => {
    const broken =
      'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Nonsense = 1 })\n}\n';
    const root = files({ 'main.tf': broken });
    expect(run(root, ['check', '.', '--fail-on', 'critical']).code).toBe(0);
    expect(run(root, ['check', '.', '--fail-on', 'high']).code).toBe(1);
  });

  it.each([[['--version']], [['--help']], [['check', '--help']], [['rules']], [['explain', 'no-user-without-mfa']]])(
    'for %j, on stdout alone',
    (args) => {
      const { code, out, err } = run(folder(), args);
      expect(code).toBe(0);
      expect(out).not.toBe('');
      expect(err).toBe('');
    },
  );
});

describe('exit code 1', () => {
  it('for a mandatory violation, with address, file, line and what to do', () => {
    const { code, out, err } = run(files({ 'main.tf': hcl('*') }), ['check', '.']);
    expect(out).toMatch(
      /^✖ no-administrator-access {3}critical {3}aws_iam_policy\.wide(\.policy)? {2}\(main\.tf:3\)\n {2}\S/,
    );
    expect(out).toContain('more: iam-guardrails explain no-administrator-access');
    expect(err).toBe('');
    expect(code).toBe(1);
  });

  it('for an advisory violation of the severity of --fail-on', () => {
    const root = files({ 'main.tf.json': json('*'), 'iam-guardrails.yaml': advisory });
    expect(run(root, ['check', '.', '--fail-on', 'critical']).code).toBe(1);
  });

  it('for something unresolved where the configuration makes that mandatory', () => {
    const unknown = 'variable "d" {}\nresource "aws_iam_policy" "p" {\n  policy = var.d\n}\n';
    expect(
      run(files({ 'main.tf': unknown, 'c.yaml': 'unresolved: mandatory\n' }), ['check', '.', '--config', 'c.yaml'])
        .code,
    ).toBe(1);
  });

  it('when the reader of a pipe stops early', () => {
    const wide = Array.from({ length: 500 }, (_, index) => [`wide${index}`, { policy: allow('*') }] as const);
    const root = files({ 'main.tf.json': { resource: { aws_iam_policy: Object.fromEntries(wide) } } });
    const command = `"${process.execPath}" "${bin}" check . | head -c 10; echo " \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
    expect(stdout).toMatch(/ 1\n$/);
    expect(stderr).toBe('');
  });
});

describe('exit code 2, one line on stderr and nothing on stdout', () => {
  const plan = { format_version: '1.2', planned_values: {}, resource_changes: [] };
  const cases: readonly (readonly [
    string,
    Readonly<Record<string, string | object>>,
    readonly string[],
    string | RegExp,
  ])[] = [
    ['no command', {}, [], /^Usage: iam-guardrails/],
    ['an unknown command', {}, ['chek', '.'], "unknown command 'chek' (Did you mean check?)"],
    ['an unknown option', {}, ['check', '.', '--formt', 'json'], "unknown option '--formt' (Did you mean --format?)"],
    ['no path', {}, ['check'], "missing required argument 'path'"],
    ['a missing path', {}, ['check', 'infra'], 'infra: there is no such file or folder'],
    [
      'a folder without stacks',
      { 'a.txt': 'x', 'policy.json': {} },
      ['check', '.'],
      '.: there is no stack in this folder; looked for .tf and .tf.json files and for a cdktf.out',
    ],
    ['an app that was not synthesized', { 'cdktf.json': {} }, ['check', '.'], 'cdktf.out; synthesize the app first'],
    [
      'stacks only in folders that are not walked',
      { 'node_modules/a/main.tf': hcl('*'), '.git/main.tf': hcl('*'), '.terraform/main.tf': hcl('*') },
      ['check', '.'],
      'there is no stack in this folder',
    ],
    [
      'a broken .tf file',
      { 'main.tf': 'resource "a" "b" {\n  x = \n}\n' },
      ['check', '.'],
      'main.tf:2:7: invalid expression',
    ],
    [
      'a broken .tf.json file',
      { 'main.tf.json': '{\n  "resource": {\n    "a": 1,\n  }\n}' },
      ['check', '.'],
      /main\.tf\.json:\d:\d: it is not JSON \(/,
    ],
    ['an empty .tf.json file', { 'main.tf.json': '' }, ['check', '.'], 'main.tf.json: it is empty'],
    [
      'a .tf.json file without an object',
      { 'main.tf.json': '"a"' },
      ['check', '.'],
      'main.tf.json: it holds no JSON object',
    ],
    [
      'a list of variables',
      { 'main.tf.json': {}, 'terraform.tfvars.json': '[]' },
      ['check', '.'],
      'terraform.tfvars.json: it holds no JSON object',
    ],
    [
      'a broken file of variables',
      { 'main.tf.json': json('*'), 'terraform.tfvars': 'a = \n' },
      ['check', '.'],
      'terraform.tfvars:1:5: invalid expression',
    ],
    ['a file that is no text', { 'main.tf': '' }, ['check', 'binary.tf'], 'binary.tf: it is not text in UTF-8'],
    [
      'a Terraform plan',
      { 'plan.json': plan },
      ['check', 'plan.json'],
      'plan.json: this is a Terraform plan, which is not supported yet',
    ],
    [
      'a preview of Pulumi',
      { 'p.json': { config: {}, steps: [], changeSummary: {} } },
      ['check', 'p.json'],
      'this is a `pulumi preview --json`, which is not supported yet',
    ],
    [
      'a CloudFormation template',
      { 't.json': { Resources: { A: { Type: 'AWS::IAM::User' } } } },
      ['check', 't.json'],
      'this is a CloudFormation template, which is not supported yet',
    ],
    [
      'a policy document',
      { 'p.json': allow('*') },
      ['check', 'p.json'],
      'this is an IAM policy document, which is not supported yet',
    ],
    [
      'other JSON',
      { 'package.json': { name: 'x' } },
      ['check', 'package.json'],
      'package.json: not understood; give a folder',
    ],
    ['another file', { 'a.yaml': 'a: 1' }, ['check', 'a.yaml'], 'a.yaml: not understood; give a folder'],
    [
      'the manifest itself',
      { 'manifest.json': { version: '0.21.0', stacks: {} } },
      ['check', 'manifest.json'],
      'this is the manifest of a synth; give its folder',
    ],
    [
      'a listed stack whose file is missing',
      {
        'cdktf.out/manifest.json': {
          version: '1',
          stacks: { a: { name: 'a', synthesizedStackPath: 'stacks/a/cdk.tf.json' } },
        },
      },
      ['check', '.'],
      'the manifest lists the stack a, whose file is missing',
    ],
    [
      'one good and one bad path',
      { 'good/main.tf': hcl('*') },
      ['check', 'good', 'bad'],
      'bad: there is no such file or folder',
    ],
    [
      'an unknown rule',
      { 'main.tf.json': json('*') },
      ['check', '.', '--rules', 'no-user-witout-mfa'],
      'unknown rule `no-user-witout-mfa`, did you mean `no-user-without-mfa`?',
    ],
    [
      'no rule at all',
      { 'main.tf.json': json('*') },
      ['check', '.', '--rules', ','],
      '--rules: give at least one rule',
    ],
    [
      'an unknown rule to explain',
      {},
      ['explain', 'nothing-like-it'],
      'unknown rule `nothing-like-it`; `iam-guardrails rules` lists them',
    ],
    [
      'an unknown severity',
      { 'main.tf.json': json('*') },
      ['check', '.', '--fail-on', 'hihg'],
      'unknown severity `hihg`, did you mean `high`?',
    ],
    [
      'an unknown format',
      { 'main.tf.json': json('*') },
      ['check', '.', '--format', 'jsn'],
      'unknown format `jsn`, did you mean `json`?',
    ],
    [
      'two formats on stdout',
      { 'main.tf.json': json('*') },
      ['check', '.', '--format', 'json', '--format', 'text'],
      'two formats would go to stdout',
    ],
    [
      'more outputs than formats',
      { 'main.tf.json': json('*') },
      ['check', '.', '--output', 'a', '--output', 'b'],
      'there are 2 --output and 1 --format',
    ],
    [
      'an output in a folder that is not there',
      { 'main.tf.json': json('*') },
      ['check', '.', '--output', 'no/report.txt'],
      'its folder does not exist',
    ],
    [
      'a missing configuration',
      { 'main.tf.json': json('*') },
      ['check', '.', '--config', 'c.yaml'],
      'c.yaml: there is no such file, looked for at ',
    ],
    [
      'a configuration that is no YAML',
      { 'main.tf.json': json('*'), 'iam-guardrails.yaml': 'rules: [a\nb: c: d\n' },
      ['check', '.'],
      /iam-guardrails\.yaml: line \d+, column \d+: it is neither YAML nor JSON \(/,
    ],
    [
      'a wrong configuration',
      { 'main.tf.json': json('*'), 'iam-guardrails.yaml': 'rules: { no-user-without-mf: disabled }\n' },
      ['check', '.'],
      'iam-guardrails.yaml: `rules.no-user-without-mf`: there is no rule `no-user-without-mf`; did you mean `no-user-without-mfa`?',
    ],
    [
      'two configurations',
      { 'main.tf.json': json('*'), 'iam-guardrails.yaml': '', 'iam-guardrails.json': {} },
      ['check', '.'],
      'there are iam-guardrails.yaml and iam-guardrails.json in one folder',
    ],
  ];

  it.each(cases)('for %s', (_title, contents, args, expected) => {
    const root = files(contents);
    writeFileSync(join(root, 'binary.tf.bin'), Buffer.from([0xff, 0xfe, 0x00]));
    if (args.includes('binary.tf')) writeFileSync(join(root, 'binary.tf'), Buffer.from([0xff, 0xfe, 0x00]));
    const { code, out, err } = run(root, args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    if (typeof expected === 'string') expect(err).toContain(expected);
    else expect(err.replace('iam-guardrails: ', '')).toMatch(expected);
    if (args.length > 0) expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('for a configuration with several problems, a line each', () => {
    const config = 'unresolve: mandatory\nrules: { valid-policy: mandatry }\n';
    const { code, out, err } = run(files({ 'main.tf.json': json('*'), 'iam-guardrails.yaml': config }), ['check', '.']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trimEnd().split('\n')).toHaveLength(2);
    expect(err).toContain('`unresolve`');
    expect(err).toContain('`rules.valid-policy`');
  });

  it('and writes no output file, when the input is bad', () => {
    const root = files({ 'main.tf': 'resource {' });
    expect(run(root, ['check', '.', '--output', 'report.txt']).code).toBe(2);
    expect(existsSync(join(root, 'report.txt'))).toBe(false);
  });

  it('for a defect of the program, without a stack trace or the text of the error', () => {
    const root = files({ 'main.tf.json': json('*') });
    // The program meets an argument list that its own parser did not make.
    const script = `const { run } = require(${JSON.stringify(resolve(bin, '..', '..', 'dist', 'run.js'))});
      const io = { get cwd() { throw new RangeError('${CANARY}'); }, env: process.env, out() {}, note: (text) => process.stderr.write(text) };
      run(['check', '.'], io).then((code) => { process.exitCode = code; });`;
    const crash = (env: NodeJS.ProcessEnv): Result => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
        cwd: root,
        env,
        encoding: 'utf8',
      });
      return { code: status, out: stdout, err: stderr };
    };
    const quiet = crash({});
    expect(quiet.code).toBe(2);
    expect(quiet.err.trimEnd().split('\n')).toHaveLength(1);
    expect(quiet.err).toContain('internal error (RangeError)');
    const debug = crash({ IAM_GUARDRAILS_DEBUG: '1' });
    expect(debug.err).toMatch(/\n\s+at /);
    expect(quiet.err + debug.err).not.toContain(CANARY);
  });
});

describe('--format and --output', () => {
  it('json is one object with the contract, and the same bytes twice', () => {
    const root = files({ 'main.tf.json': json('*') });
    const { out, code } = run(root, ['check', '.', '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'iam-guardrails', version: manifest.version },
      summary: { resources: 1, violations: { critical: 1 } },
      findings: [
        { rule: 'no-administrator-access', location: { file: 'main.tf.json' }, resource: { stack: '.' } },
        { rule: 'no-unused-identity', severity: 'low' },
      ],
      notChecked: [],
    });
    expect(run(root, ['check', '.', '--format', 'json']).out).toBe(out);
  });

  it('go together in their order: the first output belongs to the first format', () => {
    const root = files({ 'main.tf.json': json('*') });
    const { out } = run(root, ['check', '.', '--format', 'json', '--output', 'report.json', '--format', 'text']);
    expect(out).toMatch(/^✖/);
    expect(JSON.parse(readFileSync(join(root, 'report.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });

  it('colours neither a pipe nor a file, and a pipe only when it is forced and not against NO_COLOR', () => {
    const root = files({ 'main.tf.json': json('*') });
    expect(run(root, ['check', '.'], { CI: '1' }).out).not.toContain('\u001b');
    expect(run(root, ['check', '.'], { FORCE_COLOR: '1' }).out).toContain('\u001b[31m✖');
    expect(run(root, ['check', '.'], { FORCE_COLOR: '1', NO_COLOR: '1' }).out).not.toContain('\u001b');
    run(root, ['check', '.', '--output', 'report.txt'], { FORCE_COLOR: '1' });
    expect(readFileSync(join(root, 'report.txt'), 'utf8')).not.toContain('\u001b');
  });
});

describe('--rules', () => {
  it('runs only the named ones', () => {
    const root = files({ 'main.tf.json': json('*') });
    expect(run(root, ['check', '.', '--rules', 'valid-policy, no-user-without-mfa']).code).toBe(0);
    expect(run(root, ['check', '.', '--rules', 'no-administrator-access']).code).toBe(1);
  });

  it('says on stderr that a named rule is disabled', () => {
    const root = files({
      'main.tf.json': json('*'),
      'iam-guardrails.yaml': 'rules: { no-administrator-access: disabled }\n',
    });
    const { code, err } = run(root, ['check', '.', '--rules', 'no-administrator-access']);
    expect(code).toBe(0);
    expect(err).toContain('the configuration disables the rule no-administrator-access');
  });
});

describe('stacks', () => {
  const found = (root: string, args: readonly string[]): readonly unknown[] => {
    const { out, err } = run(root, ['check', ...args, '--rules', 'no-administrator-access', '--format', 'json']);
    expect(err).toBe('');
    return (
      JSON.parse(out).findings as readonly {
        resource: { stack: string; address: string };
        location: { file: string };
      }[]
    ).map(({ resource: { stack, address }, location }) => `${stack} ${address} ${location.file}`);
  };

  it('are the folders with Terraform files, hidden ones too', () => {
    const root = files({
      'a/main.tf': hcl('*'),
      'b/c/main.tf.json': json('*'),
      '.github/main.tf': hcl('*'),
      'd/x.json': json('*'),
    });
    expect(found(root, ['.'])).toEqual([
      '.github aws_iam_policy.wide .github/main.tf',
      'a aws_iam_policy.wide a/main.tf',
      'b/c aws_iam_policy.wide b/c/main.tf.json',
    ]);
  });

  it('are found once, however often their folder is named', () => {
    const root = files({ 'a/main.tf': hcl('*') });
    symlinkSync(join(root, 'a'), join(root, 'z'));
    expect(found(root, ['.', 'a', './a/../a'])).toHaveLength(1);
  });

  it('hold all files of their folder, with the variables', () => {
    const root = files({
      'variables.tf': 'variable "action" {}\n',
      'main.tf':
        'resource "aws_iam_policy" "wide" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = var.action, Resource = "*" }] })\n}\n',
      'terraform.tfvars': 'action = "s3:GetObject"\n',
      'b.auto.tfvars.json': { action: '*' },
      'a.auto.tfvars': 'action = "s3:PutObject"\n',
    });
    expect(found(root, ['.'])).toEqual(['. aws_iam_policy.wide main.tf']);
  });

  it('keep a template of IAM in a variable as it is meant', () => {
    const document =
      'variable "arn" {}\nresource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = var.arn }] })\n}\n';
    const root = files({ 'main.tf': document, 'terraform.tfvars': 'arn = "arn:aws:s3:::home/$${aws:username}/*"\n' });
    const { out } = run(root, ['check', '.', '--rules', 'valid-policy,no-administrator-access']);
    expect(out).toMatch(/^✔ 1 resource checked: no violations, 0 unresolved/);
  });

  it('see what an override file replaces', () => {
    const root = files({
      'main.tf': hcl('s3:GetObject'),
      'wide_override.tf': hcl('*').replace('\n  name   = "wide"', ''),
    });
    expect(found(root, ['.'])).toEqual(['. aws_iam_policy.wide main.tf']);
  });

  it('read a file beside them, and none outside of the working folder', () => {
    const wide = (path: string): string => `resource "aws_iam_policy" "wide" {\n  policy = file("${path}")\n}\n`;
    const inside = files({
      'a/main.tf': wide('${path.module}/../policies/wide.json'),
      'policies/wide.json': allow('*'),
    });
    expect(found(inside, ['a'])).toHaveLength(1);
    const outside = files({ 'main.tf': wide(join(inside, 'policies/wide.json')) });
    expect(run(outside, ['check', '.']).out).toMatch(/no-administrator-access.*: not decided: a file is not read/);
  });

  it('may be one file alone', () => {
    const root = files({
      'a/main.tf': hcl('*'),
      'a/other.tf': hcl('*').replace('"wide"', '"other"'),
      'b.tf.json': json('*'),
    });
    expect(found(root, ['a/main.tf', 'b.tf.json'])).toEqual([
      'a/main.tf aws_iam_policy.wide a/main.tf',
      'b.tf.json aws_iam_policy.wide b.tf.json',
    ]);
  });

  it('share no name: two of one name are called by their folders', () => {
    const stack = { '//': { metadata: { stackName: 'prod' } }, ...json('*') };
    const root = files({
      'a/cdk.tf.json': stack,
      'b/cdk.tf.json': stack,
      'c/cdk.tf.json': { ...stack, '//': { metadata: { stackName: 'test' } } },
    });
    expect(found(root, ['.'])).toEqual([
      'a aws_iam_policy.wide a/cdk.tf.json',
      'b aws_iam_policy.wide b/cdk.tf.json',
      'test aws_iam_policy.wide c/cdk.tf.json',
    ]);
  });
});

describe.each(libraries)('what $name wrote', ({ lib }) => {
  afterEach(() => {
    delete process.env['SYNTH_HCL_OUTPUT'];
  });

  const synthesized = (): string => {
    const app = newApp(lib, { outdir: join(folder(), 'cdktf.out') });
    const origin = new lib.TerraformStack(app, 'my.origin');
    const text = new lib.TerraformLocal(origin, 'text', allow('*'));
    policy(lib, origin, 'read', 's3:GetObject');
    const consumer = new lib.TerraformStack(app, 'consumer');
    resource(lib, consumer, 'aws_iam_policy', 'wide', { name: 'wide', policy: text.asString });
    app.synth();
    return dirname(app.outdir);
  };

  it('is checked from the project folder, the cdktf.out and the folder of a stack, with the reference between stacks', () => {
    const root = synthesized();
    for (const [cwd, path] of [
      ['.', '.'],
      ['.', 'cdktf.out'],
      ['cdktf.out', 'stacks'],
    ] as const) {
      const { out, err } = run(join(root, cwd), [
        'check',
        path,
        '--rules',
        'no-administrator-access',
        '--format',
        'json',
      ]);
      expect(err).toBe('');
      const { findings } = JSON.parse(out);
      expect(findings).toMatchObject([
        {
          rule: 'no-administrator-access',
          resource: { stack: 'consumer' },
          location: { constructPath: 'consumer/wide' },
        },
      ]);
    }
  });

  it('gives the findings of the aspects, fingerprints included', () => {
    const app = newApp(lib);
    const stack = new lib.TerraformStack(app, 'first');
    policy(lib, stack, 'wide', '*');
    const expected = findingsOf(stack);
    app.synth();
    const { findings } = JSON.parse(run(app.outdir, ['check', '.', '--format', 'json']).out);
    expect(expected.map(({ rule }) => rule)).toContain('no-administrator-access');
    const location = { file: 'stacks/first/cdk.tf.json', constructPath: 'first/wide' };
    expect(findings).toEqual(expected.map((finding) => ({ ...finding, location })));
  });

  it('is checked when it was written as HCL', () => {
    process.env['SYNTH_HCL_OUTPUT'] = 'true';
    const app = newApp(lib);
    user(lib, new lib.TerraformStack(app, 'first'), 'alice');
    app.synth();
    expect(existsSync(join(app.outdir, 'stacks/first/cdk.tf'))).toBe(true);
    const { out } = run(app.outdir, ['check', '.', '--format', 'json']);
    expect(JSON.parse(out).summary.resources).toBe(1);
  });
});

describe('secrets and escapes', () => {
  it('in any input never reach any output', () => {
    const secret = `resource "aws_iam_user" "alice" {
  name = "alice"
  tags = { token = "${CANARY}" }
}
resource "aws_iam_user_login_profile" "alice" {
  user     = aws_iam_user.alice.name
  password = "${CANARY}"
}
variable "key" { default = "${CANARY}" }
resource "aws_iam_access_key" "alice" {
  user   = aws_iam_user.alice.name
  secret = var.key
}
resource "aws_db_instance" "db" { password = "${CANARY}" }
`;
    const root = files({
      'good/main.tf': secret + hcl('*'),
      'good/terraform.tfvars': `key = "${CANARY}"\n`,
      'broken/main.tf': `resource "a" "b" {\n  password = "${CANARY}\n}\n`,
      'broken-json/main.tf.json': `{"password": "${CANARY}" "x"}`,
      'broken-vars/main.tf': '',
      'broken-vars/terraform.tfvars': `password = "${CANARY}" ]\n`,
      'secret.json': JSON.stringify(CANARY),
      'config.yaml': `password: "${CANARY}"\nb: c: d\n`,
    });
    const outputs = [
      ...['text', 'json'].map((format) => ['check', 'good', '--format', format]),
      ...['broken', 'broken-json', 'broken-vars', 'secret.json'].map((path) => ['check', path]),
      ['check', 'good', '--config', 'config.yaml'],
    ].map((args) => run(root, args, { IAM_GUARDRAILS_DEBUG: '1' }));
    expect(outputs.map(({ code }) => code)).toEqual([1, 1, 2, 2, 2, 2, 2]);
    for (const { out, err } of outputs) expect(out + err).not.toContain(CANARY);
  });

  it('of a terminal are shown as text, from names of files too', () => {
    const evil = 'evil\u001b]0;title\u0007';
    const root = files({
      [`${evil}/main.tf.json`]: { resource: { aws_iam_policy: { [evil]: { policy: allow('*') } } } },
      [`${evil}.tf`]: 'x {',
    });
    const { out } = run(root, ['check', evil]);
    expect(out).toContain('evil]0;title');
    const { err } = run(root, ['check', `${evil}.tf`]);
    expect(err).toContain('evil]0;title.tf:1:');
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
