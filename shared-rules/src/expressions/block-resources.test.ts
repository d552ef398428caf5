import type { Location, Resource } from '../model/resource';
import { dictionary, known, list, unknown, type Value } from '../model/value';
import { readTerraform, type TerraformOptions, type TerraformStack } from './index';

const read = (configuration: unknown, options: Partial<TerraformOptions> = {}): TerraformStack =>
  readTerraform(configuration, { stack: 's', ...options });

function at(address: string, configuration: unknown, options: Partial<TerraformOptions> = {}): Resource {
  const found = read(configuration, options).resources.filter((resource) => resource.address === address);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} times ${address}`);
  return first;
}

const valuesOf = (resource: Resource): Readonly<Record<string, Value>> => Object.fromEntries(resource.values);
const addresses = (configuration: unknown, options: Partial<TerraformOptions> = {}): readonly string[] =>
  read(configuration, options).resources.map(({ address }) => address);

describe('a provider', () => {
  it('is read with its alias in the address, in every spelling', () => {
    const west = { alias: 'west', region: 'us-west-2' };
    expect(addresses({ provider: { aws: [{}, west], random: {} } })).toEqual([
      'provider.aws',
      'provider.aws.west',
      'provider.random',
    ]);
    expect(addresses({ provider: [{ aws: {} }, { aws: west }] })).toEqual(['provider.aws', 'provider.aws.west']);
  });

  it('has its type, its mode and its arguments', () => {
    const provider = { aws: [{ access_key: '${var.key}', default_tags: [{ tags: { team: '${local.team}' } }] }] };
    const resource = at('provider.aws', { provider, variable: { key: { default: 'k' } }, locals: { team: 't' } });
    expect(resource).toMatchObject({ type: 'aws', mode: 'provider', stack: 's' });
    expect(valuesOf(resource)).toEqual({
      access_key: known('k'),
      default_tags: list([dictionary([['tags', dictionary([['team', known('t')]])]])]),
    });
  });

  it('is named by resources without the signs of a template, and not at all when their type implies it', () => {
    const made = (provider: string): string | undefined =>
      at('aws_x.a', { resource: { aws_x: { a: { provider } } } }).provider;
    expect(['aws.west', '${aws.west}', '${ aws.west }'].map(made)).toEqual(['aws.west', 'aws.west', 'aws.west']);
    expect(['aws', '${aws}'].map(made)).toEqual([undefined, undefined]);
    expect(made('awscc')).toBe('awscc');
  });
});

describe('an output', () => {
  it('has its value, whether it is hidden, and nothing else but its description', () => {
    const output = {
      key: { value: '${aws_x.a.secret}', sensitive: true, description: 'd', depends_on: ['x'], precondition: [{}] },
    };
    const resource = at('output.key', { output, resource: { aws_x: { a: {} } } });
    expect(resource).toMatchObject({ type: 'output', mode: 'output' });
    expect(valuesOf(resource)).toEqual({
      value: unknown('`aws_x.a.secret` is known after apply', [{ address: 'aws_x.a', attribute: 'secret' }]),
      sensitive: known(true),
      description: known('d'),
    });
  });
});

describe('a variable', () => {
  it('has the value that is used, converted to its type', () => {
    const variable = { a: { default: '1', type: 'number', description: 'd' }, b: {}, c: { sensitive: true } };
    const resource = at('var.a', { variable });
    expect(resource).toMatchObject({ type: 'variable', mode: 'variable' });
    expect(valuesOf(resource)).toEqual({ default: known(1), sensitive: known(false) });
    expect(valuesOf(at('var.b', { variable }, { variables: { b: 'x' } }))).toMatchObject({ default: known('x') });
    expect(valuesOf(at('var.c', { variable }, { variables: { c: 'xyz' } }))).toMatchObject({ sensitive: known(true) });
  });

  it('without a value is none, and one that is not declared neither', () => {
    expect(addresses({ variable: { a: {} } }, { variables: { other: 1 } })).toEqual([]);
  });
});

describe('a local', () => {
  it('has its value, and is not on its own way', () => {
    const configuration = {
      locals: [{ a: '${aws_x.a.n}' }, { b: '${local.a}' }],
      resource: { aws_x: { a: { n: 1 } } },
    };
    const reference = { address: 'aws_x.a', attribute: 'n' };
    expect(at('local.a', configuration)).toMatchObject({ type: 'local', mode: 'local' });
    expect(valuesOf(at('local.a', configuration))).toEqual({ value: known(1, [reference]) });
    expect(valuesOf(at('local.b', configuration))).toEqual({
      value: known(1, [{ ...reference, via: ['local.a'] }]),
    });
  });
});

describe('a call of a module', () => {
  it('has its arguments, once for each instance', () => {
    const module = {
      one: { source: './m', providers: { aws: 'aws.west' }, key: '${var.k}' },
      many: { source: './m', for_each: '${toset(["a"])}', name: '${each.key}' },
      some: { source: './m', count: '${var.open}' },
    };
    const configuration = { module, variable: { k: { default: 'v' }, open: {} } };
    expect(addresses(configuration)).toEqual(['module.one', 'module.many["a"]', 'module.some', 'var.k']);
    expect(valuesOf(at('module.one', configuration))).toEqual({ source: known('./m'), key: known('v') });
    expect(valuesOf(at('module.many["a"]', configuration))).toEqual({ source: known('./m'), name: known('a') });
    expect(at('module.some', configuration).uncertain?.reason).toBe('variable `open` has no default');
  });
});

describe('blocks that are no resources', () => {
  it('have the place of their block', () => {
    const configuration = {
      provider: { aws: { alias: 'west' } },
      output: { o: { value: 1, '//': { metadata: { path: 's/o' } } } },
      variable: { v: { default: 1 } },
      locals: { l: 1 },
      module: { m: {} },
    };
    const asked: string[] = [];
    const locate = (...where: readonly string[]): Location => {
      asked.push(where.join(' '));
      return { file: 'main.tf', line: asked.length };
    };
    const found = read(configuration, { locate }).resources.map(({ address, location }) => [address, location?.line]);
    expect(asked).toEqual([
      'provider aws west',
      'output output o',
      'module module m',
      'variable variable v',
      'local local l',
    ]);
    expect(found).toEqual([
      ['provider.aws.west', 1],
      ['output.o', 2],
      ['module.m', 3],
      ['var.v', 4],
      ['local.l', 5],
    ]);
    expect(at('output.o', configuration).location).toEqual({ constructPath: 's/o' });
    expect('location' in at('local.l', configuration)).toBe(false);
  });

  it('are not evaluated before somebody looks', () => {
    let files = 0;
    const readFile = (): string => String((files += 1));
    const { resources } = read(
      {
        provider: { aws: { k: '${file("a")}' } },
        module: { m: { k: '${file("a")}' } },
        variable: { v: { default: '${file("a")}' } },
        locals: { l: '${file("a")}' },
      },
      { readFile },
    );
    expect(files).toBe(0);
    resources.forEach(({ values }) => [...values.values()]);
    expect(files).toBe(4);
  });
});

describe('replacedBy', () => {
  it.each([
    [{ lifecycle: { replace_triggered_by: ['time_rotating.r'] } }, ['time_rotating.r']],
    [{ lifecycle: [{ replace_triggered_by: ['${time_rotating.r.id}'] }] }, ['time_rotating.r']],
    [{ lifecycle: { replace_triggered_by: ['x_y.a[0].id', 'x_y.a["b"]', 'x_y.a[each.key]'] } }, ['x_y.a']],
    [{ lifecycle: { replace_triggered_by: 'time_rotating.r.rotation_rfc3339' } }, ['time_rotating.r']],
    [{ lifecycle: { prevent_destroy: true } }, undefined],
    [{ lifecycle: { replace_triggered_by: [1, null, 'x'] } }, undefined],
    [{}, undefined],
  ])('of %j is %j', (body, expected) => {
    expect(at('aws_x.a', { resource: { aws_x: { a: body } } }).replacedBy).toEqual(expected);
  });
});

describe('secrets', () => {
  const sensitive = (value: unknown): object => ({ variable: { s: { default: value, sensitive: true } } });

  it('are the texts in sensitive variables, given or by default, before anybody looks at a resource', () => {
    const value = { a: ['one', 12345678, true, ''], b: null, c: { d: 'two' } };
    expect(read(sensitive(value)).secrets).toEqual(['one', '12345678', 'two']);
    expect(read({ variable: { s: { sensitive: true } } }, { variables: { s: 'given' } }).secrets).toEqual(['given']);
    expect(read({ variable: { s: { default: 'x', sensitive: false }, t: { default: 'y' } } }).secrets).toEqual([]);
  });

  it('still flow to where they are used', () => {
    const configuration = { ...sensitive('value'), resource: { aws_x: { a: { n: 'x${var.s}' } } } };
    expect(at('aws_x.a', configuration).values.get('n')).toEqual(known('xvalue'));
  });

  it('are the arguments of `sensitive` when they were evaluated, and pieces of them that are no separators', () => {
    const locals = { a: '${sensitive("one")}', b: '${sensitive("${var.o}/password=hunter2@${var.o}")}' };
    const stack = read({ variable: { o: {} }, locals });
    stack.resources.forEach(({ values }) => [...values.values()]);
    expect(stack.secrets).toEqual(['one', '/password=hunter2@']);
    const short = read({ variable: { o: {} }, locals: { a: '${sensitive("${var.o}/${var.o}")}' } });
    short.resources.forEach(({ values }) => [...values.values()]);
    expect(short.secrets).toEqual([]);
  });

  it.each([
    ['upper(var.s)', 'HUNTER-TWO'],
    ['substr(var.s, 0, 6)', 'hunter'],
    ['split("-", var.s)[1]', 'two'],
    ['base64encode("user:${var.s}")', 'dXNlcjpodW50ZXItdHdv'],
  ])('are what `%s` makes of one, also where it says how many resources there are', (expression, secret) => {
    const each = { for_each: `\${toset([${expression}])}`, n: '${each.key}' };
    const stack = read({ ...sensitive('hunter-two'), resource: { aws_x: { a: each } } });
    expect(stack.secrets).toContain(secret);
  });

  it('are not what a function picks beside one, nor what has nothing to do with one', () => {
    const locals = { a: '${coalesce("public", var.s)}', b: '${upper("public")}', c: '${lookup({k = "v"}, var.k, "")}' };
    const stack = read({ variable: { s: { default: 'hunter', sensitive: true }, k: { default: 'k' } }, locals });
    stack.resources.forEach(({ values }) => [...values.values()]);
    expect(stack.secrets).toEqual(['hunter']);
  });

  it('of a whole resource are none, and do not evaluate it', () => {
    const configuration = { resource: { aws_x: { a: { n: 'text' } } }, locals: { a: '${sensitive(aws_x.a)}' } };
    const stack = read(configuration);
    stack.resources.forEach(({ values }) => [...values.values()]);
    expect(stack.secrets).toEqual([]);
  });
});

describe('what is written, whether a value shows it or not', () => {
  const written = (configuration: object): readonly string[] =>
    (read(configuration).written ?? []).map(({ type }) => type);

  it('is read in a backend too', () => {
    expect(written({ terraform: { backend: { s3: { access_key: 'x'.repeat(20) } } } })).toEqual(['terraform']);
  });

  it('is not what an import names: the id of an access key stands for the key there', () => {
    expect(written({ import: [{ to: 'aws_iam_access_key.k', id: 'x'.repeat(20) }] })).toEqual([]);
  });
});
