type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const policy = (...statements: readonly object[]): Resources => ({
  'aws_iam_policy.deploy': {
    name: 'deploy',
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  },
});

const pass = (resource: string | readonly string[], condition?: object, action = 'iam:PassRole'): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

const toLambda = { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } };
const worker = 'arn:aws:iam::111122223333:role/worker';
const at = ['aws_iam_policy.deploy'];

/** Examples of `restrict-pass-role`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'every role to every service', resources: policy(pass('*')), at },
    { title: 'every role of the account', resources: policy(pass('arn:aws:iam::111122223333:role/*')), at },
    { title: 'a wildcard in the action, in other letters', resources: policy(pass('*', undefined, 'IAM:Pass*')), at },
    {
      title: 'a condition that every service meets',
      resources: policy(pass('*', { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } })),
      at,
    },
    { title: 'every role, though to one service only', resources: policy(pass('*', toLambda)), at },
    {
      title: 'every role, for whatever it is passed for',
      resources: policy(pass('*', { StringLike: { 'iam:AssociatedResourceArn': '*' } })),
      at,
    },
    {
      title: 'every role, though to machines only',
      resources: policy(pass('*', { ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:ec2:*:*:instance/*' } })),
      at,
    },
    { title: 'one role to every service that it trusts', resources: policy(pass(worker)), at },
    {
      title: 'a deny that spares what nobody thought of',
      resources: policy(pass('*'), {
        Effect: 'Deny',
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::111122223333:role/admin',
      }),
      at,
    },
  ],
  compliant: [
    { title: 'one role to one service', resources: policy(pass(worker, toLambda)) },
    {
      title: 'roles of a prefix to one service',
      resources: policy(pass('arn:aws:iam::111122223333:role/app-*', toLambda)),
    },
    {
      title: 'a deny for every other service and every other role',
      resources: policy(
        pass('*'),
        {
          Effect: 'Deny',
          Action: 'iam:PassRole',
          NotResource: worker,
        },
        {
          Effect: 'Deny',
          Action: 'iam:PassRole',
          Resource: '*',
          Condition: { StringNotEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
        },
      ),
    },
    { title: 'reading roles passes none', resources: policy(pass('*', undefined, 'iam:GetRole')) },
    {
      title: 'the action stands in a deny',
      resources: policy({ Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' }),
    },
  ],
  unresolved: [
    {
      title: 'a policy that a variable without a value holds',
      onlyIn: 'terraform' as const,
      resources: {
        'var.policy': { type: 'string' },
        'aws_iam_policy.deploy': { name: 'deploy', policy: '${var.policy}' },
      },
      at,
    },
  ],
};
