/** What Open Telekom Cloud has and no other cloud of this model. */
import type { Setting } from './settings';
import type { Resource } from './resource';
import type { Unknown, Value } from './value';

/** How a user of OTC signs in. */
export interface OtcSignIn {
  /** `default` (console and programmatic), `programmatic`, `console`, or unknown; `default` where it is not written. */
  readonly accessType: Value;
  /** False where the argument is left out, so that nobody decided. */
  readonly isAccessTypeSet: boolean;
  /** A boolean, or unknown: a disabled user cannot sign in at all. */
  readonly isEnabled: Value;
  /** The second factor on sign-in; absent where the user has none. */
  readonly protection?: { readonly isEnabled: Value; readonly method: Value };
}

/** Where a role is granted: a project has no IAM of its own, so permissions of IAM count in the domain only. */
export type OtcScope =
  { readonly in: 'domain' } | { readonly in: 'all-projects' } | { readonly in: 'project'; readonly project: Value };

/** The account's (domain's) password policy. */
export interface OtcPasswordPolicy {
  readonly kind: 'otc-password-policy';
  readonly resource: Resource;
  readonly minimumLength: Setting;
  /** Number of classes of characters that a password must have, 2 to 4. */
  readonly classes: Setting;
  /** Days; 0 for passwords that never expire. */
  readonly validityPeriod: Setting;
  /** Number of earlier passwords that may not be used again. */
  readonly remembered: Setting;
  /** How often a character may follow itself; 0 for any number of times. */
  readonly identicalInARow: Setting;
  /** Whether the user name, or its reverse, is refused as a password. */
  readonly refusesUserName: Setting;
  /** Minutes until a password may be changed again. */
  readonly minimumAge: Setting;
}

/** The account's (domain's) policy on signing in. */
export interface LoginPolicy {
  readonly kind: 'login-policy';
  readonly resource: Resource;
  /** Days without sign-in after which a user is disabled; 0 for never. */
  readonly accountValidity: Setting;
  /** Minutes without a request after which a session ends. */
  readonly sessionTimeout: Setting;
  readonly failedLogins: Setting;
  readonly lockoutDuration: Setting;
  /** Minutes in which failed sign-ins are counted. */
  readonly failurePeriod: Setting;
}

/** The account's (domain's) protection of critical operations. */
export interface ProtectionPolicy {
  readonly kind: 'protection-policy';
  readonly resource: Resource;
  readonly isEnabled: Setting;
  /** Whether users may make access keys for themselves; absent where the provider version does not have it or nobody wrote it. */
  readonly selfManagedKeys?: Setting;
}

/** The tracker of Cloud Trace Service. */
export interface CtsTracker {
  readonly resource: Resource;
  /** `enabled`, `disabled`, or unknown. */
  readonly status: Setting;
  /** Bucket that traces are kept in; null where there is none. */
  readonly bucket: Setting;
  /** Whether traces go to Log Tank Service; a boolean, or unknown. */
  readonly sendsLogs: Setting;
}

/** A notification of Cloud Trace Service. */
export interface CtsNotification {
  readonly resource: Resource;
  /** `complete` or `customized`. */
  readonly operationType: Setting;
  /** Topic that is notified; null where there is none. */
  readonly topic: Setting;
  readonly status: Setting;
  readonly operations: readonly { readonly service: Value; readonly resourceType: Value; readonly traces: Value }[];
  /** Set when there may be further operations. */
  readonly moreOperations?: Unknown;
  /** What makes it tell of some users or of some traces only. */
  readonly narrowedBy?: Setting;
}

/** What in a stack watches an account of OTC. */
export interface OtcMonitoring {
  readonly trackers: readonly CtsTracker[];
  readonly notifications: readonly CtsNotification[];
}
