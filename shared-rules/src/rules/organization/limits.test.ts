import { rules } from '../../catalogue';
import { parseConfiguration } from '../../engine/configuration';
import { evaluate } from '../../engine/evaluate';
import { readTerraform } from '../../expressions';
import type { Example } from '../../rule/define-rule';
import { terraformOf } from '../../rule/example';
import { awsAttribute } from '../../schemas/aws-attributes';

/** What the rule says, as `address: message`. */
function findingsOf(rule: string, resources: Example['resources'], organization?: object): readonly string[] {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const one = rules.filter(({ id }) => id === rule);
  expect(one).toHaveLength(1);
  const configuration = parseConfiguration(organization === undefined ? {} : { organization }, one);
  const { findings } = evaluate([stack], { today: '2026-11-23', rules: one, configuration });
  return findings.map(({ resource, status }) => `${status} ${resource.address}`);
}

const document = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Resource: '*', ...statement })),
});
const scps = (...statements: readonly object[]): object => ({
  serviceControlPolicies: [document(...statements.map((statement) => ({ Effect: 'Deny', ...statement })))],
});

const inline = (actions: readonly string[]): string => JSON.stringify(document({ Effect: 'Allow', Action: actions }));
const withConsole = {
  'aws_iam_user.alice': { name: 'alice' },
  'aws_iam_user_policy.all': { name: 'all', user: 'alice', policy: inline(['ec2:*']) },
  'aws_iam_user_login_profile.alice': { user: 'alice', password_reset_required: true },
};
const admin = {
  'aws_iam_policy.all': { name: 'all', policy: inline(['*']) },
  'aws_iam_group.admins': { name: 'admins' },
  'aws_iam_group_policy.all': { name: 'all', group: 'admins', policy: inline(['*']) },
  'aws_iam_user_policy.outside': { name: 'all', user: 'somebody-else', policy: inline(['*']) },
};
const escalating = {
  'aws_iam_role.deploy': {
    name: 'deploy',
    assume_role_policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
    }),
  },
  'aws_iam_role_policy.deploy': { name: 'deploy', role: 'deploy', policy: inline(['iam:CreatePolicyVersion']) },
};

const withoutMfa = { Action: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } };

describe('control policies of the configuration', () => {
  it.each([
    ['no-user-without-mfa', withConsole, scps(withoutMfa)],
    ['no-administrator-access', admin, scps({ NotAction: ['s3:GetObject'] })],
    ['no-privilege-escalation', escalating, scps({ Action: 'iam:*' })],
  ])('silence %s where they stop what it is about', (rule, resources, organization) => {
    expect(findingsOf(rule, resources)).not.toEqual([]);
    expect(findingsOf(rule, resources, organization)).toEqual([]);
  });

  it.each([
    [
      'no-user-without-mfa',
      withConsole,
      // The key is absent in a request that an access key signs, but there in one of the console.
      scps({ Action: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    ],
    ['no-user-without-mfa', withConsole, scps({ ...withoutMfa, Action: 's3:*' })],
    ['no-administrator-access', admin, scps({ Action: 'organizations:LeaveOrganization' })],
    [
      'no-privilege-escalation',
      escalating,
      scps({ Action: 'iam:*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } } }),
    ],
  ])('leave %s alone where they do not', (rule, resources, organization) => {
    expect(findingsOf(rule, resources, organization)).toEqual(findingsOf(rule, resources));
  });

  it('must allow on every level, where the levels are told one by one', () => {
    const full = document({ Effect: 'Allow', Action: '*' });
    const some = document({ Effect: 'Allow', Action: ['s3:GetObject'] });
    const under = (...levels: readonly (readonly object[])[]): readonly string[] =>
      findingsOf('no-administrator-access', admin, { serviceControlPolicies: levels });
    expect(under([full], [full])).toHaveLength(3);
    expect(under([full], [some])).toEqual([]);
    expect(under([full, some], [full])).toHaveLength(3);
  });

  it('of resources only speak of services that have them', () => {
    const rcps = (action: string): object => ({
      resourceControlPolicies: [document({ Effect: 'Deny', Principal: '*', Action: action })],
    });
    const reader = {
      'aws_iam_user.alice': { name: 'alice' },
      'aws_iam_user_login_profile.alice': { user: 'alice', password_reset_required: true },
      'aws_iam_user_policy.read': { name: 'read', user: 'alice', policy: inline(['s3:GetObject']) },
    };
    expect(findingsOf('no-user-without-mfa', reader)).toEqual(['violation aws_iam_user.alice']);
    expect(findingsOf('no-user-without-mfa', reader, rcps('sqs:*'))).toEqual(['violation aws_iam_user.alice']);
    expect(findingsOf('no-user-without-mfa', reader, rcps('s3:*'))).toEqual([]);
  });
});
