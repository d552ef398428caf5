const passwords = {
  'aws_iam_user.alice': { name: 'alice' },
  'aws_iam_user.bob': { name: 'bob' },
  'aws_iam_user_login_profile.bob': { user: '${aws_iam_user.bob.name}', password_reset_required: true },
  'aws_iam_user_login_profile.alice': { user: '${aws_iam_user.alice.name}', password_reset_required: true },
};

/** Examples of `password-policy-present`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'two passwords and no policy are one finding',
      resources: passwords,
      at: ['aws_iam_user_login_profile.alice'],
    },
    {
      title: 'a console user of Open Telekom Cloud without a policy',
      resources: { 'opentelekomcloud_identity_user_v3.alice': { name: 'alice', password: 'Not-a-real-password-1' } },
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'the baseline of an account of Open Telekom Cloud',
      resources: { 'opentelekomcloud_identity_group_v3.readers': { name: 'readers' } },
      configuration: { role: 'account-baseline' },
      at: ['example'],
      onlyIn: 'terraform',
    },
    {
      title: 'a policy of AWS is none of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': { name: 'alice', password: 'Not-a-real-password-1' },
        'aws_iam_account_password_policy.all': { minimum_password_length: 14 },
      },
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
  ],
  compliant: [
    {
      title: 'passwords and a policy for them',
      resources: {
        ...passwords,
        'aws_iam_account_password_policy.all': {
          minimum_password_length: 14,
          require_lowercase_characters: true,
          require_uppercase_characters: true,
          require_numbers: true,
          require_symbols: true,
          password_reuse_prevention: 24,
          max_password_age: 90,
        },
      },
    },
    {
      title: 'another stack sets the policy',
      resources: passwords,
      options: { managedElsewhere: true },
    },
    { title: 'a stack without console passwords', resources: { 'aws_iam_user.alice': { name: 'alice' } } },
    {
      title: 'a console user of Open Telekom Cloud with a policy',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': { name: 'alice', password: 'Not-a-real-password-1' },
        'opentelekomcloud_identity_password_policy_v3.a': { minimum_password_length: 14 },
      },
    },
  ],
  unresolved: [
    {
      title: 'a policy for what may be another account',
      resources: {
        'provider.aws': { region: 'eu-central-1' },
        'provider.aws.people': { assume_role: [{ role_arn: 'arn:aws:iam::222222222222:role/deploy' }] },
        'aws_iam_account_password_policy.all': { minimum_password_length: 14 },
        'aws_iam_user_login_profile.alice': { user: 'alice', provider: 'aws.people', password_reset_required: true },
        'aws_iam_user_login_profile.aaron': { user: 'aaron', password_reset_required: true },
      },
      at: ['aws_iam_user_login_profile.alice'],
      onlyIn: 'terraform',
    },
    {
      title: 'a policy of which it is not known whether it will be there',
      resources: {
        ...passwords,
        'aws_iam_account_password_policy.all': {
          count: '${tonumber(aws_ssm_parameter.count.insecure_value)}',
          minimum_password_length: 14,
        },
        'aws_ssm_parameter.count': { name: '/count', type: 'String' },
      },
      at: ['aws_iam_user_login_profile.alice'],
      onlyIn: 'terraform',
    },
  ],
} as const;
