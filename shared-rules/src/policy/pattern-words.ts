/** Texts that people can read, as members of patterns. */
import type { Pattern } from './pattern-machine';
import { OWN_ACCOUNT, OWN_PARTITION } from './text';

/** What a star becomes, in the order of trying. */
const WORDS = ['example', 'other', '', 'x', 'q7'];
/** What a whole field of an ARN becomes. */
const FIELDS = ['arn', OWN_PARTITION, 's3', 'us-east-1', OWN_ACCOUNT];

const MOST_REMEMBERED = 5000;
/** Characters of a pattern that is worth remembering; hostile ones are longer. */
const LONGEST_REMEMBERED = 500;
const remembered = new Map<string, readonly string[]>();

/** Members of the pattern (candidates: who asks checks them), the most natural one first. */
export function wordsOf({ source, kind }: Pattern): readonly string[] {
  if (kind === 'literal') return [source];
  if (kind === 'ignore-case') return [source, source.toLowerCase(), source.toUpperCase()];
  if (!/[*?]/.test(source)) return [source];
  const existing = remembered.get(source);
  if (existing !== undefined) return existing;
  const words = [...new Set(WORDS.map((word) => fill(source, word)))];
  if (source.length > LONGEST_REMEMBERED) return words;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(source, words);
  return words;
}

function fill(source: string, word: string): string {
  const fields = source.split(':');
  const isArn = fields.length > 1 && (fields[0] === 'arn' || fields[0] === '*');
  const filled = fields.map((field, index) => {
    const usual = isArn && field === '*' && index < fields.length - 1 ? FIELDS[index] : undefined;
    return usual ?? fillField(field, word);
  });
  return filled.join(':');
}

const LETTER = /[a-z\d]/i;

/** A word beside a letter is set off by a hyphen. */
function fillField(field: string, word: string): string {
  return field
    .replace(/\*+/g, (run: string, at: number) => {
      if (word === '') return '';
      const [before, after] = [field.charAt(at - 1), field.charAt(at + run.length)];
      return `${LETTER.test(before) ? '-' : ''}${word}${LETTER.test(after) ? '-' : ''}`;
    })
    .replaceAll('?', 'x');
}

/** A place where a name is missing: before a slash, a dot or the end. */
const GAP = /([-_/:])(?=[/.]|$)/g;

/** The text with words where names are missing, if it still does; the shortest text is seldom a natural one. */
export function embellish(text: string, holds: (text: string) => boolean): string {
  if (text.search(GAP) < 0) return text;
  const longer = ['example', 'other', 'name'].map((word) => text.replace(GAP, `$1${word}`));
  return longer.find(holds) ?? text;
}
