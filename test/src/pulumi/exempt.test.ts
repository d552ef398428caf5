/** Exemptions in a Pulumi program, with the real CLI. */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describeWithEngines } from '../engines/engines';
import { createProject, type Project } from '../engines/projects';
import { pulumiEngine, type PulumiEngine } from '../engines/pulumi';

const root = resolve(__dirname, '..', '..', '..');
const YEAR = new Date().getUTCFullYear();

/** `EXEMPT` is the exemption as JSON; without it there is none. */
const program = `
const { ComponentResource } = require('@pulumi/pulumi');
const iam = require('@pulumi/aws/iam');
const { exempt } = require('@iam-guardrails/pulumi-policy/exempt');
const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
const options = process.env.EXEMPT ? exempt(JSON.parse(process.env.EXEMPT), { protect: false }) : {};
new iam.Policy('admin', { name: 'admin', policy: document, description: 'a' }, options);
class Team extends ComponentResource {
  constructor(name, options) {
    super('acme:index:Team', name, {}, options);
    new iam.Policy('inner', { name: 'inner', policy: document, description: 'a' }, { parent: this });
  }
}
new Team('team', options);
const user = new iam.User('ci', { name: 'ci' });
const key = new iam.AccessKey('ci', { user: user.name }, options);
exports.secret = key.secret;
`;

const exemption = (fields: object = {}): string =>
  JSON.stringify({
    rule: 'no-administrator-access',
    reason: 'the break glass role, see SEC-12',
    owner: 'sec@acme.example',
    expires: `${YEAR + 1}-03-31`,
    ...fields,
  });

describe('the entry for programs', () => {
  it('loads neither the SDK nor a rule', () => {
    const script =
      "require('@iam-guardrails/pulumi-policy/exempt'); console.log(JSON.stringify(Object.keys(require.cache)))";
    const loaded = JSON.parse(
      execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }),
    ) as string[];
    expect(loaded.some((file) => file.endsWith(join('pulumi-policy', 'dist', 'exempt.js')))).toBe(true);
    expect(loaded.filter((file) => /@pulumi|catalogue|valibot|[/\\]rules[/\\]/.test(file))).toEqual([]);
    expect(loaded.length).toBeLessThan(12);
  });
});

describeWithEngines({ describe, test }, 'an exemption in a program, in the real Pulumi CLI', () => {
  let engine: PulumiEngine;
  let work: Project;

  beforeAll(async () => {
    const found = await pulumiEngine();
    if (found === undefined) throw new Error('the Pulumi engine is not installed');
    engine = found;
    work = await createProject({
      'Pulumi.yaml': 'name: exempting\nruntime: nodejs\nmain: index.js\n',
      'package.json': '{ "name": "exempting", "private": true }',
      'index.js': program,
    });
    await engine.run(['stack', 'init', 'dev'], { cwd: work.folder });
  }, 60_000);
  afterAll(async () => {
    await engine.dispose();
    await work.dispose();
  });

  async function pulumi(
    command: 'preview' | 'up',
    exempting?: string,
  ): Promise<{ readonly code: number | null; readonly output: string }> {
    const yes = command === 'up' ? ['--yes'] : [];
    const { code, stdout, stderr } = await engine.run(
      [command, ...yes, '--non-interactive', '--policy-pack', join(root, 'pulumi-policy')],
      { cwd: work.folder, env: exempting === undefined ? {} : { EXEMPT: exempting } },
    );
    return { code, output: `${stdout}\n${stderr}` };
  }
  const accepted = (name: string): RegExp =>
    new RegExp(
      `\\[advisory\\] \\[severity: low\\]\\s+iam-guardrails-exemptions\\s+\\(aws:iam:Policy: ${name}\\)\\s+no-administrator-access is exempt until ${YEAR + 1}-03-31 by sec@acme\\.example: the break glass role, see SEC-12`,
    );
  const blocked = /\[mandatory\] \[severity: critical\]\s+no-administrator-access/;

  it('blocks without it, and with one that is past its last day', async () => {
    const without = await pulumi('preview');
    expect(without.code).not.toBe(0);
    expect(without.output).toMatch(blocked);
    const expired = await pulumi('preview', exemption({ expires: '2020-01-01' }));
    expect(expired.code).not.toBe(0);
    expect(expired.output).toMatch(blocked);
    expect(expired.output).toMatch(
      /exemption-expired: the exemption of `no-administrator-access` expired on 2020-01-01/,
    );
  }, 120_000);

  it('lets the preview and the deployment pass and lists it in both, and the next deployment changes nothing', async () => {
    for (const command of ['preview', 'up', 'up'] as const) {
      const { code, output } = await pulumi(command, exemption());
      expect(output).not.toMatch(blocked);
      for (const name of ['admin', 'inner']) expect(output).toMatch(accepted(name));
      expect(output).not.toMatch(/warning/i);
      expect(code).toBe(0);
    }
    const again = await pulumi('up', exemption());
    expect(again.output).toMatch(/\d unchanged/);
    expect(again.output).not.toMatch(/\d (updated|created|replaced|to update)/);
  }, 240_000);

  it('changes no resource when it changes or goes, and what a provider makes a secret stays one', async () => {
    const other = await pulumi('preview', exemption({ reason: 'another reason' }));
    expect(other.output).toMatch(/\d unchanged/);
    expect(other.output).not.toMatch(/to (update|create|replace)/);
    const gone = await pulumi('preview');
    expect(gone.output).toMatch(blocked);
    expect(gone.output).not.toMatch(/to (update|create|replace)/);
    const { stdout } = await engine.run(['stack', 'export'], { cwd: work.folder });
    expect(stdout).toMatch(/"secret": \{\s+"4dabf18193072939515e22adb298388d"/);
  }, 120_000);
});
