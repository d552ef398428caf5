/** What in a stack watches the account. */
import type { Resource } from './resource';
import type { Unknown, Value } from './value';

/** One setting: the argument that holds it and what it is, the provider's default filled in. */
export interface Setting {
  readonly property: string;
  readonly value: Value;
}

/** A trail of CloudTrail. */
export interface Trail {
  readonly resource: Resource;
  readonly isMultiRegion: Setting;
  readonly hasGlobalEvents: Setting;
  readonly isValidated: Setting;
  readonly isLogging: Setting;
  /** The key that encrypts the files. */
  readonly key: Setting;
  readonly isOrganizational: Setting;
  /** Whether management events of reading and writing are recorded; unknown where selectors could not be read. */
  readonly recordsManagement: boolean | Unknown;
}

/** An analyzer of IAM Access Analyzer. */
export interface Analyzer {
  readonly resource: Resource;
  /** What it looks for; unknown where the type is. */
  readonly finds: 'external' | 'unused' | 'internal' | Unknown;
}

/** A recorder of AWS Config. */
export interface Recorder {
  readonly resource: Resource;
  /** Whether it records users, groups, roles and policies. */
  readonly recordsIam: boolean | Unknown;
  /** Argument that leaves them out. */
  readonly property: string;
}

/** Something that tells people of events. */
export interface Alert {
  readonly resource: Resource;
  /** What it tells of; unknown where its pattern is. */
  readonly tells: readonly ('iam' | 'root')[] | Unknown;
  /** Whether anybody is told: a metric filter without an alarm, a rule without a target tells nobody. */
  readonly isHeard: boolean | Unknown;
}

/** A bucket or a distribution that can log who uses it. */
export interface Loggable {
  readonly resource: Resource;
  readonly label: string;
  readonly isLogged: boolean | Unknown;
}

/** What in the stack watches the account. */
export interface Monitoring {
  readonly trails: readonly Trail[];
  readonly analyzers: readonly Analyzer[];
  readonly recorders: readonly Recorder[];
  readonly alerts: readonly Alert[];
  readonly loggables: readonly Loggable[];
}
