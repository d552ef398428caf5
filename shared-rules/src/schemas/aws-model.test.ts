import { readTerraform } from '../expressions';
import type { Entity, EntityKind, IamModel } from '../model/iam-model';
import { encode } from '../policy/text';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

function modelOf(resources: Example['resources'], managedPolicies?: ReadonlyMap<string, unknown>): IamModel {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  return iamModel(stack, managedPolicies && { managedPolicies });
}

function all<Kind extends EntityKind>(model: IamModel, kind: Kind): readonly Extract<Entity, { kind: Kind }>[] {
  return model.entities.filter((entity) => entity.kind === kind) as never;
}

const labels = ({ grants }: Pick<Extract<Entity, { kind: 'user' }>, 'grants'>): readonly string[] =>
  grants.known.map(({ label }) => label);

const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const ben = { 'aws_iam_user.ben': { name: 'ben' } };
const people = { 'aws_iam_group.people': { name: 'people' } };
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
const reader = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('an exclusive list of policies', () => {
  it.each(['user', 'role', 'group'] as const)('of a %s counts beside what another attachment gives', (kind) => {
    const model = modelOf({
      [`aws_iam_${kind}.x`]: { name: 'x', assume_role_policy: '{}' },
      [`aws_iam_${kind}_policy_attachments_exclusive.x`]: { [`${kind}_name`]: 'x', policy_arns: [reader] },
      [`aws_iam_${kind}_policy_attachment.x`]: { [kind]: 'x', policy_arn: admin },
      'aws_iam_policy_attachment.x': {
        name: 'x',
        [`${kind}s`]: ['x'],
        policy_arn: 'arn:aws:iam::aws:policy/job-function/Billing',
      },
    });
    expect(labels(all(model, kind)[0])).toEqual(
      expect.arrayContaining(['AdministratorAccess', 'ReadOnlyAccess', 'Billing']),
    );
  });

  it('of inline policies gives nothing: it names what other resources write', () => {
    const model = modelOf({
      ...alice,
      'aws_iam_user_policies_exclusive.x': { user_name: 'alice', policy_names: ['read'] },
      'aws_iam_user_policy.read': { name: 'write', user: 'alice', policy: '{}' },
    });
    expect(labels(all(model, 'user')[0])).toEqual(['write']);
    expect(all(model, 'outside-holder')).toEqual([]);
  });
});

