import { readTerraform } from '../expressions';
import type { User } from '../model/iam-model';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { secondFactorOf, usesOf } from './second-factor';

const ALICE = 'opentelekomcloud_identity_user_v3.alice';

function userOf(resources: Example['resources']): User {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const user = iamModel(stack).entities.find((entity) => entity.kind === 'user');
  if (user === undefined) throw new Error('there is no user');
  return user;
}

const factorOf = (settings: Readonly<Record<string, unknown>>): string | undefined =>
  secondFactorOf(userOf({ 'var.v': {}, [ALICE]: { name: 'alice', ...settings } }))?.is;

describe('the second factor of a user', () => {
  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['nothing is said', 'absent', {}],
    ['there are no blocks of it', 'absent', { login_protection: [] }],
    ['the block is a list', 'fine', { login_protection: [{ enabled: true, verification_method: 'vmfa' }] }],
    ['the booleans are texts', 'off', { login_protection: { enabled: 'false', verification_method: 'vmfa' } }],
    ['the block says nothing', 'off', { login_protection: {} }],
    ['there is no method', 'off', { login_protection: { enabled: true } }],
    ['it is a mail', 'weak', { login_protection: { enabled: true, verification_method: 'email' } }],
    ['the block is not known', 'unknown', { login_protection: '${var.v}' }],
    ['the access type is none of OTC', 'absent', { access_type: 'everything' }],
    ['the access type is null', 'absent', { access_type: null }],
    ['the access type is not known', 'unknown', { access_type: '${var.v}' }],
    [
      'the access type is not known, and the factor is a device',
      'fine',
      {
        access_type: '${var.v}',
        login_protection: { enabled: true, verification_method: 'vmfa' },
      },
    ],
    ['it is not known whether the user is enabled', 'unknown', { enabled: '${var.v}' }],
    ['a user of programs is of unknown state', 'fine', { access_type: 'programmatic', enabled: '${var.v}' }],
  ])('where %s is %s', (_, expected, settings) => expect(factorOf(settings)).toBe(expected));

  it('is no question for users of AWS', () => {
    expect(secondFactorOf(userOf({ 'aws_iam_user.alice': { name: 'alice' } }))).toBeUndefined();
  });
});

const withRole = (...statement: readonly object[]): User =>
  userOf({
    [ALICE]: { name: 'alice' },
    'opentelekomcloud_identity_group_v3.g': { name: 'g' },
    'opentelekomcloud_identity_user_group_membership_v3.m': {
      user: `\${${ALICE}.id}`,
      groups: ['${opentelekomcloud_identity_group_v3.g.id}'],
    },
    'opentelekomcloud_identity_role_v3.r': { display_name: 'r', description: 'r', display_layer: 'domain', statement },
    'opentelekomcloud_identity_role_assignment_v3.a': {
      group_id: '${opentelekomcloud_identity_group_v3.g.id}',
      role_id: '${opentelekomcloud_identity_role_v3.r.id}',
      domain_id: 'd',
    },
  });

describe('what a user may do behind the password', () => {
  it('is what changes something first, with a request that proves it', () => {
    const { uses, witness } = usesOf(withRole({ effect: 'Allow', action: ['ecs:*:list*', 'vpc:vpcs:*', 'dns:*:*'] }));
    expect(uses).toBe(', and may then use `vpc:vpcs:*`, `dns:*:*` and more');
    expect(witness).toMatchObject({ principal: 'alice', action: 'vpc:vpcs:delete' });
  });

  it('is not what a deny takes back', () => {
    const denied = { effect: 'Deny', action: ['vpc:*:*'] };
    const { uses } = usesOf(withRole({ effect: 'Allow', action: ['ecs:*:list*', 'vpc:vpcs:*'] }, denied));
    expect(uses).toBe(', and may then use `ecs:*:list*`');
  });

  it('is nothing to tell where the stack grants nothing', () => {
    expect(usesOf(userOf({ [ALICE]: { name: 'alice' } }))).toEqual({ uses: '' });
  });
});
