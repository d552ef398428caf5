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
  ],
  unresolved: [
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
