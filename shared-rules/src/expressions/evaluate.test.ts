import fc from 'fast-check';
import { dictionary, known, list, unknown, type Value } from '../model/value';
import { readTerraform, type TerraformOptions } from './index';

/** The value of an expression in a small configuration. */
function valueOf(expression: string, configuration: object = {}, options: Partial<TerraformOptions> = {}): Value {
  const variables = {
    known: { default: 'v' },
    open: {},
    list: { default: ['a', 'b'] },
    map: { default: { x: 1, y: 2 } },
  };
  const stack = readTerraform(
    { variable: variables, output: { o: { value: `\${${expression}}` } }, ...configuration },
    { stack: 's', ...options },
  );
  return stack.resources.find(({ address }) => address === 'output.o')?.values.get('value') ?? unknown('no output');
}

function plain(value: Value): unknown {
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'list':
      return value.more === undefined ? value.items.map(plain) : [...value.items.map(plain), '...'];
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]));
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part : `<${part.reason}>`)).join('');
    case 'unknown':
      return `<${value.reason}>`;
  }
}

const OPEN = '<variable `open` has no default>';
const user = { resource: { aws_iam_user: { u: { name: 'alice', tags: { team: 'x' } } } } };
const users = {
  resource: {
    aws_iam_user: {
      many: { for_each: '${toset(["a", "b"])}', name: '${each.key}' },
      some: { count: 2, name: 'u${count.index}' },
      none: { count: 0, name: 'n' },
    },
  },
};

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 % 4', 3],
    ['-var.map.x', -1],
    ['1 < 2 && !false', true],
    ['"1" == 1', false],
    ['"a" != "b"', true],
    ['[1, 2] == [1, 2]', true],
    ['{a = 1} == {a = 2}', false],
    ['var.known == "v" ? "yes" : "no"', 'yes'],
    ['"a${var.known}b${1}${true}"', 'avb1true'],
    ['["a", "b"][1]', 'b'],
    ['{a = {b = 1}}.a["b"]', 1],
    ['{"x-${var.known}" = 1, (var.known) = 2}', { 'x-v': 1, v: 2 }],
    ['[for s in var.list : "${s}!"]', ['a!', 'b!']],
    ['[for i, s in var.list : i if s != "a"]', [1]],
    ['{for k, v in var.map : v => k}', { 1: 'x', 2: 'y' }],
    ['{for s in ["ab", "ac", "b"] : substr(s, 0, 1) => s...}', { a: ['ab', 'ac'], b: ['b'] }],
    ['[{n = 1}, {n = 2}][*].n', [1, 2]],
    ['[{n = 1}, {n = 2}].*.n', [1, 2]],
    ['[{n = [1]}, {n = [2]}][*].n[0]', [1, 2]],
    ['null[*]', []],
    ['"x"[*]', ['x']],
    ['"%{ if var.known == "v" }yes%{ else }no%{ endif }"', 'yes'],
    ['"%{ for s in var.list }${s},%{ endfor }"', 'a,b,'],
    ['"$${var.known}"', '${var.known}'],
    ['try(var.map.z, "none")', 'none'],
    ['try(var.map.x, "none")', 1],
    ['can(var.map.z)', false],
    ['can(var.map.x)', true],
    ['max([1, 5, 3]...)', 5],
  ])('%s is known', (expression, expected) => {
    expect(plain(valueOf(expression))).toEqual(expected);
  });

  it.each([
    ['var.open && false', false],
    ['false && var.open', false],
    ['var.open || true', true],
    ['var.open == null', OPEN],
    ['"x${var.open}" == null', false],
    ['"arn:${var.open}" == "user/x"', false],
    ['"arn:${var.open}" == "arn:x"', '<the operands are not known>'],
    ['var.open && true', OPEN],
    ['!var.open', OPEN],
    ['var.open + 1', OPEN],
    ['var.open ? "a" : "a"', 'a'],
    ['var.open ? "a" : "b"', OPEN],
    ['"a${var.open}b"', `a${OPEN}b`],
    ['[var.open, 1]', [OPEN, 1]],
    ['[var.open, 1][1]', 1],
    ['[for s in var.open : s]', OPEN],
    ['[for s in ["a", "b"] : s if s == "a" || var.open]', ['a', '...']],
    ['{(var.open) = 1, b = 2}', { b: 2 }],
    ['var.open[*]', OPEN],
    ['try(var.open, "x")', OPEN],
    ['can(var.open)', OPEN],
  ])('%s keeps what is not known', (expression, expected) => {
    expect(plain(valueOf(expression))).toEqual(expected);
  });

  it('says why a value is not known and prints no value in it', () => {
    const reasons = [
      'var.nobody',
      'local.nobody',
      'aws_x.nobody.arn',
      'module.m.x',
      'path.cwd',
      'terraform.workspace',
      'each.key',
      'timestamp()',
      '1 +',
      'var.list[7]',
      'upper([])',
      '"secret" + 1',
    ];
    expect(reasons.map((expression) => plain(valueOf(expression)))).toEqual([
      '<variable `nobody` is not declared>',
      '<local `nobody` is not declared>',
      '<`aws_x.nobody` is not declared>',
      '<the inside of `module.m` is not read>',
      '<`path.cwd` depends on where Terraform runs>',
      '<`terraform.workspace` is known when Terraform runs>',
      '<there is no `each` here>',
      '<`timestamp` is not computed here>',
      '<the expression cannot be read>',
      '<the list has no such item>',
      '<`upper` cannot be computed>',
      '<an operand is no number>',
    ]);
  });
});

