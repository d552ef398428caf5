/** Functions over texts. A text that is known in part stays so where the result is certain whatever fills its holes. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { known, list, type List, type Text, type Unknown, type Value } from '../model/value';
import { formatList, formatText } from './format';
import { asList, knownText, overTexts, type TerraformFunction } from './function';
import { allMatches, firstMatch, replaceMatches } from './pattern';
import { mergeReferences } from './references';
import { addReferences, derived, edges, failure, numberOf, textOf, toText } from './values';

/** Maps the literal pieces; what stands in the holes is mapped too, and so is no longer the very attribute. */
function mapText(text: Text, change: (part: string) => string): Text {
  return { ...text, parts: text.parts.map((part) => (typeof part === 'string' ? change(part) : computed(part))) };
}

function computed(hole: Unknown): Unknown {
  return derived(hole.reason, hole);
}

function letterByLetter(change: (text: string) => string): TerraformFunction {
  const plain = overTexts(change);
  return (args, context) => {
    const [text] = args;
    return text?.kind === 'text' ? mapText(text, change) : plain(args, context);
  };
}

/** A function that looks only at the ends of a text; `change` gives undefined when the literal end does not decide. */
function atEnds(
  plain: TerraformFunction,
  change: (head: string, tail: string, argument: string) => readonly [string, string] | undefined,
): TerraformFunction {
  return (args, context) => {
    const [text, argument] = args;
    if (text?.kind !== 'text') return plain(args, context);
    const { head, tail } = edges(text);
    const ends = change(head, tail, knownText(argument) ?? '');
    if (ends === undefined || (argument !== undefined && knownText(argument) === undefined)) return undefined;
    const middle = text.parts.slice(head === '' ? 0 : 1, tail === '' ? undefined : -1);
    return { ...text, parts: [ends[0], ...middle, ends[1]].filter((part) => part !== '') };
  };
}

