/** Texts of a list that say what others of it say. */
import { quote, quoteAll, type CheckCode } from '../check';
import { globCovers } from '../glob';
import { isGlob, type Entries, type PolicyView } from './view';

/** Above this many comparisons only equal texts are looked for. */
const MOST = 200_000;
/** Longer patterns are not compared. */
const LONGEST = 512;

/** Places in the list of a text and of those that it covers. */
export interface Redundancy {
  readonly leader: number;
  /** In ascending order, at least one. */
  readonly covered: readonly number[];
  /** The first place of them all. */
  readonly start: number;
}

/** Reports each pattern of the list that covers others, at the first of them all. */
export function checkRedundant(
  code: CheckCode,
  entries: Entries,
  patterns: readonly string[],
  add: PolicyView['add'],
): void {
  for (const { leader, covered, start } of redundanciesAmong(patterns)) {
    const texts = [...new Set(covered.map((index) => entries.known[index]?.text ?? ''))];
    const wide = entries.known[leader]?.text ?? '';
    const isRepeated = covered.every((index) => patterns[index] === patterns[leader]);
    const message = isRepeated
      ? `${quote(wide)} stands ${covered.length + 1} times in the list: once is enough`
      : `${quote(wide)} covers ${quoteAll(texts)}: remove ${covered.length === 1 ? 'it' : 'them'}`;
    add(code, entries.known[start]?.path ?? entries.path, message);
  }
}

/** A pattern and what stands before its first wildcard. */
interface Wide {
  readonly pattern: string;
  readonly head: string;
  readonly index: number;
}

/** The texts of a list that others of it cover, by the widest that does; of equal ones the first stays. */
export function redundanciesAmong(patterns: readonly string[]): readonly Redundancy[] {
  if (patterns.length < 2) return [];
  const first = new Map<string, number>();
  for (let index = 0; index < patterns.length; index++) {
    const pattern = patterns[index] ?? '';
    if (!first.has(pattern)) first.set(pattern, index);
  }
  const wide = widest(patterns, first);
  if (wide.length === 0 && first.size === patterns.length) return [];
  const above = patterns.map((pattern, index) => {
    const own = first.get(pattern) ?? index;
    return own < index ? own : coverOf(pattern, index, wide);
  });
  const groups = new Map<number, number[]>();
  for (const [index, cover] of above.entries()) {
    if (cover === undefined) continue;
    const leader = topOf(cover, above);
    const group = groups.get(leader);
    if (group === undefined) groups.set(leader, [index]);
    else group.push(index);
  }
  const found = Array.from(groups, ([leader, covered]) => ({
    leader,
    covered,
    start: Math.min(leader, ...covered.slice(0, 1)),
  }));
  return found.sort((a, b) => a.start - b.start);
}

function widest(patterns: readonly string[], first: ReadonlyMap<string, number>): readonly Wide[] {
  const wide: Wide[] = [];
  for (const [pattern, index] of first) {
    if (!isGlob(pattern) || pattern.length > LONGEST) continue;
    wide.push({ pattern, head: pattern.slice(0, pattern.search(/[*?]/)), index });
  }
  return wide.length * patterns.length > MOST ? [] : wide;
}

/** The place of a pattern that covers this one; of two that cover each other the later one is covered. */
function coverOf(narrow: string, at: number, wide: readonly Wide[]): number | undefined {
  if (narrow.length > LONGEST) return undefined;
  for (const { pattern, head, index } of wide) {
    if (index === at || !narrow.startsWith(head) || !globCovers(pattern, narrow)) continue;
    if (index < at || !globCovers(narrow, pattern)) return index;
  }
  return undefined;
}

function topOf(start: number, above: readonly (number | undefined)[]): number {
  let top = start;
  for (let next = above[top]; next !== undefined; next = above[top]) top = next;
  return top;
}
