const baseline = { role: 'account-baseline' };
const role = 'arn:aws:iam::111122223333:role/config';
const recorder = (group?: Readonly<Record<string, unknown>>) => ({
  'aws_config_configuration_recorder.all': {
    name: 'all',
    role_arn: role,
    ...(group === undefined ? {} : { recording_group: group }),
  },
});
const started = { 'aws_config_configuration_recorder_status.all': { name: 'all', is_enabled: true } };
const everything = { all_supported: true, include_global_resource_types: true };
const at = ['aws_config_configuration_recorder.all'] as const;

/** Examples of `config-records-iam`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'a recorder without a group leaves out IAM', resources: { ...recorder(), ...started }, at },
    {
      title: 'everything that is supported does not mean IAM',
      resources: { ...recorder({ all_supported: true }), ...started },
      at,
    },
    {
      title: 'a list with roles only',
      resources: { ...recorder({ all_supported: false, resource_types: ['AWS::IAM::Role'] }), ...started },
      at,
    },
    {
      title: 'users are excluded',
      resources: {
        ...recorder({
          all_supported: false,
          exclusion_by_resource_types: { resource_types: ['AWS::IAM::User'] },
          recording_strategy: { use_only: 'EXCLUSION_BY_RESOURCE_TYPES' },
        }),
        ...started,
      },
      at,
    },
    { title: 'nothing starts the recorder', resources: recorder(everything), at },
    {
      title: 'a baseline without a recorder',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a bucket of the baseline without logs; the one that takes logs needs none',
      resources: {
        ...recorder(everything),
        ...started,
        'aws_s3_bucket.data': { bucket: 'acme-data' },
        'aws_s3_bucket.other': { bucket: 'acme-other' },
        'aws_s3_bucket.logs': { bucket: 'acme-logs' },
        'aws_s3_bucket_logging.data': {
          bucket: '${aws_s3_bucket.data.id}',
          target_bucket: '${aws_s3_bucket.logs.id}',
          target_prefix: 'data/',
        },
      },
      configuration: baseline,
      at: ['aws_s3_bucket.other'],
    },
    {
      title: 'a distribution of the baseline without logs',
      resources: { ...recorder(everything), ...started, 'aws_cloudfront_distribution.site': { enabled: true } },
      configuration: baseline,
      at: ['aws_cloudfront_distribution.site'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    { title: 'global resources are included', resources: { ...recorder(everything), ...started } },
    {
      title: 'what is excluded is not of IAM',
      resources: {
        ...recorder({
          all_supported: false,
          exclusion_by_resource_types: { resource_types: ['AWS::EC2::NetworkInterface'] },
          recording_strategy: { use_only: 'EXCLUSION_BY_RESOURCE_TYPES' },
        }),
        ...started,
      },
    },
    {
      title: 'one of two regions records IAM',
      resources: {
        ...recorder(everything),
        ...started,
        'aws_config_configuration_recorder.second': { name: 'second', role_arn: role },
        'aws_config_configuration_recorder_status.second': { name: 'second', is_enabled: true },
      },
    },
    { title: 'a stack that is no baseline', resources: { 'aws_s3_bucket.data': { bucket: 'acme-data' } } },
  ],
  unresolved: [
    {
      title: 'whether global resources are included is a variable',
      resources: {
        'var.global': { type: 'bool' },
        ...recorder({ all_supported: true, include_global_resource_types: '${var.global}' }),
        ...started,
      },
      at,
      onlyIn: 'terraform' as const,
    },
  ],
};
