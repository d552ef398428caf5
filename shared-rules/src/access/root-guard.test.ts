import { organizationIn } from '../engine/configuration-trust';
import { readTerraform } from '../expressions';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { rootFreedom, type RootVerdict } from './root-guard';

function verdictOf(resources: Example['resources'], organization?: object): RootVerdict {
  const all = {
    'aws_organizations_organization.o': { enabled_policy_types: ['SERVICE_CONTROL_POLICY'] },
    ...resources,
  };
  const stack = readTerraform(terraformOf({ title: '', resources: all }), { stack: 's', attribute: awsAttribute });
  const limits = organization && organizationIn(organization, []);
  const model = iamModel(stack, limits && { limits });
  const [entity] = model.entities.filter((one) => one.kind === 'organization');
  if (entity === undefined) throw new Error('no organization');
  return rootFreedom(entity, model);
}

const ROOT = '${aws_organizations_organization.o.roots[0].id}';
const policy = (statement: object, ...targets: readonly string[]): Example['resources'] => ({
  'aws_organizations_policy.p': {
    name: 'p',
    content: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Resource: '*', ...statement }] }),
  },
  ...Object.fromEntries(
    targets.map((target, index) => [
      `aws_organizations_policy_attachment.p${index}`,
      { policy_id: '${aws_organizations_policy.p.id}', target_id: target },
    ]),
  ),
});
const isRoot = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } };
const guard = { Action: '*', Condition: isRoot };
const unit = (name: string, parent: string): Example['resources'] => ({
  [`aws_organizations_organizational_unit.${name}`]: { name, parent_id: parent },
});
const id = (name: string): string => `\${aws_organizations_organizational_unit.${name}.id}`;

describe('the root user of member accounts', () => {
  it.each([
    ['nothing', {}],
    ['a deny of something else', policy({ Action: 'organizations:LeaveOrganization' }, ROOT)],
    [
      'a deny of users and roles',
      policy(
        {
          Action: '*',
          Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:user/*', 'arn:aws:iam::*:role/*'] } },
        },
        ROOT,
      ),
    ],
    [
      'a deny of sessions of central root access',
      policy({ Action: '*', Condition: { ...isRoot, Bool: { 'aws:AssumedRoot': 'true' } } }, ROOT),
    ],
    [
      'a deny of keys of users',
      policy({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/*', Condition: isRoot }, ROOT),
    ],
    [
      'a deny without MFA',
      policy({ Action: '*', Condition: { ...isRoot, BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }, ROOT),
    ],
    ['a deny on no account', policy(guard)],
  ])('makes keys under %s', (_, resources) => {
    expect(verdictOf(resources).free).toMatchObject({
      freedom: 'keys',
      witness: { action: 'iam:CreateAccessKey', principal: 'arn:aws:iam::111122223333:root' },
    });
  });

  it.each([
    ['its ARN', guard],
    [
      'whatever is no user and no role',
      {
        Action: '*',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:user/*', 'arn:aws:iam::*:role/*'] } },
      },
    ],
    ['the type of the principal', { Action: '*', Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } } }],
    ['everybody', { Action: '*' }],
  ])('is kept from acting by a deny of %s', (_, statement) => {
    expect(verdictOf(policy(statement, ROOT))).toEqual({});
  });

  it('acts, and makes no keys, where only these are denied', () => {
    const { free } = verdictOf(policy({ Action: ['iam:CreateAccessKey'], Condition: isRoot }, ROOT));
    expect(free).toMatchObject({ freedom: 'acts', witness: { principal: 'arn:aws:iam::111122223333:root' } });
    expect(free?.witness.action).not.toBe('iam:CreateAccessKey');
  });

  it('is judged in an account that no document names', () => {
    const { free } = verdictOf(
      policy({ Action: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:root' } } }, ROOT),
    );
    expect(free?.witness.principal).toBe('arn:aws:iam::111122223340:root');
  });
});

describe('organizational units', () => {
  const tree = { ...unit('a', ROOT), ...unit('b', ROOT), ...unit('b1', id('b')), ...unit('b2', id('b')) };

  it('that are left out are named, down to the ones that decide', () => {
    expect(verdictOf({ ...tree, ...policy(guard, id('a'), id('b1')) }).free?.only).toEqual(['b2']);
    expect(verdictOf({ ...tree, ...policy(guard, id('a')) }).free?.only).toEqual(['b1', 'b2']);
  });

  it('may be covered one by one', () => {
    expect(verdictOf({ ...tree, ...policy(guard, id('a'), id('b')) })).toEqual({});
    expect(verdictOf({ ...tree, ...policy(guard, id('a'), id('b1'), id('b2')) })).toEqual({});
  });

  it('are not named where none is covered', () => {
    expect(verdictOf(tree).free).not.toHaveProperty('only');
  });

  it('do not cover an account that stands beside them', () => {
    const account = { 'aws_organizations_account.m': { name: 'm', email: 'm@example.com' } };
    expect(verdictOf({ ...tree, ...account, ...policy(guard, id('a'), id('b')) }).free?.only).toEqual(['m']);
    const covered = policy(guard, id('a'), id('b'), '${aws_organizations_account.m.id}');
    expect(verdictOf({ ...tree, ...account, ...covered })).toEqual({});
  });

  it('of another stack are named as those that are covered', () => {
    expect(verdictOf(policy(guard, 'ou-abcd-11112222')).free?.guardedElsewhere).toEqual(['ou-abcd-11112222']);
  });
});

describe('what is not known', () => {
  it('makes the answer unknown where it may stand in the way', () => {
    const user = { 'aws_iam_user.x': { name: 'x' } };
    const target = '${aws_iam_user.x.unique_id}';
    expect(verdictOf({ ...user, ...policy(guard, target) }).doubt).toBeDefined();
    expect(verdictOf({ ...user, ...policy({ Action: 'organizations:LeaveOrganization' }, target) }).free).toBeDefined();
    const hidden = { 'aws_organizations_policy.p': { name: 'p', content: target } };
    expect(verdictOf({ ...user, ...policy(guard, ROOT), ...hidden }).doubt).toBeDefined();
  });

  it('is told by the configuration', () => {
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Resource: '*', ...guard }] };
    expect(verdictOf({}, { serviceControlPolicies: [document] })).toEqual({});
  });
});
