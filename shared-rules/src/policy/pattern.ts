/** Texts that satisfy several comparisons at once: the string theory under the access engine. */
import { arnAnswer, arnFields, beginWithSameArn, equal, hidesFields } from './condition';
import { escapeGlob, globAnswer, globCovers, globsMeet, type Answer } from './glob';
import { impliedBy, machineOf, type Mode, type Pattern } from './pattern-machine';
import { MOST_PLACES, searchText } from './pattern-search';
import { embellish, wordsOf } from './pattern-words';
import { hasSymbol } from './text';

export type { Mode, Pattern } from './pattern-machine';

/** The text matches one of the patterns (holds) or none of them (not holds). */
export interface TextLiteral {
  readonly patterns: readonly Pattern[];
  readonly holds: boolean;
}

/** A text, the proof that there is none, or neither within the bound. */
export type TextAnswer =
  { readonly answer: 'yes'; readonly text: string } | { readonly answer: 'no' } | { readonly answer: 'unknown' };

/** Comparisons of two patterns for one question; long ones count as several, see `LONG`. */
const MOST_COMPARISONS = 20_000;
/** Steps of a comparison (the product of the lengths) that count as one. */
const LONG = 1024;
/** Comparisons with texts that may be guessed; the first few guesses are always made. */
const MOST_GUESSING = 20_000;
const FEWEST_GUESSES = 4;

/** Whether the literal is true of the text in that mode. */
export function textHolds(literal: TextLiteral, text: string, mode: Mode): boolean {
  const isStrict = (mode === 'certain') === literal.holds;
  const isAmong = literal.patterns.some((pattern) => {
    const answer = patternAnswer(pattern, text);
    return answer === 'yes' || (answer === 'maybe' && !isStrict);
  });
  return isAmong === literal.holds;
}

/** Whether the pattern matches the text; `maybe` when that depends on what symbols stand for. */
function patternAnswer({ source, kind }: Pattern, text: string): Answer {
  switch (kind) {
    case 'glob':
      return globAnswer(source, text);
    case 'literal':
      return equal(source, text);
    case 'ignore-case':
      return equal(source.toLowerCase(), text.toLowerCase());
    case 'arn':
      return arnAnswer(source, text);
  }
}

/**
 * A text of which all literals are true, the proof that there is none, or `unknown` past the bound. In mode `certain` the
 * text (which may hold symbols) satisfies them whatever the symbols stand for. In mode `possible` the answer `no` is a proof
 * for every meaning of the symbols; `yes` only says that a text is not excluded. `hints` are tried first.
 */
export function findText(
  literals: readonly TextLiteral[],
  options: { readonly mode?: Mode; readonly hints?: readonly string[] } = {},
): TextAnswer {
  const { mode = 'certain', hints = [] } = options;
  if (literals.some((literal) => literal.holds && literal.patterns.length === 0)) return { answer: 'no' };
  // Where symbols are, a text that is possible alone may come from a pattern that is excluded: proofs go first.
  const isOpen =
    mode === 'possible' && literals.some(({ patterns }) => patterns.some(({ source }) => hasSymbol(source)));
  const guessed = isOpen ? undefined : guess(literals, hints, mode);
  if (guessed !== undefined) return { answer: 'yes', text: guessed };
  const left = withoutExcluded(literals);
  if (left === undefined) return { answer: 'no' };
  const second = isOpen ? guess(left, hints, mode) : undefined;
  if (second !== undefined) return { answer: 'yes', text: second };
  return searchOnce(left, mode);
}

/** The first of the hints and of readable members of the patterns that satisfies everything. */
function guess(literals: readonly TextLiteral[], hints: readonly string[], mode: Mode): string | undefined {
  const cost = literals.reduce((sum, { patterns }) => sum + patterns.length, 1);
  let tries = Math.max(FEWEST_GUESSES, Math.ceil(MOST_GUESSING / cost));
  for (const text of candidates(literals, hints)) {
    if (literals.every((literal) => textHolds(literal, text, mode))) return text;
    if (--tries < 0) return undefined;
  }
  return undefined;
}

const ANYTHING: Pattern = { source: '*', kind: 'glob' };

function* candidates(literals: readonly TextLiteral[], hints: readonly string[]): Iterable<string> {
  yield* hints;
  let isFree = true;
  for (const { holds, patterns } of literals) {
    if (!holds) continue;
    isFree = false;
    for (const pattern of patterns) yield* wordsOf(pattern);
  }
  if (isFree) yield* wordsOf(ANYTHING);
}

/* ---- proofs that a pattern cannot be the one that is matched ---- */

/** The literals without the patterns that another literal rules out; undefined when one has none left. */
function withoutExcluded(literals: readonly TextLiteral[]): readonly TextLiteral[] | undefined {
  const budget = { left: MOST_COMPARISONS };
  const wide = literals.filter(({ holds }) => !holds).flatMap(({ patterns }) => patterns);
  const equals = new Set(wide.map(({ kind, source }) => `${kind} ${source}`));
  const positive = literals.filter(({ holds }) => holds);
  const left: TextLiteral[] = [];
  for (const literal of literals) {
    if (!literal.holds) left.push(literal);
    else {
      const patterns = literal.patterns.filter(
        (pattern) =>
          !isExactlyExcluded(pattern, equals) &&
          !spend(budget, wide, pattern, covers) &&
          positive.every((other) => other === literal || !neverMeets(budget, pattern, other)),
      );
      if (patterns.length === 0) return undefined;
      left.push({ holds: true, patterns });
    }
  }
  return left;
}

