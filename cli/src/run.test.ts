import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type ExitCode } from './run';

let cwd: string;
beforeEach(() => (cwd = realpathSync(mkdtempSync(join(tmpdir(), 'iam-guardrails-')))));
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);

async function ran(
  ...args: readonly string[]
): Promise<{ readonly code: ExitCode; readonly out: string; readonly note: string }> {
  let [out, note] = ['', ''];
  const io = {
    cwd,
    today: '2026-11-23',
    env: {},
    terminal: false,
    out: (text: string) => void (out += text),
    note: noted,
  };
  function noted(text: string): void {
    note += text;
  }
  const code = await run(args, io);
  return { code, out, note };
}

const ROOT_KEY = 'resource "aws_iam_access_key" "k" { user = "root" }\n';
const OPEN_KEY =
  'data "aws_ssm_parameter" "p" { name = "p" }\n' +
  'resource "aws_iam_access_key" "k" { user = data.aws_ssm_parameter.p.insecure_value }\n';

describe('the arguments of check', () => {
  beforeEach(() => write('a.tf', ROOT_KEY));

  it.each([
    ['--config', ['--config', 'a.yaml', '--config', 'b.yaml']],
    ['--fail-on', ['--fail-on', 'low', '--fail-on', 'high']],
  ])('give %s once', async (option, given) => {
    expect(await ran('check', '.', ...given)).toEqual({
      code: 2,
      out: '',
      note: `iam-guardrails: ${option} is given twice; give it once\n`,
    });
  });

  it.each([
    ['PATH', ['']],
    ['--config', ['.', '--config', '']],
    ['--output', ['.', '--output', '']],
  ])('have no empty %s', async (what, given) => {
    expect(await ran('check', ...given)).toEqual({
      code: 2,
      out: '',
      note: `iam-guardrails: ${what}: the path is empty\n`,
    });
  });

  it('collect the rules of every --rules', async () => {
    expect((await ran('check', '.', '--rules', 'valid-policy')).code).toBe(0);
    expect((await ran('check', '.', '--rules', 'no-root-access-key', '--rules', 'valid-policy')).code).toBe(1);
    expect((await ran('check', '.', '--rules', 'valid-policy', '--rules', 'no-root-access-key')).code).toBe(1);
  });
});

describe('--timing', () => {
  it('tells the time of each part on stderr, and changes nothing of the results', async () => {
    write('a.tf', ROOT_KEY);
    const plain = await ran('check', '.');
    const timed = await ran('check', '.', '--timing');
    expect({ ...timed, note: '' }).toEqual(plain);
    for (const part of ['reading', 'the model', 'no-root-access-key', 'the rest', 'total'])
      expect(timed.note).toMatch(new RegExp(`^${part} +[\\d.]+ ms +[\\d.]+ %$`, 'm'));
  });
});

describe('--before', () => {
  const policy = (name: string, action: string): string =>
    `resource "aws_iam_policy" "${name}" {\n  name = "${name}"\n  policy = jsonencode({ Version = "2012-10-17", ` +
    `Statement = [{ Effect = "Allow", Action = "${action}", Resource = "arn:aws:s3:::reports/*" }] })\n}\n`;
  const folder = (name: string, text: string): void => {
    mkdirSync(join(cwd, name));
    write(`${name}/a.tf`, text);
  };

  it('finds what the change newly allows, whatever the folders are called', async () => {
    folder('old', policy('p', 's3:GetObject'));
    folder('new', policy('p', 's3:*Object'));
    const { out } = await ran('check', 'new', '--before', 'old', '--rules', 'no-new-access');
    expect(out).toContain('newly allows s3:');
  });

  it('is silent on what takes away', async () => {
    folder('old', policy('p', 's3:*Object'));
    folder('new', policy('p', 's3:GetObject'));
    const { out } = await ran('check', 'new', '--before', 'old', '--rules', 'no-new-access');
    expect(out).not.toContain('newly allows');
  });

  it('says which of several stacks it cannot compare', async () => {
    folder('old', policy('p', 's3:GetObject'));
    folder('new', policy('p', 's3:GetObject'));
    folder('other', policy('q', 's3:GetObject'));
    const { note } = await ran('check', 'new', 'other', '--before', 'old', '--rules', 'no-new-access');
    expect(note).toContain('--before: there is no stack other, so that it is not compared');
  });

  it.each([['missing'], ['']])('is an error for the path `%s`', async (path) => {
    folder('new', policy('p', 's3:GetObject'));
    const { code, note } = await ran('check', 'new', '--before', path);
    expect(code).toBe(2);
    expect(note).toMatch(path === '' ? '--before: the path is empty' : 'missing');
  });
});

describe('--fail-on', () => {
  const check = async (...given: readonly string[]): Promise<ExitCode> =>
    (await ran('check', '.', '--rules', 'no-root-access-key', ...given)).code;

  it('does not stop on what is undecided, as long as the configuration does not', async () => {
    write('a.tf', OPEN_KEY);
    expect(await check('--fail-on', 'low')).toBe(0);
  });

  it('stops on what is undecided under `unresolved: mandatory`, whatever the severity', async () => {
    write('a.tf', OPEN_KEY);
    write('iam-guardrails.yaml', 'unresolved: mandatory\n');
    expect(await check()).toBe(1);
    expect(await check('--fail-on', 'critical')).toBe(1);
  });

  it('stops on a violation of the severity, whatever its level', async () => {
    write('a.tf', ROOT_KEY);
    write('iam-guardrails.yaml', 'rules:\n  no-root-access-key: advisory\n');
    expect(await check()).toBe(0);
    expect(await check('--fail-on', 'critical')).toBe(1);
  });
});
