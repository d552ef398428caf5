import { known, list, unknown, type Reference, type Value } from '../model/value';
import { encode } from '../policy/text';
import { readTerraform } from './index';
import { distinctReferences, inexact, mergeReferences, outputOf, passing, telling } from './references';
import { allReferences } from './values';

const secret: Reference = { address: 'aws_iam_access_key.k', attribute: 'secret' };
const stack = {
  variable: { open: {}, list: { default: ['a'] } },
  resource: {
    aws_iam_access_key: { k: { user: 'alice', tags: { a: '${var.open}' } } },
    aws_x: { many: { for_each: '${toset(["a", "b"])}', n: '${each.key}' } },
  },
};

function valueOf(expression: string, configuration: object = {}): Value {
  const { resources } = readTerraform(
    { ...stack, ...configuration, output: { o: { value: `\${${expression}}` } } },
    { stack: 's', readFile: (path) => (path === 't.tpl' ? 'key=${key}' : undefined) },
  );
  return resources.find(({ address }) => address === 'output.o')?.values.get('value') ?? unknown('no output');
}

/** What a value holds of the secret: the ways that it came. Undefined when it does not hold it. */
function waysOf(expression: string, configuration: object = {}): readonly (readonly string[])[] {
  return allReferences(valueOf(expression, configuration))
    .filter(({ attribute, onlyTells }) => attribute === 'secret' && onlyTells === undefined)
    .map(({ via = [] }) => via);
}

const KEY = 'aws_iam_access_key.k.secret';

describe('the way of a reference', () => {
  it.each([
    [KEY, []],
    [`"x\${${KEY}}"`, []],
    [`upper(${KEY})`, []],
    [`jsonencode({a = ${KEY}})`, ['jsonencode']],
    [`base64encode(jsonencode([${KEY}]))`, ['jsonencode', 'base64encode']],
    [`base64gzip(${KEY})`, ['base64gzip']],
    [`yamlencode({a = ${KEY}})`, ['yamlencode']],
    [`templatefile("t.tpl", {key = ${KEY}})`, ['templatefile']],
    [`jsondecode(jsonencode({a = ${KEY}})).a`, ['jsonencode']],
  ])('of %s is %j', (expression, way) => {
    expect(waysOf(expression)).toEqual([way]);
  });

  it('names the locals that it passed, in order', () => {
    const locals = { env: `\${{TOKEN = ${KEY}}}`, text: '${jsonencode(local.env)}', whole: '${aws_iam_access_key.k}' };
    expect(waysOf('local.env.TOKEN', { locals })).toEqual([['local.env']]);
    expect(waysOf('local.env', { locals })).toEqual([['local.env']]);
    expect(waysOf('"a${local.text}b"', { locals })).toEqual([['local.env', 'jsonencode', 'local.text']]);
    expect(waysOf('local.whole.secret', { locals })).toEqual([['local.whole']]);
  });

  it('names no step twice in a row, and at most eight', () => {
    expect(waysOf(`jsonencode(jsonencode(jsonencode(${KEY})))`)).toEqual([['jsonencode']]);
    const locals = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`l${index}`, index === 0 ? `\${${KEY}}` : `\${local.l${index - 1}}`]),
    );
    expect(waysOf('local.l11', { locals })).toEqual([Array.from({ length: 8 }, (_, index) => `local.l${index}`)]);
  });

  it('stands on the holes of a text as on the text', () => {
    const text = valueOf(`jsonencode({a = ${KEY}, b = 1})`);
    const way = { ...secret, via: ['jsonencode'] };
    expect(text).toMatchObject({ kind: 'text', references: [way] });
    expect(text.kind === 'text' && text.parts.filter((part) => typeof part !== 'string')).toMatchObject([
      { kind: 'unknown', references: [way] },
    ]);
  });

  it('leaves what is not known the same value for those who compare', () => {
    const locals = { n: '${[var.open, "${aws_iam_access_key.k.tags.a}"]}' };
    const resource = {
      ...stack.resource,
      aws_y: {
        one: { v: 'x${local.n[1]}' },
        two: { v: 'x${local.n[1]}' },
        three: { v: '${jsonencode(["x${local.n[1]}"])}' },
        four: { v: '["x${aws_iam_access_key.k.tags.a}"]' },
      },
    };
    const { resources } = readTerraform({ ...stack, locals, resource }, { stack: 's' });
    const texts = resources
      .filter(({ type }) => type === 'aws_y')
      .map(({ values }) => encode(values.get('v') ?? known(null)));
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).toBe(`["${texts[0] ?? ''}"]`);
    expect(texts[3]).toBe(texts[2]);
  });

  it('leaves a set a set, and a map with keys that are not known readable', () => {
    expect(valueOf('local.s[0]', { locals: { s: `\${toset([${KEY}])}` } })).toMatchObject({
      reason: 'a set has no positions',
    });
    const locals = { m: `\${{"\${var.open}" = ${KEY}}}` };
    expect(valueOf('jsonencode(local.m)', { locals }).kind).toBe('text');
    expect(waysOf('jsonencode(local.m)', { locals })).toEqual([['local.m', 'jsonencode']]);
  });

  it('does not copy what refers to nothing', () => {
    const value = list([
      known('a'),
      list([unknown('x')]),
      { kind: 'text', parts: ['a', unknown('y')], references: [] },
    ]);
    expect(passing(value, 'local.x')).toBe(value);
    expect(telling(value)).toBe(value);
  });
});

