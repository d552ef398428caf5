import { globCovers } from '../glob';

/** Above this many comparisons only equal texts are looked for. */
const MOST = 200_000;
/** Longer patterns are not compared. */
const LONGEST = 512;

/** Places of the texts that another text of the list covers; of equal ones the first stays. */
export function redundantAmong(patterns: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  const wide = patterns.filter((pattern) => /[*?]/.test(pattern) && pattern.length <= LONGEST);
  const compare = wide.length * patterns.length <= MOST ? [...new Set(wide)] : [];
  return patterns.flatMap((pattern, index) => {
    const isRepeated = seen.has(pattern);
    seen.add(pattern);
    if (isRepeated) return [index];
    if (pattern.length > LONGEST) return [];
    return compare.some((other) => other !== pattern && covers(other, pattern)) ? [index] : [];
  });
}

function covers(wide: string, narrow: string): boolean {
  const star = wide.search(/[*?]/);
  return wide.slice(0, star) === narrow.slice(0, star) && globCovers(wide, narrow);
}