describe('members of a group', () => {
  it('are named by both kinds of memberships, those of other stacks too', () => {
    const model = modelOf({
      ...alice,
      ...people,
      'aws_iam_group_membership.a': {
        name: 'a',
        group: '${aws_iam_group.people.name}',
        users: ['${aws_iam_user.alice.name}', 'carol'],
      },
      'aws_iam_user_group_membership.b': { user: 'dora', groups: ['${aws_iam_group.people.name}', 'others'] },
    });
    expect(all(model, 'group')[0].members.known.map(encode)).toEqual(['alice', 'carol', 'dora']);
    expect(all(model, 'group')[0].members.open).toBeUndefined();
  });

  it('may be more where a list, a group or a membership is not known', () => {
    const open = (membership: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string | undefined =>
      all(modelOf({ ...people, 'var.x': {}, ...membership }), 'group')[0].members.open?.reason;
    expect(open({ 'aws_iam_group_membership.a': { group: 'people', users: '${var.x}' } })).toContain('var');
    expect(open({ 'aws_iam_group_membership.a': { group: '${var.x}', users: ['ann'] } })).toContain('var');
    expect(open({ 'aws_iam_user_group_membership.a': { user: 'ann', groups: '${var.x}' } })).toContain('var');
    expect(open({ 'aws_iam_group_membership.a': { count: '${var.x}', group: 'people', users: ['ann'] } })).toContain(
      'var',
    );
    expect(open({ 'aws_iam_group_membership.a': { group: 'people', users: [] } })).toBeUndefined();
  });
});

describe('permission sets', () => {
  const set = { 'aws_ssoadmin_permission_set.ops': { name: 'ops', instance_arn: 'i' } };
  const ops = { instance_arn: 'i', permission_set_arn: '${aws_ssoadmin_permission_set.ops.arn}' };
  const written = { 'aws_iam_policy.p': { name: 'p', path: '/team/', policy: '{}' } };

  it('have the documents of every form of attachment', () => {
    const model = modelOf({
      ...set,
      ...written,
      'aws_ssoadmin_permission_set_inline_policy.a': { ...ops, inline_policy: '{}' },
      'aws_ssoadmin_managed_policy_attachment.b': { ...ops, managed_policy_arn: admin },
      'aws_ssoadmin_managed_policy_attachments_exclusive.c': { ...ops, managed_policy_arns: [reader] },
      'aws_ssoadmin_customer_managed_policy_attachment.d': {
        ...ops,
        customer_managed_policy_reference: { name: 'p', path: '/team/' },
      },
      'aws_ssoadmin_customer_managed_policy_attachments_exclusive.e': {
        ...ops,
        customer_managed_policy_reference: [{ name: '${aws_iam_policy.p.name}' }, { name: 'elsewhere' }],
      },
    });
    expect(labels(all(model, 'permission-set')[0])).toEqual([
      'the inline policy', 'AdministratorAccess', 'ReadOnlyAccess', 'p', 'p', 'elsewhere',
    ]); // prettier-ignore
    expect(all(model, 'policy')[0]).toMatchObject({ isAttached: true, isBoundary: false });
    expect(all(model, 'document').map(({ property }) => property)).toContain('inline_policy');
    expect(model.notChecked).toEqual([]);
  });

  it('take the document of a policy of another stack from the configuration, by path and name', () => {
    const managed = new Map([['arn:aws:iam::123456789012:policy/team/shared', { Version: '2012-10-17' }]]);
    const attachment = (path: string): Example['resources'] => ({
      ...set,
      'aws_ssoadmin_customer_managed_policy_attachment.a': {
        ...ops,
        customer_managed_policy_reference: { name: 'shared', path },
      },
    });
    const document = (path: string): string =>
      all(modelOf(attachment(path), managed), 'permission-set')[0].grants.known[0].document.kind;
    expect(document('/team/')).toBe('map');
    expect(document('/')).toBe('unknown');
  });

  it.each([
    ['an AWS managed policy', { managed_policy_arn: reader }, 'ReadOnlyAccess'],
    ['a policy of the stack', { customer_managed_policy_reference: [{ name: 'p', path: '/team/' }] }, 'p'],
  ])('are bounded by %s', (_, permissions_boundary, label) => {
    const model = modelOf({
      ...set,
      ...written,
      'aws_ssoadmin_permissions_boundary_attachment.a': { ...ops, permissions_boundary: [permissions_boundary] },
    });
    expect(all(model, 'permission-set')[0].boundary?.label).toBe(label);
    expect(all(model, 'policy')[0]).toMatchObject({ isAttached: false, isBoundary: label === 'p' });
  });

  it('that are looked up are none of the stack', () => {
    const model = modelOf({
      ...set,
      'data.aws_ssoadmin_permission_set.other': { name: 'other', instance_arn: 'i' },
      'aws_ssoadmin_managed_policy_attachment.a': {
        instance_arn: 'i',
        permission_set_arn: '${data.aws_ssoadmin_permission_set.other.arn}',
        managed_policy_arn: admin,
      },
    });
    expect(labels(all(model, 'permission-set')[0])).toEqual([]);
    expect(all(model, 'outside-holder')).toMatchObject([{ holder: 'permission-set' }]);
  });
});

describe('tags', () => {
  const tagged = (user: object, provider: object): Extract<Entity, { kind: 'user' }>['tags'] =>
    all(
      modelOf({ 'provider.aws': provider as never, 'var.x': {}, 'aws_iam_user.alice': { name: 'alice', ...user } }),
      'user',
    )[0].tags;
  const written = (tags: ReturnType<typeof tagged>): unknown =>
    Object.fromEntries([...tags.known].map(([key, value]) => [key, value.kind === 'known' ? value.value : value.kind]));

  it('of the provider stand below those of the user', () => {
    const tags = tagged({ tags: { team: 'blue' } }, { default_tags: [{ tags: { team: 'all', cost: '42' } }] });
    expect(written(tags)).toEqual({ team: 'blue', cost: '42' });
    expect(tags.open).toBeUndefined();
  });

  it('of the provider may be replaced by those of the user that are not known', () => {
    const tags = tagged({ tags: '${var.x}' }, { default_tags: [{ tags: { team: 'all' } }] });
    expect(written(tags)).toEqual({ team: 'unknown' });
    expect(tags.open).toBeDefined();
  });

  it('of a provider are for what it makes only', () => {
    const other = { alias: 'other', default_tags: [{ tags: { team: 'all' } }] };
    expect(written(tagged({}, other))).toEqual({});
    expect(written(tagged({ provider: 'aws.other' }, other))).toEqual({ team: 'all' });
  });
});

describe('access keys', () => {
  const keyOf = (resources: Example['resources']): Extract<Entity, { kind: 'access-key' }> =>
    all(modelOf({ ...alice, 'time_rotating.t': { rotation_days: 90 }, ...resources }), 'access-key')[0];

  it.each<[string, Example['resources']]>([
    [
      '`replace_triggered_by`',
      { 'aws_iam_access_key.k': { user: 'alice', lifecycle: { replace_triggered_by: ['time_rotating.t.id'] } } },
    ],
    ['a key of `for_each`', { 'aws_iam_access_key.k': { for_each: ['${time_rotating.t.id}'], user: 'alice' } }],
    [
      'helpers one after the other',
      {
        'random_id.a': { byte_length: 2, keepers: { t: '${time_rotating.t.id}' } },
        'null_resource.b': { triggers: { a: '${random_id.a.hex}' } },
        'aws_iam_access_key.k': { user: 'alice', lifecycle: { replace_triggered_by: ['null_resource.b'] } },
      },
    ],
  ])('are rotated through %s', (_, resources) => {
    expect(keyOf(resources).rotatedBy).toBe('time_rotating.t');
  });

  it.each<[string, Example['resources']]>([
    ['nothing', { 'aws_iam_access_key.k': { user: 'alice' } }],
    [
      'an offset that stays as it is',
      {
        'time_offset.o': { offset_days: 90 },
        'aws_iam_access_key.k': { user: 'alice', lifecycle: { replace_triggered_by: ['time_offset.o'] } },
      },
    ],
    [
      'a rotating tag of the user',
      {
        'aws_iam_user.alice': { name: 'alice', tags: { t: '${time_rotating.t.id}' } },
        'aws_iam_access_key.k': { user: '${aws_iam_user.alice.name}' },
      },
    ],
  ])('are not rotated by %s', (_, resources) => {
    expect(keyOf(resources).rotatedBy).toBeUndefined();
  });

  it('and passwords tell whom their secret is encrypted for', () => {
    const encrypted = { user: 'alice', pgp_key: 'keybase:alice' };
    expect(keyOf({ 'aws_iam_access_key.k': encrypted }).encryptedFor).toMatchObject({ value: 'keybase:alice' });
    expect(keyOf({ 'aws_iam_access_key.k': { user: 'alice' } }).encryptedFor).toBeUndefined();
    const [profile] = all(modelOf({ ...alice, 'aws_iam_user_login_profile.p': encrypted }), 'login-profile');
    expect(profile).toMatchObject({ encryptedFor: { value: 'keybase:alice' }, mustReset: { value: false } });
  });
});

describe('other credentials', () => {
  it('belong to their users, and key pairs to accounts', () => {
    const model = modelOf({
      ...alice,
      ...ben,
      'aws_iam_service_specific_credential.a': {
        user_name: '${aws_iam_user.alice.name}',
        service_name: 's',
        status: 'Inactive',
      },
      'aws_iam_user_ssh_key.b': { username: 'ben', encoding: 'SSH', public_key: 'ssh-rsa' },
      'aws_iam_signing_certificate.c': { user_name: 'carol', certificate_body: 'c' },
      'aws_cloudfront_distribution.d': {
        default_cache_behavior: { trusted_signers: [] },
        ordered_cache_behavior: [{ trusted_signers: null }, { trusted_signers: ['self'] }],
      },
    });
    const found = all(model, 'service-credential').map(({ credential, status, user, property }) => [
      credential, status, user?.resource.address, property,
    ]); // prettier-ignore
    expect(found).toEqual([
      ['service-specific', 'inactive', 'aws_iam_user.alice', undefined],
      ['ssh-key', 'active', 'aws_iam_user.ben', undefined],
      ['signing-certificate', 'active', undefined, undefined],
      ['cloudfront-key-pair', 'active', undefined, 'ordered_cache_behavior.trusted_signers'],
    ]);
  });
});

describe('a password policy', () => {
  it('has the defaults of the provider for what is not written, and keeps a zero', () => {
    const [policy] = all(
      modelOf({
        'aws_iam_account_password_policy.p': {
          minimum_password_length: 0,
          max_password_age: null,
          require_symbols: true,
        },
      }),
      'password-policy',
    );
    expect(policy).toMatchObject({
      minimumLength: { property: 'minimum_password_length', value: { value: 0 } },
      maximumAge: { property: 'max_password_age', value: { value: 0 } },
      remembered: { property: 'password_reuse_prevention', value: { value: 0 } },
      usersMayChange: { property: 'allow_users_to_change_password', value: { value: true } },
      hardExpiry: { property: 'hard_expiry', value: { value: false } },
    });
    expect(policy.classes.filter(({ value }) => value.kind === 'known' && value.value === true)).toMatchObject([
      { property: 'require_symbols' },
    ]);
    const [short] = all(modelOf({ 'aws_iam_account_password_policy.p': {} }), 'password-policy');
    expect(short?.minimumLength.value).toMatchObject({ value: 6 });
  });
});

describe('instance profiles', () => {
  it('have a role or none', () => {
    const model = modelOf({
      'aws_iam_instance_profile.a': { name: 'a', role: 'r' },
      'aws_iam_instance_profile.b': { name: 'b', roles: ['r'] },
      'aws_iam_instance_profile.c': { name: 'c', role: null },
    });
    const roles = all(model, 'instance-profile').map(({ role }) => role && encode(role));
    expect(roles).toEqual(['r', 'r', undefined]);
  });
});

describe('the age of keys is watched', () => {
  const watchOf = (resources: Example['resources']): unknown => {
    const watch = modelOf({ 'var.x': {}, ...resources }).account.keyAgeWatch;
    return watch && [watch.address, watch.uncertain === undefined ? 'yes' : 'perhaps'];
  };

  it.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ['aws_config_config_rule', { source: { owner: 'AWS', source_identifier: 'ACCESS_KEYS_ROTATED' } }, 'yes'],
    ['aws_config_config_rule', { source: [{ owner: 'AWS', source_identifier: '${var.x}' }] }, 'perhaps'],
    ['aws_config_config_rule', { source: [{ owner: 'AWS', source_identifier: 'IAM_USER_MFA_ENABLED' }] }, undefined],
    ['aws_config_organization_managed_rule', { rule_identifier: 'ACCESS_KEYS_ROTATED' }, 'yes'],
    ['aws_config_conformance_pack', { template_body: 'SourceIdentifier: ACCESS_KEYS_ROTATED' }, 'yes'],
    ['aws_config_conformance_pack', { template_body: 'a: b # ACCESS_KEYS_ROTATED' }, undefined],
    ['aws_config_organization_conformance_pack', { template_s3_uri: 's3://x/y' }, 'perhaps'],
    [
      'aws_securityhub_standards_subscription',
      { standards_arn: 'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0' },
      'yes',
    ],
    [
      'aws_securityhub_standards_subscription',
      { standards_arn: 'arn:aws:securityhub:eu-west-1::standards/pci-dss/v/3.2.1' },
      undefined,
    ],
  ])('by %s with %j: %s', (type, values, expected) => {
    expect(watchOf({ [`${type}.w`]: values })).toEqual(expected && [`${type}.w`, expected]);
  });

  it('for certain where one of several is certain', () => {
    const found = watchOf({
      'aws_config_conformance_pack.a': { template_s3_uri: 's3://x/y' },
      'aws_config_organization_managed_rule.b': { rule_identifier: 'ACCESS_KEYS_ROTATED' },
    });
    expect(found).toEqual(['aws_config_organization_managed_rule.b', 'yes']);
  });
});

describe('referrers', () => {
  it('are resources and outputs, of an instance as of the whole; neither what only passes on nor a link of the model', () => {
    const { referrers } = modelOf({
      'aws_iam_user.people': { for_each: ['ann', 'ben'], name: '${each.value}', path: '/x/' },
      'aws_iam_user.lonely': { name: 'lonely' },
      'local.names': { value: '${aws_iam_user.lonely.name}' },
      'aws_iam_access_key.ann': { user: '${aws_iam_user.people["ann"].name}' },
      'aws_ssm_parameter.ann': { name: 'ann', type: 'String', value: '${aws_iam_user.people["ann"].name}' },
      'output.ben': { value: ['${aws_iam_user.people["ben"].arn}'] },
    });
    const both = ['aws_ssm_parameter.ann', 'output.ben'];
    expect([...referrers('aws_iam_user.people')].sort()).toEqual(both);
    expect([...referrers('aws_iam_user.people["ann"]')].sort()).toEqual(both);
    expect(referrers('aws_iam_user.lonely')).toEqual([]);
  });
});
