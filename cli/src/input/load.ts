import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Location } from '@iam-guardrails/shared-rules';
import { readText, shown } from '../files';
import type { StackSource } from './find';
import { linesOf, literal, locationKey, parseHcl } from './hcl';
import { parseJsonObject } from './json';
import { mergeFiles, type ParsedFile } from './merge';

type Fields = Readonly<Record<string, unknown>>;

/** A stack whose files were parsed. */
export interface LoadedStack {
  readonly source: StackSource;
  readonly name: string;
  readonly configurations: readonly Fields[];
  readonly variables: Fields;
  /** Where each block is written, by `locationKey`. */
  readonly locations: ReadonlyMap<string, Location>;
}

interface LoadedFile extends ParsedFile {
  readonly locations: ReadonlyMap<string, Location>;
}

/** Parses the files of a stack. Throws an `InputError` that names the file. */
export async function loadStack(source: StackSource, cwd: string): Promise<LoadedStack> {
  const files: LoadedFile[] = [];
  for (const path of source.files) files.push(await loadFile(path, cwd));
  return {
    source,
    name: nameOf(source, files, cwd),
    configurations: mergeFiles(files),
    variables: source.whole ? await variablesOf(source.folder, cwd) : {},
    // The first file that declares a block is where it is; an override comes after it.
    locations: new Map(files.toReversed().flatMap(({ locations }) => [...locations])),
  };
}

async function loadFile(path: string, cwd: string): Promise<LoadedFile> {
  const name = shown(cwd, path);
  const text = readText(path, name);
  if (!path.endsWith('.json')) {
    const lines = [...linesOf(text)].map(([key, line]) => [key, { file: name, line }] as const);
    return { name, configuration: await parseHcl(text, name), locations: new Map(lines) };
  }
  const configuration = parseJsonObject(text, name);
  return { name, configuration, locations: new Map(constructsIn(configuration, name)) };
}

/** CDKTF and CDK Terrain leave the path of the construct in a comment of each block, and those of outputs in one. */
function constructsIn(configuration: Fields, file: string): readonly (readonly [string, Location])[] {
  const paths = outputPaths(entry(entry(configuration, '//'), 'outputs'));
  const here = (body: unknown, path = ['//', 'metadata', 'path'].reduce(entry, body)): Location =>
    typeof path === 'string' ? { file, constructPath: path } : { file };
  const named = (kind: string): readonly (readonly [string, unknown])[] => entriesOf(configuration[kind]);
  const blocks = ['resource', 'data'].flatMap((kind) =>
    named(kind).flatMap(([type, bodies]) =>
      entriesOf(bodies).map(([name, body]) => [locationKey(kind, type, name), here(body)] as const),
    ),
  );
  return [
    ...blocks,
    ...named('provider').flatMap(([type, bodies]) =>
      [bodies].flat().map((body) => [locationKey('provider', type, aliasOf(body)), here(body)] as const),
    ),
    ...named('output').map(([name, body]) => [locationKey('output', '', name), here(body, paths.get(name))] as const),
    ...['module', 'variable'].flatMap((kind) =>
      named(kind).map(([name, body]) => [locationKey(kind, '', name), here(body)] as const),
    ),
    ...named('locals').map(([name]) => [locationKey('local', '', name), here(undefined)] as const),
  ];
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function aliasOf(provider: unknown): string {
  const alias = entry(provider, 'alias');
  return typeof alias === 'string' ? alias : '';
}

/** Paths of the constructs of outputs by name: the tree of constructs, with the names in its leaves. */
function outputPaths(tree: unknown, path = ''): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(tree).flatMap(([id, inner]): readonly (readonly [string, string])[] => {
      const here = path === '' ? id : `${path}/${id}`;
      return typeof inner === 'string' ? [[inner, here]] : [...outputPaths(inner, here)];
    }),
  );
}

function nameOf({ folder, files, whole, listed }: StackSource, parsed: readonly ParsedFile[], cwd: string): string {
  const [first] = parsed;
  const written = ['//', 'metadata', 'stackName'].reduce(entry, first?.configuration);
  if (typeof written === 'string') return written;
  return listed?.name ?? shown(cwd, whole ? folder : (files[0] ?? folder));
}

/** Terraform's order: a later file wins over an earlier one. */
async function variablesOf(folder: string, cwd: string): Promise<Fields> {
  const automatic = readdirSync(folder)
    .filter((name) => /^[^.].*\.auto\.tfvars(\.json)?$/.test(name))
    .sort();
  const paths = ['terraform.tfvars', 'terraform.tfvars.json', ...automatic].map((name) => join(folder, name));
  const variables: Record<string, unknown> = {};
  for (const path of paths.filter((candidate) => existsSync(candidate))) {
    const name = shown(cwd, path);
    const text = readText(path, name);
    const values = path.endsWith('.json') ? parseJsonObject(text, name) : literal(await parseHcl(text, name));
    Object.assign(variables, values);
  }
  return variables;
}

function entry(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Fields)[key] : undefined;
}

/** Names that two stacks share are replaced by their folders, so that a finding says which one it means. */
export function withUniqueNames(stacks: readonly LoadedStack[], cwd: string): readonly LoadedStack[] {
  const count = new Map<string, number>();
  for (const { name } of stacks) count.set(name, (count.get(name) ?? 0) + 1);
  return stacks.map((stack) => {
    if (count.get(stack.name) === 1) return stack;
    const { folder, files, whole } = stack.source;
    return { ...stack, name: shown(cwd, whole ? folder : (files[0] ?? folder)) };
  });
}
