/** Patterns with `*` (any run) and `?` (one character), and how they relate to texts and to each other. */
import { decode, hasSymbol, isSymbolCode, widen } from './text';

const STAR = 0x2a;
const QUESTION = 0x3f;
const SYMBOL_LENGTH = 3;

/** Steps of a comparison of two lengths multiplied; past it the answer is the careful one. IAM's own limits are far below. */
const MOST_STEPS = 2_000_000;

/** True, false, or not decidable from what is known. */
export type Answer = 'yes' | 'no' | 'maybe';

/**
 * Whether the pattern (`*` any run, `?` one character) matches the text. A symbol in the text is covered by `*` or by
 * itself only. Linear in practice, never exponential.
 */
export function globMatches(pattern: string, text: string): boolean {
  return matches(pattern, text, matchesOne);
}

function matchesOne(pattern: number, text: number): boolean {
  if (pattern === text) return true;
  if (pattern === QUESTION) return !isSymbolCode(text);
  return (pattern === LITERAL_STAR && text === STAR) || (pattern === LITERAL_QUESTION && text === QUESTION);
}

/** In a pattern, these are the characters `*` and `?` themselves. */
const LITERAL_STAR = 0x01;
const LITERAL_QUESTION = 0x02;

/** The glob that means the text itself. */
export function escapeGlob(text: string): string {
  return /[*?]/.test(text)
    ? text.replaceAll('*', String.fromCharCode(LITERAL_STAR)).replaceAll('?', String.fromCharCode(LITERAL_QUESTION))
    : text;
}

/** Greedy: once a star is reached, going back to an earlier one can gain nothing. */
function matches(pattern: string, text: string, one: (pattern: number, text: number) => boolean): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (t < text.length) {
    const code = p < pattern.length ? pattern.charCodeAt(p) : -1;
    if (code === STAR) {
      starAt = p++;
      resumeAt = t;
    } else if (code >= 0 && one(code, text.charCodeAt(t))) {
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

/** Whether some text matches both patterns; a symbol counts as anything. Hostile lengths give `true`: not excluded. */
export function globsMeet(first: string, second: string): boolean {
  const a = widen(first);
  const b = widen(second);
  const most = Math.min(a.length, b.length);
  const head = agreeing(most, (i) => sameAt(a.charCodeAt(i), b.charCodeAt(i)));
  if (head < 0) return false;
  const tail = agreeing(most - head, (i) => sameAt(a.charCodeAt(a.length - 1 - i), b.charCodeAt(b.length - 1 - i)));
  if (tail < 0) return false;
  if (a.length * b.length > MOST_STEPS) return true;
  return rowsMeet(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
}

/** How many characters of both agree before a star: what tells most pairs apart; -1 when some do not agree. */
function agreeing(most: number, same: (index: number) => boolean | undefined): number {
  for (let index = 0; index < most; index++) {
    const answer = same(index);
    if (answer === undefined) return index;
    if (!answer) return -1;
  }
  return most;
}

/** Undefined at a star. */
function sameAt(x: number, y: number): boolean | undefined {
  return x === STAR || y === STAR ? undefined : sameOne(x, y);
}

/**
 * State (i, j) means that a text was read which the first i characters of `a` and the first j of `b` match; a star moves
 * on for nothing and consumes while it stays.
 */
function rowsMeet(a: string, b: string): boolean {
  let above = new Uint8Array(b.length + 1);
  let row = new Uint8Array(b.length + 1);
  for (let i = 0; i <= a.length; i++) {
    const x = i > 0 ? a.charCodeAt(i - 1) : -1;
    const isStarNext = a.charCodeAt(i) === STAR;
    for (let j = 0; j <= b.length; j++) {
      const y = j > 0 ? b.charCodeAt(j - 1) : -1;
      const isReached =
        (i === 0 && j === 0) ||
        (i > 0 && above[j] === 1 && (x === STAR || b.charCodeAt(j) === STAR)) ||
        (j > 0 && row[j - 1] === 1 && (y === STAR || isStarNext)) ||
        (i > 0 && j > 0 && above[j - 1] === 1 && sameOne(x, y));
      row[j] = isReached ? 1 : 0;
    }
    [above, row] = [row, above];
  }
  return above[b.length] === 1;
}

function sameOne(x: number, y: number): boolean {
  return x !== STAR && y !== STAR && (x === y || x === QUESTION || y === QUESTION);
}

/**
 * Whether every text that the narrow pattern matches is matched by the wide one; `false` may also mean "not shown". Equal
 * symbols are equal texts, so what is shown holds for whatever they stand for.
 */
export function globCovers(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true;
  if (wide.length * narrow.length > MOST_STEPS) return false;
  return matches(wide.includes('?') ? wide.replace(STAR_RUN, evenly) : wide, narrow, coversOne);
}

const STAR_RUN = /\?*\*[*?]*/g;

/** `?*` and `*?` are one pattern: with a star at every place each of them is found, whatever order the narrow one has. */
function evenly(run: string): string {
  return `*${'?*'.repeat(run.replaceAll('*', '').length)}`;
}

/** The narrow pattern is read as a text: its `*` is covered by a `*` alone, its `?` by either. */
function coversOne(wide: number, narrow: number): boolean {
  return wide === narrow || (wide === QUESTION && narrow !== STAR && !isSymbolCode(narrow));
}

/** Whether the pattern matches a text, where either may be known in parts only. */
export function globAnswer(pattern: string, text: string): Answer {
  if (pattern.length * text.length > MOST_STEPS) return 'maybe';
  if (globMatches(pattern, text)) return 'yes';
  if (!hasSymbol(pattern) && !hasSymbol(text)) return 'no';
  const head = sharedHead(pattern, text);
  const [rest, restOfText] = [pattern.slice(head), text.slice(head)];
  if (!hasSymbol(rest) && !hasSymbol(restOfText)) return 'no';
  return globsMeet(rest, restOfText) ? 'maybe' : 'no';
}

/**
 * How much both begin with, character by character: the pattern matches the text exactly when its rest matches the rest.
 * A symbol is part of that when what it stands for holds no wildcard.
 */
export function sharedHead(pattern: string, text: string): number {
  let head = 0;
  while (head < pattern.length && head < text.length) {
    const code = pattern.charCodeAt(head);
    if (code !== text.charCodeAt(head) || code === STAR || code === QUESTION) return head;
    if (!isSymbolCode(code)) head++;
    else {
      const symbol = pattern.slice(head, head + SYMBOL_LENGTH);
      if (symbol.length < SYMBOL_LENGTH || !text.startsWith(symbol, head) || !isName(symbol)) return head;
      head += SYMBOL_LENGTH;
    }
  }
  return head;
}

const NAME = /\.(\w+_)?(arn|id|name|bucket)\}$/;

/** Names, ids and ARNs that AWS gave or accepted hold no wildcard; what somebody may pass as a variable might. */
function isName(symbol: string): boolean {
  return NAME.test(decode(symbol));
}

/** Whether the text begins with the ARN of a resource that is not known yet: all six fields of it are behind the symbol. */
export function beginsWithArnSymbol(text: string): boolean {
  return isSymbolCode(text.charCodeAt(0)) && /\.(\w+_)?arn\}$/.test(decode(text.slice(0, SYMBOL_LENGTH)));
}
