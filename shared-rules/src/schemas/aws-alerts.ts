/** What tells people of events: metric filters with alarms, and event rules with targets. */
import type { Alert } from '../model/monitoring';
import type { Resource } from '../model/resource';
import { firstUnknown, isNull, known, stringOf, type Unknown, type Value } from '../model/value';
import { nameOf, type Of } from './aws-drafts';
import { blocksIn, valuesInBlocks } from './blocks';
import { follow, indexOf } from './links';

/** The region that a resource is made in, as far as the program says. */
export type RegionOf = (resource: Resource) => string | undefined;

/** Everything of the stack whose pattern looks for IAM's events or the root user's, or may do so. */
export function alertsOf(of: Of, regionOf: RegionOf): readonly Alert[] {
  const alarms = of('aws_cloudwatch_metric_alarm');
  const filters = of('aws_cloudwatch_log_metric_filter').map((filter): Alert => ({
    resource: filter,
    source: 'metric-filter',
    property: 'pattern',
    tells: tellsOf(filter.values.get('pattern')),
    isHeard: anyOf(alarms.map((alarm) => watches(alarm, filter))),
    ...regionIn(regionOf(filter)),
  }));
  return [...filters, ...eventRules(of, regionOf)].filter(({ tells }) => !('length' in tells) || tells.length > 0);
}

function regionIn(region: string | undefined): Pick<Alert, 'region'> {
  return region === undefined ? {} : { region };
}

function eventRules(of: Of, regionOf: RegionOf): readonly Alert[] {
  const rules = of('aws_cloudwatch_event_rule').map((resource) => ({ resource, name: nameOf(resource) }));
  const index = indexOf(rules);
  const targets = of('aws_cloudwatch_event_target').map((target) => ({
    target,
    to: follow(target.values.get('rule') ?? known(''), index, target),
  }));
  return rules.map((rule): Alert => {
    const heard = targets.map(({ target, to }) =>
      to.to === 'unknown' ? to.reason : to.to === 'entity' && to.entity === rule ? (target.uncertain ?? true) : false,
    );
    return {
      resource: rule.resource,
      source: 'event-rule',
      property: 'event_pattern',
      tells: tellsOf(rule.resource.values.get('event_pattern')),
      isHeard: isSwitchedOff(rule.resource) ? false : anyOf(heard),
      ...regionIn(regionOf(rule.resource)),
    };
  });
}

function isSwitchedOff({ values }: Resource): boolean {
  const enabled = values.get('is_enabled');
  return (
    (enabled?.kind === 'known' && String(enabled.value) === 'false') || stringOf(values.get('state')) === 'DISABLED'
  );
}

function anyOf(answers: readonly (boolean | Unknown)[]): boolean | Unknown {
  return answers.includes(true) || (answers.find((answer) => typeof answer !== 'boolean') ?? false);
}

/** `eventSource = "iam.amazonaws.com"`; in an event pattern the source, or the same in JSON. */
const OF_IAM = [/eventSource\s*=\s*"?(iam\.amazonaws\.com|iam\.\*|\*?iam)/i, /"aws\.iam"|"iam\.amazonaws\.com"/];
/** `eventName = PutRolePolicy`, and not `CreateSecurityGroup` or `PutBucketPolicy`, which are of other services. */
const NAMES_OF_IAM =
  /eventName\s*=\s*"?(?:Put|Attach|Detach|Delete|Create|Update|Add|Remove|SetDefault)\*?(?:(?:User|Role|Group|AssumeRole)?Policy(?:Version)?|Role|Group|User(?:ToGroup|FromGroup)?|AccessKey|LoginProfile)\b/i;
const NAMES_A_SOURCE = /eventSource\s*=/i;
const OF_ROOT = [/userIdentity\.type\s*=\s*"?Root\b/i, /"userIdentity".*"Root"/s];

/** Patterns of both kinds are told by the words in them: AWS's own examples and those of the CIS benchmark differ in form only. */
function tellsOf(pattern: Value | undefined): Alert['tells'] {
  if (pattern === undefined || isNull(pattern)) return [];
  const text =
    pattern.kind === 'text' ? pattern.parts.filter((part) => typeof part === 'string').join('') : stringOf(pattern);
  const has = (...forms: readonly RegExp[]): boolean => forms.some((form) => form.test(text ?? ''));
  const isOfIam = has(...OF_IAM) || (has(NAMES_OF_IAM) && !has(NAMES_A_SOURCE));
  const tells = [...(isOfIam ? (['iam'] as const) : []), ...(has(...OF_ROOT) ? (['root'] as const) : [])];
  return tells.length > 0 ? tells : (firstUnknown(pattern) ?? []);
}

/** Whether the alarm watches the metric that the filter counts, and does something. */
function watches(alarm: Resource, filter: Resource): boolean | Unknown {
  const enabled = alarm.values.get('actions_enabled');
  if (enabled?.kind === 'known' && String(enabled.value) === 'false') return false;
  const actions = alarm.values.get('alarm_actions');
  if (
    actions === undefined ||
    isNull(actions) ||
    (actions.kind === 'list' && actions.items.length === 0 && actions.more === undefined)
  )
    return false;
  const answer = anyOf(metricsOf(alarm).map((metric) => isMetricOf(metric, filter)));
  // A list that is not known may be empty.
  return answer === true ? (alarm.uncertain ?? (actions.kind === 'unknown' ? actions : true)) : answer;
}

/** What holds `metric_name` and `namespace`: the alarm, or its queries, of which an expression is made. */
function metricsOf({ values }: Resource): readonly ReadonlyMap<string, Value>[] {
  const queried = blocksIn(values.get('metric_query')).flatMap((query) =>
    query.kind === 'map' ? blocksIn(query.entries.get('metric')) : [],
  );
  return [values, ...queried.flatMap((metric) => (metric.kind === 'map' ? [metric.entries] : []))];
}

function isMetricOf(metric: ReadonlyMap<string, Value>, filter: Resource): boolean | Unknown {
  const name = sameText(metric.get('metric_name'), firstOf(filter, 'name'), filter);
  const namespace = sameText(metric.get('namespace'), firstOf(filter, 'namespace'), filter);
  if (name === false || namespace === false) return false;
  return [name, namespace].find((each) => typeof each !== 'boolean') ?? true;
}

function firstOf(filter: Resource, argument: string): Value | undefined {
  return valuesInBlocks(filter.values.get('metric_transformation'), argument)[0];
}

function sameText(asked: Value | undefined, given: Value | undefined, { address }: Resource): boolean | Unknown {
  if (asked === undefined || given === undefined || isNull(asked)) return false;
  if (asked.references.some((reference) => reference.address === address)) return true;
  const [a, b] = [stringOf(asked), stringOf(given)];
  if (a !== undefined && b !== undefined) return a === b;
  return firstUnknown(asked) ?? firstUnknown(given) ?? false;
}
