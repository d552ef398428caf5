import { allow, at, policy } from './policy-of-work';

/** Examples of `no-data-exfiltration`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'every object of every bucket',
      resources: policy(allow('s3:GetObject', '*')),
      at,
    },
    {
      title: 'every object, written as an ARN',
      resources: policy(allow('s3:Get*', 'arn:aws:s3:::*/*')),
      at,
    },
    {
      title: 'every secret, from one network',
      resources: policy(
        allow('secretsmanager:GetSecretValue', '*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
      ),
      at,
    },
    {
      title: 'a pattern that every secret matches, as AWS ends their names with six characters',
      resources: policy(
        allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:*-??????'),
      ),
      at,
    },
    {
      title: 'every secret, in the version that is current',
      resources: policy(
        allow('secretsmanager:GetSecretValue', '*', {
          Condition: { StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT' } },
        }),
      ),
      at,
    },
    {
      title: 'every parameter',
      resources: policy(allow('ssm:GetParameter*', 'arn:aws:ssm:*:*:parameter/*')),
      at,
    },
  ],
  compliant: [
    {
      title: 'a boundary leaves the buckets of a prefix',
      resources: {
        'aws_iam_policy.boundary': {
          name: 'boundary',
          policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::app-*' }],
          }),
        },
        'aws_iam_user.reader': {
          name: 'reader',
          permissions_boundary: '${aws_iam_policy.boundary.arn}',
        },
        'aws_iam_user_policy.reader': {
          name: 'reader',
          user: 'reader',
          policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
          }),
        },
      },
    },
    {
      title: 'the objects of one bucket',
      resources: policy(allow('s3:GetObject', 'arn:aws:s3:::orders/*')),
    },
    {
      title: 'secrets with the tag of the team',
      resources: policy(
        allow('secretsmanager:GetSecretValue', '*', {
          Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
        }),
      ),
    },
    {
      title: 'the parameters of one application',
      resources: policy(allow('ssm:GetParameter*', 'arn:aws:ssm:*:*:parameter/orders/*')),
    },
    {
      title: 'lists of what there is',
      resources: policy(allow(['s3:ListAllMyBuckets', 'secretsmanager:ListSecrets'], '*')),
    },
  ],
  unresolved: [
    {
      title: 'a part of the action is not known',
      onlyIn: 'terraform' as const,
      resources: {
        'var.verb': { type: 'string' },
        ...policy(allow('s3:${var.verb}', '*')),
      },
      at,
    },
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
