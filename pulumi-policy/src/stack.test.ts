import { type Value, dictionary, known, list } from '@iam-guardrails/shared-rules';
import type { EngineResource } from './engine-resource';
import type { Raw } from './raw';
import { notCheckedOf, resourceOf, stackFrom, stackOf, without } from './stack';

const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const urn = (type: string, name: string): string => `urn:pulumi:prod::shop::${type}::${name}`;

function resource(
  type: string,
  properties: Record<string, unknown>,
  more: Partial<EngineResource> = {},
): EngineResource {
  return { urn: urn(type, 'a'), type, properties, dependencies: {}, ...more };
}

describe('stackOf', () => {
  it('finds the name of the stack in a URN, of a child as well', () => {
    expect(stackOf(urn('acme:x:Y$aws:iam/user:User', 'a'))).toBe('prod');
    expect(stackOf('nothing')).toBe('nothing');
  });
});

describe('resourceOf', () => {
  const role = 'aws:iam/role:Role';

  it('has the URN as address, the stack, and references to what properties were computed from', () => {
    const read = resourceOf(
      resource('aws:iam/accessKey:AccessKey', { user: UNKNOWN }, { dependencies: { user: ['urn:u'] } }),
    );
    expect(read).toMatchObject({
      address: urn('aws:iam/accessKey:AccessKey', 'a'),
      type: 'aws_iam_access_key',
      mode: 'managed',
      stack: 'prod',
    });
    expect(read?.values.get('user')).toMatchObject({ kind: 'unknown', references: [{ address: 'urn:u' }] });
  });

  it('takes from the outputs only names and ids when the inputs are known', () => {
    const outputs = {
      name: 'r',
      arn: 'arn:aws:iam::1:role/r',
      uniqueId: UNKNOWN,
      managedPolicyArns: ['a'],
      inlinePolicies: UNKNOWN,
    };
    const values = resourceOf(resource(role, outputs), { assumeRolePolicy: '{}', name: 'r' })?.values;
    expect([...(values?.keys() ?? [])]).toEqual(['assume_role_policy', 'name', 'arn']);
    expect(values?.get('arn')).toEqual(known('arn:aws:iam::1:role/r'));
  });

  it('takes the output of what is declared where it is known, and else the input', () => {
    const values = resourceOf(resource(role, { assumeRolePolicy: '{"a":1}', path: UNKNOWN }), {
      assumeRolePolicy: UNKNOWN,
      path: '/a/',
    })?.values;
    expect(values?.get('assume_role_policy')).toEqual(known('{"a":1}'));
    expect(values?.get('path')).toEqual(known('/a/'));
  });

  it('takes all outputs when the inputs were never shown', () => {
    expect(resourceOf(resource(role, { managedPolicyArns: ['a'] }))?.values.has('managed_policy_arns')).toBe(true);
  });

  it('keeps the type and the names of what has no Terraform shape, and of it only what is declared', () => {
    const pod = resource('kubernetes:core/v1:Secret', { stringData: { a: 'b' }, status: 'made' });
    const read = resourceOf(pod, { stringData: { accessKey: 'b' } });
    expect(read).toMatchObject({ type: 'kubernetes:core/v1:Secret', mode: 'managed' });
    expect(read?.values).toEqual(new Map([['stringData', dictionary([['accessKey', known('b')]])]]));
    expect(resourceOf(pod)).toBeUndefined();
  });

  it('is nothing for the stack itself and for what it reads of another one', () => {
    expect(resourceOf(resource('pulumi:pulumi:Stack', {}), {})).toBeUndefined();
    expect(resourceOf(resource('pulumi:pulumi:StackReference', {}), { name: 'a/b/c' })).toBeUndefined();
  });

  it('reads the configuration of a provider, JSON texts as what they say', () => {
    const defaultTags = '{"tags":{"teamName":"x"}}';
    const read = resourceOf(
      resource('pulumi:providers:aws', { accessKey: 'k', assumeRoles: '[{"roleArn":"r"}]', defaultTags, region: '[x' }),
    );
    expect(read).toMatchObject({ type: 'aws', mode: 'provider', address: urn('pulumi:providers:aws', 'a') });
    expect(read?.values).toEqual(
      new Map<string, Value>([
        ['access_key', known('k')],
        ['assume_role', list([dictionary([['role_arn', known('r')]])])],
        ['default_tags', dictionary([['tags', dictionary([['teamName', known('x')]])]])],
        ['region', known('[x')],
      ]),
    );
  });

  it('names the provider that the program chose, and no default one', () => {
    const user = (provider: string): EngineResource => resource('aws:iam/user:User', {}, { provider });
    const west = urn('pulumi:providers:aws', 'west');
    expect(resourceOf(user(west))?.provider).toBe(west);
    expect(resourceOf(user(urn('pulumi:providers:aws', 'default_7_48_0')))?.provider).toBeUndefined();
    expect(resourceOf(user(urn('pulumi:providers:aws', 'default')))?.provider).toBeUndefined();
  });

  it('reads what `Command` runs', () => {
    const command = resource('command:remote:Command', { create: 'echo', connection: { privateKey: 'k' } });
    expect(resourceOf(command)?.type).toBe('command_remote_command');
  });

  it('leaves out what a provider makes and marks as a secret when the inputs were never shown', () => {
    const key = resource('aws:iam/accessKey:AccessKey', { user: 'u', secret: 's' }, { secretOutputs: ['secret'] });
    expect([...(resourceOf(key)?.values.keys() ?? [])]).toEqual(['user']);
  });
});

