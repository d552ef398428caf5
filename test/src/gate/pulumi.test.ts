import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

const project = (name: string, program: string): Readonly<Record<string, string>> => ({
  [`${name}/Pulumi.yaml`]: `name: ${name}\nruntime: nodejs\nmain: index.js\n`,
  [`${name}/package.json`]: `{ "name": "${name}", "private": true }`,
  [`${name}/index.js`]: program,
});

describeWithEngines({ describe, test }, 'the gate in the real Pulumi CLI', () => {
  let engine: PulumiEngine;
  let work: Project;

  beforeAll(async () => {
    const found = await pulumiEngine();
    if (found === undefined) throw new Error('the Pulumi engine is not installed');
    engine = found;
    work = await createProject({ ...project('late', lateRoot), ...project('broken', brokenPolicy) });
    for (const name of ['violating', 'compliant'])
      cpSync(join(root, 'examples', 'pulumi', name), join(work.folder, name), { recursive: true });
  }, 60_000);
  afterAll(async () => {
    await engine.dispose();
    await work.dispose();
  });

  async function pulumi(
    name: string,
    ...parameters: readonly string[]
  ): Promise<{ readonly code: number; readonly output: string; readonly created: readonly string[] }> {
    const cwd = join(work.folder, name);
    const log = join(work.folder, `${name}-${parameters.join('')}.log`);
    await engine.run(['stack', 'init', name, '--non-interactive'], { cwd });
    const { code, stdout, stderr } = await engine.run([...parameters, '--policy-pack', pack, '--non-interactive'], {
      cwd,
      env: { TEST_PROVIDER_LOG: log },
    });
    return { code, output: stdout + stderr, created: createdIn(log) };
  }

  it('stops a preview with the three findings on the resources at fault', async () => {
    const { code, output } = await pulumi('violating', 'preview');
    expect(code).not.toBe(0);
    expect(output.match(/\[mandatory\] \[severity: \w+\]\s+no-root-access-key\s+\(aws:iam:AccessKey:/g)).toHaveLength(
      1,
    );
    expect(output.match(/\[mandatory\] \[severity: \w+\]\s+no-user-without-mfa\s+\(aws:iam:User:/g)).toHaveLength(1);
    expect(output.match(/\[mandatory\] \[severity: \w+\]\s+no-administrator-access\s+\(aws:iam:Role:/g)).toHaveLength(
      1,
    );
    expect(output.match(/\[mandatory\]/g)).toHaveLength(3);
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
