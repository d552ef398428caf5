const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const password = { 'aws_iam_user_login_profile.alice': { user: '${aws_iam_user.alice.name}' } };
const key = { 'aws_iam_access_key.alice': { user: '${aws_iam_user.alice.name}' } };
const late = { 'aws_ssm_parameter.late': { name: '/late', type: 'String' } };

/** Examples of `no-access-key-for-console-user`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a password and a key by reference to one user',
      resources: { ...alice, ...password, ...key },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'the password by reference, the key by the name',
      resources: { ...alice, ...password, 'aws_iam_access_key.spare': { user: 'alice', status: 'Active' } },
      at: ['aws_iam_access_key.spare'],
    },
    {
      title: 'both for a user of another stack',
      resources: { 'aws_iam_user_login_profile.bob': { user: 'bob' }, 'aws_iam_access_key.bob': { user: 'bob' } },
      at: ['aws_iam_access_key.bob'],
    },
    {
      title: 'both for each of several people',
      resources: {
        'aws_iam_user.people': { for_each: ['ann', 'ben'], name: '${each.value}' },
        'aws_iam_user_login_profile.people': { for_each: '${aws_iam_user.people}', user: '${each.value.name}' },
        'aws_iam_access_key.people': { count: 2, user: '${aws_iam_user.people["ann"].name}' },
      },
      at: ['aws_iam_access_key.people[0]', 'aws_iam_access_key.people[1]'],
    },
    {
      title: 'a tag that declares it, but with the value `false`',
      resources: {
        'aws_iam_user.alice': { name: 'alice', tags: { 'iam-guardrails:console-and-key': 'false' } },
        ...password,
        ...key,
      },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'a key of a user of Open Telekom Cloud who is for the console only',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: 'console' },
        'opentelekomcloud_identity_credential_v3.alice': { user_id: '${opentelekomcloud_identity_user_v3.alice.id}' },
      },
      at: ['opentelekomcloud_identity_credential_v3.alice'],
    },
    {
      title: 'a password and a key of one user of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': {
          name: 'alice',
          access_type: 'default',
          password: 'Not-a-real-password-1',
        },
        'opentelekomcloud_identity_credential_v3.alice': { user_id: '${opentelekomcloud_identity_user_v3.alice.id}' },
      },
      at: ['opentelekomcloud_identity_credential_v3.alice'],
    },
    {
      title: 'a user of Open Telekom Cloud of whom nobody said what they use',
      resources: { 'opentelekomcloud_identity_user_v3.alice': { name: 'alice' } },
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'a user of Open Telekom Cloud of whom nobody said it and who has both, which is said once',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': { name: 'alice', password: 'Not-a-real-password-1' },
        'opentelekomcloud_identity_credential_v3.alice': { user_id: '${opentelekomcloud_identity_user_v3.alice.id}' },
      },
      at: ['opentelekomcloud_identity_credential_v3.alice'],
    },
  ],
  compliant: [
    {
      title: 'a key of Open Telekom Cloud of whoever deploys, who is no user of the stack',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': {
          name: 'alice',
          access_type: 'console',
          password: 'Not-a-real-password-1',
        },
        'opentelekomcloud_identity_credential_v3.mine': { description: 'deployments' },
      },
    },
    {
      title: 'the key of another user',
      resources: {
        ...alice,
        ...password,
        'aws_iam_user.build': { name: 'build' },
        'aws_iam_access_key.build': { user: '${aws_iam_user.build.name}' },
      },
    },
    {
      title: 'a key that is inactive',
      resources: {
        ...alice,
        ...password,
        'aws_iam_access_key.alice': { user: '${aws_iam_user.alice.name}', status: 'Inactive' },
      },
    },
    {
      title: 'a user who is tagged to have both on purpose',
      resources: {
        'aws_iam_user.alice': { name: 'alice', tags: { 'iam-guardrails:console-and-key': 'true' } },
        ...password,
        ...key,
      },
    },
    {
      title: 'a user whose name the configuration lists',
      resources: { ...alice, ...password, ...key },
      options: { bothOnPurpose: ['ali*'] },
    },
    {
      title: 'a user whose name it lists whatever the end of that will be',
      resources: {
        'random_id.run': { byte_length: 2 },
        'aws_iam_user.alice': { name: 'both-${random_id.run.hex}' },
        ...password,
        ...key,
      },
      options: { bothOnPurpose: ['both-*'] },
      onlyIn: 'terraform',
    },
    {
      title: 'a key of a user of Open Telekom Cloud who is for programs only, password or not',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': {
          name: 'alice',
          access_type: 'programmatic',
          password: 'Not-a-real-password-1',
        },
        'opentelekomcloud_identity_credential_v3.alice': { user_id: '${opentelekomcloud_identity_user_v3.alice.id}' },
      },
    },
    {
      title: 'a user of Open Telekom Cloud who has both on purpose and uses the console',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': {
          name: 'alice',
          access_type: 'default',
          password: 'Not-a-real-password-1',
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'a key that may be active',
      resources: {
        ...alice,
        ...password,
        'aws_iam_access_key.alice': {
          user: '${aws_iam_user.alice.name}',
          status: '${aws_ssm_parameter.late.insecure_value}',
        },
        ...late,
      },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'a password for a user that is not known yet',
      resources: {
        ...alice,
        ...key,
        'aws_iam_user_login_profile.late': { user: '${aws_ssm_parameter.late.insecure_value}' },
        ...late,
      },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'tags that may declare it',
      resources: {
        'aws_iam_user.alice': { name: 'alice', tags: '${jsondecode(aws_ssm_parameter.late.insecure_value)}' },
        ...password,
        ...key,
        ...late,
      },
      at: ['aws_iam_access_key.alice'],
    },
    {
      title: 'a key of a user of Open Telekom Cloud who may be for programs only',
      resources: {
        'var.access_type': {},
        'opentelekomcloud_identity_user_v3.alice': {
          name: 'alice',
          access_type: '${var.access_type}',
          password: 'Not-a-real-password-1',
        },
        'opentelekomcloud_identity_credential_v3.alice': { user_id: '${opentelekomcloud_identity_user_v3.alice.id}' },
      },
      at: ['opentelekomcloud_identity_credential_v3.alice'],
    },
    {
      title: 'a password that there may be',
      resources: {
        ...alice,
        ...key,
        'var.console': { type: 'bool' },
        'aws_iam_user_login_profile.alice': { count: '${var.console ? 1 : 0}', user: '${aws_iam_user.alice.name}' },
      },
      at: ['aws_iam_access_key.alice'],
      onlyIn: 'terraform',
    },
  ],
} as const;
