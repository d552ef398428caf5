/** What is weak about the trackers of Cloud Trace Service, and of which operations its notifications tell (CTS User Guide of OTC). */
import type { CtsNotification, CtsTracker, OtcMonitoring } from '../model/otc';
import type { Resource } from '../model/resource';
import { booleanOf, type Setting } from '../model/settings';
import { firstUnknown, stringOf, type Unknown, type Value } from '../model/value';
import { isGivenValue, type TrailVerdict, type TrailWeakness } from './trails';

type Answer = boolean | Unknown;
type Test = readonly [setting: Setting, answer: Answer, weakness: Omit<TrailWeakness, 'property'>];

/** Judges each tracker: there is one for each project, and none stands in for another. What no bucket keeps is gone after a week. */
export function judgeTrackers({ trackers }: OtcMonitoring, logTransfer: boolean): readonly TrailVerdict[] {
  return trackers.map((tracker) => {
    const { resource } = tracker;
    const failed = testsOf(tracker, logTransfer).filter(([, answer]) => answer !== true);
    const weak = failed.flatMap(([{ property }, answer, weakness]) =>
      answer === false ? [{ property, ...weakness }] : [],
    );
    const [open] = failed.flatMap(([{ property }, reason]) =>
      typeof reason === 'boolean' ? [] : [{ reason, property }],
    );
    return { resource, weak, ...(open === undefined ? {} : { open }) };
  });
}

function testsOf({ status, bucket, sendsLogs }: CtsTracker, logTransfer: boolean): readonly Test[] {
  const on: Test = [
    status,
    isEnabled(status.value),
    {
      problem: `it records nothing (\`${status.property}\`)`,
      wanted: status.property === 'enabled' ? true : 'enabled',
      severity: 'high',
    },
  ];
  const kept: Test = [
    bucket,
    isGivenValue(bucket.value),
    { problem: 'its traces are kept in no bucket and are gone after seven days (`bucket_name`)', severity: 'medium' },
  ];
  const sent: Test = [
    sendsLogs,
    booleanOf(sendsLogs.value) ?? firstUnknown(sendsLogs.value) ?? false,
    {
      problem: `its traces do not go to Log Tank Service, where they can be searched (\`${sendsLogs.property}\`)`,
      wanted: true,
      severity: 'low',
    },
  ];
  return logTransfer ? [on, kept, sent] : [on, kept];
}

function isEnabled(status: Value): Answer {
  const text = stringOf(status);
  return text === undefined ? (firstUnknown(status) ?? false) : text.toLowerCase() === 'enabled';
}

/* ---- notifications ---- */

/**
 * Traces of IAM that change something, and not those of who signs in (IAM User Guide of OTC, "IAM Operations That Can Be Recorded by
 * CTS").
 */
const CHANGE =
  /^(create|update|delete|add|remove|assign|unassign|set|modify|change|bind|unbind|metadataConfiguration)/i;

/** A notification that is meant for changes of IAM, and why it tells nobody: no topic, switched off. */
export interface Silent {
  readonly resource: Resource;
  readonly property: string;
  /** Such as `it names no topic`. */
  readonly problem: string;
  /** Unknown where some value would make it silent. */
  readonly isSilent: true | Unknown;
}

/** Notifications of changes of IAM that tell nobody, or may tell nobody. */
export function silentNotifications({ notifications }: OtcMonitoring): readonly Silent[] {
  return notifications.flatMap((notification) => {
    const fault = tellsOfIam(notification) === true ? faultOf(notification) : undefined;
    return fault === undefined ? [] : [{ resource: notification.resource, ...fault }];
  });
}

/** Whether any notification tells somebody of every change of IAM; unknown when one may. */
export function isIamTold({ notifications }: OtcMonitoring): Answer {
  const answers = notifications.map((notification) => {
    const fault = faultOf(notification)?.isSilent;
    if (fault === true) return false;
    const tells = tellsOfIam(notification);
    return tells === true ? (fault ?? notification.resource.uncertain ?? true) : tells;
  });
  return answers.includes(true) || (answers.find((answer) => typeof answer !== 'boolean') ?? false);
}

/** The gravest of what keeps a notification from telling anybody. */
function faultOf({ status, topic }: CtsNotification): Omit<Silent, 'resource'> | undefined {
  const answers = [
    { property: status.property, answer: isEnabled(status.value), problem: 'it is switched off' },
    { property: topic.property, answer: isGivenValue(topic.value), problem: 'it names no topic' },
  ];
  const fault = answers.find(({ answer }) => answer === false) ?? answers.find(({ answer }) => answer !== true);
  if (fault === undefined || fault.answer === true) return undefined;
  const { property, problem, answer } = fault;
  return { property, problem, isSilent: answer === false ? true : answer };
}

/** Whether it is meant for changes of IAM, whoever makes them; unknown when it may be. */
function tellsOfIam({ operationType, operations, moreOperations, narrowedBy }: CtsNotification): Answer {
  const narrowed = narrowedBy?.value;
  if (narrowed !== undefined && narrowed.kind !== 'unknown') return false;
  const type = operationType.value;
  const answers = operations.map(({ service, traces }) => both(isIam(service), holdsChange(traces)));
  const custom =
    answers.includes(true) || (answers.find((answer) => typeof answer !== 'boolean') ?? moreOperations ?? false);
  const told = stringOf(type) === 'complete' ? true : custom;
  if (told === false) return stringOf(type) === undefined ? (firstUnknown(type) ?? false) : false;
  return narrowed ?? told;
}

function both(one: Answer, other: Answer): Answer {
  if (one === false || other === false) return false;
  return one === true ? other : one;
}

function isIam(service: Value): Answer {
  const text = stringOf(service);
  return text === undefined ? (firstUnknown(service) ?? false) : text.toUpperCase() === 'IAM';
}

function holdsChange(traces: Value): Answer {
  if (traces.kind !== 'list') return traces.kind === 'unknown' ? traces : CHANGE.test(stringOf(traces) ?? '');
  return traces.items.some((trace) => CHANGE.test(stringOf(trace) ?? '')) || (firstUnknown(traces) ?? false);
}
