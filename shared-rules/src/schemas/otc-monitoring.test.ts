import { readTerraform } from '../expressions';
import type { OtcMonitoring } from '../model/otc';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { isIamTold, judgeTrackers, silentNotifications } from '../access/cts';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

function monitoringOf(resources: Example['resources']): OtcMonitoring {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  return iamModel(stack).account.monitoring.otc;
}

describe('a tracker', () => {
  const trackerWith = (values: Readonly<Record<string, unknown>>, type = 'opentelekomcloud_cts_tracker_v3') =>
    monitoringOf({ [`${type}.t`]: values });

  it.each<readonly [string, string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'of the third version',
      'opentelekomcloud_cts_tracker_v3',
      { status: 'enabled', bucket_name: 'b', is_lts_enabled: true },
      [],
    ],
    ['of the first version', 'opentelekomcloud_cts_tracker_v1', { bucket_name: 'b' }, ['is_lts_enabled low']],
    [
      'of the first version with some bucket',
      'opentelekomcloud_cts_tracker_v1',
      { bucket_name: '${var.b}', is_lts_enabled: true },
      [],
    ],
    ['of Huawei Cloud', 'huaweicloud_cts_tracker', { bucket_name: 'b', lts_enabled: 'true' }, []],
    ['of Huawei Cloud that has the defaults', 'huaweicloud_cts_tracker', {}, ['bucket_name medium', 'lts_enabled low']],
    [
      'of Huawei Cloud that is off',
      'huaweicloud_cts_tracker',
      { bucket_name: 'b', lts_enabled: true, enabled: false },
      ['enabled high'],
    ],
    [
      'that is off',
      'opentelekomcloud_cts_tracker_v3',
      { status: 'disabled', bucket_name: '' },
      ['status high', 'bucket_name medium', 'is_lts_enabled low'],
    ],
  ])('%s', (_, type, values, expected) => {
    const [verdict] = judgeTrackers(trackerWith(values, type), true);
    expect(verdict?.weak.map(({ property, severity }) => `${property} ${severity}`)).toEqual(expected);
    expect(verdict?.open).toBeUndefined();
  });

  it.each([
    ['status', { status: '${var.x}', bucket_name: 'b', is_lts_enabled: true }],
    ['bucket_name', { status: 'enabled', bucket_name: '${var.x}', is_lts_enabled: true }],
    ['is_lts_enabled', { status: 'enabled', bucket_name: 'b', is_lts_enabled: '${var.x}' }],
  ])('may be weak where `%s` is a variable', (property, values) => {
    const [verdict] = judgeTrackers(trackerWith(values), true);
    expect(verdict).toMatchObject({ weak: [], open: { property } });
  });

  it('is asked for log transfer only where that is wanted', () => {
    expect(judgeTrackers(trackerWith({ status: 'enabled', bucket_name: 'b' }), false)).toMatchObject([{ weak: [] }]);
  });
});

describe('a notification', () => {
  const iam = [{ service_type: 'IAM', resource_type: 'user', trace_names: ['createUser'] }];
  const notificationWith = (
    values: Readonly<Record<string, unknown>>,
    type = 'opentelekomcloud_cts_event_notification_v3',
  ) => monitoringOf({ [`${type}.n`]: values });
  const custom = { operation_type: 'customized', topic_id: 't', operations: iam };

  it.each<readonly [string, Readonly<Record<string, unknown>>, boolean]>([
    ['of everything', { operation_type: 'complete', topic_id: 't' }, true],
    ['of IAM', custom, true],
    ['of IAM in one block, in small letters', { ...custom, operations: { ...iam[0], service_type: 'iam' } }, true],
    ['of one trace that is no list', { ...custom, operations: [{ ...iam[0], trace_names: 'deleteAgency' }] }, true],
    ['of networks', { ...custom, operations: [{ ...iam[0], service_type: 'VPC' }] }, false],
    [
      'of signing in',
      { ...custom, operations: [{ ...iam[0], trace_names: ['login', 'logout', 'switchRole'] }] },
      false,
    ],
    ['of nothing', { ...custom, operations: [] }, false],
    ['that is off', { ...custom, status: 'disabled' }, false],
    ['without a topic', { ...custom, topic_id: null }, false],
    ['of some users', { ...custom, notify_user_list: [{ user_group: 'g', user_list: ['u'] }] }, false],
    ['of some traces', { ...custom, filter: { condition: 'AND', rule: ['code = 400'] } }, false],
  ])('%s', (_, values, expected) => {
    expect(isIamTold(notificationWith(values))).toBe(expected);
  });

  it.each([
    ['whom it tells', { ...custom, topic_id: '${var.x}' }],
    ['whether it is on', { ...custom, status: '${var.x}' }],
    ['what kind it is', { topic_id: 't', operation_type: '${var.x}' }],
    ['which service it is for', { ...custom, operations: [{ ...iam[0], service_type: '${var.x}' }] }],
    ['which traces it is for', { ...custom, operations: [{ ...iam[0], trace_names: '${var.x}' }] }],
    ['which operations it has', { ...custom, operations: '${var.x}' }],
    ['which users it is for', { ...custom, notify_user_list: '${var.x}' }],
  ])('may tell nobody where a variable says %s', (_, values) => {
    const monitoring = notificationWith(values);
    expect(isIamTold(monitoring)).toMatchObject({ kind: 'unknown' });
  });

  it('is silent only where it is meant for IAM', () => {
    const networks = [{ ...iam[0], service_type: 'VPC' }];
    expect(silentNotifications(notificationWith({ ...custom, topic_id: '' }))).toMatchObject([
      { property: 'topic_id', isSilent: true },
    ]);
    expect(silentNotifications(notificationWith({ ...custom, topic_id: '', operations: networks }))).toEqual([]);
  });

  it('of Huawei Cloud has names of its own', () => {
    const operations = [{ service: 'IAM', resource: 'user', trace_names: ['createUser'] }];
    const type = 'huaweicloud_cts_notification';
    const own = { operation_type: 'customized', operations };
    expect(isIamTold(notificationWith({ ...own, smn_topic: 't' }, type))).toBe(true);
    expect(
      isIamTold(notificationWith({ ...own, smn_topic: 't', operation_users: [{ group: 'g', users: ['u'] }] }, type)),
    ).toBe(false);
    expect(silentNotifications(notificationWith({ ...own, smn_topic: 't', enabled: 'false' }, type))).toMatchObject([
      { property: 'enabled' },
    ]);
    expect(silentNotifications(notificationWith(own, type))).toMatchObject([{ property: 'smn_topic' }]);
  });
});