describe('a value that only tells something about an attribute', () => {
  it.each([
    `md5(${KEY})`,
    `sha256(${KEY})`,
    `base64sha256(${KEY})`,
    `bcrypt(${KEY})`,
    `uuidv5("dns", ${KEY})`,
    `filemd5(${KEY})`,
    `length(${KEY})`,
    `length([${KEY}])`,
    `${KEY} == "x"`,
    `${KEY} != ""`,
    `!(${KEY} == "x")`,
    `${KEY} == "x" || var.open`,
    `tonumber(${KEY}) < 1`,
    `can(regex("a", ${KEY}))`,
    `contains(["a"], ${KEY})`,
    `contains([${KEY}], "a")`,
    `startswith(${KEY}, "A")`,
    `strcontains(${KEY}, "A")`,
    `alltrue([${KEY} == "x"])`,
    `keys({a = ${KEY}})`,
    `setsubtract(var.list, [${KEY}])`,
    `file(${KEY})`,
    `var.list[${KEY}]`,
    `aws_x.many[${KEY}].n`,
    `${KEY} == "" ? "a" : "b"`,
    `"\${length(${KEY}) > 1 ? "a" : "b"}"`,
    `upper(sha256(${KEY}))`,
    `jsonencode({a = sha256(${KEY})})`,
    `[for x in var.list : x if x == ${KEY}]`,
  ])('%s', (expression) => {
    expect(waysOf(expression)).toEqual([]);
  });

  it.each([
    `${KEY} == "" ? "a" : ${KEY}`,
    `[for x in var.list : ${KEY} if x == ${KEY}]`,
    `"\${sha256(${KEY})}\${${KEY}}"`,
    `replace("KEY", "KEY", ${KEY})`,
    `coalesce(var.open, ${KEY})`,
    `try(${KEY}, "")`,
    `merge({a = ${KEY}}, {b = 1})`,
    `{for k in var.list : k => ${KEY}}`,
    `nonsensitive(sensitive(${KEY}))`,
    `split(",", ${KEY})[0]`,
    `regex("a", ${KEY})`,
    `[${KEY}][0]`,
    `{a = ${KEY}}["a"]`,
    `format("%s", ${KEY})`,
    `rsadecrypt(${KEY}, "x")`,
  ])('is not %s', (expression) => {
    expect(waysOf(expression)).toHaveLength(1);
  });

  it('keeps its reference, so that who follows links sees it', () => {
    expect(valueOf('sha256(aws_iam_access_key.k.user)')).toMatchObject({
      kind: 'known',
      references: [{ address: 'aws_iam_access_key.k', attribute: 'user', onlyTells: true }],
    });
  });
});

