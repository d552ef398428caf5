const strong = {
  minimum_password_length: 14,
  require_lowercase_characters: true,
  require_uppercase_characters: true,
  require_numbers: true,
  require_symbols: true,
  password_reuse_prevention: 24,
  max_password_age: 90,
};

const policy = (
  settings: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_account_password_policy.all': { ...strong, ...settings },
});

const at = ['aws_iam_account_password_policy.all'] as const;

const otc = {
  minimum_password_length: 14,
  password_char_combination: 4,
  number_of_recent_passwords_disallowed: 10,
  password_validity_period: 90,
  maximum_consecutive_identical_chars: 2,
  password_not_username_or_invert: true,
} as const;

/** Examples of `strong-password-policy`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'passwords of 13 characters', resources: policy({ minimum_password_length: 13 }), at },
    { title: 'a length of 0 is no length', resources: policy({ minimum_password_length: 0 }), at },
    { title: 'one class of characters is left out', resources: policy({ require_symbols: false }), at },
    { title: '23 earlier passwords', resources: policy({ password_reuse_prevention: 23 }), at },
    { title: '0 earlier passwords', resources: policy({ password_reuse_prevention: 0 }), at },
    { title: 'passwords that last 91 days', resources: policy({ max_password_age: 91 }), at },
    { title: 'passwords that never expire', resources: policy({ max_password_age: 0 }), at },
    {
      title: 'users who cannot change their passwords',
      resources: policy({ allow_users_to_change_password: false }),
      at,
    },
    { title: 'expired passwords lock people out', resources: policy({ hard_expiry: true }), at },
    {
      title: 'an empty policy has the weak standards of AWS',
      resources: { 'aws_iam_account_password_policy.all': {} },
      at,
    },
    {
      title: 'what is weak for certain beside what is not known',
      resources: {
        ...policy({ minimum_password_length: 8, max_password_age: '${aws_ssm_parameter.age.insecure_value}' }),
        'aws_ssm_parameter.age': { name: '/age', type: 'String' },
      },
      at,
    },
    {
      title: 'the defaults of Open Telekom Cloud',
      resources: { 'opentelekomcloud_identity_password_policy_v3.a': {} },
      at: ['opentelekomcloud_identity_password_policy_v3.a'],
    },
    {
      title: 'a password of Open Telekom Cloud that never expires',
      resources: { 'opentelekomcloud_identity_password_policy_v3.a': { ...otc, password_validity_period: 0 } },
      at: ['opentelekomcloud_identity_password_policy_v3.a'],
    },
    {
      title: 'a password that may be one character over and over',
      resources: {
        'opentelekomcloud_identity_password_policy_v3.a': { ...otc, maximum_consecutive_identical_chars: 0 },
      },
      at: ['opentelekomcloud_identity_password_policy_v3.a'],
    },
  ],
  compliant: [
    {
      title: 'exactly what is asked',
      resources: policy({ allow_users_to_change_password: true, hard_expiry: false }),
    },
    { title: 'more than what is asked', resources: policy({ minimum_password_length: 20, max_password_age: 30 }) },
    { title: 'numbers that are written as texts', resources: policy({ minimum_password_length: '14' }) },
    {
      title: 'what the options ask',
      resources: policy({ minimum_password_length: 16, max_password_age: 30 }),
      options: { minimumLength: 16, maximumAge: 30 },
    },
    {
      title: 'a strong policy of Open Telekom Cloud',
      resources: { 'opentelekomcloud_identity_password_policy_v3.a': otc },
    },
  ],
  unresolved: [
    {
      title: 'classes of Open Telekom Cloud that are told on deployment',
      resources: {
        'var.classes': {},
        'opentelekomcloud_identity_password_policy_v3.a': { ...otc, password_char_combination: '${var.classes}' },
      },
      at: ['opentelekomcloud_identity_password_policy_v3.a'],
      onlyIn: 'terraform',
    },
    {
      title: 'a length that is only known after the deployment',
      resources: {
        ...policy({ minimum_password_length: '${aws_ssm_parameter.length.insecure_value}' }),
        'aws_ssm_parameter.length': { name: '/length', type: 'String' },
      },
      at,
    },
  ],
} as const;
