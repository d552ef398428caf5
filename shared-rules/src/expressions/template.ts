/** Templates: literal text, `${...}` interpolations and `%{...}` directives, read into one expression. */
import type { Token } from './lexer';
import type { Expression } from './syntax';

/** What the template reader needs of the expression parser; given as data so that the two files need not import each other. */
export interface TemplateParser {
  readonly text: string;
  /** Position of the reader; moves. */
  at: number;
  expression(): Expression;
  next(): Token;
  peek(): Token;
  fail(): never;
  /** Runs a part in which line ends mean nothing. */
  inside<T>(read: () => T): T;
}

type Piece =
  | { readonly kind: 'text'; text: string }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'if'; readonly condition: Expression }
  | { readonly kind: 'for'; readonly keyName?: string; readonly valueName: string; readonly collection: Expression }
  | { readonly kind: 'else' | 'endif' | 'endfor' };

/** How a template ends and whether backslashes escape in it. */
export type TemplateStyle = 'quoted' | 'bare';

/**
 * IAM's own variables, which people leave unescaped in the JSON strings of policies: `${aws:username}`, `${*}`. No HCL
 * expression looks like that: a name is never followed by a single colon at the start of an interpolation.
 */
const POLICY_VARIABLE = /\$\{(?:[A-Za-z][\w.-]*:(?!:)[^{}"\n]*|[*?$])\}/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** Reads a template up to its end: the closing quote, which is consumed, or the end of the text. */
export function readTemplate(parser: TemplateParser, style: TemplateStyle): Expression {
  const pieces: Piece[] = [];
  let trim = false;
  while (!atEnd(parser, style)) {
    const [piece, trimBefore, trimAfter] = readPiece(parser, style);
    const last = pieces.at(-1);
    if (trimBefore && last?.kind === 'text') last.text = last.text.trimEnd();
    if (piece.kind === 'text' && trim) piece.text = piece.text.trimStart();
    pieces.push(piece);
    trim = trimAfter;
  }
  return nest(parser, pieces);
}

function atEnd(parser: TemplateParser, style: TemplateStyle): boolean {
  if (style === 'bare') return parser.at >= parser.text.length;
  if (parser.at >= parser.text.length) return parser.fail();
  if (parser.text[parser.at] !== '"') return false;
  parser.at += 1;
  return true;
}

function readPiece(parser: TemplateParser, style: TemplateStyle): readonly [Piece, boolean, boolean] {
  const { text, at } = parser;
  if (text[at + 1] === '{' && !isPolicyVariable(text, at)) {
    if (text[at] === '$') return readMarked(parser, interpolation);
    if (text[at] === '%') return readMarked(parser, directive);
  }
  return [{ kind: 'text', text: readText(parser, style) }, false, false];
}

function isPolicyVariable(text: string, at: number): boolean {
  POLICY_VARIABLE.lastIndex = at;
  return POLICY_VARIABLE.test(text);
}

function readMarked(
  parser: TemplateParser,
  read: (parser: TemplateParser) => Piece,
): readonly [Piece, boolean, boolean] {
  parser.at += 2;
  return parser.inside(() => {
    const before = accept(parser, '~');
    const piece = read(parser);
    const after = accept(parser, '~');
    if (!accept(parser, '}')) parser.fail();
    return [piece, before, after] as const;
  });
}

function accept(parser: TemplateParser, mark: string): boolean {
  const token = parser.peek();
  if (token.kind !== 'punctuation' || token.text !== mark) return false;
  parser.next();
  return true;
}

function interpolation(parser: TemplateParser): Piece {
  return { kind: 'expression', expression: parser.expression() };
}

function directive(parser: TemplateParser): Piece {
  switch (identifier(parser)) {
    case 'if':
      return { kind: 'if', condition: parser.expression() };
    case 'else':
      return { kind: 'else' };
    case 'endif':
      return { kind: 'endif' };
    case 'for':
      return { kind: 'for', ...readForHead(parser) };
    case 'endfor':
      return { kind: 'endfor' };
    default:
      return parser.fail();
  }
}

function identifier(parser: TemplateParser): string {
  const token = parser.next();
  return token.kind === 'identifier' ? token.text : parser.fail();
}

/** `k, v in collection`, behind the word `for`. */
export function readForHead(parser: TemplateParser): {
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
} {
  const first = identifier(parser);
  const second = accept(parser, ',') ? identifier(parser) : undefined;
  if (identifier(parser) !== 'in') parser.fail();
  const collection = parser.expression();
  return second === undefined ? { valueName: first, collection } : { keyName: first, valueName: second, collection };
}

/** Literal text up to the next interpolation, directive or end. */
function readText(parser: TemplateParser, style: TemplateStyle): string {
  let result = '';
  for (;;) {
    const stop = nextSpecial(parser.text, parser.at, style);
    result += parser.text.slice(parser.at, stop);
    parser.at = stop;
    const piece = special(parser, style);
    if (piece === undefined) return result;
    result += piece;
  }
}

const QUOTED_SPECIAL = /["\\]|[$%]+\{/g;
const BARE_SPECIAL = /[$%]+\{/g;

function nextSpecial(text: string, at: number, style: TemplateStyle): number {
  const pattern = style === 'quoted' ? QUOTED_SPECIAL : BARE_SPECIAL;
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}

/** Literal text that a special sequence stands for; undefined where the literal ends. */
function special(parser: TemplateParser, style: TemplateStyle): string | undefined {
  const { text, at } = parser;
  const character = text[at];
  if (character === undefined) return undefined;
  if (character === '$' || character === '%') return dollars(parser);
  if (style === 'quoted' && character === '\\') return escape(parser);
  return character === '"' ? undefined : parser.fail();
}

const RUN = /[$%]+(?=\{)/y;

/** A run of signs before a brace: the last one begins an interpolation, unless the one before it escapes it. */
function dollars(parser: TemplateParser): string | undefined {
  const { text, at } = parser;
  RUN.lastIndex = at;
  const run = RUN.exec(text)?.[0] ?? parser.fail();
  const last = run.at(-1) ?? '';
  if (run.length > 1 && run.at(-2) === last) {
    parser.at = at + run.length + 1;
    return `${run.slice(0, -1)}{`;
  }
  const sign = at + run.length - 1;
  parser.at = sign;
  if (last === '$' && isPolicyVariable(text, sign)) {
    parser.at = text.indexOf('}', sign) + 1;
    return run.slice(0, -1) + text.slice(sign, parser.at);
  }
  return run.length > 1 ? run.slice(0, -1) : undefined;
}

const UNICODE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;

function escape(parser: TemplateParser): string {
  const simple = ESCAPES.get(parser.text[parser.at + 1] ?? '');
  if (simple !== undefined) {
    parser.at += 2;
    return simple;
  }
  UNICODE.lastIndex = parser.at;
  const found = UNICODE.exec(parser.text);
  const code = Number.parseInt(found?.[1] ?? found?.[2] ?? '', 16);
  if (found === null || !(code <= 0x10ffff)) return parser.fail();
  parser.at += found[0].length;
  return String.fromCodePoint(code);
}

/** Puts what stands between directives into them. */
function nest(parser: TemplateParser, pieces: readonly Piece[]): Expression {
  const reader = { pieces, at: 0 };
  const whole = block(parser, reader, []);
  return reader.at === pieces.length ? whole : parser.fail();
}

interface PieceReader {
  readonly pieces: readonly Piece[];
  at: number;
}

function block(parser: TemplateParser, reader: PieceReader, ends: readonly Piece['kind'][], depth = 0): Expression {
  const parts: Expression[] = [];
  if (depth > 50) parser.fail();
  for (; reader.at < reader.pieces.length; reader.at++) {
    const piece = reader.pieces[reader.at];
    if (piece === undefined || ends.includes(piece.kind)) break;
    if (piece.kind === 'text') {
      if (piece.text !== '') parts.push({ kind: 'literal', value: piece.text });
    } else if (piece.kind === 'expression') parts.push(piece.expression);
    else parts.push(nested(parser, reader, piece, depth + 1));
  }
  const [only] = parts;
  // One piece of text is a literal, one interpolation is its expression; only directives always make text.
  if (parts.length === 1 && only !== undefined && reader.pieces.length === 1) return only;
  return parts.length === 0 ? { kind: 'literal', value: '' } : { kind: 'template', parts };
}

function nested(parser: TemplateParser, reader: PieceReader, piece: Piece, depth: number): Expression {
  reader.at += 1;
  if (piece.kind === 'for') {
    const { keyName, valueName, collection } = piece;
    const body = block(parser, reader, ['endfor'], depth);
    expectPiece(parser, reader, 'endfor');
    return { kind: 'repeat', valueName, collection, body, ...(keyName === undefined ? {} : { keyName }) };
  }
  if (piece.kind !== 'if') return parser.fail();
  const then = block(parser, reader, ['else', 'endif'], depth);
  if (reader.pieces[reader.at]?.kind !== 'else') {
    expectPiece(parser, reader, 'endif');
    return { kind: 'conditional', condition: piece.condition, then, otherwise: { kind: 'literal', value: '' } };
  }
  reader.at += 1;
  const otherwise = block(parser, reader, ['endif'], depth);
  expectPiece(parser, reader, 'endif');
  return { kind: 'conditional', condition: piece.condition, then, otherwise };
}

function expectPiece(parser: TemplateParser, reader: PieceReader, kind: Piece['kind']): void {
  if (reader.pieces[reader.at]?.kind !== kind) parser.fail();
}