describe('references', () => {
  it('give the configured argument with its origin, also inside', () => {
    const reference = { address: 'aws_iam_user.u', attribute: 'name' };
    expect(valueOf('aws_iam_user.u.name', user)).toEqual(known('alice', [reference]));
    expect(valueOf('aws_iam_user.u.tags.team', user)).toEqual(
      known('x', [{ address: 'aws_iam_user.u', attribute: 'tags' }]),
    );
    expect(valueOf('aws_iam_user.u["name"]', user)).toEqual(known('alice', [reference]));
  });

  it('give an unknown for an attribute that is not configured, unless the schema knows it', () => {
    const reference = { address: 'aws_iam_user.u', attribute: 'arn' };
    expect(valueOf('aws_iam_user.u.arn', user)).toEqual(
      unknown('`aws_iam_user.u.arn` is known after apply', [reference]),
    );
    const attribute: TerraformOptions['attribute'] = (resource, name) =>
      name === 'arn' ? known(`arn:${resource.values.get('name')?.kind}`) : undefined;
    expect(valueOf('aws_iam_user.u.arn', user, { attribute })).toEqual(known('arn:known', [reference]));
    expect(plain(valueOf('aws_iam_user.u.id', user, { attribute }))).toBe('<`aws_iam_user.u.id` is known after apply>');
  });

  it('take an argument that is null for one that is not configured', () => {
    const configuration = { resource: { aws_iam_user: { u: { name: null } } } };
    expect(plain(valueOf('aws_iam_user.u.name', configuration))).toBe('<`aws_iam_user.u.name` is known after apply>');
  });

  it.each([
    ['aws_iam_user.some[1].name', 'u1', 'aws_iam_user.some[1]'],
    ['aws_iam_user.some.1.name', 'u1', 'aws_iam_user.some[1]'],
    ['aws_iam_user.many["b"].name', 'b', 'aws_iam_user.many["b"]'],
    ['[for u in aws_iam_user.many : u.name][1]', 'b', 'aws_iam_user.many["b"]'],
    ['aws_iam_user.some[*].name[1]', undefined, ''],
    ['(aws_iam_user.some[*].name)[1]', 'u1', 'aws_iam_user.some[1]'],
    ['aws_iam_user.some.*.name[1]', 'u1', 'aws_iam_user.some[1]'],
    ['values(aws_iam_user.many)[1].name', 'b', 'aws_iam_user.many["b"]'],
  ])('%s names its instance', (expression, value, address) => {
    const result = valueOf(expression, users);
    if (value === undefined) expect(result.kind).toBe('list');
    else expect(result).toEqual(known(value, [{ address, attribute: 'name' }]));
  });

  it('to all instances give a list or a map', () => {
    expect(plain(valueOf('aws_iam_user.some[*].name', users))).toEqual(['u0', 'u1']);
    expect(plain(valueOf('length(aws_iam_user.none)', users))).toBe(0);
    expect(plain(valueOf('keys(aws_iam_user.many)', users))).toEqual(['a', 'b']);
    expect(plain(valueOf('one(aws_iam_user.none[*].name)', users))).toBeNull();
  });

  it('to an instance that is not there fail, which `try` notices', () => {
    expect(plain(valueOf('try(aws_iam_user.some[7].name, "none")', users))).toBe('none');
    expect(plain(valueOf('try(aws_iam_user.none[0].name, "none")', users))).toBe('none');
    expect(plain(valueOf('aws_iam_user.many["z"].name', users))).toBe('<`aws_iam_user.many` has no such instance>');
  });

  it('under a key that is not known refer to every instance', () => {
    expect(valueOf('aws_iam_user.some[var.open].name', users).references).toEqual([
      { address: 'aws_iam_user.some[0]', attribute: 'name' },
      { address: 'aws_iam_user.some[1]', attribute: 'name' },
    ]);
  });

  it('are kept by templates, functions, locals and conditionals that are not decided', () => {
    const reference = { address: 'aws_iam_user.u', attribute: 'name' };
    const local = { ...reference, via: ['local.n'] };
    const configuration = { ...user, locals: { n: '${aws_iam_user.u.name}' } };
    expect(valueOf('"x${local.n}"', configuration)).toEqual(known('xalice', [local]));
    expect(valueOf('upper(local.n)', configuration)).toEqual(known('ALICE', [local]));
    expect(valueOf('join(",", [local.n])', configuration)).toEqual(known('alice', [local]));
    expect(valueOf('var.open ? local.n : "z"', configuration).references).toContainEqual({
      ...local,
      maybe: 'variable `open` has no default',
    });
    expect(valueOf('jsonencode({a = aws_iam_user.u.name})', configuration).references).toEqual([
      { ...reference, via: ['jsonencode'] },
    ]);
  });

  it('stand once on a value, however often it was used', () => {
    expect(valueOf('"${aws_iam_user.u.name}${aws_iam_user.u.name}"', user).references).toHaveLength(1);
  });

  it('of something computed from an attribute are told from the attribute itself', () => {
    const reference = { address: 'aws_iam_user.u', attribute: 'arn' };
    expect(valueOf('aws_iam_user.u.arn', user).references).toEqual([reference]);
    expect(valueOf('tostring(aws_iam_user.u.arn)', user).references).toEqual([reference]);
    expect(valueOf('upper(aws_iam_user.u.arn)', user).references).toEqual([
      reference,
      { address: 'aws_iam_user.u', onlyTells: true },
    ]);
  });

  it('of a part of an attribute are told from the attribute as a whole', () => {
    const configuration = { resource: { aws_x: { a: { tags: { b: '${var.open}' } } } } };
    expect(valueOf('aws_x.a.tags.b', configuration).references).toEqual([
      { address: 'aws_x.a', attribute: 'tags' },
      { address: 'aws_x.a', onlyTells: true },
    ]);
  });

  it('to another stack ask for its outputs', () => {
    const other = { outputs: new Map([['x', known('y')]]), secrets: [] };
    const remoteState: TerraformOptions['remoteState'] = (name) => (name === 'other-stack' ? other : undefined);
    const reference = { address: 'data.terraform_remote_state.other-stack', attribute: 'outputs' };
    const expression = 'data.terraform_remote_state.other-stack.outputs';
    expect(valueOf(`${expression}.x`, {}, { remoteState })).toEqual(known('y', [reference]));
    expect(valueOf(`${expression}["x"]`, {}, { remoteState })).toEqual(known('y', [reference]));
    expect(valueOf(`${expression}.z`, {}, { remoteState })).toMatchObject({
      kind: 'unknown',
      references: [reference, { address: reference.address, onlyTells: true }],
    });
    expect(valueOf(`${expression}.x`)).toMatchObject({
      kind: 'unknown',
      references: [reference, { address: reference.address, onlyTells: true }],
    });
  });

  it('to a nested block work whether it is written as a list or alone', () => {
    const configuration = { resource: { aws_x: { a: { block: { n: 1 } }, b: { block: [{ n: 1 }] } } } };
    for (const expression of ['aws_x.a.block[0].n', 'aws_x.a.block.n', 'aws_x.b.block[0].n', 'aws_x.b.block.n']) {
      expect(plain(valueOf(expression, configuration))).toBe(1);
    }
  });
});

