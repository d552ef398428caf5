/**
 * The exact search: the product of the automata of all literals, read side by side, one set of places for every text. The
 * nearest text comes first (A*: letters read, and letters that are still needed at least).
 */
import { isSymbolCode } from './text';
import { ANY, IN_FIELD, lettersOf, reads, stays, type Machine } from './pattern-machine';

/** The automata of one literal: one of them must match (holds), or none may. */
export interface MachineLiteral {
  readonly holds: boolean;
  readonly machines: readonly Machine[];
}

/** See `TextAnswer`. */
export type SearchAnswer =
  { readonly answer: 'yes'; readonly text: string } | { readonly answer: 'no' } | { readonly answer: 'unknown' };

/** Places of all automata together that a search takes on; IAM's own limits are far below. */
export const MOST_PLACES = 200_000;
/** Sets of places that one search may meet. */
const MOST_STATES = 20_000;
/** Automata and places that one search may move: bounds the time (some 30 ms) and the memory (some 20 MB). */
const MOST_MOVES = 80_000;
/** Texts that every automaton accepts and the check does not, before it is given up. */
const MOST_REFUSED = 50;

/** An automaton of a literal. Its places are numbered from `base` on in the key of a state. */
interface Reader {
  readonly literal: number;
  readonly holds: boolean;
  readonly machine: Machine;
  readonly base: number;
}

/** Where an automaton may be after the text that was read: in ascending order, never empty. */
interface Active {
  readonly reader: Reader;
  readonly places: readonly number[];
}

interface State {
  readonly active: readonly Active[];
  readonly before: State | undefined;
  readonly letter: string;
  readonly length: number;
}

interface Search {
  readonly literals: readonly MachineLiteral[];
  readonly seen: Set<string>;
  /** A list for each cost: letters read and letters still needed. */
  readonly queue: State[][];
  moves: number;
  refused: number;
}

/** A text that the automata accept and that passes the check. */
export function searchText(literals: readonly MachineLiteral[], check: (text: string) => boolean): SearchAnswer {
  const search: Search = { literals, seen: new Set(), queue: [], moves: 0, refused: 0 };
  enqueue(search, { active: start(literals), before: undefined, letter: '', length: 0 });
  for (let cost = 0; cost < search.queue.length; cost++) {
    for (let state = search.queue[cost]?.pop(); state !== undefined; state = search.queue[cost]?.pop()) {
      if (accepts(search, state)) {
        const text = textOf(state);
        if (check(text)) return { answer: 'yes', text };
        if (++search.refused > MOST_REFUSED) return { answer: 'unknown' };
      }
      for (const letter of lettersAt(search, state)) {
        enqueue(search, next(search, state, letter));
        if (search.seen.size > MOST_STATES || search.moves > MOST_MOVES) return { answer: 'unknown' };
      }
    }
  }
  return { answer: search.refused > 0 ? 'unknown' : 'no' };
}

function start(literals: readonly MachineLiteral[]): readonly Active[] {
  let base = 0;
  return literals.flatMap(({ holds, machines }, literal) =>
    machines.map((machine) => {
      const reader = { literal, holds, machine, base };
      base += machine.loops.length;
      return { reader, places: [0] };
    }),
  );
}

/** Adds a state that was not met before, unless no text from here on can do. */
function enqueue(search: Search, reached: State): void {
  const state = settle(reached);
  const needed = state === undefined ? Infinity : distance(search, state);
  if (state === undefined || needed === Infinity) return;
  const key = keyOf(state);
  if (search.seen.has(key)) return;
  search.seen.add(key);
  while (search.queue.length <= state.length + needed) search.queue.push([]);
  search.queue[state.length + needed]?.push(state);
}

/** Each place of each automaton is one character, none of them half of a pair. */
function keyOf({ active }: State): string {
  let key = '';
  for (const { reader, places } of active) {
    for (const place of places) {
      const number = reader.base + place;
      key += String.fromCodePoint(number < 0xd800 ? number : number + 0x800);
    }
  }
  return key;
}

/** The state without what can make no difference any more; undefined when a literal that must not hold does for good. */
function settle(state: State): State | undefined {
  const settled = state.active.filter(isSettled);
  if (settled.some(({ reader }) => !reader.holds)) return undefined;
  if (settled.length === 0) return state;
  const first = new Map(settled.map((active) => [active.reader.literal, active]));
  return { ...state, active: state.active.filter((active) => (first.get(active.reader.literal) ?? active) === active) };
}

