import { getPolicyDocument } from './aws-policy-document';
import { checkInputs, createOutputs, previewOutputs } from './aws-resources';
import { type PlainObject, hasUnknown, secret, unknown } from './aws-values';

const accessKey = 'aws:iam/accessKey:AccessKey';
const policy = 'aws:iam/policy:Policy';
const user = 'aws:iam/user:User';

describe('the test provider before a creation', () => {
  test('names a resource that has no name after its logical name', () => {
    expect(checkInputs(user, 'alice', {}, {}).name).toMatch(/^alice-[0-9a-f]{7}$/);
  });

  test('keeps the name of the last deployment and the name of the program', () => {
    expect(checkInputs(user, 'alice', { name: 'alice-0000000' }, {}).name).toBe('alice-0000000');
    expect(checkInputs(user, 'alice', { name: 'alice-0000000' }, { name: 'bob' }).name).toBe('bob');
  });

  test('fills in the defaults of AWS', () => {
    expect(checkInputs(accessKey, 'key', {}, { user: 'alice' })).toEqual({ user: 'alice', status: 'Active' });
  });

  test('writes documents as text, and one with an unknown part is unknown as a whole', () => {
    const document = (resource: string): PlainObject => ({
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: resource }],
    });
    const known = checkInputs(policy, 'p', {}, { policy: document('*') });
    expect(known.policy).toBe('{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}');
    expect(checkInputs(policy, 'p', {}, { policy: document(unknown) }).policy).toBe(unknown);
    const role = checkInputs('aws:iam/role:Role', 'r', {}, { inlinePolicies: [{ name: 'i', policy: document('*') }] });
    expect(role.inlinePolicies).toEqual([{ name: 'i', policy: known.policy }]);
    const partly = checkInputs(
      'aws:iam/role:Role',
      'r',
      {},
      { inlinePolicies: [{ name: 'i', policy: document(unknown) }] },
    );
    expect(partly.inlinePolicies).toEqual([{ name: 'i', policy: unknown }]);
  });
});

describe('the test provider in a preview', () => {
  test('echoes the inputs and does not know what AWS will give', () => {
    expect(previewOutputs(user, { name: 'alice' })).toEqual({ name: 'alice', arn: unknown, uniqueId: unknown });
  });

  test('does not know secrets, and marks them', () => {
    const outputs = previewOutputs(accessKey, { user: unknown });
    expect(outputs).toMatchObject({
      secret: secret(unknown),
      sesSmtpPasswordV4: secret(unknown),
      encryptedSecret: unknown,
    });
    expect(previewOutputs('aws:iam/userLoginProfile:UserLoginProfile', {}).password).toEqual(secret(unknown));
  });
});

describe('the test provider after a creation', () => {
  test('gives values as AWS does', () => {
    const { id, outputs } = createOutputs(user, 'alice', { name: 'alice', path: '/team/' });
    expect(id).toBe('alice');
    expect(outputs).toMatchObject({ name: 'alice', arn: 'arn:aws:iam::123456789012:user/team/alice' });
    expect(outputs.uniqueId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(createOutputs(accessKey, 'key', { user: 'alice' }).id).toMatch(/^AKIA[A-Z2-7]{16}$/);
  });

  test('encrypts secrets when there is a key for it', () => {
    const plain = createOutputs(accessKey, 'key', { user: 'alice' }).outputs;
    expect(Object.keys(plain)).toEqual(['id', 'createDate', 'secret', 'sesSmtpPasswordV4', 'user']);
    expect(plain.secret).toEqual(secret(expect.any(String) as string));
    const encrypted = createOutputs(accessKey, 'key', { user: 'alice', pgpKey: 'keybase:alice' }).outputs;
    expect(encrypted).not.toHaveProperty('secret');
    expect(encrypted).toMatchObject({
      encryptedSecret: expect.any(String) as string,
      keyFingerprint: expect.any(String) as string,
    });
  });

  test('gives an ARN to types that it does not know, and nothing unknown', () => {
    const { id, outputs } = createOutputs('aws:sns/topic:Topic', 'news', {});
    expect(outputs.arn).toBe('arn:aws:sns:eu-central-1:123456789012:topic/news');
    expect(hasUnknown({ id, outputs })).toBe(false);
  });

  test('names resources of aws-native by their own property', () => {
    const inputs = checkInputs('aws-native:iam:User', 'alice', {}, {});
    expect(inputs.userName).toMatch(/^alice-[0-9a-f]{7}$/);
    expect(createOutputs('aws-native:iam:User', 'alice', inputs).id).toBe(inputs.userName);
  });
});

describe('getPolicyDocument of the test provider', () => {
  function render(parameters: PlainObject): unknown {
    return JSON.parse(getPolicyDocument(parameters).json as string);
  }

  test('renders statements as the real data source does', () => {
    const conditions = [{ test: 'Bool', variable: 'aws:MultiFactorAuthPresent', values: ['true'] }];
    const principals = [{ type: 'AWS', identifiers: ['arn:aws:iam::123456789012:root'] }];
    const statement = {
      sid: 'Own',
      effect: 'Deny',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: ['*'],
      principals,
      conditions,
    };
    expect(render({ statements: [statement] })).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Own',
          Effect: 'Deny',
          Action: ['s3:PutObject', 's3:GetObject'],
          Resource: '*',
          Principal: { AWS: 'arn:aws:iam::123456789012:root' },
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      ],
    });
  });

  test('allows unless told otherwise, and writes everybody as a star', () => {
    const statement = {
      notActions: ['iam:*'],
      notResources: ['a', 'b'],
      notPrincipals: [{ type: '*', identifiers: ['*'] }],
    };
    expect(render({ statements: [statement] })).toMatchObject({
      Statement: [{ Effect: 'Allow', NotAction: 'iam:*', NotResource: ['b', 'a'], NotPrincipal: '*' }],
    });
  });

  test('puts sources first and replaces statements of the same Sid by overrides', () => {
    const source = JSON.stringify({
      Statement: [
        { Sid: 'A', Effect: 'Allow', Action: 's3:*' },
        { Sid: 'B', Effect: 'Allow', Action: 'sns:*' },
      ],
    });
    const override = JSON.stringify({
      Statement: [
        { Sid: 'A', Effect: 'Deny', Action: 's3:*' },
        { Effect: 'Allow', Action: 'sqs:*' },
      ],
    });
    const parameters = {
      sourcePolicyDocuments: [source],
      overridePolicyDocuments: [override, ''],
      statements: [{ sid: 'C', actions: ['ec2:*'] }],
    };
    const { Statement: statements } = render(parameters) as { Statement: { Effect: string; Action: string }[] };
    expect(statements.map(({ Effect, Action }) => `${Effect} ${Action}`)).toEqual([
      'Deny s3:*',
      'Allow sns:*',
      'Allow ec2:*',
      'Allow sqs:*',
    ]);
  });
});
