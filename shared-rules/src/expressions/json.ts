/**
 * JSON text of values that are known in part. A hole inside of quotes is a part of a string or key; a hole outside of
 * quotes is a whole JSON value, or as an item of a list any number of them.
 */
import {
  dictionary,
  known,
  list,
  type Dictionary,
  type Reference,
  type Scalar,
  type Text,
  type Unknown,
  type Value,
} from '../model/value';
import { markOpenKeys, openKeysOf } from './marks';
import { distinctReferences } from './references';
import { allReferences, compareText, derived, fromData, numberText } from './values';

type Part = string | Unknown;

/** How keys of objects are ordered; `jsonencode` sorts them. */
export type KeyOrder = 'sorted' | 'given';

/** The value as JSON text in Terraform's form: no blanks, `<`, `>` and `&` escaped. */
export function encodeJson(value: Value, order: KeyOrder = 'sorted'): Value {
  const output: Output = { parts: [], references: [], order };
  write(value, output);
  return assemble(output.parts, distinctReferences(output.references));
}

interface Output {
  readonly parts: Part[];
  readonly references: Reference[];
  readonly order: KeyOrder;
}

/** A value of literal pieces and holes, without the rule of templates that one hole alone is itself. */
function assemble(parts: readonly Part[], references: readonly Reference[]): Value {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  const [only] = joined;
  if (joined.length === 0) return known('', references);
  if (joined.length === 1 && only !== undefined) return typeof only === 'string' ? known(only, references) : only;
  return { kind: 'text', parts: joined, references };
}

function write(value: Value, output: Output): void {
  const { parts, references } = output;
  for (const reference of value.references) references.push(reference);
  switch (value.kind) {
    case 'known':
      parts.push(scalar(value.value));
      return;
    case 'unknown':
      parts.push(value);
      return;
    case 'text':
      writeText(value.parts, output);
      return;
    case 'list':
      writeAll(['[', ']'], value.items, value.more, output, (item) => write(item, output));
      return;
    case 'map':
      writeMap(value, output);
  }
}

/** Where members may be missing, nobody can say what the object is: it is a hole as a whole. */
function writeMap(value: Dictionary, output: Output): void {
  const open = openKeysOf(value);
  if (value.more !== undefined && open === undefined) {
    const references = allReferences(value);
    const hole = derived(value.more.reason, value);
    output.references.push(...references);
    // Of a resource the text holds the whole.
    output.parts.push(references.some(({ isWhole }) => isWhole === true) ? { ...hole, references } : hole);
    return;
  }
  const members = [...entriesOf(value.entries, output.order), ...(open ?? [])];
  writeAll(['{', '}'], members, undefined, output, ([key, entry]) => {
    if (typeof key === 'string') output.parts.push(quote(key));
    else if (key.kind === 'text') write(key, output);
    else writeText([key], output);
    output.parts.push(':');
    write(entry, output);
  });
}

function writeText(parts: Text['parts'], output: Output): void {
  output.parts.push('"', ...parts.map((part) => (typeof part === 'string' ? quote(part).slice(1, -1) : part)), '"');
  for (const part of parts) if (typeof part !== 'string') output.references.push(...part.references);
}

function entriesOf(entries: ReadonlyMap<string, Value>, order: KeyOrder): readonly (readonly [string, Value])[] {
  return order === 'given' ? [...entries] : [...entries].sort(([left], [right]) => compareText(left, right));
}

/** An object of which keys may be known in part only: JSON text shows them with their holes. */
export function objectOf(
  entries: readonly (readonly [Value | undefined, Value])[],
  references: readonly Reference[] = [],
  more?: Unknown,
): Dictionary {
  const known = new Map<string, Value>();
  const open: (readonly [Text | Unknown, Value])[] = [];
  let rest = more;
  for (const [key, value] of entries) {
    if (key?.kind === 'known' && key.value !== null) known.set(String(key.value), value);
    else rest = derived('the key of an entry is not known', key, value, rest);
    if (key?.kind === 'text' || key?.kind === 'unknown') open.push([key, value]);
  }
  const result = dictionary(known, references, rest);
  const others = entries.length - open.length - entries.filter(([key]) => key?.kind === 'known').length;
  return open.length > 0 && more === undefined && others === 0 ? markOpenKeys(result, open) : result;
}

