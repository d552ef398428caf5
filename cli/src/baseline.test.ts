import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type ExitCode } from './run';

let cwd: string;
beforeEach(() => (cwd = realpathSync(mkdtempSync(join(tmpdir(), 'iam-guardrails-')))));
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
const read = (name: string): { readonly findings: readonly Readonly<Record<string, unknown>>[] } =>
  JSON.parse(readFileSync(join(cwd, name), 'utf8')) as ReturnType<typeof read>;

async function check(
  ...args: readonly string[]
): Promise<{ readonly code: ExitCode; readonly out: string; readonly note: string }> {
  const written = { out: '', note: '' };
  const io = {
    ...{ cwd, today: '2026-11-23', env: {}, terminal: false },
    out: (text: string) => void (written.out += text),
    note: (text: string) => void (written.note += text),
  };
  const code = await run(['check', ...args], io);
  return { code, ...written };
}

const key = (name: string): string => `resource "aws_iam_access_key" "${name}" { user = "root" }\n`;
const policy = (...actions: readonly string[]): string =>
  `resource "aws_iam_policy" "p" {\n  name = "p"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [\n` +
  actions.map((action) => `    { Effect = "Allow", Action = "${action}", Resource = "*" },\n`).join('') +
  '  ] })\n}\n';
const RULES = ['--rules', 'no-root-access-key,no-wildcard-action'];

describe('an administrator in the baseline', () => {
  const trust = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:root" } }] })`; // prettier-ignore
  const role =
    `resource "aws_iam_role" "admin" {\n  name = "admin"\n  assume_role_policy = ${trust}\n}\n` +
    'resource "aws_iam_role_policy_attachment" "admin" {\n  role = aws_iam_role.admin.name\n' +
    '  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n';
  const user = (name: string): string =>
    `resource "aws_iam_user" "${name}" { name = "${name}" }\n` +
    `resource "aws_iam_user_policy" "${name}" {\n  user = aws_iam_user.${name}.name\n  policy = jsonencode(` +
    '{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.admin.arn }] })\n}\n';
  const only = ['--rules', 'no-administrator-access', '--fail-on', 'medium'];

  it('lets in whoever got in then, and nobody else', async () => {
    write('a.tf', role + user('alice'));
    expect(await check('.', ...only, '--write-baseline', 'baseline.json')).toMatchObject({ code: 0 });
    expect(await check('.', ...only, '--baseline', 'baseline.json')).toMatchObject({ code: 0, note: '' });
    write('b.tf', user('mallory'));
    const { code, out } = await check('.', ...only, '--baseline', 'baseline.json');
    expect(code).toBe(1);
    expect(out).toContain('user `mallory` can become an administrator');
    expect(out).not.toContain('user `alice` can become');
  });
});

