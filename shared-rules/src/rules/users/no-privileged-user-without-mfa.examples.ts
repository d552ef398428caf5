type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Statement = Readonly<Record<string, unknown>>;

const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const allow = (action: string | readonly string[], resource: string, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});

const WITH_MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

const DENY: Statement = {
  Effect: 'Deny',
  NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'iam:ResyncMFADevice'],
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};

const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const password = { 'aws_iam_user_login_profile.alice': { user: '${aws_iam_user.alice.name}' } };
const key = { 'aws_iam_access_key.alice': { user: '${aws_iam_user.alice.name}' } };

const may = (...statements: readonly Statement[]): Resources => ({
  'aws_iam_user_policy.alice': { name: 'work', user: '${aws_iam_user.alice.name}', policy: document(...statements) },
});

const administrator = {
  'aws_iam_user_policy_attachment.alice': {
    user: '${aws_iam_user.alice.name}',
    policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  },
};

const ACCOUNT = 'arn:aws:iam::111122223333:root';
const ADMIN = 'arn:aws:iam::111122223333:role/admin';

/** A role with the AWS managed policy, and whom its trust policy lets in. */
const role = (policy: string, principal: string, more: Statement = {}): Resources => ({
  'aws_iam_role.admin': {
    name: 'admin',
    assume_role_policy: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal }, ...more }),
  },
  'aws_iam_role_policy_attachment.admin': {
    role: '${aws_iam_role.admin.name}',
    policy_arn: `arn:aws:iam::aws:policy/${policy}`,
  },
});

const at = ['aws_iam_user.alice'];

const otcAdministrator = (
  further: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: 'console', ...further },
  'opentelekomcloud_identity_group_v3.admins': { name: 'admins' },
  'opentelekomcloud_identity_user_group_membership_v3.alice': {
    user: '${opentelekomcloud_identity_user_v3.alice.id}',
    groups: ['${opentelekomcloud_identity_group_v3.admins.id}'],
  },
  'data.opentelekomcloud_identity_role_v3.admin': { name: 'secu_admin' },
  'opentelekomcloud_identity_role_assignment_v3.admins': {
    group_id: '${opentelekomcloud_identity_group_v3.admins.id}',
    domain_id: 'the-domain',
    role_id: '${data.opentelekomcloud_identity_role_v3.admin.id}',
  },
});

