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
  ],
};
