interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string;
}

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const document = (...parts: readonly Part[]): { readonly Version: string; readonly Statement: readonly object[] } => ({
  Version: '2012-10-17',
  Statement: parts.map((part) => ({ Effect: 'Allow', Resource: '*', ...part })),
});
const policy = (...parts: readonly Part[]): Resources => ({
  'aws_iam_policy.reports': { name: 'reports', policy: JSON.stringify(document(...parts)) },
});
const reference = document({ Action: ['s3:Get*', 's3:List*'] }, { Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:jobs' });

/** Examples of `no-new-access`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'an action that the reference document does not have',
      resources: policy({ Action: 's3:PutObject' }),
      options: { reference },
      at: ['aws_iam_policy.reports'],
    },
    {
      title: 'a resource that it does not have, the document as JSON text',
      resources: policy({ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:mails' }),
      options: { reference: JSON.stringify(reference) },
      at: ['aws_iam_policy.reports'],
    },
    {
      title: 'two policies of a user, one of which is outside',
      resources: {
        'aws_iam_user.alice': { name: 'alice' },
        'aws_iam_user_policy.a': {
          name: 'a',
          user: '${aws_iam_user.alice.name}',
          policy: JSON.stringify(document({ Action: 's3:GetObject' }, { Action: 'iam:PassRole' })),
        },
      },
      options: { reference },
      at: ['aws_iam_user.alice'],
    },
  ],
  compliant: [
    {
      title: 'a part of what the reference document has',
      resources: policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      options: { reference },
    },
    {
      title: 'more, which a deny takes back',
      resources: policy({ Action: ['s3:Get*', 's3:PutObject'] }, { Effect: 'Deny', Action: 's3:Put*' }),
      options: { reference },
    },
    { title: 'nothing to compare with', resources: policy({ Action: 's3:PutObject' }) },
  ],
  unresolved: [
    {
      title: 'a document that is told on deployment',
      resources: { 'var.policy': {}, 'aws_iam_policy.reports': { name: 'reports', policy: '${var.policy}' } },
      options: { reference },
      at: ['aws_iam_policy.reports'],
      onlyIn: 'terraform' as const,
    },
  ],
};
