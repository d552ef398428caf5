import { InputError } from '../input-error';

type Fields = Readonly<Record<string, unknown>>;

// `parse config: [main.tf:2,7-3,1: Invalid expression; Expected the start of an expression. main.tf:3,1-2: ...]`
const DIAGNOSTIC = /:(\d+),(\d+)-\d+(?:,\d+)?: ([^;\]]+)/;

/** Parses Terraform's language. Throws an `InputError` with line, column and what is wrong. */
export async function parseHcl(text: string, name: string): Promise<Fields> {
  // Loaded here because it starts a WebAssembly program, which a run over JSON does not need.
  const { parse } = await import('@cdktf/hcl2json');
  try {
    // The parser repeats the name in its message; a fixed one keeps that readable whatever the file is called.
    return (await parse('file', text)) as Fields;
  } catch (error) {
    const [, line, column, what] = DIAGNOSTIC.exec(error instanceof Error ? error.message : '') ?? [];
    if (what === undefined) throw new InputError(`${name}: it is not Terraform's language`);
    throw new InputError(`${name}:${line}:${column}: ${what.charAt(0).toLowerCase()}${what.slice(1).trim()}`);
  }
}

/** The value of a variable definition file as it is meant: the parser keeps the escapes of templates. */
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$${', '${').replaceAll('%%{', '%{');
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}

/** Key of a block among the locations of a stack; the name of a provider is its alias, or empty. */
export function locationKey(kind: string, type: string, name: string): string {
  if (kind === 'resource' || kind === 'data') return `${kind}.${type}.${name}`;
  if (kind === 'provider') return name === '' ? `provider.${type}` : `provider.${type}.${name}`;
  return `${kind}.${name}`;
}

const LABEL = '"?([\\w-]+)"?';
const HEADER = new RegExp(
  `^[ \\t]*(?:(resource|data)[ \\t]+${LABEL}[ \\t]+${LABEL}|(module|output|variable|provider)[ \\t]+${LABEL}|locals)[ \\t]*\\{`,
  'gm',
);

/** Line of each block's header and of each local, by `locationKey`; the parser tells none. */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let from = 0;
  for (const match of text.matchAll(HEADER)) {
    line += text.slice(from, match.index).split('\n').length - 1;
    from = match.index;
    for (const [key, offset] of keysOf(match, text)) {
      if (!lines.has(key)) lines.set(key, line + offset);
    }
  }
  return lines;
}

/** What a header declares, and how many lines below the header. */
function keysOf(header: RegExpExecArray, text: string): readonly (readonly [string, number])[] {
  const [, kind, type = '', name = '', other, otherName = ''] = header;
  if (kind !== undefined) return [[locationKey(kind, type, name), 0]];
  if (other === undefined) return localsIn(bodyOf(header, text));
  if (other !== 'provider') return [[locationKey(other, '', otherName), 0]];
  const alias = /^[ \t]*alias[ \t]*=[ \t]*"?([\w-]+)/m.exec(bodyOf(header, text))?.[1] ?? '';
  return [[locationKey(other, otherName, alias), 0]];
}

/** The text of a block: the rest of its line where it ends there, else all up to the brace below its header. */
function bodyOf(header: RegExpExecArray, text: string): string {
  const start = header.index + header[0].length;
  const rest = /[^\n]*/.exec(text.slice(start))?.[0] ?? '';
  if (/\}[ \t\r]*$/.test(rest)) return rest;
  const indentation = /^[ \t]*/.exec(header[0])?.[0] ?? '';
  const end = text.indexOf(`\n${indentation}}`, start);
  return text.slice(start, end === -1 ? undefined : end);
}

/** Locals stand at the indentation of the first of them; what stands deeper is a part of their values. */
function localsIn(body: string): readonly (readonly [string, number])[] {
  const first = /^([ \t]*)[\w-]+[ \t]*=/m.exec(body)?.[1] ?? '';
  return body.split('\n').flatMap((line, offset): readonly (readonly [string, number])[] => {
    const [, indentation, name = ''] = /^([ \t]*)([\w-]+)[ \t]*=/.exec(line) ?? [];
    return indentation === first ? [[locationKey('local', '', name), offset]] : [];
  });
}
