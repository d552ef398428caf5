/**
 * Takes the encodings off a text that templates wrap around what they hand over: base64 (both alphabets, with line breaks
 * as MIME has them), gzip, escapes of JSON, percent encoding, UTF-16. The work is bounded whatever the text is.
 */
import { gunzipSync, constants } from 'node:zlib';

/** A text, or what stands in it behind encodings. */
export interface Layer {
  readonly text: string;
  /** What stands before it, such as the name that the block is assigned to; see `WINDOW`. */
  readonly before: string;
  /** Outermost first: `base64`, `gzip`, `JSON`. */
  readonly encodings: readonly string[];
}

/** Characters before a text that may tell what it is. */
export const WINDOW = 160;
/** How many encodings are taken off, one below the other; base64 of gzip is one. */
const DEPTH = 5;
/** Characters that are looked at in all layers of one text; the text itself always is. */
export const BUDGET = 8_000_000;
/** What a layer costs whatever its length. */
const LAYER = 200;
/** Bytes that are taken out of one compressed block. User data has 16 kB at the most. */
const INFLATED = 1_000_000;
/** Letters of base64 that hold twenty bytes: the shortest thing that anybody looks for. */
const SHORTEST = 27;
/** A longer run is one block; a shorter one may be a path or a name with a block at its end. */
const ONE_BLOCK = 2048;

/** The text and everything that is encoded in it, outermost first. `before` is what stands before the text. */
export function layersOf(text: string, before = ''): readonly Layer[] {
  const layers: Layer[] = [{ text, before: before.slice(-WINDOW), encodings: [] }];
  const seen = new Set([text]);
  let budget = BUDGET;
  let [depth, deeper] = [0, 1];
  // The list grows while it is read: what is found is searched as well.
  for (const [at, layer] of layers.entries()) {
    if (at === deeper) [depth, deeper] = [depth + 1, layers.length];
    if (depth >= DEPTH) break;
    for (const inner of inside(layer)) {
      if (inner.text.length + LAYER > budget || seen.has(inner.text)) continue;
      budget -= inner.text.length + LAYER;
      seen.add(inner.text);
      layers.push(inner);
    }
  }
  return layers;
}

function* inside(layer: Layer): Generator<Layer> {
  const { text, before, encodings } = layer;
  if (ESCAPED.test(text)) yield { text: unescaped(text), before, encodings: [...encodings, 'JSON'] };
  if (PERCENT.test(text)) yield { text: fromPercent(text), before, encodings: [...encodings, 'percent encoding'] };
  for (const { block, at } of blocksIn(text)) {
    const decoded = fromBase64(block);
    if (decoded === undefined) continue;
    const name = at >= WINDOW ? text.slice(at - WINDOW, at) : (before + text.slice(0, at)).slice(-WINDOW);
    yield { text: decoded.text, before: name, encodings: [...encodings, 'base64', ...decoded.encodings] };
  }
}

/* ---- JSON and URLs ---- */

const ESCAPED = /\\["/\\nrtu]/;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|(["/\\bfnrt]))/g;
const BLANKS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Without one level of escapes; strings inside of strings take one layer each. */
function unescaped(text: string): string {
  return text.replace(ESCAPE, (_, code: string | undefined, letter: string) =>
    code === undefined ? (BLANKS[letter] ?? letter) : String.fromCharCode(parseInt(code, 16)),
  );
}

const PERCENT = /%[0-9A-Fa-f]{2}/;

