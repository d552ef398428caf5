import type { Machine, ResourcePolicy } from './exposure';
import type { Monitoring } from './monitoring';
import type { Cloud } from './cloud';
import type { Limits, Organization, OrganizationPolicy, ZoneOfTrust } from './organization';
import type { LoginPolicy, OtcPasswordPolicy, OtcScope, OtcSignIn, ProtectionPolicy } from './otc';
import type { NotChecked, Resource } from './resource';
import type { Setting } from './settings';
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
  /** ARN of the policy that AWS manages, when it is one. */
  readonly managed?: string;
  /** Name of the role or policy that Open Telekom Cloud predefines, when it is one. */
  readonly system?: string;
  /** Where a grant of Open Telekom Cloud holds. */
  readonly scope?: OtcScope;
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

/** What the organization limits, whatever documents of its own it has. */
interface Limited {
  /** Control policies of the organization that bear on it. */
  readonly limits?: Limits;
}

interface PrincipalBase extends Base, Limited {
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
  /** Names of groups of other stacks that the user is in; `groups` is open then. */
  readonly outsideGroups?: readonly string[];
  readonly accessKeys: Links<AccessKey>;
  /** Console passwords; more than one is possible only in a broken stack. */
  readonly loginProfiles: Links<LoginProfile>;
  /** How a user of Open Telekom Cloud signs in. */
  readonly signIn?: OtcSignIn;
}

/** A permission set of IAM Identity Center: a role in each account that it is assigned to. */
export interface PermissionSet extends PrincipalBase {
  readonly kind: 'permission-set';
  /** How long a session lasts, ISO 8601 such as `PT8H`; the provider's default filled in. */
  readonly sessionDuration: Value;
}

/** An IAM group. It has no permissions of its own acting: its documents are handed down to its users. */
export interface Group extends Base, Limited {
  readonly kind: 'group';
  readonly grants: Links<Grant>;
  /** Names of the users that the stack puts into it, users of other stacks among them. */
  readonly members: Links<Value>;
}

/** An IAM role. */
export interface Role extends PrincipalBase {
  readonly kind: 'role';
  /** Trust policy. */
  readonly trust: Value;
}

/** An agency: lends permissions of the account to another account or to a service. */
export interface Agency {
  readonly kind: 'agency';
  readonly resource: Resource;
  readonly name: Value;
  /** Name of the other account (domain), or of a service such as `op_svc_ecs`. */
  readonly delegatedTo: Value;
  /** Argument that says so. */
  readonly delegatedBy: string;
  /** Whether it is a service that it is lent to, or unknown. */
  readonly isForService: boolean | Unknown;
  readonly grants: Links<Grant>;
  /** How long it holds: days, `FOREVER`, or unknown; absent where nothing is said, which is for ever. */
  readonly duration?: Value;
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
  /** The public key that the secret is encrypted with before it is stored; absent when it is stored as it is. */
  readonly encryptedFor?: Value;
  /** Address of what makes the key anew from time to time, such as a `time_rotating`. */
  readonly rotatedBy?: string;
  /** Days between two of its rotations, where something rotates it and says so. */
  readonly rotationDays?: number | Unknown;
}

/** A console password. */
export interface LoginProfile {
  readonly kind: 'login-profile';
  readonly resource: Resource;
  readonly owner: Value;
  /** The user of this stack whose password it is. */
  readonly user?: User;
  /** The public key that the password is encrypted with before it is stored; absent when it is stored as it is. */
  readonly encryptedFor?: Value;
  /** Whether the user must change the password on the first sign-in; a known boolean, or unknown. */
  readonly mustReset: Value;
  /** Set when the password itself stands in the program in plain text, or may do so. */
  readonly written?: true | Unknown;
}

/** A long-lived credential of a user other than a password or an access key. */
export interface ServiceCredential {
  readonly kind: 'service-credential';
  readonly resource: Resource;
  readonly credential: 'service-specific' | 'ssh-key' | 'signing-certificate' | 'cloudfront-key-pair';
  /** Argument of the resource that makes it, where it is not the resource as such. */
  readonly property?: string;
  /** The user whose credential it is; absent for the account's own. */
  readonly owner?: Value;
  readonly user?: User;
  readonly status: 'active' | 'inactive' | Unknown;
}

