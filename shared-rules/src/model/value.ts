/**
 * What is known of a property before a deployment. A value is known, unknown with the reason, or known in part: a
 * text with holes, a list or a map that may have more entries. Every value remembers the attributes that it was
 * computed from, so that links are followed by reference and not by luck.
 */

/** An attribute of a resource that a value was computed from; `attribute` is absent where the engine does not tell it. */
export interface Reference {
  /** Address of the resource, as in `Resource.address`. */
  readonly address: string;
  /** First segment of the attribute path in Terraform's spelling, such as `arn`. */
  readonly attribute?: string;
  /**
   * What it passed on its way here, in order: `local.settings`, `jsonencode`, `output.key` of another stack. Absent where it came
   * directly, or where the engine does not tell.
   */
  readonly via?: readonly string[];
  /** Set when the value only tells something about the attribute, such as its length or a hash, and does not hold it. */
  readonly onlyTells?: true;
  /** Why it is not known whether the value holds the attribute: it stands in a branch that may not be taken. */
  readonly maybe?: string;
  /** Set when the value holds the resource as a whole, with every attribute that it has. */
  readonly isWhole?: true;
}

/** A value that the engine does not know yet. */
export interface Unknown {
  readonly kind: 'unknown';
  /** Why, in words that end a sentence: "`aws_iam_user.a.arn` is known after apply". Never holds a property value. */
  readonly reason: string;
  readonly references: readonly Reference[];
  /** What stands in it behind an encoding (`base64encode`, `yamlencode`), as far as that is known: anybody can read it there. */
  readonly encoded?: Known | Text;
}

/** A known scalar. */
export interface Known<T extends Scalar = Scalar> {
  readonly kind: 'known';
  readonly value: T;
  readonly references: readonly Reference[];
}

/** A string that is known in parts: literal pieces and holes, at least one hole, in order. */
export interface Text {
  readonly kind: 'text';
  readonly parts: readonly (string | Unknown)[];
  readonly references: readonly Reference[];
}

/** A list or set. `more` is there when it may hold further items that are not known. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly more?: Unknown;
  readonly references: readonly Reference[];
}

/** An object or map. `more` is there when it may hold further entries that are not known. */
export interface Dictionary {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Value>;
  readonly more?: Unknown;
  readonly references: readonly Reference[];
}

/** A JSON scalar. */
export type Scalar = string | number | boolean | null;

/** What is known of a property; see the variants. */
export type Value = Known | Unknown | Text | List | Dictionary;

const NOTHING: readonly Reference[] = [];

/** A known scalar, with the references that it was computed from. */
export function known<T extends Scalar>(value: T, references: readonly Reference[] = NOTHING): Known<T> {
  return { kind: 'known', value, references };
}

/** An unknown value with its reason. */
export function unknown(reason: string, references: readonly Reference[] = NOTHING): Unknown {
  return { kind: 'unknown', reason, references };
}

/** A list; give `more` when it may hold further items. */
export function list(items: readonly Value[], references: readonly Reference[] = NOTHING, more?: Unknown): List {
  return more === undefined ? { kind: 'list', items, references } : { kind: 'list', items, references, more };
}

/** A map; give `more` when it may hold further entries. */
export function dictionary(
  entries: Iterable<readonly [string, Value]>,
  references: readonly Reference[] = NOTHING,
  more?: Unknown,
): Dictionary {
  const map = new Map(entries);
  return more === undefined
    ? { kind: 'map', entries: map, references }
    : { kind: 'map', entries: map, references, more };
}

/**
 * A string put together from pieces: known when every piece is, else a `Text`, else the single unknown itself.
 * Scalars become text as Terraform does it (`true`, `12`); `null`, lists and maps make a hole.
 */
