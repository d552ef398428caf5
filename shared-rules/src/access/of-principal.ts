import type {
  Grant, Group, InstanceProfile, ManagedPolicy, OutsideHolder, PermissionSet, Role, User,
} from '../model/iam-model'; // prettier-ignore
import { shownAddress } from '../model/address';
import type { Limits } from '../model/organization';
import { stringOf } from '../model/value';
import { decode, encode, symbolFor } from '../policy/text';
import { accessOf, type Access, type AccessSource, type AttachedDocument } from './access';
import type { Principal } from './principal';

/** The policy of the resource that is asked for, and the accounts that it names. */
export type AskedResource = Pick<AccessSource, 'resource' | 'accounts'>;

/**
 * The access of a user, a role or a permission set: its documents, its boundary, its name. Documents count in the order of
 * `grants.known`.
 */
export function accessOfPrincipal(principal: User | Role | PermissionSet, asked?: AskedResource): Access {
  return asked === undefined ? once(principal, () => compiled(principal)) : compiled(principal, asked);
}

function compiled(principal: User | Role | PermissionSet, asked: AskedResource = {}): Access {
  return accessOf({
    ...asked,
    identity: principal.grants.known.map(attached),
    ...(principal.grants.open === undefined ? {} : { open: principal.grants.open }),
    ...(principal.boundary === undefined ? {} : { boundary: attached(principal.boundary) }),
    ...limitsOf(principal),
    principal: who(principal),
  });
}

/** The control policies of the organization. */
function limitsOf({ limits }: { readonly limits?: Limits }): Pick<AccessSource, 'scps' | 'rcps'> {
  return limits === undefined ? {} : { scps: limits.scps, rcps: limits.rcps };
}

const accesses = new WeakMap<object, Access>();

/** Several rules ask about one entity, and its documents are compiled once. */
function once(entity: object, make: () => Access): Access {
  const before = accesses.get(entity);
  if (before !== undefined) return before;
  const access = make();
  accesses.set(entity, access);
  return access;
}

/** Stands for whoever is in a group. */
const MEMBER: Principal = { kind: 'user', name: 'a-member' };

/** The access that a group hands down, whoever is in it. */
export function accessOfGroup(group: Group): Access {
  return once(group, () =>
    accessOf({
      identity: group.grants.known.map(attached),
      ...(group.grants.open === undefined ? {} : { open: group.grants.open }),
      ...limitsOf(group),
      principal: MEMBER,
    }),
  );
}

/** The access that one policy gives to whoever has it. */
export function accessOfPolicy(policy: ManagedPolicy): Access {
  return once(policy, () => accessOf({ identity: [{ document: policy.document }], ...limitsOf(policy) }));
}

/** The access that one document gives to a principal on its own. */
export function accessOfGrant(grant: Grant, principal: User | Role | Group | PermissionSet): Access {
  return accessOf({
    identity: [attached(grant)],
    ...limitsOf(principal),
    principal: principal.kind === 'group' ? MEMBER : who(principal),
  });
}

/** The access that a document gives to somebody who is not in the stack. */
export function accessOfOutside({ grant, holder, name, limits }: OutsideHolder): Access {
  return accessOf({
    identity: [attached(grant)],
    ...limitsOf({ ...(limits && { limits }) }),
    principal: outsider(holder, encode(name)),
  });
}

function outsider(kind: OutsideHolder['holder'], name: string): Principal {
  if (kind === 'group') return MEMBER;
  if (kind === 'permission-set') return { kind: 'role', path: RESERVED, name: sessionRole(name) };
  return { kind, name };
}

function attached({ document, uncertain }: Grant): AttachedDocument {
  return uncertain === undefined ? { document } : { document, uncertain };
}

/** Path and name of the role that Identity Center makes (IAM Identity Center User Guide, "Referencing permission sets"). */
const RESERVED = '/aws-reserved/sso.amazonaws.com/';

function sessionRole(name: string): string {
  return `AWSReservedSSO_${name}_${symbolFor(`the suffix of ${decode(name)}`)}`;
}

function who(principal: User | Role | PermissionSet): Principal {
  // What its sessions are tagged with comes from the identity source.
  if (principal.kind === 'permission-set')
    return { kind: 'role', path: RESERVED, name: sessionRole(encode(principal.name)) };
  const tags = new Map([...principal.tags.known].map(([key, value]) => [key, encode(value)] as const));
  const mayGetTags = principal.kind === 'role' && maySetSessionTags(principal);
  return {
    kind: principal.kind,
    path: principal.path,
    name: encode(principal.name),
    ...(mayGetTags ? {} : { tags, furtherTags: principal.tags.open !== undefined }),
  };
}

/** Whoever assumes the role may give it tags when the trust policy allows `sts:TagSession`, or is not known. */
function maySetSessionTags({ trust }: Role): boolean {
  const text = stringOf(trust);
  return text === undefined || /tagsession|sts:\*|"\*"/i.test(text);
}

/** Name of an entity for people: its name, or its address where the name is not known. */
export function labelOf(entity: User | Group | Role | PermissionSet | ManagedPolicy | InstanceProfile): string {
  return stringOf(entity.name) ?? shownAddress(entity.resource.address);
}
