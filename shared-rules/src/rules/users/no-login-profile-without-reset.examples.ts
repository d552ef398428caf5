const alice = { 'aws_iam_user.alice': { name: 'alice' } };

const password = (reset: unknown): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  ...alice,
  'aws_iam_user_login_profile.alice': { user: '${aws_iam_user.alice.name}', password_reset_required: reset },
});

/** Examples of `no-login-profile-without-reset`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a password that stays as the deployment made it',
      resources: password(false),
      at: ['aws_iam_user_login_profile.alice'],
    },
    {
      title: 'nothing said of a change is no change',
      resources: { 'aws_iam_user_login_profile.bob': { user: 'bob', pgp_key: 'keybase:bob' } },
      at: ['aws_iam_user_login_profile.bob'],
    },
    {
      title: 'a password of Open Telekom Cloud that may stay',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': {
          name: 'alice',
          password: 'Not-a-real-password-1',
          pwd_reset: false,
        },
      },
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
  ],
  compliant: [
    { title: 'a password that must be changed', resources: password(true) },
    { title: 'a user without a console password', resources: alice },
    {
      title: 'a password of Open Telekom Cloud, which is changed unless it says otherwise',
      resources: { 'opentelekomcloud_identity_user_v3.alice': { name: 'alice', password: 'Not-a-real-password-1' } },
    },
  ],
  unresolved: [
    {
      title: 'a setting that is only known after the deployment',
      resources: {
        ...password('${tobool(aws_ssm_parameter.reset.insecure_value)}'),
        'aws_ssm_parameter.reset': { name: '/reset', type: 'String' },
      },
      at: ['aws_iam_user_login_profile.alice'],
    },
  ],
} as const;
