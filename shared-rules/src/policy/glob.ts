import { hasSymbol, isSymbolCode, widen } from './text';

const STAR = 0x2a;
const QUESTION = 0x3f;

/** True, false, or not decidable from what is known. */
export type Answer = 'yes' | 'no' | 'maybe';

/**
 * Whether the pattern (`*` any run, `?` one character) matches the text. A symbol in the text is covered by `*` or by
 * itself only. Linear in practice, never exponential.
 */
export function globMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (t < text.length) {
    const code = pattern.charCodeAt(p);
    if (p < pattern.length && code === STAR) {
      starAt = p++;
      resumeAt = t;
    } else if (p < pattern.length && matchesOne(code, text.charCodeAt(t))) {
      p++;
      t++;
    } else if (starAt >= 0) {
      p = starAt + 1;
      t = ++resumeAt;
    } else return false;
  }
  while (pattern.charCodeAt(p) === STAR) p++;
  return p === pattern.length;
}

function matchesOne(pattern: number, text: number): boolean {
  return pattern === text || (pattern === QUESTION && !isSymbolCode(text));
}

/**
 * Whether some text matches both patterns; a symbol counts as anything. State (i, j) means that a text was read which the
 * first i characters of `a` and the first j of `b` match; a star moves on for nothing and consumes while it stays.
 */
export function globsMeet(first: string, second: string): boolean {
  const a = widen(first);
  const b = widen(second);
  let above: boolean[] = [];
  for (let i = 0; i <= a.length; i++) {
    const row: boolean[] = [];
    for (let j = 0; j <= b.length; j++) {
      row.push(
        (i === 0 && j === 0) ||
          (i > 0 && above[j] === true && (a.charCodeAt(i - 1) === STAR || b.charCodeAt(j) === STAR)) ||
          (j > 0 && row[j - 1] === true && (b.charCodeAt(j - 1) === STAR || a.charCodeAt(i) === STAR)) ||
          (i > 0 && j > 0 && above[j - 1] === true && sameOne(a.charCodeAt(i - 1), b.charCodeAt(j - 1))),
      );
    }
    above = row;
  }
  return above[b.length] === true;
}

function sameOne(x: number, y: number): boolean {
  return x !== STAR && y !== STAR && (x === y || x === QUESTION || y === QUESTION);
}

/** Whether every text that the narrow pattern matches is matched by the wide one; `false` may also mean "not shown". */
export function globCovers(wide: string, narrow: string): boolean {
  return globMatches(wide, narrow.replaceAll('?', '\u0001')) && !questionEatsStar(wide, narrow);
}

/** A `?` of the wide pattern must not stand for a `*` of the narrow one. */
function questionEatsStar(wide: string, narrow: string): boolean {
  return wide.includes('?') && narrow.includes('*');
}

/** Whether the pattern matches a text, where either may be known in parts only. */
export function globAnswer(pattern: string, text: string): Answer {
  if (globMatches(pattern, text)) return 'yes';
  if (!hasSymbol(pattern) && !hasSymbol(text)) return 'no';
  return globsMeet(pattern, text) ? 'maybe' : 'no';
}
