/** Resources with `count` and `for_each`: one instance for each, evaluated when somebody asks. */
import type { Location, Resource } from '../model/resource';
import { dictionary, known, unknown, type Dictionary, type Unknown, type Value } from '../model/value';
import { argumentNames, argumentOf, readData } from './body';
import { isObject, own, type Json } from './blocks';
import { pairsOf } from './access';
import { furtherOf, isSet, markFailure, markResource } from './marks';
import { within, type Scope } from './scope';
import { addReferences, derived, numberOf, set } from './values';

/** Kind of a block that has a place of its own; the name of a `provider` block is its alias, or empty. */
export type BlockKind = 'resource' | Exclude<Resource['mode'], 'managed'>;

/** A `resource` or `data` block, or one of those that are read like a resource. */
export interface Declaration {
  readonly mode: Resource['mode'];
  readonly type: string;
  readonly name: string;
  /** Its address without an instance key. */
  readonly address: string;
  readonly body: Json;
}

/** One instance of a declaration. */
export interface Instance {
  readonly resource: Resource;
  /** The value of an attribute, configured or not, with its reference. */
  readonly attribute: (name: string) => Value;
  /** All of it as a map. */
  readonly whole: Dictionary;
}

/** The instances of a declaration. */
export interface Instances {
  readonly shape: 'single' | 'count' | 'for_each';
  /** By index, key, or `''` for a single one. */
  readonly known: ReadonlyMap<string | number, Instance>;
  /** Stands for those that are not known. */
  readonly rest?: { readonly instance: Instance; readonly reason: Unknown };
}

/** All instances, with the one that stands for those that are not known. */
export function instancesOf({ known, rest }: Instances): readonly Instance[] {
  return rest === undefined ? [...known.values()] : [...known.values(), rest.instance];
}

/** What instances are made with. */
export interface InstanceOptions {
  readonly scope: Scope;
  readonly stack: string;
  readonly attribute: ((resource: Resource, name: string) => Value | undefined) | undefined;
  readonly locate: ((kind: BlockKind, type: string, name: string) => Location | undefined) | undefined;
}

const MAXIMUM_INSTANCES = 20_000;

/** Makes the instances of a declaration. */
export function expand(declaration: Declaration, options: InstanceOptions): Instances {
  const make = maker(declaration, options);
  const count = own(declaration.body, 'count') ?? undefined;
  if (count !== undefined) return counted(readData(count, options.scope), make);
  const forEach = own(declaration.body, 'for_each') ?? undefined;
  if (forEach !== undefined) return forEachOf(readData(forEach, options.scope), make);
  return { shape: 'single', known: new Map([['', make('', [])]]) };
}

/** Instances of a declaration whose number depends on itself. */
export function circular(declaration: Declaration, options: InstanceOptions): Instances {
  const reason = unknown(`\`${declaration.address}\` refers to itself`);
  return { shape: 'single', known: new Map(), rest: restOf(maker(declaration, options), reason, []) };
}

type Maker = (suffix: string, names: readonly (readonly [string, Value])[], uncertain?: Unknown) => Instance;

function restOf(
  make: Maker,
  reason: Unknown,
  names: readonly (readonly [string, Value])[],
): NonNullable<Instances['rest']> {
  return { instance: make('', names, reason), reason };
}

function counted(count: Value, make: Maker): Instances {
  const number = numberOf(count);
  if (number === undefined || !Number.isInteger(number) || number < 0 || number > MAXIMUM_INSTANCES) {
    const reason = count.kind === 'unknown' ? count : derived('a `count` cannot be read', count);
    const index = unknown('the index of an instance is not known');
    return {
      shape: 'count',
      known: new Map(),
      rest: restOf(make, reason, [['count', dictionary([['index', index]])]]),
    };
  }
  const instances = Array.from(
    { length: number },
    (_, index) => [index, make(`[${index}]`, [['count', dictionary([['index', known(index)]])]])] as const,
  );
  return { shape: 'count', known: new Map(instances) };
}

function forEachOf(collection: Value, make: Maker): Instances {
  // A list is an error to Terraform; what was meant is the set of its items.
  const source =
    collection.kind === 'list' && !isSet(collection)
      ? set(collection.items, collection.references, collection.more)
      : collection;
  const pairs = pairsOf(source);
  if (pairs === undefined || pairs.length > MAXIMUM_INSTANCES) {
    const reason = collection.kind === 'unknown' ? collection : derived('a `for_each` cannot be read', collection);
    return { shape: 'for_each', known: new Map(), rest: restOf(make, reason, eachOf(derived(reason.reason, reason))) };
  }
  const instances = new Map<string, Instance>();
  const unknowns: Value[] =
    source.kind === 'map' || source.kind === 'list' ? [source.more].filter((more) => more !== undefined) : [];
  for (const [key, value] of pairs) {
    if (key.kind !== 'known' || key.value === null) unknowns.push(key);
    else instances.set(String(key.value), make(`[${JSON.stringify(String(key.value))}]`, eachOf(key, value)));
  }
  const [first] = unknowns;
  if (first === undefined) return { shape: 'for_each', known: instances };
  const reason = derived(first.kind === 'unknown' ? first.reason : 'a key is not known', ...unknowns);
  // `for_each = aws_iam_user.people`: the value is such a user, also where it is not known which there are.
  const value = source.kind === 'map' ? furtherOf(source.more) : undefined;
  return { shape: 'for_each', known: instances, rest: restOf(make, reason, eachOf(reason, value)) };
}

function eachOf(key: Value, value: Value = key): readonly (readonly [string, Value])[] {
  return [
    [
      'each',
      dictionary([
        ['key', key],
        ['value', value],
      ]),
    ],
  ];
}