describe('what would not end', () => {
  it('is unknown when a value refers to itself, over however many others', () => {
    const locals = { a: '${local.b}', b: '${local.c}x', c: '${local.a}', d: '${local.d}' };
    expect(plain(valueOf('local.d', { locals }))).toBe('<`local.d` refers to itself>');
    expect(plain(valueOf('local.a', { locals }))).toBe('<`local.a` refers to itself>x');
    const resource = {
      aws_x: { a: { n: '${aws_x.b.n}' }, b: { n: '${aws_x.a.n}' }, c: { count: '${length(aws_x.c)}' } },
    };
    expect(plain(valueOf('aws_x.a.n', { resource }))).toBe('<`aws_x.a.n` refers to itself>');
    const [circular] = readTerraform({ resource: { aws_x: { c: resource.aws_x.c } } }, { stack: 's' }).resources;
    expect(circular).toMatchObject({ address: 'aws_x.c', uncertain: { reason: '`aws_x.c` refers to itself' } });
  });

  it('does not mistake arguments that refer to each other for a circle', () => {
    const resource = { aws_x: { a: { n: '${aws_x.b.m}', m: 1 }, b: { n: '${aws_x.a.m}', m: 2 } } };
    expect(plain(valueOf('[aws_x.a.n, aws_x.b.n]', { resource }))).toEqual([2, 1]);
  });

  it('is unknown when values double again and again', () => {
    const steps = Array.from({ length: 60 }, (_, index) => index + 1);
    const doubled = (make: (before: string) => string): object =>
      Object.fromEntries<string>([
        ['l0', '${["aaaaaaaa"]}'],
        ...steps.map((step) => [`l${step}`, make(`local.l${step - 1}`)] as const),
      ]);
    for (const make of [
      (before: string) => `\${concat(${before}, ${before})}`,
      (before: string) => `\${[${before}, ${before}]}`,
      (before: string) => `\${{a = ${before}, b = ${before}}}`,
      (before: string) => `\${[jsonencode(${before}), jsonencode(${before})]}`,
    ]) {
      expect(JSON.stringify(plain(valueOf('local.l60', { locals: doubled(make) })))).toMatch(/too large|too long/);
    }
    const texts = Object.fromEntries([
      ['l0', 'aaaaaaaa'],
      ...steps.map((step) => [`l${step}`, `\${local.l${step - 1}}\${local.l${step - 1}}`]),
    ]);
    expect(plain(valueOf('local.l60', { locals: texts }))).toContain('too large');
  });

  it('is unknown when loops within loops take too long', () => {
    const loop = '[for a in range(3000) : [for b in range(3000) : [for c in range(3000) : a * b * c]]]';
    expect(plain(valueOf(`length(${loop})`))).toMatch(/too long|too large|3000/);
  });

  it('is unknown when expressions nest too deeply', () => {
    expect(plain(valueOf(`${'1 + '.repeat(5000)}1`))).toContain('too deeply');
    const locals = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`l${index}`, `\${local.l${index + 1}}`]),
    );
    expect(plain(valueOf('local.l0', { locals }))).toContain('too deeply');
  });
});