/** Examples of `no-privileged-user-without-mfa`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'an administrator with a password',
      resources: { ...alice, ...password, ...administrator },
      at,
    },
    {
      title: 'a machine that is an administrator by its access key',
      resources: {
        'aws_iam_user.alice': { name: 'alice', tags: { 'iam-guardrails:machine-user': 'true' } },
        ...key,
        ...administrator,
      },
      at,
    },
    {
      title: 'a user who can pass a role to a function, and so become more',
      resources: {
        ...alice,
        ...key,
        ...may(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], '*')),
      },
      at,
    },
    {
      title: 'an administrator whom a deny with `Bool` stops at the console only',
      resources: {
        ...alice,
        ...key,
        ...may(allow('*', '*'), { ...DENY, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      },
      at,
    },
    {
      title: 'a user who may assume the role of an administrator, to which the trust policy lets the account in',
      resources: {
        ...alice,
        ...password,
        ...may(allow('sts:AssumeRole', ADMIN)),
        ...role('AdministratorAccess', ACCOUNT),
      },
      at,
    },
    {
      title: 'a user without permissions whom the trust policy of such a role names',
      resources: { ...alice, ...key, ...role('IAMFullAccess', 'arn:aws:iam::111122223333:user/alice') },
      at,
    },
    {
      title: 'a trust policy that asks for MFA with `BoolIfExists`',
      resources: {
        ...alice,
        ...key,
        ...may(allow('sts:AssumeRole', ADMIN)),
        ...role('AdministratorAccess', ACCOUNT, {
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
        }),
      },
      at,
    },
    {
      title: 'a deny with `Null` does not stop the session that an access key opens',
      resources: {
        ...alice,
        ...key,
        ...may(allow('sts:AssumeRole', ADMIN), {
          ...DENY,
          Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } },
        }),
        ...role('AdministratorAccess', ACCOUNT),
      },
      at,
    },
    {
      title: 'an administrator of Open Telekom Cloud with a password alone',
      resources: otcAdministrator({}),
      onlyIn: 'terraform' as const,
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
    {
      title: 'an administrator of Open Telekom Cloud with a code by SMS',
      resources: otcAdministrator({ login_protection: { enabled: 'true', verification_method: 'sms' } }),
      onlyIn: 'terraform' as const,
      at: ['opentelekomcloud_identity_user_v3.alice'],
    },
  ],
  compliant: [
    {
      title: 'an administrator who needs MFA for everything but enrolling a device',
      resources: { ...alice, ...password, ...key, ...may(allow('*', '*'), DENY) },
    },
    {
      title: 'an administrator without a credential',
      resources: { ...alice, ...administrator },
    },
    {
      title: 'an administrator whose key is inactive',
      resources: { ...alice, 'aws_iam_access_key.alice': { user: 'alice', status: 'Inactive' }, ...administrator },
    },
    {
      title: 'a user who may pass a role to a function with MFA only',
      resources: {
        ...alice,
        ...key,
        ...may(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], '*', WITH_MFA)),
      },
    },
    {
      title: 'a role of an administrator whose trust policy asks for MFA',
      resources: {
        ...alice,
        ...password,
        ...key,
        ...may(allow('sts:AssumeRole', ADMIN)),
        ...role('AdministratorAccess', ACCOUNT, WITH_MFA),
      },
    },
    {
      title: 'a user who may assume the role with MFA only',
      resources: {
        ...alice,
        ...password,
        ...may(allow('sts:AssumeRole', ADMIN, WITH_MFA)),
        ...role('AdministratorAccess', ACCOUNT),
      },
    },
    {
      title: 'a user who may not assume the role that lets the account in',
      resources: { ...alice, ...password, ...may(allow('s3:GetObject', '*')), ...role('AdministratorAccess', ACCOUNT) },
    },
    {
      title: 'a role that lets another user in',
      resources: { ...alice, ...key, ...role('AdministratorAccess', 'arn:aws:iam::111122223333:user/bob') },
    },
    {
      title: 'a role that only reads',
      resources: {
        ...alice,
        ...key,
        ...may(allow('sts:AssumeRole', ADMIN)),
        ...role('AmazonS3ReadOnlyAccess', ACCOUNT),
      },
    },
    {
      title: 'an administrator of Open Telekom Cloud with a virtual MFA device',
      resources: otcAdministrator({ login_protection: { enabled: true, verification_method: 'vmfa' } }),
      onlyIn: 'terraform' as const,
    },
    {
      title: 'an administrator of Open Telekom Cloud who is no console user',
      resources: otcAdministrator({ access_type: 'programmatic' }),
      onlyIn: 'terraform' as const,
    },
  ],
  unresolved: [
    {
      title: 'an administrator of Open Telekom Cloud whose second factor is chosen on deployment',
      resources: {
        'var.method': {},
        ...otcAdministrator({ login_protection: { enabled: true, verification_method: '${var.method}' } }),
      },
      onlyIn: 'terraform' as const,
      at: ['opentelekomcloud_identity_user_v3.alice'],
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
      at,
    },
    {
      title: 'a role that lets in an account of which nobody knows whose it is',
      resources: {
        ...alice,
        ...key,
        ...may(allow('sts:AssumeRole', 'arn:aws:iam::*:role/admin')),
        ...role('AdministratorAccess', ACCOUNT),
      },
      at,
    },
    {
      title: 'a trust policy that is only known after the deployment',
      resources: {
        ...alice,
        ...key,
        'aws_iam_role.admin': { name: 'admin', assume_role_policy: '${aws_ssm_parameter.trust.insecure_value}' },
        'aws_iam_role_policy_attachment.admin': {
          role: 'admin',
          policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
        'aws_ssm_parameter.trust': { name: '/trust', type: 'String' },
      },
      at,
    },
  ],
} as const;
