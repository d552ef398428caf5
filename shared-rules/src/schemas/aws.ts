/** AWS resources in the Terraform shape, as the IAM model. */
import type {
  AccessKey,
  Grant,
  Group,
  IamModel,
  Links,
  LoginProfile,
  ManagedPolicy,
  OutsideHolder,
  PolicyDocument,
  Role,
  User,
} from '../model/iam-model';
import { commandsOf } from '../model/commands';
import type { NotChecked, Resource, Stack } from '../model/resource';
import { concatenate, fromJson, isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { managedPolicyDocument, managedPolicyPath } from '../policy/managed-policies';
import { encode } from '../policy/text';
import { follow, followAll, indexOf, type Index, type Named, type Target } from './links';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Principal = Draft<User> | Draft<Role> | Draft<Group>;

/** An entity while its links are being made. */
type Draft<T extends User | Role | Group> = Omit<Mutable<T>, 'grants'> & { grants: { known: Grant[]; open?: Unknown } };
type PolicyDraft = Mutable<ManagedPolicy>;

interface Drafts {
  readonly users: Index<Draft<User>>;
  readonly groups: Index<Draft<Group>>;
  readonly roles: Index<Draft<Role>>;
  readonly policies: Index<PolicyDraft>;
  readonly outside: OutsideHolder[];
  /** Documents of policies of other stacks, by ARN. */
  readonly elsewhere: ReadonlyMap<string, unknown>;
}

/** Types that hold permissions and that this schema does not read. */
const UNREAD =
  /^(aws_ssoadmin_(permission_set_inline_policy|managed_policy_attachment|customer_managed_policy_attachment|permissions_boundary_attachment)|aws_cloudformation_stack(_set)?|aws_cloudcontrolapi_resource|aws_serverlessapplicationrepository_cloudformation_stack|awscc_(iam|sso|identitystore|rolesanywhere|organizations)_\w+|opentelekomcloud_identity_(role|user|group|credential|agency)\w*|huaweicloud_identity_\w+)$/;

/** Makes the model of one stack; `managedPolicies` are documents of policies that live in another stack, by ARN. */
export function iamModel(stack: Stack, managedPolicies: ReadonlyMap<string, unknown> = new Map()): IamModel {
  const byType = new Map<string, Resource[]>();
  const managed = stack.resources.filter((resource) => resource.mode === 'managed');
  for (const resource of managed) {
    const list = byType.get(resource.type);
    if (list === undefined) byType.set(resource.type, [resource]);
    else list.push(resource);
  }
  const of = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const drafts = draftsOf(of, managedPolicies);
  attach(of, drafts);
  const accessKeys = of('aws_iam_access_key').map((resource) => accessKey(resource, drafts));
  const loginProfiles = of('aws_iam_user_login_profile').map((resource) => loginProfile(resource, drafts));
  join(of, drafts);
  bound(drafts);
  const { users, groups, roles, policies } = drafts;
  const entities = [
    ...users.all,
    ...groups.all,
    ...roles.all,
    ...accessKeys,
    ...loginProfiles,
    ...policies.all,
    ...drafts.outside,
    ...documents(of),
    ...managed.flatMap(commandsOf),
  ];
  return { entities: entities, notChecked: unread(stack) };
}

type Of = (type: string) => readonly Resource[];

function draftsOf(of: Of, elsewhere: ReadonlyMap<string, unknown>): Drafts {
  return {
    users: indexOf(of('aws_iam_user').map(userDraft)),
    groups: indexOf(
      of('aws_iam_group').map((resource) => ({
        kind: 'group',
        resource,
        name: nameOf(resource),
        grants: { known: [] },
      })),
    ),
    roles: indexOf(of('aws_iam_role').map(roleDraft)),
    policies: indexOf(of('aws_iam_policy').map(policyDraft)),
    outside: [],
    elsewhere,
  };
}

function nameOf(resource: Resource): Value {
  const name = resource.values.get('name');
  if (name !== undefined && !isNull(name)) return name;
  const chosen = unknown(`the name of \`${resource.address}\` is chosen on creation`, [
    { address: resource.address, attribute: 'name' },
  ]);
  const prefix = resource.values.get('name_prefix');
  return prefix === undefined || isNull(prefix) ? chosen : concatenate([prefix, chosen]);
}

function pathOf(resource: Resource): string {
  return stringOf(resource.values.get('path')) ?? '/';
}

function userDraft(resource: Resource): Draft<User> {
  const tags = tagsOf(resource);
  return {
    kind: 'user', resource, name: nameOf(resource), path: pathOf(resource), tags,
    grants: { known: [] }, groups: { known: [] }, accessKeys: { known: [] }, loginProfiles: { known: [] },
  }; // prettier-ignore
}

function roleDraft(resource: Resource): Draft<Role> {
  const trust = resource.values.get('assume_role_policy') ?? unknown('the role has no trust policy');
  return {
    kind: 'role',
    resource,
    name: nameOf(resource),
    path: pathOf(resource),
    tags: tagsOf(resource),
    trust,
    grants: { known: [] },
  };
}

function policyDraft(resource: Resource): PolicyDraft {
  const document = resource.values.get('policy') ?? unknown('the policy has no document');
  return {
    kind: 'policy',
    resource,
    name: nameOf(resource),
    document,
    isAttached: false,
    isBoundary: false,
  };
}

function tagsOf(resource: Resource): User['tags'] {
  const tags = resource.values.get('tags');
  if (tags === undefined || isNull(tags)) return { known: new Map() };
  if (tags.kind !== 'map')
    return { known: new Map(), open: tags.kind === 'unknown' ? tags : unknown('the tags are not a map') };
  return tags.more === undefined ? { known: tags.entries } : { known: tags.entries, open: tags.more };
}

/* ---- documents on principals ---- */

const INLINE = [
  ['aws_iam_user_policy', 'user', 'users'],
  ['aws_iam_role_policy', 'role', 'roles'],
  ['aws_iam_group_policy', 'group', 'groups'],
] as const;

const ATTACHMENTS = [
  ['aws_iam_user_policy_attachment', 'user', 'users', 'policy_arn'],
  ['aws_iam_role_policy_attachment', 'role', 'roles', 'policy_arn'],
  ['aws_iam_group_policy_attachment', 'group', 'groups', 'policy_arn'],
  ['aws_iam_user_policy_attachments_exclusive', 'user_name', 'users', 'policy_arns'],
  ['aws_iam_role_policy_attachments_exclusive', 'role_name', 'roles', 'policy_arns'],
  ['aws_iam_group_policy_attachments_exclusive', 'group_name', 'groups', 'policy_arns'],
] as const;

function attach(of: Of, drafts: Drafts): void {
  for (const [type, argument, kind] of INLINE) {
    for (const resource of of(type)) {
      const grant = inlineGrant(resource, 'policy', resource.values.get('policy'), resource.values.get('name'));
      give(follow(resource.values.get(argument) ?? known(null), index(drafts, kind), resource), grant, kind, drafts);
    }
  }
  for (const [type, argument, kind, property] of ATTACHMENTS) {
    for (const resource of of(type)) {
      const target = follow(resource.values.get(argument) ?? known(null), index(drafts, kind), resource);
      giveAttached(resource, property, drafts, (grant) => give(target, grant, kind, drafts));
    }
  }
  for (const resource of of('aws_iam_policy_attachment')) {
    for (const kind of ['users', 'roles', 'groups'] as const) attachMany(resource, kind, drafts);
  }
  for (const role of drafts.roles.all) attachOnRole(role, drafts);
}

function index(drafts: Drafts, kind: 'users' | 'roles' | 'groups'): Index<Principal> {
  return drafts[kind];
}

function inlineGrant(via: Resource, property: string, document: Value | undefined, name: Value | undefined): Grant {
  const label = stringOf(name) ?? via.address;
  const value = document ?? unknown(`\`${via.address}\` has no document`);
  return {
    document: value,
    label,
    via,
    property,
    ...(via.uncertain === undefined ? {} : { uncertain: via.uncertain }),
  };
}

/** A document for a principal that is not known may be anybody's. */
function give(target: Target<Principal>, grant: Grant, kind: keyof typeof HOLDERS, drafts: Drafts): void {
  if (target.to === 'entity') {
    target.entity.grants.known.push(grant);
    return;
  }
  const name = target.to === 'outside' ? known(target.name) : target.reason;
  drafts.outside.push({ kind: 'outside-holder', resource: grant.via, name, holder: HOLDERS[kind], grant });
  if (target.to === 'outside') return;
  for (const principal of index(drafts, kind).all) principal.grants.known.push({ ...grant, uncertain: target.reason });
}

const HOLDERS = { users: 'user', roles: 'role', groups: 'group' } as const;

function giveAttached(via: Resource, property: string, drafts: Drafts, hand: (grant: Grant) => void): void {
  const value = via.values.get(property);
  const list = value === undefined || isNull(value) ? [] : value.kind === 'list' ? value.items : [value];
  for (const arn of list) hand(attachedGrant(via, property, arn, drafts));
  if (value?.kind === 'list' && value.more !== undefined) hand(openGrant(via, property, value.more));
}

function openGrant(via: Resource, property: string, hole: Unknown): Grant {
  return { document: hole, label: via.address, via, property };
}

function attachMany(resource: Resource, kind: 'users' | 'roles' | 'groups', drafts: Drafts): void {
  const all = index(drafts, kind);
  const { targets, open } = followAll(resource.values.get(kind), all, resource);
  giveAttached(resource, 'policy_arn', drafts, (grant) => {
    for (const target of targets) give(target, grant, kind, drafts);
    if (open !== undefined) give({ to: 'unknown', reason: open }, grant, kind, drafts);
  });
}

function attachOnRole(role: Draft<Role>, drafts: Drafts): void {
  const { resource } = role;
  giveAttached(resource, 'managed_policy_arns', drafts, (grant) => role.grants.known.push(grant));
  const blocks = resource.values.get('inline_policy');
  if (blocks === undefined || isNull(blocks)) return;
  const list = blocks.kind === 'list' ? blocks.items : [blocks];
  for (const block of list) {
    const entry = (key: string): Value | undefined => (block.kind === 'map' ? block.entries.get(key) : block);
    if (block.kind === 'map' && isNull(entry('policy'))) continue;
    role.grants.known.push(inlineGrant(resource, 'inline_policy', entry('policy'), entry('name')));
  }
  if (blocks.kind === 'list' && blocks.more !== undefined)
    role.grants.known.push(openGrant(resource, 'inline_policy', blocks.more));
}

function attachedGrant(via: Resource, property: string, arn: Value, drafts: Drafts): Grant {
  const uncertain = via.uncertain === undefined ? {} : { uncertain: via.uncertain };
  const target = follow(arn, drafts.policies, via);
  if (target.to === 'entity' && !isAwsManaged(arn)) {
    if (property !== 'permissions_boundary') target.entity.isAttached = true;
    const policy = target.entity as ManagedPolicy;
    return {
      document: policy.document,
      label: stringOf(policy.name) ?? policy.resource.address,
      via,
      property,
      policy,
      ...uncertain,
    };
  }
  return { ...foreignDocument(arn, drafts.elsewhere), via, property, ...uncertain };
}

function isAwsManaged(arn: Value): boolean {
  return managedPolicyPath(encode(arn)) !== undefined;
}

function foreignDocument(arn: Value, elsewhere: ReadonlyMap<string, unknown>): Pick<Grant, 'document' | 'label'> {
  if (arn.kind === 'unknown') return { document: arn, label: 'a policy that is not known yet' };
  const path = managedPolicyPath(encode(arn));
  if (path !== undefined) {
    const text = managedPolicyDocument(path);
    const document =
      text === undefined ? unknown(`the AWS managed policy \`${path}\` is not in the packed data`) : known(text);
    return { document, label: path.slice(path.lastIndexOf('/') + 1) };
  }
  const name = stringOf(arn) ?? 'a policy';
  const given = elsewhere.get(name);
  if (given !== undefined) return { document: typeof given === 'string' ? known(given) : fromJson(given), label: name };
  return {
    document: unknown(
      `the document of \`${name}\` is outside of this stack: give it under \`managedPolicies\` in the configuration`,
    ),
    label: name,
  };
}

/* ---- boundaries, groups, credentials ---- */

function bound(drafts: Drafts): void {
  for (const principal of [...drafts.users.all, ...drafts.roles.all]) {
    const { resource } = principal;
    const arn = resource.values.get('permissions_boundary');
    if (arn === undefined || isNull(arn)) continue;
    const grant = attachedGrant(resource, 'permissions_boundary', arn, drafts);
    principal.boundary = grant;
    const policy = grant.policy && drafts.policies.byAddress.get(grant.policy.resource.address);
    if (policy !== undefined) policy.isBoundary = true;
  }
}

function join(of: Of, drafts: Drafts): void {
  for (const resource of of('aws_iam_group_membership')) {
    const group = follow(resource.values.get('group') ?? known(null), drafts.groups, resource);
    const { targets, open } = followAll(resource.values.get('users'), drafts.users, resource);
    for (const target of targets) if (target.to === 'entity') enter(target.entity, group, resource.uncertain);
    const unclear = open ?? targets.find((target) => target.to === 'unknown')?.reason;
    if (unclear !== undefined)
      for (const user of drafts.users.all) if (!isMember(user, group)) enter(user, group, unclear);
  }
  for (const resource of of('aws_iam_user_group_membership')) {
    const user = follow(resource.values.get('user') ?? known(null), drafts.users, resource);
    const { targets, open } = followAll(resource.values.get('groups'), drafts.groups, resource);
    const users = user.to === 'entity' ? [user.entity] : user.to === 'unknown' ? drafts.users.all : [];
    const uncertain = user.to === 'unknown' ? user.reason : resource.uncertain;
    for (const member of users) {
      for (const target of targets) enter(member, target, uncertain);
      if (open !== undefined) enter(member, { to: 'unknown', reason: open }, uncertain);
    }
  }
}

function isMember(user: Draft<User>, group: Target<Named>): boolean {
  return group.to === 'entity' && user.groups.known.some((known) => known.resource === group.entity.resource);
}

function enter(user: Draft<User>, group: Target<Draft<Group>>, uncertain: Unknown | undefined): void {
  if (group.to !== 'entity') {
    const reason =
      group.to === 'unknown' ? group.reason : unknown(`the group \`${group.name}\` is outside of this stack`);
    user.groups = { ...user.groups, open: reason };
    user.grants.open ??= reason;
    return;
  }
  const entity = group.entity as Group;
  if (uncertain === undefined) user.groups = { ...user.groups, known: [...user.groups.known, entity] };
  else user.groups = { ...user.groups, open: uncertain };
  const doubt = uncertain === undefined ? {} : { uncertain };
  user.grants.known.push(...group.entity.grants.known.map((grant) => ({ ...grant, through: entity, ...doubt })));
  if (group.entity.grants.open !== undefined) user.grants.open ??= group.entity.grants.open;
}

function accessKey(resource: Resource, drafts: Drafts): AccessKey {
  const owner = resource.values.get('user');
  const target = owner === undefined || isNull(owner) ? undefined : follow(owner, drafts.users, resource);
  const user = target?.to === 'entity' ? target.entity : undefined;
  const key: AccessKey = {
    kind: 'access-key',
    resource,
    status: statusOf(resource.values.get('status')),
    ...(owner === undefined ? {} : { owner }),
    ...(user === undefined ? {} : { user: user }),
  };
  if (user !== undefined) user.accessKeys = add(user.accessKeys, key);
  else if (target?.to === 'unknown')
    for (const each of drafts.users.all) each.accessKeys = { ...each.accessKeys, open: target.reason };
  return key;
}

function add<T>(links: Links<T>, item: T): Links<T> {
  return { ...links, known: [...links.known, item] };
}

function statusOf(status: Value | undefined): AccessKey['status'] {
  if (status === undefined || isNull(status)) return 'active';
  const text = stringOf(status);
  if (text === undefined) return status.kind === 'unknown' ? status : unknown('the status of the key is not known');
  return text === 'Inactive' ? 'inactive' : 'active';
}

function loginProfile(resource: Resource, drafts: Drafts): LoginProfile {
  const owner = resource.values.get('user') ?? unknown('the login profile names no user');
  const target = follow(owner, drafts.users, resource);
  const user = target.to === 'entity' ? target.entity : undefined;
  const profile: LoginProfile = {
    kind: 'login-profile',
    resource,
    owner,
    ...(user === undefined ? {} : { user: user }),
  };
  if (user !== undefined) user.loginProfiles = add(user.loginProfiles, profile);
  else if (target.to === 'unknown')
    for (const each of drafts.users.all) each.loginProfiles = { ...each.loginProfiles, open: target.reason };
  return profile;
}

/* ---- documents as such ---- */

const DOCUMENTS = [
  ['aws_iam_policy', 'policy', 'identity'],
  ['aws_iam_user_policy', 'policy', 'identity'],
  ['aws_iam_role_policy', 'policy', 'identity'],
  ['aws_iam_group_policy', 'policy', 'identity'],
  ['aws_iam_role', 'assume_role_policy', 'trust'],
] as const;

function documents(of: Of): readonly PolicyDocument[] {
  const plain = DOCUMENTS.flatMap(([type, property, use]) =>
    of(type).flatMap((resource): readonly PolicyDocument[] => {
      const document = resource.values.get(property);
      return document === undefined || isNull(document)
        ? []
        : [{ kind: 'document', resource, property, document, use }];
    }),
  );
  return [...plain, ...of('aws_iam_role').flatMap(inlineDocuments)];
}

function inlineDocuments(resource: Resource): readonly PolicyDocument[] {
  const blocks = resource.values.get('inline_policy');
  const list = blocks?.kind === 'list' ? blocks.items : blocks === undefined ? [] : [blocks];
  return list.flatMap((block): readonly PolicyDocument[] => {
    const document = block.kind === 'map' ? block.entries.get('policy') : undefined;
    return document === undefined || isNull(document)
      ? []
      : [{ kind: 'document', resource, property: 'inline_policy', document, use: 'identity' }];
  });
}

function unread(stack: Stack): readonly NotChecked[] {
  return stack.resources
    .filter((resource) => resource.mode === 'managed' && UNREAD.test(resource.type))
    .map(({ address, type }) => ({ address, reason: `\`${type}\` holds permissions that are not read yet` }));
}
