/** `format` and `formatlist`. */
import { known, list, type List, type Value } from '../model/value';
import { derived, failure, numberOf, numberText, textOf, toText } from './values';
import { encodeJson } from './json';

const VERB = /%(?:\[(\d+)\])?([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g;
const MAXIMUM_WIDTH = 1000;

interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** The text that `format` makes; undefined when its pattern is wrong. */
export function formatText(pattern: string, args: readonly Value[]): Value | undefined {
  const pieces: Value[] = [];
  let last = 0;
  let next = 0;
  for (const found of pattern.matchAll(VERB)) {
    const [whole, position, flags = '', width = '', precision, letter = ''] = found;
    pieces.push(known(pattern.slice(last, found.index)));
    last = found.index + whole.length;
    if (letter === '%') {
      pieces.push(known('%'));
      continue;
    }
    const index = position === undefined ? next : Number(position) - 1;
    next = index + 1;
    const arg = args[index];
    if (arg === undefined) return undefined;
    const digits = precision === undefined ? undefined : Number(precision);
    pieces.push(formatOne({ flags, width: Number(width), precision: digits, letter }, arg));
  }
  return textOf([...pieces, known(pattern.slice(last))]);
}

function formatOne(verb: Verb, value: Value): Value {
  if (verb.width > MAXIMUM_WIDTH || (verb.precision ?? 0) > 20) return derived('a format is too wide', value);
  if (value.kind === 'known') {
    const text = knownVerb(verb, value);
    return text === undefined
      ? failure('a value does not fit its format', value)
      : known(pad(verb, text), value.references);
  }
  const plain = verb.width === 0 && verb.precision === undefined;
  if (plain && (verb.letter === 's' || verb.letter === 'v')) {
    if (value.kind === 'unknown' || value.kind === 'text') return value;
    return verb.letter === 'v' ? asPart(encodeJson(value)) : failure('a value does not fit its format', value);
  }
  if (plain && verb.letter === 'q' && value.kind === 'text') return encodeJson(value);
  return derived('a formatted value is not known', value);
}

function asPart(value: Value): Value {
  return value.kind === 'unknown' ? derived(value.reason, value) : value;
}

function pad({ flags, width }: Verb, text: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0')) return text.padStart(width);
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function knownVerb(verb: Verb, value: Value): string | undefined {
  const text = toText(value);
  const plain = text?.kind === 'known' ? String(text.value) : '';
  switch (verb.letter) {
    case 's':
      return value.kind === 'known' && value.value === null ? undefined : plain.slice(0, verb.precision);
    case 'v':
      return plain;
    case 'q':
      return JSON.stringify(plain);
    case 't':
      return plain === 'true' || plain === 'false' ? plain : undefined;
    default:
      return numberVerb(verb, numberOf(value));
  }
}

const BASES: ReadonlyMap<string, number> = new Map([
  ['b', 2],
  ['o', 8],
  ['x', 16],
  ['X', 16],
]);

function numberVerb(verb: Verb, value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = numberDigits(verb, value);
  return text !== undefined && verb.flags.includes('+') && value >= 0 ? `+${text}` : text;
}

function numberDigits({ letter, precision }: Verb, value: number): string | undefined {
  const base = BASES.get(letter);
  if (base !== undefined) {
    const digits = Number.isInteger(value) ? value.toString(base) : undefined;
    return letter === 'X' ? digits?.toUpperCase() : digits;
  }
  if (letter === 'd') return numberText(Math.trunc(value));
  if (letter === 'f') return value.toFixed(precision ?? 6);
  return letter === 'g' ? numberText(value) : undefined;
}

/** `formatlist`: one text for each item of the lists among the arguments. */
export function formatList(pattern: string, args: readonly Value[]): Value | undefined {
  const lists = args.filter((arg): arg is List => arg.kind === 'list');
  const [first] = lists;
  if (args.some((arg) => arg.kind === 'unknown') || lists.some((each) => each.more !== undefined)) return undefined;
  if (lists.some((each) => each.items.length !== first?.items.length)) return undefined;
  const texts: Value[] = [];
  for (let index = 0; index < (first?.items.length ?? 1); index++) {
    const row = args.map((arg) => (arg.kind === 'list' ? (arg.items[index] ?? known(null)) : arg));
    texts.push(formatText(pattern, row) ?? failure('a format has too few values', ...row));
  }
  return list(texts);
}
