const at = ['opentelekomcloud_identity_protection_policy_v3.a'] as const;

const signsIn = { 'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: 'console' } } as const;

const on = { enable_operation_protection_policy: true } as const;

/** Examples of the rule. */
export const examples = {
  violating: [
    {
      title: 'operation protection that is off',
      resources: { 'opentelekomcloud_identity_protection_policy_v3.a': { enable_operation_protection_policy: false } },
      at,
    },
    {
      title: 'operation protection that nobody wrote is off',
      resources: { 'opentelekomcloud_identity_protection_policy_v3.a': {} },
      at,
    },
    {
      title: 'users who may make access keys for themselves',
      resources: {
        'opentelekomcloud_identity_protection_policy_v3.a': { ...on, self_management: { access_key: true } },
      },
      at,
    },
    {
      title: 'a console user in a stack without a protection policy',
      resources: signsIn,
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'the same on Huawei Cloud, which calls the argument otherwise',
      resources: { 'huaweicloud_identity_protection_policy.a': { protection_enabled: false } },
      at: ['huaweicloud_identity_protection_policy.a'],
    },
    {
      title: 'the baseline of an account without a protection policy',
      resources: { 'opentelekomcloud_identity_group_v3.readers': { name: 'readers' } },
      configuration: { role: 'account-baseline' },
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    {
      title: 'operation protection that is on',
      resources: { ...signsIn, 'opentelekomcloud_identity_protection_policy_v3.a': on },
    },
    {
      title: 'users who may change their own password and mail address',
      resources: {
        'opentelekomcloud_identity_protection_policy_v3.a': {
          ...on,
          self_management: { access_key: false, password: true, email: true },
        },
      },
    },
    {
      title: 'a protection policy of another stack',
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
      title: 'a switch that is set on deployment',
      resources: {
        'var.on': {},
        'opentelekomcloud_identity_protection_policy_v3.a': { enable_operation_protection_policy: '${var.on}' },
      },
      at,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a protection policy of which it is not known whether it will be there',
      resources: {
        'var.count': {},
        ...signsIn,
        'opentelekomcloud_identity_protection_policy_v3.a': { ...on, count: '${var.count}' },
      },
      at: ['opentelekomcloud_identity_user_v3.alice'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a user who may sign in or not, without a protection policy',
      resources: {
        'var.access': {},
        'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: '${var.access}' },
      },
      at: ['opentelekomcloud_identity_user_v3.alice'],
      onlyIn: 'terraform' as const,
    },
  ],
};
