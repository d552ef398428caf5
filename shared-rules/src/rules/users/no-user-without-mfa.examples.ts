const requireMfa = (operator: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyAllExceptEnrolmentWithoutMfa',
        Effect: 'Deny',
        NotAction: [
          'iam:CreateVirtualMFADevice',
          'iam:EnableMFADevice',
          'iam:GetUser',
          'iam:ListMFADevices',
          'iam:ListVirtualMFADevices',
          'iam:ResyncMFADevice',
          'sts:GetSessionToken',
        ],
        Resource: '*',
        Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
  });

const allow = (action: string, resource: string, condition?: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...(condition && { Condition: condition }) }],
  });

const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const password = { 'aws_iam_user_login_profile.alice': { user: '${aws_iam_user.alice.name}' } };
const key = { 'aws_iam_access_key.alice': { user: '${aws_iam_user.alice.name}' } };
const invoices = allow('s3:DeleteObject', 'arn:aws:s3:::invoices/2026.pdf');
const own = {
  'aws_iam_user_policy.invoices': { name: 'invoices', user: '${aws_iam_user.alice.name}', policy: invoices },
};

/** A group that requires MFA, and alice in it. */
const group = (operator: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_group.people': { name: 'people' },
  'aws_iam_policy.mfa': { name: 'require-mfa', policy: requireMfa(operator) },
  'aws_iam_group_policy_attachment.mfa': {
    group: '${aws_iam_group.people.name}',
    policy_arn: '${aws_iam_policy.mfa.arn}',
  },
  'aws_iam_user_group_membership.alice': {
    user: '${aws_iam_user.alice.name}',
    groups: ['${aws_iam_group.people.name}'],
  },
});

const otcUser = (
  further: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: 'default', ...further },
});

