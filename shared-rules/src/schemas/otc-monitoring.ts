/** Cloud Trace Service (CTS): trackers and notifications. */
import type { CtsNotification, CtsTracker, OtcMonitoring } from '../model/otc';
import type { Resource } from '../model/resource';
import { booleanOf, type Setting } from '../model/settings';
import { known, unknown, type Value } from '../model/value';
import type { Of } from './aws-drafts';
import { blocksIn } from './blocks';
import { firstOf, settingOf } from './otc-resources';

/** What in the stack watches an account of OTC. */
export function otcMonitoringOf(of: Of): OtcMonitoring {
  return {
    trackers: of('cts_tracker').map(trackerOf),
    notifications: of('cts_event_notification').map(notificationOf),
  };
}

/** A tracker of the first version is on as soon as it is there, and has no `status` to write. */
function trackerOf(resource: Resource): CtsTracker {
  return {
    resource,
    status: statusOf(resource),
    bucket: bucketOf(resource),
    sendsLogs: settingOf(resource, ['is_lts_enabled', 'lts_enabled'], false),
  };
}

/** The first version requires a bucket: which one it is does not matter here. */
function bucketOf(resource: Resource): Setting {
  const bucket = settingOf(resource, ['bucket_name'], null);
  const isRequired = resource.type === 'opentelekomcloud_cts_tracker_v1' && bucket.value.kind === 'unknown';
  return isRequired ? { ...bucket, value: known('(some bucket)', bucket.value.references) } : bucket;
}

/** OTC has a word, Huawei Cloud a boolean. */
function statusOf(resource: Resource): Setting {
  const [, value] = firstOf(resource, ['enabled']);
  if (value === undefined) return settingOf(resource, ['status'], 'enabled');
  const isOn = booleanOf(value);
  return { property: 'enabled', value: isOn === undefined ? value : known(isOn ? 'enabled' : 'disabled') };
}

/** What makes it tell of less: users, of which OTC and Huawei Cloud have different names, and conditions on traces. */
const NARROWING = ['notify_user_list', 'operation_users', 'filter'];

function notificationOf(resource: Resource): CtsNotification {
  const blocks = resource.values.get('operations');
  const more = blocks?.kind === 'list' ? blocks.more : blocks?.kind === 'unknown' ? blocks : undefined;
  const operations = blocksIn(blocks).flatMap((block) => {
    if (block.kind !== 'map') return [];
    const argument = (...names: readonly string[]): Value =>
      names.map((name) => block.entries.get(name)).find((value) => value !== undefined) ??
      block.more ??
      unknown(`an argument of \`operations\` of \`${resource.address}\` is not written`);
    return [
      {
        service: argument('service_type', 'service'),
        resourceType: argument('resource_type', 'resource'),
        traces: argument('trace_names'),
      },
    ];
  });
  const [narrowedBy] = NARROWING.flatMap((property) => {
    const [value] = blocksIn(resource.values.get(property));
    return value === undefined ? [] : [{ property, value }];
  });
  return {
    resource,
    operationType: settingOf(resource, ['operation_type'], 'complete'),
    topic: settingOf(resource, ['topic_id', 'smn_topic'], null),
    status: statusOf(resource),
    operations,
    ...(narrowedBy === undefined ? {} : { narrowedBy }),
    ...(more === undefined ? {} : { moreOperations: more }),
  };
}
