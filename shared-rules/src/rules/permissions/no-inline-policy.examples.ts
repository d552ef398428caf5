const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }],
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Examples of `no-inline-policy`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a policy in a role',
      resources: { 'aws_iam_role_policy.p': { name: 'p', role: 'app', policy: document } },
      at: ['aws_iam_role_policy.p'],
    },
    {
      title: 'a policy in a group',
      resources: { 'aws_iam_group_policy.p': { name: 'p', group: 'staff', policy: document } },
      at: ['aws_iam_group_policy.p'],
    },
    {
      title: 'a block in the role',
      resources: {
        'aws_iam_role.app': {
          name: 'app',
          assume_role_policy: trust,
          inline_policy: [{ name: 'p', policy: document }],
        },
      },
      at: ['aws_iam_role.app'],
    },
  ],
  compliant: [
    { title: 'a policy of its own', resources: { 'aws_iam_policy.p': { name: 'p', policy: document } } },
    {
      title: 'the block that takes every inline policy away',
      resources: { 'aws_iam_role.app': { name: 'app', assume_role_policy: trust, inline_policy: [{}] } },
    },
    {
      title: 'a permission set, where it is the normal form',
      resources: {
        'aws_ssoadmin_permission_set_inline_policy.p': {
          instance_arn: 'arn:aws:sso:::instance/ssoins-6684a1b2c3d4e5f6',
          permission_set_arn: 'arn:aws:sso:::permissionSet/ssoins-6684a1b2c3d4e5f6/ps-0123456789abcdef',
          inline_policy: document,
        },
      },
    },
  ],
};
