import { readTerraform } from '../expressions';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import type { Holder } from './cause';
import { passableRoles } from './passable-roles';
import { takersOf } from './takers';

type Resources = Example['resources'];

const modelOf = (resources: Resources): ReturnType<typeof iamModel> =>
  iamModel(readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute }));

function takers(address: string, resources: Resources): string {
  const model = modelOf(resources);
  const isMeant = ({ resource, kind }: { resource: { address: string }; kind: string }): boolean =>
    resource.address === address && ['policy', 'group', 'role', 'user'].includes(kind);
  return takersOf(model.entities.find(isMeant) as Holder, model);
}

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const trust = (Principal: object): string => document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal });
const policy = {
  'aws_iam_policy.p': { name: 'p', policy: document({ Effect: 'Allow', Action: '*', Resource: '*' }) },
};
const users = { 'aws_iam_user.alice': { name: 'alice' }, 'aws_iam_user.bob': { name: 'bob' } };
const group = {
  'aws_iam_group.dev': { name: 'dev' },
  'aws_iam_group_membership.m': {
    name: 'm',
    group: '${aws_iam_group.dev.name}',
    users: ['${aws_iam_user.alice.name}'],
  },
};

describe('who takes a way', () => {
  it('has the policy through a group', () => {
    const attached = { group: '${aws_iam_group.dev.name}', policy_arn: '${aws_iam_policy.p.arn}' };
    const stack = { ...policy, ...users, ...group, 'aws_iam_group_policy_attachment.a': attached };
    expect(takers('aws_iam_policy.p', stack)).toBe('; had by user `alice` (through group `dev`)');
    expect(takers('aws_iam_group.dev', stack)).toBe('; had by user `alice`');
  });

  it('is a service that gets into the role that has the policy', () => {
    const stack = {
      ...policy,
      'aws_iam_role.f': { name: 'f', assume_role_policy: trust({ Service: 'lambda.amazonaws.com' }) },
      'aws_iam_role_policy_attachment.a': { role: '${aws_iam_role.f.name}', policy_arn: '${aws_iam_policy.p.arn}' },
    };
    expect(takers('aws_iam_policy.p', stack)).toBe('; had by role `f` (open to `lambda.amazonaws.com`)');
    expect(takers('aws_iam_role.f', stack)).toBe('; open to `lambda.amazonaws.com`');
  });

  it('gets into the role by sts:AssumeRole, where trust and documents let it in', () => {
    const account = 'arn:aws:iam::123456789012:root';
    const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::123456789012:role/admin' };
    const stack = {
      ...users,
      'aws_iam_role.admin': { name: 'admin', assume_role_policy: trust({ AWS: account }) },
      'aws_iam_role.ci': { name: 'ci', assume_role_policy: trust({ Service: 'codebuild.amazonaws.com' }) },
      'aws_iam_user_policy.a': { name: 'a', user: '${aws_iam_user.alice.name}', policy: document(allow) },
      'aws_iam_role_policy.c': { name: 'c', role: '${aws_iam_role.ci.name}', policy: document(allow) },
    };
    const words = takers('aws_iam_role.admin', stack);
    expect(words).toContain('user `alice` by sts:AssumeRole');
    expect(words).toContain('role `ci` by sts:AssumeRole');
    expect(words).not.toContain('bob');
  });

  it('gets into the role over other roles, and the message names each of them', () => {
    const arn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
    const may = (name: string): string => document({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arn(name) });
    const assume_role_policy = trust({ AWS: 'arn:aws:iam::123456789012:root' });
    const stack = {
      ...users,
      ...policy,
      'aws_iam_role.admin': { name: 'admin', assume_role_policy },
      'aws_iam_role.a': { name: 'a', assume_role_policy },
      'aws_iam_role.b': { name: 'b', assume_role_policy },
      'aws_iam_role_policy.a': { name: 'a', role: '${aws_iam_role.a.name}', policy: may('admin') },
      'aws_iam_role_policy.b': { name: 'b', role: '${aws_iam_role.b.name}', policy: may('a') },
      'aws_iam_role_policy.circle': { name: 'c', role: '${aws_iam_role.admin.name}', policy: may('b') },
      'aws_iam_user_policy.alice': { name: 'u', user: '${aws_iam_user.alice.name}', policy: may('b') },
      'aws_iam_role_policy_attachment.p': { role: '${aws_iam_role.admin.name}', policy_arn: '${aws_iam_policy.p.arn}' },
    };
    const words = takers('aws_iam_role.admin', stack);
    expect(words).toContain('user `alice` by sts:AssumeRole through role `b`, then role `a`');
    expect(words).toContain('role `b` by sts:AssumeRole through role `a`');
    expect(words).not.toContain('bob');
    expect(words).not.toContain('role `admin`');
    expect(takers('aws_iam_policy.p', stack)).toContain(
      'user `alice` by sts:AssumeRole through role `b`, then role `a`',
    );
  });

  it('is counted where there are many', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.amazonaws.com`);
    const stack = { 'aws_iam_role.f': { name: 'f', assume_role_policy: trust({ Service: many }) } };
    expect(takers('aws_iam_role.f', stack)).toBe(
      '; open to `a.amazonaws.com`, `b.amazonaws.com`, `c.amazonaws.com` and 2 more',
    );
  });

  it('passes the administrators of the stack, and not the other roles', () => {
    const assume_role_policy = trust({ Service: 'lambda.amazonaws.com' });
    const model = modelOf({
      'aws_iam_role.strong': {
        name: 'strong',
        assume_role_policy,
        managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      },
      'aws_iam_role.weak': { name: 'weak', assume_role_policy },
    });
    const way = { path: 'x', title: 'x', steps: [] };
    expect(passableRoles({ ...way, passedRoles: ['*'] }, model)).toBe(
      '; of the roles that it can pass `strong` is an administrator',
    );
    expect(passableRoles({ ...way, passedRoles: ['arn:aws:iam::123456789012:role/weak'] }, model)).toBe('');
    expect(passableRoles(way, model)).toBe('');
    expect(passableRoles({ ...way, path: 'lambda-001', passedRoles: ['*'] }, model)).toContain('`strong`');
    expect(passableRoles({ ...way, path: 'ec2-001', passedRoles: ['*'] }, model)).toBe('');
  });
});