describe('the evaluator', () => {
  const pieces = [
    'var.open',
    'var.list',
    'var.map',
    'aws_x.a',
    'aws_x.b',
    '.n',
    '[0]',
    '["a"]',
    '[*]',
    '.*',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    ' = ',
    ' => ',
    ' ? ',
    ' : ',
    ' + ',
    ' && ',
    '!',
    '1',
    '"a"',
    '"${',
    '}"',
    '[for x in ',
    ' : x',
    ' if ',
    '...',
    'concat(',
    'merge(',
    'try(',
    'flatten(',
    'null',
    'self.n',
    'each.value',
  ];
  const resource = {
    aws_x: {
      a: { count: 2, n: '${aws_x.b["a"].n}' },
      b: { for_each: '${toset(["a", var.open])}', n: '${each.value}' },
    },
  };

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        valueOf(parts.join(''), { resource });
      }),
      { numRuns: 3000 },
    );
  });
});

describe('variables', () => {
  it('have the given value before the default, and are unknown without either', () => {
    expect(plain(valueOf('var.known', {}, { variables: { known: 'given' } }))).toBe('given');
    expect(plain(valueOf('var.open', {}, { variables: { open: { a: [1] } } }))).toEqual({ a: [1] });
    expect(plain(valueOf('var.known'))).toBe('v');
    expect(plain(valueOf('var.open'))).toBe(OPEN);
  });

  it('do not take a given value from the prototype', () => {
    expect(plain(valueOf('var.toString', {}, { variables: {} }))).toBe('<variable `toString` is not declared>');
  });

  it('see nothing of the configuration in their defaults', () => {
    const variable = { a: { default: '${local.x} ${aws:username}' } };
    expect(plain(valueOf('var.a', { variable, locals: { x: 1 } }))).toBe(
      '<`local` is not given to the template> ${aws:username}',
    );
  });

  it('are converted to their type and get what is optional in it', () => {
    const type = '${object({ a = optional(string, "x"), b = optional(number), c = list(string) })}';
    const variable = {
      o: { type, default: { c: [1] } },
      s: { type: 'set(string)', default: ['b', 'a', 'b'] },
      n: { type: 'number', default: '5' },
    };
    expect(plain(valueOf('var.o', { variable }))).toEqual({ a: 'x', b: null, c: ['1'] });
    expect(plain(valueOf('var.s', { variable }))).toEqual(['a', 'b']);
    expect(plain(valueOf('var.n', { variable }))).toBe(5);
  });
});