/** ASCII only: no key has other letters. */
function fromPercent(text: string): string {
  return text.replace(/%([0-7][0-9A-Fa-f])/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/* ---- base64 ---- */

const LETTERS = table('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_');
const ESCAPED_LETTERS = table('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_%\\');

function table(letters: string): Uint8Array {
  const codes = new Uint8Array(128);
  for (const letter of letters) codes[letter.charCodeAt(0)] = 1;
  return codes;
}

interface Block {
  readonly block: string;
  readonly at: number;
}

/** Where the first run of base64 letters begins that is long enough, from a place on that no run goes over. */
function runFrom(text: string, start: number, letters: Uint8Array): number | undefined {
  for (let at = start; at + SHORTEST <= text.length;) {
    let last = at + SHORTEST - 1;
    while (last >= at && letters[text.charCodeAt(last)] === 1) last--;
    if (last < at) return at;
    // No run that is long enough can begin before the last other letter.
    at = last + 1;
  }
  return undefined;
}

/** Whether a text has a run that could be a block or a secret, taken whole or broken off by escapes. */
export function hasRun(text: string): boolean {
  return runFrom(text, 0, ESCAPED_LETTERS) !== undefined;
}

/** By hand, because a regular expression needs stack for every letter of a run of megabytes. */
function* blocksIn(text: string): Generator<Block> {
  let at = runFrom(text, 0, LETTERS);
  while (at !== undefined) {
    const end = endOfBlock(text, at);
    const block = text.slice(at, end);
    if (!BROKEN_OFF.test(text.slice(end, end + 20))) {
      yield { block, at };
      if (block.length <= ONE_BLOCK && SIGN.test(block)) yield* piecesOf(block, at);
    }
    at = runFrom(text, end, LETTERS);
  }
}

const SIGN = /[^A-Za-z0-9]/;

/** A letter of the block follows as an escape: the layer without escapes holds the whole of it. */
const BROKEN_OFF = /^(?:\\+(?:u00|\/)|%[0-9A-Fa-f]{2})/;

/** Full lines and the line after them are one block, indented or not. */
function endOfBlock(text: string, start: number): number {
  for (let line = start; ;) {
    let end = line;
    while (LETTERS[text.charCodeAt(end)] === 1) end++;
    if (end - line < FULL_LINE) return end;
    const next = LINE_BREAK.exec(text.slice(end, end + 80));
    if (next === null || LETTERS[text.charCodeAt(end + next[0].length)] !== 1) return end;
    line = end + next[0].length;
  }
}

const FULL_LINE = 40;
const LINE_BREAK = /^\r?\n[ \t]*/;

/** A block may follow a path (`/tmp/...`) or a name (`key-...`): letters of its own alphabet only. */
function* piecesOf(block: string, start: number): Generator<Block> {
  const alphabets = /[+/]/.test(block) && /[_-]/.test(block) ? [STANDARD, URLS, PLAIN] : [PLAIN];
  for (const alphabet of alphabets) {
    for (const match of matchesOf(alphabet, block)) {
      // What begins where the block does is a part of it, cut off.
      if (match.index > 0) yield { block: match[0], at: start + match.index };
    }
  }
}

const STANDARD = /[A-Za-z0-9+/]{27,}/g;
const URLS = /[\w-]{27,}/g;
const PLAIN = /[A-Za-z0-9]{27,}/g;

/** All matches of a global expression. `matchAll` copies the expression each time, and this is asked of every text. */
export function matchesOf(global: RegExp, text: string): readonly RegExpExecArray[] {
  global.lastIndex = 0;
  let match = global.exec(text);
  if (match === null) return NONE;
  const matches: RegExpExecArray[] = [];
  for (; match !== null; match = global.exec(text)) matches.push(match);
  return matches;
}

const NONE: readonly RegExpExecArray[] = [];

function fromBase64(block: string): { readonly text: string; readonly encodings: readonly string[] } | undefined {
  // Most runs are names and paths, or pictures and certificates: their first bytes say so.
  const head = Buffer.from(block.slice(0, 96), 'base64');
  if (head.length < (SHORTEST * 3) >> 2) return undefined;
  if (head[0] === 0x1f && head[1] === 0x8b) {
    // The last line may be none of the block's, and gzip wants nothing behind it.
    const bytes =
      inflated(Buffer.from(block, 'base64')) ??
      inflated(Buffer.from(block.slice(0, Math.max(0, block.lastIndexOf('\n'))), 'base64'));
    return bytes && { text: bytes.toString('latin1'), encodings: ['gzip'] };
  }
  if (isWide(head)) return { text: Buffer.from(block, 'base64').toString('utf16le'), encodings: ['UTF-16'] };
  if (head.some(isControl)) return undefined;
  // Keys are ASCII: Latin-1 keeps every byte, and is the fastest to make and to search.
  return { text: Buffer.from(block, 'base64').toString('latin1'), encodings: [] };
}

/** Windows scripts: every second byte is zero. */
function isWide(bytes: Buffer): boolean {
  return bytes.length > 8 && [3, 5, 7].every((at) => bytes[at] === 0 && bytes[at - 1] !== 0);
}

/** A byte that no text holds; tabulator, line feed, form feed, carriage return and escape are none. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 0x1b) || byte === 0x7f;
}

/** What is compressed, or as much of its beginning as is allowed; undefined when it is broken from the start. */
function inflated(bytes: Buffer): Buffer | undefined {
  // A cut block is read as far as it goes; where that is too much, half of it is.
  for (let length = bytes.length; length > 16; length >>= 1) {
    try {
      return gunzipSync(bytes.subarray(0, length), { maxOutputLength: INFLATED, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== 'ERR_BUFFER_TOO_LARGE') return undefined;
    }
  }
  return undefined;
}
