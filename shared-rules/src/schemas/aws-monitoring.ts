/** What in a stack watches the account: trails, analyzers, recorders, alerts. */
import type { Analyzer, Monitoring, Recorder, Trail } from '../model/monitoring';
import type { Setting } from '../model/settings';
import type { Resource } from '../model/resource';
import { firstUnknown, isNull, known, stringOf, unknown, type Scalar, type Unknown, type Value } from '../model/value';
import { loggablesOf } from './aws-access-logs';
import { alertsOf, type RegionOf } from './aws-alerts';
import { nameOf, type Of } from './aws-drafts';
import { blocksIn, valuesInBlocks } from './blocks';
import { follow, indexOf } from './links';

/** Everything of the stack that watches an account of AWS. `regions` are those of the provider configurations, by name. */
export function monitoringOf(of: Of, regions: ReadonlyMap<string, string>): Omit<Monitoring, 'otc'> {
  const regionOf: RegionOf = ({ provider, values }) => stringOf(values.get('region')) ?? regions.get(provider ?? 'aws');
  return {
    trails: of('aws_cloudtrail').map(trailOf),
    analyzers: of('aws_accessanalyzer_analyzer').map(analyzerOf),
    recorders: recordersOf(of),
    alerts: alertsOf(of, regionOf),
    loggables: loggablesOf(of),
  };
}

/* ---- trails ---- */

function trailOf(resource: Resource): Trail {
  const setting = (property: string, fallback: Scalar): Setting => {
    const value = resource.values.get(property);
    return { property, value: value === undefined || isNull(value) ? known(fallback) : value };
  };
  return {
    resource,
    name: nameOf(resource),
    isMultiRegion: setting('is_multi_region_trail', false),
    hasGlobalEvents: setting('include_global_service_events', true),
    isValidated: setting('enable_log_file_validation', false),
    isLogging: setting('enable_logging', true),
    key: setting('kms_key_id', null),
    logGroup: setting('cloud_watch_logs_group_arn', null),
    isOrganizational: setting('is_organization_trail', false),
    management: managementOf(resource),
  };
}

/** Without selectors a trail records all management events; with them only what one of them names. */
function managementOf({ values }: Resource): Trail['management'] {
  const kinds = [
    ...blocksIn(values.get('event_selector')).map(basicSelector),
    ...blocksIn(values.get('advanced_event_selector')).map(advancedSelector),
  ];
  if (kinds.length === 0 || kinds.includes('All')) return 'all';
  if (kinds.includes('ReadOnly') && kinds.includes('WriteOnly')) return 'all';
  const open = kinds.find((kind) => typeof kind !== 'string');
  return open ?? (kinds.some((kind) => kind !== 'none') ? 'some' : 'none');
}

type Selected = 'All' | 'ReadOnly' | 'WriteOnly' | 'none' | Unknown;

function basicSelector(selector: Value): Selected {
  if (selector.kind !== 'map') return notKnown(selector);
  const management = selector.entries.get('include_management_events') ?? selector.more ?? known(true);
  if (management.kind !== 'known' && management.kind !== 'unknown') return notKnown(management);
  if (management.kind === 'unknown') return management;
  if (String(management.value) === 'false') return 'none';
  const type = selector.entries.get('read_write_type') ?? selector.more ?? known('All');
  if (isNull(type)) return 'All';
  const text = stringOf(type);
  return text === 'ReadOnly' || text === 'WriteOnly' || text === 'All' ? text : notKnown(type);
}