function maker(declaration: Declaration, options: InstanceOptions): Maker {
  const location = locationOf(declaration, options);
  const names = argumentNames(declaration.body);
  const provider = providerOf(declaration);
  const replacedBy = replacementsOf(declaration.body);
  const exemptions = exemptionsOf(declaration);
  return (suffix, bindings, uncertain) => {
    const argument = memo(
      (name) => argumentOf(declaration.body, name, scope),
      (name) => `\`${declaration.address}.${name}\` refers to itself`,
    );
    const resource: Resource = {
      address: `${declaration.address}${suffix}`,
      type: declaration.type,
      mode: declaration.mode,
      values: lazyMap(names, argument),
      stack: options.stack,
      ...(provider === undefined ? {} : { provider }),
      ...(location === undefined ? {} : { location }),
      ...(replacedBy.length === 0 ? {} : { replacedBy }),
      ...exemptions,
      ...(uncertain === undefined ? {} : { uncertain }),
    };
    const attribute = attributesOf(resource, options);
    const whole = wholeOf(resource, attribute);
    const scope = within(options.scope, [...bindings, ['self', whole]]);
    return { resource, attribute, whole };
  };
}

/** The reference that a text is, with or without the signs of a template around it. */
function bare(text: string): string {
  return text.replace(/^\$\{\s*([^}]*?)\s*\}$/, '$1');
}

/** The provider that a resource names; none when it is the one that its type implies. */
function providerOf({ type, body }: Declaration): string | undefined {
  const written = own(body, 'provider');
  const provider = typeof written === 'string' ? bare(written) : undefined;
  return provider === type.split('_')[0] ? undefined : provider;
}

/** `lifecycle.replace_triggered_by`: resources, their instances or attributes. */
function replacementsOf(body: Json): readonly string[] {
  const lifecycle = own(body, 'lifecycle');
  if (lifecycle === undefined) return [];
  const blocks = [lifecycle].flat().filter(isObject);
  const written = blocks.flatMap((block) => [own(block, 'replace_triggered_by')].flat());
  const addresses = written.map((text) =>
    typeof text === 'string' ? /^(?:data\.)?[\w-]+\.[\w-]+/.exec(bare(text))?.[0] : undefined,
  );
  return [...new Set(addresses.filter((address) => address !== undefined))];
}

function attributesOf(resource: Resource, options: InstanceOptions): (name: string) => Value {
  const { address } = resource;
  return memo(
    (name) => {
      const configured = resource.values.get(name);
      const isConfigured = configured !== undefined && !(configured.kind === 'known' && configured.value === null);
      const value = isConfigured ? configured : options.attribute?.(resource, name);
      return addReferences(value ?? unknown(`\`${address}.${name}\` is known after apply`), [
        { address, attribute: name },
      ]);
    },
    (name) => `\`${address}.${name}\` refers to itself`,
  );
}

/** The map that stands for a resource. Nothing of it is evaluated before somebody looks. */
function wholeOf(resource: Resource, attribute: (name: string) => Value): Dictionary {
  const { address } = resource;
  const references = [{ address }];
  let entries: ReadonlyMap<string, Value> | undefined;
  const whole: Dictionary = {
    kind: 'map',
    get entries() {
      entries ??= new Map([...resource.values.keys()].map((name) => [name, attribute(name)]));
      return entries;
    },
    more: unknown(`attributes of \`${address}\` are known after apply`, [{ address, isWhole: true }]),
    references,
  };
  return markResource(whole, attribute);
}

/** Evaluates once for each name; asked again while it still evaluates, it answers that the value refers to itself. */
export function memo(
  compute: (name: string) => Value,
  circularReason: (name: string) => string,
): (name: string) => Value {
  const values = new Map<string, Value | 'busy'>();
  return (name) => {
    const before = values.get(name);
    if (before === 'busy') return markFailure(unknown(circularReason(name)));
    if (before !== undefined) return before;
    values.set(name, 'busy');
    const value = compute(name);
    values.set(name, value);
    return value;
  };
}

/** A map whose values are asked for when somebody looks. */
export function lazyMap(names: readonly string[], get: (name: string) => Value): ReadonlyMap<string, Value> {
  const known = new Set(names);
  const all = (): Map<string, Value> => new Map(names.map((name) => [name, get(name)]));
  return {
    size: known.size,
    has: (name) => known.has(name),
    get: (name) => (known.has(name) ? get(name) : undefined),
    keys: () => new Map(names.map((name) => [name, name])).keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (visit) => all().forEach(visit),
    [Symbol.iterator]: () => all().entries(),
  };
}

/** Where a declaration is written. */
export function locationOf(
  { mode, type, name, body }: Pick<Declaration, 'mode' | 'type' | 'name' | 'body'>,
  { locate }: Pick<InstanceOptions, 'locate'>,
): Location | undefined {
  const found = locate?.(mode === 'managed' ? 'resource' : mode, type, name);
  const path = inNote(body, 'metadata', 'path');
  return typeof path === 'string' ? { ...found, constructPath: path } : found;
}

/** The exemptions that stand in the comment of a block, as they are written. */
export function exemptionsOf({ body }: Pick<Declaration, 'body'>): Pick<Resource, 'exemptions'> {
  const written = inNote(body, 'iam-guardrails', 'exemptions');
  return written === undefined ? {} : { exemptions: [written].flat() };
}

/** A value of the comment of a block (`//`), in which CDKTF and CDK Terrain leave what is no argument. */
function inNote(body: Json, part: string, key: string): unknown {
  const note = own(body, '//');
  const fields = isObject(note) ? own(note, part) : undefined;
  return isObject(fields) ? own(fields, key) : undefined;
}
