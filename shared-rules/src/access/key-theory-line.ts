/** Conditions on values that lie on a line: numbers, dates and addresses. Decided by a sweep over their end points. */
import { isNegated } from '../policy/condition';
import { addressOf, addressRange, dateNumber, FIRST_IPV6, numberOf } from '../policy/condition-values';
import type { Condition } from '../policy/document';
import type { Mode } from '../policy/pattern';
import { hasSymbol } from '../policy/text';

/** A condition on one value that must be true, or must be false. */
interface Literal {
  readonly condition: Condition;
  readonly holds: boolean;
}

/** Values in the order in which they are worth trying; empty and complete is the proof that there are none. */
export interface LineAnswer {
  readonly values: readonly string[];
  readonly complete: boolean;
}

/** The kinds of lines that conditions compare on. */
export type LineName = 'number' | 'date' | 'address';

/** More values of one line than this are never tried. */
const MOST_VALUES = 100;

/** What is between two ends; undefined is no end. */
interface Span<T> {
  readonly low: T | undefined;
  readonly high: T | undefined;
  /** The ends themselves do not belong to it. */
  readonly open: boolean;
}

interface Line<T extends number | bigint> {
  /** The values that the operator (without `Not`) accepts for one value of the policy. */
  readonly spanOf: (operator: string, value: string) => Span<T> | undefined;
  /** Values that make a readable witness. */
  readonly preferred: readonly T[];
  /** A value strictly between the two; `none` when there is none, undefined when it cannot be written. */
  readonly between: (low: T | undefined, high: T | undefined) => T | 'none' | undefined;
  readonly write: (value: T) => string | undefined;
}

/** Values of the line for which all literals are true. A text that is not on the line is never among them. */
export function findOnLine(name: LineName, literals: readonly Literal[], mode: Mode): LineAnswer {
  switch (name) {
    case 'number':
      return search(NUMBERS, literals, mode);
    case 'date':
      return search(DATES, literals, mode);
    case 'address':
      return search(ADDRESSES, literals, mode);
  }
}

/* ---- the three lines ---- */

function compared(operator: string, end: number): Span<number> | undefined {
  if (Number.isNaN(end)) return undefined;
  const open = !operator.endsWith('Equals');
  if (operator.includes('LessThan')) return { low: undefined, high: end, open };
  return { low: end, high: operator.includes('GreaterThan') ? undefined : end, open };
}

const NUMBERS: Line<number> = {
  spanOf: (operator, value) => compared(operator, numberOf(value)),
  preferred: [1],
  between: (low, high) => {
    const whole = low === undefined ? Math.ceil(high ?? 0) - 1 : Math.floor(low) + 1;
    const middle = low === undefined || high === undefined ? whole : low + (high - low) / 2;
    return [whole, middle].find((value) => (low ?? -Infinity) < value && value < (high ?? Infinity));
  },
  write: String,
};

const SECOND = 1000;

/** Requests carry at most milliseconds. */
const DATES: Line<number> = {
  spanOf: (operator, value) => compared(operator, dateNumber(value)),
  preferred: [Date.UTC(2030, 0, 1, 12)],
  between: (low, high) => {
    if (low === undefined || high === undefined) return low === undefined ? (high ?? 0) - SECOND : low + SECOND;
    const middle = Math.floor((low + high) / 2);
    return high - low > SECOND ? low + SECOND : middle > low ? middle : 'none';
  },
  write: (value) => {
    const isYearOfFourDigits = value >= Date.UTC(0, 0) && value < Date.UTC(10_000, 0);
    return isYearOfFourDigits ? new Date(value).toISOString().replace('.000Z', 'Z') : String(value / SECOND);
  },
};

const [PUBLIC_V4, PUBLIC_V6] = ['203.0.113.7', '2001:db8::7'].map((text) => addressRange(text)?.first ?? 0n);

const ADDRESSES: Line<bigint> = {
  spanOf: (_operator, value) => {
    const range = addressRange(value);
    return range === undefined ? undefined : { low: range.first, high: range.last, open: false };
  },
  // The ends of both versions are among them, so that no gap reaches from one version to the other.
  preferred: [PUBLIC_V4 ?? 0n, PUBLIC_V6 ?? 0n, 0n, (1n << 32n) - 1n, FIRST_IPV6, FIRST_IPV6 + (1n << 128n) - 1n],
  between: (low, high) => {
    if (low === undefined || high === undefined || high - low < 2n) return 'none';
    // Not the address of a network, where another one will do: people expect the address of a host.
    const value = low % 2n === 1n && high - low > 2n ? low + 2n : low + 1n;
    return addressOf(value) === undefined ? 'none' : value;
  },
  write: addressOf,
};

