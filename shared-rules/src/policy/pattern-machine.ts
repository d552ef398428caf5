/** What patterns there are, and a pattern as an automaton that reads a text letter by letter. */
import { arnFields, hidesFields } from './condition';
import { isSymbolCode, widen } from './text';

/** How a text of a policy is compared. */
export interface Pattern {
  /** As the policy has it, policy variables filled in; may hold symbols (`text.ts`). */
  readonly source: string;
  /**
   * - `glob`: `*` is any run, `?` one character (Resource, StringLike).
   * - `literal`: equal (StringEquals).
   * - `ignore-case`: equal but for case (StringEqualsIgnoreCase).
   * - `arn`: six colon-delimited fields, each a glob of its own in which `*` and `?` do not cross a colon, but the sixth,
   *   which may hold colons (ArnLike, ArnEquals). The pattern `*` matches everything; a text of fewer than six fields
   *   matches no other.
   */
  readonly kind: 'glob' | 'literal' | 'ignore-case' | 'arn';
}

/** certain: the literal is true whatever the symbols stand for. possible: it is true for some meaning of them. */
export type Mode = 'certain' | 'possible';

/** What leads from a place to the next one: a letter, or one of these. A symbol is one letter. */
export const ANY = 'any';
/** Any letter but a colon. */
export const IN_FIELD = 'in-field';

/** What a place reads while it stays where it is: nothing, anything, or anything but a colon. */
export type Loop = '' | typeof ANY | typeof IN_FIELD;

/**
 * Place i is reached by the first i steps; the text matches when the last place, `steps.length`, is reached at its end.
 * Every place can reach the last one.
 */
export interface Machine {
  readonly steps: readonly string[];
  /** One more than `steps`. */
  readonly loops: readonly Loop[];
  /** Steps are in lower case and case is not told apart. */
  readonly folds: boolean;
}

const LETTERS = /\ue000[\ue100-\uf0ff]{2}|[^]/g;
const MOST_MACHINES = 5000;
/** Characters of a pattern that is worth remembering; hostile ones are longer. */
const LONGEST_REMEMBERED = 500;
const machines = { certain: new Map<string, Machine | null>(), possible: new Map<string, Machine | null>() };

/**
 * The automaton of the pattern; null when it matches nothing. In mode `possible` a symbol is any text (within its field, if
 * the pattern has the six fields of an ARN), otherwise a letter of its own.
 */
export function machineOf(pattern: Pattern, mode: Mode): Machine | null {
  const key = `${pattern.kind} ${pattern.source}`;
  const cache = machines[mode];
  const existing = cache.get(key);
  if (existing !== undefined) return existing;
  const machine = compile(pattern, mode);
  if (key.length > LONGEST_REMEMBERED) return machine;
  if (cache.size >= MOST_MACHINES) cache.clear();
  cache.set(key, machine);
  return machine;
}

function compile({ source, kind }: Pattern, mode: Mode): Machine | null {
  const builder: Builder = { steps: [], loops: [''], isOpen: mode === 'possible' };
  switch (kind) {
    case 'literal':
      add(builder, source, '');
      break;
    case 'ignore-case':
      add(builder, source.toLowerCase(), '');
      break;
    case 'glob':
      add(builder, source, ANY);
      break;
    case 'arn':
      if (!addArn(builder, source)) return null;
  }
  return { steps: builder.steps, loops: builder.loops, folds: kind === 'ignore-case' };
}

interface Builder {
  readonly steps: string[];
  readonly loops: Loop[];
  readonly isOpen: boolean;
}

/** Appends a text in which wildcards stand for `wild`, or for themselves when that is nothing. */
function add(builder: Builder, text: string, wild: Loop): void {
  for (const letter of text.match(LETTERS) ?? []) {
    const isStar = letter === '*' && wild !== '';
    const isUnknown = builder.isOpen && isSymbolCode(letter.charCodeAt(0));
    if (isStar || isUnknown) builder.loops[builder.loops.length - 1] = wild === '' ? ANY : wild;
    else {
      builder.steps.push(letter === '?' && wild !== '' ? wild : letter);
      builder.loops.push('');
    }
  }
}

function addArn(builder: Builder, source: string): boolean {
  const fields = arnFields(source);
  if (source === '*' || hidesFields(source)) {
    // Read as a glob, which matches at least what the fields match.
    add(builder, source, ANY);
    return true;
  }
  if (fields.length < 6) return false;
  fields.forEach((field, index) => {
    if (index > 0) add(builder, ':', '');
    add(builder, field, index < 5 ? IN_FIELD : ANY);
  });
  return true;
}

const SIX_FIELDS: Pattern = { source: '*:*:*:*:*:*', kind: 'arn' };

/** What else is true of a text that matches one of the patterns, where their automata alone do not know it. */
export function impliedBy(patterns: readonly Pattern[], mode: Mode): readonly Machine[] {
  const isImplied =
    patterns.some(({ source, kind }) => kind === 'arn' && hidesFields(source)) &&
    patterns.every(({ source, kind }) => kind === 'arn' && !/^\*+$/.test(widen(source)));
  return isImplied ? [machineOf(SIX_FIELDS, mode)].filter((machine) => machine !== null) : [];
}

/** Whether the step of a machine may read the letter. */
export function reads(machine: Machine, step: string, letter: string): boolean {
  if (step === letter) return true;
  if (step === ANY || step === IN_FIELD) return stays(step, letter) && !isSymbolCode(letter.charCodeAt(0));
  return machine.folds && letter.toLowerCase() === step;
}

/** The letters that the step tells from all others. */
export function lettersOf(machine: Machine, step: string): readonly string[] {
  if (step === ANY) return [];
  if (step === IN_FIELD) return [':'];
  if (!machine.folds) return [step];
  // The Kelvin sign is a third letter that equals `k` but for case.
  return step === 'k'
    ? ['k', 'K', '\u212a']
    : [...new Set([step, step.toUpperCase()])].filter((letter) => letter.length === 1);
}

/** Whether a place with that loop stays when it reads the letter. */
export function stays(loop: Loop, letter: string): boolean {
  return loop === ANY || (loop === IN_FIELD && letter !== ':');
}
