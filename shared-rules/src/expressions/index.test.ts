import type { Location, Resource } from '../model/resource';
import { dictionary, known, list, unknown, type Value } from '../model/value';
import { readTerraform, type TerraformOptions } from './index';

const read = (configuration: unknown, options: Partial<TerraformOptions> = {}): ReturnType<typeof readTerraform> =>
  readTerraform(configuration, { stack: 's', ...options });

/** The resources and data sources. */
const resourcesOf = (configuration: unknown, options: Partial<TerraformOptions> = {}): readonly Resource[] =>
  read(configuration, options).resources.filter(({ mode }) => mode === 'managed' || mode === 'data');

const addresses = (configuration: unknown): readonly string[] =>
  resourcesOf(configuration).map(({ address }) => address);

function only(configuration: unknown, options: Partial<TerraformOptions> = {}): Resource {
  const resources = resourcesOf(configuration, options);
  const [first] = resources;
  if (first === undefined || resources.length > 1) throw new Error(`${resources.length} resources`);
  return first;
}

const argument = (configuration: unknown, name: string): Value | undefined => only(configuration).values.get(name);
const open = unknown('variable `open` has no default');
const variable = { open: {}, list: { default: ['a', 'b'] } };

describe('readTerraform', () => {
  it('reads what CDKTF writes', () => {
    const resource = only({
      '//': { metadata: { stackName: 's' } },
      provider: { aws: [{ region: 'eu-west-1' }] },
      terraform: { backend: { local: {} } },
      resource: {
        aws_iam_user: {
          u: {
            '//': { metadata: { path: 's/network/u', uniqueId: 'u' } },
            name: 'alice',
            force_destroy: true,
            provider: 'aws.west',
            depends_on: ['aws_iam_group.g'],
            lifecycle: { prevent_destroy: true },
            provisioner: [{ 'local-exec': { command: 'echo ${self.name}' } }],
            connection: { host: 'x' },
          },
        },
      },
    });
    expect({ ...resource, values: new Map(resource.values) }).toEqual({
      address: 'aws_iam_user.u',
      type: 'aws_iam_user',
      mode: 'managed',
      provider: 'aws.west',
      stack: 's',
      location: { constructPath: 's/network/u' },
      values: new Map<string, Value>([
        ['name', known('alice')],
        ['force_destroy', known(true)],
        [
          'provisioner',
          list([
            dictionary([
              [
                'local-exec',
                dictionary([['command', known('echo alice', [{ address: 'aws_iam_user.u', attribute: 'name' }])]]),
              ],
            ]),
          ]),
        ],
      ]),
    });
  });

  it('reads what hcl2json writes', () => {
    const stack = read({
      resource: { aws_iam_user: { u: [{ name: '${local.name}', tags: { a: 'b' } }] } },
      data: { aws_iam_policy_document: { d: [{ statement: [{ actions: ['s3:*'] }] }] } },
      locals: [{ name: '${var.x}-a' }, { other: 1 }],
      variable: { x: [{ default: 'v', type: '${string}' }] },
      output: { o: [{ value: '${local.name}' }] },
      module: { m: [{ source: './m' }] },
    });
    expect(stack.resources.map(({ address, mode }) => [address, mode])).toEqual([
      ['aws_iam_user.u', 'managed'],
      ['data.aws_iam_policy_document.d', 'data'],
      ['output.o', 'output'],
      ['module.m', 'module'],
      ['var.x', 'variable'],
      ['local.name', 'local'],
      ['local.other', 'local'],
    ]);
    expect(stack.resources[0]?.values.get('name')).toEqual(known('v-a'));
    expect(stack.resources[1]?.values.get('statement')).toEqual(
      list([dictionary([['actions', list([known('s3:*')])]])]),
    );
    expect(stack.outputs.get('o')).toEqual(known('v-a'));
    expect(stack.notChecked).toEqual([
      { address: 'module.m', reason: 'the inside of a module is not read; check its plan' },
    ]);
  });

  it('reads the files of a folder as one configuration', () => {
    const files = [
      { resource: { aws_x: { a: { n: '${local.x}' } } } },
      { locals: { x: 1 } },
      { resource: { aws_x: { b: {} } } },
    ];
    expect(addresses(files)).toEqual(['aws_x.a', 'aws_x.b']);
    expect(read(files).resources[0]?.values.get('n')).toEqual(known(1));
  });

  it('reads resources in lists, which Terraform JSON allows at every level', () => {
    expect(addresses({ resource: [{ aws_x: [{ a: {} }, { b: [{}] }] }, { aws_y: { a: {} } }] })).toEqual([
      'aws_x.a',
      'aws_x.b',
      'aws_y.a',
    ]);
  });

  it('says where a block is written, together with the path of its construct', () => {
    const locate = (kind: string, type: string, name: string): Location | undefined =>
      kind === 'data' && type === 'aws_x' && name === 'a' ? { file: 'main.tf', line: 3 } : undefined;
    const data = { aws_x: { a: { '//': { metadata: { path: 's/a' } } } } };
    expect(only({ data }, { locate }).location).toEqual({ file: 'main.tf', line: 3, constructPath: 's/a' });
    expect(only({ resource: data }, { locate }).location).toEqual({ constructPath: 's/a' });
    expect('location' in only({ resource: { aws_x: { a: {} } } }, { locate })).toBe(false);
  });
});