/** The same pattern of the same kind matches the same texts, whatever its symbols stand for. */
function isExactlyExcluded({ kind, source }: Pattern, equals: ReadonlySet<string>): boolean {
  return equals.has(`${kind} ${source}`);
}

function neverMeets(budget: Budget, pattern: Pattern, other: TextLiteral): boolean {
  return !spend(budget, other.patterns, pattern, meet) && budget.left > 0;
}

interface Budget {
  left: number;
}

/** Whether the test is true of one of the patterns and this one, as far as the budget goes. */
function spend(
  budget: Budget,
  patterns: readonly Pattern[],
  pattern: Pattern,
  test: (one: Pattern, other: Pattern) => boolean,
): boolean {
  for (const one of patterns) {
    budget.left -= 1 + (one.source.length * pattern.source.length) / LONG;
    if (budget.left <= 0) return false;
    if (test(one, pattern)) return true;
  }
  return false;
}

/** Whether every text of the narrow pattern is one of the wide pattern, for every meaning of the symbols. */
function covers(wide: Pattern, narrow: Pattern): boolean {
  if (isEverything(wide)) return true;
  if (narrow.kind === 'literal') return patternAnswer(wide, narrow.source) === 'yes';
  if (narrow.kind === 'ignore-case') {
    return wide.kind === 'ignore-case' && wide.source.toLowerCase() === narrow.source.toLowerCase();
  }
  if (wide.kind === 'glob') return globCovers(wide.source, narrow.source);
  if (wide.kind === 'arn' && narrow.kind === 'arn') return arnCovers(wide.source, narrow.source);
  return isOneText(narrow) && patternAnswer(wide, narrow.source) === 'yes';
}

function isEverything({ source, kind }: Pattern): boolean {
  return source === '*' && (kind === 'glob' || kind === 'arn');
}

/** Nothing in the pattern matches more than one text; a symbol might. */
function isOneText({ source }: Pattern): boolean {
  return !/[*?]/.test(source) && !hasSymbol(source);
}

function arnCovers(wide: string, narrow: string): boolean {
  if (beginWithSameArn(wide, narrow)) return globCovers(wide, narrow);
  if (wide === narrow) return true;
  if (hidesFields(wide) || hidesFields(narrow)) return false;
  const [wides, narrows] = [arnFields(wide), arnFields(narrow)];
  return wides.length === 6 && narrows.length === 6 && wides.every((field, i) => globCovers(field, narrows[i] ?? ''));
}

/** Whether some text may match both; `true` may also mean "not excluded". */
function meet(first: Pattern, second: Pattern): boolean {
  const isFolded = first.kind === 'ignore-case' || second.kind === 'ignore-case';
  return globsMeet(asGlob(first, isFolded), asGlob(second, isFolded));
}

/** A glob that matches at least the texts of the pattern, in lower case when case is not told apart. */
function asGlob({ source, kind }: Pattern, isFolded: boolean): string {
  const glob = kind === 'literal' || kind === 'ignore-case' ? escapeGlob(source) : source;
  return isFolded ? glob.toLowerCase() : glob;
}

/* ---- the exact search ---- */

/** The statements of a stack are much alike, and the search is slow: its latest answers are kept, of texts of usual lengths. */
const MOST_KEPT = 500;
const LONGEST_KEY = 2000;
const kept = new Map<string, TextAnswer>();

function searchOnce(literals: readonly TextLiteral[], mode: Mode): TextAnswer {
  const key = JSON.stringify([mode, literals]);
  const before = kept.get(key);
  if (before !== undefined) return before;
  const answer = search(literals, mode);
  if (key.length > LONGEST_KEY) return answer;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, answer);
  return answer;
}

function search(literals: readonly TextLiteral[], mode: Mode): TextAnswer {
  // What a pattern with symbols excludes is not known. In mode `certain` the texts that are found are checked for it.
  const told = literals.map((literal) =>
    literal.holds ? literal : { ...literal, patterns: literal.patterns.filter(({ source }) => !hasSymbol(source)) },
  );
  const places = told.reduce(
    (sum, { patterns }) => patterns.reduce((all, { source }) => all + source.length + 1, sum),
    0,
  );
  if (places > MOST_PLACES) return { answer: 'unknown' };
  const machines = told.flatMap(({ holds, patterns }) => {
    const own = patterns.flatMap((pattern) => machineOf(pattern, mode) ?? []);
    const implied = holds && mode === 'possible' ? impliedBy(patterns, mode) : [];
    return [{ holds, machines: own }, ...implied.map((machine) => ({ holds, machines: [machine] }))];
  });
  const holdsAll = (text: string): boolean => literals.every((literal) => textHolds(literal, text, mode));
  const found = searchText(machines, holdsAll);
  if (found.answer === 'yes') return { answer: 'yes', text: embellish(found.text, holdsAll) };
  return literals.some(({ patterns }) => patterns.some(hasOtherCases)) ? { answer: 'unknown' } : found;
}

/** Outside ASCII a letter may have cases that are several letters: the automaton does not know them all. */
function hasOtherCases({ kind, source }: Pattern): boolean {
  return kind === 'ignore-case' && /[\u0080-\ud7ff\uf900-\uffff]/.test(source);
}
