type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const policy = (...statements: readonly object[]): Resources => ({
  'aws_iam_policy.broad': { name: 'broad', policy: document(...statements) },
});

const queue = (statement: object): Resources => ({
  'aws_sqs_queue_policy.jobs': {
    queue_url: 'https://sqs.eu-central-1.amazonaws.com/111122223333/jobs',
    policy: document(statement),
  },
});

const at = ['aws_iam_policy.broad'];
const QUEUE = 'arn:aws:sqs:eu-central-1:111122223333:jobs';

/** Examples of `no-allow-with-not-action`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'every action but those of IAM',
      resources: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
      at,
    },
    {
      title: 'a misspelt action excludes nothing',
      resources: policy({ Effect: 'Allow', NotAction: 'prodbadaction:Whatever', Resource: '*' }),
      at,
    },
    {
      title: 'everything but one bucket',
      resources: policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::payroll/*' }),
      at,
    },
    {
      title: 'a queue for everybody but one account',
      resources: queue({
        Effect: 'Allow',
        NotPrincipal: { AWS: 'arn:aws:iam::999988887777:root' },
        Action: 'sqs:SendMessage',
        Resource: QUEUE,
      }),
      at: ['aws_sqs_queue_policy.jobs'],
    },
    {
      title: 'a trust policy that allows every action but one',
      resources: {
        'aws_iam_role.entry': {
          name: 'entry',
          assume_role_policy: document({
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            NotAction: 'sts:TagSession',
          }),
        },
      },
      at: ['aws_iam_role.entry'],
    },
  ],
  compliant: [
    {
      title: 'the actions that are needed',
      resources: policy({ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }),
    },
    {
      title: 'a deny of everything but what enrols a device',
      resources: policy({
        Effect: 'Deny',
        NotAction: ['iam:EnableMFADevice', 'iam:ListMFADevices'],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
    },
    {
      title: 'a deny leaves nothing of it',
      resources: policy(
        { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
        { Effect: 'Deny', Action: '*', Resource: '*' },
      ),
    },
    {
      title: 'a queue from which everybody but one role is kept',
      resources: queue({
        Effect: 'Deny',
        NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
        Action: 'sqs:*',
        Resource: QUEUE,
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
    {
      title: 'an inline policy of which nobody knows whether it is there',
      onlyIn: 'terraform' as const,
      resources: {
        'var.enabled': { type: 'bool' },
        'aws_iam_role.worker': {
          name: 'worker',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          }),
        },
        'aws_iam_role_policy.worker': {
          count: '${var.enabled ? 1 : 0}',
          name: 'worker',
          role: 'worker',
          policy: document({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
        },
      },
      at: ['aws_iam_role_policy.worker'],
    },
  ],
};
