const written = (document: unknown): { readonly 'aws_iam_policy.logs': Readonly<Record<string, unknown>> } => ({
  'aws_iam_policy.logs': { name: 'logs', policy: typeof document === 'string' ? document : JSON.stringify(document) },
});
const at = ['aws_iam_policy.logs'];
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };
const saying = (statement: object): ReturnType<typeof written> =>
  written({ Version: '2012-10-17', Statement: [statement] });

const deploy = { Effect: 'Allow', Action: ['iam:PassRole', 'iam:GetRole'] };
const office = (...addresses: readonly string[]): ReturnType<typeof written> =>
  saying({ ...read, Condition: { IpAddress: { 'aws:SourceIp': addresses } } });
const team = (operator: string): ReturnType<typeof written> =>
  saying({ ...read, Condition: { [operator]: { 'aws:PrincipalTag/team': 'logs-*' } } });

const GITHUB = 'token.actions.githubusercontent.com';
const trusting = (condition: object): { readonly 'aws_iam_role.deploy': Readonly<Record<string, unknown>> } => ({
  'aws_iam_role.deploy': {
    name: 'deploy',
    assume_role_policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          ...condition,
        },
      ],
    }),
  },
});

const bucketPolicy = (
  statement: object,
): { readonly 'aws_s3_bucket_policy.logs': Readonly<Record<string, unknown>> } => ({
  'aws_s3_bucket_policy.logs': {
    bucket: 'logs',
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  },
});

/** Examples of `valid-policy`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'text that is not JSON', resources: written('{"Version": "2012-10-17", "Statement": [}'), at },
    { title: 'an effect in the wrong case', resources: saying({ ...read, Effect: 'allow' }), at },
    { title: 'a statement without an action', resources: saying({ Effect: 'Allow', Resource: '*' }), at },
    { title: 'a misspelled action', resources: saying({ ...read, Action: 's3:GetObjct' }), at },
    {
      title: 'a resource with a region that its ARN does not have',
      resources: saying({ ...read, Resource: 'arn:aws:s3:eu-central-1::logs/*' }),
      at,
    },
    { title: 'a condition on an address that no request has', resources: office('10.0.0.0/8'), at },
    { title: 'a wildcard under an operator that takes it for a character', resources: team('StringEquals'), at },
    { title: 'a role that any repository on GitHub may assume', resources: trusting({}), at: ['aws_iam_role.deploy'] },
    {
      title: 'the policy of a bucket that names everything instead of the bucket',
      resources: bucketPolicy({ Principal: { AWS: '111122223333' }, ...read, Resource: '*' }),
      at: ['aws_s3_bucket_policy.logs'],
    },
    {
      title: 'the policy of a bucket that names nobody',
      resources: bucketPolicy(read),
      at: ['aws_s3_bucket_policy.logs'],
    },
    {
      title: 'an action that another one covers, where suggestions are asked for',
      resources: saying({ ...read, Action: ['s3:Get*', 's3:GetObject'] }),
      options: { suggestions: true },
      at,
    },
  ],
  compliant: [
    { title: 'a statement with effect, action and resource', resources: saying(read) },
    { title: 'a single statement that is no list', resources: written({ Version: '2012-10-17', Statement: read }) },
    { title: 'an action in another case', resources: saying({ ...read, Action: 'S3:getobject' }) },
    { title: 'a condition on an address of the internet', resources: office('203.0.113.0/24') },
    { title: 'a wildcard under an operator that knows it', resources: team('StringLike') },
    {
      title: 'the permission to pass every role, which other rules judge',
      resources: saying({ ...deploy, Resource: '*' }),
    },
    {
      title: 'a role that one branch of one repository may assume',
      resources: trusting({
        Condition: {
          StringEquals: {
            [`${GITHUB}:aud`]: 'sts.amazonaws.com',
            [`${GITHUB}:sub`]: 'repo:example/logs:ref:refs/heads/main',
          },
        },
      }),
    },
    {
      title: 'the policy of a bucket that names it',
      resources: bucketPolicy({ Principal: { AWS: '111122223333' }, ...read }),
    },
    {
      title: 'the policy of a repository, which takes no resources',
      resources: {
        'aws_ecr_repository_policy.logs': {
          repository: 'logs',
          policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'ecr:BatchGetImage' }],
          }),
        },
      },
    },
    {
      title: 'an action that another one covers',
      resources: saying({ ...read, Action: ['s3:Get*', 's3:GetObject'] }),
    },
    {
      title: 'a part that is not known yet',
      resources: {
        'aws_s3_bucket.logs': {},
        ...saying({ ...read, Resource: '${aws_s3_bucket.logs.arn}/*' }),
      },
      onlyIn: 'terraform' as const,
    },
  ],
};
