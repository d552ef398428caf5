import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import {
  ConfigurationError,
  configurationFiles,
  didYouMean,
  parseConfigurationText,
  parseLayers,
  presets,
  rules as catalogue,
  rulesProblem,
  version,
  type Configuration,
  type Layer,
  type Rule,
} from '@iam-guardrails/shared-rules';
import { packProblem, type Pack } from './define-pack';

/** What a front end was given. */
export interface LoadOptions {
  /** The organisation's pack, which what else is given extends. */
  readonly pack?: Pack;
  /** Path of a YAML or JSON file, or what such a file would say. */
  readonly configuration?: string | object;
  /** Folder that paths and packages are looked for from, absolute. */
  readonly folder: string;
  /** The rules to run in place of the catalogue; those of packs come on top. */
  readonly rules?: readonly Rule[];
  /** True where the configuration serves many stacks, as that of a pack does. */
  readonly isShared?: boolean;
}

/** What a front end runs. */
export interface Loaded {
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
}

/** Layers, from what is extended to what extends, and the rules that packs bring. */
interface Collected {
  readonly layers: readonly Layer[];
  readonly rules: readonly Rule[];
}

/**
 * Reads a configuration with everything that it extends. Throws a `ConfigurationError` whose problems begin with the file
 * or the pack that they are in: nothing is checked with half a configuration.
 */
export function load({ pack, configuration, folder, rules = catalogue, isShared = false }: LoadOptions): Loaded {
  const around = { trail: [], seen: new Set<string | Pack>() };
  const base = pack === undefined ? NOTHING : ofPack(pack, around);
  const own = configuration === undefined ? NOTHING : ofConfiguration(configuration, { folder, isShared, ...around });
  const all = [...rules, ...base.rules, ...own.rules].filter((rule, index, list) => list.indexOf(rule) === index);
  const problem = rulesProblem(all);
  if (problem !== undefined) throw new ConfigurationError([problem]);
  const layers = [...base.layers, ...own.layers];
  return { rules: all, configuration: parseLayers(layers, all, presets) };
}

const NOTHING: Collected = { layers: [], rules: [] };

/** Where a configuration stands. */
interface Place {
  readonly folder: string;
  readonly isShared: boolean;
  /** Files and packs that led here. */
  readonly trail: readonly string[];
  /** Files and packs that were taken in already: what two of them extend comes once, where the first one needs it. */
  readonly seen: Set<string | Pack>;
}

function ofPack(pack: Pack, { trail, seen }: Pick<Place, 'trail' | 'seen'>): Collected {
  const problem = packProblem(pack);
  if (problem !== undefined) throw new ConfigurationError([problem]);
  if (seen.has(pack)) return NOTHING;
  seen.add(pack);
  const { name, configuration, rules = [], builtWith } = pack;
  if (minorOf(builtWith) !== minorOf(version))
    throw new ConfigurationError([
      `${name}: it was built with iam-guardrails ${builtWith}, and this is ${version}; install the same version of both`,
    ]);
  const brought: Collected = { layers: [], rules };
  if (configuration === undefined) return { layers: [{ origin: name, content: undefined, isShared: true }], rules };
  if (typeof configuration === 'string' && !isAbsolute(configuration))
    throw new ConfigurationError([`${name}: \`configuration\` is ${configuration}; give an absolute path, such as path.join(__dirname, '..', 'iam-guardrails.yaml')`]); // prettier-ignore
  const place = {
    folder: typeof configuration === 'string' ? dirname(configuration) : process.cwd(),
    isShared: true,
    trail,
    seen,
  };
  return joined(brought, ofConfiguration(configuration, place, name));
}

/** Before 1.0 a minor version may change what a rule is. */
function minorOf(text: string): string {
  const [major = '', minor = ''] = text.split('.');
  return major === '0' ? `${major}.${minor}` : major;
}

function joined(first: Collected, second: Collected): Collected {
  return { layers: [...first.layers, ...second.layers], rules: [...first.rules, ...second.rules] };
}

/** A configuration and, before it, what it extends. `name` is how messages call it. */
function ofConfiguration(configuration: string | object, place: Place, name?: string): Collected {
  if (typeof configuration !== 'string') return extended(configuration, name, place);
  const path = resolve(place.folder, configuration);
  const origin = name === undefined ? configuration : `${configuration.split(/[\\/]/).at(-1) ?? ''} of ${name}`;
  if (place.trail.includes(path))
    throw new ConfigurationError([`${origin}: it extends itself, by ${[...place.trail, path].join(' > ')}`]);
  if (place.seen.has(path)) return NOTHING;
  place.seen.add(path);
  return extended(contentOf(path, origin), origin, { ...place, folder: dirname(path), trail: [...place.trail, path] });
}

