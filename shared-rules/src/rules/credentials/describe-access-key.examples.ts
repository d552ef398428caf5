const key = { 'aws_iam_access_key.build': { user: '${aws_iam_user.build.name}' } };
const user = (tags: object): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_user.build': { name: 'build', ...tags },
});
const late = { 'aws_ssm_parameter.late': { name: '/late', type: 'String' } };

/** Examples of `describe-access-key`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'a user without tags', resources: { ...user({}), ...key }, at: ['aws_iam_user.build'] },
    {
      title: 'an owner, and nothing that says what the key is for',
      resources: { ...user({ tags: { Owner: 'platform', Environment: 'production' } }), ...key },
      at: ['aws_iam_user.build'],
    },
    {
      title: 'tags that say nothing',
      resources: { ...user({ tags: { owner: ' ', purpose: '' } }), ...key },
      at: ['aws_iam_user.build'],
    },
    {
      title: 'two keys of one user are one question',
      resources: { ...user({}), ...key, 'aws_iam_access_key.second': { user: 'build' } },
      at: ['aws_iam_user.build'],
    },
    {
      title: 'a key of Open Telekom Cloud without a description',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.build': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
      },
      at: ['opentelekomcloud_identity_credential_v3.build'],
    },
  ],
  compliant: [
    {
      title: 'an owner and a purpose',
      resources: { ...user({ tags: { Owner: 'platform', Purpose: 'uploads of the build' } }), ...key },
    },
    {
      title: 'the same in the words of an organisation',
      resources: { ...user({ tags: { 'acme:cost_owner': 'platform', 'acme:app': 'build' } }), ...key },
      options: { ownerTags: ['cost-owner'] },
    },
    {
      title: 'tags that the provider gives to everything',
      resources: {
        'provider.aws': { region: 'eu-central-1', default_tags: [{ tags: { Team: 'platform', Project: 'build' } }] },
        ...user({}),
        ...key,
      },
      onlyIn: 'terraform',
    },
    { title: 'a user without a key', resources: user({}) },
    {
      title: 'the key of a user that is named root, which is to go',
      resources: { 'aws_iam_user.build': { name: 'root' }, ...key },
    },
    {
      title: 'a key of Open Telekom Cloud with a description',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.build': {
          user_id: '${opentelekomcloud_identity_user_v3.build.id}',
          description: 'builds of team shop',
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'tags that are not known yet',
      resources: { ...user({ tags: '${jsondecode(aws_ssm_parameter.late.insecure_value)}' }), ...key, ...late },
      at: ['aws_iam_access_key.build'],
    },
    {
      title: 'the key of a user of another stack',
      resources: { 'aws_iam_access_key.bob': { user: 'bob' } },
      at: ['aws_iam_access_key.bob'],
    },
  ],
} as const;