describe('references', () => {
  const holds = { address: 'a', attribute: 'b' };
  const tells = { ...holds, onlyTells: true as const };

  it('of one attribute are one, and holding it wins', () => {
    expect(distinctReferences([tells, holds, { ...holds, via: ['x'] }, { address: 'a' }])).toEqual([
      holds,
      { address: 'a' },
    ]);
    expect(mergeReferences([tells], [holds])).toEqual([holds]);
    expect(mergeReferences([holds], [tells])).toEqual([holds]);
  });

  it('that are merged without a change stay the same list', () => {
    const first = [holds];
    expect(mergeReferences(first, [tells])).toBe(first);
    expect(mergeReferences(first, [])).toBe(first);
    expect(mergeReferences([], first)).toBe(first);
  });

  it('of a part of an attribute get a second one that holds nothing', () => {
    expect(inexact([holds])).toEqual([holds, { address: 'a', onlyTells: true }]);
    expect(inexact([{ address: 'a' }])).toEqual([{ address: 'a' }]);
  });
});

describe('a value that is one of several', () => {
  /** What the value says of the secret. */
  const maybe = (expression: string): readonly (string | undefined)[] =>
    allReferences(valueOf(expression))
      .filter(({ attribute, onlyTells }) => attribute === 'secret' && onlyTells === undefined)
      .map((reference) => reference.maybe);

  it.each([
    [`var.open ? ${KEY} : ""`],
    [`"%{ if var.open }\${${KEY}}%{ endif }"`],
    [`[for x in [${KEY}] : x if var.open]`],
    [`{ a = ${KEY}, b = "" }[var.open]`],
    [`lookup({ a = ${KEY} }, var.open, "")`],
    [`element([${KEY}, ""], var.open)`],
    [`coalesce(var.open, ${KEY})`],
    [`jsonencode(var.open ? ${KEY} : null)`],
  ])('may hold what one of them holds: %s', (expression) => {
    expect(maybe(expression)).toEqual(['variable `open` has no default']);
  });

  it.each([
    [`var.open ? ${KEY} : "x\${${KEY}}"`],
    [`var.open || true ? ${KEY} : ""`],
    [`coalesce("", ${KEY}, "")`],
    [`[for x in [${KEY}] : x if true]`],
  ])('holds what all of them hold: %s', (expression) => {
    expect(maybe(expression)).toEqual([undefined]);
  });

  it('may hold what a block holds that may not be there', () => {
    const block = { for_each: '${var.open}', content: { n: `\${${KEY}}` } };
    const { resources } = readTerraform(
      { ...stack, resource: { ...stack.resource, aws_z: { z: { dynamic: { part: block } } } } },
      { stack: 's' },
    );
    const part = resources.find(({ address }) => address === 'aws_z.z')?.values.get('part');
    expect(part === undefined ? [] : allReferences(part)).toContainEqual({
      ...secret,
      maybe: 'variable `open` has no default',
    });
  });
});

it('says of a resource as a whole that it is the whole, and of a part of it no longer', () => {
  const isWhole = (expression: string): boolean =>
    allReferences(valueOf(expression)).some((reference) => reference.isWhole === true);
  expect(['aws_iam_access_key.k', '[aws_iam_access_key.k]', '{ a = aws_iam_access_key.k }'].map(isWhole)).toEqual([
    true,
    true,
    true,
  ]);
  expect(
    ['aws_iam_access_key.k.id', 'merge(aws_iam_access_key.k, {}).id', 'aws_x.many["a"].n', 'length(aws_x.many)'].map(
      isWhole,
    ),
  ).toEqual([false, false, false, false]);
});

