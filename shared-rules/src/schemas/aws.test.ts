import type { Entity, EntityKind, IamModel } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { fromJson, known, list, stringOf, unknown, withReferences, type Unknown, type Value } from '../model/value';
import { iamModel } from './aws';

const resource = (address: string, values: Readonly<Record<string, unknown>>, uncertain?: Unknown): Resource => ({
  address,
  type: address.split('.')[0] ?? '',
  mode: 'managed',
  values: new Map(Object.entries(values).map(([key, value]) => [key, isValue(value) ? value : fromJson(value)])),
  stack: 's',
  ...(uncertain === undefined ? {} : { uncertain }),
});
const isValue = (value: unknown): value is Value => typeof value === 'object' && value !== null && 'kind' in value;
const to = (address: string, attribute?: string): Value =>
  unknown('known after apply', [attribute === undefined ? { address } : { address, attribute }]);

function modelOf(...resources: readonly Resource[]): IamModel {
  return iamModel({ name: 's', resources, notChecked: [] });
}

function the<Kind extends EntityKind>(model: IamModel, kind: Kind, address: string): Extract<Entity, { kind: Kind }> {
  const entity = model.entities.find((each) => each.kind === kind && each.resource.address === address);
  if (entity === undefined) throw new Error(`no ${kind} ${address}`);
  return entity as Extract<Entity, { kind: Kind }>;
}

const labels = (principal: {
  readonly grants: { readonly known: readonly { readonly label: string }[] };
}): readonly string[] => principal.grants.known.map(({ label }) => label);

const alice = resource('aws_iam_user.alice', { name: 'alice' });
const bob = resource('aws_iam_user.bob', { name: 'bob' });
const people = resource('aws_iam_group.people', { name: 'people' });
const read = resource('aws_iam_policy.read', { name: 'read', policy: '{}' });

