/** Values of block bodies: strings are templates, `dynamic` blocks are expanded. */
import { dictionary, known, list, unknown, type Unknown, type Value } from '../model/value';
import { isObject, own, type Json } from './blocks';
import { pairsOf } from './access';
import { evaluateText } from './evaluate';
import { objectOf } from './json';
import { mergeReferences } from './references';
import { metered, within, type Scope } from './scope';
import { bounded, derived, oneOf } from './values';

/** Arguments of every resource that are Terraform's own and no property of it. */
const META_ARGUMENTS = new Set(['//', 'provider', 'lifecycle', 'depends_on', 'count', 'for_each', 'connection']);

/** Names of the arguments and blocks of a body, dynamic ones among them. */
export function argumentNames(body: Json): readonly string[] {
  const names = Object.keys(body).filter((name) => !META_ARGUMENTS.has(name));
  const dynamics = dynamicsOf(body);
  if (dynamics === undefined) return names;
  return [...new Set([...names.filter((name) => name !== 'dynamic'), ...dynamics.map(({ label }) => label)])];
}

/** The value of an argument or block of a body. */
export function argumentOf(body: Json, name: string, scope: Scope): Value {
  const written = own(body, name);
  const dynamics = (dynamicsOf(body) ?? []).filter(({ label }) => label === name);
  if (dynamics.length === 0) return readData(written, scope);
  return metered(scope.world.meter, () => withDynamics(written, dynamics, scope));
}

/** The value of any JSON of a configuration. */
export function readData(data: unknown, scope: Scope): Value {
  if (typeof data === 'string') return evaluateText(data, scope);
  if (typeof data === 'boolean') return known(data);
  if (typeof data === 'number') return Number.isFinite(data) ? known(data) : unknown('a number is too large');
  if (data === null || data === undefined) return known(null);
  if (Array.isArray(data))
    return metered(scope.world.meter, () => bounded(list(data.map((item) => readData(item, scope)))));
  if (isObject(data)) return metered(scope.world.meter, () => bounded(readObject(data, scope)));
  return unknown(`a ${typeof data} is no JSON`);
}

function readObject(data: Json, scope: Scope): Value {
  const dynamics = dynamicsOf(data);
  const names = Object.keys(data).filter((name) => name !== 'dynamic' || dynamics === undefined);
  const written = names.map((name) => [evaluateText(name, scope), readData(data[name], scope)] as const);
  const made = (dynamics ?? []).map(({ label }) => [known(label), argumentOf(data, label, scope)] as const);
  return objectOf([...written, ...made]);
}

interface Dynamic {
  readonly label: string;
  readonly forEach: unknown;
  readonly iterator: string;
  readonly content: Json;
}

/** The dynamic blocks of a body; undefined when there are none, so that an entry that is only called so stays one. */
function dynamicsOf(body: Json): readonly Dynamic[] | undefined {
  const written = own(body, 'dynamic');
  if (written === undefined) return undefined;
  const dynamics = [written].flat().map((group) => (isObject(group) ? readGroup(group) : undefined));
  return dynamics.length > 0 && dynamics.every((group) => group !== undefined) ? dynamics.flat() : undefined;
}

function readGroup(group: Json): readonly Dynamic[] | undefined {
  const dynamics = Object.entries(group).flatMap(([label, blocks]) =>
    [blocks].flat().map((block) => readDynamic(label, block)),
  );
  return dynamics.length > 0 && dynamics.every((dynamic) => dynamic !== undefined) ? dynamics : undefined;
}

function readDynamic(label: string, block: unknown): Dynamic | undefined {
  if (!isObject(block) || !Object.hasOwn(block, 'for_each')) return undefined;
  const content = [own(block, 'content') ?? {}].flat()[0];
  if (!isObject(content)) return undefined;
  const iterator = own(block, 'iterator');
  const name = typeof iterator === 'string' ? iterator.replace(/^\$\{\s*([\w-]+)\s*\}$/, '$1') : label;
  return { label, forEach: own(block, 'for_each'), iterator: name, content };
}

/** The blocks that are written, and behind them those that the dynamic ones make. */
function withDynamics(written: unknown, dynamics: readonly Dynamic[], scope: Scope): Value {
  const fixed = written === undefined ? list([]) : readData(written, scope);
  const items: Value[] = fixed.kind === 'list' ? [...fixed.items] : [fixed];
  let more: Unknown | undefined;
  for (const dynamic of dynamics) {
    const collection = readData(dynamic.forEach, scope);
    const pairs = pairsOf(collection) ?? [];
    items.push(...pairs.map(([key, value]) => readObject(dynamic.content, iterate(dynamic, key, value, scope))));
    const rest = collection.kind === 'list' || collection.kind === 'map' ? collection.more : collection;
    if (rest !== undefined && !isNothing(rest)) more = further(dynamic, rest, scope, more);
  }
  const references = more === undefined ? [] : mergeReferences(more.references, []);
  return bounded(list(items, references, more));
}

/** What blocks there may be besides, which may hold what the block says. */
function further(dynamic: Dynamic, rest: Value, scope: Scope, more: Unknown | undefined): Unknown {
  const reason = reasonOf(rest, dynamic);
  const item = derived(reason, rest);
  const content = readObject(dynamic.content, iterate(dynamic, item, item, scope));
  return derived(reason, rest, oneOf(reason, content, known(null)), more);
}

function isNothing(value: Value): boolean {
  return value.kind === 'known' && value.value === null;
}

function reasonOf(value: Value, { label }: Dynamic): string {
  return value.kind === 'unknown' ? value.reason : `the \`for_each\` of \`${label}\` is no collection`;
}

function iterate({ iterator }: Dynamic, key: Value, value: Value, scope: Scope): Scope {
  return within(scope, [
    [
      iterator,
      dictionary([
        ['key', key],
        ['value', value],
      ]),
    ],
  ]);
}
