interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
}

const policy = (...statements: readonly Part[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((part) => ({ Effect: 'Allow', Resource: '*', ...part })),
  });

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const role = { 'aws_iam_role.deployer': { name: 'deployer', assume_role_policy: trust } };
const inline = (name: string, document: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  [`aws_iam_role_policy.${name}`]: { name, role: '${aws_iam_role.deployer.name}', policy: document },
});
const alone = (document: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_policy.wide': { name: 'wide', policy: document },
});

const permissionSet = {
  'aws_ssoadmin_permission_set.operator': {
    name: 'operator',
    instance_arn: 'arn:aws:sso:::instance/ssoins-6684a1b2c3d4e5f6',
  },
};
const operator = {
  instance_arn: 'arn:aws:sso:::instance/ssoins-6684a1b2c3d4e5f6',
  permission_set_arn: '${aws_ssoadmin_permission_set.operator.arn}',
};

const otcRole = (actions: readonly string[]): Readonly<Record<string, unknown>> => ({
  display_name: 'wide',
  description: 'a role',
  display_layer: 'domain',
  statement: [{ effect: 'Allow', action: actions }],
});

const admins = {
  'opentelekomcloud_identity_group_v3.admins': { name: 'admins' },
  'opentelekomcloud_identity_user_v3.alice': { name: 'alice' },
  'opentelekomcloud_identity_group_membership_v3.admins': {
    group: '${opentelekomcloud_identity_group_v3.admins.id}',
    users: ['${opentelekomcloud_identity_user_v3.alice.id}'],
  },
} as const;

