import { readTerraform } from '../expressions';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { isUnused, type Identity } from './unused';

const LATE = '${aws_ssm_parameter.late.insecure_value}';
const LATE_LIST = `\${split(",", "${LATE}")}`;

/** Whether each identity of the stack is unused, by address; `unknown` where it is not known. */
function unused(resource: object, blocks: object = {}): Readonly<Record<string, boolean | 'unknown'>> {
  const json = { resource: { aws_ssm_parameter: { late: { name: '/late', type: 'String' } }, ...resource }, ...blocks };
  const model = iamModel(readTerraform(json, { stack: 'test', attribute: awsAttribute }));
  const kinds: readonly string[] = ['user', 'group', 'policy', 'role', 'instance-profile'];
  return Object.fromEntries(
    model.entities
      .filter((entity): entity is Identity => kinds.includes(entity.kind))
      .map((entity) => {
        const answer = isUnused(entity, model);
        return [entity.resource.address, typeof answer === 'boolean' ? answer : 'unknown'];
      }),
  );
}

const user = { aws_iam_user: { a: { name: 'a' } } };
const group = { aws_iam_group: { g: { name: 'g' } } };
const ARN = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('a user', () => {
  const isUserUnused = (others: object, blocks?: object): unknown =>
    unused({ ...user, ...others }, blocks)['aws_iam_user.a'];

  it.each([
    ['a group of another stack', { aws_iam_user_group_membership: { x: { user: 'a', groups: ['elsewhere'] } } }, false],
    [
      'groups that are not known',
      { aws_iam_user_group_membership: { x: { user: 'a', groups: LATE_LIST } } },
      'unknown',
    ],
    ['a group of the stack', { ...group, aws_iam_user_group_membership: { x: { user: 'a', groups: ['g'] } } }, false],
    ['an access key', { aws_iam_access_key: { x: { user: 'a' } } }, false],
    ['a password', { aws_iam_user_login_profile: { x: { user: 'a' } } }, false],
    ['a policy', { aws_iam_user_policy_attachment: { x: { user: 'a', policy_arn: ARN } } }, false],
    ['a signing certificate', { aws_iam_signing_certificate: { x: { user_name: 'a', certificate_body: 'x' } } }, false],
    ['a key that may be for somebody else', { aws_iam_access_key: { x: { user: LATE } } }, 'unknown'],
    [
      'a policy that may be for somebody else',
      { aws_iam_user_policy_attachment: { x: { user: LATE, policy_arn: ARN } } },
      'unknown',
    ],
    ['the key of another user', { aws_iam_access_key: { x: { user: 'b' } } }, true],
    [
      'a membership of nothing',
      { aws_iam_user_group_membership: { x: { user: '${aws_iam_user.a.name}', groups: [] } } },
      true,
    ],
  ])('with %s', (_, others, expected) => {
    expect(isUserUnused(others)).toBe(expected);
  });

  it('is used by whatever else refers to it', () => {
    const bucket = { aws_s3_bucket: { b: { bucket: 'b', tags: { owner: '${aws_iam_user.a.arn}' } } } };
    expect(isUserUnused(bucket)).toBe(false);
    expect(isUserUnused({}, { output: { who: { value: '${aws_iam_user.a.arn}' } } })).toBe(false);
    expect(isUserUnused({}, { locals: { who: '${aws_iam_user.a.arn}' } })).toBe(true);
  });
});

describe('a group', () => {
  const isGroupUnused = (others: object): unknown => unused({ ...group, ...others })['aws_iam_group.g'];

  it.each([
    ['no members', {}, true],
    [
      'a policy and no members',
      { aws_iam_group_policy_attachment: { x: { group: '${aws_iam_group.g.name}', policy_arn: ARN } } },
      true,
    ],
    ['a member of the stack', { ...user, aws_iam_group_membership: { x: { group: 'g', users: ['a'] } } }, false],
    ['a member of another stack', { aws_iam_group_membership: { x: { group: 'g', users: ['z'] } } }, false],
    ['a member that is not known', { aws_iam_group_membership: { x: { group: 'g', users: [LATE] } } }, false],
    [
      'members of which nothing is known',
      { aws_iam_group_membership: { x: { group: 'g', users: LATE_LIST } } },
      'unknown',
    ],
    ['a user that may be in it', { aws_iam_user_group_membership: { x: { user: 'z', groups: LATE_LIST } } }, 'unknown'],
  ])('with %s', (_, others, expected) => {
    expect(isGroupUnused(others)).toBe(expected);
  });
});

