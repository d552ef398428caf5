/** Functions over lists, sets and maps. */
import { booleanOf } from '../model/settings';
import { dictionary, known, list, type List, type Unknown, type Value } from '../model/value';
import { itemOf } from './access';
import { asList, asMap, countOf, firstMore, knownText, type TerraformFunction } from './function';
import { isSet, lookupOf } from './marks';
import { telling } from './references';
import {
  allReferences,
  compareText,
  derived,
  distinct,
  edges,
  equal,
  every,
  mergeAll,
  numberOf,
  oneOf,
  set,
} from './values';

const REFUSED_SIZE = 100_000;

/** An unknown made of what is not known of several values; undefined when all of it is known. */
function open(values: readonly (Value | undefined)[]): Unknown | undefined {
  const unknowns = values.filter((value) => value !== undefined);
  const [first] = unknowns;
  return first === undefined
    ? undefined
    : derived(first.kind === 'unknown' ? first.reason : 'a value is not known', ...unknowns);
}

const isNullish = (value: Value): boolean => value.kind === 'known' && value.value === null;

const concat: TerraformFunction = (args) => {
  if (args.some((arg) => arg.kind !== 'list' && arg.kind !== 'unknown')) return undefined;
  const lists = args.filter((arg) => arg.kind === 'list');
  const more = open([...args.filter((arg) => arg.kind === 'unknown'), ...lists.map((each) => each.more)]);
  return list(
    lists.flatMap((each) => each.items),
    mergeAll(args),
    more,
  );
};

/** A later map may overwrite any entry of an earlier one when it is not known. */
const merge: TerraformFunction = (args) => {
  const entries = new Map<string, Value>();
  const unknowns: Unknown[] = [];
  for (const arg of args) {
    if (isNullish(arg)) continue;
    if (arg.kind !== 'map' && arg.kind !== 'unknown') return undefined;
    const more = arg.kind === 'map' ? arg.more : arg;
    if (more !== undefined) {
      unknowns.push(more);
      for (const [key, entry] of entries) entries.set(key, derived(more.reason, entry, more));
    }
    if (arg.kind === 'map') for (const [key, entry] of arg.entries) entries.set(key, entry);
  }
  return dictionary(entries, mergeAll(args), open(unknowns));
};

const flatten: TerraformFunction = ([arg]) => {
  const source = asList(arg);
  if (source === undefined) return undefined;
  const items: Value[] = [];
  const unknowns: Unknown[] = [];
  const visit = (each: List): void => {
    if (each.more !== undefined) unknowns.push(each.more);
    for (const item of each.items) {
      if (item.kind === 'list') visit(item);
      else {
        items.push(item);
        // It may be a list of any length itself.
        if (item.kind === 'unknown') unknowns.push(item);
      }
    }
  };
  visit(source);
  return list(items, source.references, open(unknowns));
};

const compact: TerraformFunction = ([arg]) => {
  const source = asList(arg);
  if (source === undefined) return undefined;
  const certain = source.items.filter((item) => item.kind !== 'unknown' && !isEmpty(item));
  const doubtful = source.items.filter(
    (item) => item.kind === 'unknown' || (item.kind === 'text' && edges(item).length === 0),
  );
  return list(certain, source.references, open([...doubtful, source.more]));
};

function isEmpty(item: Value): boolean {
  return (
    (item.kind === 'known' && (item.value === null || item.value === '')) ||
    (item.kind === 'text' && edges(item).length === 0)
  );
}

function sortedEntries(arg: Value | undefined): readonly (readonly [string, Value])[] {
  const entries = [...(asMap(arg)?.entries ?? [])];
  return entries.sort(([left], [right]) => compareText(left, right));
}

function fromMap(
  pick: (entry: readonly [string, Value]) => Value,
  moreOf: (more: Unknown | undefined) => Unknown | undefined,
): TerraformFunction {
  return ([arg]) => {
    const map = asMap(arg);
    return map === undefined ? undefined : list(sortedEntries(map).map(pick), map.references, moreOf(map.more));
  };
}

const lookup: TerraformFunction = ([arg, key, fallback]) => {
  const map = asMap(arg);
  const name = knownText(key);
  if (map === undefined || key === undefined) return undefined;
  if (name === undefined) return key.kind === 'unknown' ? oneOf(key.reason, itemOf(map, key), fallback) : undefined;
  if (lookupOf(map) !== undefined || map.entries.has(name)) return itemOf(map, key);
  return map.more === undefined ? fallback : oneOf(map.more.reason, map.more, fallback);
};

