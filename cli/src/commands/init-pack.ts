import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { shown } from '../files';
import { codeOf, InputError, reasonOf } from '../input-error';
import type { Io } from '../io';
import { templateFiles, writeNew, type Texts } from './init-files';

/** Options of `init pack` as they were given. */
export interface InitPackOptions {
  /** Name of the npm package; that of the folder when absent. */
  readonly name?: string;
}

/** The name of the template as it stands: `pulumi policy new` copies it so. */
const TEMPLATE_NAME = '@acme/iam-guardrails';

/** Begins the pack of an organisation in a folder that is new or empty. Throws an `InputError`, and has written nothing then. */
export function initPack(folder: string, { name }: InitPackOptions, io: Io): void {
  const path = resolve(io.cwd, folder);
  if (folder === '') throw new InputError('DIR: the path is empty');
  assertEmpty(path, shown(io.cwd, path));
  const packageName = name ?? basename(path);
  assertPackageName(packageName, name === undefined);
  writeNew(path, renamed(templateFiles('pack'), packageName), shown(io.cwd, path));
  io.out(nextSteps(shown(io.cwd, path), packageName));
}

/** A repository that was just made is empty. */
function assertEmpty(path: string, name: string): void {
  const entries = entriesOf(path, name).filter((entry) => entry !== '.git');
  const [first] = entries.sort();
  if (first === undefined) return;
  const others = entries.length === 1 ? '' : ` and ${entries.length - 1} more`;
  throw new InputError(`${name}: the folder is not empty (${first}${others}); name a folder that is new or empty`);
}

function entriesOf(path: string, name: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    const reason = codeOf(error) === 'ENOTDIR' ? 'it, or a part of the path, is a file' : reasonOf(error);
    throw new InputError(`${name}: ${reason}; name a folder that is new or empty`);
  }
}

/** What npm takes for a new package. */
const PACKAGE_NAME = /^(?:@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/;

/** A policy pack of Pulumi has no longer name. */
const LONGEST = 100;

function assertPackageName(name: string, isFromFolder: boolean): void {
  const problem = nameProblem(name);
  if (problem === undefined) return;
  const where = isFromFolder ? 'the folder' : '--name';
  throw new InputError(`${where}: \`${name}\` ${problem}; give one such as --name ${TEMPLATE_NAME}`);
}

function nameProblem(name: string): string | undefined {
  if (!PACKAGE_NAME.test(name)) {
    return 'cannot be the name of an npm package, which has small letters, digits, `-`, `.` and `_`, and may begin with a scope';
  }
  if (name.length > LONGEST) return `is longer than ${LONGEST} letters`;
  if (name === 'iam-guardrails' || name.startsWith('@iam-guardrails/')) return 'is a name of iam-guardrails itself';
  return undefined;
}

/** Pulumi's names of packs have neither `@` nor `/`. */
function policyPackName(packageName: string): string {
  return packageName.replace(/^@/, '').replace('/', '-');
}

function renamed(texts: Texts, name: string): Texts {
  const names = new Map([
    [TEMPLATE_NAME, name],
    [policyPackName(TEMPLATE_NAME), policyPackName(name)],
  ]);
  const any = new RegExp([...names.keys()].join('|'), 'g');
  const rename = (text: string): string => text.replace(any, (found) => names.get(found) ?? found);
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, rename(text)]));
}

function nextSteps(folder: string, name: string): string {
  return [
    `${folder} holds ${name}, the pack of your organisation. Next:`,
    ...(folder === '.' ? [] : [`  cd ${folder}`]),
    '  npm install',
    '  npm test',
    'Its README.md says how to publish and use it.',
    '',
  ].join('\n');
}