describe('a policy', () => {
  const policy = { aws_iam_policy: { p: { name: 'p', policy: '{}' } } };
  const arn = '${aws_iam_policy.p.arn}';

  it.each([
    ['nothing', {}, true],
    ['an attachment', { aws_iam_role_policy_attachment: { x: { role: 'r', policy_arn: arn } } }, false],
    [
      'an attachment by name',
      { aws_iam_role_policy_attachment: { x: { role: 'r', policy_arn: 'arn:aws:iam::123456789012:policy/p' } } },
      false,
    ],
    ['a boundary', { aws_iam_user: { a: { name: 'a', permissions_boundary: arn } } }, false],
    [
      'an argument that no schema reads',
      { aws_config_config_rule: { x: { name: 'x', input_parameters: arn } } },
      false,
    ],
  ])('for %s', (_, others, expected) => {
    expect(unused({ ...policy, ...others })['aws_iam_policy.p']).toBe(expected);
  });
});

describe('a role', () => {
  const trusting = (...statements: readonly object[]): unknown => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    return unused({ aws_iam_role: { r: { name: 'r', assume_role_policy: document } } })['aws_iam_role.r'];
  };
  const allow = (Principal: unknown, Action: unknown): object => ({ Effect: 'Allow', Principal, Action });
  const service = { Service: 'lambda.amazonaws.com' };
  const provider = { Federated: 'arn:aws:iam::123456789012:oidc-provider/example.com' };
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole*' };

  it.each([
    ['a service', [allow(service, 'sts:AssumeRole')], false],
    ['a service, in other letters and with a wildcard', [allow(service, 'STS:assume*')], false],
    ['a service that may only tag sessions', [allow(service, 'sts:TagSession')], true],
    ['a service that may not do what users of providers do', [allow(service, 'sts:AssumeRoleWithSAML')], true],
    ['a provider of identities', [allow(provider, 'sts:AssumeRoleWithWebIdentity')], false],
    ['a provider of identities that may only do what principals of AWS do', [allow(provider, 'sts:AssumeRole')], true],
    ['everybody', [allow('*', 'sts:AssumeRoleWithWebIdentity')], false],
    ['a deleted user', [allow({ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, 'sts:AssumeRole')], true],
    [
      'a deleted role and an account',
      [allow({ AWS: ['AROACKCEVSQ6C2EXAMPLE', '123456789012'] }, 'sts:AssumeRole')],
      false,
    ],
    ['all but one action', [{ Effect: 'Allow', Principal: service, NotAction: 'sts:TagSession' }], false],
    ['all but the action that counts', [{ Effect: 'Allow', Principal: service, NotAction: 'sts:*' }], true],
    ['a service, and nobody', [allow(service, 'sts:AssumeRole'), deny], true],
    [
      'a service, and nobody without a condition',
      [allow(service, 'sts:AssumeRole'), { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      false,
    ],
    ['a principal that is not known', [allow({ AWS: LATE }, 'sts:AssumeRole')], false],
  ])('that trusts %s', (_, statements, expected) => {
    expect(trusting(...statements)).toBe(expected);
  });

  it('whose trust policy cannot be read is not judged', () => {
    const role = (assume_role_policy: string): unknown =>
      unused({ aws_iam_role: { r: { name: 'r', assume_role_policy } } })['aws_iam_role.r'];
    expect([role('{'), role(LATE), role('{"Statement":[]}')]).toEqual([false, false, false]);
  });
});

describe('an instance profile', () => {
  it.each([
    ['no role', {}, true],
    ['a role', { role: 'r' }, false],
    ['a role that is not known', { role: LATE }, false],
    ['an empty name', { role: '' }, true],
  ])('with %s', (_, values, expected) => {
    expect(unused({ aws_iam_instance_profile: { p: { name: 'p', ...values } } })['aws_iam_instance_profile.p']).toBe(
      expected,
    );
  });
});