/** The automaton accepts whatever follows. */
function isSettled(active: Active): boolean {
  return isAtEnd(active) && active.reader.machine.loops.at(-1) !== '';
}

function isAtEnd({ reader, places }: Active): boolean {
  return places.at(-1) === reader.machine.steps.length;
}

/** Letters that are needed at least until every literal that must hold does; infinite when one never will. */
function distance({ literals }: Search, { active }: State): number {
  const nearest = literals.map(({ holds }) => (holds ? Infinity : 0));
  for (const { reader, places } of active) {
    const left = reader.machine.steps.length - (places.at(-1) ?? 0);
    if (left < (nearest[reader.literal] ?? 0)) nearest[reader.literal] = left;
  }
  return nearest.reduce((most, each) => Math.max(most, each), 0);
}

function accepts({ literals }: Search, { active }: State): boolean {
  const matched = new Set(active.filter(isAtEnd).map(({ reader }) => reader.literal));
  return literals.every(({ holds }, literal) => matched.has(literal) === holds);
}

function textOf(last: State): string {
  const letters: string[] = [];
  for (let state: State | undefined = last; state !== undefined; state = state.before) letters.push(state.letter);
  return letters.reverse().join('');
}

/* ---- letters ---- */

const FRESH = 'xyzabcdefghijklmnopqrstuvw0123456789XYZ';
const FIRST_OTHER = 0x4e00;

/** What one literal makes of the next letter: the letters that it tells apart, and whether it may go on with others. */
interface Wanted {
  readonly letters: Set<string>;
  isFree: boolean;
}

/** The letters that are worth reading: those that some active place tells apart, and one that stands for all others. */
function lettersAt({ literals }: Search, { active }: State): readonly string[] {
  const wanted = new Map<number, Wanted>();
  for (const { reader, places } of active) {
    const own = wanted.get(reader.literal) ?? { letters: new Set<string>(), isFree: false };
    wanted.set(reader.literal, own);
    for (const place of places) addWanted(own, reader.machine, place);
  }
  // A literal that must hold and knows which letters it needs decides for all.
  const bound = [...wanted].filter(([literal, { isFree }]) => !isFree && literals[literal]?.holds === true);
  if (bound.length > 0) return [...bound.map(([, own]) => own.letters).reduce((a, b) => (b.size < a.size ? b : a))];
  const letters = new Set([...wanted.values()].flatMap((own) => [...own.letters]));
  // The last one is tried first: it reads best.
  return [...letters, fresh(letters)];
}

function addWanted(own: Wanted, machine: Machine, place: number): void {
  const loop = machine.loops[place] ?? '';
  const step = machine.steps[place] ?? '';
  if (loop !== '' || step === ANY || step === IN_FIELD) own.isFree = true;
  if (loop === IN_FIELD) own.letters.add(':');
  if (step !== '') for (const letter of lettersOf(machine, step)) own.letters.add(letter);
}

function fresh(letters: ReadonlySet<string>): string {
  for (const letter of FRESH) if (!letters.has(letter)) return letter;
  let code = FIRST_OTHER;
  while (letters.has(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}

/* ---- one letter on ---- */

function next(search: Search, state: State, letter: string): State {
  const isSymbol = isSymbolCode(letter.charCodeAt(0));
  const active: Active[] = [];
  for (const { reader, places } of state.active) {
    const moved = isSymbol && !reader.holds ? anywhereFrom(reader, places) : move(reader, places, letter);
    search.moves += moved.length + 1;
    if (moved.length > 0) active.push({ reader, places: moved });
  }
  return { active, before: state, letter, length: state.length + 1 };
}

/** A symbol in the text may be anything: after it an excluding automaton may be at any later place. */
function anywhereFrom({ machine }: Reader, places: readonly number[]): readonly number[] {
  const first = places[0] ?? 0;
  return Array.from({ length: machine.steps.length - first + 1 }, (_, index) => first + index);
}

function move({ machine }: Reader, places: readonly number[], letter: string): readonly number[] {
  const moved: number[] = [];
  for (const place of places) {
    if (stays(machine.loops[place] ?? '', letter)) moved.push(place);
    const step = machine.steps[place];
    if (step !== undefined && reads(machine, step, letter)) moved.push(place + 1);
  }
  return afterLastLoop(machine, moved);
}

/** What an earlier place may still read, a later one that loops may read as well: on the way it passes there. */
function afterLastLoop({ loops }: Machine, places: readonly number[]): readonly number[] {
  const last = places.findLastIndex((place) => loops[place] !== '');
  return last > 0 ? places.slice(last) : places;
}
