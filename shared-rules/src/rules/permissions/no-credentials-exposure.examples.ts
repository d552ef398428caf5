import { allow, at, policy } from './policy-of-work';

/** Examples of `no-credentials-exposure`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'access keys for whatever user',
      resources: policy(allow('iam:CreateAccessKey', '*')),
      at,
    },
    {
      title: 'the users of a path are named, all users are not',
      resources: policy(allow('iam:CreateLoginProfile', 'arn:aws:iam::123456789012:user/*')),
      at,
    },
    {
      title: 'credentials of every database',
      resources: policy(allow('redshift:GetClusterCredentials', '*')),
      at,
    },
    {
      title: 'a pattern in another case',
      resources: policy(allow('IAM:create*KEY', '*')),
      at,
    },
  ],
  compliant: [
    {
      title: 'an access key for the own user',
      resources: policy(allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/$${aws:username}')),
    },
    {
      title: 'the users of one path',
      resources: policy(allow('iam:CreateLoginProfile', 'arn:aws:iam::123456789012:user/guests/*')),
    },
    {
      title: 'a token for the own rights, which can only be granted for all',
      resources: policy(allow('ecr:GetAuthorizationToken', '*')),
    },
    {
      title: 'a deny that takes it away',
      resources: policy(allow('iam:Create*', '*'), {
        Effect: 'Deny',
        Action: ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateServiceSpecificCredential'],
        Resource: '*',
      }),
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
