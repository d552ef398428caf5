/** What is weak about the trails of CloudTrail (AWS CloudTrail User Guide, "Security best practices in AWS CloudTrail"). */
import type { Monitoring, Trail } from '../model/monitoring';
import type { Resource } from '../model/resource';
import type { Setting } from '../model/settings';
import { firstUnknown, isKnown, isNull, type Reference, type Unknown, type Value } from '../model/value';

/** One weakness of a trail, or of a tracker of Open Telekom Cloud. */
export interface TrailWeakness {
  readonly property: string;
  readonly problem: string;
  /** What the argument should be, where that is certain. */
  readonly wanted?: boolean | string;
  /** `high` where events of the account are missing, and not only the proof that files are as they were. */
  readonly severity: 'high' | 'medium' | 'low';
}

/** What holds for one trail; `open` is there when some value would make it weaker. */
export interface TrailVerdict {
  readonly resource: Resource;
  readonly weak: readonly TrailWeakness[];
  readonly open?: { readonly reason: Unknown; readonly property: string };
}

/** What is asked besides. */
export interface TrailDemands {
  readonly ownKey: boolean;
  readonly cloudWatchLogs: boolean;
}

interface Test extends Omit<TrailWeakness, 'severity'> {
  readonly isGrave: boolean;
  /** Whether another trail of the stack may do it instead. */
  readonly isAccountWide: boolean;
  readonly answer: (trail: Trail) => boolean | Unknown;
}

const isTrue =
  (pick: (trail: Trail) => Setting): Test['answer'] =>
  (trail) => {
    const { value } = pick(trail);
    return isKnown(value) ? String(value.value) === 'true' : (firstUnknown(value) ?? false);
  };

const isGiven =
  (pick: (trail: Trail) => Setting): Test['answer'] =>
  (trail) =>
    isGivenValue(pick(trail).value);

/** Whether something is written for an argument; unknown when it may be nothing. */
export function isGivenValue(value: Value): boolean | Unknown {
  if (value.kind !== 'unknown') return !isNull(value) && !(isKnown(value) && value.value === '');
  // A reference to what is made here is a value, whichever it is.
  const isMade = ({ maybe, address }: Reference): boolean =>
    maybe === undefined && !/^(var|local|module)\./.test(address);
  return (value.references.length > 0 && value.references.every(isMade)) || value;
}

function recordsManagement({ management }: Trail): boolean | Unknown {
  return typeof management === 'string' ? management === 'all' : management;
}

const WIDE: readonly Test[] = [
  {
    property: 'enable_logging',
    problem: 'it does not log (`enable_logging`)',
    wanted: true,
    isGrave: true,
    isAccountWide: false,
    answer: isTrue((trail) => trail.isLogging),
  },
  {
    property: 'is_multi_region_trail',
    problem: 'it sees one region only (`is_multi_region_trail`)',
    wanted: true,
    isGrave: true,
    isAccountWide: true,
    answer: isTrue((trail) => trail.isMultiRegion),
  },
  {
    property: 'include_global_service_events',
    problem: 'it leaves out events of IAM and other global services (`include_global_service_events`)',
    wanted: true,
    isGrave: true,
    isAccountWide: true,
    answer: isTrue((trail) => trail.hasGlobalEvents),
  },
  {
    property: 'event_selector',
    problem: 'its selectors leave out management events, all or those that only read or only write',
    isGrave: true,
    isAccountWide: true,
    answer: recordsManagement,
  },
];

const VALIDATION: Test = {
  property: 'enable_log_file_validation',
  problem: 'nobody can tell whether its files were changed (`enable_log_file_validation`)',
  wanted: true,
  isGrave: false,
  isAccountWide: false,
  answer: isTrue((trail) => trail.isValidated),
};
const OWN_KEY: Test = {
  property: 'kms_key_id',
  problem: 'no key of its own encrypts its files (`kms_key_id`)',
  isGrave: false,
  isAccountWide: false,
  answer: isGiven((trail) => trail.key),
};
const LOG_GROUP: Test = {
  property: 'cloud_watch_logs_group_arn',
  problem: 'it writes to no log group (`cloud_watch_logs_group_arn`)',
  isGrave: false,
  isAccountWide: false,
  answer: isGiven((trail) => trail.logGroup),
};

/** Judges each trail. What one trail records of the account need not be recorded by the others. */
export function judgeTrails({ trails }: Monitoring, demands: TrailDemands): readonly TrailVerdict[] {
  const tests = [
    ...WIDE,
    VALIDATION,
    ...(demands.ownKey ? [OWN_KEY] : []),
    ...(demands.cloudWatchLogs ? [LOG_GROUP] : []),
  ];
  return trails.map((trail) =>
    judge(
      trail,
      tests,
      trails.filter((other) => other !== trail),
    ),
  );
}

function judge(trail: Trail, tests: readonly Test[], others: readonly Trail[]): TrailVerdict {
  const covering = others.map(coversAccount);
  const isCovered = covering.includes(true);
  const perhaps = covering.find((answer) => typeof answer !== 'boolean');
  const weak: TrailWeakness[] = [];
  let open: TrailVerdict['open'];
  for (const test of tests) {
    if (test.isAccountWide && isCovered) continue;
    const answer = test.answer(trail);
    if (answer === true) continue;
    const { property, problem, wanted, isGrave } = test;
    if (answer !== false) open ??= { reason: answer, property };
    else if (test.isAccountWide && perhaps !== undefined) open ??= { reason: perhaps, property };
    else {
      const severity = isGrave && !isCovered ? 'high' : 'medium';
      weak.push({ property, problem, severity, ...(wanted === undefined ? {} : { wanted }) });
    }
  }
  return { resource: trail.resource, weak, ...(open === undefined ? {} : { open }) };
}

/** Whether the trail records what happens in the whole account. */
function coversAccount(trail: Trail): boolean | Unknown {
  const answers = WIDE.map(({ answer }) => answer(trail));
  if (answers.includes(false)) return false;
  return answers.find((answer) => typeof answer !== 'boolean') ?? trail.resource.uncertain ?? true;
}
