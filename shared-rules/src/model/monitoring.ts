/** What in a stack watches the account. */
import type { OtcMonitoring } from './otc';
import type { Resource } from './resource';
import type { Setting } from './settings';
import type { Unknown, Value } from './value';

/** A trail of CloudTrail. */
export interface Trail {
  readonly resource: Resource;
  /** Name in the account; may be unknown. */
  readonly name: Value;
  readonly isMultiRegion: Setting;
  readonly hasGlobalEvents: Setting;
  readonly isValidated: Setting;
  readonly isLogging: Setting;
  /** The key that encrypts the files; a known null for that of S3. */
  readonly key: Setting;
  /** The log group of CloudWatch that it writes to; a known null for none. */
  readonly logGroup: Setting;
  readonly isOrganizational: Setting;
  /** Which management events are recorded: those of reading and writing, of one kind, none; unknown where selectors could not be read. */
  readonly management: 'all' | 'some' | 'none' | Unknown;
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
  /** Types of IAM that it does not record, such as `AWS::IAM::User`; unknown where its recording group is. */
  readonly leavesOut: readonly string[] | Unknown;
  /** Argument that leaves them out. */
  readonly property: string;
  /** Whether something of the stack starts it: a recorder that is only declared records nothing. */
  readonly isEnabled: boolean | Unknown;
}

/** Something that tells people of events. */
export interface Alert {
  readonly resource: Resource;
  readonly source: 'metric-filter' | 'event-rule';
  /** Argument that holds the pattern. */
  readonly property: string;
  /** What it tells of; unknown where its pattern is. */
  readonly tells: readonly ('iam' | 'root')[] | Unknown;
  /** Whether anybody is told: a metric filter without an alarm, a rule without a target tells nobody. */
  readonly isHeard: boolean | Unknown;
  /** Region where it stands, where the program says it. EventBridge has the events of IAM in one region only. */
  readonly region?: string;
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
  /** Of Open Telekom Cloud. */
  readonly otc: OtcMonitoring;
}
