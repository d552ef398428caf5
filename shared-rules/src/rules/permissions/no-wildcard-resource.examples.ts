import { allow, at, document, policy } from './policy-of-work';

/** Examples of `no-wildcard-resource`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'an action that could be granted for one function is granted for all',
      resources: policy(allow('lambda:UpdateFunctionCode', '*')),
      at,
    },
    {
      title: 'a pattern of an ARN that all buckets match',
      resources: policy(allow('s3:DeleteObject', 'arn:aws:s3:::*')),
      at,
    },
    {
      title: 'a pattern that all tables of the region match',
      resources: policy(allow('dynamodb:DeleteItem', 'arn:aws:dynamodb:eu-central-1:123456789012:table/*')),
      at,
    },
    {
      title: 'a pattern that the ids of all machines match',
      resources: policy(allow('ec2:TerminateInstances', 'arn:aws:ec2:*:*:instance/i-*')),
      at,
    },
    {
      title: 'a pattern that the ids of all keys match',
      resources: policy(allow('kms:DisableKey', 'arn:aws:kms:*:*:key/????????-????-????-????-????????????')),
      at,
    },
    {
      title: 'how an object is encrypted does not bound where it is put',
      resources: policy(
        allow('s3:PutObject', '*', { Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } } }),
      ),
      at,
    },
    {
      title: 'a condition on who asks does not bound what is reached',
      resources: policy(
        allow('sqs:DeleteQueue', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      ),
      at,
    },
    {
      title: 'a condition with `ForAllValues` holds when the key is absent',
      resources: policy(
        allow('ec2:TerminateInstances', '*', {
          Condition: { 'ForAllValues:StringEquals': { 'aws:ResourceTag/team': 'blue' } },
        }),
      ),
      at,
    },
    {
      title: 'a deny for some resources leaves the others',
      resources: policy(allow('sqs:DeleteQueue', '*'), {
        Effect: 'Deny',
        Action: 'sqs:*',
        Resource: 'arn:aws:sqs:*:*:prod-*',
      }),
      at,
    },
    {
      title: 'reads, where they count',
      resources: policy(allow('dynamodb:DescribeTable', '*')),
      options: { alsoReads: true },
      at,
    },
  ],
  compliant: [
    {
      title: 'what every function does that writes logs',
      resources: policy(allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], '*')),
    },
    {
      title: 'the same action for one function',
      resources: policy(allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-central-1:123456789012:function:orders')),
    },
    {
      title: 'a prefix that the team owns',
      resources: policy(allow('s3:DeleteObject', 'arn:aws:s3:::orders-*')),
    },
    {
      title: 'the objects of one bucket, and the streams of one log group',
      resources: policy(
        allow('s3:PutObject', 'arn:aws:s3:::orders/*'),
        allow('logs:PutLogEvents', 'arn:aws:logs:*:*:log-group:/aws/lambda/orders:*'),
      ),
    },
    {
      title: 'an action that can only be granted for all (checkov#5134, #5442)',
      resources: policy(allow(['s3:ListAllMyBuckets', 'logs:DescribeLogGroups', 'cloudwatch:PutMetricData'], '*')),
    },
    {
      title: 'writes that can only be granted for all (checkov#1173)',
      resources: policy(allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*')),
    },
    {
      title: 'a key that is used only by way of a service (checkov#5148)',
      resources: policy(
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], '*', {
          Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
        }),
      ),
    },
    {
      title: 'a condition on a tag of the resource',
      resources: policy(
        allow('ec2:TerminateInstances', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } } }),
      ),
    },
    {
      title: 'reads, where they do not count',
      resources: policy(allow(['ec2:Describe*', 'dynamodb:DescribeTable'], '*')),
    },
    {
      title: 'a job that gets its id when it starts (checkov#7279)',
      resources: policy(allow('comprehend:StartPiiEntitiesDetectionJob', '*')),
    },
    {
      title: 'calls for which no identity policy is asked',
      resources: policy(allow(['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'], '*')),
    },
    {
      title: 'a deny of everything (checkov#1037)',
      resources: policy({ Effect: 'Deny', Action: '*', Resource: '*' }),
    },
    {
      title: 'a deny that takes all of it away',
      resources: policy(allow('sqs:DeleteQueue', '*'), { Effect: 'Deny', Action: 'sqs:Delete*', Resource: '*' }),
    },
    {
      title: 'a boundary that keeps the role to its own queues (checkov#5502)',
      resources: {
        'aws_iam_role.ci': {
          name: 'ci',
          assume_role_policy: document({
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'lambda.amazonaws.com' },
          }),
          permissions_boundary: '${aws_iam_policy.boundary.arn}',
        },
        'aws_iam_role_policy.ci': { name: 'inline', role: 'ci', policy: document(allow('sqs:DeleteQueue', '*')) },
        'aws_iam_policy.boundary': { name: 'boundary', policy: document(allow('sqs:*', 'arn:aws:sqs:*:*:ci-*')) },
      },
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