describe('files', () => {
  const readFile = (path: string): string | undefined =>
    new Map([
      ['./p.json', '{"a":1}'],
      ['t.tpl', 'Hello ${name}%{ for x in xs } ${x}%{ endfor } ${var.known}'],
    ]).get(path);

  it('are read through the option', () => {
    expect(plain(valueOf('file("${path.module}/p.json")', {}, { readFile }))).toBe('{"a":1}');
    expect(plain(valueOf('jsondecode(file("./p.json")).a', {}, { readFile }))).toBe(1);
    expect(plain(valueOf('filebase64("./p.json")', {}, { readFile }))).toBe('eyJhIjoxfQ==');
  });

  it('that cannot be read are unknown and no failure', () => {
    expect(plain(valueOf('file("x")', {}, { readFile }))).toBe('<a file is not read>');
    expect(plain(valueOf('try(file("x"), 1)'))).toBe('<a file is not read>');
    expect(plain(valueOf('fileexists("x")'))).toBe('<a file is not read>');
  });

  it('that are templates see their own variables only', () => {
    expect(plain(valueOf('templatefile("t.tpl", {name = "x", xs = [1, 2]})', {}, { readFile }))).toBe(
      'Hello x 1 2 <`var` is not given to the template>',
    );
  });
});

describe('jsonencode', () => {
  it('leaves holes where something is not known: bare for a whole value, in quotes for a part of a text', () => {
    const result = valueOf('jsonencode({b = [var.open, "x${var.open}"], a = "<é>"})');
    expect(plain(result)).toBe(`{"a":"\\u003cé\\u003e","b":[${OPEN},"x${OPEN}"]}`);
  });

  it('of something that is not known at all is not known', () => {
    expect(valueOf('jsonencode(var.open)')).toEqual(unknown('variable `open` has no default'));
  });

  it('is undone by jsondecode, with the holes', () => {
    expect(valueOf('jsondecode(jsonencode({a = "x${var.open}", b = [var.open, 1, null]}))')).toEqual(
      dictionary([
        ['a', { kind: 'text', parts: ['x', unknown('variable `open` has no default')], references: [] }],
        ['b', list([unknown('variable `open` has no default'), known(1), known(null)])],
      ]),
    );
  });
});
