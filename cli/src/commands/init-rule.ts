import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules as catalogue } from '@iam-guardrails/shared-rules';
import { InputError, reasonOf } from '../input-error';
import type { Io } from '../io';
import { templateFile, writeNew } from './init-files';

const LIST = 'src/rules/index.ts';
// One word may be a word of the language, and then its export does not compile.
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

/** Begins a rule in the pack of the working folder: the rule, its test, its line in the list. Throws an `InputError`. */
export function initRule(id: string, io: Io): void {
  assertId(id);
  const list = readList(io.cwd);
  const changed = withRule(list, id);
  const text = (path: string): string =>
    templateFile(path).replaceAll('our-rule', id).replaceAll('ourRule', exportOf(id));
  const files = {
    [`src/rules/${id}.ts`]: text('rule/our-rule.ts'),
    [`src/rules/${id}.test.ts`]: text('rule/our-rule.test.ts'),
  };
  assertNew(io.cwd, Object.keys(files));
  writeNew(io.cwd, files, 'src/rules');
  writeList(io.cwd, changed, Object.keys(files));
  io.out(
    [
      `src/rules/${id}.ts is written, with its test, and listed in ${LIST}. It runs; fill in what begins with TODO:`,
      '  npm test',
      '',
    ].join('\n'),
  );
}

function assertId(id: string): void {
  if (!ID.test(id)) {
    throw new InputError(
      `init rule: the id \`${id}\` is not in kebab case of two words or more, such as \`roles-name-their-owner\``,
    );
  }
  if (catalogue.some((rule) => rule.id === id)) {
    throw new InputError(
      `init rule: \`${id}\` is a rule of the catalogue (\`iam-guardrails explain ${id}\`); take another id`,
    );
  }
}

function exportOf(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function readList(folder: string): string {
  try {
    return readFileSync(join(folder, LIST), 'utf8');
  } catch (error) {
    const help = 'run this in the folder of a pack, which `iam-guardrails init pack DIR` makes';
    throw new InputError(`${LIST}: ${reasonOf(error)}; ${help}`);
  }
}

const IMPORT = /^import [^;]*;$/gm;
const RULES = /(export const rules\b[^=]*= \[)([^\]]*)(\];)/;
const ENTRIES = /^\s*(?:[\w$.]+\s*,\s*)*(?:[\w$.]+\s*)?$/;

/** The list with one rule more, at its end. */
function withRule(text: string, id: string): string {
  const name = exportOf(id);
  const entries = RULES.exec(text)?.[2];
  const last = [...text.matchAll(IMPORT)].at(-1);
  if (entries === undefined || last === undefined || !ENTRIES.test(entries)) {
    throw new InputError(
      `${LIST}: there is no list \`export const rules = [...]\` of names in it; nothing was written`,
    );
  }
  const names = entries.split(',').map((entry) => entry.trim());
  if (names.includes(name)) throw new InputError(`${LIST}: \`${name}\` is in the list already; take another id`);
  const end = last.index + last[0].length;
  const imported = `${text.slice(0, end)}\nimport { ${name} } from './${id}';${text.slice(end)}`;
  const all = [...names.filter((each) => each !== ''), name];
  return imported.replace(RULES, (_, before: string, __, after: string) => `${before}${listed(all)}${after}`);
}

function listed(names: readonly string[]): string {
  const line = names.join(', ');
  return line.length <= 60 ? line : `\n${names.map((name) => `  ${name},\n`).join('')}`;
}

function assertNew(folder: string, paths: readonly string[]): void {
  const taken = paths.find((path) => existsSync(join(folder, path)));
  if (taken !== undefined) throw new InputError(`${taken}: there is such a file already; take another id`);
}

/** The list comes last, and whole. */
function writeList(folder: string, text: string, written: readonly string[]): void {
  const next = join(folder, `${LIST}.next`);
  try {
    writeFileSync(next, text);
    renameSync(next, join(folder, LIST));
  } catch (error) {
    for (const path of [next, ...written.map((each) => join(folder, each))]) rmSync(path, { force: true });
    throw new InputError(`${LIST}: ${reasonOf(error)}; nothing was written`);
  }
}
