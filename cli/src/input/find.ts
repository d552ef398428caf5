import { existsSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { readText } from '../files';
import { InputError, reasonOf } from '../input-error';
import { detect } from './detect';
import { parseJson } from './json';
import { listedStacks, type ListedStack } from './manifest';

/** The files of one stack. */
export interface StackSource {
  /** The folder that its paths start from, absolute. */
  readonly folder: string;
  /** Absolute, in the order in which they are read. */
  readonly files: readonly string[];
  /** True when the whole folder was asked for, and with it its variable definitions. */
  readonly whole: boolean;
  /** What the manifest of the `cdktf.out` that it lies in says. */
  readonly listed?: ListedStack;
}

const SKIPPED = ['**/.git/**', '**/node_modules/**', '**/.terraform/**'];
const UNDERSTOOD = 'a folder, a .tf or .tf.json file, or the cdktf.out of a synth';

/** Every stack under the paths, each once. Throws an `InputError` when a path holds none. */
export async function findStacks(paths: readonly string[], cwd: string): Promise<readonly StackSource[]> {
  const sources = new Map<string, StackSource>();
  for (const given of paths) {
    const path = resolve(cwd, given);
    const stats = statsOf(path, given);
    const found = stats.isDirectory() ? await inFolder(path, given) : [fromFile(path, given)];
    for (const source of found) sources.set(keyOf(source), source);
  }
  return [...sources.values()];
}

function keyOf({ folder, files, whole }: StackSource): string {
  return whole ? realpathSync(folder) : files.map((file) => realpathSync(file)).join('\n');
}

function statsOf(path: string, given: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new InputError(`${given}: ${reasonOf(error)}`);
  }
}

async function inFolder(folder: string, given: string): Promise<readonly StackSource[]> {
  const options = { cwd: folder, absolute: true, dot: true, ignore: SKIPPED, expandDirectories: false } as const;
  const files = await glob(['**/*.tf', '**/*.tf.json', '**/manifest.json'], options);
  const manifests = files.filter((file) => basename(file) === 'manifest.json');
  const listed = manifests.flatMap(listedStacks);
  for (const stack of listed) requireFile(stack, given);
  const byFolder = new Map<string, string[]>();
  for (const file of files
    .map((path) => resolve(path))
    .filter(isTerraform)
    .sort()) {
    byFolder.set(dirname(file), [...(byFolder.get(dirname(file)) ?? []), file]);
  }
  if (byFolder.size === 0) throw new InputError(nothingIn(folder, given));
  return [...byFolder].map(([place, inside]) => withManifest({ folder: place, files: inside, whole: true }));
}

/** Terraform ignores hidden files and what editors leave behind. */
function isTerraform(path: string): boolean {
  return /^[^.#][^/]*\.tf(\.json)?$/.test(basename(path));
}

function requireFile(stack: ListedStack, given: string): void {
  if (existsSync(stack.file)) return;
  throw new InputError(`${given}: the manifest lists the stack ${stack.name}, whose file is missing; synthesize again`);
}

function nothingIn(folder: string, given: string): string {
  const looked = 'there is no stack in this folder; looked for .tf and .tf.json files and for a cdktf.out';
  return `${given}: ${looked}${existsSync(join(folder, 'cdktf.json')) ? '; synthesize the app first' : ''}`;
}

function fromFile(path: string, given: string): StackSource {
  if (path.endsWith('.tf')) return { folder: dirname(path), files: [path], whole: false };
  if (!path.endsWith('.json')) throw new InputError(`${given}: not understood; give ${UNDERSTOOD}`);
  const found = detect(parseJson(readText(path, given), given));
  switch (found.kind) {
    case 'terraform':
      return withManifest({ folder: dirname(path), files: [path], whole: false });
    case 'cdktf-manifest':
      throw new InputError(`${given}: this is the manifest of a synth; give its folder`);
    case 'unsupported':
      throw new InputError(`${given}: this is ${found.what}, which is not supported yet; give ${UNDERSTOOD}`);
    case 'unknown':
      throw new InputError(`${given}: not understood; give ${UNDERSTOOD}`);
  }
}

function withManifest(source: StackSource): StackSource {
  const listed = listedStacks(join(source.folder, '../../manifest.json')).find(({ file }) =>
    source.files.includes(file),
  );
  return listed === undefined ? source : { ...source, listed };
}
