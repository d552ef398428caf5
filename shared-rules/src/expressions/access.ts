/** Looking into values: `.name`, `[0]`, `["key"]`. */
import { known, type Dictionary, type Known, type List, type Value } from '../model/value';
import { isSet, lookupOf } from './marks';
import { telling } from './references';
import { addReferences, derived, failure, numberOf, oneOf } from './values';

/** The item of a value under a key. */
export function itemOf(value: Value, key: Value): Value {
  if (value.kind === 'unknown') return derived(value.reason, value, telling(key));
  if (value.kind === 'known' || value.kind === 'text') return failure('a text or number has no items', value);
  if (key.kind !== 'known') return someItem(value, key);
  return value.kind === 'list' ? listItem(value, key.value) : mapItem(value, key.value);
}

/** The item under a key that is not known. */
function someItem(value: List | Dictionary, key: Exclude<Value, Known>): Value {
  const reason = key.kind === 'unknown' ? key.reason : 'the key is not known';
  const items = value.kind === 'list' ? value.items : lookupOf(value) === undefined ? [...value.entries.values()] : [];
  const item = items.length === 0 ? value : oneOf(reason, ...items, value.more);
  return derived(reason, item, telling(key));
}

function listItem(value: List, key: unknown): Value {
  const index = numberOf(known(key as string | number));
  // A block that occurs once is a list in HCL and no list to those who refer to it.
  const [only] = value.items;
  if (index === undefined) {
    if (typeof key === 'string' && value.items.length === 1 && only?.kind === 'map') return mapItem(only, key);
    return value.more === undefined ? failure('a list is used as a map', value) : derived(value.more.reason, value);
  }
  // Where further items stand among the known ones nobody knows.
  if (value.more !== undefined) return derived(value.more.reason, value);
  if (isSet(value)) return failure('a set has no positions', value);
  return value.items[index] ?? failure('the list has no such item', value);
}

function mapItem(value: Dictionary, key: unknown): Value {
  const name = String(key);
  const lookup = lookupOf(value);
  if (lookup !== undefined)
    return addReferences(
      lookup(name),
      value.references.filter(({ attribute }) => attribute !== undefined),
    );
  const entry = value.entries.get(name);
  if (entry !== undefined) return entry;
  // A block that occurs once may stand alone in JSON, and is a list to those who refer to it.
  if (name === '0') return value;
  if (value.more !== undefined) return derived(value.more.reason, value.more);
  return failure(`there is no attribute \`${name}\``, value);
}

/** The items of a list or map with their keys; undefined when there are none to go over. */
export function pairsOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (value.kind === 'map') return [...value.entries].map(([key, entry]) => [known(key), entry] as const);
  if (value.kind !== 'list') return undefined;
  return value.items.map((item, index) => [isSet(value) ? item : known(index), item] as const);
}
