/** Policy documents as they are written: JSON text, data, or a value that is known in parts. */
import type { Node, ParseError } from 'jsonc-parser';
import { unknown, type Text, type Unknown, type Value } from '../model/value';
import { quote, severityOf, type CheckPath, type PolicyCheck, type Position } from './check';
import { endOfString, offsetsIn, placesIn } from './json-places';
import { encode, encodePart, hasSymbol } from './text';

/** A document before anybody judged what it says. */
export interface ParsedPolicy {
  /** The document as plain data, in which unknown parts are symbols (`text.ts`); undefined when it is not JSON. */
  readonly json: unknown;
  /** What is wrong with the JSON as such. */
  readonly checks: readonly PolicyCheck[];
  /** Set when nothing is known of the document, or when it is text that is no JSON without its unknown parts. */
  readonly open?: Unknown;
  /** The text that it was read from. */
  readonly text?: string;
  /** Where the value at a path stands, or its name; undefined when there is no such place or no text. */
  readonly positionOf: (path: CheckPath, about?: 'name' | 'value') => Position | undefined;
}

/** Reads a document without judging what it says. Never throws: what is no JSON has a check that says so. */
export function parsePolicy(source: unknown): ParsedPolicy {
  if (isValue(source)) return parseOnce(source);
  if (typeof source !== 'string') return { json: source, checks: [], positionOf: nowhere };
  if (hasSymbol(source)) return broken('the document holds private-use characters');
  return parseText(source);
}

const KINDS = new Set(['known', 'unknown', 'text', 'list', 'map']);

/** Whether it is a value of the model (`model/value.ts`) and not plain data. */
export function isValue(source: unknown): source is Value {
  return typeof source === 'object' && source !== null && 'kind' in source && KINDS.has(String(source.kind));
}

function nowhere(): undefined {
  return undefined;
}

function broken(message: string, position?: Position): ParsedPolicy {
  const check = { code: 'JSON_SYNTAX_ERROR', severity: severityOf.JSON_SYNTAX_ERROR, message, path: [] } as const;
  return {
    json: undefined,
    checks: [position === undefined ? check : { ...check, position }],
    positionOf: nowhere,
  };
}

const parsed = new WeakMap<Value, ParsedPolicy>();

/** Whoever reads a document of the model and whoever judges it look at the same one. */
function parseOnce(value: Value): ParsedPolicy {
  const before = parsed.get(value);
  if (before !== undefined) return before;
  const policy = parseValue(value);
  parsed.set(value, policy);
  return policy;
}

function parseValue(value: Value): ParsedPolicy {
  switch (value.kind) {
    case 'known':
      return parsePolicy(value.value);
    case 'text':
      return parseInParts(value);
    case 'unknown':
      return { json: undefined, checks: [], open: value, positionOf: nowhere };
    case 'list':
    case 'map':
      return { json: toJson(value), checks: [], positionOf: nowhere };
  }
}

/** A text that is no JSON with its holes may be JSON without them: a hole may stand for whole members. */
function parseInParts(text: Text): ParsedPolicy {
  const { json, isInStrings } = joinJson(text.parts);
  try {
    return { json: JSON.parse(json), checks: [], positionOf: nowhere };
  } catch {
    // What stands inside of strings mends no comma between them.
    if (isInStrings) return broken('the document is not valid JSON, whatever its parts are that are not known yet');
    const hole = text.parts.find((part) => typeof part !== 'string');
    const open = hole ?? unknown('the document is known in parts only', text.references);
    return { json: undefined, checks: [], open, positionOf: nowhere };
  }
}

/** JSON text with holes: a hole outside of a string becomes a string of its own. */
function joinJson(parts: readonly (string | Unknown)[]): { readonly json: string; readonly isInStrings: boolean } {
  let text = '';
  let inString = false;
  let isInStrings = true;
  for (const part of parts) {
    if (typeof part !== 'string') {
      isInStrings &&= inString;
      text += inString ? encodePart(part) : `"${encodePart(part)}"`;
      continue;
    }
    for (let i = 0; i < part.length; i++) {
      if (part[i] === '\\') i++;
      else if (part[i] === '"') inString = !inString;
    }
    text += part;
  }
  return { json: text, isInStrings };
}

