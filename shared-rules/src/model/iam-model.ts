import type { NotChecked, Resource } from './resource';
import type { Unknown, Value } from './value';

/** A list that may be known in part: `open` says what is missing. */
export interface Links<T> {
  readonly known: readonly T[];
  readonly open?: Unknown;
}

/** A policy document that grants to, denies to or bounds a principal. */
export interface Grant {
  /** The document: JSON text, or known in parts. Unknown when it cannot be read. */
  readonly document: Value;
  /** How people call it: a policy's name, or `inline policy of ...`. */
  readonly label: string;
  /** The resource that is at fault when the document on its own is too much: the attachment, or the inline policy. */
  readonly via: Resource;
  /** Argument of `via` that holds the document or names it. */
  readonly property: string;
  /** The customer-managed policy of this stack, when it is one. */
  readonly policy?: ManagedPolicy;
  /** The group that hands it down. */
  readonly through?: Group;
  /** Set when it is not known whether the document is attached at all. */
  readonly uncertain?: Unknown;
}

interface Base {
  readonly resource: Resource;
  /** Name in the account; may be unknown. */
  readonly name: Value;
}

interface PrincipalBase extends Base {
  /** Inline, attached and inherited documents. */
  readonly grants: Links<Grant>;
  /** The permissions boundary, if there is one. */
  readonly boundary?: Grant;
  /** IAM path, `/` by default. */
  readonly path: string;
  /** Tags with known keys; `open` when there may be others. */
  readonly tags: { readonly known: ReadonlyMap<string, Value>; readonly open?: Unknown };
}

/** An IAM user of the stack. */
export interface User extends PrincipalBase {
  readonly kind: 'user';
  readonly groups: Links<Group>;
  readonly accessKeys: Links<AccessKey>;
  /** Console passwords; more than one is possible only in a broken stack. */
  readonly loginProfiles: Links<LoginProfile>;
}

/** An IAM group. It has no permissions of its own acting: its documents are handed down to its users. */
export interface Group extends Base {
  readonly kind: 'group';
  readonly grants: Links<Grant>;
}

/** An IAM role. */
export interface Role extends PrincipalBase {
  readonly kind: 'role';
  /** Trust policy. */
  readonly trust: Value;
}

/** A long-lived access key. */
export interface AccessKey {
  readonly kind: 'access-key';
  readonly resource: Resource;
  /** What the key is for: a user name. Absent where the provider makes a key of whoever deploys. */
  readonly owner?: Value;
  /** The user of this stack whose key it is. */
  readonly user?: User;
  /** `active`, `inactive`, or unknown. */
  readonly status: 'active' | 'inactive' | Unknown;
}

/** A console password. */
export interface LoginProfile {
  readonly kind: 'login-profile';
  readonly resource: Resource;
  readonly owner: Value;
  /** The user of this stack whose password it is. */
  readonly user?: User;
}

/** A customer-managed policy of the stack. */
export interface ManagedPolicy extends Base {
  readonly kind: 'policy';
  readonly document: Value;
  /** True when something of this stack attaches it to anybody, known or not. */
  readonly isAttached: boolean;
  /** True when a principal of this stack has it as its permissions boundary. */
  readonly isBoundary: boolean;
}

/** A policy document as it stands in one argument of a resource. */
export interface PolicyDocument {
  readonly kind: 'document';
  readonly resource: Resource;
  /** Argument of the resource that holds it. */
  readonly property: string;
  readonly document: Value;
  readonly use: 'identity' | 'trust';
}

/** Shell text that a resource runs on creation or at boot. */
export interface Command {
  readonly kind: 'command';
  readonly resource: Resource;
  readonly property: string;
  readonly text: string;
}

/** Somebody who is not in the stack, or not known, and to whom the stack gives a document. */
export interface OutsideHolder extends Base {
  readonly kind: 'outside-holder';
  /** The resource that gives the document. */
  readonly resource: Resource;
  readonly holder: 'user' | 'role' | 'group';
  readonly grant: Grant;
}

/** What a rule can look at. */
export type Entity =
  User | Group | Role | AccessKey | LoginProfile | ManagedPolicy | PolicyDocument | Command | OutsideHolder;
/** Kind of an entity. */
export type EntityKind = Entity['kind'];

/** Every IAM entity of one stack with its links, whichever cloud and engine it came from. */
export interface IamModel {
  readonly entities: readonly Entity[];
  /** What holds permissions of a kind that no schema reads yet. */
  readonly notChecked: readonly NotChecked[];
}