/* ---- the sweep ---- */

/** One literal as a union of spans in which the value must lie, or must not lie. */
interface Union<T> {
  readonly spans: readonly Span<T>[];
  readonly inside: boolean;
}

/** Undefined when no value makes all literals true. */
function unionsOf<T extends number | bigint>(
  line: Line<T>,
  literals: readonly Literal[],
  mode: Mode,
): readonly Union<T>[] | undefined {
  const unions: Union<T>[] = [];
  for (const { condition, holds } of literals) {
    const inside = holds !== isNegated(condition.operator);
    if (condition.values.some(hasSymbol) && (mode === 'certain') !== inside) {
      // Whatever the value is, what is not known may match it: never certainly false, always possibly true.
      if (mode === 'certain') return undefined;
      continue;
    }
    const operator = condition.operator.replace('Not', '');
    const spans = condition.values.map((value) => (hasSymbol(value) ? undefined : line.spanOf(operator, value)));
    unions.push({ inside, spans: spans.filter((span) => span !== undefined) });
  }
  return unions;
}

/**
 * The end points cut the line in points and gaps; all values of a gap behave alike. Position 2i + 1 is the end point i,
 * position 2i the gap before it.
 */
function search<T extends number | bigint>(line: Line<T>, literals: readonly Literal[], mode: Mode): LineAnswer {
  const unions = unionsOf(line, literals, mode);
  if (unions === undefined) return { values: [], complete: true };
  const found = new Set<T>(line.preferred);
  for (const { spans } of unions) {
    for (const { low, high } of spans) {
      if (low !== undefined) found.add(low);
      if (high !== undefined) found.add(high);
    }
  }
  const ends = [...found].sort((a, b) => (a < b ? -1 : 1));
  const indexes = new Map(ends.map((end, index) => [end, index]));
  const positions = sweep(unions, indexes);
  const preferred = new Set(line.preferred.map((value) => 2 * (indexes.get(value) ?? 0) + 1));
  const ordered = [
    ...[...preferred].filter((position) => positions.has(position)),
    ...[...positions].filter((position) => position % 2 === 0),
    ...[...positions].filter((position) => position % 2 === 1 && !preferred.has(position)),
  ];
  return writeOut(line, ends, ordered);
}

function writeOut<T extends number | bigint>(
  line: Line<T>,
  ends: readonly T[],
  positions: readonly number[],
): LineAnswer {
  const values: string[] = [];
  let complete = true;
  for (const position of positions) {
    if (values.length === MOST_VALUES) return { values, complete: false };
    const index = position >> 1;
    const value = position % 2 === 1 ? ends[index] : line.between(ends[index - 1], ends[index]);
    if (value === 'none') continue;
    const text = value === undefined ? undefined : line.write(value);
    if (text === undefined) complete = false;
    else values.push(text);
  }
  return { values, complete };
}

/** Where a union begins (+1) or has ended (-1). */
interface Event {
  readonly position: number;
  readonly union: number;
  readonly step: 1 | -1;
}

/** The positions that lie in every union in which they must and in no other. */
function sweep<T extends number | bigint>(
  unions: readonly Union<T>[],
  indexes: ReadonlyMap<T, number>,
): ReadonlySet<number> {
  const events = unions
    .flatMap(({ spans }, union) => spans.flatMap((span) => eventsOf(span, union, indexes)))
    .sort((a, b) => a.position - b.position);
  const depth = new Int32Array(unions.length);
  let wrong = unions.filter(({ inside }) => inside).length;
  let next = 0;
  const right = new Set<number>();
  for (let position = 0; position <= 2 * indexes.size; position++) {
    for (let event = events[next]; event?.position === position; event = events[++next]) {
      const before = depth[event.union] ?? 0;
      const after = before + event.step;
      depth[event.union] = after;
      if (before > 0 !== after > 0) wrong += after > 0 === unions[event.union]?.inside ? -1 : 1;
    }
    if (wrong === 0) right.add(position);
  }
  return right;
}

function eventsOf<T extends number | bigint>(
  { low, high, open }: Span<T>,
  union: number,
  indexes: ReadonlyMap<T, number>,
): readonly Event[] {
  const step = open ? 1 : 0;
  const first = low === undefined ? 0 : 2 * (indexes.get(low) ?? 0) + 1 + step;
  const last = high === undefined ? 2 * indexes.size : 2 * (indexes.get(high) ?? 0) + 1 - step;
  return [
    { position: first, union, step: 1 },
    { position: last + 1, union, step: -1 },
  ];
}
