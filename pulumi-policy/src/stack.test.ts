import { known } from '@iam-guardrails/shared-rules';
import { type EngineResource, notCheckedOf, resourceOf, stackFrom, stackOf } from './stack';

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

  it('is nothing for a type that has no Terraform shape', () => {
    expect(resourceOf(resource('kubernetes:core/v1:Pod', {}))).toBeUndefined();
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

describe('stackFrom', () => {
  it('puts what is read and what is not read into one stack', () => {
    const stack = stackFrom([resource('aws:iam/user:User', {}), resource('aws-native:iam:User', {})], () => undefined);
    expect(stack).toMatchObject({
      name: 'prod',
      resources: [{ type: 'aws_iam_user' }],
      notChecked: [{ address: urn('aws-native:iam:User', 'a') }],
    });
  });
});