function strip(text: string, signs: string, end: 'start' | 'end'): string {
  let [from, to] = [0, text.length];
  if (end === 'start') while (from < to && signs.includes(text.charAt(from))) from += 1;
  else while (to > from && signs.includes(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function both(text: string, signs: string): string {
  return strip(strip(text, signs, 'start'), signs, 'end');
}

/** True when the literal end of a text decides what is stripped from it: something else than the signs stands in it. */
const decides = (end: string, signs: string): boolean => both(end, signs) !== '';

const trim = atEnds(overTexts(both), (head, tail, signs) =>
  decides(head, signs) && decides(tail, signs) ? [strip(head, signs, 'start'), strip(tail, signs, 'end')] : undefined,
);

const trimspace = atEnds(
  overTexts((text) => text.trim()),
  (head, tail) => (head.trim() !== '' && tail.trim() !== '' ? [head.trimStart(), tail.trimEnd()] : undefined),
);

const trimprefix = atEnds(
  overTexts((text, prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  (head, tail, prefix) => {
    if (head.startsWith(prefix)) return [head.slice(prefix.length), tail];
    return prefix.startsWith(head) ? undefined : [head, tail];
  },
);

const trimsuffix = atEnds(
  overTexts((text, suffix = '') => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)),
  (head, tail, suffix) => {
    if (tail.endsWith(suffix)) return [head, tail.slice(0, tail.length - suffix.length)];
    return suffix.endsWith(tail) ? undefined : [head, tail];
  },
);

const chomp = atEnds(
  overTexts((text) => text.replace(/[\r\n]+$/, '')),
  (head, tail) => (/[^\r\n]/.test(tail) ? [head, tail.replace(/[\r\n]+$/, '')] : undefined),
);

function edgeTest(end: 'head' | 'tail', covers: (long: string, short: string) => boolean): TerraformFunction {
  return ([text, part]) => {
    const wanted = knownText(part);
    const subject = text === undefined ? undefined : toText(text);
    if (wanted === undefined || (subject?.kind !== 'known' && subject?.kind !== 'text')) return undefined;
    const edge = edges(subject)[end];
    if (covers(edge, wanted)) return known(true, subject.references);
    return subject.kind === 'known' || !covers(wanted, edge) ? known(false, subject.references) : undefined;
  };
}

const substr: TerraformFunction = ([text, offset, length]) => {
  const [from, count] = [numberOf(offset), numberOf(length)];
  if (text === undefined || from === undefined || count === undefined) return undefined;
  const plain = knownText(text);
  if (plain !== undefined) {
    const letters = [...plain];
    const start = from < 0 ? letters.length + from : from;
    return known(letters.slice(start, count < 0 ? undefined : start + count).join(''), text.references);
  }
  const head = text.kind === 'text' ? edges(text).head : '';
  return from >= 0 && count >= 0 && from + count <= head.length
    ? known(head.slice(from, from + count), text.references)
    : undefined;
};

const replace: TerraformFunction = ([text, search, replacement]) => {
  const [from, to] = [knownText(search), knownText(replacement)];
  if (text === undefined || replacement === undefined || from === undefined || to === undefined) return undefined;
  const plain = knownText(text);
  const references = mergeReferences(text.references, replacement.references);
  if (from.length > 1 && from.startsWith('/') && from.endsWith('/')) {
    if (plain === undefined) return undefined;
    return addReferences(replaceMatches(plain, from.slice(1, -1), to), references);
  }
  if (plain !== undefined) return known(plain.split(from).join(to), references);
  if (text.kind !== 'text' || from === '' || reachesHole(text, from)) return undefined;
  return { ...mapText(text, (part) => part.split(from).join(to)), references };
};

/** True when a match could begin in a literal piece and end in a hole, or the other way round. */
function reachesHole(text: Text, search: string): boolean {
  return text.parts.some((part, index) => {
    if (typeof part !== 'string') return false;
    if (part.length < search.length && search.includes(part)) return true;
    for (let length = 1; length < search.length; length++) {
      if (index < text.parts.length - 1 && part.endsWith(search.slice(0, length))) return true;
      if (index > 0 && part.startsWith(search.slice(-length))) return true;
    }
    return false;
  });
}

const split: TerraformFunction = ([separator, text]) => {
  const by = knownText(separator);
  const plain = knownText(text);
  if (by === undefined || text === undefined) return undefined;
  if (plain !== undefined) return list(plain.split(by).map((part) => known(part, text.references)));
  if (text.kind !== 'text' || by === '') return undefined;
  const before = edges(text).head.split(by).slice(0, -1);
  return list(
    before.map((part) => known(part, text.references)),
    text.references,
    derived('a text is not known', text),
  );
};

const join: TerraformFunction = ([separator, ...lists]) => {
  const by = knownText(separator);
  const items = lists.map(asList);
  if (by === undefined || !items.every((each) => each !== undefined)) return undefined;
  return joined(by, items);
};

function joined(by: string, lists: readonly List[]): Value {
  // What may follow has a separator before it or not: the text as a whole is not known then.
  if (lists.some((each) => each.more !== undefined)) return derived('a list is not known', ...lists);
  const pieces = lists.flatMap((each) => each.items);
  const separated = pieces.flatMap((piece, index) => (index === 0 ? [piece] : [known(by), piece]));
  return textOf([
    ...separated,
    known(
      '',
      lists.flatMap((each) => each.references),
    ),
  ]);
}

function titled(text: string): string {
  return text.replace(
    /(^|[^\p{L}\p{N}_'])(\p{L})/gu,
    (_whole, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

function indented(width: string, text = ''): string | undefined {
  const count = Number(width);
  return count >= 0 && count <= 1000 ? text.split('\n').join(`\n${' '.repeat(count)}`) : undefined;
}

const hash = (algorithm: string): TerraformFunction =>
  overTexts((text) => createHash(algorithm).update(text, 'utf8').digest('hex'));

function decodeBase64(text: string): string | undefined {
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return decoded.includes('\ufffd') || !/^[A-Za-z0-9+/]*={0,2}$/.test(text) ? undefined : decoded;
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function urlEncoded(text: string): string | undefined {
  if (LONE_SURROGATE.test(text)) return undefined;
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}

/** Regular expressions need the whole text. */
function withPattern(match: (pattern: string, text: string) => Value | undefined): TerraformFunction {
  return ([pattern, text]) => {
    const [source, subject] = [knownText(pattern), knownText(text)];
    if (source === undefined || subject === undefined || text === undefined) return undefined;
    const result = match(source, subject);
    return result === undefined
      ? failure('a regular expression does not match', text)
      : addReferences(result, text.references);
  };
}

/** A pattern with holes is not read. */
const formatted =
  (make: (pattern: string, args: readonly Value[]) => Value | undefined): TerraformFunction =>
  ([pattern, ...args]) => {
    const text = knownText(pattern);
    const result = text === undefined ? undefined : make(text, args);
    return result === undefined ? undefined : addReferences(result, pattern?.references ?? []);
  };

/** Functions over texts by name. */
export const TEXT_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  upper: letterByLetter((text) => text.toUpperCase()),
  lower: letterByLetter((text) => text.toLowerCase()),
  title: overTexts(titled),
  strrev: overTexts((text) => [...text].reverse().join('')),
  trim,
  trimspace,
  trimprefix,
  trimsuffix,
  chomp,
  startswith: edgeTest('head', (long, short) => long.startsWith(short)),
  endswith: edgeTest('tail', (long, short) => long.endsWith(short)),
  strcontains: overTexts((text, part = '') => text.includes(part)),
  substr,
  replace,
  split,
  join,
  format: formatted(formatText),
  formatlist: formatted(formatList),
  indent: overTexts(indented),
  regex: withPattern(firstMatch),
  regexall: withPattern(allMatches),
  base64encode: overTexts((text) => Buffer.from(text, 'utf8').toString('base64')),
  // Another gzip than Terraform's, so of other bytes; what is in it is the same.
  base64gzip: overTexts((text) => gzipSync(text).toString('base64')),
  base64decode: overTexts(decodeBase64),
  urlencode: overTexts(urlEncoded),
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: hash('sha512'),
  basename: overTexts((path) => path.replace(/\/+$/, '').split('/').at(-1) ?? ''),
  dirname: overTexts((path) => path.replace(/\/+[^/]*$/, '') || (path.startsWith('/') ? '/' : '.')),
};
