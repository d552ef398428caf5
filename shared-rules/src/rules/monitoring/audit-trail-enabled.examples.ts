const good = {
  name: 'all',
  s3_bucket_name: 'acme-audit',
  is_multi_region_trail: true,
  enable_log_file_validation: true,
  kms_key_id: 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555',
};

const trail = (
  settings: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({ 'aws_cloudtrail.all': { ...good, ...settings } });

const at = ['aws_cloudtrail.all'] as const;
const files = {
  name: 'files',
  s3_bucket_name: 'acme-audit',
  enable_log_file_validation: true,
  kms_key_id: good.kms_key_id,
  event_selector: [{ read_write_type: 'All', include_management_events: false }],
};

const tracker = (settings: Readonly<Record<string, unknown>> = {}) => ({
  'opentelekomcloud_cts_tracker_v3.system': {
    bucket_name: 'acme-traces',
    file_prefix_name: 'cts',
    is_lts_enabled: true,
    status: 'enabled',
    ...settings,
  },
});
const ofOtc = ['opentelekomcloud_cts_tracker_v3.system'] as const;
const member = { 'opentelekomcloud_identity_group_v3.developers': { name: 'developers' } };

/** Examples of `audit-trail-enabled`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'a trail of one region', resources: trail({ is_multi_region_trail: false }), at },
    {
      title: 'a trail with the defaults of the provider sees one region, and nobody validates its files',
      resources: { 'aws_cloudtrail.all': { name: 'all', s3_bucket_name: 'acme-audit' } },
      at,
    },
    { title: 'a trail that does not log', resources: trail({ enable_logging: false }), at },
    { title: 'events of IAM are left out', resources: trail({ include_global_service_events: false }), at },
    {
      title: 'nobody can tell whether files were changed',
      resources: trail({ enable_log_file_validation: false }),
      at,
    },
    { title: 'no key of the account encrypts the files', resources: trail({ kms_key_id: null }), at },
    {
      title: 'only what changes something is recorded',
      resources: trail({ event_selector: [{ read_write_type: 'WriteOnly', include_management_events: true }] }),
      at,
    },
    {
      title: 'a trail for the data of one bucket is no trail of the account',
      resources: trail({
        advanced_event_selector: [{ field_selector: [{ field: 'eventCategory', equals: ['Data'] }] }],
      }),
      at,
    },
    {
      title: 'a second trail does not log; the first one does',
      resources: { ...trail(), 'aws_cloudtrail.files': { ...files, enable_logging: false } },
      at: ['aws_cloudtrail.files'],
    },
    {
      title: 'a log group is asked for and there is none',
      resources: trail(),
      options: { cloudWatchLogs: true },
      at,
    },
    {
      title: 'the baseline of an account without a trail',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
      configuration: { role: 'account-baseline' },
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a tracker of Cloud Trace Service that is switched off',
      resources: tracker({ status: 'disabled' }),
      at: ofOtc,
    },
    {
      title: 'a tracker whose traces are kept nowhere',
      resources: tracker({ bucket_name: null, file_prefix_name: null }),
      at: ofOtc,
    },
    { title: 'a tracker whose traces nobody can search', resources: tracker({ is_lts_enabled: false }), at: ofOtc },
    {
      title: 'a tracker of the first version without log transfer',
      resources: { 'opentelekomcloud_cts_tracker_v1.system': { bucket_name: 'acme-traces' } },
      at: ['opentelekomcloud_cts_tracker_v1.system'],
    },
    {
      title: 'a tracker of Huawei Cloud that is switched off',
      resources: {
        'huaweicloud_cts_tracker.system': { bucket_name: 'acme-traces', lts_enabled: true, enabled: 'false' },
      },
      at: ['huaweicloud_cts_tracker.system'],
    },
    {
      title: 'the baseline of an account of Open Telekom Cloud without a tracker',
      resources: member,
      configuration: { role: 'account-baseline' },
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    {
      title: 'a tracker that is on, keeps its traces in a bucket and sends them to Log Tank Service',
      resources: {
        'opentelekomcloud_obs_bucket.traces': { bucket: 'acme-traces' },
        ...tracker({ bucket_name: '${opentelekomcloud_obs_bucket.traces.bucket}' }),
      },
    },
    {
      title: 'the baseline of an account of Open Telekom Cloud needs no CloudTrail',
      resources: { ...member, ...tracker() },
      configuration: { role: 'account-baseline' },
    },
    {
      title: 'nobody needs to search the traces here',
      resources: tracker({ is_lts_enabled: false }),
      options: { logTransfer: false },
    },
    { title: 'a stack that is no baseline needs no tracker', resources: member },
    { title: 'a trail of all regions, validated and encrypted', resources: trail() },
    {
      title: 'a trail for data events beside that of the account need not see every region',
      resources: { ...trail(), 'aws_cloudtrail.files': files },
    },
    {
      title: 'management and data events by advanced selectors',
      resources: trail({
        advanced_event_selector: [
          { name: 'all', field_selector: [{ field: 'eventCategory', equals: ['Management'] }] },
          { name: 'data', field_selector: [{ field: 'eventCategory', equals: ['Data'] }] },
        ],
      }),
    },
    {
      title: 'a key of the stack',
      resources: { 'aws_kms_key.audit': {}, ...trail({ kms_key_id: '${aws_kms_key.audit.arn}' }) },
    },
    {
      title: 'the standard key of S3 is enough here',
      resources: trail({ kms_key_id: null }),
      options: { ownKey: false },
    },
    { title: 'a stack that is no baseline needs no trail', resources: { 'aws_iam_user.alice': { name: 'alice' } } },
    {
      title: 'the organisation has the trail',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
      configuration: { role: 'account-baseline' },
      options: { managedElsewhere: true },
    },
  ],
  unresolved: [
    {
      title: 'whether the tracker is on is a variable',
      resources: { 'var.status': { type: 'string' }, ...tracker({ status: '${var.status}' }) },
      at: ofOtc,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'where the traces are kept is a variable',
      resources: { 'var.bucket': { type: 'string' }, ...tracker({ bucket_name: '${var.bucket}' }) },
      at: ofOtc,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'whether it sees all regions is a variable',
      resources: { 'var.wide': { type: 'bool' }, ...trail({ is_multi_region_trail: '${var.wide}' }) },
      at,
      onlyIn: 'terraform' as const,
    },
  ],
};
