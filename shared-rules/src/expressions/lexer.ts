/**
 * Tokens of Terraform expressions. The parser asks for one token at a time and says whether a newline means something
 * where it stands, because in HCL that depends on the bracket around it.
 */

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A token; `start` and `end` are positions in the text. */
export type Token = Span &
  (
    | { readonly kind: 'identifier'; readonly text: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'heredoc'; readonly body: string }
    | { readonly kind: 'punctuation'; readonly text: string }
    | { readonly kind: 'newline' | 'end' | 'bad' }
  );

const BLANK = /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const BLANK_OR_NEWLINE = /(?:[ \t\r\n]|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PUNCTUATION = /\.\.\.|==|=>|!=|<=|>=|&&|\|\||::|[-=!<>.:?,()[\]{}+*/%~"]/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The token at or after a position. With `newlines`, a line end is a token; without, it is blank. */
export function nextToken(text: string, at: number, newlines: boolean): Token {
  const start = at + (match(newlines ? BLANK : BLANK_OR_NEWLINE, text, at)?.[0].length ?? 0);
  if (start >= text.length) return { kind: 'end', start, end: start };
  if (text[start] === '\n') return { kind: 'newline', start, end: start + 1 };
  return heredoc(text, start) ?? word(text, start) ?? { kind: 'bad', start, end: start + 1 };
}

function word(text: string, start: number): Token | undefined {
  const identifier = match(IDENTIFIER, text, start)?.[0];
  if (identifier !== undefined) return { kind: 'identifier', text: identifier, start, end: start + identifier.length };
  const digits = match(NUMBER, text, start)?.[0];
  if (digits !== undefined) return { kind: 'number', value: Number(digits), start, end: start + digits.length };
  const mark = match(PUNCTUATION, text, start)?.[0];
  if (mark !== undefined) return { kind: 'punctuation', text: mark, start, end: start + mark.length };
  return undefined;
}

function heredoc(text: string, start: number): Token | undefined {
  if (!text.startsWith('<<', start)) return undefined;
  const head = match(HEREDOC, text, start);
  const marker = head?.[2];
  if (head === null || marker === undefined) return undefined;
  const bodyStart = start + head[0].length;
  let line = bodyStart;
  while (line <= text.length) {
    const next = text.indexOf('\n', line);
    const lineEnd = next === -1 ? text.length : next;
    if (text.slice(line, lineEnd).trim() === marker) {
      const body = text.slice(bodyStart, line);
      return { kind: 'heredoc', body: head[1] === '-' ? unindent(body) : body, start, end: lineEnd };
    }
    if (next === -1) return undefined;
    line = next + 1;
  }
  return undefined;
}

/** `<<-` takes away the indentation that all lines have in common. */
function unindent(body: string): string {
  const lines = body.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const common = indents.reduce((least, indent) => Math.min(least, indent), Infinity);
  return Number.isFinite(common) ? lines.map((line) => line.slice(Math.min(common, leading(line)))).join('\n') : body;
}

function leading(line: string): number {
  return line.length - line.trimStart().length;
}
