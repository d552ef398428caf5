import type { Grant, Group, ManagedPolicy, Role, User } from '../model/iam-model';
import { stringOf } from '../model/value';
import { accessOf, type Access, type AttachedDocument, type Principal } from './access';

/** The access of a user or a role: its documents, its boundary, its name. Documents count in the order of `grants.known`. */
export function accessOfPrincipal(principal: User | Role): Access {
  return accessOf({
    identity: principal.grants.known.map(attached),
    ...(principal.grants.open === undefined ? {} : { open: principal.grants.open }),
    ...(principal.boundary === undefined ? {} : { boundary: attached(principal.boundary) }),
    principal: who(principal),
  });
}

/** The access that a group hands down, whoever is in it. */
export function accessOfGroup(group: Group): Access {
  return accessOf({
    identity: group.grants.known.map(attached),
    ...(group.grants.open === undefined ? {} : { open: group.grants.open }),
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
    ...(principal.kind === 'group' ? {} : { principal: who(principal) }),
  });
}

function attached({ document, uncertain }: Grant): AttachedDocument {
  return uncertain === undefined ? { document } : { document, uncertain };
}

function who(principal: User | Role): Principal {
  const name = stringOf(principal.name);
  const tags = [...principal.tags.known].map(([key, value]) => [key, stringOf(value)] as const);
  const known = principal.tags.open === undefined && tags.every(([, value]) => value !== undefined);
  return {
    kind: principal.kind,
    path: principal.path,
    ...(name === undefined ? {} : { name }),
    ...(known ? { tags: new Map(tags as readonly (readonly [string, string])[]) } : {}),
  };
}

/** Name of an entity for people: its name, or its address where the name is not known. */
export function labelOf(entity: User | Group | Role | ManagedPolicy): string {
  return stringOf(entity.name) ?? entity.resource.address;
}
