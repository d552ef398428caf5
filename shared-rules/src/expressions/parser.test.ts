import fc from 'fast-check';
import { parseExpression, parseTemplate } from './parser';
import type { BinaryOperator, Expression } from './syntax';
import { PRECEDENCE } from './syntax';

const literal = (value: string | number | boolean | null): Expression => ({ kind: 'literal', value });
const name = (text: string): Expression => ({ kind: 'name', name: text });

describe('parseExpression', () => {
  it('reads numbers, words and texts', () => {
    expect(parseExpression('12')).toEqual(literal(12));
    expect(parseExpression('1.5e3')).toEqual(literal(1500));
    expect(parseExpression('-1')).toEqual(literal(-1));
    expect(parseExpression('true')).toEqual(literal(true));
    expect(parseExpression('null')).toEqual(literal(null));
    expect(parseExpression('"a\\"b\\n\\u00e9"')).toEqual(literal('a"b\né'));
    expect(parseExpression('truth')).toEqual(name('truth'));
  });

  it('lets identifiers have hyphens, and subtracts between blanks', () => {
    expect(parseExpression('a-b')).toEqual(name('a-b'));
    expect(parseExpression('a - b')).toMatchObject({ kind: 'binary', operator: '-' });
    expect(parseExpression('1-2')).toMatchObject({ kind: 'binary', operator: '-' });
  });

  it('binds operators as Terraform does', () => {
    expect(parseExpression('a || b && c == 1 + 2 * 3')).toEqual(parseExpression('(a || (b && (c == (1 + (2 * 3)))))'));
    expect(parseExpression('1 - 2 - 3')).toEqual(parseExpression('(1 - 2) - 3'));
    expect(parseExpression('!a && b')).toEqual(parseExpression('(!a) && b'));
    expect(parseExpression('a ? b : c ? d : e')).toEqual(parseExpression('a ? b : (c ? d : e)'));
  });

  it('takes a splat with brackets over all that follows and one with a point over attributes only', () => {
    expect(parseExpression('a[*].b[0].c')).toEqual({
      kind: 'traversal',
      source: name('a'),
      steps: [
        {
          kind: 'splat',
          steps: [
            { kind: 'attribute', name: 'b' },
            { kind: 'index', key: literal(0) },
            { kind: 'attribute', name: 'c' },
          ],
        },
      ],
    });
    expect(parseExpression('a.*.b[0].c')).toEqual({
      kind: 'traversal',
      source: name('a'),
      steps: [
        { kind: 'splat', steps: [{ kind: 'attribute', name: 'b' }] },
        { kind: 'index', key: literal(0) },
        { kind: 'attribute', name: 'c' },
      ],
    });
  });

  it('reads indexes in the old form, also two of them', () => {
    expect(parseExpression('a.0.1')).toEqual(parseExpression('a[0][1]'));
    expect(parseExpression('a["k"].b')).toMatchObject({ steps: [{ key: literal('k') }, { name: 'b' }] });
  });

  it('reads objects with either sign and separator, and ends an item at the line end', () => {
    const expected = parseExpression('{"a" = 1, "b" = 2}');
    expect(parseExpression('{a: 1, b: 2,}')).toEqual(expected);
    expect(parseExpression('{\n  a = 1\n  b = 2 // two\n}')).toEqual(expected);
    expect(parseExpression('{a = b\n.c}')).toBeUndefined();
    expect(parseExpression('{a = null\n(b) = 1}')).toMatchObject({
      items: [{ value: literal(null) }, { key: name('b') }],
    });
    expect(parseExpression('{(a) = 1}')).toMatchObject({ items: [{ key: name('a') }] });
    expect(parseExpression('{if = 1}')).toMatchObject({ items: [{ key: literal('if') }] });
  });

  it('ignores line ends within parentheses and brackets', () => {
    expect(parseExpression('(a\n+ b)')).toEqual(parseExpression('a + b'));
    expect(parseExpression('[\n1\n,2,\n]')).toEqual(parseExpression('[1, 2]'));
    expect(parseExpression('{a = [\nb\n.c\n]}')).toEqual(parseExpression('{a = [b.c]}'));
    expect(parseExpression('f(\na,\nb\n)')).toEqual(parseExpression('f(a, b)'));
  });

  it('reads for expressions of both kinds', () => {
    expect(parseExpression('[for v in c : v if v != ""]')).toMatchObject({
      kind: 'for',
      valueName: 'v',
      condition: { operator: '!=' },
    });
    expect(parseExpression('{for k, v in c : k => v...}')).toMatchObject({
      keyName: 'k',
      key: name('k'),
      grouping: true,
    });
    expect(parseExpression('[for k, v in c : k => v]')).toBeUndefined();
    expect(parseExpression('[for]')).toEqual({ kind: 'tuple', items: [name('for')] });
  });

  it('reads calls with an expanded last argument and functions of providers', () => {
    expect(parseExpression('f(a, b...)')).toMatchObject({ name: 'f', expand: true });
    expect(parseExpression('f(a...,)')).toBeUndefined();
    expect(parseExpression('provider::aws::arn_parse(a)')).toMatchObject({ name: 'provider::aws::arn_parse' });
  });

  it('reads heredocs inside of an expression', () => {
    expect(parseExpression('f(<<EOT\nabc ${x}\nEOT\n)')).toMatchObject({
      args: [{ kind: 'template', parts: [literal('abc '), name('x'), literal('\n')] }],
    });
    expect(parseExpression('f(<<-EOT\n    a\n      b\n    EOT\n)')).toMatchObject({ args: [literal('a\n  b\n')] });
    expect(parseExpression('f(<<EOT\nabc)')).toBeUndefined();
  });

  it.each(['', '1 +', 'a b', '(', 'a[', '{a}', '"a', '"\\x"', 'a.', 'f(', 'a::b', '[1 2]', '<<', '1 ? 2', 'a ? b'])(
    'gives nothing for %j',
    (text) => expect(parseExpression(text)).toBeUndefined(),
  );
});

