import { type Value, dictionary, firstUnknown, known, list, unknown } from '@iam-guardrails/shared-rules';
import { SIGNATURE, sentinels, signatures } from './raw';
import { argumentsOf } from './value';

const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const notKnown = (path: string): Value => unknown(`\`${path}\` is not known before it is deployed`);

const read = (type: string, properties: Record<string, unknown>): Record<string, Value> =>
  Object.fromEntries(argumentsOf(properties, { type }));

/** The text with `?` for each hole. */
function shown(value: Value | undefined): unknown {
  if (value?.kind === 'text') return value.parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
  return value?.kind === 'known' ? value.value : value?.kind;
}

describe('argumentsOf', () => {
  it('reads scalars, lists and blocks in the names of Terraform', () => {
    expect(read('aws_iam_role', { maxSessionDuration: 3600, inlinePolicies: [{ name: 'a', policy: '{}' }] })).toEqual({
      max_session_duration: known(3600),
      inline_policy: list([
        dictionary([
          ['name', known('a')],
          ['policy', known('{}')],
        ]),
      ]),
    });
  });

  it('leaves the keys of tags as they are, and out what the engine adds for itself', () => {
    const properties = {
      tags: { costCenter: 'a', __defaults: [] },
      __defaults: ['path'],
      __meta: '{}',
      absent: undefined,
    };
    expect(read('aws_iam_user', properties)).toEqual({ tags: dictionary([['costCenter', known('a')]]) });
  });

  it('converts the blocks of a list that is called tags, whose keys are not the user’s', () => {
    expect(read('aws_autoscaling_group', { tags: [{ propagateAtLaunch: true }] })).toEqual({
      tag: list([dictionary([['propagate_at_launch', known(true)]])]),
    });
  });

  it.each(sentinels)('reads the sentinel %s as unknown, in its place only', (sentinel) => {
    expect(read('aws_iam_role', { name: 'a', inlinePolicies: [{ name: 'b', policy: sentinel }] })).toEqual({
      name: known('a'),
      inline_policy: list([
        dictionary([
          ['name', known('b')],
          ['policy', notKnown('inline_policy.policy')],
        ]),
      ]),
    });
  });

  it('reads a sentinel inside a text as a hole in it', () => {
    expect(shown(read('aws_iam_user', { path: `/a/${UNKNOWN}/b/` })['path'])).toBe('/a/?/b/');
  });

  it('puts the dependencies of a property on everything inside it', () => {
    const dependencies = new Map([['user', [{ address: 'urn:a' }]]]);
    const values = argumentsOf({ user: UNKNOWN, status: 'Active' }, { type: 'aws_iam_access_key' }, dependencies);
    expect(values.get('user')?.references).toEqual([{ address: 'urn:a' }]);
    expect(values.get('status')?.references).toEqual([]);
  });

  it('keeps the names of a Terraform module inside Pulumi', () => {
    const values = argumentsOf({ inline_policy: [{ someName: 1 }] }, { type: 'aws_iam_role', terraformNames: true });
    expect([...values]).toEqual([['inline_policy', list([dictionary([['someName', known(1)]])])]]);
  });
});

describe('a policy given as an object', () => {
  const policyOf = (policy: unknown): Value | undefined => read('aws_iam_policy', { policy })['policy'];

  it('is the text that Terraform has', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Action: 's3:*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }],
    };
    expect(policyOf(policy)).toEqual(known(JSON.stringify(policy)));
  });

  it('has a bare hole for a value and one between quotes for a part of it', () => {
    const policy = { Resource: [UNKNOWN, `${UNKNOWN}/*`], Other: undefined, N: null, T: true };
    expect(shown(policyOf(policy))).toBe('{"Resource":[?,"?/*"],"N":null,"T":true}');
  });

  it('keeps quotes, line breaks and keys of the language as JSON', () => {
    const policy = JSON.parse('{"__proto__": {"a": "\\"\\n"}, "constructor": 1}') as object;
    expect(policyOf(policy)).toEqual(known('{"__proto__":{"a":"\\"\\n"},"constructor":1}'));
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('is unknown as a whole when it is', () => {
    expect(policyOf(UNKNOWN)).toEqual(notKnown('policy'));
  });

  it('is a block in the one resource whose block has that name', () => {
    expect(read('aws_resiliencehub_resiliency_policy', { policy: { az: { rto: '1h' } } })['policy'].kind).toBe('map');
  });
});

describe('what the engine marks', () => {
  const marked = (kind: keyof typeof signatures, content: object): unknown => ({
    [SIGNATURE]: signatures[kind],
    ...content,
  });
  const valueOf = (value: unknown): Value | undefined => read('aws_iam_user', { name: value })['name'];

  it('is read through: secrets, assets, archives, resources', () => {
    expect(valueOf(marked('secret', { value: 's' }))).toEqual(known('s'));
    expect(valueOf(marked('secret', { value: UNKNOWN }))).toEqual(notKnown('name'));
    expect(valueOf(marked('asset', { text: 'code' }))).toEqual(known('code'));
    expect(valueOf(marked('archive', { assets: { aB: marked('asset', { path: './a' }) } }))).toEqual(
      dictionary([['aB', known('./a')]]),
    );
    expect(valueOf(marked('resource', { urn: 'urn:a', id: 'i' }))).toEqual(known('i', [{ address: 'urn:a' }]));
    expect(valueOf(marked('resource', { urn: 'urn:a', id: '' }))?.kind).toBe('unknown');
  });

  it('is an unknown value with its origin, for an output without a value', () => {
    expect(valueOf(marked('output', { dependencies: ['urn:a', 1] }))).toEqual({
      ...notKnown('name'),
      references: [{ address: 'urn:a' }],
    });
    expect(valueOf(marked('output', { value: 'v' }))).toEqual(known('v'));
  });

  it('is unknown when the mark is not one that is known', () => {
    expect(valueOf({ [SIGNATURE]: 'something new' })?.kind).toBe('unknown');
  });

  it('is a JSON text when a secret holds a policy as an object', () => {
    expect(read('aws_iam_policy', { policy: marked('secret', { value: { Version: '1' } }) })['policy']).toEqual(
      known('{"Version":"1"}'),
    );
  });
});

describe('data that no provider sends', () => {
  it('is bounded when it is deep or refers to itself', () => {
    const loop: Record<string, unknown> = { name: 'a' };
    loop['self'] = [loop, loop];
    let deep: unknown = 'bottom';
    for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };
    const values = read('aws_iam_user', { loop, deep, policy: { loop, deep } });
    expect(firstUnknown(values['loop'])?.reason).toBe('`loop.self` refers to itself');
    expect(firstUnknown(values['deep'])?.reason).toMatch(/is nested too deeply to be read$/);
    expect(values['policy'].kind).toBe('text');
  });

  it('is unknown when it is no data at all', () => {
    const values = read('aws_iam_user', { a: () => 1, b: Symbol('b'), c: 1n });
    expect(Object.values(values).map((value) => value.kind)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('cannot reach the prototype of anything', () => {
    const values = read(
      'aws_iam_user',
      JSON.parse('{"__proto__": {"polluted": "yes"}, "tags": {"__proto__": {"polluted": "yes"}}}') as Record<
        string,
        unknown
      >,
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(values['tags'].kind).toBe('map');
  });
});
