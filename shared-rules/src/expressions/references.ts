/** What a value was computed from, and how that changes on its way through a program. */
import { referringTo, type Dictionary, type Reference, type Unknown, type Value } from '../model/value';
import {
  furtherOf,
  keepMarks,
  lookupOf,
  markFurther,
  markOpenKeys,
  markResource,
  openKeysOf,
  type Lookup,
} from './marks';

/** How much a reference says: that the value only tells something about the attribute, that it may hold it, that it does. */
function strength({ onlyTells, maybe, isWhole }: Reference): number {
  if (onlyTells === true) return 0;
  if (maybe !== undefined) return 1;
  return isWhole === true ? 3 : 2;
}

/** References by address and attribute; of several the one that says most. */
export function distinctReferences(references: Iterable<Reference>): readonly Reference[] {
  const all = new Map<string, Reference>();
  for (const reference of references) {
    const key = keyOf(reference);
    const before = all.get(key);
    if (before === undefined || strength(before) < strength(reference)) all.set(key, reference);
  }
  return [...all.values()];
}

function keyOf({ address, attribute = '' }: Reference): string {
  return `${attribute} ${address}`;
}

/** References of which only those are certain that every branch has; `reason` says why it is not known which one is taken. */
export function unlessInAll(
  references: readonly Reference[],
  branches: readonly (readonly Reference[])[],
  reason: string,
): readonly Reference[] {
  const held = branches.map((branch) => new Set(branch.filter((one) => strength(one) >= 2).map(keyOf)));
  return references.map((one) =>
    strength(one) < 2 || held.every((keys) => keys.has(keyOf(one))) ? one : { ...one, maybe: reason },
  );
}

/** Both lists of references, each reference once. */
export function mergeReferences(first: readonly Reference[], second: readonly Reference[]): readonly Reference[] {
  if (second.length === 0 || first === second) return first;
  if (first.length === 0) return second;
  const all = distinctReferences([...first, ...second]);
  return all.length === first.length && all.every((reference, index) => reference === first[index]) ? first : all;
}

/**
 * A reader takes an unknown with one single reference for that very attribute. With the resource named again it is not; that
 * second reference holds nothing itself.
 */
export function inexact(references: readonly Reference[]): readonly Reference[] {
  const [only] = references;
  if (references.some(({ isWhole }) => isWhole === true)) return references.map(withoutWhole);
  if (references.length !== 1 || only?.attribute === undefined) return references;
  return [only, { address: only.address, onlyTells: true }];
}

/** A part of a resource is not the whole. */
function withoutWhole(reference: Reference): Reference {
  const { isWhole, ...rest } = reference;
  return isWhole === true ? rest : reference;
}

const MAXIMUM_STEPS = 8;

/** The value behind a step that it passed, such as `local.settings` or `jsonencode`. */
export function passing(value: Value, step: string): Value {
  return mapReferences(value, (reference) => {
    const via = reference.via ?? [];
    if (reference.onlyTells === true || via.at(-1) === step || via.length >= MAXIMUM_STEPS) return reference;
    return { ...reference, via: [...via, step] };
  });
}

/** The value as one that only tells something about what it was computed from. */
export function telling(value: Value): Value {
  return mapReferences(value, (reference) =>
    reference.onlyTells === true
      ? reference
      : { address: reference.address, ...attributeOf(reference), onlyTells: true },
  );
}

function attributeOf({ attribute }: Reference): Pick<Reference, 'attribute'> {
  return attribute === undefined ? {} : { attribute };
}

