const build = { 'aws_iam_user.build': { name: 'build' } };
const user = '${aws_iam_user.build.name}';

/** Examples of `one-access-key-for-all-regions`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'two keys that are named for regions',
      resources: {
        ...build,
        'aws_iam_access_key.build_eu_west_1': { user },
        'aws_iam_access_key.build_us_east_1': { user: 'build' },
      },
      at: ['aws_iam_access_key.build_us_east_1'],
    },
    {
      title: 'a key for each region of a list',
      resources: { ...build, 'aws_iam_access_key.build': { for_each: ['eu-central-1', 'eu-west-1'], user } },
      at: ['aws_iam_access_key.build["eu-west-1"]'],
    },
    {
      title: 'keys that are made with the providers of two regions',
      resources: {
        ...build,
        'aws_iam_access_key.first': { user, provider: 'aws.eu_west_1' },
        'aws_iam_access_key.second': { user, provider: 'aws.us_east_1' },
      },
      at: ['aws_iam_access_key.second'],
      onlyIn: 'terraform',
    },
  ],
  compliant: [
    {
      title: 'two keys that are named for their turns',
      resources: { ...build, 'aws_iam_access_key.build_a': { user }, 'aws_iam_access_key.build_b': { user } },
    },
    {
      title: 'two keys for one region',
      resources: {
        ...build,
        'aws_iam_access_key.eu_west_1_a': { user },
        'aws_iam_access_key.eu_west_1_b': { user },
      },
    },
    {
      title: 'the keys of two users in two regions',
      resources: {
        ...build,
        'aws_iam_user.other': { name: 'other' },
        'aws_iam_access_key.eu_west_1': { user },
        'aws_iam_access_key.us_east_1': { user: '${aws_iam_user.other.name}' },
      },
    },
    {
      title: 'the key of the region that was left is inactive',
      resources: {
        ...build,
        'aws_iam_access_key.eu_west_1': { user },
        'aws_iam_access_key.us_east_1': { user, status: 'Inactive' },
      },
    },
  ],
} as const;