describe('attachments', () => {
  it.each<[string, Resource]>([
    ['by the literal name', resource('aws_iam_user_policy.p', { name: 'p', user: 'alice', policy: '{}' })],
    [
      'by reference to the name',
      resource('aws_iam_user_policy.p', {
        name: 'p',
        user: withReferences(known('alice'), [{ address: 'aws_iam_user.alice', attribute: 'name' }]),
        policy: '{}',
      }),
    ],
    [
      'by reference where the name is not known',
      resource('aws_iam_user_policy.p', { name: 'p', user: to('aws_iam_user.alice'), policy: '{}' }),
    ],
  ])('reach a user %s', (_, policy) => {
    const model = modelOf(alice, bob, policy);
    expect(labels(the(model, 'user', 'aws_iam_user.alice'))).toEqual(['p']);
    expect(labels(the(model, 'user', 'aws_iam_user.bob'))).toEqual([]);
  });

  it('reach nobody of the stack when they name somebody else', () => {
    const model = modelOf(alice, resource('aws_iam_user_policy.p', { name: 'p', user: 'carol', policy: '{}' }));
    expect(labels(the(model, 'user', 'aws_iam_user.alice'))).toEqual([]);
  });

  it("are perhaps anybody's when it is not known whose they are", () => {
    const model = modelOf(
      alice,
      bob,
      resource('aws_iam_user_policy.p', { name: 'p', user: unknown('a variable'), policy: '{}' }),
    );
    for (const user of ['aws_iam_user.alice', 'aws_iam_user.bob']) {
      expect(the(model, 'user', user).grants.known).toMatchObject([
        { label: 'p', uncertain: { reason: 'a variable' } },
      ]);
    }
  });

  it('are uncertain when the attachment itself is', () => {
    const model = modelOf(
      alice,
      resource('aws_iam_user_policy.p', { name: 'p', user: 'alice', policy: '{}' }, unknown('count')),
    );
    expect(the(model, 'user', 'aws_iam_user.alice').grants.known).toMatchObject([{ uncertain: { reason: 'count' } }]);
  });

  it('of one policy to many reach each user, role and member of a group', () => {
    const model = modelOf(
      alice, bob, people, read,
      resource('aws_iam_role.r', { name: 'r', assume_role_policy: '{}' }),
      resource('aws_iam_user_group_membership.b', { user: 'bob', groups: ['people'] }),
      resource('aws_iam_policy_attachment.a', { policy_arn: to('aws_iam_policy.read', 'arn'), users: ['alice'], roles: ['r'], groups: ['people'] }),
    ); // prettier-ignore
    expect(labels(the(model, 'user', 'aws_iam_user.alice'))).toEqual(['read']);
    expect(labels(the(model, 'role', 'aws_iam_role.r'))).toEqual(['read']);
    expect(the(model, 'user', 'aws_iam_user.bob').grants.known).toMatchObject([
      { label: 'read', through: { resource: people } },
    ]);
    expect(the(model, 'policy', 'aws_iam_policy.read').isAttached).toBe(true);
  });

  it.each<[string, Resource]>([
    [
      'user_policy_attachments_exclusive',
      resource('aws_iam_user_policy_attachments_exclusive.x', {
        user_name: 'alice',
        policy_arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      }),
    ],
    [
      'user_policy_attachment',
      resource('aws_iam_user_policy_attachment.x', {
        user: 'alice',
        policy_arn: 'arn:aws-cn:iam::aws:policy/ReadOnlyAccess',
      }),
    ],
  ])('by %s bring the document of an AWS managed policy', (_, attachment) => {
    const [grant] = the(modelOf(alice, attachment), 'user', 'aws_iam_user.alice').grants.known;
    expect(grant?.label).toBe('ReadOnlyAccess');
    expect(stringOf(grant?.document)).toContain('"Effect":"Allow"');
  });

  it('on the role itself count too', () => {
    const role = resource('aws_iam_role.r', {
      name: 'r',
      assume_role_policy: '{}',
      managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      inline_policy: [{ name: 'in', policy: '{}' }],
    });
    expect(labels(the(modelOf(role), 'role', 'aws_iam_role.r'))).toEqual(['AdministratorAccess', 'in']);
  });

  it('of a policy of another stack use the document that the configuration gives', () => {
    const attachment = resource('aws_iam_user_policy_attachment.x', {
      user: 'alice',
      policy_arn: 'arn:aws:iam::123456789012:policy/shared',
    });
    const without = the(modelOf(alice, attachment), 'user', 'aws_iam_user.alice').grants.known[0];
    expect(without?.document).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('managedPolicies') });
    const model = iamModel(
      { name: 's', resources: [alice, attachment], notChecked: [] },
      { managedPolicies: new Map([['arn:aws:iam::123456789012:policy/shared', { Version: '2012-10-17' }]]) },
    );
    expect(the(model, 'user', 'aws_iam_user.alice').grants.known[0]?.document).toMatchObject({ kind: 'map' });
  });
});

describe('groups', () => {
  const inline = resource('aws_iam_group_policy.g', { name: 'g', group: 'people', policy: '{}' });

  it.each<[string, Resource]>([
    ['group_membership', resource('aws_iam_group_membership.m', { group: 'people', users: ['alice'] })],
    ['user_group_membership', resource('aws_iam_user_group_membership.m', { user: 'alice', groups: ['people'] })],
  ])('hand their documents down through %s', (_, membership) => {
    const model = modelOf(alice, bob, people, inline, membership);
    expect(labels(the(model, 'user', 'aws_iam_user.alice'))).toEqual(['g']);
    expect(labels(the(model, 'user', 'aws_iam_user.bob'))).toEqual([]);
  });

  it('outside of the stack leave open what the user may do', () => {
    const model = modelOf(alice, resource('aws_iam_user_group_membership.m', { user: 'alice', groups: ['elsewhere'] }));
    expect(the(model, 'user', 'aws_iam_user.alice').grants.open?.reason).toBe(
      'the group `elsewhere` is outside of this stack',
    );
  });

  it('with members that are not known may have anybody', () => {
    const model = modelOf(
      alice,
      people,
      inline,
      resource('aws_iam_group_membership.m', { group: 'people', users: unknown('a variable') }),
    );
    expect(the(model, 'user', 'aws_iam_user.alice').grants.known).toMatchObject([
      { label: 'g', uncertain: { reason: 'a variable' } },
    ]);
  });

  it('whose members an engine tells only as dependencies of the whole list have exactly these', () => {
    const members = list(
      [alice, bob].map(() => unknown('later', [{ address: 'aws_iam_user.alice' }, { address: 'aws_iam_user.bob' }])),
    );
    const carol = resource('aws_iam_user.carol', { name: 'carol' });
    const model = modelOf(
      alice,
      bob,
      carol,
      people,
      inline,
      resource('aws_iam_group_membership.m', { group: 'people', users: members }),
    );
    expect(
      ['alice', 'bob', 'carol'].map((name) => the(model, 'user', `aws_iam_user.${name}`).grants.known.length),
    ).toEqual([1, 1, 0]);
  });
});

