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
};
