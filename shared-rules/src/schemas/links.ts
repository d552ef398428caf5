/** Follows a value to the entity that it names: by reference first, then by name. */
import type { Resource } from '../model/resource';
import { isNull, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { encode, hasSymbol } from '../policy/text';

/** Something of the stack that can be named. */
export interface Named {
  readonly resource: Resource;
  readonly name: Value;
}

/** Where a link leads. */
export type Target<T> =
  | { readonly to: 'entity'; readonly entity: T }
  | { readonly to: 'outside'; readonly name: string }
  | { readonly to: 'unknown'; readonly reason: Unknown };

/** The entities of one kind, found by address or by name. */
export interface Index<T extends Named> {
  readonly all: readonly T[];
  readonly byAddress: ReadonlyMap<string, T>;
  readonly byName: ReadonlyMap<string, readonly T[]>;
  /** Under the id that its cloud gave it, where an engine knows that: OTC names nothing by its name. */
  readonly byId: ReadonlyMap<string, T>;
}

/** Makes an index. */
export function indexOf<T extends Named>(entities: readonly T[]): Index<T> {
  const byName = new Map<string, T[]>();
  for (const entity of entities) {
    const name = encode(entity.name);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [entity]);
    else same.push(entity);
  }
  const byAddress = new Map(entities.map((entity) => [entity.resource.address, entity]));
  return { all: entities, byAddress, byName, byId: new Map(entities.flatMap(identified)) };
}

function identified<T extends Named>(entity: T): readonly (readonly [string, T])[] {
  const id = stringOf(entity.resource.values.get('id'));
  return id === undefined ? [] : [[id, entity]];
}

/** Two accounts may have entities of one name: the one that is made with the same provider is meant, else the first. */
function named<T extends Named>(name: string, { byName, byId }: Index<T>, from: Resource): T | undefined {
  const entities = byName.get(name) ?? [];
  return entities.find(({ resource }) => resource.provider === from.provider) ?? entities[0] ?? byId.get(name);
}

/** The name that a text gives: the last segment of an ARN, or the text itself, with symbols for what is not known. */
function nameIn(value: Value): string {
  const text = encode(value);
  return text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text;
}

/** Follows one value of a resource. */
export function follow<T extends Named>(value: Value, index: Index<T>, from: Resource): Target<T> {
  const referred = referredBy(value, index);
  const name = nameIn(value);
  const same = referred.find((entity) => encode(entity.name) === name) ?? named(name, index, from);
  if (same !== undefined) return { to: 'entity', entity: same };
  const [only] = referred;
  // A text that is known in parts is something made of the name; a known one, or one not known at all, is the name.
  if (hasSymbol(name) && value.kind !== 'unknown') return { to: 'unknown', reason: reasonOf(value) };
  if (value.kind === 'unknown') {
    const isOne =
      only !== undefined && referred.length === 1 && (isExact(value) || only.resource.uncertain !== undefined);
    return isOne ? { to: 'entity', entity: only } : { to: 'unknown', reason: value };
  }
  const nameless = referred.find((entity) => hasSymbol(encode(entity.name)));
  return nameless === undefined ? { to: 'outside', name } : { to: 'entity', entity: nameless };
}

/** False for what may be something else: `var.x ? aws_iam_user.a.name : "b"`. */
function isExact({ references }: Value): boolean {
  return references.every(({ maybe }) => maybe === undefined);
}

/** The entities that a value depends on. */
export function referredBy<T extends Named>(value: Value, index: Pick<Index<T>, 'byAddress'>): readonly T[] {
  const entities = value.references.map((reference) => index.byAddress.get(reference.address));
  return [...new Set(entities.filter((entity) => entity !== undefined))];
}

function reasonOf(value: Value): Unknown {
  if (value.kind === 'unknown') return value;
  const hole = value.kind === 'text' ? value.parts.find((part) => typeof part !== 'string') : undefined;
  return hole ?? unknown(`it is a ${value.kind} where a name is expected`, value.references);
}

/** Follows every item of a list; `open` when there may be items that lead nowhere known. */
export function followAll<T extends Named>(
  value: Value | undefined,
  index: Index<T>,
  from: Resource,
): { readonly targets: readonly Target<T>[]; readonly open?: Unknown } {
  if (value === undefined || isNull(value)) return { targets: [] };
  if (value.kind === 'unknown') return followUnknownList(value, index);
  const list = value.kind === 'list' ? value : { items: [value] };
  const targets = distribute(list.items, index, from);
  const more = 'more' in list ? list.more : undefined;
  return more === undefined ? { targets } : { targets, open: more };
}

/** An engine may say of a whole list only that it depends on some resources: then these are what it lists. */
function followUnknownList<T extends Named>(
  value: Unknown,
  index: Index<T>,
): { readonly targets: readonly Target<T>[]; readonly open?: Unknown } {
  const referred = referredBy(value, index);
  if (referred.length === 0 || !isExact(value)) return { targets: [], open: value };
  return { targets: referred.map((entity) => ({ to: 'entity', entity })) };
}

/**
 * Where an engine tells the dependencies of a list only as a whole, each unknown item carries all of them: as many
 * unknown items as dependencies are those dependencies.
 */
function distribute<T extends Named>(items: readonly Value[], index: Index<T>, from: Resource): readonly Target<T>[] {
  const direct = items.map((item) => follow(item, index, from));
  const taken = new Set(direct.flatMap((target) => (target.to === 'entity' ? [target.entity] : [])));
  const unclear = items.filter((_, i) => direct[i]?.to === 'unknown');
  const candidates = new Set(unclear.flatMap((item) => referredBy(item, index)).filter((entity) => !taken.has(entity)));
  if (unclear.length === 0 || !unclear.every(isExact) || candidates.size !== unclear.length) return direct;
  const known = direct.filter((target) => target.to !== 'unknown');
  return [...known, ...[...candidates].map((entity) => ({ to: 'entity' as const, entity }))];
}
