import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigurationError, defineRule, rules, version, type Configuration } from '@iam-guardrails/shared-rules';
import * as v from 'valibot';
import { definePack } from './define-pack';
import { configurationIn, load, type LoadOptions } from './load';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

/** Writes a package whose library exports what the text says. */
const packed = (name: string, text: string): void => {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
  write(`node_modules/${name}/index.js`, text);
};

const problemsOf = (options: Partial<LoadOptions>): readonly string[] => {
  try {
    load({ folder, ...options });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map((problem) => problem.replaceAll(folder, '.'));
    throw error;
  }
  return [];
};

const mine = defineRule({
  id: 'mine',
  title: 'mine',
  severity: 'low',
  rationale: 'none',
  remediation: 'None.',
  recommendations: [],
  appliesTo: ['user'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: { found: 'found' },
  check: () => undefined,
  examples: { violating: [{ title: 'x', resources: {}, at: [] }], compliant: [{ title: 'x', resources: {} }] },
});

const levelOf = ({ rules: settings }: Configuration, id: string): unknown => settings.get(id)?.enforcement;

/** Each of ten lists holds the one before it ten times. */
function grown(): string {
  const letters = 'a b c d e f g h i j'.split(' ');
  return letters.slice(1).map((letter, index) => `  ${letter}: &${letter} [${Array(10).fill(`*${letters[index] ?? ''}`).join(', ')}]\n`).join(''); // prettier-ignore
}

describe('load', () => {
  it('is the catalogue with its defaults when nothing is given', () => {
    expect(load({ folder }).rules).toHaveLength(rules.length);
  });

  it('adds the rules of a pack, which its configuration may name', () => {
    const pack = definePack({ name: '@acme/pack', rules: [mine], configuration: { rules: { mine: 'mandatory' } } });
    const loaded = load({ folder, pack });
    expect(loaded.rules.at(-1)).toBe(mine);
    expect(levelOf(loaded.configuration, 'mine')).toBe('mandatory');
  });

  it('reads the file that a pack names, and lets no other lower it', () => {
    const configuration = write('org/iam-guardrails.yaml', 'rules: { no-iam-users: mandatory }');
    const pack = definePack({ name: '@acme/pack', configuration });
    write('own.yaml', 'rules: { no-iam-users: advisory }');
    expect(levelOf(load({ folder, pack }).configuration, 'no-iam-users')).toBe('mandatory');
    expect(problemsOf({ pack, configuration: 'own.yaml' })).toEqual([
      'own.yaml: `rules.no-iam-users`: `advisory` is below `mandatory`, which iam-guardrails.yaml of @acme/pack sets: a level may only rise. Declare an exemption for what is accepted',
    ]);
  });

  it('follows `extends` to files, from the folder of each', () => {
    write('deep/base.yaml', 'rules: { no-iam-users: mandatory }');
    write('deep/middle.yaml', 'extends: ./base.yaml');
    write('own.json', '{"extends": ["./deep/middle.yaml"], "unresolved": "mandatory"}');
    const { configuration } = load({ folder, configuration: 'own.json' });
    expect(levelOf(configuration, 'no-iam-users')).toBe('mandatory');
    expect(configuration.unresolved).toBe('mandatory');
  });

  it('follows `extends` to a package', () => {
    packed(
      '@acme/pack',
      `exports.pack = { name: '@acme/pack', builtWith: '${version}', configuration: { rules: { 'no-iam-users': 'mandatory' } } };`,
    );
    write('own.yaml', `extends: '@acme/pack'`);
    expect(levelOf(load({ folder, configuration: 'own.yaml' }).configuration, 'no-iam-users')).toBe('mandatory');
  });

  it.each([
    [
      'is not installed',
      'nobody',
      '',
      'own.yaml: `extends`: there is no package nobody; run `npm install nobody` where own.yaml is',
    ],
    [
      'is a file without a path',
      'base.yaml',
      '',
      'own.yaml: `extends`: there is no package base.yaml; write ./base.yaml for a file',
    ],
    [
      'exports no pack',
      'acme',
      'exports.pak = 1',
      'own.yaml: `extends`: acme is no pack: it exports no `pack`, did you mean `pak`?; make one with `definePack`',
    ],
    [
      'exports something else',
      'acme',
      'exports.pack = {}',
      'own.yaml: `extends`: acme is no pack: it was not made with `definePack`',
    ],
    ['lacks a dependency', 'acme', `require('not-there')`, 'own.yaml: `extends`: acme cannot be loaded: '],
    [
      'was built with another version',
      'acme',
      `exports.pack = { name: 'acme', builtWith: '99.1.0' }`,
      `acme: it was built with iam-guardrails 99.1.0, and this is ${version}; install the same version of both`,
    ],
  ])('refuses a package that %s', (_what, name, text, problem) => {
    if (text !== '') packed(name, text);
    write('own.yaml', `extends: ${name}`);
    expect(problemsOf({ configuration: 'own.yaml' })[0]).toContain(problem);
  });

  it('refuses a file that extends itself, and one that is not there, with the way to it', () => {
    write('a.yaml', 'extends: ./b.yaml');
    write('b.yaml', 'extends: ./a.yaml');
    expect(problemsOf({ configuration: 'a.yaml' })).toEqual([
      './a.yaml: it extends itself, by ./a.yaml > ./b.yaml > ./a.yaml',
    ]);
    write('c.yaml', 'extends: ./gone.yaml');
    expect(problemsOf({ configuration: 'c.yaml' })).toEqual([
      './gone.yaml: there is no such file, looked for at ./gone.yaml',
    ]);
  });

  it('refuses what is no YAML, with the place', () => {
    write('own.yaml', 'rules:\n  - a: [\n');
    expect(problemsOf({ configuration: 'own.yaml' })[0]).toMatch(
      /^own\.yaml: line 3, column 1: it is neither YAML nor JSON/,
    );
  });

  it.each([
    ['an alias of nothing', 'rules: *nothing', 'unresolved alias'],
    ['an alias that grows without end', 'rules:\n  a: &a [1]\n' + grown(), 'excessive alias count'],
    ['a tag that nobody knows', 'rules: { no-iam-users: !off advisory }', 'unresolved tag: !off'],
    ['a merge key', 'rules: { <<: { no-iam-users: advisory } }', 'there is no rule `<<`'],
    ['two documents', 'rules: {}\n---\nrules: {}\n', 'source contains multiple documents'],
    ['a key twice', 'rules: {}\nrules: {}\n', 'map keys must be unique'],
    ['a key twice in JSON', '{"rules": {}, "rules": {}}', 'map keys must be unique'],
  ])('refuses %s', (_what, text, words) => {
    write('own.yaml', text);
    expect(problemsOf({ configuration: 'own.yaml' })[0]).toContain(words);
  });

  it('takes in once what two of a list extend', () => {
    write('base.yaml', `trust: { accounts: ['111122223333'] }\nexemptionPolicy: { maximumDays: 30 }`);
    write('a.yaml', 'extends: ./base.yaml\nrules: { no-iam-users: mandatory }');
    write('b.yaml', 'extends: ./base.yaml\nrules: { describe-access-key: mandatory }');
    write('own.yaml', 'extends: [./a.yaml, ./b.yaml, ./base.yaml]');
    const { rules: settings, trust } = load({ folder, configuration: 'own.yaml' }).configuration;
    expect(trust).toEqual({ accounts: ['111122223333'] });
    expect(['no-iam-users', 'describe-access-key'].map((id) => settings.get(id)?.enforcement)).toEqual([
      'mandatory',
      'mandatory',
    ]);
  });

  it('refuses two rules of one id', () => {
    const twice = definePack({ name: 'acme', rules: [{ ...mine, id: 'no-iam-users' }] });
    expect(problemsOf({ pack: twice })).toEqual(['two rules have the id `no-iam-users`; give one of them another']);
  });

  it('refuses a path that depends on where somebody is', () => {
    expect(problemsOf({ pack: definePack({ name: 'acme', configuration: 'iam-guardrails.yaml' }) })[0]).toContain(
      'give an absolute path',
    );
  });
});

describe('definePack', () => {
  it.each([
    [{ nam: 'x' }, 'unknown option `nam`, did you mean `name`?'],
    [{}, 'it has no `name`'],
    [{ name: 'x', rules: ['no-iam-users'] }, '`rules[0]` is no rule; make rules with `defineRule`'],
    [{ name: 'x', configuration: 1 }, '`configuration` is neither a path nor an object'],
  ])('refuses %j', (definition, message) => {
    expect(() => definePack(definition as never)).toThrow(message);
  });
});

describe('configurationIn', () => {
  it.each(['iam-guardrails.yaml', 'iam-guardrails.yml', 'iam-guardrails.json'])('finds %s', (name) => {
    expect(configurationIn(folder)).toBeUndefined();
    write(name, '{}');
    expect(configurationIn(folder)).toBe(name);
  });

  it('names both of two files instead of choosing one', () => {
    write('iam-guardrails.json', '{}');
    write('iam-guardrails.yaml', 'a: 1');
    expect(() => configurationIn(folder)).toThrow(
      'there are iam-guardrails.yaml and iam-guardrails.json in one folder',
    );
  });
});
