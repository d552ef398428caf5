const tagged = (value: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_user.builder': { name: 'builder', tags: { 'iam-guardrails:machine-user': value } },
});

/** Examples of `no-iam-users`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a user that nothing declares a machine',
      resources: { 'aws_iam_user.alice': { name: 'alice', tags: { team: 'sales' } } },
      at: ['aws_iam_user.alice'],
    },
    {
      title: 'a tag that says it is no machine',
      resources: tagged('false'),
      at: ['aws_iam_user.builder'],
    },
    {
      title: 'a name beside the patterns for machines',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
      options: { machineUsers: ['ci-*'] },
      at: ['aws_iam_user.alice'],
    },
  ],
  compliant: [
    { title: 'a user whose tag declares it a machine', resources: tagged('true') },
    {
      title: 'a user whose name is one of a machine',
      resources: { 'aws_iam_user.ci': { name: 'ci-deploy' } },
      options: { machineUsers: ['ci-*'] },
    },
    {
      title: 'a name that is one of a machine, whatever its end will be',
      resources: {
        'random_id.run': { byte_length: 2 },
        'aws_iam_user.ci': { name: 'ci-${random_id.run.hex}' },
      },
      options: { machineUsers: ['ci-*'] },
      onlyIn: 'terraform',
    },
    {
      title: 'people sign in with a role that trusts an identity provider',
      resources: {
        'aws_iam_role.people': {
          name: 'people',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/company' },
                Action: 'sts:AssumeRoleWithSAML',
                Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
              },
            ],
          }),
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'tags that are only known after the deployment',
      resources: {
        'aws_iam_user.some': {
          name: 'some',
          tags: { 'iam-guardrails:machine-user': '${aws_ssm_parameter.kind.insecure_value}' },
        },
        'aws_ssm_parameter.kind': { name: '/kind', type: 'String' },
      },
      at: ['aws_iam_user.some'],
    },
  ],
} as const;
