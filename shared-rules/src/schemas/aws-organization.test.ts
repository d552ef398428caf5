import { organizationIn } from '../engine/configuration-trust';
import { readTerraform } from '../expressions';
import type { Entity, EntityKind } from '../model/iam-model';
import type { OrganizationPolicy } from '../model/organization';
import { encode } from '../policy/text';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

function entitiesOf<Kind extends EntityKind>(
  kind: Kind,
  resources: Example['resources'],
  organization?: object,
): readonly Extract<Entity, { kind: Kind }>[] {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const limits = organization && organizationIn(organization, []);
  const { entities } = iamModel(stack, limits && { limits });
  return entities.filter((entity) => entity.kind === kind) as never;
}

const content = (action: string, principal: object = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: action, Resource: '*', ...principal }],
  });
const policy = (name: string, more: object = {}): Example['resources'] => ({
  [`aws_organizations_policy.${name}`]: { name, content: content(`s3:${name}`), ...more },
});
const attach = (name: string, target: string, more: object = {}): Example['resources'] => ({
  [`aws_organizations_policy_attachment.${name}`]: {
    policy_id: `\${aws_organizations_policy.${name}.id}`,
    target_id: target,
    ...more,
  },
});
const org = { 'aws_organizations_organization.o': {} };
const ROOT = '${aws_organizations_organization.o.roots[0].id}';

describe('control policies', () => {
  it('are service control policies by default; other types limit no access', () => {
    const policies = entitiesOf('organization-policy', {
      ...policy('plain'),
      ...policy('scp', { type: 'SERVICE_CONTROL_POLICY' }),
      ...policy('rcp', { type: 'RESOURCE_CONTROL_POLICY' }),
      ...policy('tags', { type: 'TAG_POLICY' }),
    });
    expect(policies.map(({ name, use }) => `${encode(name)} ${use}`)).toEqual(['plain scp', 'scp scp', 'rcp rcp']);
  });

  it('are documents of their kind', () => {
    const documents = entitiesOf('document', { ...policy('a'), ...policy('b', { type: 'RESOURCE_CONTROL_POLICY' }) });
    expect(documents.map(({ use, property }) => `${use} ${property}`)).toEqual(['scp content', 'rcp content']);
  });

  const placesOf = (target: string, more: Example['resources'] = {}): OrganizationPolicy['attachments'] | undefined =>
    entitiesOf('organization-policy', { ...org, ...policy('a'), ...attach('a', target), ...more })[0]?.attachments;

  it.each([
    [ROOT, { level: 'root' }],
    ['r-abcd', { level: 'root' }],
    ['ou-abcd-11112222', { level: 'unit', key: 'ou-abcd-11112222' }],
    ['111122223333', { level: 'account', key: '111122223333' }],
    [
      '${aws_organizations_organizational_unit.u.id}',
      { level: 'unit', key: 'aws_organizations_organizational_unit.u' },
    ],
    ['${aws_organizations_account.m.id}', { level: 'account', key: 'aws_organizations_account.m' }],
    ['${aws_organizations_organization.o.master_account_id}', { level: 'management-account' }],
    ['${aws_organizations_organization.o.accounts[0].id}', expect.objectContaining({ level: 'unknown' })],
    ['${data.aws_organizations_organization.d.roots[0].id}', { level: 'root' }],
    ['${aws_iam_user.x.unique_id}', expect.objectContaining({ level: 'unknown' })],
    ['${var.odd ? aws_organizations_account.m.id : "r-abcd"}', expect.objectContaining({ level: 'unknown' })],
  ])('attached to %s', (target, place) => {
    const attachments = placesOf(target, {
      'aws_organizations_organizational_unit.u': { name: 'u', parent_id: ROOT },
      'aws_organizations_account.m': { name: 'm', email: 'm@example.com' },
      'data.aws_organizations_organization.d': {},
      'aws_iam_user.x': { name: 'x' },
      'var.odd': { type: 'bool' },
    });
    expect(attachments?.known.map((one) => one.place)).toEqual([place]);
    expect(attachments?.open).toBeUndefined();
  });

  it('may be attached where it is not known what, or whether, an attachment attaches', () => {
    const open = (more: Example['resources']): readonly boolean[] =>
      entitiesOf('organization-policy', { ...org, ...policy('a'), ...policy('b'), ...more }).map(
        ({ attachments }) => attachments.open !== undefined,
      );
    expect(open(attach('a', ROOT))).toEqual([false, false]);
    expect(open(attach('a', ROOT, { count: '${tonumber(aws_organizations_policy.b.arn)}' }))).toEqual([true, false]);
    const either = '${var.odd ? aws_organizations_policy.a.id : aws_organizations_policy.b.id}';
    const odd = { 'var.odd': { type: 'bool' } };
    expect(open({ ...odd, ...attach('a', ROOT, { policy_id: either }) })).toEqual([true, true]);
    expect(open(attach('a', ROOT, { policy_id: 'p-FullAWSAccess' }))).toEqual([false, false]);
  });
});

