import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseConfigurationText, rules } from '@iam-guardrails/shared-rules';
import { Ajv } from 'ajv';
import { run, type ExitCode } from '../run';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

async function ran(
  ...args: readonly string[]
): Promise<{ readonly code: ExitCode; readonly out: string; readonly note: string }> {
  let [out, note] = ['', ''];
  const code = await run(['config', ...args], {
    cwd: folder,
    today: '2026-11-23',
    env: {},
    terminal: false,
    out: (text) => void (out += text),
    note: (text) => void (note += text),
  });
  return { code, out, note };
}

/** A package with a rule of its own, as an organisation publishes it. */
const pack = (): void => {
  write('node_modules/@acme/guardrails/package.json', JSON.stringify({ name: '@acme/guardrails', main: 'index.js' }));
  write(
    'node_modules/@acme/guardrails/index.js',
    `const { definePack } = require(${JSON.stringify(require.resolve('@iam-guardrails/pack'))});
     const { rules } = require(${JSON.stringify(require.resolve('@iam-guardrails/shared-rules'))});
     exports.pack = definePack({
       name: '@acme/guardrails',
       configuration: { rules: { 'no-iam-users': 'mandatory' }, adjustable: ['machineUsers'] },
       rules: [{ ...rules[0], id: 'acme-owner' }],
     });`,
  );
};

describe('iam-guardrails config', () => {
  it('says in one line that the configuration is right, and what comes of it', async () => {
    write('iam-guardrails.yaml', 'preset: strict\nrules: { no-iam-users: disabled }\n');
    const { code, out, note } = await ran();
    expect({ code, note }).toEqual({ code: 0, note: '' });
    const [all, others] = [rules.length, rules.length - 1];
    expect(out).toBe(`iam-guardrails.yaml is right: ${all} rules (${others} mandatory, 1 disabled), 0 exemptions\n`);
  });

  it('says that there is none, and what holds then', async () => {
    const { code, out } = await ran();
    expect(code).toBe(0);
    expect(out).toMatch(
      /^there is no configuration here, so the preset recommended holds: \d+ rules \(\d+ mandatory, /,
    );
  });

  it.each([[['--print']], [['--schema']], [[]]])('names every mistake and ends with 2, with %j', async (flags) => {
    write('iam-guardrails.yaml', 'unresolved: block\nrules: { no-iam-user: disabled }\n');
    const { code, out, note } = await ran(...flags);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(note).toBe(
      [
        'iam-guardrails: iam-guardrails.yaml: `rules.no-iam-user`: there is no rule `no-iam-user`; did you mean `no-iam-users`?',
        'iam-guardrails: iam-guardrails.yaml: `unresolved`: `block` is not one of advisory, mandatory',
        '',
      ].join('\n'),
    );
  });
});

describe('iam-guardrails config --print', () => {
  it('shows every value with where it came from', async () => {
    pack();
    write(
      'iam-guardrails.yaml',
      [
        'extends: "@acme/guardrails"',
        'preset: soc2',
        'machineUsers: ["ci-*"]',
        'managedPolicies: { "arn:aws:iam::123456789012:policy/a.b": { Version: 2012-10-17, Statement: { Effect: Deny, Action: "*", Resource: "*" } } }',
        'exemptions: [{ rule: no-iam-users, resource: aws_iam_user.a, reason: "one: #1" }, { rule: acme-owner, resource: b, reason: c }]',
      ].join('\n'),
    );
    const { code, out } = await ran('--print');
    expect(code).toBe(0);
    expect(out).toContain('machineUsers: [ci-*] # iam-guardrails.yaml\n');
    expect(out).toContain(
      '\n  arn:aws:iam::123456789012:policy/a.b: {Version: 2012-10-17, Statement: {Effect: Deny, Action: "*", Resource: "*"}} # iam-guardrails.yaml\n',
    );
    expect(out).toContain('\n  no-iam-users:\n    enforcement: mandatory # @acme/guardrails\n');
    expect(out).toContain('\n  no-public-role-trust:\n    enforcement: mandatory # preset recommended\n');
    expect(out).toContain('\n  no-wildcard-action:\n    enforcement: mandatory # preset soc2\n');
    expect(out).toMatch(
      /\n {2}no-user-without-mfa:\n( {4}.*\n)* {4}machineUserTag: iam-guardrails:machine-user # default\n/,
    );
    expect(out).toMatch(/\n {4}machineUsers: \[ci-\*\] # iam-guardrails\.yaml\n/);
    expect(out).toMatch(
      /\nexemptions:\n {2}- \{rule: no-iam-users, .*"one: #1"\} # iam-guardrails\.yaml, exemptions\.0\n {2}- /,
    );
  });

  it('prints what can be read back', async () => {
    write('iam-guardrails.yaml', 'rules: { no-iam-users: { enforcement: disabled, exemptible: false } }\n');
    const { out } = await ran('--print');
    write('iam-guardrails.json', JSON.stringify(parseConfigurationText(out)));
    const { out: again, note } = await ran('--print', '--config', 'iam-guardrails.json');
    expect(note).toBe('');
    const plain = (text: string): string => text.replace(/ # .*/g, '');
    expect(plain(again)).toBe(plain(out));
  });

  it('shows one rule when it is asked for one', async () => {
    write('iam-guardrails.yaml', 'rules: { limit-access-keys-per-user: { maximum: 1 } }\n');
    expect((await ran('--print', '--rule', 'limit-access-keys-per-user')).out).toBe(
      [
        'rules:',
        '  limit-access-keys-per-user:',
        '    enforcement: advisory # preset recommended',
        '    maximum: 1 # iam-guardrails.yaml',
        '    maximumActive: 2 # default',
        '',
      ].join('\n'),
    );
  });

  it('gives the same to programs', async () => {
    write('strict.yaml', 'preset: strict\n');
    const flags = ['--print', '--config', 'strict.yaml', '--rule', 'no-inline-policy', '--format', 'json'];
    expect(JSON.parse((await ran(...flags)).out)).toEqual([
      { path: 'rules.no-inline-policy.enforcement', value: 'mandatory', origin: 'preset strict' },
    ]);
  });
});

describe('iam-guardrails config --schema', () => {
  it('knows the rules of the packs that the configuration extends', async () => {
    pack();
    write('iam-guardrails.yaml', 'extends: "@acme/guardrails"\n');
    const { out } = await ran('--schema');
    const validate = new Ajv({ strict: false }).compile(JSON.parse(out) as object);
    expect(validate({ rules: { 'acme-owner': 'mandatory' } })).toBe(true);
    expect(validate({ rules: { 'acme-owners': 'mandatory' } })).toBe(false);
  });
});

describe('iam-guardrails config, called wrongly', () => {
  it.each([
    [['--rule', 'no-iam-users'], '--rule belongs to --print; give both'],
    [['--schema', '--format', 'json'], '--format belongs to --print; give both'],
    [['--schema', '--print'], 'give --print or --schema, not both'],
    [['--print', '--format', 'jsn'], 'unknown format `jsn`, did you mean `json`?'],
    [['--print', '--rule', 'no-iam-user'], 'unknown rule `no-iam-user`, did you mean `no-iam-users`?'],
    [['--config', ''], '--config: the path is empty'],
    [['--config', 'none.yaml'], 'none.yaml: there is no such file'],
    [['--config', 'a.yaml', '--config', 'b.yaml'], '--config is given twice; give it once'],
  ])('%j says what to do', async (args, problem) => {
    const { code, out, note } = await ran(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(note).toContain(`iam-guardrails: ${problem}`);
  });
});
