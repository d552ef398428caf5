const alice = { 'aws_iam_user.alice': { name: 'alice' } };

const password = (reset: unknown): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  ...alice,
  'aws_iam_user_login_profile.alice': { user: '${aws_iam_user.alice.name}', password_reset_required: reset },
});

const ofOtc = (
  settings: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'random_password.alice': { length: 20 },
  'opentelekomcloud_identity_user_v3.alice': { name: 'alice', ...settings },
});
const MADE = '${random_password.alice.result}';

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
      resources: ofOtc({ password: MADE, pwd_reset: false }),
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'a password of Open Telekom Cloud that stands in the program',
      resources: ofOtc({ password: 'Not-a-real-password-1', pwd_reset: true }),
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
  ],
  compliant: [
    { title: 'a password that must be changed', resources: password(true) },
    { title: 'a user without a console password', resources: alice },
    {
      title: 'a password of Open Telekom Cloud, which is changed unless it says otherwise',
      resources: ofOtc({ password: MADE }),
    },
    {
      title: 'a password that the stack is given',
      resources: {
        'var.password': { type: 'string', sensitive: true },
        ...ofOtc({ password: '${var.password}' }),
      },
      onlyIn: 'terraform',
    },
    {
      title: 'a password of a user who does not sign in to the console',
      resources: ofOtc({ password: MADE, pwd_reset: false, access_type: 'programmatic' }),
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