describe('limits', () => {
  const member = {
    ...org,
    'aws_organizations_organizational_unit.top': { name: 'top', parent_id: ROOT },
    'aws_organizations_organizational_unit.shop': {
      name: 'shop',
      parent_id: '${aws_organizations_organizational_unit.top.id}',
    },
    'aws_organizations_account.m': {
      name: 'm',
      email: 'm@example.com',
      parent_id: '${aws_organizations_organizational_unit.shop.id}',
    },
    'aws_organizations_account.other': { name: 'other', email: 'o@example.com' },
    'provider.aws': { region: 'eu-central-1' },
    'provider.aws.member': {
      assume_role: [{ role_arn: 'arn:aws:iam::${aws_organizations_account.m.id}:role/deploy' }],
    },
    'provider.aws.elsewhere': { assume_role: [{ role_arn: 'arn:aws:iam::999999999999:role/deploy' }] },
    'provider.aws.ireland': { region: 'eu-west-1' },
    'aws_iam_user.manager': { name: 'manager' },
    'aws_iam_user.near': { name: 'near', provider: 'aws.ireland' },
    'aws_iam_user.far': { name: 'far', provider: 'aws.elsewhere' },
    'aws_iam_user.member': { name: 'member', provider: 'aws.member' },
  };

  /** What the policies of each user deny, by level. */
  const limitsOf = (more: Example['resources'], organization?: object): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      entitiesOf('user', { ...member, ...more }, organization).map(({ name, limits }) => [
        encode(name),
        limits?.scps.map((level) => level.flatMap((value) => /s3:\w+/.exec(encode(value))?.[0] ?? [])),
      ]),
    );

  it('of the configuration bear on the account of the stack, in whatever region', () => {
    expect(limitsOf({}, { serviceControlPolicies: [content('s3:PutObject')].map((text) => text) })).toEqual({
      manager: [['s3:PutObject']],
      near: [['s3:PutObject']],
      far: undefined,
      member: undefined,
    });
  });

  it('of the stack bear on a member account from the root down, and never on the management account', () => {
    const policies = {
      ...policy('Root'),
      ...attach('Root', ROOT),
      ...policy('Top'),
      ...attach('Top', '${aws_organizations_organizational_unit.top.id}'),
      ...policy('Shop'),
      ...attach('Shop', '${aws_organizations_organizational_unit.shop.id}'),
      ...policy('Member'),
      ...attach('Member', '${aws_organizations_account.m.id}'),
      ...policy('Other'),
      ...attach('Other', '${aws_organizations_account.other.id}'),
    };
    expect(limitsOf(policies)).toEqual({
      manager: undefined,
      near: undefined,
      far: undefined,
      member: [['s3:Root'], ['s3:Top'], ['s3:Shop'], ['s3:Member']],
    });
  });

  it.each([
    ['attached to something unknown', { ...policy('A'), ...attach('A', '${aws_iam_user.far.unique_id}') }],
    [
      'attached perhaps',
      { ...policy('A'), ...attach('A', ROOT, { count: '${tonumber(aws_iam_user.far.unique_id)}' }) },
    ],
    ['not known', { ...policy('A', { content: '${aws_iam_user.far.unique_id}' }), ...attach('A', ROOT) }],
    ['refused by AWS', { ...policy('A', { content: '{"Version": "2012-10-17"}' }), ...attach('A', ROOT) }],
    ['there perhaps', { ...policy('A', { count: '${tonumber(aws_iam_user.far.unique_id)}' }), ...attach('A', ROOT) }],
  ])('a policy that is %s limits nobody for certain', (_, policies) => {
    expect(limitsOf(policies)['member']).toBeUndefined();
  });

  it('end where units stand under each other in a circle', () => {
    const [user] = entitiesOf('user', {
      ...member,
      'aws_organizations_organizational_unit.top': {
        name: 'top',
        parent_id: '${aws_organizations_organizational_unit.shop.id}',
      },
      ...policy('Top'),
      ...attach('Top', '${aws_organizations_organizational_unit.top.id}'),
    }).filter(({ name }) => encode(name) === 'member');
    expect(user?.limits?.scps).toHaveLength(1);
  });
});
