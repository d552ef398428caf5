/** The resources of Open Telekom Cloud's provider and of its relatives, under one name each. */
import { cloudOf } from '../model/cloud';
import type { Resource } from '../model/resource';
import type { Setting } from '../model/settings';
import { isNull, known, type Scalar, type Value } from '../model/value';
import type { Of } from './aws-drafts';

/** Names of Huawei Cloud for what OTC's provider calls otherwise. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['identity_access_key', 'identity_credential'],
  ['identity_group_role_assignment', 'identity_role_assignment'],
  ['identity_provider_mapping', 'identity_mapping'],
  ['identity_provider_protocol', 'identity_protocol'],
  ['identity_custom_role', 'identity_role_custom'],
  ['cts_notification', 'cts_event_notification'],
]);

const TYPE = /^(?:opentelekomcloud|huaweicloud)_(.*?)(?:_v\d+(?:_\d+)?)?$/;

/** The name of a type without provider and version: `identity_user` for `opentelekomcloud_identity_user_v3`. */
export function otcName(type: string): string | undefined {
  const name = TYPE.exec(type)?.[1];
  return name === undefined ? undefined : (SAME.get(name) ?? name);
}

/** Finds resources by `otcName`. */
export function otcResources(resources: readonly Resource[]): Of {
  const lists = new Map<string, Resource[]>();
  for (const resource of resources) {
    const name = cloudOf(resource.type) === 'otc' ? otcName(resource.type) : undefined;
    if (name === undefined) continue;
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [resource]);
    else list.push(resource);
  }
  return (name) => lists.get(name) ?? [];
}

/** The first of the arguments that is written: newer and older names of the same thing. */
export function firstOf(
  { values }: Resource,
  names: readonly [string, ...string[]],
): readonly [string, Value | undefined] {
  const name = names.find((each) => !isNull(values.get(each))) ?? names[0];
  const value = values.get(name);
  return [name, isNull(value) ? undefined : value];
}

/** The argument, under one of its names, with the provider's default filled in. The last name is that of Huawei Cloud. */
export function settingOf(resource: Resource, names: readonly [string, ...string[]], fallback: Scalar): Setting {
  const [name, value] = firstOf(resource, names);
  const own = resource.type.startsWith('huaweicloud_') ? names.at(-1) : undefined;
  return value === undefined ? { property: own ?? name, value: known(fallback) } : { property: name, value };
}
