import { readTerraform } from '../expressions';
import type { Entity, EntityKind, IamModel } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { known, list, stringOf, unknown, type Value } from '../model/value';
import { encode } from '../policy/text';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

function modelOf(resources: Example['resources']): IamModel {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  return iamModel(stack);
}

function all<Kind extends EntityKind>(model: IamModel, kind: Kind): readonly Extract<Entity, { kind: Kind }>[] {
  return model.entities.filter((entity) => entity.kind === kind) as never;
}

function one<Kind extends EntityKind>(model: IamModel, kind: Kind, address?: string): Extract<Entity, { kind: Kind }> {
  const found = all(model, kind).find(({ resource }) => address === undefined || resource.address.includes(address));
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

const alice = { 'opentelekomcloud_identity_user_v3.alice': { name: 'alice' } };
const ben = { 'opentelekomcloud_identity_user_v3.ben': { name: 'ben' } };
const team = { 'opentelekomcloud_identity_group_v3.team': { name: 'team' } };
const TEAM = '${opentelekomcloud_identity_group_v3.team.id}';
const ALICE = '${opentelekomcloud_identity_user_v3.alice.id}';
const BEN = '${opentelekomcloud_identity_user_v3.ben.id}';
const people = { ...alice, ...ben, ...team };

const membersOf = (model: IamModel): readonly string[] =>
  one(model, 'group').members.known.map((name) => stringOf(name) ?? name.kind);
const groupsOf = (model: IamModel, user: string): readonly string[] =>
  one(model, 'user', user).groups.known.map(({ name }) => encode(name));

describe('who is in a group of OTC', () => {
  it.each<readonly [string, Example['resources']]>([
    [
      'a list of references',
      { 'opentelekomcloud_identity_group_membership_v3.m': { group: TEAM, users: [ALICE, BEN] } },
    ],
    [
      'the groups of a user',
      {
        'opentelekomcloud_identity_user_group_membership_v3.a': { user: ALICE, groups: [TEAM] },
        'opentelekomcloud_identity_user_group_membership_v3.b': { user: BEN, groups: [TEAM] },
      },
    ],
    [
      'one membership for each user',
      {
        'opentelekomcloud_identity_user_group_membership_v3.m': {
          for_each: {
            alice: ALICE,
            ben: BEN,
          },
          user: '${each.value}',
          groups: [TEAM],
        },
      },
    ],
    [
      'names that are looked up',
      {
        'data.opentelekomcloud_identity_group_v3.team': { name: 'team' },
        'data.opentelekomcloud_identity_user_v3.ben': { name: 'ben' },
        'opentelekomcloud_identity_group_membership_v3.m': {
          group: '${data.opentelekomcloud_identity_group_v3.team.id}',
          users: [ALICE, '${data.opentelekomcloud_identity_user_v3.ben.id}'],
        },
      },
    ],
  ])('is told by %s', (_, links) => {
    const model = modelOf({ ...people, ...links });
    expect(membersOf(model)).toEqual(['alice', 'ben']);
    expect([groupsOf(model, 'alice'), groupsOf(model, 'ben')]).toEqual([['team'], ['team']]);
    expect(one(model, 'group').members.open).toBeUndefined();
  });

  it('is told by a splat of users made for each name', () => {
    const model = modelOf({
      ...team,
      'opentelekomcloud_identity_user_v3.u': { for_each: '${toset(["alice", "ben"])}', name: '${each.value}' },
      'opentelekomcloud_identity_group_membership_v3.m': {
        group: TEAM,
        users: '${[for user in opentelekomcloud_identity_user_v3.u : user.id]}',
      },
    });
    expect(membersOf(model)).toEqual(['alice', 'ben']);
  });

  it('has a user of another stack by name', () => {
    const model = modelOf({
      ...people,
      'data.opentelekomcloud_identity_user_v3.carol': { name: 'carol' },
      'opentelekomcloud_identity_group_membership_v3.m': {
        group: TEAM,
        users: ['${data.opentelekomcloud_identity_user_v3.carol.id}'],
      },
    });
    expect(membersOf(model)).toEqual(['carol']);
    expect(one(model, 'user', 'alice').groups).toEqual({ known: [] });
  });

  it('may have more where users are a variable', () => {
    const model = modelOf({
      ...people,
      'var.users': { type: 'list(string)' },
      'opentelekomcloud_identity_group_membership_v3.m': { group: TEAM, users: '${var.users}' },
    });
    expect(one(model, 'group').members.open?.reason).toBe('variable `users` has no default');
    expect(one(model, 'user', 'alice').groups.open).toBeDefined();
  });
});

/* ---- references without an attribute, as Pulumi has them ---- */

const resource = (type: string, name: string, values: Readonly<Record<string, Value>>): Resource =>
  ({ address: `${type}.${name}`, type, mode: 'managed', stack: 's', values: new Map(Object.entries(values)) }) as never;
const to = (...addresses: readonly string[]): Value =>
  unknown(
    'it is known after apply',
    addresses.map((address) => ({ address })),
  );

it('follows references that name no attribute', () => {
  const user = resource('opentelekomcloud_identity_user_v3', 'alice', { name: known('alice') });
  const group = resource('opentelekomcloud_identity_group_v3', 'team', { name: known('team') });
  const role = resource('opentelekomcloud_identity_role_v3', 'r', {
    display_name: known('r'),
    statement: list([]),
  });
  const model = iamModel({
    name: 's',
    notChecked: [],
    resources: [
      user,
      group,
      role,
      resource('opentelekomcloud_identity_group_membership_v3', 'm', {
        group: to(group.address),
        users: to(user.address),
      }),
      resource('opentelekomcloud_identity_role_assignment_v3', 'a', {
        group_id: to(group.address),
        role_id: to(role.address),
        domain_id: known('d'),
      }),
      resource('opentelekomcloud_identity_credential_v3', 'k', { user_id: to(user.address) }),
    ],
  });
  expect(membersOf(model)).toEqual(['alice']);
  expect(one(model, 'group').grants.known.map(({ label }) => label)).toEqual(['r']);
  expect(one(model, 'user').grants.known.map(({ through }) => through?.resource.address)).toEqual([group.address]);
  expect(one(model, 'access-key').user?.resource.address).toBe(user.address);
});

describe('a user of OTC', () => {
  const userWith = (settings: Readonly<Record<string, unknown>>, type = 'opentelekomcloud_identity_user_v3') =>
    one(modelOf({ [`${type}.x`]: { name: 'x', ...settings } }), 'user');

  it('signs in both ways where nothing is written', () => {
    expect(userWith({}).signIn).toMatchObject({
      accessType: { value: 'default' },
      isAccessTypeSet: false,
      isEnabled: { value: true },
    });
    expect(userWith({}).signIn?.protection).toBeUndefined();
  });

  it.each([
    ['a block', { login_protection: { enabled: true, verification_method: 'vmfa' } }],
    ['a list of blocks', { login_protection: [{ enabled: true, verification_method: 'vmfa' }] }],
  ])('has its second factor in %s', (_, settings) => {
    expect(userWith(settings).signIn?.protection).toMatchObject({
      isEnabled: { value: true },
      method: { value: 'vmfa' },
    });
  });

  it.each([
    ['vmfa', true],
    ['none', undefined],
    ['', undefined],
  ])('has its second factor in an argument of Huawei Cloud: %p', (method, isEnabled) => {
    const { signIn } = userWith({ login_protect_verification_method: method }, 'huaweicloud_identity_user');
    expect(signIn?.protection?.isEnabled).toEqual(isEnabled === undefined ? undefined : known(isEnabled));
  });

  it('has a console password unless it is programmatic', () => {
    expect(userWith({ password: 'p' }).loginProfiles.known).toHaveLength(1);
    expect(userWith({ password: 'p', access_type: 'programmatic' }).loginProfiles.known).toEqual([]);
    expect(userWith({ access_type: 'console' }).loginProfiles.known).toEqual([]);
  });
});

it('takes a key without a user for one of whoever deploys', () => {
  const model = modelOf({ ...alice, 'opentelekomcloud_identity_credential_v3.k': { description: 'ci' } });
  expect(one(model, 'access-key').owner).toBeUndefined();
  expect(one(model, 'user').accessKeys).toEqual({ known: [] });
});

it('gives a key to the user that is looked up by name', () => {
  const model = modelOf({
    ...alice,
    'data.opentelekomcloud_identity_user_v3.a': { name: 'alice' },
    'opentelekomcloud_identity_credential_v3.k': { user_id: '${data.opentelekomcloud_identity_user_v3.a.id}' },
  });
  expect(one(model, 'access-key').user?.resource.address).toBe('opentelekomcloud_identity_user_v3.alice');
});

describe('people of a federation', () => {
  const rule = (local: unknown, remote: unknown = [{ type: 'uid' }]) =>
    JSON.stringify([{ local: [{ user: { name: '{0}' } }, local], remote }]);
  const mapping = (rules: string, more: Example['resources'] = {}) =>
    one(modelOf({ ...team, ...more, 'opentelekomcloud_identity_mapping_v3.m': { mapping_id: 'm', rules } }), 'group')
      .members;
  const everybody = 'everybody who signs in by opentelekomcloud_identity_mapping_v3.m';

  it.each([
    ['a list in a text', { groups: '["team","other"]' }],
    ['a list', { groups: ['team'] }],
    ['one group', { group: { name: 'team' } }],
  ])('are members of the groups that a rule names by %s', (_, local) => {
    expect(mapping(rule(local)).known.map(stringOf)).toEqual([everybody]);
  });

  it('are some people where a rule asks for more', () => {
    const some = rule({ group: { name: 'team' } }, [{ type: 'Groups', any_one_of: ['admins'] }]);
    expect(mapping(some).known.map(stringOf)).toEqual([
      'whoever meets the rules of opentelekomcloud_identity_mapping_v3.m',
    ]);
  });

  it('are in no group of the stack that no rule names', () => {
    expect(mapping(rule({ group: { name: 'other' } }))).toEqual({ known: [] });
  });

  it.each([
    ['the provider says the group', rule({ group: { name: '{1}' } }), 'the identity provider says which group it is'],
    ['the rules are no JSON', '[{', 'the rules of `opentelekomcloud_identity_mapping_v3.m` cannot be read'],
    ['the rules stand in a file', '${file("rules.json")}', 'a file is not read'],
  ])('may be members where %s', (_, rules, reason) => {
    expect(mapping(rules).open?.reason).toContain(reason);
  });

  it.each([
    ['opentelekomcloud_identity_provider', { mapping_rules: rule({ group: { name: 'team' } }) }],
    ['huaweicloud_identity_provider_mapping', { mapping_rules: rule({ group: { name: 'team' } }) }],
    [
      'huaweicloud_identity_provider_conversion',
      { conversion_rules: [{ local: [{ username: 'x', group: 'team' }], remote: [{ attribute: 'a' }] }] },
    ],
  ])('are told by %s too', (type, settings) => {
    const group = one(modelOf({ ...team, [`${type}.m`]: settings }), 'group');
    expect(group.members.known.map(stringOf)).toEqual([`everybody who signs in by ${type}.m`]);
  });
});

describe('what refers to a group or a user', () => {
  it('is no use of it where it only gives it something', () => {
    const model = modelOf({
      ...people,
      'opentelekomcloud_identity_group_membership_v3.m': { group: TEAM, users: [] },
      'opentelekomcloud_identity_role_assignment_v3.a': { group_id: TEAM, role_id: 'r', domain_id: 'd' },
      'opentelekomcloud_identity_credential_v3.k': { user_id: ALICE },
      'opentelekomcloud_identity_user_group_membership_v3.b': { user: BEN, groups: [] },
    });
    expect(
      ['group_v3.team', 'user_v3.alice', 'user_v3.ben'].flatMap((name) =>
        model.referrers(`opentelekomcloud_identity_${name}`),
      ),
    ).toEqual([]);
  });

  it('is a use of it anywhere else', () => {
    const model = modelOf({ ...people, 'output.team': { value: TEAM } });
    expect(model.referrers('opentelekomcloud_identity_group_v3.team')).toEqual(['output.team']);
  });
});