/** The account's password policy. */
export interface PasswordPolicy {
  readonly kind: 'password-policy';
  readonly resource: Resource;
  readonly minimumLength: Setting;
  /** Days; 0 for passwords that never expire. */
  readonly maximumAge: Setting;
  /** Number of earlier passwords that may not be used again; 0 for none. */
  readonly remembered: Setting;
  /** Classes of characters that a password must have, one setting a class. */
  readonly classes: readonly Setting[];
  readonly usersMayChange: Setting;
  /** Whether an expired password can be changed by an administrator only. */
  readonly hardExpiry: Setting;
}

/** An instance profile. */
export interface InstanceProfile extends Base {
  readonly kind: 'instance-profile';
  /** The role in it: its name, or absent when the profile has none. */
  readonly role?: Value;
}

/** What a secret is put into. */
export type SecretPlace =
  | 'output' // of the stack, shown
  | 'hidden-output' // of the stack, marked sensitive
  | 'user-data'
  | 'environment' // of a function, container, build or job
  | 'command' // provisioners
  | 'parameter' // a parameter store that does not encrypt
  | 'tag'
  | 'object' // content of a stored object or file
  | 'configuration' // of a provider
  | 'argument' // any other argument that is not meant for a secret
  | 'store'; // what is meant for secrets: a secrets manager, an argument that the provider hides

/** Compute that runs with credentials and could have a role instead. */
export interface Workload {
  /** Such as `Lambda function`. */
  readonly label: string;
  /** What to give it instead of a key, such as `an execution role (argument \`role\`)`. */
  readonly alternative: string;
  /** Whether it has a role already, or unknown. */
  readonly hasRole: boolean | Unknown;
}

/** Where something secret comes from. */
export interface SecretSource {
  /** Address of the resource; of another stack when it holds a `/`, as `stack/address`. */
  readonly address: string;
  readonly attribute: string;
  /** In words, such as `the secret of the access key`. */
  readonly label: string;
  /** True for what signs in to the cloud: an access key, its SMTP password, a console password. */
  readonly isCredential: boolean;
}

/** A secret that goes by reference from where it is made to where it is used. */
export interface SecretFlow {
  readonly kind: 'secret-flow';
  /** What it is put into. */
  readonly resource: Resource;
  /** Path of the argument, such as `environment.variables.TOKEN`. */
  readonly property: string;
  readonly source: SecretSource;
  /** What it passed on the way: `local.settings`, `jsonencode`, an output of another stack. */
  readonly via: readonly string[];
  readonly place: SecretPlace;
  readonly workload?: Workload;
  /** Set when it is not known whether the secret itself arrives here, as where an engine tells only resources. */
  readonly doubt?: Unknown;
}

/** An access key that is written into the program, as a text or behind an encoding. */
export interface WrittenCredential {
  readonly kind: 'written-credential';
  readonly resource: Resource;
  /** Path of the argument, such as `user_data`. */
  readonly property: string;
  readonly cloud: 'aws' | 'otc';
  /** `pair`: an id with its secret. `secret`: a secret alone. `id`: an id alone, which opens nothing. `password`: what a provider signs in with. */
  readonly credential: 'pair' | 'secret' | 'id' | 'password';
  /** The id, cut to its first letters so that a reader finds it; never a secret. */
  readonly hint?: string;
  /** What it was decoded from, outermost first, such as `base64`, `gzip`, `JSON`. */
  readonly encodings: readonly string[];
  readonly place: SecretPlace;
  readonly workload?: Workload;
  /** Set when it is not known whether the program writes it or is given it, as a configured secret on its way to a secrets manager. */
  readonly doubt?: Unknown;
}

/** A secret access key that a workload is handed under a name that SDKs look for; its value is not looked at. */
export interface HandedKey {
  readonly kind: 'handed-key';
  readonly resource: Resource;
  /** Path of the argument, such as `environment.variables.AWS_SECRET_ACCESS_KEY`, or `user_data`. */
  readonly property: string;
  /** Such as `AWS_SECRET_ACCESS_KEY`. */
  readonly name: string;
  readonly workload: Workload;
}