export function concatenate(pieces: readonly (string | Value)[], references: readonly Reference[] = NOTHING): Value {
  const parts: (string | Unknown)[] = [];
  const origins: Reference[] = [...references];
  for (const piece of pieces) {
    for (const origin of typeof piece === 'string' ? NOTHING : piece.references) origins.push(origin);
    for (const part of partsOf(piece)) {
      const last = parts.at(-1);
      if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
      else if (part !== '') parts.push(part);
    }
  }
  const [only] = parts;
  if (only === undefined) return known('', origins);
  if (parts.length === 1) return typeof only === 'string' ? known(only, origins) : only;
  return { kind: 'text', parts, references: origins };
}

function partsOf(piece: string | Value): readonly (string | Unknown)[] {
  if (typeof piece === 'string') return [piece];
  switch (piece.kind) {
    case 'known':
      return piece.value === null ? [unknown('a null stands inside a text')] : [String(piece.value)];
    case 'text':
      return piece.parts;
    case 'unknown':
      return [piece];
    case 'list':
    case 'map':
      return [unknown(`a ${piece.kind} stands inside a text`, piece.references)];
  }
}

/** Plain JSON data as a value; `undefined` entries are left out. Own enumerable keys only. */
export function fromJson(json: unknown): Value {
  if (json === null || json === undefined) return known(null);
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return known(json);
  if (Array.isArray(json)) return list(json.map((item) => fromJson(item)));
  if (typeof json === 'object') {
    const entries = Object.entries(json).filter(([, value]) => value !== undefined);
    return dictionary(entries.map(([key, value]) => [key, fromJson(value)] as const));
  }
  return unknown(`a ${typeof json} is not JSON`);
}

/** The same value with further references on it and on everything inside it. */
export function withReferences(value: Value, references: readonly Reference[]): Value {
  if (references.length === 0) return value;
  const all = [...value.references, ...references];
  switch (value.kind) {
    case 'known':
    case 'unknown':
    case 'text':
      return { ...value, references: all };
    case 'list':
      return { ...value, references: all, items: value.items.map((item) => withReferences(item, references)) };
    case 'map':
      return {
        ...value,
        references: all,
        entries: new Map([...value.entries].map(([key, entry]) => [key, withReferences(entry, references)])),
      };
  }
}

const originals = new WeakMap<Unknown, Unknown>();

/** The same unknown with other references: it is still the same value, see `originalOf`. */
export function referringTo(value: Unknown, references: readonly Reference[]): Unknown {
  const copy: Unknown = { ...value, references };
  originals.set(copy, originalOf(value));
  return copy;
}

/** What an unknown was before its references were changed: two unknowns with one original are the same value. */
export function originalOf(value: Unknown): Unknown {
  return originals.get(value) ?? value;
}

/** True when the value is a known scalar. */
export function isKnown(value: Value | undefined): value is Known {
  return value?.kind === 'known';
}

/** True when the value is absent or a known null. */
export function isNull(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'known' && value.value === null);
}

/** The string, when the value is one that is known. */
export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;
}

/** The first thing that is not known in the value, looking into lists and maps; undefined when all is known. */
export function firstUnknown(value: Value): Unknown | undefined {
  switch (value.kind) {
    case 'known':
      return undefined;
    case 'unknown':
      return value;
    case 'text':
      return value.parts.find((part) => typeof part !== 'string');
    case 'list':
    case 'map': {
      const inner = value.kind === 'list' ? value.items : value.entries.values();
      for (const item of inner) {
        const hole = firstUnknown(item);
        if (hole !== undefined) return hole;
      }
      return value.more;
    }
  }
}

/** Every reference in a value, in order, those inside lists, maps and texts included. */
export function referencesIn(value: Value): readonly Reference[] {
  switch (value.kind) {
    case 'known':
    case 'unknown':
      return value.references;
    case 'text':
      return [...value.references, ...value.parts.flatMap((part) => (typeof part === 'string' ? [] : part.references))];
    case 'list':
    case 'map': {
      const inner = value.kind === 'list' ? value.items : [...value.entries.values()];
      return [...value.references, ...(value.more?.references ?? []), ...inner.flatMap(referencesIn)];
    }
  }
}
