import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rules } from '@iam-guardrails/shared-rules';
import { describeWithEngines } from '../engines/engines';
import { createProject, type Project } from '../engines/projects';
import { pulumiEngine, type PulumiEngine } from '../engines/pulumi';

const root = resolve(__dirname, '..', '..', '..');
const pack = join(root, 'pulumi-policy');

/** The name is an output of another resource: nobody knows it at the preview, and on `up` it is `root`. */
const lateRoot = `
const iam = require('@pulumi/aws/iam');
const first = new iam.User('first', { name: 'first' });
new iam.AccessKey('late', { user: first.arn.apply(() => 'root') });
`;

const brokenPolicy = `
const iam = require('@pulumi/aws/iam');
new iam.Policy('logs', { name: 'logs', policy: '{"Version": "2012-10-17", "Statement": [}' });

`;

const passwordKept = `
const iam = require('@pulumi/aws/iam');
const alice = new iam.User('alice', { name: 'alice' });
const profile = new iam.UserLoginProfile('alice', { user: alice.name, passwordLength: 24 });
exports.mustReset = profile.passwordResetRequired;
`;

/** A document that means to require MFA, with something that is not for everybody. */
const secretDocument = `
const pulumi = require('@pulumi/pulumi');
const iam = require('@pulumi/aws/iam');
const deny = { Sid: 'hunter22', Effect: 'Deny', NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice'], Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } };
new iam.GroupPolicy('require-mfa', { group: 'people', policy: pulumi.secret(JSON.stringify({ Version: '2012-10-17', Statement: [deny] })) });
`;

/** A key that the program makes and uses, and a provider with a key that is written down. */
const keys = `
const pulumi = require('@pulumi/pulumi');
const iam = require('@pulumi/aws/iam');
const { Provider } = require('@pulumi/aws/provider');
const { Function } = require('@pulumi/aws/lambda/function');
const { Instance } = require('@pulumi/aws/ec2/instance');
const ci = new iam.User('ci', { name: 'ci' });
const key = new iam.AccessKey('ci', { user: ci.name });
new Instance('vm', { ami: 'ami-1', instanceType: 't3.nano', userDataBase64: key.secret.apply((secret) => Buffer.from('S=' + secret).toString('base64')) });
new Function('build', { role: 'arn:aws:iam::123456789012:role/build', environment: { variables: { ID: key.id, TOKEN: key.secret } } });
if (process.env.WRITTEN) {
  const written = { accessKey: ['AKIA', 'QX7NR4ZB2LT6MVWD'].join(''), secretKey: ['kT9vQ2mXw7LrB4nYz8Hc', 'J1pFs6Dg3EaUo5Ri0WtV'].join('') };
  new iam.User('west', { name: 'west' }, { provider: new Provider('west', { region: 'us-west-2', ...written }) });
  exports.deep = { written };
}
exports.secret = key.secret;
exports.id = key.id;
`;

const project = (name: string, program: string): Readonly<Record<string, string>> => ({
  [`${name}/Pulumi.yaml`]: `name: ${name}\nruntime: nodejs\nmain: index.js\n`,
  [`${name}/package.json`]: `{ "name": "${name}", "private": true }`,
  [`${name}/index.js`]: program,
});

/** A pack of its own with a configuration. */
const packThat = (name: string, configuration: object): Readonly<Record<string, string>> => ({
  [`${name}/PulumiPolicy.yaml`]: 'runtime: nodejs\n',
  [`${name}/package.json`]: `{ "name": "${name}", "version": "1.0.0", "private": true, "main": "index.js" }`,
  [`${name}/index.js`]: "require('@iam-guardrails/pulumi-policy').createPolicyPack({ name: 'acme' });\n",
  [`${name}/iam-guardrails.json`]: JSON.stringify(configuration),
});

const only = (...ids: readonly string[]): object => ({
  rules: Object.fromEntries(rules.map(({ id }) => [id, ids.includes(id) ? 'mandatory' : 'disabled'])),
});

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly created: readonly string[];
}

