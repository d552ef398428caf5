/** What the evaluator and the functions share about values: references, conversions, equality, size. */
import {
  concatenate,
  dictionary,
  known,
  list,
  unknown,
  type Dictionary,
  type Known,
  type List,
  type Reference,
  type Scalar,
  type Unknown,
  type Value,
} from '../model/value';
import { isFailure, isSet, keepMarks, lookupOf, markFailure, markSet } from './marks';
import { distinctReferences, inexact, mergeReferences, unlessInAll } from './references';

/**
 * The value with further references on it and on everything inside it, each reference once. What is unknown within an
 * attribute is a part of it and not the attribute itself, see `derived`.
 */
export function addReferences(value: Value, references: readonly Reference[], inside = false): Value {
  if (references.length === 0) return value;
  const all = mergeReferences(value.references, references);
  switch (value.kind) {
    case 'list': {
      const items = value.items.map((item) => addReferences(item, references, true));
      return keepMarks(value, { ...value, references: all, items });
    }
    case 'map': {
      const entries = [...value.entries].map(([key, entry]) => [key, addReferences(entry, references, true)] as const);
      return keepMarks(value, { ...value, references: all, entries: new Map(entries) });
    }
    case 'unknown':
      return keepMarks(value, { ...value, references: inside ? inexact(all) : all });
    default:
      return all === value.references ? value : keepMarks(value, { ...value, references: all });
  }
}

/** All references of a value and of what is inside it. */
export function allReferences(...values: readonly (Value | undefined)[]): readonly Reference[] {
  const all: Reference[] = [];
  const visit = (value: Value | undefined): void => {
    if (value === undefined) return;
    for (const reference of value.references) all.push(reference);
    if (value.kind === 'list') value.items.forEach(visit);
    if (value.kind === 'map') value.entries.forEach(visit);
    if (value.kind === 'list' || value.kind === 'map') visit(value.more);
    if (value.kind === 'text') value.parts.forEach((part) => typeof part === 'string' || visit(part));
  };
  values.forEach(visit);
  return distinctReferences(all);
}

/** An unknown that was computed from other values, and so is none of the attributes that they are. */
export function derived(reason: string, ...from: readonly (Value | undefined)[]): Unknown {
  const result = unknown(reason, inexact(allReferences(...from)));
  return from.some((value) => value !== undefined && isFailure(value)) ? markFailure(result) : result;
}

/** An unknown that is one of several values, and not known which: it may hold what one of them holds. */
export function oneOf(reason: string, ...values: readonly (Value | undefined)[]): Unknown {
  const given = values.filter((value) => value !== undefined);
  const result = derived(reason, ...given);
  const branches = given.map((value) => allReferences(value));
  return keepMarks(result, { ...result, references: unlessInAll(result.references, branches, reason) });
}

/** An unknown for what Terraform would report as an error; `try` falls back on its next argument. */
export function failure(reason: string, ...from: readonly (Value | undefined)[]): Unknown {
  return markFailure(derived(reason, ...from));
}

/** A list without order or repetition, sorted as Terraform sorts sets of strings. */
export function set(items: readonly Value[], references: readonly Reference[] = [], more?: Unknown): List {
  return markSet(list(distinct(items).sort(byText), references, more));
}

function byText(left: Value, right: Value): number {
  const [first, second] = [left, right].map((value) => (value.kind === 'known' ? String(value.value) : '\uffff'));
  return compareText(first ?? '', second ?? '');
}

/** Order of texts as Terraform sorts them: by code point. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The items without those that certainly equal an earlier one. */
export function distinct(items: readonly Value[]): Value[] {
  const scalars = new Set<Scalar>();
  const others: Value[] = [];
  return items.filter((item) => {
    if (item.kind === 'known') return !scalars.has(item.value) && scalars.add(item.value);
    if (others.length < 1000 && others.some((other) => equal(other, item) === true)) return false;
    others.push(item);
    return true;
  });
}

/** A number as Terraform prints it. */
export function numberText(value: number): string {
  const text = String(value);
  return text.includes('e') && Number.isInteger(value) ? BigInt(value).toString() : text;
}

/** The value as text, as a template does it; undefined when it can never be text. */
export function toText(value: Value): Value | undefined {
  if (value.kind === 'list' || value.kind === 'map') return undefined;
  if (value.kind !== 'known' || typeof value.value === 'string' || value.value === null) return value;
  const text = typeof value.value === 'number' ? numberText(value.value) : String(value.value);
  return known(text, value.references);
}

/** Pieces put together to a text, with the references of all of them. */
export function textOf(pieces: readonly Value[]): Value {
  const result = concatenate(
    pieces.map((piece) => toText(piece) ?? failure('a list or map stands inside a text', piece)),
  );
  const references = mergeAll(pieces);
  return result.kind === 'unknown' ? addReferences(result, references) : { ...result, references };
}

/** The references that stand on the values themselves. */
export function mergeAll(values: readonly Value[]): readonly Reference[] {
  if (values.length === 1) return values[0]?.references ?? [];
  return distinctReferences(values.flatMap(({ references }) => references));
}