describe('parseTemplate', () => {
  it('gives the expression itself when the string is exactly one interpolation', () => {
    expect(parseTemplate('${a}')).toEqual(name('a'));
    expect(parseTemplate('${a} ')).toEqual({ kind: 'template', parts: [name('a'), literal(' ')] });
    expect(parseTemplate('${"${a}"}')).toEqual(name('a'));
  });

  it('knows the escapes of interpolations and directives', () => {
    expect(parseTemplate('$${a} %%{b} $ % $$ 100% {c}')).toEqual(literal('${a} %{b} $ % $$ 100% {c}'));
  });

  it('leaves backslashes alone outside of quotes', () => {
    expect(parseTemplate('a\\n${"\\n"}')).toEqual({ kind: 'template', parts: [literal('a\\n'), literal('\n')] });
  });

  it.each([
    '${aws:username}',
    '${s3:prefix}',
    '${www.amazon.com:user_id}',
    '${cognito-identity.amazonaws.com:sub}',
    "${aws:PrincipalTag/team, 'none'}",
    '${*}',
    '${?}',
    '${$}',
  ])("keeps IAM's own %s as text", (variable) => {
    expect(parseTemplate(`a${variable}b`)).toEqual(literal(`a${variable}b`));
    expect(parseTemplate(variable)).toEqual(literal(variable));
  });

  it('takes a conditional or a function of a provider for no variable of IAM', () => {
    expect(parseTemplate('${a ? b:c}')).toMatchObject({ kind: 'conditional' });
    expect(parseTemplate('${provider::aws::f(1)}')).toMatchObject({ kind: 'call' });
  });

  it('trims where a tilde stands', () => {
    expect(parseTemplate('a ${~ b ~} c')).toEqual({ kind: 'template', parts: [literal('a'), name('b'), literal('c')] });
  });

  it('reads directives', () => {
    expect(parseTemplate('%{ if a }x%{ else }y%{ endif }')).toEqual({
      kind: 'template',
      parts: [
        {
          kind: 'conditional',
          condition: name('a'),
          then: { kind: 'template', parts: [literal('x')] },
          otherwise: { kind: 'template', parts: [literal('y')] },
        },
      ],
    });
    expect(parseTemplate('%{ for k, v in a }${v}%{ endfor }')).toMatchObject({
      parts: [{ kind: 'repeat', keyName: 'k' }],
    });
    expect(parseTemplate('%{ if a }x')).toBeUndefined();
    expect(parseTemplate('%{ endif }')).toBeUndefined();
    expect(parseTemplate('%{ else }')).toBeUndefined();
  });

  it.each(['${', '${}', '${a', '${a b}', '%{ x }', '${"}'])('gives nothing for %j', (text) => {
    expect(parseTemplate(text)).toBeUndefined();
  });
});

