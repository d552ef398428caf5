/** Policy documents as they are written: JSON text, data, or a value that is known in parts. */
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { unknown, type Text, type Unknown, type Value } from '../model/value';
import { quote, severityOf, type CheckPath, type PolicyCheck, type Position } from './check';
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
  if (isValue(source)) return parseValue(source);
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
  try {
    return { json: JSON.parse(joinJson(text.parts)), checks: [], positionOf: nowhere };
  } catch {
    const hole = text.parts.find((part) => typeof part !== 'string');
    const open = hole ?? unknown('the document is known in parts only', text.references);
    return { json: undefined, checks: [], open, positionOf: nowhere };
  }
}

/** JSON text with holes: a hole outside of a string becomes a string of its own. */
function joinJson(parts: readonly (string | Unknown)[]): string {
  let text = '';
  let inString = false;
  for (const part of parts) {
    if (typeof part !== 'string') {
      text += inString ? encodePart(part) : `"${encodePart(part)}"`;
      continue;
    }
    for (let i = 0; i < part.length; i++) {
      if (part[i] === '\\') i++;
      else if (part[i] === '"') inString = !inString;
    }
    text += part;
  }
  return text;
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

/** The parser of positions calls itself for every level; no policy comes near this depth. */
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
  let tree: Node | undefined;
  const positionOf = (path: CheckPath, about: 'name' | 'value' = 'value'): Position | undefined => {
    if (depth > DEEPEST) return undefined;
    tree ??= parseTree(text, [], { disallowComments: true });
    const offset = offsetOf(tree, path, about);
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

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i++;
    else if (code === 0x22) return i;
  }
  return text.length;
}

function countMembers(json: unknown): number {
  if (typeof json !== 'object' || json === null) return 0;
  const own = Array.isArray(json) ? 0 : Object.keys(json).length;
  return Object.values(json).reduce<number>((sum, inner) => sum + countMembers(inner), own);
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
  look(parseTree(text, [], { disallowComments: true }));
  return found.slice(0, 10);
}

function offsetOf(root: Node | undefined, path: CheckPath, about: 'name' | 'value'): number | undefined {
  let node = root;
  for (const step of path) node = node && childAt(node, step);
  const name = about === 'name' && node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  return (name ?? node)?.offset;
}

const namesOf = new WeakMap<Node, ReadonlyMap<string, Node>>();

function childAt(node: Node, step: string | number): Node | undefined {
  if (node.type === 'array') return typeof step === 'number' ? node.children?.[step] : undefined;
  if (node.type !== 'object') return undefined;
  let names = namesOf.get(node);
  if (names === undefined) {
    names = new Map(
      node.children?.flatMap(({ children: [key, value] = [] }) => (key && value ? [[String(key.value), value]] : [])),
    );
    namesOf.set(node, names);
  }
  return names.get(String(step));
}

/** Turns offsets of a text into lines and columns; the lines are looked for when somebody asks. */
function placesIn(text: string): (offset: number) => Position {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function syntaxError(text: string, depth: number, place: (offset: number) => Position): ParsedPolicy {
  const errors: ParseError[] = [];
  if (depth <= DEEPEST && text.length < 1_000_000) parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return broken('the document is not valid JSON: it cannot be read');
  const position = place(first.offset);
  const what = printParseErrorCode(first.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return broken(
    `the document is not valid JSON: ${what} in line ${position.line}, column ${position.column}`,
    position,
  );
}
