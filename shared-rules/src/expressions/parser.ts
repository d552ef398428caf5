/** A recursive-descent parser of HCL's native expression syntax. Nesting is bounded: hostile input never overflows the stack. */
import { nextToken, type Token } from './lexer';
import { PRECEDENCE, type BinaryOperator, type Expression, type ObjectItem, type Step } from './syntax';
import { readForHead, readTemplate, type TemplateParser, type TemplateStyle } from './template';

const MAXIMUM_DEPTH = 100;
const MAXIMUM_LENGTH = 2_000_000;

interface Parser extends TemplateParser {
  /** Whether a line end means something where the parser stands. */
  newlines: boolean;
  depth: number;
  cached: Token | undefined;
}

/** Reads a string of a Terraform JSON file: a template. Undefined when it cannot be read. */
export function parseTemplate(text: string): Expression | undefined {
  return attempt(text, (parser) => readTemplate(parser, 'bare'));
}

/** Reads a bare expression, as it stands in a `.tf` file. Undefined when it cannot be read. */
export function parseExpression(text: string): Expression | undefined {
  return attempt(text, (parser) => {
    const expression = parser.expression();
    return parser.peek().kind === 'end' ? expression : parser.fail();
  });
}

function attempt(text: string, read: (parser: Parser) => Expression, depth = 0): Expression | undefined {
  if (text.length > MAXIMUM_LENGTH) return undefined;
  try {
    return read(newParser(text, depth));
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}

function newParser(text: string, depth: number): Parser {
  const parser: Parser = {
    text,
    at: 0,
    newlines: false,
    depth,
    cached: undefined,
    expression: () => readExpression(parser),
    peek: () => peek(parser),
    next: () => {
      const token = peek(parser);
      parser.at = token.end;
      return token;
    },
    fail: () => {
      throw new SyntaxError('the expression cannot be read');
    },
    inside: (read) => withNewlines(parser, false, read),
  };
  return parser;
}

function peek(parser: Parser): Token {
  const { cached } = parser;
  // A token begins where the last one ended; blank before it is skipped again, which costs less than remembering it.
  if (cached !== undefined && cached.start === parser.at) return cached;
  const token = nextToken(parser.text, parser.at, parser.newlines);
  parser.at = token.start;
  parser.cached = token;
  return token;
}

function withNewlines<T>(parser: Parser, newlines: boolean, read: () => T): T {
  const before = parser.newlines;
  parser.newlines = newlines;
  parser.cached = undefined;
  const result = read();
  parser.newlines = before;
  parser.cached = undefined;
  return result;
}

function isMark(token: Token, text: string): boolean {
  return token.kind === 'punctuation' && token.text === text;
}

function accept(parser: Parser, mark: string): boolean {
  if (!isMark(parser.peek(), mark)) return false;
  parser.next();
  return true;
}

function expect(parser: Parser, mark: string): void {
  if (!accept(parser, mark)) parser.fail();
}

function deeper<T>(parser: Parser, read: () => T): T {
  if (parser.depth >= MAXIMUM_DEPTH) return parser.fail();
  parser.depth += 1;
  const result = read();
  parser.depth -= 1;
  return result;
}

function readExpression(parser: Parser): Expression {
  return deeper(parser, () => {
    const condition = readBinary(parser, 1);
    if (!accept(parser, '?')) return condition;
    const then = readExpression(parser);
    skipNewlines(parser);
    expect(parser, ':');
    return { kind: 'conditional', condition, then, otherwise: readExpression(parser) };
  });
}

function readBinary(parser: Parser, weakest: number): Expression {
  let left = readUnary(parser);
  for (;;) {
    const operator = binaryOperator(parser.peek());
    if (operator === undefined || PRECEDENCE[operator] < weakest) return left;
    parser.next();
    left = { kind: 'binary', operator, left, right: readBinary(parser, PRECEDENCE[operator] + 1) };
  }
}

function binaryOperator(token: Token): BinaryOperator | undefined {
  return token.kind === 'punctuation' && Object.hasOwn(PRECEDENCE, token.text)
    ? (token.text as BinaryOperator)
    : undefined;
}

function readUnary(parser: Parser): Expression {
  const operators: ('!' | '-')[] = [];
  for (;;) {
    if (accept(parser, '!')) operators.push('!');
    else if (accept(parser, '-')) operators.push('-');
    else break;
  }
  let expression = readPostfix(parser);
  for (const operator of operators.reverse()) expression = applySign(operator, expression);
  return expression;
}

/** `-1` is a literal, so that negative numbers read as such. */
function applySign(operator: '!' | '-', operand: Expression): Expression {
  if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number') {
    return { kind: 'literal', value: 0 - operand.value };
  }
  return { kind: 'unary', operator, operand };
}

function readPostfix(parser: Parser): Expression {
  const source = readPrimary(parser);
  const steps = readSteps(parser, true);
  return steps.length === 0 ? source : { kind: 'traversal', source, steps };
}

/** Steps behind an expression; behind `.*` only attributes belong to the splat. */
function readSteps(parser: Parser, indexes: boolean): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (indexes && accept(parser, '[')) steps.push(readIndex(parser));
    else if (accept(parser, '.')) steps.push(readAttribute(parser));
    else return steps;
  }
}

function readIndex(parser: Parser): Step {
  const key = withNewlines(parser, false, () => {
    const key = acceptStar(parser) ? undefined : readExpression(parser);
    expect(parser, ']');
    return key;
  });
  if (key !== undefined) return { kind: 'index', key };
  return { kind: 'splat', steps: deeper(parser, () => readSteps(parser, true)) };
}

function acceptStar(parser: Parser): boolean {
  const token = parser.peek();
  return isMark(token, '*') && isMark(nextToken(parser.text, token.end, false), ']') && accept(parser, '*');
}