/** The number, when the value is one or a text that reads as one. */
export function numberOf(value: Value | undefined): number | undefined {
  if (value?.kind !== 'known') return undefined;
  if (typeof value.value === 'number') return value.value;
  if (typeof value.value !== 'string' || !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value.value)) return undefined;
  return Number(value.value);
}

/** Whether two values are equal; undefined when that is not known. */
export function equal(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined;
  if (left.kind === 'known' && right.kind === 'known') return left.value === right.value;
  if (left.kind === 'list' && right.kind === 'list') return equalLists(left, right);
  if (left.kind === 'map' && right.kind === 'map') return equalMaps(left, right);
  if (left.kind === 'text') return right.kind === 'known' || right.kind === 'text' ? equalText(left, right) : false;
  if (right.kind === 'text') return left.kind === 'known' ? equalText(right, left) : false;
  return false;
}

type Text = Extract<Value, { kind: 'text' }>;

function equalText(left: Text, right: Text | Known): boolean | undefined {
  if (right.kind === 'known' && typeof right.value !== 'string') return false;
  const [first, second] = [edges(left), edges(right)];
  const compatible =
    overlap(first.head, second.head, (long, short) => long.startsWith(short)) &&
    overlap(first.tail, second.tail, (long, short) => long.endsWith(short));
  if (!compatible) return false;
  return right.kind === 'known' && edges(left).length > String(right.value).length ? false : undefined;
}

function overlap(left: string, right: string, covers: (long: string, short: string) => boolean): boolean {
  return left.length > right.length ? covers(left, right) : covers(right, left);
}

/** What a text surely begins and ends with, and how long it is at least. */
export function edges(value: Text | Known): { readonly head: string; readonly tail: string; readonly length: number } {
  if (value.kind === 'known')
    return { head: String(value.value), tail: String(value.value), length: String(value.value).length };
  const [first, last] = [value.parts[0], value.parts.at(-1)];
  const length = value.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
  return { head: typeof first === 'string' ? first : '', tail: typeof last === 'string' ? last : '', length };
}

function equalLists(left: List, right: List): boolean | undefined {
  if (left.more !== undefined || right.more !== undefined || isSet(left) !== isSet(right)) return undefined;
  if (left.items.length !== right.items.length) return isSet(left) ? undefined : false;
  const pairs = left.items.map((item, index) => {
    const other = right.items[index];
    return other === undefined ? false : equal(item, other);
  });
  const result = every(pairs);
  return isSet(left) && result === false && pairs.includes(undefined) ? undefined : result;
}

function equalMaps(left: Dictionary, right: Dictionary): boolean | undefined {
  if (left.more !== undefined || right.more !== undefined) return undefined;
  if (left.entries.size !== right.entries.size) return false;
  return every(
    [...left.entries].map(([key, entry]) => {
      const other = right.entries.get(key);
      return other === undefined ? false : equal(entry, other);
    }),
  );
}

/** Conjunction of what may be unknown. */
export function every(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

/** True when an error of the configuration stands in the value or inside it. */
export function containsFailure(value: Value): boolean {
  if (isFailure(value)) return true;
  if (value.kind === 'text') return value.parts.some((part) => typeof part !== 'string' && isFailure(part));
  if (value.kind === 'list') return value.items.some(containsFailure);
  return value.kind === 'map' && [...value.entries.values()].some(containsFailure);
}

const weights = new WeakMap<Value, number>();
const MAXIMUM_WEIGHT = 300_000;

/** How much a value holds, counting shared parts each time: what doubles twenty times gets too heavy. */
export function weight(value: Value): number {
  if (value.kind === 'known') return typeof value.value === 'string' ? 1 + value.value.length / 64 : 1;
  if (lookupOf(value) !== undefined) return 10;
  const before = weights.get(value);
  if (before !== undefined) return before;
  let sum = 1;
  if (value.kind === 'list') for (const item of value.items) sum += weight(item);
  if (value.kind === 'map') for (const entry of value.entries.values()) sum += weight(entry);
  if (value.kind === 'text') for (const part of value.parts) sum += typeof part === 'string' ? part.length / 64 : 1;
  weights.set(value, sum);
  return sum;
}

/** The value, unless it grew beyond what any configuration needs. */
export function bounded(value: Value): Value {
  return weight(value) > MAXIMUM_WEIGHT ? unknown('the value is too large') : value;
}

const MAXIMUM_NESTING = 100;

/** Plain JSON as a value; what is nested too deeply is unknown. */
export function fromData(data: unknown, depth = 0): Value {
  if (depth > MAXIMUM_NESTING) return unknown('the value is nested too deeply');
  if (data === null || data === undefined) return known(null);
  if (typeof data === 'string' || typeof data === 'boolean') return known(data);
  if (typeof data === 'number') return Number.isFinite(data) ? known(data) : unknown('a number is too large');
  if (Array.isArray(data)) return list(data.map((item) => fromData(item, depth + 1)));
  if (typeof data !== 'object') return unknown(`a ${typeof data} is no JSON`);
  return dictionary(Object.entries(data).map(([key, entry]) => [key, fromData(entry, depth + 1)] as const));
}
