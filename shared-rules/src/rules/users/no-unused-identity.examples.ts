const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

const read = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/2026.pdf' });

const trust = (principal: object, action: string): string =>
  document({ Effect: 'Allow', Principal: principal, Action: action });

const forCompute = trust({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole');

const reports = { 'aws_iam_policy.reports': { name: 'reports', policy: read } };
const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const people = { 'aws_iam_group.people': { name: 'people' } };
const role = (assume: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_role.batch': { name: 'batch', assume_role_policy: assume },
});
const asMember = {
  'aws_iam_user_group_membership.alice': {
    user: '${aws_iam_user.alice.name}',
    groups: ['${aws_iam_group.people.name}'],
  },
};

/** Examples of `no-unused-identity`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'a user with nothing', resources: alice, at: ['aws_iam_user.alice'] },
    {
      title: 'a boundary alone gives nothing',
      resources: {
        ...reports,
        'aws_iam_user.alice': { name: 'alice', permissions_boundary: '${aws_iam_policy.reports.arn}' },
      },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'a group without members, whatever is attached to it',
      resources: {
        ...people,
        ...reports,
        'aws_iam_group_policy_attachment.reports': {
          group: '${aws_iam_group.people.name}',
          policy_arn: '${aws_iam_policy.reports.arn}',
        },
      },
      at: ['aws_iam_group.people'],
    },
    {
      title: 'a membership of nobody',
      resources: {
        ...people,
        'aws_iam_group_membership.people': { name: 'people', group: '${aws_iam_group.people.name}', users: [] },
      },
      at: ['aws_iam_group.people'],
    },
    {
      title: 'a policy that only its own document names',
      resources: {
        'aws_iam_policy.limit': {
          name: 'limit',
          policy: document({
            Effect: 'Deny',
            Action: 'iam:DeletePolicy',
            Resource: 'arn:aws:iam::123456789012:policy/limit',
          }),
        },
      },
      at: ['aws_iam_policy.limit'],
    },
    { title: 'a policy that is attached to nobody', resources: reports, at: ['aws_iam_policy.reports'] },
    {
      title: 'a role for a principal that was deleted',
      resources: role(trust({ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, 'sts:AssumeRole')),
      at: ['aws_iam_role.batch'],
    },
    {
      title: 'a role that allows something else than to assume it',
      resources: role(trust({ Service: 'ec2.amazonaws.com' }, 'sts:TagSession')),
      at: ['aws_iam_role.batch'],
    },
    {
      title: 'a role that denies everybody',
      resources: role(document({ Effect: 'Deny', Principal: '*', Action: 'sts:*' })),
      at: ['aws_iam_role.batch'],
    },
    {
      title: 'an instance profile without a role',
      resources: { 'aws_iam_instance_profile.batch': { name: 'batch' } },
      at: ['aws_iam_instance_profile.batch'],
    },
    {
      title: 'a custom role of Open Telekom Cloud that nobody has',
      resources: {
        'opentelekomcloud_identity_role_v3.reader': {
          display_name: 'reader',
          description: 'reads',
          display_layer: 'project',
          statement: [{ effect: 'Allow', action: ['ecs:*:list'] }],
        },
      },
      at: ['opentelekomcloud_identity_role_v3.reader'],
    },
  ],
  compliant: [
    { title: 'a user in a group', resources: { ...alice, ...people, ...asMember } },
    {
      title: 'a group for a user of another stack',
      resources: {
        ...people,
        'aws_iam_group_membership.people': { name: 'people', group: '${aws_iam_group.people.name}', users: ['bob'] },
      },
    },
    {
      title: 'a user with an SSH key only',
      resources: {
        ...alice,
        'aws_iam_user_ssh_key.alice': { username: 'alice', encoding: 'SSH', public_key: 'ssh-rsa AAAAB3NzaC1yc2E' },
      },
    },
    {
      title: 'a user, a group and a policy that the outputs of the stack hand on',
      resources: {
        ...alice,
        ...people,
        ...reports,
        'output.user': { value: '${aws_iam_user.alice.arn}' },
        'output.group': { value: '${aws_iam_group.people.name}' },
        'output.policy': { value: '${aws_iam_policy.reports.arn}' },
      },
      onlyIn: 'terraform',
    },
    {
      title: 'a policy that bounds somebody',
      resources: {
        ...reports,
        'aws_iam_role.batch': {
          name: 'batch',
          assume_role_policy: forCompute,
          permissions_boundary: '${aws_iam_policy.reports.arn}',
        },
      },
    },
    {
      title: 'a policy that a condition asks for as a boundary',
      resources: {
        ...reports,
        ...role(forCompute),
        'aws_iam_role_policy.batch': {
          name: 'make-roles',
          role: '${aws_iam_role.batch.name}',
          policy: document({
            Effect: 'Allow',
            Action: 'iam:CreateRole',
            Resource: 'arn:aws:iam::123456789012:role/batch-*',
            Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/reports' } },
          }),
        },
      },
    },
    {
      title: 'a role in an instance profile',
      resources: {
        ...role(forCompute),
        'aws_iam_instance_profile.batch': { name: 'batch', role: '${aws_iam_role.batch.name}' },
      },
    },
    {
      title: 'a role for those whom an identity provider vouches for',
      resources: role(
        trust({ Federated: 'arn:aws:iam::123456789012:saml-provider/company' }, 'sts:AssumeRoleWithSAML'),
      ),
    },
    {
      title: 'a role for a principal that was deleted and one that is there',
      resources: role(
        trust({ AWS: ['AIDACKCEVSQ6C2EXAMPLE', 'arn:aws:iam::123456789012:role/deploy'] }, 'sts:AssumeRole'),
      ),
    },
    {
      title: 'a user of Open Telekom Cloud in a group with a role',
      resources: {
        'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: 'console' },
        'opentelekomcloud_identity_group_v3.readers': { name: 'readers' },
        'opentelekomcloud_identity_user_group_membership_v3.alice': {
          user: '${opentelekomcloud_identity_user_v3.alice.id}',
          groups: ['${opentelekomcloud_identity_group_v3.readers.id}'],
        },
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
      title: 'members that are only known after the deployment',
      resources: {
        ...people,
        'aws_iam_group_membership.people': {
          name: 'people',
          group: '${aws_iam_group.people.name}',
          users: '${split(",", aws_ssm_parameter.names.insecure_value)}',
        },
        'aws_ssm_parameter.names': { name: '/users', type: 'String' },
      },
      at: ['aws_iam_group.people'],
      onlyIn: 'terraform',
    },
  ],
} as const;
