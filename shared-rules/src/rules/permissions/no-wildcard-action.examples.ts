import { allow, at, policy } from './policy-of-work';

const otcRole = (...statements: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown>> => ({
  display_name: 'wide',
  description: 'a role',
  display_layer: 'domain',
  statement: statements.map((statement) => ({ effect: 'Allow', ...statement })),
});

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
      title: 'all of the services of a letter',
      resources: policy(allow('b*:*', '*')),
      at,
    },
    {
      title: 'all that starts something in whichever service',
      resources: policy(allow('*:Start*', '*')),
      at,
    },
    {
      title: 'all of a service on one bucket, in other signs',
      resources: policy(allow('s3:?*', ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'])),
      at,
    },
    {
      title: 'a deny of a few actions leaves most',
      resources: policy(allow('dynamodb:*', '*'), { Effect: 'Deny', Action: 'dynamodb:DeleteTable', Resource: '*' }),
      at,
    },
    {
      title: 'all of a service of Open Telekom Cloud',
      resources: { 'opentelekomcloud_identity_role_v3.servers': otcRole({ action: ['ecs:*:*'] }) },
      at: ['opentelekomcloud_identity_role_v3.servers'],
    },
    {
      title: 'all operations on all buckets of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_role_v3.all': otcRole({ action: ['obs:*:*'], resource: ['OBS:*:*:bucket:*'] }),
      },
      at: ['opentelekomcloud_identity_role_v3.all'],
    },
    {
      title: 'all operations on one kind of resource of Open Telekom Cloud, in capitals',
      resources: { 'opentelekomcloud_identity_role_v3.buckets': otcRole({ action: ['obs:Bucket:*'] }) },
      at: ['opentelekomcloud_identity_role_v3.buckets'],
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
      title: 'wildcards that only read in whichever service',
      resources: policy(allow(['*:Describe*', '*:List*'], '*')),
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
    {
      title: 'reads and named operations of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_role_v3.servers': otcRole({
          action: ['ecs:*:get*', 'ecs:*:list*', 'ecs:cloudServers:start'],
        }),
      },
    },
    {
      title: 'all operations on one bucket of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_role_v3.bucket': otcRole({
          action: ['obs:object:*'],
          resource: ['OBS:*:*:object:invoices/*'],
        }),
      },
    },
    {
      title: 'a deny that leaves nothing of the wildcard in Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_role_v3.none': otcRole(
          { action: ['ecs:*:*'] },
          { effect: 'Deny', action: ['ecs:*:*'] },
        ),
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