/** Such as `field_selector { field = "eventCategory" equals = ["Management"] }`. */
function advancedSelector(selector: Value): Selected {
  if (selector.kind !== 'map') return notKnown(selector);
  const open = firstUnknown(selector);
  const fields = blocksIn(selector.entries.get('field_selector'));
  const equals = (field: string): readonly string[] =>
    fields
      .filter((each) => each.kind === 'map' && stringOf(each.entries.get('field')) === field)
      .flatMap((each) => valuesInBlocks(each, 'equals'))
      .flatMap((each) => (each.kind === 'list' ? each.items : [each]).map((item) => stringOf(item) ?? ''));
  const category = equals('eventCategory');
  if (category.includes('Management')) {
    const [readOnly] = equals('readOnly');
    return readOnly === undefined ? (open ?? 'All') : readOnly === 'true' ? 'ReadOnly' : 'WriteOnly';
  }
  return category.some((each) => each !== '') ? 'none' : (open ?? 'none');
}

function notKnown(value: Value): Unknown {
  return firstUnknown(value) ?? unknown('its event selectors could not be read', value.references);
}

/* ---- analyzers ---- */

/** `ACCOUNT` and `ORGANIZATION` look for access from outside, which is the default; the others say it in their name. */
function analyzerOf(resource: Resource): Analyzer {
  const type = resource.values.get('type');
  if (type === undefined || isNull(type)) return { resource, finds: 'external' };
  const text = stringOf(type);
  if (text === undefined) return { resource, finds: notKnown(type) };
  const finds = text.endsWith('_UNUSED_ACCESS')
    ? 'unused'
    : text.endsWith('_INTERNAL_ACCESS')
      ? 'internal'
      : 'external';
  return { resource, finds };
}

/* ---- recorders ---- */

/** Types of IAM that AWS Config knows (AWS Config Developer Guide, "Supported resource types"). */
const IAM_TYPES = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::Policy'];

function recordersOf(of: Of): readonly Recorder[] {
  const recorders = of('aws_config_configuration_recorder').map((resource) => ({ resource, name: nameOf(resource) }));
  const index = indexOf(recorders);
  const states = of('aws_config_configuration_recorder_status').map((status) => ({
    status,
    target: follow(status.values.get('name') ?? known(''), index, status),
  }));
  return recorders.map((recorder) => {
    const own = states.filter(({ target }) => target.to === 'entity' && target.entity === recorder);
    const open = states.map(({ target }) => target).find((target) => target.to === 'unknown');
    const [status] = own.map((each) => enabledBy(each.status));
    return {
      resource: recorder.resource,
      property: 'recording_group',
      leavesOut: leftOut(recorder.resource),
      isEnabled: status ?? open?.reason ?? false,
    };
  });
}

function enabledBy({ values, uncertain }: Resource): boolean | Unknown {
  const value = values.get('is_enabled');
  if (value?.kind !== 'known') return value === undefined ? true : notKnown(value);
  return String(value.value) === 'true' && uncertain !== undefined ? uncertain : String(value.value) === 'true';
}

/** Defaults of the provider: everything is recorded but global resources, which are the four types of IAM. */
function leftOut({ values }: Resource): Recorder['leavesOut'] {
  const [group] = blocksIn(values.get('recording_group'));
  if (group === undefined) return IAM_TYPES;
  if (group.kind !== 'map') return notKnown(group);
  const open = firstUnknown(group);
  if (open !== undefined) return open;
  const isOn = (argument: string): boolean | undefined => {
    const value = group.entries.get(argument);
    return value?.kind === 'known' && value.value !== null ? String(value.value) === 'true' : undefined;
  };
  if (isOn('all_supported') ?? true) return isOn('include_global_resource_types') === true ? [] : IAM_TYPES;
  const [strategy] = valuesInBlocks(group.entries.get('recording_strategy'), 'use_only').map(stringOf);
  const excluded = valuesInBlocks(group.entries.get('exclusion_by_resource_types'), 'resource_types').flatMap(texts);
  if (strategy === 'EXCLUSION_BY_RESOURCE_TYPES') return IAM_TYPES.filter((type) => excluded.includes(type));
  const recorded = texts(group.entries.get('resource_types'));
  return IAM_TYPES.filter((type) => !recorded.includes(type));
}

function texts(value: Value | undefined): readonly string[] {
  return value?.kind === 'list' ? value.items.flatMap((item) => stringOf(item) ?? []) : [];
}