describe('the parser', () => {
  const alphabet = [
    '${',
    '%{',
    '}',
    '{',
    '(',
    ')',
    '[',
    ']',
    '"',
    '\\',
    '<<E\n',
    'E',
    '\n',
    'for ',
    'in ',
    'a',
    '0',
    '.',
    '*',
    ':',
    '?',
    '=',
    ',',
    '~',
    '...',
    '-',
    '!',
    ' ',
    '/*',
    '#',
    'if ',
    'endif',
    '$',
    '%',
  ];

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...alphabet)).map((parts) => parts.join('')),
        ),
        (text) => {
          parseTemplate(text);
          parseExpression(text);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    '(',
    '[',
    '{a=',
    '"${',
    '!',
    '-',
    'f(',
    'a[',
    'a ? ',
    'a ? b : ',
    '${',
    '%{if a}',
    '[for a in ',
    'a[*]',
    'a.*',
  ])('survives 100,000 nested %s', (part) => {
    parseExpression(part.repeat(100_000));
    parseTemplate(`\${${part.repeat(100_000)}`);
    expect(parseTemplate(`\${${part.repeat(100_000)}`)).toBeUndefined();
  });

  it('agrees with a printer', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        expect(parseExpression(print(expression))).toEqual(expression);
      }),
    );
  });
});

const identifiers = fc.constantFrom('a', 'b-c', 'var', 'x_1', 'for', 'in', 'null1');
const scalars = fc.oneof(
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.string(),
  fc.constantFrom(true, false, null),
);

/** Expressions in the parser's normal form: no template of one part, no splat before further steps. */
const { expression: expressions } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    scalars.map(literal),
    identifiers.map(name),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => ({ kind: 'tuple' as const, items })),
    fc
      .array(fc.record({ key: tie('expression'), value: tie('expression') }), { maxLength: 3 })
      .map((items) => ({ kind: 'object' as const, items })),
    fc.record({
      kind: fc.constant('call' as const),
      name: identifiers,
      args: fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
      expand: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('conditional' as const),
      condition: tie('expression'),
      then: tie('expression'),
      otherwise: tie('expression'),
    }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom(...(Object.keys(PRECEDENCE) as BinaryOperator[])),
      left: tie('expression'),
      right: tie('expression'),
    }),
    fc.record({
      kind: fc.constant('traversal' as const),
      source: identifiers.map(name),
      steps: fc.array(
        fc.oneof(
          identifiers.map((text) => ({ kind: 'attribute' as const, name: text })),
          tie('expression').map((key) => ({ kind: 'index' as const, key })),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      kind: fc.constant('for' as const),
      keyName: identifiers,
      valueName: identifiers,
      collection: tie('expression'),
      key: tie('expression'),
      result: tie('expression'),
      condition: tie('expression'),
      grouping: fc.boolean(),
    }),
    fc
      .tuple(fc.string({ minLength: 1 }), tie('expression'))
      // At the greatest depth every expression is a literal, which would be a part of the text before it.
      .map(([text, inner]) => ({
        kind: 'template' as const,
        parts: [literal(text), inner.kind === 'literal' ? name('a') : inner],
      })),
  ),
}));

function print(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? `"${escape(expression.value)}"` : String(expression.value);
    case 'name':
      return expression.name;
    case 'tuple':
      return `[${expression.items.map(print).join(', ')}]`;
    case 'object':
      return `{${expression.items.map(({ key, value }) => `(${print(key)}) = ${print(value)}`).join('\n')}}`;
    case 'call':
      return `${expression.name}(${expression.args.map(print).join(', ')}${expression.expand ? '...' : ''})`;
    case 'conditional':
      return `(${print(expression.condition)} ? ${print(expression.then)} : ${print(expression.otherwise)})`;
    case 'binary':
      return `(${print(expression.left)} ${expression.operator} ${print(expression.right)})`;
    case 'traversal':
      return `${print(expression.source)}${expression.steps.map((step) => (step.kind === 'attribute' ? `.${step.name}` : step.kind === 'index' ? `[${print(step.key)}]` : '')).join('')}`;
    case 'for':
      return printFor(expression);
    case 'template':
      return `"${expression.parts.map((part) => (part.kind === 'literal' ? escape(String(part.value)) : `\${${print(part)}}`)).join('')}"`;
    default:
      throw new Error(`no ${expression.kind} is made`);
  }
}

function printFor({
  keyName = '',
  valueName,
  collection,
  key,
  result,
  condition,
  grouping,
}: Extract<Expression, { kind: 'for' }>): string {
  const parts = [key, result, condition].map((part) => (part === undefined ? '' : print(part)));
  return `{for ${keyName}, ${valueName} in ${print(collection)} : ${parts[0]} => ${parts[1]}${grouping ? '...' : ''} if ${parts[2]}}`;
}

function escape(text: string): string {
  return text
    .replace(/["\\]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')
    .replace(/([$%])(?=\{|$)/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}
