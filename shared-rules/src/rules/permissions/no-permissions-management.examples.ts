import { allow, at, policy } from './policy-of-work';

/** Examples of `no-permissions-management`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'the policy of every bucket',
      resources: policy(allow('s3:PutBucketPolicy', '*')),
      at,
    },
    {
      title: 'who may invoke every function',
      resources: policy(allow(['lambda:AddPermission', 'lambda:RemovePermission'], 'arn:aws:lambda:*:*:function:*')),
      at,
    },
    {
      title: 'the policies of all roles',
      resources: policy(allow('iam:PutRolePolicy', 'arn:aws:iam::*:role/*')),
      at,
    },
  ],
  compliant: [
    {
      title: 'the policy of one bucket',
      resources: policy(allow('s3:PutBucketPolicy', 'arn:aws:s3:::orders')),
    },
    {
      title: 'the policies of roles that stay within a boundary',
      resources: policy(
        allow('iam:PutRolePolicy', '*', {
          Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/boundary' } },
        }),
      ),
    },
    {
      title: 'grants that a service makes for its own use',
      resources: policy(
        allow('kms:CreateGrant', '*', { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
      ),
    },
    {
      title: 'all of a service but its permissions',
      resources: policy(
        { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
        {
          Effect: 'Deny',
          Action: ['sqs:AddPermission', 'sqs:RemovePermission', 'sqs:SetQueueAttributes'],
          Resource: '*',
        },
      ),
    },
  ],
  unresolved: [
    {
      title: 'a document that is only known after the deployment',
      resources: {
        'aws_iam_policy.late': { name: 'late', policy: '${aws_ssm_parameter.document.insecure_value}' },
        'aws_ssm_parameter.document': { name: '/document', type: 'String' },
      },
      at: ['aws_iam_policy.late'],
    },
  ],
} as const;
