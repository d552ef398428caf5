/** Where the parts of a JSON text stand. The text is one that `JSON.parse` takes. */
import type { CheckPath, Position } from './check';

interface Member {
  /** Offset of its name; that of the value in a list. */
  readonly name: number;
  readonly value: number;
}

/**
 * Finds the offset of the value at a path, or of its name; undefined when there is none. Each object or list on the way is
 * gone through once, when it is first asked for.
 */
export function offsetsIn(text: string): (path: CheckPath, about: 'name' | 'value') => number | undefined {
  const root = afterSpace(text, 0);
  const known = new Map<number, ReadonlyMap<string | number, Member>>();
  const membersOf = (offset: number): ReadonlyMap<string | number, Member> => {
    const members = known.get(offset) ?? membersAt(text, offset);
    known.set(offset, members);
    return members;
  };
  return (path, about) => {
    let at: Member | undefined = { name: root, value: root };
    for (const step of path) at = at && membersOf(at.value).get(step);
    return at?.[about];
  };
}

/** The members of the object or list that begins there; of two of one name the last one counts, as for `JSON.parse`. */
function membersAt(text: string, offset: number): ReadonlyMap<string | number, Member> {
  const members = new Map<string | number, Member>();
  const isObject = text[offset] === '{';
  if (!isObject && text[offset] !== '[') return members;
  let at = afterSpace(text, offset + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    const name = at;
    let step: string | number = members.size;
    if (isObject) {
      const end = endOfString(text, name) + 1;
      step = JSON.parse(text.slice(name, end)) as string;
      at = afterSpace(text, afterSpace(text, end) + 1);
    }
    members.set(step, { name, value: at });
    at = afterSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = afterSpace(text, at + 1);
  }
  return members;
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** The offset behind the value that begins there. */
function endOfValue(text: string, start: number): number {
  let level = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) level++;
    else if (code === 0x7d || code === 0x5d) level--;
    else if (level === 0 && code === 0x2c) return at;
    if (level < 0) return at;
  }
  return text.length;
}

/** The offset of the quote that ends the string. Strings are most of a document: their ends are not walked to. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === 0x5c) before--;
  return (at - before) % 2 === 1;
}

/** Turns offsets of a text into lines and columns; the lines are looked for when somebody asks. */
export function placesIn(text: string): (offset: number) => Position {
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