const element: TerraformFunction = ([arg, position]) => {
  const source = asList(arg);
  const index = countOf(position);
  if (source !== undefined && position?.kind === 'unknown') return itemOf(source, position);
  if (source === undefined || index === undefined || source.more !== undefined || isSet(source)) return undefined;
  const { length } = source.items;
  return length === 0 ? undefined : source.items[((index % length) + length) % length];
};

const index: TerraformFunction = ([arg, wanted]) => {
  const source = asList(arg);
  if (source === undefined || wanted === undefined) return undefined;
  const answers = source.items.map((item) => equal(item, wanted));
  const position = answers.findIndex((answer) => answer !== false);
  return answers[position] === true && source.more === undefined ? known(position, source.references) : undefined;
};

const length: TerraformFunction = ([arg]) => {
  const text = knownText(arg);
  if (arg === undefined || arg.kind === 'known')
    return text === undefined ? undefined : known([...text].length, arg?.references);
  if (arg.kind === 'map') return arg.more === undefined ? known(arg.entries.size, arg.references) : undefined;
  if (arg.kind !== 'list' || arg.more !== undefined) return undefined;
  // Two items of a set that are not known may turn out to be one.
  if (isSet(arg) && arg.items.length > 1 && arg.items.some((item) => item.kind !== 'known'))
    return derived('a set is not known', arg);
  return known(arg.items.length, arg.references);
};

const contains: TerraformFunction = ([arg, wanted]) => {
  const source = asList(arg);
  if (source === undefined || wanted === undefined) return undefined;
  const answers = source.items.map((item) => equal(item, wanted));
  const references = mergeAll([source, wanted]);
  if (answers.includes(true)) return known(true, references);
  return answers.includes(undefined) || source.more !== undefined
    ? derived('a list is not known', source, wanted)
    : known(false, references);
};

/** The first that is neither null nor empty. */
const coalesce: TerraformFunction = (args) => {
  for (const [position, arg] of args.entries()) {
    if (isEmpty(arg) && arg.kind === 'known') continue;
    if (arg.kind === 'unknown' || isEmpty(arg)) {
      const candidates = args.slice(position).filter((one) => one.kind !== 'known' || !isEmpty(one));
      return oneOf(arg.kind === 'unknown' ? arg.reason : 'a value is not known', ...candidates);
    }
    return arg;
  }
  return undefined;
};

const coalescelist: TerraformFunction = (args) => {
  for (const [position, arg] of args.entries()) {
    if (arg.kind === 'list' && arg.items.length > 0) return arg;
    if (arg.kind === 'unknown' || (arg.kind === 'list' && arg.more !== undefined))
      return oneOf((arg.kind === 'unknown' ? arg : arg.more)?.reason ?? 'a list is not known', ...args.slice(position));
  }
  return undefined;
};

const one: TerraformFunction = ([arg]) => {
  if (arg !== undefined && isNullish(arg)) return arg;
  const source = asList(arg);
  if (source === undefined || source.more !== undefined || source.items.length > 1) return undefined;
  return source.items[0] ?? known(null, source.references);
};

const zipmap: TerraformFunction = ([first, second]) => {
  const [keys, values] = [asList(first), asList(second)];
  if (keys === undefined || values === undefined || keys.more !== undefined || values.more !== undefined)
    return undefined;
  const names = keys.items.map(knownText);
  if (!names.every((name) => name !== undefined) || names.length !== values.items.length) return undefined;
  return dictionary(names.map((name, position) => [name, values.items[position] ?? known(null)] as const));
};

const range: TerraformFunction = (args) => {
  const numbers = args.map(numberOf);
  if (numbers.length === 0 || !numbers.every((number) => number !== undefined)) return undefined;
  const [start = 0, limit = 0] = numbers.length === 1 ? [0, ...numbers] : numbers;
  const step = numbers[2] ?? (limit < start ? -1 : 1);
  const count = Math.ceil((limit - start) / step);
  if (!(count <= REFUSED_SIZE)) return derived('a range is too long');
  return list(
    Array.from({ length: Math.max(0, count) }, (_, position) => known(start + position * step)),
    mergeAll(args),
  );
};

const reverse: TerraformFunction = ([arg]) => {
  const source = asList(arg);
  return source === undefined ? undefined : list([...source.items].reverse(), source.references, source.more);
};

const sort: TerraformFunction = ([arg]) => {
  const source = asList(arg);
  if (source === undefined) return undefined;
  const texts = source.items.map(knownText);
  // The order of what is not known is not known: `more` keeps others from asking for positions.
  if (!texts.every((text) => text !== undefined))
    return list(source.items, source.references, open([...source.items, source.more]));
  const sorted = [...source.items].sort((left, right) => compareText(knownText(left) ?? '', knownText(right) ?? ''));
  return list(sorted, source.references, source.more);
};