describe('count', () => {
  const counted = (count: unknown): object => ({
    variable,
    resource: { aws_x: { a: { count, n: '${count.index}' } } },
  });

  it.each([[2], ['${1 + 1}'], ['2'], ['${length(var.list)}']])('of %j gives two instances', (count) => {
    const resources = resourcesOf(counted(count));
    expect(resources.map(({ address, values }) => [address, values.get('n')])).toEqual([
      ['aws_x.a[0]', known(0)],
      ['aws_x.a[1]', known(1)],
    ]);
    expect(resources.every(({ uncertain }) => uncertain === undefined)).toBe(true);
  });

  it('of 0 gives none, and of null one without an index', () => {
    expect(addresses(counted(0))).toEqual([]);
    expect(addresses(counted(null))).toEqual(['aws_x.a']);
  });

  it.each([['${var.open}'], ['${var.open ? 1 : 0}']])('of %s gives one resource that is uncertain', (count) => {
    expect(only(counted(count))).toMatchObject({ address: 'aws_x.a', uncertain: open });
    expect(argument(counted(count), 'n')).toMatchObject({
      kind: 'unknown',
      reason: 'the index of an instance is not known',
    });
  });

  it.each([['many'], [-1], [1.5], [1e9], [[1]]])('of %j, which Terraform refuses, is uncertain', (count) => {
    expect(only(counted(count)).uncertain?.reason).toBe('a `count` cannot be read');
  });
});

