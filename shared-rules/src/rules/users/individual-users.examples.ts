const user = (name: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_user.some': { name },
});

const key = (recipient: string): Readonly<Record<string, unknown>> => ({
  user: '${aws_iam_user.some.name}',
  pgp_key: recipient,
});

/** Examples of `individual-users`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'a user named for a position', resources: user('Administrator'), at: ['aws_iam_user.some'] },
    { title: 'the user of a team', resources: user('team_sales'), at: ['aws_iam_user.some'] },
    { title: 'a user that is called shared', resources: user('billing.shared'), at: ['aws_iam_user.some'] },
    { title: 'a name that Pulumi made unique', resources: user('admin-fc38ade'), at: ['aws_iam_user.some'] },
    { title: 'a mail address of nobody in particular', resources: user('ops@example.com'), at: ['aws_iam_user.some'] },
    {
      title: 'access keys of one user for two people',
      resources: {
        ...user('alice'),
        'aws_iam_access_key.alice': key('keybase:alice'),
        'aws_iam_access_key.bob': key('keybase:bob'),
      },
      at: ['aws_iam_user.some'],
    },
    {
      title: 'the password for one person and the access key for another',
      resources: {
        ...user('alice'),
        'aws_iam_user_login_profile.alice': { ...key('keybase:alice'), password_reset_required: true },
        'aws_iam_access_key.bob': key('keybase:bob'),
      },
      at: ['aws_iam_user.some'],
    },
    {
      title: 'a shared user of Open Telekom Cloud',
      resources: { 'opentelekomcloud_identity_user_v3.ops': { name: 'ops-team', access_type: 'console' } },
      at: ['opentelekomcloud_identity_user_v3.ops'],
    },
  ],
  compliant: [
    { title: 'a person who administers', resources: user('admin-alice') },
    { title: 'a person whose name has the letters of digits', resources: user('admin-decade') },
    { title: 'a name that only contains a word of many', resources: user('testarossa') },
    { title: 'a product named like a team', resources: user('teamcity') },
    { title: 'the deployer of shared services', resources: user('shared-services-deployer') },
    { title: 'a mail address of one person', resources: user('alice@team.example.com') },
    {
      title: 'a machine that is declared so',
      resources: { 'aws_iam_user.some': { name: 'devops', tags: { 'iam-guardrails:machine-user': 'true' } } },
    },
    {
      title: 'a name that the options do not list',
      resources: user('alice'),
      options: { names: ['crew'] },
    },
    {
      title: 'two access keys of one person',
      resources: {
        ...user('alice'),
        'aws_iam_access_key.old': { ...key('keybase:alice'), status: 'Inactive' },
        'aws_iam_access_key.new': key('keybase:alice'),
      },
    },
    {
      title: 'a user of Open Telekom Cloud for one person',
      resources: { 'opentelekomcloud_identity_user_v3.alice': { name: 'alice', access_type: 'console' } },
    },
  ],
  unresolved: [
    {
      title: 'a name that is only known after the deployment',
      resources: {
        'aws_iam_user.some': { name: '${aws_ssm_parameter.name.insecure_value}' },
        'aws_ssm_parameter.name': { name: '/user', type: 'String' },
      },
      at: ['aws_iam_user.some'],
    },
  ],
} as const;