const DIGITS = /\d+/y;

function readAttribute(parser: Parser): Step {
  const token = parser.peek();
  if (token.kind === 'identifier') {
    parser.next();
    return { kind: 'attribute', name: token.text };
  }
  if (accept(parser, '*')) return { kind: 'splat', steps: deeper(parser, () => readSteps(parser, false)) };
  if (token.kind !== 'number') return parser.fail();
  // `a.0.1` is two indexes and not the number 0.1.
  DIGITS.lastIndex = token.start;
  const digits = DIGITS.exec(parser.text)?.[0] ?? parser.fail();
  parser.at = token.start + digits.length;
  return { kind: 'index', key: { kind: 'literal', value: Number(digits) } };
}

function readPrimary(parser: Parser): Expression {
  const token = parser.next();
  switch (token.kind) {
    case 'number':
      return { kind: 'literal', value: token.value };
    case 'heredoc':
      return attempt(token.body, (inner) => readTemplate(inner, 'bare'), parser.depth + 1) ?? parser.fail();
    case 'identifier':
      return readName(parser, token.text);
    case 'punctuation':
      return readBracket(parser, token.text);
    default:
      return parser.fail();
  }
}

function readBracket(parser: Parser, mark: string): Expression {
  switch (mark) {
    case '"':
      return quoted(parser, 'quoted');
    case '(':
      return withNewlines(parser, false, () => {
        const expression = readExpression(parser);
        expect(parser, ')');
        return expression;
      });
    case '[':
      return withNewlines(parser, false, () => readTuple(parser));
    case '{':
      return withNewlines(parser, true, () => readObject(parser));
    default:
      return parser.fail();
  }
}

function quoted(parser: Parser, style: TemplateStyle): Expression {
  parser.cached = undefined;
  const template = deeper(parser, () => readTemplate(parser, style));
  parser.cached = undefined;
  return template;
}

const WORDS: ReadonlyMap<string, Expression> = new Map<string, Expression>([
  ['true', { kind: 'literal', value: true }],
  ['false', { kind: 'literal', value: false }],
  ['null', { kind: 'literal', value: null }],
]);

function readName(parser: Parser, first: string): Expression {
  let name = first;
  while (accept(parser, '::')) {
    const token = parser.next();
    name += `::${token.kind === 'identifier' ? token.text : parser.fail()}`;
  }
  if (accept(parser, '(')) return withNewlines(parser, false, () => readCall(parser, name));
  if (name !== first) return parser.fail();
  return WORDS.get(name) ?? { kind: 'name', name };
}

function readCall(parser: Parser, name: string): Expression {
  const args: Expression[] = [];
  let expand = false;
  while (!accept(parser, ')')) {
    args.push(readExpression(parser));
    expand = accept(parser, '...');
    if (!expand && accept(parser, ',')) continue;
    expect(parser, ')');
    break;
  }
  return { kind: 'call', name, args, expand };
}

function isFor(parser: Parser): boolean {
  const token = parser.peek();
  if (token.kind !== 'identifier' || token.text !== 'for') return false;
  return nextToken(parser.text, token.end, false).kind === 'identifier';
}

function readTuple(parser: Parser): Expression {
  if (isFor(parser)) return readFor(parser, ']');
  const items: Expression[] = [];
  while (!accept(parser, ']')) {
    items.push(readExpression(parser));
    if (accept(parser, ',')) continue;
    expect(parser, ']');
    break;
  }
  return { kind: 'tuple', items };
}

function readFor(parser: Parser, end: ']' | '}'): Expression {
  return parser.inside(() => {
    parser.next();
    const head = readForHead(parser);
    expect(parser, ':');
    const first = readExpression(parser);
    const result = end === '}' ? forValue(parser) : undefined;
    const grouping = end === '}' && accept(parser, '...');
    const condition = isWord(parser.peek(), 'if') ? forCondition(parser) : undefined;
    expect(parser, end);
    return {
      kind: 'for',
      ...head,
      ...(result === undefined ? { result: first } : { key: first, result }),
      ...(condition === undefined ? {} : { condition }),
      grouping,
    };
  });
}

function forValue(parser: Parser): Expression {
  expect(parser, '=>');
  return readExpression(parser);
}

function forCondition(parser: Parser): Expression {
  parser.next();
  return readExpression(parser);
}

function isWord(token: Token, text: string): boolean {
  return token.kind === 'identifier' && token.text === text;
}

function skipNewlines(parser: Parser): void {
  while (parser.peek().kind === 'newline') parser.next();
}

function readObject(parser: Parser): Expression {
  skipNewlines(parser);
  if (isFor(parser)) return readFor(parser, '}');
  const items: ObjectItem[] = [];
  while (!accept(parser, '}')) {
    items.push(readItem(parser));
    const separated = accept(parser, ',') || parser.peek().kind === 'newline';
    skipNewlines(parser);
    if (separated) continue;
    expect(parser, '}');
    break;
  }
  return { kind: 'object', items };
}

function readItem(parser: Parser): ObjectItem {
  const key = readKey(parser);
  skipNewlines(parser);
  if (!accept(parser, '=')) expect(parser, ':');
  skipNewlines(parser);
  return { key, value: readExpression(parser) };
}

/** A bare word before `=` or `:` is a key of that name, everything else an expression. */
function readKey(parser: Parser): Expression {
  const token = parser.peek();
  if (token.kind === 'identifier') {
    const after = nextToken(parser.text, token.end, parser.newlines);
    if (isMark(after, '=') || isMark(after, ':')) {
      parser.next();
      return { kind: 'literal', value: token.text };
    }
  }
  return readExpression(parser);
}
