type Statement = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const at = ['aws_iam_role.entry'];

/** A role with these statements in its trust policy. */
const role = (...statements: readonly Statement[]): Resources => ({
  'aws_iam_role.entry': {
    name: 'entry',
    assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  },
});

const service = (name: string, condition?: unknown): Statement => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: name },
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** Examples of `restrict-service-trust`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'schedules of any account', resources: role(service('scheduler.amazonaws.com')), at },
    {
      title: 'an account that may be absent or any',
      resources: role(service('bedrock.amazonaws.com', { StringLike: { 'aws:SourceAccount': '*' } })),
      at,
    },
    {
      title: 'the service of a region is the same one',
      resources: role(service('logs.eu-central-1.amazonaws.com')),
      at,
    },
  ],
  compliant: [
    {
      title: 'one pipe of the stack',
      resources: {
        'aws_pipes_pipe.orders': { name: 'orders', role_arn: 'r', source: 's', target: 't' },
        ...role(service('pipes.amazonaws.com', { ArnEquals: { 'aws:SourceArn': '${aws_pipes_pipe.orders.arn}' } })),
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'schedules of the own account',
      resources: role(service('scheduler.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '111122223333' } })),
    },
    {
      title: 'one group of schedules',
      resources: role(
        service('scheduler.amazonaws.com', {
          ArnLike: { 'aws:SourceArn': 'arn:aws:scheduler:eu-central-1:111122223333:schedule-group/nightly' },
        }),
      ),
    },
    { title: 'EC2 takes the role from whoever may pass it', resources: role(service('ec2.amazonaws.com')) },
    { title: 'so does Lambda', resources: role(service('lambda.amazonaws.com')) },
  ],
  unresolved: [
    {
      title: 'an account that a variable without a value names',
      resources: {
        'var.account': { type: 'string' },
        ...role(service('scheduler.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '${var.account}' } })),
      },
      at,
      onlyIn: 'terraform' as const,
    },
  ],
};
