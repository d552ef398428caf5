import { allow, at, policy } from './policy-of-work';

/** Examples of `no-wildcard-action`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'all of a service on everything',
      resources: policy(allow('s3:*', '*')),
      at,
    },
    {
      title: 'all that writes in a service',
      resources: policy(allow('s3:Put*', '*')),
      at,
    },
    {
      title: 'in whichever case',
      resources: policy(allow('EC2:*', '*')),
      at,
    },
    {
      title: 'all of a service on one queue: its policy is among it',
      resources: policy(allow('sqs:*', 'arn:aws:sqs:eu-central-1:123456789012:orders')),
      at,
    },
    {
      title: 'a deny of a few actions leaves most',
      resources: policy(allow('dynamodb:*', '*'), { Effect: 'Deny', Action: 'dynamodb:DeleteTable', Resource: '*' }),
      at,
    },
  ],
  compliant: [
    {
      title: 'the actions that the work needs on one queue',
      resources: policy(
        allow(
          ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'],
          'arn:aws:sqs:eu-central-1:123456789012:orders',
        ),
      ),
    },
    {
      title: 'wildcards that only read',
      resources: policy(allow(['s3:Get*', 's3:List*', 'ec2:Describe*'], '*')),
    },
    {
      title: 'a wildcard for a few actions (checkov#1173)',
      resources: policy(allow('xray:Put*', '*')),
    },
    {
      title: 'messages of one queue',
      resources: policy(allow('sqs:*Message*', 'arn:aws:sqs:eu-central-1:123456789012:orders')),
    },
    {
      title: 'a deny that leaves only reads',
      resources: policy(allow('dynamodb:*', '*'), {
        Effect: 'Deny',
        NotAction: ['dynamodb:Get*', 'dynamodb:Query'],
        Resource: '*',
      }),
    },
    {
      title: 'a deny of all of a service',
      resources: policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
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