/** An address of another stack: a stack's name comes before the first index, and keys may hold anything. */
const ELSEWHERE = /^[^[]*\//;

/** An output as another stack sees it. Addresses are `stack/address` there, so that they mean nothing of its own. */
export function outputOf(value: Value, stack: string, name: string): Value {
  const renamed = mapReferences(value, (reference) =>
    ELSEWHERE.test(reference.address) ? reference : { ...reference, address: `${stack}/${reference.address}` },
  );
  return passing(renamed, `${stack}/output.${name}`);
}

type Change = (reference: Reference) => Reference;

/** The value with each reference changed, on it and inside it; the value itself where none changes. */
function mapReferences(value: Value, change: Change): Value {
  if (value.kind === 'known' && value.references.length === 0) return value;
  return mapped(value, { change, done: new Map() });
}

interface Mapping {
  readonly change: Change;
  /** What a value holds several times is mapped once. */
  readonly done: Map<Value, Value>;
}

function mapped(value: Value, mapping: Mapping): Value {
  if (value.kind === 'known') {
    const references = mapList(value.references, mapping.change);
    return references === value.references ? value : { ...value, references };
  }
  const before = mapping.done.get(value);
  if (before !== undefined) return before;
  const result = mappedInside(value, mapping);
  mapping.done.set(value, result);
  return result;
}

function mappedInside(value: Exclude<Value, { kind: 'known' }>, mapping: Mapping): Value {
  const references = mapList(value.references, mapping.change);
  switch (value.kind) {
    case 'unknown': {
      const item = furtherOf(value);
      if (references === value.references && item === undefined) return value;
      const copy = keepMarks(value, referringTo(value, references));
      return item === undefined ? copy : markFurther(copy, mapped(item, mapping));
    }
    case 'text': {
      const parts = mapList(value.parts, (part) => (typeof part === 'string' ? part : mappedUnknown(part, mapping)));
      return references === value.references && parts === value.parts ? value : { ...value, references, parts };
    }
    case 'list': {
      const items = mapList(value.items, (item) => mapped(item, mapping));
      const more = value.more && mappedUnknown(value.more, mapping);
      const isSame = references === value.references && items === value.items && more === value.more;
      return isSame
        ? value
        : keepMarks(value, { ...value, references, items, ...(more === undefined ? {} : { more }) });
    }
    case 'map': {
      const lookup = lookupOf(value);
      return lookup === undefined ? mappedEntries(value, mapping) : mappedResource(value, lookup, mapping.change);
    }
  }
}

function mappedEntries(value: Dictionary, mapping: Mapping): Value {
  const references = mapList(value.references, mapping.change);
  const pairs = [...value.entries];
  const entries = mapList(pairs, (pair) => mappedPair(pair, mapping));
  const more = value.more && mappedUnknown(value.more, mapping);
  const open = openKeysOf(value);
  const keys =
    open && mapList(open, ([key, entry]) => [mapped(key, mapping) as typeof key, mapped(entry, mapping)] as const);
  if (references === value.references && entries === pairs && more === value.more) return value;
  const copy = { ...value, references, entries: new Map(entries), ...(more === undefined ? {} : { more }) };
  return keys === undefined ? copy : markOpenKeys(copy, keys);
}

function mappedPair(pair: [string, Value], mapping: Mapping): [string, Value] {
  const entry = mapped(pair[1], mapping);
  return entry === pair[1] ? pair : [pair[0], entry];
}

/** The map that stands for a whole resource stays lazy: its attributes are mapped when somebody looks. */
function mappedResource(value: Dictionary, lookup: Lookup, change: Change): Dictionary {
  let entries: ReadonlyMap<string, Value> | undefined;
  const copy: Dictionary = {
    kind: 'map',
    get entries() {
      entries ??= new Map([...value.entries].map(([key, entry]) => [key, mapReferences(entry, change)]));
      return entries;
    },
    references: mapList(value.references, change),
    ...(value.more === undefined ? {} : { more: mappedUnknown(value.more, { change, done: new Map() }) }),
  };
  return markResource(copy, (attribute) => mapReferences(lookup(attribute), change));
}

function mappedUnknown(value: Unknown, mapping: Mapping): Unknown {
  return mapped(value, mapping) as Unknown;
}

/** The list itself where nothing of it changes. */
function mapList<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let result: T[] | undefined;
  for (const [index, item] of list.entries()) {
    const next = change(item);
    if (next !== item) result ??= list.slice();
    if (result !== undefined) result[index] = next;
  }
  return result ?? list;
}
