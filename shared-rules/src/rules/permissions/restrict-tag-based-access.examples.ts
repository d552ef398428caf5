interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: string;
  readonly Condition?: object;
}

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const document = (...parts: readonly Part[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: parts.map((part) => ({ Effect: 'Allow', Resource: '*', ...part })),
  });
const policy = (...parts: readonly Part[]): Resources => ({
  'aws_iam_policy.team': { name: 'team', policy: document(...parts) },
});
const at = ['aws_iam_policy.team'];
const MACHINES = 'arn:aws:ec2:*:*:instance/*';

const ofTeam = { StringEquals: { 'aws:ResourceTag/team': 'blue' } };
const stop: Part = { Action: ['ec2:StopInstances', 'ec2:TerminateInstances'], Resource: MACHINES, Condition: ofTeam };

const alice = (tags: Readonly<Record<string, string>>, ...parts: readonly Part[]): Resources => ({
  'aws_iam_user.alice': { name: 'alice', tags },
  'aws_iam_user_policy.own': { name: 'own', user: 'alice', policy: document(...parts) },
});
const byOwnTag: Part = {
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::salaries/*',
  Condition: { StringEquals: { 'aws:PrincipalTag/team': 'payroll' } },
};

/** Examples of `restrict-tag-based-access`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'machines of the own team, and tagging of any machine',
      resources: policy(stop, { Action: 'ec2:CreateTags' }),
      at,
    },
    {
      title: 'the tag of the machine must be that of the principal',
      resources: policy(
        {
          Action: 'ec2:StopInstances',
          Resource: MACHINES,
          Condition: { StringEquals: { 'aws:ResourceTag/team': '$${aws:PrincipalTag/team}' } },
        },
        { Action: 'ec2:CreateTags', Resource: MACHINES },
      ),
      at,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'everything but IAM on what has the tag, and tagging of any machine',
      resources: policy(
        { NotAction: ['iam:*', 'sts:*'], Condition: ofTeam },
        { Action: 'ec2:CreateTags', Resource: MACHINES },
      ),
      at,
    },
    {
      title: 'what has no tag is open, and the tag of another team may be replaced',
      resources: policy(
        { ...stop, Condition: { StringEqualsIfExists: { 'aws:ResourceTag/team': 'blue' } } },
        { Action: 'ec2:CreateTags' },
      ),
      at,
    },
    {
      title: 'a tag of objects',
      resources: policy(
        {
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::orders/*',
          Condition: { StringEquals: { 's3:ExistingObjectTag/class': 'public' } },
        },
        { Action: 's3:PutObjectTagging', Resource: 'arn:aws:s3:::orders/*' },
      ),
      at,
    },
    {
      title: 'a user who gives itself the second of two teams',
      resources: alice(
        { team: 'red' },
        { ...byOwnTag, Condition: { StringEquals: { 'aws:PrincipalTag/team': ['payroll', 'audit'] } } },
        {
          Action: 'iam:TagUser',
          Resource: 'arn:aws:iam::*:user/alice',
          Condition: { StringEquals: { 'aws:RequestTag/team': 'audit' } },
        },
      ),
      at: ['aws_iam_user_policy.own'],
    },
    {
      title: 'a user who tags itself',
      resources: alice({ team: 'blue' }, byOwnTag, { Action: 'iam:TagUser', Resource: 'arn:aws:iam::*:user/alice' }),
      at: ['aws_iam_user_policy.own'],
    },
  ],
  compliant: [
    {
      title: 'tagging of what the tag is not asked of',
      resources: policy({ ...stop, Resource: '*' }, { Action: 'ec2:CreateTags', Resource: 'arn:aws:ec2:*:*:volume/*' }),
    },
    {
      title: 'tagging only what has the tag already',
      resources: policy(stop, { Action: 'ec2:CreateTags', Resource: MACHINES, Condition: ofTeam }),
    },
    {
      title: 'tagging only what is being made',
      resources: policy(stop, {
        Action: 'ec2:CreateTags',
        Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
      }),
    },
    {
      title: 'tagging with other keys',
      resources: policy(stop, {
        Action: 'ec2:CreateTags',
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost'] } },
      }),
    },
    {
      title: 'stopping any machine anyway, of which other rules speak',
      resources: policy(stop, { Action: ['ec2:StopInstances', 'ec2:TerminateInstances', 'ec2:CreateTags'] }),
    },
    {
      title: 'tagging of another service',
      resources: policy(stop, { Action: 'sqs:TagQueue' }),
    },
    {
      title: 'a user who has the tag',
      resources: alice({ team: 'payroll' }, byOwnTag, { Action: 'iam:TagUser', Resource: 'arn:aws:iam::*:user/alice' }),
    },
    {
      title: 'a user who tags others',
      resources: alice({ team: 'blue' }, byOwnTag, { Action: 'iam:TagUser', Resource: 'arn:aws:iam::*:user/bot' }),
    },
  ],
};
