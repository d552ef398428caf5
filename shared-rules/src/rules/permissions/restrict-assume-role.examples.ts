type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const policy = (resource: string, condition?: object): Resources => ({
  'aws_iam_policy.entry': {
    name: 'entry',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: resource,
          ...(condition === undefined ? {} : { Condition: condition }),
        },
      ],
    }),
  },
});

const at = ['aws_iam_policy.entry'];

/** Examples of `restrict-assume-role`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'any role', resources: policy('*'), at },
    { title: 'any role of one account', resources: policy('arn:aws:iam::111122223333:role/*'), at },
    {
      title: 'an external id is what the caller says it is',
      resources: policy('*', { StringEquals: { 'sts:ExternalId': 'acme' } }),
      at,
    },
    { title: 'roles of one name in any account', resources: policy('arn:aws:iam::*:role/deploy'), at },
  ],
  compliant: [
    {
      title: 'a role of the stack that gets its name when it is made',
      onlyIn: 'terraform' as const,
      resources: {
        ...policy('${aws_iam_role.deploy.arn}'),
        'aws_iam_role.deploy': {
          name_prefix: 'deploy-',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }],
          }),
        },
      },
    },
    { title: 'one role', resources: policy('arn:aws:iam::111122223333:role/deploy') },
    { title: 'roles of a prefix in one account', resources: policy('arn:aws:iam::111122223333:role/deploy-*') },
    {
      title: 'roles of one name in the own organization',
      resources: policy('arn:aws:iam::*:role/deploy', {
        StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' },
      }),
    },
    {
      title: 'roles with a tag',
      resources: policy('*', { StringEquals: { 'aws:ResourceTag/open-to': 'deploy' } }),
    },
  ],
  unresolved: [
    {
      title: 'a document that is only known after the deployment',
      resources: {
        'aws_iam_policy.late': { name: 'late', policy: '${aws_ssm_parameter.document.insecure_value}' },
        'aws_ssm_parameter.document': { name: '/document', type: 'String' },
      },
      at: ['aws_iam_policy.late'],
    },
    {
      title: 'an inline policy of which nobody knows whether it is there',
      onlyIn: 'terraform' as const,
      resources: {
        'var.enabled': { type: 'bool' },
        'aws_iam_role.worker': {
          name: 'worker',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          }),
        },
        'aws_iam_role_policy.worker': {
          count: '${var.enabled ? 1 : 0}',
          name: 'worker',
          role: 'worker',
          policy: policy('*')['aws_iam_policy.entry']?.policy,
        },
      },
      at: ['aws_iam_role_policy.worker'],
    },
  ],
};
