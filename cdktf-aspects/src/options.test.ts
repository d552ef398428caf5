import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '@iam-guardrails/shared-rules';
import { readOptions } from './options';

const folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

afterAll(() => rmSync(folder, { recursive: true }));

describe('readOptions', () => {
  it('takes the catalogue and the default configuration when nothing is given', () => {
    expect(readOptions().rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    expect(readOptions().configuration.unresolved).toBe('advisory');
  });

  it('takes a configuration that is an object', () => {
    expect(readOptions({ configuration: { unresolved: 'mandatory' } }).configuration.unresolved).toBe('mandatory');
  });

  it.each([
    ['YAML', 'a.yaml', 'unresolved: mandatory\n'],
    ['JSON', 'a.json', '{"unresolved": "mandatory"}'],
  ])('reads a configuration file in %s', (_format, name, text) => {
    expect(readOptions({ configuration: file(name, text) }).configuration.unresolved).toBe('mandatory');
  });

  it('reads an empty file as the defaults', () => {
    expect(readOptions({ configuration: file('empty.yaml', '# nothing yet\n') }).configuration.unresolved).toBe(
      'advisory',
    );
  });

  it('says which option is unknown, and which one was meant', () => {
    expect(() => readOptions({ configuraton: 'x' } as never)).toThrow(
      'unknown option `configuraton`, did you mean `configuration`?',
    );
  });

  it('lists the options when none is near', () => {
    expect(() => readOptions({ severity: 'x' } as never)).toThrow(
      'unknown option `severity`, the options are `pack`, `configuration`, `rules`',
    );
  });

  it('refuses options that are a path or a list', () => {
    expect(() => readOptions('iam-guardrails.yaml' as never)).toThrow('the options must be an object');
    expect(() => readOptions([] as never)).toThrow('the options must be an object');
    expect(() => readOptions(rules as never)).toThrow('the options must be an object');
  });

  it('refuses a list that holds something other than rules', () => {
    expect(() => readOptions({ rules: ['no-root-access-key'] } as never)).toThrow(
      'iam-guardrails: `rules[0]` is no rule; make rules with `defineRule`',
    );
  });

  it('refuses rules that are not a list, and an empty list, which would check nothing', () => {
    expect(() => readOptions({ rules: 'all' } as never)).toThrow('must be a list of at least one rule');
    expect(() => readOptions({ rules: [] })).toThrow('must be a list of at least one rule');
  });

  it('says where it looked for a file that is not there', () => {
    const path = join(folder, 'missing.yaml');
    expect(() => readOptions({ configuration: path })).toThrow(`${path}: there is no such file, looked for at ${path}`);
  });

  it('says in one line what is wrong with a broken file', () => {
    const path = file('broken.yaml', 'rules: [a\nunresolved: b: c\n');
    expect(() => readOptions({ configuration: path })).toThrow(
      /^iam-guardrails: the configuration cannot be used:\n {2}.*broken\.yaml: line \d+, column \d+: it is neither YAML nor JSON/,
    );
  });

  it('lists every problem of a configuration, with the file', () => {
    const path = file('wrong.yaml', 'unresolve: mandatory\nrule: {}\n');
    expect(() => readOptions({ configuration: path })).toThrow(
      /the configuration cannot be used:\n {2}.*wrong\.yaml: .*unresolve.*\n {2}.*wrong\.yaml: .*rule/,
    );
  });
});
