const policy = { account_validity_period: 90, session_timeout: 60, login_failed_times: 3 } as const;

const signsIn = { 'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: 'console' } } as const;

const at = ['opentelekomcloud_identity_login_policy_v3.a'] as const;

/** Examples of the rule. */
export const examples = {
  violating: [
    {
      title: 'no validity period',
      resources: { 'opentelekomcloud_identity_login_policy_v3.a': { session_timeout: 60 } },
      at,
    },
    {
      title: 'a validity period of 0 disables nobody',
      resources: { 'opentelekomcloud_identity_login_policy_v3.a': { ...policy, account_validity_period: 0 } },
      at,
    },
    {
      title: 'sessions that last a day',
      resources: { 'opentelekomcloud_identity_login_policy_v3.a': { ...policy, session_timeout: 1440 } },
      at,
    },
    {
      title: 'a console user in a stack without a login policy',
      resources: signsIn,
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'the baseline of an account without a login policy',
      resources: { 'opentelekomcloud_identity_group_v3.readers': { name: 'readers' } },
      configuration: { role: 'account-baseline' },
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    {
      title: 'a validity period, and limits of sessions and attempts',
      resources: { ...signsIn, 'opentelekomcloud_identity_login_policy_v3.a': policy },
    },
    {
      title: 'numbers as texts, and what is left out has the default',
      resources: { 'opentelekomcloud_identity_login_policy_v3.a': { account_validity_period: '240' } },
      options: { maximumValidity: 240 },
    },
    {
      title: 'a user of programs only',
      resources: { 'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' } },
    },
    {
      title: 'a login policy of another stack',
      resources: signsIn,
      options: { managedElsewhere: true },
    },
    {
      title: 'a stack that is no baseline and lets nobody in',
      resources: { 'opentelekomcloud_identity_group_v3.readers': { name: 'readers' } },
    },
    {
      title: 'a user who is disabled',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: 'console', enabled: 'false' },
      },
    },
  ],
  unresolved: [
    {
      title: 'a validity period that is told on deployment',
      resources: {
        'var.days': {},
        'opentelekomcloud_identity_login_policy_v3.a': { ...policy, account_validity_period: '${var.days}' },
      },
      at,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a login policy of which it is not known whether it will be there',
      resources: {
        'var.count': {},
        ...signsIn,
        'opentelekomcloud_identity_login_policy_v3.a': { ...policy, count: '${var.count}' },
      },
      at: ['opentelekomcloud_identity_user_v3.alice'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a user who may sign in or not, without a login policy',
      resources: {
        'var.access': {},
        'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: '${var.access}' },
      },
      at: ['opentelekomcloud_identity_user_v3.alice'],
      onlyIn: 'terraform' as const,
    },
  ],
};
