const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const user = '${aws_iam_user.alice.name}';
const key = { 'aws_iam_access_key.alice': { user } };
const late = { 'aws_ssm_parameter.late': { name: '/late', type: 'String' } };
const rotating = { 'time_rotating.quarter': { rotation_days: 90 } };
const configRule = (identifier: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_config_config_rule.keys': {
    name: 'keys',
    source: [{ owner: 'AWS', source_identifier: identifier }],
  },
});
const pack = (identifier: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_config_conformance_pack.keys': {
    name: 'keys',
    template_body: [
      'Resources:',
      '  Keys: # ACCESS_KEYS_ROTATED',
      '    Type: AWS::Config::ConfigRule',
      '    Properties:',
      `      Source: { Owner: AWS, SourceIdentifier: ${identifier} }`,
    ].join('\n'),
  },
});

/** Examples of `rotate-access-keys`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'a key that nothing rotates', resources: { ...alice, ...key }, at: ['aws_iam_access_key.alice'] },
    {
      title: 'two keys in use at the same time',
      resources: { ...alice, ...key, 'aws_iam_access_key.spare': { user: 'alice' } },
      at: ['aws_iam_access_key.alice', 'aws_iam_access_key.spare'],
    },
    {
      title: 'the inactive key of somebody else',
      resources: {
        ...alice,
        ...key,
        'aws_iam_user.ben': { name: 'ben' },
        'aws_iam_access_key.ben': { user: '${aws_iam_user.ben.name}', status: 'Inactive' },
      },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'a rule of AWS Config that watches something else',
      resources: { ...alice, ...key, ...configRule('IAM_ROOT_ACCESS_KEY_CHECK') },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'a conformance pack that only speaks of it in a comment',
      resources: { ...alice, ...key, ...pack('IAM_ROOT_ACCESS_KEY_CHECK') },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'a rotation that something else is made anew by',
      resources: {
        ...alice,
        ...key,
        ...rotating,
        'random_id.other': { byte_length: 4, keepers: { period: '${time_rotating.quarter.id}' } },
      },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'a key that is replaced every 30 years',
      resources: {
        ...alice,
        'time_rotating.life': { rotation_years: 30 },
        'aws_iam_access_key.alice': { user, lifecycle: [{ replace_triggered_by: ['time_rotating.life'] }] },
      },
      at: ['aws_iam_access_key.alice'],
      onlyIn: 'terraform',
    },
    {
      title: 'a key that is replaced later than an option says',
      resources: {
        ...alice,
        ...rotating,
        'aws_iam_access_key.alice': { user, lifecycle: [{ replace_triggered_by: ['time_rotating.quarter'] }] },
      },
      options: { maximumDays: 89 },
      at: ['aws_iam_access_key.alice'],
      onlyIn: 'terraform',
    },
    {
      title: 'one key of Open Telekom Cloud for ever',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.a': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
      },
      at: ['opentelekomcloud_identity_credential_v3.a'],
    },
  ],
  compliant: [
    {
      title: 'a key that is replaced when a period ends',
      resources: {
        ...alice,
        ...rotating,
        'aws_iam_access_key.alice': { user, lifecycle: [{ replace_triggered_by: ['time_rotating.quarter'] }] },
      },
      onlyIn: 'terraform',
    },
    {
      title: 'the same through a helper that keeps the period',
      resources: {
        ...alice,
        ...rotating,
        'terraform_data.period': { triggers_replace: '${time_rotating.quarter.rotation_rfc3339}' },
        'aws_iam_access_key.alice': { user, lifecycle: [{ replace_triggered_by: ['terraform_data.period.id'] }] },
      },
      onlyIn: 'terraform',
    },
    {
      title: 'a period in months, and a day on which it starts',
      resources: {
        ...alice,
        'time_rotating.quarter': { rotation_months: 3, rfc3339: '2026-01-01T00:00:00Z' },
        'aws_iam_access_key.alice': { user, lifecycle: [{ replace_triggered_by: ['time_rotating.quarter'] }] },
      },
      onlyIn: 'terraform',
    },
    {
      title: 'a key for each period',
      resources: {
        ...alice,
        ...rotating,
        'aws_iam_access_key.alice': { for_each: ['${time_rotating.quarter.id}'], user },
      },
      onlyIn: 'terraform',
    },
    {
      title: 'two keys that take turns',
      resources: { ...alice, ...key, 'aws_iam_access_key.spare': { user: 'alice', status: 'Inactive' } },
    },
    { title: 'a rule of AWS Config watches', resources: { ...alice, ...key, ...configRule('ACCESS_KEYS_ROTATED') } },
    { title: 'a conformance pack watches', resources: { ...alice, ...key, ...pack('ACCESS_KEYS_ROTATED') } },
    {
      title: 'a standard of Security Hub watches',
      resources: {
        ...alice,
        ...key,
        'aws_securityhub_standards_subscription.best_practices': {
          standards_arn: 'arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0',
        },
      },
    },
    {
      title: 'somebody outside of the stack watches',
      resources: { ...alice, ...key },
      options: { watchedElsewhere: true },
    },
    {
      title: 'an inactive key',
      resources: { ...alice, 'aws_iam_access_key.alice': { user, status: 'Inactive' } },
    },
    {
      title: 'two keys of Open Telekom Cloud that take turns',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.a': {
          user_id: '${opentelekomcloud_identity_user_v3.build.id}',
          status: 'active',
        },
        'opentelekomcloud_identity_credential_v3.b': {
          user_id: '${opentelekomcloud_identity_user_v3.build.id}',
          status: 'inactive',
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'a key that may be active',
      resources: {
        ...alice,
        'aws_iam_access_key.alice': { user, status: '${aws_ssm_parameter.late.insecure_value}' },
        ...late,
      },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'a second key that may be the inactive one',
      resources: {
        ...alice,
        ...key,
        'aws_iam_access_key.spare': { user, status: '${aws_ssm_parameter.late.insecure_value}' },
        ...late,
      },
      at: ['aws_iam_access_key.alice', 'aws_iam_access_key.spare'],
    },
    {
      title: 'a period that is only known after the deployment',
      resources: {
        ...alice,
        'time_rotating.some': { rotation_days: '${aws_ssm_parameter.late.insecure_value}' },
        'aws_iam_access_key.alice': { user, lifecycle: [{ replace_triggered_by: ['time_rotating.some'] }] },
        ...late,
      },
      at: ['aws_iam_access_key.alice'],
      onlyIn: 'terraform',
    },
    {
      title: 'a conformance pack whose template is in a bucket',
      resources: {
        ...alice,
        ...key,
        'aws_config_conformance_pack.keys': { name: 'keys', template_s3_uri: 's3://templates/keys.yaml' },
      },
      at: ['aws_iam_access_key.alice'],
    },
  ],
} as const;
