import type { Grant, Group, ManagedPolicy, OutsideHolder, Role, User } from '../model/iam-model';
import { stringOf } from '../model/value';
import { encode } from '../policy/text';
import { accessOf, type Access, type AttachedDocument } from './access';
import type { Principal } from './principal';

/** The access of a user or a role: its documents, its boundary, its name. Documents count in the order of `grants.known`. */
export function accessOfPrincipal(principal: User | Role): Access {
  return accessOf({
    identity: principal.grants.known.map(attached),
    ...(principal.grants.open === undefined ? {} : { open: principal.grants.open }),
    ...(principal.boundary === undefined ? {} : { boundary: attached(principal.boundary) }),
    principal: who(principal),
  });
}

/** Stands for whoever is in a group. */
const MEMBER: Principal = { kind: 'user', name: 'a-member' };

/** The access that a group hands down, whoever is in it. */
export function accessOfGroup(group: Group): Access {
  return accessOf({
    identity: group.grants.known.map(attached),
    ...(group.grants.open === undefined ? {} : { open: group.grants.open }),
    principal: MEMBER,
  });
}

/** The access that one policy gives to whoever has it. */
export function accessOfPolicy(policy: ManagedPolicy): Access {
  return accessOf({ identity: [{ document: policy.document }] });
}

/** The access that one document gives to a principal on its own. */
export function accessOfGrant(grant: Grant, principal: User | Role | Group): Access {
  return accessOf({
    identity: [attached(grant)],
    principal: principal.kind === 'group' ? MEMBER : who(principal),
  });
}

/** The access that a document gives to somebody who is not in the stack. */
export function accessOfOutside({ grant, holder, name }: OutsideHolder): Access {
  const principal: Principal = { kind: holder === 'role' ? 'role' : 'user', name: encode(name) };
  return accessOf({ identity: [attached(grant)], principal: holder === 'group' ? MEMBER : principal });
}

function attached({ document, uncertain }: Grant): AttachedDocument {
  return uncertain === undefined ? { document } : { document, uncertain };
}

function who(principal: User | Role): Principal {
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
export function labelOf(entity: User | Group | Role | ManagedPolicy): string {
  return stringOf(entity.name) ?? entity.resource.address;
}