const slice: TerraformFunction = ([arg, from, to]) => {
  const source = asList(arg);
  const [start, end] = [countOf(from), countOf(to)];
  if (source === undefined || source.more !== undefined || start === undefined || end === undefined) return undefined;
  if (start < 0 || end > source.items.length || start > end) return undefined;
  return list(source.items.slice(start, end), source.references);
};

const chunklist: TerraformFunction = ([arg, size]) => {
  const source = asList(arg);
  const count = countOf(size);
  if (source === undefined || source.more !== undefined || count === undefined || count < 1) return undefined;
  const chunks = Array.from({ length: Math.ceil(source.items.length / count) }, (_, at) =>
    list(source.items.slice(at * count, (at + 1) * count)),
  );
  return list(chunks, source.references);
};

const toSet: TerraformFunction = ([arg]) => {
  const source = asList(arg);
  return source === undefined ? nullOnly(arg) : set(source.items, source.references, source.more);
};

const toList: TerraformFunction = ([arg]) => {
  const source = asList(arg);
  return source === undefined ? nullOnly(arg) : list(source.items, source.references, source.more);
};

function nullOnly(arg: Value | undefined): Value | undefined {
  return arg !== undefined && isNullish(arg) ? arg : undefined;
}

const setunion: TerraformFunction = (args) => {
  const all = concat(args, {
    meter: { depth: 0, left: 0, total: 0 },
    readFile: () => undefined,
    render: () => known(null),
    addSecret: () => undefined,
  });
  return all?.kind === 'list' ? set(all.items, all.references, all.more) : undefined;
};

/** Keeps the items of the first list whose being in the others is `wanted`. */
function filterSet(wanted: boolean): TerraformFunction {
  return (args) => {
    const [first, ...others] = args.map(asList);
    if (first === undefined || !others.every((other) => other !== undefined)) return undefined;
    const items: Value[] = [];
    const unknowns: Value[] = [];
    for (const item of first.items) {
      const inside = every(others.map((other) => member(other, item)));
      if (inside === wanted) items.push(item);
      else if (inside === undefined) unknowns.push(item);
    }
    // The others only say which items stay.
    return set(items, mergeAll([first, ...others.map(telling)]), open([...unknowns, first.more]));
  };
}

function member(source: List, wanted: Value): boolean | undefined {
  const answers = source.items.map((item) => equal(item, wanted));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) || source.more !== undefined ? undefined : false;
}

const setproduct: TerraformFunction = (args) => {
  const lists = args.map(asList);
  if (!lists.every((each) => each !== undefined) || firstMore(...lists) !== undefined) return undefined;
  if (lists.reduce((size, each) => size * each.items.length, 1) > REFUSED_SIZE)
    return derived('a product is too large', ...args);
  const rows = lists.reduce<readonly (readonly Value[])[]>(
    (before, each) => before.flatMap((row) => each.items.map((item) => [...row, item])),
    [[]],
  );
  return list(
    rows.map((row) => list(row)),
    mergeAll(args),
  );
};

function truths(absorbing: boolean): TerraformFunction {
  return ([arg]) => {
    const source = asList(arg);
    if (source === undefined) return undefined;
    const answers = source.items.map(booleanOf);
    if (answers.includes(absorbing)) return known(absorbing, allReferences(source));
    return answers.includes(undefined) || source.more !== undefined
      ? undefined
      : known(!absorbing, allReferences(source));
  };
}

/** Functions over lists and maps by name. */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  concat,
  merge,
  flatten,
  compact,
  distinct: ([arg]) => {
    const source = asList(arg);
    return source === undefined ? undefined : list(distinct(source.items), source.references, uncertainLength(source));
  },
  // What is known of further entries is their value.
  keys: fromMap(
    ([key]) => known(key),
    (more) => open([more]),
  ),
  values: fromMap(
    ([, value]) => value,
    (more) => more,
  ),
  lookup,
  element,
  index,
  length,
  contains,
  coalesce,
  coalescelist,
  one,
  zipmap,
  range,
  reverse,
  sort,
  slice,
  chunklist,
  toset: toSet,
  tolist: toList,
  tomap: ([arg]) => asMap(arg) ?? nullOnly(arg),
  setunion,
  setintersection: filterSet(true),
  setsubtract: filterSet(false),
  setproduct,
  alltrue: truths(false),
  anytrue: truths(true),
};

/** Items that are not known may be repetitions. */
function uncertainLength(source: List): Unknown | undefined {
  const unknowns = source.items.filter((item) => item.kind !== 'known');
  return source.items.length > 1 ? open([...unknowns, source.more]) : source.more;
}
