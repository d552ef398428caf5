import { globCovers } from '../glob';
import { isGlob } from './view';

/** Above this many comparisons only equal texts are looked for. */
const MOST = 200_000;
/** Longer patterns are not compared. */
const LONGEST = 512;

/** A pattern and what stands before its first wildcard. */
interface Wide {
  readonly pattern: string;
  readonly head: string;
}

/** Places of the texts that another text of the list covers; of equal ones the first stays. */
export function redundantAmong(patterns: readonly string[]): readonly number[] {
  if (patterns.length < 2) return [];
  const wide = widest(patterns);
  const seen = new Set<string>();
  const found: number[] = [];
  for (let index = 0; index < patterns.length; index++) {
    const pattern = patterns[index] ?? '';
    if (seen.has(pattern) || isCovered(pattern, wide)) found.push(index);
    seen.add(pattern);
  }
  return found;
}

function widest(patterns: readonly string[]): readonly Wide[] {
  const wide = patterns.filter((pattern) => isGlob(pattern) && pattern.length <= LONGEST);
  if (wide.length * patterns.length > MOST) return [];
  return [...new Set(wide)].map((pattern) => ({ pattern, head: pattern.slice(0, pattern.search(/[*?]/)) }));
}

function isCovered(narrow: string, wide: readonly Wide[]): boolean {
  if (narrow.length > LONGEST) return false;
  for (const { pattern, head } of wide) {
    if (narrow.startsWith(head) && pattern !== narrow && globCovers(pattern, narrow)) return true;
  }
  return false;
}