/** Examples of `no-administrator-access`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'every action on every resource', resources: alone(policy({ Action: '*' })), at: ['aws_iam_policy.wide'] },
    { title: 'the same as `*:*`', resources: alone(policy({ Action: '*:*' })), at: ['aws_iam_policy.wide'] },
    {
      title: 'all of IAM, in any case of letters',
      resources: alone(policy({ Action: 'IAM:*' })),
      at: ['aws_iam_policy.wide'],
    },
    {
      title: 'a statement that is an object and not a list',
      resources: alone(
        JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
      ),
      at: ['aws_iam_policy.wide'],
    },
    {
      title: 'everything but one harmless action',
      resources: alone(policy({ NotAction: 'aws-portal:ViewBilling' })),
      at: ['aws_iam_policy.wide'],
    },
    {
      title: 'a deny of one harmless action does not help',
      resources: alone(policy({ Action: '*' }, { Effect: 'Deny', Action: 's3:DeleteBucket' })),
      at: ['aws_iam_policy.wide'],
    },
    {
      title: '`*:*` split over two documents of one role',
      resources: {
        ...role,
        ...inline('everything-but-iam', policy({ NotAction: 'iam:*' })),
        ...inline('iam-only', policy({ Action: 'iam:*' })),
      },
      at: ['aws_iam_role.deployer'],
    },
    {
      title: 'the AWS managed policy, in any partition',
      resources: {
        ...role,
        'aws_iam_role_policy_attachment.admin': {
          role: '${aws_iam_role.deployer.name}',
          policy_arn: 'arn:aws-us-gov:iam::aws:policy/AdministratorAccess',
        },
      },
      at: ['aws_iam_role_policy_attachment.admin'],
    },
    {
      title: 'a group that hands it down is reported once, on its attachment',
      resources: {
        'aws_iam_group.admins': { name: 'admins' },
        'aws_iam_group_policy_attachment.admins': {
          group: 'admins',
          policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
        'aws_iam_user.alice': { name: 'alice' },
        'aws_iam_user_group_membership.alice': { user: 'alice', groups: ['admins'] },
      },
      at: ['aws_iam_group_policy_attachment.admins'],
    },
    {
      title: 'a role that may write a new version of a policy that it has, whatever AWS will name it',
      resources: {
        ...role,
        'aws_iam_policy.reader': { policy: policy({ Action: 's3:GetObject' }) },
        'aws_iam_role_policy_attachment.reader': { role: 'deployer', policy_arn: '${aws_iam_policy.reader.arn}' },
        ...inline('versions', policy({ Action: 'iam:CreatePolicyVersion' })),
      },
      at: ['aws_iam_role_policy.versions'],
      onlyIn: 'terraform',
    },
    {
      title: 'a policy that lets its holder write a new version of it',
      resources: alone(policy({ Action: 'iam:CreatePolicyVersion', Resource: 'arn:aws:iam::*:policy/wide' })),
      at: ['aws_iam_policy.wide'],
    },
    {
      title: 'the AWS managed policy for a role of another stack',
      resources: {
        'aws_iam_role_policy_attachment.admin': {
          role: 'existing',
          policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      },
      at: ['aws_iam_role_policy_attachment.admin'],
    },
    {
      title: 'a permission set with the AWS managed policy',
      resources: {
        ...permissionSet,
        'aws_ssoadmin_managed_policy_attachment.admin': {
          ...operator,
          managed_policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      },
      at: ['aws_ssoadmin_managed_policy_attachment.admin'],
    },
    {
      title: 'a permission set of another stack with an inline policy',
      resources: {
        'aws_ssoadmin_permission_set_inline_policy.admin': {
          ...operator,
          permission_set_arn: 'arn:aws:sso:::permissionSet/ssoins-6684a1b2c3d4e5f6/ps-1a2b3c4d5e6f7a8b',
          inline_policy: policy({ Action: '*' }),
        },
      },
      at: ['aws_ssoadmin_permission_set_inline_policy.admin'],
    },
    {
      title: 'a permission set that gets it from an inline policy and one of the stack, which it names',
      resources: {
        ...permissionSet,
        'aws_iam_policy.most': { name: 'most', path: '/ops/', policy: policy({ NotAction: 'iam:*' }) },
        'aws_ssoadmin_permission_set_inline_policy.iam': { ...operator, inline_policy: policy({ Action: 'iam:*' }) },
        'aws_ssoadmin_customer_managed_policy_attachment.most': {
          ...operator,
          customer_managed_policy_reference: [{ name: '${aws_iam_policy.most.name}', path: '/ops/' }],
        },
      },
      at: ['aws_ssoadmin_permission_set.operator'],
    },
    {
      title: 'attaching any policy but one',
      resources: alone(
        policy(
          { Action: 'iam:AttachRolePolicy' },
          {
            Effect: 'Deny',
            Action: 'iam:AttachRolePolicy',
            Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
          },
        ),
      ),
      at: ['aws_iam_policy.wide'],
    },
    {
      title: 'a user that may write its own policy',
      resources: {
        'aws_iam_user.alice': { name: 'alice' },
        'aws_iam_user_policy.self': {
          name: 'self',
          user: '${aws_iam_user.alice.name}',
          policy: policy({ Action: 'iam:PutUserPolicy', Resource: 'arn:aws:iam::*:user/${aws:username}' }),
        },
      },
      at: ['aws_iam_user_policy.self'],
    },
    {
      title: 'the predefined administrator of Open Telekom Cloud for all of the account',
      resources: {
        ...admins,
        'data.opentelekomcloud_identity_role_v3.admin': { name: 'te_admin' },
        'opentelekomcloud_identity_role_assignment_v3.admins': {
          group_id: '${opentelekomcloud_identity_group_v3.admins.id}',
          domain_id: 'the-domain',
          all_projects: true,
          role_id: '${data.opentelekomcloud_identity_role_v3.admin.id}',
        },
      },
      onlyIn: 'terraform',
      at: ['opentelekomcloud_identity_role_assignment_v3.admins'],
    },
    {
      title: 'the Security Administrator of Open Telekom Cloud, beside roles that deny what is IAM or are not known',
      resources: {
        ...admins,
        ...Object.fromEntries<Readonly<Record<string, unknown>>>(
          ['secu_admin', 'Tenant Guest', 'system_all_51'].flatMap((name, at) => [
            [`data.opentelekomcloud_identity_role_v3.r${at}`, { name }],
            [
              `opentelekomcloud_identity_role_assignment_v3.a${at}`,
              {
                group_id: '${opentelekomcloud_identity_group_v3.admins.id}',
                domain_id: 'acme',
                role_id: `\${data.opentelekomcloud_identity_role_v3.r${at}.id}`,
              },
            ],
          ]),
        ),
      },
      onlyIn: 'terraform',
      at: ['opentelekomcloud_identity_role_assignment_v3.a0'],
    },
    {
      title: 'whoever grants roles in Open Telekom Cloud grants itself any',
      resources: { 'opentelekomcloud_identity_role_v3.security': otcRole(['iam:*:*']) },
      at: ['opentelekomcloud_identity_role_v3.security'],
    },
    {
      title: 'everything in Open Telekom Cloud, but for a service that is denied',
      resources: {
        'opentelekomcloud_identity_role_v3.wide': {
          ...otcRole(['*:*:*']),
          statement: [
            { effect: 'Allow', action: ['*:*:*'] },
            { effect: 'Deny', action: ['bss:*:*'] },
          ],
        },
      },
      at: ['opentelekomcloud_identity_role_v3.wide'],
    },
  ],
  compliant: [
    {
      title: 'one service on named resources',
      resources: alone(policy({ Action: 's3:*', Resource: 'arn:aws:s3:::logs/*' })),
    },
    { title: 'everything in S3 is wide, but no administrator', resources: alone(policy({ Action: 's3:*' })) },
    {
      title: 'a permission set that a boundary limits',
      resources: {
        ...permissionSet,
        'aws_ssoadmin_managed_policy_attachment.admin': {
          ...operator,
          managed_policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
        'aws_ssoadmin_permissions_boundary_attachment.operator': {
          ...operator,
          permissions_boundary: [{ managed_policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
        },
      },
    },
    { title: 'reading IAM is no administration', resources: alone(policy({ Action: ['iam:Get*', 'iam:List*'] })) },
    {
      title: 'a deny of all that gives permissions',
      resources: alone(policy({ Action: '*' }, { Effect: 'Deny', Action: 'iam:*' })),
    },
    {
      title: '`*:*` within a boundary',
      resources: {
        'aws_iam_policy.boundary': { name: 'boundary', policy: policy({ Action: ['s3:*', 'ec2:*'] }) },
        'aws_iam_role.deployer': {
          name: 'deployer',
          assume_role_policy: trust,
          permissions_boundary: '${aws_iam_policy.boundary.arn}',
        },
        ...inline('everything', policy({ Action: '*' })),
      },
    },
    {
      title: 'a user that may write the policies of another user only',
      resources: {
        'aws_iam_user.alice': { name: 'alice' },
        'aws_iam_user_policy.other': {
          name: 'other',
          user: '${aws_iam_user.alice.name}',
          policy: policy({ Action: 'iam:PutUserPolicy', Resource: 'arn:aws:iam::*:user/build-*' }),
        },
      },
    },
    {
      title: 'a `*:*` policy that is only a boundary grants nothing',
      resources: {
        ...alone(policy({ Action: '*' })),
        'aws_iam_role.deployer': {
          name: 'deployer',
          assume_role_policy: trust,
          permissions_boundary: '${aws_iam_policy.wide.arn}',
        },
      },
    },
    {
      title: 'all of one service of Open Telekom Cloud',
      resources: { 'opentelekomcloud_identity_role_v3.servers': otcRole(['ecs:*:*']) },
    },
    {
      title: 'only reads in Open Telekom Cloud',
      resources: { 'opentelekomcloud_identity_role_v3.reader': otcRole(['*:*:get*', '*:*:list*']) },
    },
    {
      title: 'everything in Open Telekom Cloud, and nothing where the deny holds',
      resources: {
        'opentelekomcloud_identity_role_v3.none': {
          ...otcRole(['*:*:*']),
          statement: [
            { effect: 'Allow', action: ['*:*:*'] },
            { effect: 'Deny', action: ['*:*:*'] },
          ],
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'a boundary of another stack',
      resources: {
        'aws_iam_role.deployer': {
          name: 'deployer',
          assume_role_policy: trust,
          permissions_boundary: 'arn:aws:iam::123456789012:policy/boundary',
        },
        ...inline('everything', policy({ Action: '*' })),
      },
      at: ['aws_iam_role.deployer'],
    },
    {
      title: 'a policy of another stack',
      resources: {
        ...role,
        'aws_iam_role_policy_attachment.shared': {
          role: 'deployer',
          policy_arn: 'arn:aws:iam::123456789012:policy/shared',
        },
      },
      at: ['aws_iam_role.deployer'],
    },
  ],
} as const;
