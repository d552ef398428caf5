const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const keys = (...statuses: readonly string[]): Readonly<Record<string, Readonly<Record<string, unknown>>>> =>
  Object.fromEntries(
    statuses.map((status, index) => [
      `aws_iam_access_key.k${index + 1}`,
      { user: '${aws_iam_user.alice.name}', status },
    ]),
  );
const late = { 'aws_ssm_parameter.late': { name: '/late', type: 'String' } };

/** Examples of `limit-access-keys-per-user`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'three keys, whatever their status: AWS allows two',
      resources: { ...alice, ...keys('Active', 'Inactive', 'Inactive') },
      at: ['aws_iam_access_key.k3'],
    },
    {
      title: 'three keys for a user of another stack, by its name',
      resources: {
        'aws_iam_access_key.k1': { user: 'bob' },
        'aws_iam_access_key.k2': { user: 'bob' },
        'aws_iam_access_key.k3': { user: 'bob' },
      },
      at: ['aws_iam_access_key.k3'],
    },
    {
      title: 'one key by the name and two by reference are three of one user',
      resources: { ...alice, ...keys('Active', 'Active'), 'aws_iam_access_key.old': { user: 'alice' } },
      at: ['aws_iam_access_key.old'],
    },
    {
      title: 'three instances of one resource',
      resources: { ...alice, 'aws_iam_access_key.each': { count: 3, user: '${aws_iam_user.alice.name}' } },
      at: ['aws_iam_access_key.each[2]'],
    },
    {
      title: 'three keys for the same name, although nobody knows it yet',
      resources: {
        'aws_iam_access_key.k1': { user: '${aws_ssm_parameter.late.insecure_value}' },
        'aws_iam_access_key.k2': { user: '${aws_ssm_parameter.late.insecure_value}' },
        'aws_iam_access_key.k3': { user: '${aws_ssm_parameter.late.insecure_value}' },
        ...late,
      },
      at: ['aws_iam_access_key.k3'],
      onlyIn: 'terraform',
    },
    {
      title: 'two active keys where one is allowed',
      resources: { ...alice, ...keys('Active', 'Active') },
      options: { maximumActive: 1 },
      at: ['aws_iam_access_key.k2'],
    },
    {
      title: 'three keys of one user of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.a': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
        'opentelekomcloud_identity_credential_v3.b': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
        'opentelekomcloud_identity_credential_v3.c': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
      },
      at: ['opentelekomcloud_identity_credential_v3.c'],
    },
  ],
  compliant: [
    { title: 'two keys', resources: { ...alice, ...keys('Active', 'Active') } },
    {
      title: 'an inactive key beside the one active key that is allowed',
      resources: { ...alice, ...keys('Active', 'Inactive') },
      options: { maximumActive: 1 },
    },
    {
      title: 'three keys of three users',
      resources: {
        'aws_iam_user.people': { for_each: ['ann', 'ben', 'cleo'], name: '${each.value}' },
        'aws_iam_access_key.people': {
          for_each: '${aws_iam_user.people}',
          user: '${each.value.name}',
        },
      },
    },
    {
      title: 'a key, and a user whose name looks like one',
      resources: {
        ...alice,
        ...keys('Active', 'Active'),
        'aws_iam_user.other': { name: 'aws_iam_user.alice' },
        'aws_iam_access_key.other': { user: 'aws_iam_user.alice' },
      },
    },
    {
      title: 'two keys of one user of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.a': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
        'opentelekomcloud_identity_credential_v3.b': {
          user_id: '${opentelekomcloud_identity_user_v3.build.id}',
          status: 'inactive',
        },
      },
    },
    {
      title: 'two keys of one user of Open Telekom Cloud and one of whoever deploys, which another rule finds',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.a': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
        'opentelekomcloud_identity_credential_v3.b': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
        'opentelekomcloud_identity_credential_v3.mine': {},
      },
    },
  ],
  unresolved: [
    {
      title: 'as many keys as a variable says',
      resources: {
        ...alice,
        'var.keys': { type: 'number' },
        'aws_iam_access_key.each': { count: '${var.keys}', user: '${aws_iam_user.alice.name}' },
      },
      at: ['aws_iam_access_key.each'],
      onlyIn: 'terraform',
    },
    {
      title: 'two keys and one for a user that is not known yet',
      resources: {
        ...alice,
        ...keys('Active', 'Active'),
        'aws_iam_access_key.late': { user: '${aws_ssm_parameter.late.insecure_value}' },
        ...late,
      },
      at: ['aws_iam_access_key.late'],
    },
    {
      title: 'a second key that may be active',
      resources: {
        ...alice,
        ...keys('Active'),
        'aws_iam_access_key.second': {
          user: '${aws_iam_user.alice.name}',
          status: '${aws_ssm_parameter.late.insecure_value}',
        },
        ...late,
      },
      options: { maximumActive: 1 },
      at: ['aws_iam_access_key.second'],
    },
  ],
} as const;