describe('credentials', () => {
  it('belong to the user that they name, however it is named', () => {
    const model = modelOf(
      resource('aws_iam_user.late', {}),
      alice,
      resource('aws_iam_access_key.a', { user: to('aws_iam_user.late', 'name') }),
      resource('aws_iam_access_key.b', { user: 'alice', status: 'Inactive' }),
      resource('aws_iam_user_login_profile.c', { user: 'alice' }),
    );
    expect(the(model, 'user', 'aws_iam_user.late').accessKeys.known).toMatchObject([{ status: 'active' }]);
    expect(the(model, 'user', 'aws_iam_user.alice').accessKeys.known).toMatchObject([{ status: 'inactive' }]);
    expect(the(model, 'user', 'aws_iam_user.alice').loginProfiles.known).toHaveLength(1);
  });

  it('belong to a user whose name is known in parts, when they name it whole', () => {
    const account = unknown('later', [{ address: 'data.aws_caller_identity.me', attribute: 'account_id' }]);
    const name: Value = { kind: 'text', parts: [account, '-user'], references: [] };
    const user = resource('aws_iam_user.u', { name });
    const key = resource('aws_iam_access_key.k', {
      user: withReferences(name, [{ address: 'aws_iam_user.u', attribute: 'name' }]),
    });
    expect(the(modelOf(user, key), 'access-key', 'aws_iam_access_key.k').user?.resource).toBe(user);
  });

  it('of a name that is known in parts are not taken for those of a user whose name is a part of it', () => {
    const name = resource('aws_iam_user.late', {});
    const key = resource('aws_iam_access_key.a', {
      user: {
        kind: 'text',
        parts: [unknown('later', [{ address: 'aws_iam_user.late', attribute: 'name' }]), '-build'],
        references: [{ address: 'aws_iam_user.late', attribute: 'name' }],
      },
    });
    expect(the(modelOf(name, key), 'access-key', 'aws_iam_access_key.a').user).toBeUndefined();
  });
});

describe('two users of one name in two accounts', () => {
  it('are told apart by the provider that makes them', () => {
    const here = resource('aws_iam_user.here', { name: 'x' });
    const there = { ...resource('aws_iam_user.there', { name: 'x' }), provider: 'aws.there' };
    const key = { ...resource('aws_iam_access_key.k', { user: 'x' }), provider: 'aws.there' };
    const model = modelOf(here, there, key);
    expect(the(model, 'access-key', 'aws_iam_access_key.k').user?.resource).toBe(there);
    expect(the(model, 'user', 'aws_iam_user.here').accessKeys.known).toEqual([]);
  });
});

describe('boundaries', () => {
  it('bring the document of the policy and mark it', () => {
    const model = modelOf(
      read,
      resource('aws_iam_user.alice', { name: 'alice', permissions_boundary: to('aws_iam_policy.read', 'arn') }),
    );
    expect(the(model, 'user', 'aws_iam_user.alice').boundary?.label).toBe('read');
    expect(the(model, 'policy', 'aws_iam_policy.read')).toMatchObject({ isBoundary: true, isAttached: false });
  });
});