describe('for_each', () => {
  const each = (forEach: unknown): object => ({
    variable,
    resource: { aws_x: { a: { for_each: forEach, k: '${each.key}', v: '${each.value}' } } },
  });
  const rows = (forEach: unknown): unknown =>
    resourcesOf(each(forEach)).map(({ address, values }) => [address, values.get('k'), values.get('v')]);

  it('over a set gives an instance for each item, in order', () => {
    expect(rows('${toset(["b", "a", "b"])}')).toEqual([
      ['aws_x.a["a"]', known('a'), known('a')],
      ['aws_x.a["b"]', known('b'), known('b')],
    ]);
  });

  it('over a map gives an instance for each key', () => {
    expect(rows({ x: 1, 'y"': '${var.open}' })).toEqual([
      ['aws_x.a["x"]', known('x'), known(1)],
      ['aws_x.a["y\\""]', known('y"'), open],
    ]);
  });

  it('over a list, which Terraform refuses, reads it as a set', () => {
    expect(rows(['b', 'a'])).toEqual(rows('${toset(["a", "b"])}'));
  });

  it('over what is not known gives one resource that is uncertain', () => {
    expect(only(each('${var.open}'))).toMatchObject({ address: 'aws_x.a', uncertain: open });
    expect(argument(each('${toset(var.open)}'), 'k')).toEqual(open);
  });

  it('over a set of which something is not known gives what is known, and one that is uncertain', () => {
    const resources = resourcesOf(each('${toset(["a", var.open])}'));
    expect(resources.map(({ address, uncertain }) => [address, uncertain?.reason])).toEqual([
      ['aws_x.a["a"]', undefined],
      ['aws_x.a', open.reason],
    ]);
  });

  it('over the instances of another resource chains them', () => {
    const resource = {
      aws_iam_user: { u: { for_each: '${toset(["a"])}', name: '${each.key}' } },
      aws_iam_access_key: {
        k: { for_each: '${aws_iam_user.u}', user: '${each.value.name}', arn: '${each.value.arn}' },
      },
    };
    const key = read({ resource }).resources[1];
    expect(key?.address).toBe('aws_iam_access_key.k["a"]');
    expect(key?.values.get('user')).toEqual(known('a', [{ address: 'aws_iam_user.u["a"]', attribute: 'name' }]));
    expect(key?.values.get('arn')?.references).toEqual([{ address: 'aws_iam_user.u["a"]', attribute: 'arn' }]);
  });

  it('keeps what the items refer to', () => {
    const resource = {
      aws_x: { u: { n: 'a' } },
      aws_y: { k: { for_each: '${toset([aws_x.u.n])}', v: '${each.value}' } },
    };
    expect(read({ resource }).resources[1]?.values.get('v')).toEqual(
      known('a', [{ address: 'aws_x.u', attribute: 'n' }]),
    );
  });
});

describe('dynamic blocks', () => {
  const statement = (dynamic: unknown, fixed: object = {}): Value | undefined =>
    argument({ variable, resource: { aws_x: { a: { dynamic, ...fixed } } } }, 'statement');
  const item = (name: string): Value => dictionary([['sid', known(name)]]);

  it('as CDKTF writes them become items of a list', () => {
    const dynamic = {
      statement: { for_each: '${toset(["b", "a"])}', iterator: 'each', content: { sid: '${each.value}' } },
    };
    expect(statement(dynamic)).toEqual(list([item('a'), item('b')]));
    expect(only({ resource: { aws_x: { a: { dynamic } } } }).values.has('dynamic')).toBe(false);
  });

  it('as hcl2json writes them become items behind those that are written', () => {
    const dynamic = {
      statement: [
        { for_each: '${var.list}', iterator: '${it}', content: [{ sid: '${it.value}${it.key}' }] },
        { for_each: { k: 'v' }, content: [{ sid: '${statement.key}${statement.value}' }] },
      ],
    };
    expect(statement(dynamic, { statement: [{ sid: 'fixed' }] })).toEqual(
      list([item('fixed'), item('a0'), item('b1'), item('kv')]),
    );
  });

  it('of a set have the item for a key', () => {
    expect(statement({ statement: { for_each: '${toset(["a"])}', content: { sid: '${statement.key}' } } })).toEqual(
      list([item('a')]),
    );
  });

  it('over what is not known leave a list that may have more', () => {
    const dynamic = { statement: { for_each: '${var.open}', content: { sid: 'x' } } };
    expect(statement(dynamic)).toEqual(list([], [], open));
    expect(statement(dynamic, { statement: { sid: 'fixed' } })).toEqual(list([item('fixed')], [], open));
  });

  it('stand within blocks and within each other', () => {
    const inner = { dynamic: { inner: { for_each: [1, 2], content: { n: '${statement.value}${inner.value}' } } } };
    const dynamic = { statement: { for_each: ['a'], content: inner } };
    const expected = list([known('a1'), known('a2')].map((n) => dictionary([['n', n]])));
    expect(statement(dynamic)).toEqual(list([dictionary([['inner', expected]])]));
    expect(argument({ resource: { aws_x: { a: { block: [{ dynamic }] } } } }, 'block')).toEqual(
      list([dictionary([['statement', list([dictionary([['inner', expected]])])]])]),
    );
  });

  it('are told from an entry that is only called so', () => {
    expect(argument({ resource: { aws_x: { a: { tags: { dynamic: 'x' } } } } }, 'tags')).toEqual(
      dictionary([['dynamic', known('x')]]),
    );
  });
});