function writeAll<T>(
  [open, close]: readonly [string, string],
  members: readonly T[],
  more: Unknown | undefined,
  { parts, references }: Output,
  writeMember: (member: T) => void,
): void {
  parts.push(open);
  members.forEach((member, index) => {
    if (index > 0) parts.push(',');
    writeMember(member);
  });
  if (more !== undefined) {
    parts.push(members.length > 0 ? ',' : '', more);
    for (const reference of more.references) references.push(reference);
  }
  parts.push(close);
}

function scalar(value: Scalar): string {
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? quote(value) : String(value);
}

const HTML = /[<>&\u2028\u2029]/g;

/** A JSON string as Go writes it. */
function quote(text: string): string {
  return JSON.stringify(text).replace(HTML, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const MAXIMUM_NESTING = 90;
/** A private-use character that marks a hole while JavaScript parses the text; its neighbours are in the number. */
const MARK = '\ue0ff';
const MEMBER = /^\ue0ff\d+\ue0ff$/;
const MARKED = /\ue0ff(\d+)\ue0ff/;

/** Reads JSON text that may have holes. Undefined when it is no JSON, or has holes where nothing can be said. */
export function decodeJson(value: Value): Value | undefined {
  if (value.kind === 'known') return typeof value.value === 'string' ? parse(value.value, []) : undefined;
  if (value.kind !== 'text') return undefined;
  const read = fill(value);
  return read === undefined ? undefined : parse(read.json, read.holes);
}

/** The text with a numbered mark for each hole: within its string, or as a string of its own. */
function fill(text: Text): { readonly json: string; readonly holes: readonly Unknown[] } | undefined {
  const holes: Unknown[] = [];
  let json = '';
  let quoted = false;
  for (const part of text.parts) {
    if (typeof part === 'string') {
      if (part.includes(MARK)) return undefined;
      quoted = quotedAfter(part, quoted);
      json += part;
      continue;
    }
    const mark = `${MARK}${holes.push(part) - 1}${MARK}`;
    if (quoted) json += mark;
    else if (isMember(json)) json += `"${mark}":"${mark}"`;
    else json += `"${mark}"`;
  }
  return { json, holes };
}

/** True where an object waits for a member: the hole stands for members and not for a value. */
function isMember(json: string): boolean {
  const before = json.trimEnd();
  if (before.endsWith('{')) return true;
  return before.endsWith(',') && enclosing(before) === '{';
}

function enclosing(json: string): string {
  const open: string[] = [];
  let quoted = false;
  for (let at = 0; at < json.length; at++) {
    const sign = json.charAt(at);
    if (quoted && sign === '\\') at++;
    else if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '{' || sign === '[') open.push(sign);
    else if (sign === '}' || sign === ']') open.pop();
  }
  return open.at(-1) ?? '';
}

function quotedAfter(part: string, before: boolean): boolean {
  let quoted = before;
  for (let at = 0; at < part.length; at++) {
    if (part[at] === '\\' && quoted) at++;
    else if (part[at] === '"') quoted = !quoted;
  }
  return quoted;
}

function parse(json: string, holes: readonly Unknown[]): Value | undefined {
  if (nesting(json) > MAXIMUM_NESTING) return undefined;
  try {
    const data = fromData(JSON.parse(json));
    return holes.length === 0 ? data : restore(data, holes);
  } catch {
    return undefined;
  }
}

function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const sign of json) {
    if (sign === '[' || sign === '{') deepest = Math.max(deepest, ++depth);
    else if (sign === ']' || sign === '}') depth -= 1;
  }
  return deepest;
}

function restore(value: Value, holes: readonly Unknown[]): Value {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' ? restoreText(value.value, holes) : value;
    case 'list':
      return list(value.items.map((item) => restore(item, holes)));
    case 'map':
      return restoreMap(value.entries, holes);
    default:
      return value;
  }
}

function restoreText(text: string, holes: readonly Unknown[]): Value {
  const parts = text.split(MARKED).map((part, index) => (index % 2 === 1 ? holes[Number(part)] : part));
  const kept = parts.filter((part) => part !== undefined);
  return assemble(
    kept,
    kept.flatMap((part) => (typeof part === 'string' ? [] : part.references)),
  );
}

function restoreMap(entries: ReadonlyMap<string, Value>, holes: readonly Unknown[]): Value {
  const members: (readonly [Value, Value])[] = [];
  let more: Unknown | undefined;
  for (const [key, entry] of entries) {
    if (MEMBER.test(key) && entry.kind === 'known' && entry.value === key) more = holes[Number(MARKED.exec(key)?.[1])];
    else members.push([restoreText(key, holes), restore(entry, holes)]);
  }
  return objectOf(members, [], more);
}
