import { parseConfiguration } from '../engine/configuration';
import { evaluate } from '../engine/evaluate';
import { rules } from '../catalogue';
import { readTerraform } from '../expressions';
import type { Entity, EntityKind, IamModel } from '../model/iam-model';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

const variable = { prod: { type: 'bool' }, people: { type: 'set(string)' }, some: {} };
const read = (resource: object): ReturnType<typeof readTerraform> =>
  readTerraform(
    { resource, variable, data: { aws_caller_identity: { own: {} } } },
    { stack: 's', attribute: awsAttribute },
  );

const modelOf = (resource: object, managedPolicies?: ReadonlyMap<string, unknown>): IamModel =>
  iamModel(read(resource), managedPolicies && { managedPolicies });

function one<Kind extends EntityKind>(model: IamModel, kind: Kind, name: string): Extract<Entity, { kind: Kind }> {
  const found = model.entities.find((entity) => entity.kind === kind && entity.resource.address.endsWith(`.${name}`));
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found as never;
}

const DENY = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Deny',
    NotAction: 'iam:EnableMFADevice',
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
});

const ann = {
  aws_iam_user: { ann: { name: 'ann' }, ben: { name: 'ben' } },
  aws_iam_user_login_profile: { ann: { user: 'ann' } },
  aws_iam_user_policy_attachment: {
    admin: { user: 'ann', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  },
  aws_iam_group: { mfa: { name: 'mfa' }, others: { name: 'others' } },
  aws_iam_group_policy: { mfa: { group: '${aws_iam_group.mfa.name}', policy: DENY } },
  aws_iam_policy: { mfa: { name: 'mfa', policy: DENY } },
};

/** What the rule says of the user. */
function decisionFor(resource: object): readonly string[] {
  const only = rules.filter(({ id }) => id === 'no-user-without-mfa');
  const { findings } = evaluate([read(resource)], {
    today: '2026-11-23',
    rules: only,
    configuration: parseConfiguration({}, only),
  });
  return findings.map(({ status, resource: { address } }) => `${status} ${address}`);
}

describe('a name that is one of two, nobody knows which', () => {
  it.each([
    ['a list of members', { aws_iam_group_membership: { m: { group: 'mfa', users: '${var.prod ? [aws_iam_user.ann.name] : []}' } } }],
    ['one of the members', { aws_iam_group_membership: { m: { group: 'mfa', users: ['${var.prod ? aws_iam_user.ann.name : "x"}'] } } }],
    ['members without those that are null', { aws_iam_group_membership: { m: { group: 'mfa', users: '${compact([var.prod ? aws_iam_user.ann.name : null])}' } } }],
    ['the group', { aws_iam_user_group_membership: { m: { user: 'ann', groups: ['${var.prod ? aws_iam_group.mfa.name : "x"}'] } } }],
    ['the group of the members', { aws_iam_group_membership: { m: { group: '${var.prod ? aws_iam_group.mfa.name : "x"}', users: ['ann'] } } }],
    ['the groups', { aws_iam_user_group_membership: { m: { user: 'ann', groups: '${var.prod ? [aws_iam_group.mfa.name] : ["x"]}' } } }],
    ['the user', { aws_iam_user_group_membership: { m: { user: '${var.prod ? aws_iam_user.ann.name : "x"}', groups: ['mfa'] } } }],
    ['the user with a default', { aws_iam_user_group_membership: { m: { user: '${coalesce(var.some, aws_iam_user.ann.name)}', groups: ['mfa'] } } }],
    ['the user of an inline policy', { aws_iam_user_policy: { m: { user: '${var.prod ? aws_iam_user.ann.name : "x"}', policy: DENY } } }],
    ['the users of an attachment', { aws_iam_policy_attachment: { m: { users: '${var.prod ? [aws_iam_user.ann.name] : []}', policy_arn: '${aws_iam_policy.mfa.arn}' } } }],
    ['the policies of an exclusive list', { aws_iam_user_policy_attachments_exclusive: { m: { user_name: 'ann', policy_arns: '${var.prod ? [aws_iam_policy.mfa.arn] : []}' } } }],
  ] as const)('decides nothing: %s', (_, more) => {
    expect(decisionFor({ ...ann, ...more })).toEqual(['unresolved aws_iam_user.ann']);
  }); // prettier-ignore

  it('decides nothing as the policy that is attached, or the boundary', () => {
    const arn = '${var.prod ? aws_iam_policy.mfa.arn : "arn:aws:iam::aws:policy/ReadOnlyAccess"}';
    const attachments = { ...ann.aws_iam_user_policy_attachment, m: { user: 'ann', policy_arn: arn } };
    expect(decisionFor({ ...ann, aws_iam_user_policy_attachment: attachments })).toEqual([
      'unresolved aws_iam_user.ann',
    ]);
    const users = { ...ann.aws_iam_user, ann: { name: 'ann', permissions_boundary: arn } };
    expect(decisionFor({ ...ann, aws_iam_user: users })).toEqual(['unresolved aws_iam_user.ann']);
  });

  it('counts as a use of each policy', () => {
    const policies = { a: { name: 'a', policy: DENY }, b: { name: 'b', policy: DENY }, c: { name: 'c', policy: DENY } };
    const either = '${var.prod ? aws_iam_policy.a.arn : aws_iam_policy.b.arn}';
    const attached = modelOf({
      aws_iam_policy: policies,
      aws_iam_role_policy_attachment: { m: { role: 'x', policy_arn: either } },
    });
    const bounds = modelOf({
      aws_iam_policy: policies,
      aws_iam_user: { u: { name: 'u', permissions_boundary: either } },
    });
    expect(['a', 'b', 'c'].map((name) => one(attached, 'policy', name).isAttached)).toEqual([true, true, false]);
    expect(['a', 'b', 'c'].map((name) => one(bounds, 'policy', name).isBoundary)).toEqual([true, true, false]);
  });

  it('is the user where nobody knows how many there are of it', () => {
    const model = modelOf({
      aws_iam_user: { each: { for_each: '${var.people}', name: '${each.key}' }, ben: { name: 'ben' } },
      aws_iam_access_key: { each: { for_each: '${var.people}', user: '${aws_iam_user.each[each.key].name}' } },
    });
    expect(one(model, 'access-key', 'each').user).toBe(one(model, 'user', 'each'));
    expect(one(model, 'user', 'ben').accessKeys.open).toBeUndefined();
  });

  it('is no certain key: anybody may have it', () => {
    const model = modelOf({
      ...ann,
      aws_iam_access_key: { k: { user: '${var.prod ? aws_iam_user.ann.name : "x"}' } },
    });
    expect(one(model, 'access-key', 'k').user).toBeUndefined();
    expect(one(model, 'user', 'ann').accessKeys.open?.reason).toBe('variable `prod` has no default');
  });
});

describe('a name in which the workspace stands', () => {
  it('is the same wherever it is written', () => {
    const name = '${terraform.workspace}-ann';
    const model = modelOf({
      aws_iam_user: { ann: { name }, ben: { name: 'ben' } },
      aws_iam_access_key: { k: { user: name } },
    });
    expect(one(model, 'access-key', 'k').user).toBe(one(model, 'user', 'ann'));
    expect(one(model, 'user', 'ben').accessKeys.open).toBeUndefined();
  });
});

describe('the ARN of a policy of another stack whose account is not known', () => {
  const ARN = 'arn:aws:iam::${data.aws_caller_identity.own.account_id}:policy/team/require-mfa';
  const user = {
    aws_iam_user: { u: { name: 'u' } },
    aws_iam_user_policy_attachment: { m: { user: 'u', policy_arn: ARN } },
  };
  const grantOf = (...accounts: readonly string[]): unknown => {
    const given = accounts.map((account) => [`arn:aws:iam::${account}:policy/team/require-mfa`, DENY] as const);
    const [grant] = one(modelOf(user, new Map(given)), 'user', 'u').grants.known;
    return [grant?.label, grant?.document.kind];
  };

  it('is what the configuration has under that name, when it has one', () => {
    expect(grantOf('111122223333')).toEqual(['require-mfa', 'known']);
    expect(grantOf('111122223333', '444455556666')).toEqual(['require-mfa', 'unknown']);
    expect(grantOf()).toEqual(['require-mfa', 'unknown']);
  });

  it('is the one that a data source looks up by its name', () => {
    const stack = {
      resource: {
        aws_iam_user: { u: { name: 'u' } },
        aws_iam_user_policy_attachment: { m: { user: 'u', policy_arn: '${data.aws_iam_policy.own.arn}' } },
      },
      data: { aws_iam_policy: { own: { name: 'require-mfa' } } },
    };
    const given = new Map([['arn:aws:iam::111122223333:policy/team/require-mfa', DENY]]);
    const model = iamModel(readTerraform(stack, { stack: 's', attribute: awsAttribute }), { managedPolicies: given });
    const [grant] = one(model, 'user', 'u').grants.known;
    expect([grant?.label, grant?.document.kind]).toEqual(['require-mfa', 'known']);
  });
});

describe('an id that the cloud gave', () => {
  const id = '2f5c8a1e9d7b4036a1c4e8f27d90b563';
  const keysOf = (user_id: string): number | undefined => {
    const model = modelOf({
      opentelekomcloud_identity_user_v3: { ann: { name: 'ann', id }, ben: { name: 'ben' } },
      opentelekomcloud_identity_credential_v3: { k: { user_id } },
    });
    return one(model, 'user', 'ann').accessKeys.known.length;
  };

  it('leads to whoever has it, as after a deployment of Pulumi', () => {
    expect(keysOf(id)).toBe(1);
    expect(keysOf(id.replace('2f', '3f'))).toBe(0);
  });
});
