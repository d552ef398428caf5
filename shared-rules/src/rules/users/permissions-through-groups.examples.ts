const policy = (effect: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: effect, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/2026.pdf' }],
  });

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const people = (...names: readonly string[]): Resources =>
  Object.fromEntries(names.map((name) => [`aws_iam_user.${name}`, { name }] as const));

const nameOf = (name: string): string => `\${aws_iam_user.${name}.name}`;

const readers: Resources = {
  'aws_iam_group.readers': { name: 'readers' },
  'aws_iam_user_group_membership.alice': { user: nameOf('alice'), groups: ['${aws_iam_group.readers.name}'] },
};

const reports: Resources = { 'aws_iam_policy.reports': { name: 'reports', policy: policy('Allow') } };
const arn = '${aws_iam_policy.reports.arn}';
const many = ['alice', 'bob', 'carol', 'dave'];

/** Examples of `permissions-through-groups`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'an inline policy of a user',
      resources: {
        ...people('alice'),
        'aws_iam_user_policy.reports': { name: 'reports', user: nameOf('alice'), policy: policy('Allow') },
      },
      at: ['aws_iam_user_policy.reports'],
    },
    {
      title: 'a policy that only denies belongs in a group too',
      resources: {
        ...people('alice'),
        'aws_iam_user_policy.guard': { name: 'guard', user: nameOf('alice'), policy: policy('Deny') },
      },
      at: ['aws_iam_user_policy.guard'],
    },
    {
      title: 'a policy attached to a user',
      resources: {
        ...people('alice'),
        ...reports,
        'aws_iam_user_policy_attachment.reports': { user: nameOf('alice'), policy_arn: arn },
      },
      at: ['aws_iam_user_policy_attachment.reports'],
    },
    {
      title: 'one attachment for many users, and a group that is right',
      resources: {
        ...people(...many),
        ...readers,
        ...reports,
        'aws_iam_policy_attachment.reports': {
          name: 'reports',
          policy_arn: arn,
          users: many.map(nameOf),
          groups: ['${aws_iam_group.readers.name}'],
        },
      },
      at: ['aws_iam_policy_attachment.reports'],
    },
    {
      title: 'an exclusive list of policies of a user',
      resources: {
        ...people('alice'),
        ...reports,
        'aws_iam_user_policy_attachments_exclusive.alice': {
          user_name: nameOf('alice'),
          policy_arns: [arn, 'arn:aws:iam::aws:policy/job-function/Billing'],
        },
      },
      at: ['aws_iam_user_policy_attachments_exclusive.alice'],
    },
    {
      title: 'a policy for a user of another stack',
      resources: {
        'aws_iam_user_policy_attachment.bob': {
          user: 'bob',
          policy_arn: 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
        },
      },
      at: ['aws_iam_user_policy_attachment.bob'],
    },
    {
      title: 'an inline policy for a user that is only known after the deployment',
      resources: {
        'aws_iam_user_policy.reports': {
          name: 'reports',
          user: '${aws_ssm_parameter.name.insecure_value}',
          policy: policy('Allow'),
        },
        'aws_ssm_parameter.name': { name: '/user', type: 'String' },
      },
      at: ['aws_iam_user_policy.reports'],
    },
    {
      title: 'a role of a single user of Huawei Cloud',
      resources: {
        'huaweicloud_identity_user.alice': { name: 'alice' },
        'huaweicloud_identity_role.reader': {
          name: 'reader',
          type: 'AX',
          description: 'reads',
          policy: '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["ecs:*:list"]}]}',
        },
        'huaweicloud_identity_user_role_assignment.alice': {
          user_id: '${huaweicloud_identity_user.alice.id}',
          role_id: '${huaweicloud_identity_role.reader.id}',
          project_id: 'all',
        },
      },
      at: ['huaweicloud_identity_user_role_assignment.alice'],
    },
  ],
  compliant: [
    {
      title: 'the same policies of a group',
      resources: {
        ...people('alice'),
        ...readers,
        ...reports,
        'aws_iam_group_policy.reports': {
          name: 'reports',
          group: '${aws_iam_group.readers.name}',
          policy: policy('Allow'),
        },
        'aws_iam_group_policy_attachment.reports': { group: '${aws_iam_group.readers.name}', policy_arn: arn },
      },
    },
    {
      title: 'a permissions boundary gives nothing',
      resources: { ...reports, 'aws_iam_user.alice': { name: 'alice', permissions_boundary: arn } },
    },
    {
      title: 'exclusive lists that take away what others attach',
      resources: {
        ...people('alice'),
        'aws_iam_user_policy_attachments_exclusive.alice': { user_name: nameOf('alice'), policy_arns: [] },
        'aws_iam_user_policies_exclusive.alice': { user_name: nameOf('alice'), policy_names: [] },
      },
    },
    {
      title: 'a role of a group of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_group_v3.readers': { name: 'readers' },
        'opentelekomcloud_identity_role_v3.reader': {
          display_name: 'reader',
          description: 'reads',
          display_layer: 'project',
          statement: [{ effect: 'Allow', action: ['ecs:*:list'] }],
        },
        'opentelekomcloud_identity_role_assignment_v3.readers': {
          group_id: '${opentelekomcloud_identity_group_v3.readers.id}',
          role_id: '${opentelekomcloud_identity_role_v3.reader.id}',
          project_id: 'the-project',
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'an attachment whose users are only known after the deployment',
      resources: {
        ...reports,
        'aws_iam_policy_attachment.reports': {
          name: 'reports',
          policy_arn: arn,
          users: '${split(",", aws_ssm_parameter.names.insecure_value)}',
        },
        'aws_ssm_parameter.names': { name: '/users', type: 'String' },
      },
      at: ['aws_iam_policy_attachment.reports'],
      onlyIn: 'terraform',
    },
  ],
} as const;