function contentOf(path: string, origin: string): unknown {
  try {
    return parseConfigurationText(textOf(path));
  } catch (error) {
    if (error instanceof ConfigurationError)
      throw new ConfigurationError(error.problems.map((problem) => `${origin}: ${problem}`));
    throw error;
  }
}

function textOf(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigurationError(['it is not text in UTF-8']);
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    throw new ConfigurationError([`${REASONS[code] ?? `it cannot be read (${code})`}, looked for at ${path}`]);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
};

function extended(content: unknown, origin: string | undefined, place: Place): Collected {
  const isMap = typeof content === 'object' && content !== null && !Array.isArray(content);
  const { extends: names, ...rest } = isMap ? (content as Readonly<Record<string, unknown>>) : {};
  const list: readonly unknown[] = names === undefined ? [] : Array.isArray(names) ? names : [names];
  const base = list.map((each) => named(each, origin ?? 'the configuration', place)).reduce(joined, NOTHING);
  const own: Layer = {
    ...(origin !== undefined && { origin }),
    content: isMap ? rest : content,
    isShared: place.isShared,
  };
  return { layers: [...base.layers, own], rules: base.rules };
}

/** What an entry of `extends` stands for: a file by a path that begins with a dot or a slash, else a package. */
function named(name: unknown, origin: string, place: Place): Collected {
  if (typeof name !== 'string' || name === '')
    throw new ConfigurationError([`${origin}: \`extends\` must name a package or a file, or several in a list`]);
  const shared: Place = { ...place, isShared: true };
  if (/^\.{0,2}\//.test(name) || isAbsolute(name)) return ofConfiguration(name, shared);
  if (place.trail.includes(name))
    throw new ConfigurationError([`${origin}: it extends itself, by ${[...place.trail, name].join(' > ')}`]);
  return ofPack(packNamed(name, origin, place.folder), { ...place, trail: [...place.trail, name] });
}

function packNamed(name: string, origin: string, folder: string): Pack {
  const found = resolved(name, origin, folder);
  const loaded = required(found, name, origin);
  const pack: unknown = typeof loaded === 'object' && loaded !== null && 'pack' in loaded ? loaded.pack : undefined;
  const problem = packProblem(pack);
  if (problem === undefined) return pack as Pack;
  const names = typeof loaded === 'object' && loaded !== null ? Object.keys(loaded) : [];
  const what =
    pack === undefined ? `it exports no \`pack\`${didYouMean('pack', names)}; make one with \`definePack\`` : problem;
  throw new ConfigurationError([`${origin}: \`extends\`: ${name} is no pack: ${what}`]);
}

function resolved(name: string, origin: string, folder: string): string {
  try {
    return createRequire(join(folder, 'package.json')).resolve(name);
  } catch (error) {
    const what = firstLine(error);
    // Node names the package when it is not there, and a file of it when that is missing.
    if (!what.includes(`'${name}'`))
      throw new ConfigurationError([
        `${origin}: \`extends\`: ${name} is there and has no library: ${what}; is it compiled?`,
      ]);
    const hint = /\.(ya?ml|json)$/.test(name)
      ? `write ./${name} for a file`
      : `run \`npm install ${name}\` where ${origin} is`;
    throw new ConfigurationError([`${origin}: \`extends\`: there is no package ${name}; ${hint}`]);
  }
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function required(path: string, name: string, origin: string): unknown {
  try {
    return require(path) as unknown;
  } catch (error) {
    throw new ConfigurationError([`${origin}: \`extends\`: ${name} cannot be loaded: ${firstLine(error)}`]);
  }
}

/**
 * Path of the configuration that lies in a folder; undefined when there is none. Throws a `ConfigurationError` on two of them.
 */
export function configurationIn(folder: string): string | undefined {
  const [first, second] = configurationFiles.filter((name) => existsSync(join(folder, name)));
  if (second === undefined) return first;
  throw new ConfigurationError([
    `there are ${first ?? ''} and ${second} in one folder; keep one of them, or say which`,
  ]);
}