/** Examples of `no-user-without-mfa`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a console user whose permissions do not ask for MFA',
      resources: { ...alice, ...password, ...own },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'a deny with `Bool` does not stop an access key: the key is absent from its requests',
      resources: { ...alice, ...key, ...own, ...group('Bool') },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'an allow with `BoolIfExists` holds when the key is absent',
      resources: {
        ...alice,
        ...key,
        'aws_iam_user_policy.invoices': {
          name: 'invoices',
          user: 'alice',
          policy: allow('s3:DeleteObject', 'arn:aws:s3:::invoices/*', {
            BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' },
          }),
        },
      },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'an AWS managed policy attached through a group',
      resources: {
        ...alice,
        ...password,
        'aws_iam_group.readers': { name: 'readers' },
        'aws_iam_group_policy_attachment.readers': {
          group: 'readers',
          policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
        },
        'aws_iam_group_membership.readers': {
          name: 'readers',
          group: '${aws_iam_group.readers.name}',
          users: ['${aws_iam_user.alice.name}'],
        },
      },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'a policy that requires MFA and that nobody has',
      resources: {
        ...alice,
        ...password,
        ...own,
        'aws_iam_policy.mfa': { name: 'require-mfa', policy: requireMfa('BoolIfExists') },
      },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'an allow that asks for MFA beside one that does not',
      resources: {
        ...alice,
        ...password,
        ...own,
        'aws_iam_user_policy.reports': {
          name: 'reports',
          user: 'alice',
          policy: allow('s3:GetObject', 'arn:aws:s3:::reports/*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
        },
      },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'a group that requires MFA, and another user in it',
      resources: {
        ...alice,
        ...password,
        ...own,
        ...group('BoolIfExists'),
        'aws_iam_user.bob': { name: 'bob' },
        'aws_iam_user_group_membership.alice': { user: '${aws_iam_user.bob.name}', groups: ['people'] },
      },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'a user of Open Telekom Cloud who signs in with a password alone',
      resources: otcUser({ password: 'Not-a-real-password-1' }),
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'login protection that is off',
      resources: otcUser({ login_protection: { enabled: false, verification_method: 'vmfa' } }),
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'a user of Open Telekom Cloud of whom nothing is said',
      resources: { 'opentelekomcloud_identity_user_v3.alice': { name: 'alice' } },
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'a user of Huawei Cloud, where an argument stands for the block',
      resources: { 'huaweicloud_identity_user.alice': { name: 'alice', login_protect_verification_method: '' } },
      at: ['huaweicloud_identity_user.alice'],
    },
    {
      title: 'a code by SMS',
      resources: otcUser({ login_protection: { enabled: true, verification_method: 'sms' } }),
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
  ],
  compliant: [
    {
      title: 'a deny with `BoolIfExists` in a group stops console and access key',
      resources: { ...alice, ...password, ...key, ...own, ...group('BoolIfExists') },
    },
    {
      title: 'a deny with `Bool` stops a console session, where the key is present',
      resources: { ...alice, ...password, ...own, ...group('Bool') },
    },
    {
      title: 'an allow that asks for MFA with `Bool`',
      resources: {
        ...alice,
        ...key,
        'aws_iam_user_policy.invoices': {
          name: 'invoices',
          user: 'alice',
          policy: allow('s3:DeleteObject', 'arn:aws:s3:::invoices/*', {
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          }),
        },
      },
    },
    { title: 'a user with a password and no permission', resources: { ...alice, ...password } },
    {
      title: 'a user with permissions and an inactive key',
      resources: { ...alice, ...own, 'aws_iam_access_key.alice': { user: 'alice', status: 'Inactive' } },
    },
    {
      title: 'a machine that is declared so answers for its password only',
      resources: {
        'aws_iam_user.alice': { name: 'alice', tags: { 'iam-guardrails:machine-user': 'true' } },
        ...key,
        ...own,
      },
    },
    {
      title: 'a machine by its name, whatever the end of that will be',
      resources: {
        'random_id.run': { byte_length: 2 },
        'aws_iam_user.alice': { name: 'ci-${random_id.run.hex}' },
        ...key,
        ...own,
      },
      options: { machineUsers: ['ci-*'] },
      onlyIn: 'terraform',
    },
    {
      title: 'a user of Open Telekom Cloud with a virtual MFA device',
      resources: otcUser({ login_protection: { enabled: true, verification_method: 'vmfa' } }),
    },
    {
      title: 'a user of Huawei Cloud with a virtual MFA device',
      resources: { 'huaweicloud_identity_user.alice': { name: 'alice', login_protect_verification_method: 'vmfa' } },
    },
    {
      title: 'a user of Open Telekom Cloud for programs only',
      resources: otcUser({ access_type: 'programmatic' }),
    },
    {
      title: 'a user of Open Telekom Cloud who is disabled',
      resources: otcUser({ enabled: false }),
    },
  ],
  unresolved: [
    {
      title: 'login protection of Open Telekom Cloud that is switched on deployment',
      resources: {
        'var.on': {},
        ...otcUser({ login_protection: { enabled: '${var.on}', verification_method: 'vmfa' } }),
      },
      at: ['opentelekomcloud_identity_user_v3.alice'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a key of a user that may be tagged as a machine',
      resources: {
        'aws_iam_user.alice': {
          name: 'alice',
          tags: { 'iam-guardrails:machine-user': '${aws_ssm_parameter.kind.insecure_value}' },
        },
        'aws_ssm_parameter.kind': { name: '/kind', type: 'String' },
        ...key,
        ...own,
      },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'a group that requires MFA, and that the user is perhaps in',
      resources: {
        ...alice,
        ...password,
        ...own,
        ...group('BoolIfExists'),
        'var.strict': { type: 'bool' },
        'aws_iam_user_group_membership.alice': {
          user: '${aws_iam_user.alice.name}',
          groups: ['${var.strict ? aws_iam_group.people.name : "visitors"}'],
        },
      },
      at: ['aws_iam_user.alice'],
      onlyIn: 'terraform',
    },
    {
      title: 'a document that is only known after the deployment',
      resources: {
        ...alice,
        ...password,
        'aws_iam_user_policy.late': {
          name: 'late',
          user: 'alice',
          policy: '${aws_ssm_parameter.document.insecure_value}',
        },
        'aws_ssm_parameter.document': { name: '/document', type: 'String' },
      },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'a key for a user of another stack',
      resources: { 'aws_iam_access_key.bob': { user: 'bob' } },
      at: ['aws_iam_access_key.bob'],
    },
  ],
} as const;
