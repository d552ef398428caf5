/**
 * What an evaluation must remember of a value beyond what the model says: that a list is a set, that an unknown is an
 * error of the configuration, which resource a map stands for, which keys of it are known in part, what an item that is not known
 * looks like. It is kept beside the values, so that nobody outside sees it.
 */
import type { List, Text, Unknown, Value } from '../model/value';

const sets = new WeakSet<Value>();
const failures = new WeakSet<Value>();
const lookups = new WeakMap<Value, Lookup>();
const openKeys = new WeakMap<Value, OpenEntries>();
const furthers = new WeakMap<Unknown, Value>();

/** Entries of a map with keys that are not known, or known in part. */
export type OpenEntries = readonly (readonly [Text | Unknown, Value])[];

/** Gives an attribute of a resource, also one that is not configured. */
export type Lookup = (attribute: string) => Value;

/** Says that the list is a set: its items have no position. */
export function markSet(list: List): List {
  sets.add(list);
  return list;
}

/** True for a list that is a set. */
export function isSet(value: Value): boolean {
  return sets.has(value);
}

/** Says that Terraform would stop here with an error, which `try` and `can` notice. */
export function markFailure(value: Unknown): Unknown {
  failures.add(value);
  return value;
}

/** True for an unknown that Terraform would report as an error. */
export function isFailure(value: Value): boolean {
  return failures.has(value);
}

/** Says that the map stands for a whole resource. */
export function markResource<T extends Value>(value: T, lookup: Lookup): T {
  lookups.set(value, lookup);
  return value;
}

/** How an attribute of the resource is looked up that the map stands for. */
export function lookupOf(value: Value): Lookup | undefined {
  return lookups.get(value);
}

/** Says that what more the map has is these entries, of which only the keys are not known. */
export function markOpenKeys<T extends Value>(value: T, entries: OpenEntries): T {
  openKeys.set(value, entries);
  return value;
}

/** The entries whose keys are not known, when nothing else of the map is open. */
export function openKeysOf(value: Value): OpenEntries | undefined {
  return openKeys.get(value);
}

/** Says that each of the items that `more` stands for is like this one: an instance of a resource of which the number is not known. */
export function markFurther(more: Unknown, item: Value): Unknown {
  furthers.set(more, item);
  return more;
}

/** What each of the items looks like that `more` stands for, where that can be said. */
export function furtherOf(more: Unknown | undefined): Value | undefined {
  return more && furthers.get(more);
}

/** The copy with the marks of the original. */
export function keepMarks<T extends Value>(original: Value, copy: T): T {
  const lookup = lookups.get(original);
  if (sets.has(original)) sets.add(copy);
  if (failures.has(original)) failures.add(copy);
  const entries = openKeys.get(original);
  if (lookup !== undefined) lookups.set(copy, lookup);
  if (entries !== undefined) openKeys.set(copy, entries);
  if (original.kind === 'unknown' && copy.kind === 'unknown') keepFurther(original, copy);
  return copy;
}

function keepFurther(original: Unknown, copy: Unknown): void {
  const item = furthers.get(original);
  if (item !== undefined) furthers.set(copy, item);
}
