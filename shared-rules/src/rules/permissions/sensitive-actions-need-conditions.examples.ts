type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const stop = (condition?: object): object => ({
  Effect: 'Allow',
  Action: 'cloudtrail:StopLogging',
  Resource: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/main',
  ...(condition === undefined ? {} : { Condition: condition }),
});

const group = (...statements: readonly object[]): Resources => ({
  'aws_iam_group.operators': { name: 'operators' },
  'aws_iam_group_policy.operators': { name: 'operators', group: 'operators', policy: document(...statements) },
});

const at = ['aws_iam_group_policy.operators'];

/** Examples of `sensitive-actions-need-conditions`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'operators stop the trail with a password alone', resources: group(stop()), at },
    {
      title: 'a condition that an access key meets, since the key is absent there',
      resources: group(stop({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })),
      at,
    },
    {
      title: 'any address is no place',
      resources: group(stop({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })),
      at,
    },
    {
      title: 'an action that the organization has put on the list',
      options: { actions: ['sns:DeleteTopic'] },
      resources: group({
        Effect: 'Allow',
        Action: 'sns:Delete*',
        Resource: 'arn:aws:sns:eu-central-1:111122223333:orders',
      }),
      at,
    },
  ],
  compliant: [
    { title: 'with MFA', resources: group(stop({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })) },
    { title: 'from one network', resources: group(stop({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })) },
    {
      title: 'another statement denies everything without MFA',
      resources: group(stop(), {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
    },
    {
      title: 'a role of a service has no MFA',
      resources: {
        'aws_iam_role.worker': {
          name: 'worker',
          assume_role_policy: document({
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          }),
        },
        'aws_iam_role_policy.worker': { name: 'worker', role: 'worker', policy: document(stop()) },
      },
    },
  ],
  unresolved: [
    {
      title: 'a document that is only known after the deployment',
      resources: {
        'aws_iam_group.operators': { name: 'operators' },
        'aws_iam_group_policy.operators': {
          name: 'operators',
          group: 'operators',
          policy: '${aws_ssm_parameter.document.insecure_value}',
        },
        'aws_ssm_parameter.document': { name: '/document', type: 'String' },
      },
      at,
    },
    {
      title: 'a policy of which nobody knows whether the group has it',
      onlyIn: 'terraform' as const,
      resources: {
        'var.enabled': { type: 'bool' },
        'aws_iam_group.operators': { name: 'operators' },
        'aws_iam_policy.stop': { name: 'stop', policy: document(stop()) },
        'aws_iam_group_policy_attachment.stop': {
          count: '${var.enabled ? 1 : 0}',
          group: 'operators',
          policy_arn: '${aws_iam_policy.stop.arn}',
        },
      },
      at: ['aws_iam_group_policy_attachment.stop'],
    },
  ],
};
