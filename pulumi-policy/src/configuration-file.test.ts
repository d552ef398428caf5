import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationIn } from './configuration-file';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('configurationIn', () => {
  it('is the default configuration in a folder without a file', () => {
    expect(configurationIn(folder)).toEqual({ content: undefined });
  });

  it.each([
    ['iam-guardrails.yaml', 'unresolved: mandatory # why\n'],
    ['iam-guardrails.yml', 'unresolved: mandatory\n'],
    ['iam-guardrails.json', '{"unresolved": "mandatory"}'],
  ])('reads %s', (name, text) => {
    const file = write(name, text);
    expect(configurationIn(folder)).toEqual({ file, content: { unresolved: 'mandatory' } });
  });

  it('names both of two files instead of choosing one', () => {
    write('iam-guardrails.json', '{}');
    write('iam-guardrails.yaml', 'a: 1');
    expect(() => configurationIn(folder)).toThrow(
      `there are iam-guardrails.yaml and iam-guardrails.json in ${folder}; keep one of them`,
    );
  });

  it('names the file and the place when it is not YAML', () => {
    const file = write('iam-guardrails.yaml', 'rules:\n  - a: [\n');
    expect(() => configurationIn(folder)).toThrow(
      new RegExp(`${file} cannot be read: line 3, column 1: it is neither YAML nor JSON`),
    );
  });

  it('names the file when it is not JSON', () => {
    const file = write('iam-guardrails.json', '{');
    expect(() => configurationIn(folder)).toThrow(`${file} cannot be read: `);
  });
});