describe('--write-baseline', () => {
  it('writes what is found, which stops nothing from then on', async () => {
    write('a.tf', key('k') + policy('s3:*'));
    const { code, out, note } = await check('.', ...RULES, '--write-baseline', 'baseline.json');
    expect({ code, out, note }).toEqual({
      code: 0,
      out: '✔ 2 resources checked: no violations, 0 unresolved, 2 in the baseline, 0 not checked\n',
      note: 'iam-guardrails: 2 findings written to baseline.json\n',
    });
    expect(read('baseline.json')).toEqual({
      schemaVersion: 1,
      findings: [
        {
          ...{ rule: 'no-root-access-key', severity: 'critical', stack: '.', address: 'aws_iam_access_key.k' },
          ...{ fingerprint: expect.any(String), count: 1 },
        },
        {
          ...{ rule: 'no-wildcard-action', severity: 'medium', stack: '.', address: 'aws_iam_policy.p' },
          ...{ fingerprint: expect.any(String), count: 1 },
        },
      ],
    });
  });

  it('leaves out what no exemption may silence', async () => {
    write('iam-guardrails.yaml', 'rules:\n  no-root-access-key: { exemptible: false }\n');
    write('a.tf', key('k'));
    const { code, note } = await check('.', ...RULES, '--write-baseline', 'baseline.json');
    expect([code, note]).toEqual([1, 'iam-guardrails: 0 findings written to baseline.json\n']);
  });

  it('drops what is gone, and keeps what this check was not asked about', async () => {
    for (const name of ['one', 'two']) {
      mkdirSync(join(cwd, name));
      write(`${name}/a.tf`, key('k') + policy('s3:*'));
    }
    await check('.', ...RULES, '--write-baseline', 'b.json');
    write('one/a.tf', policy('s3:*', 's3:GetObject'));
    const { code, note } = await check('one', ...RULES, '--baseline', 'b.json', '--write-baseline', 'b.json');
    expect([code, note]).toEqual([
      0,
      'iam-guardrails: 1 finding written to b.json; 1 finding of it is not found any more and dropped\n',
    ]);
    expect(read('b.json').findings.map(({ stack, rule }) => `${String(stack)} ${String(rule)}`)).toEqual([
      'one no-wildcard-action',
      'two no-root-access-key',
      'two no-wildcard-action',
    ]);
    await check('one', ...RULES, '--write-baseline', 'b.json');
    expect(read('b.json').findings).toHaveLength(1);
  });

  it('is an error where the file cannot be written, before anything is checked', async () => {
    write('a.tf', key('k'));
    expect(await check('.', '--write-baseline', 'no/b.json')).toEqual({
      code: 2,
      out: '',
      note: 'iam-guardrails: --write-baseline no/b.json: its folder does not exist\n',
    });
    for (const config of [[], ['--config', 'c.yaml']]) {
      write('iam-guardrails.yaml', 'unresolved: mandatory\n');
      write('c.yaml', '');
      const name = config[1] ?? 'iam-guardrails.yaml';
      expect(await check('.', ...config, '--write-baseline', name)).toMatchObject({
        code: 2,
        note: `iam-guardrails: --write-baseline ${name}: it is the configuration\n`,
      });
      rmSync(join(cwd, 'iam-guardrails.yaml'));
    }
    const same = await check('.', '--format', 'json', '--output', 'b.json', '--write-baseline', 'b.json');
    expect([same.code, same.note, existsSync(join(cwd, 'b.json'))]).toEqual([
      2,
      'iam-guardrails: --write-baseline b.json: a report would go to the same file\n',
      false,
    ]);
  });
});

describe('--baseline', () => {
  beforeEach(async () => {
    write('a.tf', key('k') + policy('s3:*', 'sqs:*'));
    await check('.', ...RULES, '--write-baseline', 'b.json');
  });
  const known = () => check('.', ...RULES, '--baseline', 'b.json');

  it('knows what was there after files were renamed and statements reordered', async () => {
    renameSync(join(cwd, 'a.tf'), join(cwd, 'z.tf'));
    write('z.tf', policy('sqs:*', 's3:*') + key('k'));
    expect(await known()).toMatchObject({ code: 0, note: '' });
  });

  it('stops on what is new, and shows nothing but that', async () => {
    write('b.tf', key('other'));
    const { code, out } = await known();
    expect(code).toBe(1);
    expect(out).toContain('aws_iam_access_key.other');
    expect(out).not.toContain('aws_iam_access_key.k ');
    expect(out).toContain('1 violation (1 critical), 0 unresolved, 3 in the baseline');
  });

  it('stops on a statement that has become another', async () => {
    write('a.tf', key('k') + policy('s3:*', 'sns:*'));
    const { out } = await known();
    expect(out).toContain('1 violation (1 medium), 0 unresolved, 2 in the baseline');
  });

  it('says how much of it is gone, and stops nothing for that', async () => {
    write('a.tf', policy('s3:*'));
    const { code, note } = await known();
    expect(code).toBe(0);
    expect(note).toBe(
      'iam-guardrails: --baseline b.json: 2 findings of it are not found any more; --write-baseline beside it drops what is gone\n',
    );
  });

  it('gives each finding its status in JSON', async () => {
    const { out } = await check('.', ...RULES, '--baseline', 'b.json', '--format', 'json');
    const { findings } = JSON.parse(out) as { readonly findings: readonly { readonly status: string }[] };
    expect(findings.map(({ status }) => status)).toEqual(['baseline', 'baseline', 'baseline']);
  });

  it.each([
    ['missing', undefined, '--baseline c.json: there is no such file or folder'],
    [
      'no JSON',
      '{"schemaVersion": 1,\n"findings": [}',
      '--baseline c.json: line 2, column 14: it is neither YAML nor JSON',
    ],
    ['of another kind', '{"findings": []}', '--baseline c.json: `schemaVersion`: undefined is not 1'],
  ])('is an error when the file is %s', async (_title, text, message) => {
    if (text !== undefined) write('c.json', text);
    const { code, out, note } = await check('.', '--baseline', 'c.json');
    expect([code, out]).toEqual([2, '']);
    expect(note).toContain(message);
  });
});