describe('notCheckedOf', () => {
  it.each([
    'aws-native:iam:User',
    'aws-native:s3:BucketPolicy',
    'aws-native:kms:Key',
    'aws-native:lambda:Permission',
    'aws-native:sso:PermissionSet',
    'aws-native:index:ExtensionResource',
  ])('names %s with the reason', (type) => {
    expect(notCheckedOf({ type, urn: 'urn' })?.reason).toBe(
      `\`${type}\` is of the provider \`aws-native\`, whose resources are not read yet`,
    );
  });

  it.each(['aws-native:s3:Bucket', 'aws:iam/user:User', 'kubernetes:rbac.authorization.k8s.io/v1:Role'])(
    'says nothing of %s',
    (type) => {
      expect(notCheckedOf({ type, urn: 'urn' })).toBeUndefined();
    },
  );
});

const unseen = { inputsOf: () => undefined };
const seen = (inputs: Readonly<Record<string, Raw>>) => ({
  inputsOf: (address: string) => inputs[address.split('::')[2] ?? ''],
});

describe('stackFrom', () => {
  it('puts what is read and what is not read into one stack', () => {
    const stack = stackFrom([resource('aws:iam/user:User', {}), resource('aws-native:iam:User', {})], unseen);
    expect(stack).toMatchObject({
      name: 'prod',
      resources: [{ type: 'aws_iam_user' }],
      notChecked: [{ address: urn('aws-native:iam:User', 'a') }],
    });
  });

  const secret = 'made/by+AWS/0123456789';
  const accessKey = 'aws:iam/accessKey:AccessKey';
  const lambda = 'aws:lambda/function:Function';
  const key = resource(
    accessKey,
    { user: 'u', id: 'AKIAQWERTZUIOPASDFGH', secret },
    { secretOutputs: ['secret', 'sesSmtpPasswordV4'] },
  );

  it('says of what a provider made where it stands, whatever the engine tells of it', () => {
    const variables = { environment: { variables: { TOKEN: `x:${secret}`, OTHER: 'o' } } };
    const call = resource(lambda, variables, { dependencies: { environment: [key.urn] } });
    const outputs = resource('pulumi:pulumi:Stack', {
      shown: { deep: [secret] },
      id: 'AKIAQWERTZUIOPASDFGH',
      plain: 'p',
    });
    const stack = stackFrom([outputs, key, call], seen({ [accessKey]: { user: 'u' }, [lambda]: variables }));
    const values = new Map(stack.resources.map(({ address, values }) => [address, values]));
    const ofSecret = { address: key.urn, attribute: 'secret' };
    expect(values.get(call.urn)?.get('environment')).toEqual(
      dictionary(
        [
          [
            'variables',
            dictionary(
              [
                ['TOKEN', known(`x:${secret}`, [ofSecret])],
                ['OTHER', known('o', [{ address: key.urn }])],
              ],
              [{ address: key.urn }],
            ),
          ],
        ],
        [{ address: key.urn }],
      ),
    );
    expect(values.get('output.shown')).toEqual(
      new Map<string, Value>([
        ['value', dictionary([['deep', list([known(secret, [ofSecret])])]])],
        ['sensitive', known(true)],
      ]),
    );
    expect(values.get('output.id')).toEqual(
      new Map<string, Value>([
        ['value', known('AKIAQWERTZUIOPASDFGH', [{ address: key.urn, attribute: 'id' }])],
        ['sensitive', known(false)],
      ]),
    );
    expect(values.get('output.plain')?.get('value')).toEqual(known('p'));
    expect(stack.secrets).toEqual([secret]);
  });

  it.each([
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64 of a text around it', Buffer.from(`export S=${secret}\n`).toString('base64')],
    ['base64 of a text around it that begins a byte later', Buffer.from(`export SE=${secret}; x`).toString('base64')],
    ['base64 of a text around it that begins two bytes later', Buffer.from(`export SEC=${secret}`).toString('base64')],
    ['a query', `https://example.com?secret=${encodeURIComponent(secret)}`],
  ])('knows in %s what a provider made', (_form, text) => {
    const instance = resource('aws:ec2/instance:Instance', { userDataBase64: text });
    const output = resource('pulumi:pulumi:Stack', { text });
    const stack = stackFrom([key, instance, output], seen({ [accessKey]: { user: 'u' } }));
    const found = (address: string, name: string): Value | undefined =>
      stack.resources.find((each) => each.address === address)?.values.get(name);
    expect(found(instance.urn, 'user_data_base64')).toEqual(known(text, [{ address: key.urn, attribute: 'secret' }]));
    expect(found('output.text', 'sensitive')).toEqual(known(true));
  });

  it.each([
    ['with its inputs', seen({ [accessKey]: { user: 'u' } })],
    ['without them', seen({})],
  ])('takes the id of a key for nothing that somebody wrote down, %s', (_how, shown) => {
    const [read] = stackFrom([key], shown).resources;
    expect([...(read?.values ?? [])].map(([name]) => name)).toEqual(['user']);
  });

  it('knows a secret with quotes in a JSON text', () => {
    const password = 'a "quoted" \\ password';
    const made = resource(
      'random:index/randomPassword:RandomPassword',
      { result: password },
      { secretOutputs: ['result'] },
    );
    const parameter = resource('aws:ssm/parameter:Parameter', { value: JSON.stringify({ password }) });
    const output = resource('pulumi:pulumi:Stack', { password });
    const stack = stackFrom([made, parameter, output], seen({ 'random:index/randomPassword:RandomPassword': {} }));
    const values = stack.resources.map(({ values }) => values.get('value'));
    const origins = [{ address: made.urn, attribute: 'result' }];
    expect(values).toContainEqual(known(JSON.stringify({ password }), origins));
    expect(values).toContainEqual(known(password, origins));
  });

  it('takes nothing for made by a provider that the program gave, or that is short', () => {
    const text = 'given-by-the-program';
    const database = resource('aws:rds/instance:Instance', { password: text }, { secretOutputs: ['password'] });
    const short = resource(
      'random:index/randomPassword:RandomPassword',
      { result: 'abc' },
      { secretOutputs: ['result'] },
    );
    const output = resource('pulumi:pulumi:Stack', { a: text, b: 'abc' });
    const given = seen({
      'aws:rds/instance:Instance': { password: text },
      'random:index/randomPassword:RandomPassword': {},
    });
    const stack = stackFrom([database, short, output], given);
    expect(stack.resources.find(({ address }) => address === 'output.a')?.values.get('value')).toEqual(known(text));
    expect(stack.secrets).toEqual([]);
  });
});

describe('without', () => {
  it('leaves nothing known of the properties, and the resource itself as it is', () => {
    const user = resource('aws:iam/user:User', { name: 'n', path: '/' });
    expect(without(user, ['name']).properties).toEqual({ name: UNKNOWN, path: '/' });
    expect(user.properties).toEqual({ name: 'n', path: '/' });
    expect(without(user, [])).toBe(user);
  });
});