function toJson(value: Value): unknown {
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'text':
    case 'unknown':
      return encode(value);
    case 'list':
      return [...value.items.map(toJson), ...(value.more ? [encode(value.more)] : [])];
    case 'map': {
      const entries = [...value.entries].map(([key, entry]) => [key, toJson(entry)] as const);
      return Object.fromEntries(value.more ? [...entries, [encode(value.more), encode(value.more)]] : entries);
    }
  }
}

/** The parser that explains mistakes calls itself for every level; no policy comes near this depth. */
const DEEPEST = 200;

function parseText(text: string): ParsedPolicy {
  const { depth, members } = measure(text);
  const place = placesIn(text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return syntaxError(text, depth, place);
  }
  let offsets: ReturnType<typeof offsetsIn> | undefined;
  const positionOf = (path: CheckPath, about: 'name' | 'value' = 'value'): Position | undefined => {
    offsets ??= offsetsIn(text);
    const offset = offsets(path, about);
    return offset === undefined ? undefined : place(offset);
  };
  const repeated = depth <= DEEPEST && members !== countMembers(json) ? repeatedNames(text) : [];
  const checks = repeated.map(({ name, offset }) => ({
    code: 'JSON_SYNTAX_ERROR' as const,
    severity: severityOf.JSON_SYNTAX_ERROR,
    message: `${quote(name)} stands twice in one object, keep the one that counts`,
    path: [],
    position: place(offset),
  }));
  return { json, checks, text, positionOf };
}

/** How deep a text is nested and how many members its objects have, without recursion. */
function measure(text: string): { readonly depth: number; readonly members: number } {
  let level = 0;
  let depth = 0;
  let members = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) i = endOfString(text, i);
    else if (code === 0x7b || code === 0x5b) depth = Math.max(depth, ++level);
    else if (code === 0x7d || code === 0x5d) level--;
    else if (code === 0x3a) members++;
  }
  return { depth, members };
}

function countMembers(json: unknown): number {
  if (typeof json !== 'object' || json === null) return 0;
  let count = 0;
  if (!Array.isArray(json)) {
    for (const inner of Object.values(json)) count += 1 + countMembers(inner);
    return count;
  }
  for (const inner of json) if (typeof inner === 'object') count += countMembers(inner);
  return count;
}

/** Needed for documents that are wrong only. */
function jsonc(): typeof import('jsonc-parser') {
  return require('jsonc-parser') as typeof import('jsonc-parser');
}

/** Names that stand more than once in one object, `JSON.parse` keeps the last one and says nothing; ten are enough. */
function repeatedNames(text: string): readonly { readonly name: string; readonly offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  const look = (node: Node | undefined): void => {
    const names = new Set<string>();
    for (const child of node?.children ?? []) {
      const [key] = child.type === 'property' ? (child.children ?? []) : [];
      if (key !== undefined && names.has(String(key.value)))
        found.push({ name: String(key.value), offset: key.offset });
      if (key !== undefined) names.add(String(key.value));
      look(child);
    }
  };
  look(jsonc().parseTree(text, [], { disallowComments: true }));
  return found.slice(0, 10);
}

function syntaxError(text: string, depth: number, place: (offset: number) => Position): ParsedPolicy {
  const errors: ParseError[] = [];
  if (depth <= DEEPEST && text.length < 1_000_000) jsonc().parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return broken('the document is not valid JSON: it cannot be read');
  const position = place(first.offset);
  const what = jsonc()
    .printParseErrorCode(first.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return broken(
    `the document is not valid JSON: ${what} in line ${position.line}, column ${position.column}`,
    position,
  );
}