/** A customer-managed policy of the stack. */
export interface ManagedPolicy extends Base, Limited {
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
  readonly use: 'identity' | 'trust' | 'resource' | 'scp' | 'rcp';
  /** CloudFormation type of what a resource policy protects, such as `AWS::S3::Bucket`. */
  readonly resourceType?: string;
}

/** Shell text that a resource runs on creation or at boot. */
export interface Command {
  readonly kind: 'command';
  readonly resource: Resource;
  readonly property: string;
  readonly text: string;
}

/** Somebody who is not in the stack, or not known, and to whom the stack gives a document. */
export interface OutsideHolder extends Base, Limited {
  readonly kind: 'outside-holder';
  /** The resource that gives the document. */
  readonly resource: Resource;
  readonly holder: 'user' | 'role' | 'group' | 'permission-set';
  readonly grant: Grant;
}

/** A role of an identity pool. */
export interface PoolRole {
  /** The resource that gives it. */
  readonly resource: Resource;
  readonly property: string;
  readonly name: Value;
  /** The role, when it is one of this stack. */
  readonly role?: Role;
}

/** A Cognito identity pool. */
export interface IdentityPool {
  readonly kind: 'identity-pool';
  readonly resource: Resource;
  readonly name: Value;
  /** A boolean, or unknown. */
  readonly allowsGuests: Value;
  /** The role of guests; absent when the stack gives none. */
  readonly guestRole?: PoolRole;
  /** Set when it is not known whether there is one. */
  readonly uncertainRole?: Unknown;
  /** Whether guests may get credentials that no session policy limits (`allow_classic_flow`); a boolean, or unknown. */
  readonly allowsClassicFlow: Value;
}

/** What a rule can look at. */
export type Entity =
  | User
  | Group
  | Role
  | PermissionSet
  | AccessKey
  | LoginProfile
  | ServiceCredential
  | PasswordPolicy
  | InstanceProfile
  | ManagedPolicy
  | PolicyDocument
  | Command
  | OutsideHolder
  | SecretFlow
  | WrittenCredential
  | HandedKey
  | ResourcePolicy
  | IdentityPool
  | Machine
  | Organization
  | OrganizationPolicy
  | Agency
  | OtcPasswordPolicy
  | LoginPolicy
  | ProtectionPolicy
  | Account;
/** Kind of an entity. */
export type EntityKind = Entity['kind'];

/** The account that the stack is deployed to: what in the stack holds for all of it. */
export interface Account {
  readonly kind: 'account';
  /** Stands for the stack as a whole. */
  readonly resource: Resource;
  /** True when the configuration says that this stack is where the account's own settings belong (`role: account-baseline`). */
  readonly isBaseline: boolean;
  /** Clouds that the stack has resources or providers of; AWS where it has none of any. */
  readonly clouds: ReadonlySet<Cloud>;
  /** A rule of AWS Config, or the like, that watches the age of access keys. */
  readonly keyAgeWatch?: Resource;
  /** Regions of the provider configurations, by the name that `Resource.provider` has. */
  readonly regions: ReadonlyMap<string, string>;
  /** Accounts that its providers may be used with (`allowed_account_ids`). */
  readonly accounts: readonly string[];
  /** What in the stack watches the account. */
  readonly monitoring: Monitoring;
}

/** Every IAM entity of one stack with its links, whichever cloud and engine it came from. */
export interface IamModel {
  readonly entities: readonly Entity[];
  /** What the stack makes, read or not. */
  readonly resources: readonly Resource[];
  /** What in the stack holds for the whole account. */
  readonly account: Account;
  /** Addresses of what refers to the resource and is no link of this model: an output, a policy of a bucket. */
  readonly referrers: (address: string) => readonly string[];
  /** What holds permissions of a kind that no schema reads yet. */
  readonly notChecked: readonly NotChecked[];
  /** Who counts as inside, as the configuration says; undefined when it does not say. */
  readonly zone?: ZoneOfTrust;
  /** The stack as it was before the change, where it is given. */
  readonly before?: IamModel;
}