describeWithEngines({ describe, test }, 'the gate in the real Pulumi CLI', () => {
  let engine: PulumiEngine;
  let work: Project;

  beforeAll(async () => {
    const found = await pulumiEngine();
    if (found === undefined) throw new Error('the Pulumi engine is not installed');
    engine = found;
    work = await createProject({
      ...project('late', lateRoot),
      ...project('broken', brokenPolicy),
      ...project('reset', passwordKept),
      ...project('keys', keys),
      ...project('secret', secretDocument),
      ...packThat('mends', {
        rules: {
          'no-login-profile-without-reset': 'remediate',
          'mfa-condition-is-effective': 'remediate',
          'no-user-without-mfa': 'disabled',
        },
      }),
      ...packThat('watches', only('no-hardcoded-access-key', 'no-access-key-in-output')),
    });
    for (const name of ['violating', 'compliant'])
      cpSync(join(root, 'examples', 'pulumi', name), join(work.folder, name), { recursive: true });
  }, 60_000);
  afterAll(async () => {
    await engine.dispose();
    await work.dispose();
  });

  const pulumi = (name: string, ...parameters: readonly string[]): Promise<Outcome> =>
    pulumiWith({}, name, ...parameters);

  async function pulumiWith(
    { policyPack = pack, env = {} }: { policyPack?: string; env?: Readonly<Record<string, string>> },
    name: string,
    ...parameters: readonly string[]
  ): Promise<Outcome> {
    const cwd = join(work.folder, name);
    const log = join(work.folder, `${name}-${parameters.join('')}.log`);
    await engine.run(['stack', 'init', name, '--non-interactive'], { cwd });
    const { code, stdout, stderr } = await engine.run(
      [...parameters, '--policy-pack', policyPack, '--non-interactive'],
      {
        cwd,
        env: { TEST_PROVIDER_LOG: log, ...env },
      },
    );
    return { code, output: stdout + stderr, created: createdIn(log) };
  }

  it('stops a preview with the three critical findings on the resources at fault', async () => {
    const { code, output } = await pulumi('violating', 'preview');
    expect(code).not.toBe(0);
    expect(output.match(/\[mandatory\] \[severity: \w+\]\s+no-root-access-key\s+\(aws:iam:AccessKey:/g)).toHaveLength(
      1,
    );
    expect(output.match(/\[mandatory\] \[severity: \w+\]\s+no-user-without-mfa\s+\(aws:iam:User:/g)).toHaveLength(1);
    expect(output.match(/\[mandatory\] \[severity: \w+\]\s+no-administrator-access\s+\(aws:iam:Role:/g)).toHaveLength(
      1,
    );
    expect(output.match(/\[mandatory\] \[severity: critical\]/g)).toHaveLength(3);
  }, 120_000);

  it('lets the compliant twin pass and be deployed', async () => {
    const { code, output, created } = await pulumi('compliant', 'up', '--yes');
    expect(output).not.toMatch(/\[mandatory\]|iam-guardrails-unresolved/);
    expect(code).toBe(0);
    expect(created.length).toBeGreaterThan(3);
  }, 120_000);

  it('creates nothing on `up` of the violating program', async () => {
    const { code, created } = await pulumi('violating', 'up', '--yes');
    expect(code).not.toBe(0);
    expect(created).toEqual([]);
  }, 120_000);

  it('does not create the key of root even without a preview', async () => {
    const { code, created } = await pulumi('violating', 'up', '--yes', '--skip-preview');
    expect(code).not.toBe(0);
    expect(created.join(' ')).not.toMatch(/AccessKey:AccessKey root|accessKey.*root/i);
    expect(created.filter((line) => line.includes('root-key'))).toEqual([]);
  }, 120_000);

  it('says at the preview that it cannot decide, and stops the key on `up` when its user turns out to be root', async () => {
    const preview = await pulumi('late', 'preview');
    expect(preview.code).toBe(0);
    expect(preview.output).toMatch(/iam-guardrails-unresolved/);
    const { code, output, created } = await pulumi('late', 'up', '--yes');
    expect(code).not.toBe(0);
    expect(output).toMatch(/\[mandatory\] \[severity: \w+\]\s+no-root-access-key/);
    expect(created).toEqual(['first']);
  }, 120_000);

  it('mends on `remediate` what a rule can mend, and deploys the mended resource', async () => {
    const mends = { policyPack: join(work.folder, 'mends') };
    const { code, output, created } = await pulumiWith(mends, 'reset', 'up', '--yes');
    expect(output).not.toMatch(/\[mandatory\]/);
    expect(code).toBe(0);
    expect(output).toMatch(/\[remediate\]\s+no-login-profile-without-reset\s+\(1 resource\)/);
    expect(output).toMatch(/mustReset: true/);
    expect(created).toContain('alice');
    const again = await pulumiWith(mends, 'reset', 'up', '--yes');
    expect(again.output).toMatch(/2 unchanged|3 unchanged/);
  }, 120_000);

  it('shows nothing of a secret that it mends', async () => {
    const { output } = await pulumiWith({ policyPack: join(work.folder, 'mends') }, 'secret', 'preview', '--diff');
    expect(output).toMatch(/\[remediate\]\s+mfa-condition-is-effective[^\n]+\n\s+~ policy: \[secret\] => \[secret\]/);
    expect(output).not.toMatch(/hunter22|BoolIfExists.*\{/);
  }, 120_000);

  it('says on another level the change that would mend it, and makes none', async () => {
    const { output } = await pulumi('reset', 'preview');
    expect(output).not.toMatch(/\[remediate\]/);
    expect(output).toMatch(/\[advisory\] \[severity: \w+\]\s+no-login-profile-without-reset/);
    expect(output).toMatch(/fix: set `passwordResetRequired` to `true`/);
  }, 120_000);

  it('tells the key that the program makes from one that is written down, before the creation and after', async () => {
    const watches = { policyPack: join(work.folder, 'watches') };
    const { output, created } = await pulumiWith(watches, 'keys', 'up', '--yes', '--skip-preview');
    expect(created).toContain('build');
    expect(output).toMatch(
      /\[mandatory\] \[severity: \w+\]\s+no-access-key-in-output\s+\(aws:lambda:Function: build\)/,
    );
    expect(output).toMatch(/\[mandatory\] \[severity: \w+\]\s+no-access-key-in-output\s+\(aws:ec2:Instance: vm\)/);
    expect(output).not.toMatch(/no-hardcoded-access-key/);
    const written = await pulumiWith({ ...watches, env: { WRITTEN: '1' } }, 'keys', 'preview');
    expect(written.code).not.toBe(0);
    expect(written.output).toMatch(/no-hardcoded-access-key\s+\(pulumi:providers:aws: west\)/);
    const findings = written.output.slice(0, written.output.search(/^Outputs:/m));
    expect(findings).toMatch(/output `deep`: `value\.written\.secretKey` holds the access key/);
    expect(findings).not.toMatch(/QX7NR4ZB2LT6MVWD|kT9vQ2mXw7LrB4nYz8Hc/);
  }, 120_000);

  it('blocks a document that is not JSON, with the place', async () => {
    const { code, output } = await pulumi('broken', 'preview');
    expect(code).not.toBe(0);
    expect(output).toMatch(/\[mandatory\] \[severity: \w+\]\s+valid-policy/);
    expect(output).toMatch(/line 1, column \d+/);
  }, 120_000);
});

function createdIn(log: string): readonly string[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').trim().split('\n').filter(Boolean);
  return lines
    .map((line) => JSON.parse(line) as { operation: string; name: string })
    .flatMap(({ operation, name }) => (operation === 'create' ? [name] : []));
}
