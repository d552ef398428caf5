import { known, type Value } from '../model/value';
import type { Resource } from '../model/resource';
import { firstOf, otcName, otcResources, settingOf } from './otc-resources';

const resource = (type: string, values: Readonly<Record<string, Value>> = {}): Resource =>
  ({ address: `${type}.x`, type, mode: 'managed', stack: 's', values: new Map(Object.entries(values)) }) as never;

it.each([
  ['opentelekomcloud_identity_user_v3', 'identity_user'],
  ['opentelekomcloud_identity_provider', 'identity_provider'],
  ['opentelekomcloud_identity_provider_v3', 'identity_provider'],
  ['opentelekomcloud_cts_tracker_v1', 'cts_tracker'],
  ['opentelekomcloud_cts_tracker_v3', 'cts_tracker'],
  ['huaweicloud_identity_role_assignment_v3', 'identity_role_assignment'],
  ['huaweicloud_identity_group_role_assignment', 'identity_role_assignment'],
  ['huaweicloud_identity_access_key', 'identity_credential'],
  ['huaweicloud_cts_notification', 'cts_event_notification'],
  // Another IAM, with a language of its own.
  ['huaweicloud_identityv5_user', 'identityv5_user'],
  ['huaweicloud_identity_service_agency', 'identity_service_agency'],
  ['aws_iam_user', undefined],
])('%s is called %s', (type, name) => {
  expect(otcName(type)).toBe(name);
});

it('finds resources of both providers and all versions under one name', () => {
  const of = otcResources(
    ['opentelekomcloud_cts_tracker_v1', 'huaweicloud_cts_tracker', 'aws_cloudtrail'].map((type) => resource(type)),
  );
  expect(of('cts_tracker').map(({ type }) => type)).toEqual([
    'opentelekomcloud_cts_tracker_v1',
    'huaweicloud_cts_tracker',
  ]);
  expect(of('cloudtrail')).toEqual([]);
});

describe('an argument with two names', () => {
  const names = ['topic_id', 'smn_topic'] as const;

  it('is the one that is written', () => {
    expect(settingOf(resource('huaweicloud_x', { smn_topic: known('t') }), [...names], null).property).toBe(
      'smn_topic',
    );
    expect(
      firstOf(resource('opentelekomcloud_x', { topic_id: known(null), smn_topic: known('t') }), [...names])[0],
    ).toBe('smn_topic');
  });

  it('has the name of its provider where nothing is written', () => {
    expect(settingOf(resource('opentelekomcloud_x'), [...names], null)).toEqual({
      property: 'topic_id',
      value: known(null),
    });
    expect(settingOf(resource('huaweicloud_x'), [...names], null).property).toBe('smn_topic');
  });
});