describe('what is malformed', () => {
  const body = { n: 1 };

  it.each([
    [{ resource: 'x' }, [], ['resource']],
    [{ resource: null }, [], ['resource']],
    [{ resource: { aws_x: 1 } }, [], ['aws_x']],
    [{ resource: { aws_x: { a: 'x', b: body } } }, ['aws_x.b'], ['aws_x.a']],
    [{ resource: { aws_x: { a: [[body]] } } }, [], ['aws_x.a']],
    [{ data: { aws_x: { a: null } } }, [], ['data.aws_x.a']],
    [{ module: { m: 'x' } }, [], ['module.m']],
    [{ resource: { aws_x: { a: [body, body] } } }, ['aws_x.a'], ['aws_x.a']],
    ['x', [], ['s']],
    [null, [], ['s']],
    [[{}, 7], [], ['s']],
    [{ locals: 'x', variable: [1], output: 3 }, [], []],
  ])('%j is listed as not checked and the rest is read', (configuration, found, missing) => {
    const stack = read(configuration);
    expect(stack.resources.map(({ address }) => address)).toEqual(found);
    expect(stack.notChecked.map(({ address }) => address)).toEqual(missing);
  });

  it('does not reach prototypes', () => {
    const configuration: unknown = JSON.parse(
      '{"resource":{"__proto__":{"a":{"n":1}},"aws_x":{"__proto__":{"__proto__":{"polluted":true},"n":"${aws_x.__proto__.n2}"},"constructor":{}}},"locals":{"__proto__":{"polluted":1}},"variable":{"__proto__":{"default":"x"}}}',
    );
    expect(addresses(configuration)).toEqual(['__proto__.a', 'aws_x.__proto__', 'aws_x.constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(argument({ resource: { aws_x: { a: { n: '${var.constructor}${local.toString}' } } } }, 'n')).toMatchObject({
      kind: 'text',
    });
  });

  it('reads values that are no JSON as unknown', () => {
    const values = [Symbol('x'), () => 1, undefined, Number.NaN, 10n];
    expect(values.map((n) => argument({ resource: { aws_x: { a: { n } } } }, 'n')?.kind)).toEqual([
      'unknown',
      'unknown',
      'known',
      'unknown',
      'unknown',
    ]);
  });

  it('bounds data that is nested without end', () => {
    const endless: Record<string, unknown> = {};
    endless['a'] = endless;
    endless['b'] = [endless, endless];
    expect(argument({ resource: { aws_x: { a: { endless } } } }, 'endless')?.kind).toMatch(/map|unknown/);
  });
});

describe('many resources', () => {
  function configurationOf(count: number): object {
    const numbers = Array.from({ length: count / 2 }, (_, index) => index);
    const policy = (index: number): string =>
      `\${jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Action = ["s3:*"], Resource = [aws_iam_user.u${index}.arn, "\${aws_iam_user.u${index}.arn}/*"]}]})}`;
    return {
      locals: { prefix: 'team', tags: { a: 'b' } },
      resource: {
        aws_iam_user: Object.fromEntries(
          numbers.map((index) => [
            `u${index}`,
            { name: `\${local.prefix}-${index}`, tags: '${merge(local.tags, {c = 1})}' },
          ]),
        ),
        aws_iam_user_policy: Object.fromEntries(
          numbers.map((index) => [`p${index}`, { user: `\${aws_iam_user.u${index}.name}`, policy: policy(index) }]),
        ),
      },
    };
  }

  it('take time in proportion to their number', () => {
    const timed = (count: number): number => {
      const configuration = configurationOf(count);
      const started = performance.now();
      const resources = resourcesOf(configuration);
      expect(resources.flatMap(({ values }) => [...values.values()])).toHaveLength(2 * count);
      return performance.now() - started;
    };
    timed(1000);
    const small = timed(1000);
    const large = timed(10_000);
    // Ten times as many take ten times as long; a hundred times would be quadratic.
    expect(large).toBeLessThan(Math.max(small, 20) * 40);
  });
});
