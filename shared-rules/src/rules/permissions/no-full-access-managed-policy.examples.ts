const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const role = { 'aws_iam_role.app': { name: 'app', assume_role_policy: trust } };
const attached = (name: string, partition = 'aws'): Resources => ({
  ...role,
  'aws_iam_role_policy_attachment.a': {
    role: '${aws_iam_role.app.name}',
    policy_arn: `arn:${partition}:iam::aws:policy/${name}`,
  },
});
const set = {
  'aws_ssoadmin_permission_set.ops': { name: 'ops', instance_arn: 'arn:aws:sso:::instance/ssoins-6684a1b2c3d4e5f6' },
};
const bounded = (Action: string): Resources => ({
  'aws_iam_policy.edge': {
    name: 'edge',
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }),
  },
  ...attached('AmazonS3FullAccess'),
  'aws_iam_role.app': {
    name: 'app',
    assume_role_policy: trust,
    permissions_boundary: '${aws_iam_policy.edge.arn}',
  },
});

const assigned = (name: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'opentelekomcloud_identity_group_v3.operators': { name: 'operators' },
  'data.opentelekomcloud_identity_role_v3.a': { name },
  'opentelekomcloud_identity_role_assignment_v3.a': {
    group_id: '${opentelekomcloud_identity_group_v3.operators.id}',
    project_id: 'the-project',
    role_id: '${data.opentelekomcloud_identity_role_v3.a.id}',
  },
});

/** Examples of `no-full-access-managed-policy`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'all of a service',
      resources: attached('AmazonS3FullAccess'),
      at: ['aws_iam_role_policy_attachment.a'],
    },
    {
      title: 'the same in another partition',
      resources: attached('AmazonS3FullAccess', 'aws-us-gov'),
      at: ['aws_iam_role_policy_attachment.a'],
    },
    { title: 'all of IAM', resources: attached('IAMFullAccess'), at: ['aws_iam_role_policy_attachment.a'] },
    { title: 'all but IAM', resources: attached('PowerUserAccess'), at: ['aws_iam_role_policy_attachment.a'] },
    {
      title: 'a job function that writes to many services',
      resources: attached('job-function/SystemAdministrator'),
      at: ['aws_iam_role_policy_attachment.a'],
    },
    {
      title: 'a list in the role itself',
      resources: {
        'aws_iam_role.app': {
          name: 'app',
          assume_role_policy: trust,
          managed_policy_arns: ['arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess'],
        },
      },
      at: ['aws_iam_role.app'],
    },
    {
      title: 'the shell of the console for a group',
      resources: {
        'aws_iam_group.staff': { name: 'staff' },
        'aws_iam_group_policy_attachment.a': {
          group: '${aws_iam_group.staff.name}',
          policy_arn: 'arn:aws:iam::aws:policy/AWSCloudShellFullAccess',
        },
      },
      at: ['aws_iam_group_policy_attachment.a'],
    },
    {
      title: 'a permission set',
      resources: {
        ...set,
        'aws_ssoadmin_managed_policy_attachment.a': {
          instance_arn: 'arn:aws:sso:::instance/ssoins-6684a1b2c3d4e5f6',
          permission_set_arn: '${aws_ssoadmin_permission_set.ops.arn}',
          managed_policy_arn: 'arn:aws:iam::aws:policy/PowerUserAccess',
        },
      },
      at: ['aws_ssoadmin_managed_policy_attachment.a'],
    },
    {
      title: 'a role of another stack',
      resources: {
        'aws_iam_role_policy_attachment.a': {
          role: 'theirs',
          policy_arn: 'arn:aws:iam::aws:policy/AmazonSQSFullAccess',
        },
      },
      at: ['aws_iam_role_policy_attachment.a'],
    },
    {
      title: 'a boundary that leaves all of the service',
      resources: bounded('*'),
      at: ['aws_iam_role_policy_attachment.a'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a predefined policy of Open Telekom Cloud for all of a service',
      resources: assigned('ECS FullAccess'),
      at: ['opentelekomcloud_identity_role_assignment_v3.a'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    { title: 'reading a service', resources: attached('AmazonS3ReadOnlyAccess') },
    { title: 'what a service needs to run', resources: attached('service-role/AWSLambdaBasicExecutionRole') },
    { title: 'a job function that only reads', resources: attached('job-function/ViewOnlyAccess') },
    {
      title: 'a name that the configuration allows',
      resources: attached('AmazonSSMFullAccess'),
      options: { allowed: ['AmazonSSMFullAccess'] },
    },
    {
      title: 'a boundary that cuts the policy down to reading',
      resources: bounded('s3:Get*'),
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a policy of the own account with such a name',
      resources: {
        ...role,
        'aws_iam_role_policy_attachment.a': {
          role: '${aws_iam_role.app.name}',
          policy_arn: 'arn:aws:iam::123456789012:policy/AmazonS3FullAccess',
        },
      },
    },
    {
      title: 'a predefined policy of Open Telekom Cloud that only reads',
      resources: assigned('ECS ReadOnlyAccess'),
      onlyIn: 'terraform' as const,
    },
  ],
  unresolved: [
    {
      title: 'a policy that is told on deployment',
      resources: {
        ...role,
        'var.policy': {},
        'aws_iam_role_policy_attachment.a': { role: '${aws_iam_role.app.name}', policy_arn: '${var.policy}' },
      },
      at: ['aws_iam_role_policy_attachment.a'],
      onlyIn: 'terraform' as const,
    },
  ],
};
