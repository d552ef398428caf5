/** IAM entities of AWS while their links are being made. */
import type { Grant, Group, Links, ManagedPolicy, OutsideHolder, PermissionSet, Role, User } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { concatenate, isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { tagsIn, type Tags } from './aws-tags';
import { indexOf, type Index } from './links';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An entity whose documents are still being collected. */
export type Draft<T extends User | Role | Group | PermissionSet> = Omit<Mutable<T>, 'grants'> & {
  grants: { known: Grant[]; open?: Unknown };
};
/** Somebody of the stack who may be given documents. */
export type PrincipalDraft = Draft<User> | Draft<Role> | Draft<Group> | Draft<PermissionSet>;
/** A policy of which it is not known yet who has it. */
export type PolicyDraft = Mutable<ManagedPolicy>;

/** Who holds documents, and how an outsider of that kind is called. */
export const HOLDERS = {
  users: 'user',
  roles: 'role',
  groups: 'group',
  permissionSets: 'permission-set',
} as const;
/** Kind of those who hold documents. */
export type HolderKind = keyof typeof HOLDERS;

/** Everything that links lead to. */
export interface Drafts {
  readonly users: Index<Draft<User>>;
  readonly groups: Index<Draft<Group>>;
  readonly roles: Index<Draft<Role>>;
  readonly permissionSets: Index<Draft<PermissionSet>>;
  readonly policies: Index<PolicyDraft>;
  readonly outside: OutsideHolder[];
  /** Documents of policies of other stacks, by ARN. */
  readonly elsewhere: ReadonlyMap<string, unknown>;
}

/** The managed resources of one type, in order. */
export type Of = (type: string) => readonly Resource[];

/** Everything of the stack that links may lead to, without any links. */
export function draftsOf(of: Of, tags: Tags, elsewhere: ReadonlyMap<string, unknown>): Drafts {
  return {
    users: indexOf(of('aws_iam_user').map((resource) => userDraft(resource, tags))),
    groups: indexOf(of('aws_iam_group').map(groupDraft)),
    roles: indexOf(of('aws_iam_role').map((resource) => roleDraft(resource, tags))),
    permissionSets: indexOf(of('aws_ssoadmin_permission_set').map((resource) => permissionSetDraft(resource, tags))),
    policies: indexOf(of('aws_iam_policy').map(policyDraft)),
    outside: [],
    elsewhere,
  };
}

/** Those who hold documents of one kind. */
export function holdersOf(drafts: Drafts, kind: HolderKind): Index<PrincipalDraft> {
  return drafts[kind];
}

/** The list with one more item. */
export function add<T>(links: Links<T>, item: T): Links<T> {
  return { ...links, known: [...links.known, item] };
}

/** The name that a resource is declared with; one that nobody declared is chosen on creation. */
export function nameOf(resource: Resource): Value {
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

function userDraft(resource: Resource, tags: Tags): Draft<User> {
  return {
    kind: 'user',
    resource,
    name: nameOf(resource),
    path: pathOf(resource),
    tags: tagsIn(resource, tags),
    grants: { known: [] },
    groups: { known: [] },
    accessKeys: { known: [] },
    loginProfiles: { known: [] },
  };
}

function groupDraft(resource: Resource): Draft<Group> {
  return { kind: 'group', resource, name: nameOf(resource), grants: { known: [] }, members: { known: [] } };
}

function roleDraft(resource: Resource, tags: Tags): Draft<Role> {
  const trust = resource.values.get('assume_role_policy') ?? unknown('the role has no trust policy');
  return {
    kind: 'role',
    resource,
    name: nameOf(resource),
    path: pathOf(resource),
    tags: tagsIn(resource, tags),
    trust,
    grants: { known: [] },
  };
}

function permissionSetDraft(resource: Resource, tags: Tags): Draft<PermissionSet> {
  const duration = resource.values.get('session_duration') ?? known(null);
  return {
    kind: 'permission-set',
    resource,
    name: nameOf(resource),
    path: '/',
    tags: tagsIn(resource, tags),
    sessionDuration: isNull(duration) ? known('PT1H') : duration,
    grants: { known: [] },
  };
}

function policyDraft(resource: Resource): PolicyDraft {
  const document = resource.values.get('policy') ?? unknown('the policy has no document');
  return { kind: 'policy', resource, name: nameOf(resource), document, isAttached: false, isBoundary: false };
}