describe('an output of another stack', () => {
  it('names the stack before each address, and itself on the way', () => {
    const value = list([unknown('x', [secret]), known('y', [{ ...secret, via: ['local.a'] }])]);
    const address = 'origin/aws_iam_access_key.k';
    expect(outputOf(value, 'origin', 'o')).toEqual(
      list([
        unknown('x', [{ ...secret, address, via: ['origin/output.o'] }]),
        known('y', [{ ...secret, address, via: ['local.a', 'origin/output.o'] }]),
      ]),
    );
  });

  it('keeps the address of a third stack, and knows a slash in a key for none', () => {
    const addresses = ['third/aws_x.a', 'aws_x.a["b/c"]'].map((address) => ({ address, attribute: 'n' }));
    expect(outputOf(unknown('x', addresses), 'origin', 'o').references.map(({ address }) => address)).toEqual([
      'third/aws_x.a',
      'origin/aws_x.a["b/c"]',
    ]);
  });

  it('brings along what its stack declares secret', () => {
    const origin = readTerraform(
      { variable: { s: { default: 'hunter2', sensitive: true } }, output: { o: { value: 'x${var.s}' } } },
      { stack: 'origin' },
    );
    const reader = readTerraform(
      { output: { o: { value: '${data.terraform_remote_state.r.outputs.o}' } } },
      { stack: 's', remoteState: () => origin },
    );
    expect(reader.secrets).toEqual(['hunter2']);
  });

  it('is what the other stack says of itself', () => {
    const origin = readTerraform({ ...stack, output: { o: { value: `\${${KEY}}` } } }, { stack: 'origin' });
    const reader = readTerraform(
      { output: { o: { value: '${data.terraform_remote_state.r.outputs.o}' } } },
      { stack: 's', remoteState: (name) => (name === 'r' ? origin : undefined) },
    );
    expect(reader.resources[0]?.values.get('value')?.references).toEqual([
      { address: 'origin/aws_iam_access_key.k', attribute: 'secret', via: ['origin/output.o'] },
      { address: 'data.terraform_remote_state.r', attribute: 'outputs' },
    ]);
  });
});

describe('a resource of which nobody knows how many there are', () => {
  const configuration = {
    variable: { n: {}, people: {} },
    locals: { keys: '${aws_iam_access_key.some}' },
    resource: {
      aws_iam_user: { people: { for_each: '${var.people}', name: '${each.key}' } },
      aws_iam_access_key: {
        some: { count: '${var.n}', user: 'a' },
        each: { for_each: '${var.people}', user: '${each.key}' },
        of: { for_each: '${aws_iam_user.people}', user: '${each.value.name}' },
      },
    },
  };
  /** The attributes of keys that a value holds. */
  const held = (expression: string): readonly string[] =>
    allReferences(valueOf(expression, configuration))
      .filter(({ address, onlyTells }) => address.startsWith('aws_iam_access_key.') && onlyTells === undefined)
      .map(({ attribute = 'all of it' }) => attribute);

  it.each([
    ['aws_iam_access_key.some[*].secret', ['secret']],
    ['aws_iam_access_key.some.*.id', ['id']],
    ['join("", aws_iam_access_key.some.*.id)', ['id']],
    ['one(aws_iam_access_key.some[*].id)', ['id']],
    ['element(concat(aws_iam_access_key.some.*.secret, [""]), 0)', ['secret']],
    ['[for key in aws_iam_access_key.some : key.id]', ['id']],
    ['[for key in aws_iam_access_key.some : key.id if key.status == "Active"]', ['id']],
    ['[for key in aws_iam_access_key.some : key if false]', []],
    ['[for key in [for each in aws_iam_access_key.some : { id = each.id, s = each.secret }] : key.id]', ['id']],
    ['{ for name, key in aws_iam_access_key.each : name => key.id }', ['id']],
    ['{ for name, key in aws_iam_access_key.each : key.user => key.id... }', ['id', 'user']],
    ['values(aws_iam_access_key.each)[*].secret', ['secret']],
    ['[for name in keys(aws_iam_access_key.each) : name]', []],
    ['local.keys[*].id', ['id']],
    ['"%{ for key in aws_iam_access_key.some }${key.id}%{ endfor }"', ['id']],
    ['aws_iam_access_key.some', ['all of it']],
    ['values(aws_iam_access_key.each)', ['all of it']],
  ])('%s holds %j', (expression, attributes) => {
    expect([...held(expression)].sort()).toEqual(attributes);
  });

  it('is what stands in `each.value` of a resource with one for each of it', () => {
    const { resources } = readTerraform(configuration, { stack: 's' });
    const user = resources.find(({ address }) => address === 'aws_iam_access_key.of')?.values.get('user');
    expect(user?.references).toContainEqual({ address: 'aws_iam_user.people', attribute: 'name' });
  });
});
