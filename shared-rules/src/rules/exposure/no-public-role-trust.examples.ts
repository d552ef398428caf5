type Statement = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const at = ['aws_iam_role.entry'];

/** A role with these statements in its trust policy. */
const role = (...statements: readonly Statement[]): Resources => ({
  'aws_iam_role.entry': {
    name: 'entry',
    assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  },
});

const allow = (principal: unknown, condition?: unknown): Statement => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: principal,
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** Examples of `no-public-role-trust`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'everybody, in short', resources: role(allow('*')), at },
    { title: 'everybody in a list', resources: role(allow({ AWS: ['arn:aws:iam::111122223333:role/ci', '*'] })), at },
    {
      title: 'a single statement that is no list',
      resources: {
        'aws_iam_role.entry': {
          name: 'entry',
          assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: allow({ AWS: '*' }) }),
        },
      },
      at,
    },
    {
      title: 'a `Resource`, which AWS refuses there, makes it no better',
      resources: role({ ...allow({ AWS: '*' }), Resource: '*' }),
      at,
    },
    {
      title: 'all actions of STS',
      resources: role({ Effect: 'Allow', Action: 'sts:*', Principal: { AWS: '*' } }),
      at,
    },
    {
      title: 'a condition on any address bounds nothing',
      resources: role(allow('*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })),
      at,
    },
    {
      title: 'a condition on any ARN bounds nothing',
      resources: role(allow('*', { StringLike: { 'aws:PrincipalArn': '*' } })),
      at,
    },
    {
      title: 'a set of values that may be empty',
      resources: role(allow('*', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } })),
      at,
    },
    {
      title: 'an external id is no secret',
      resources: role(allow('*', { StringEquals: { 'sts:ExternalId': 'acme' } })),
      at,
    },
    {
      title: 'the second statement lets everybody in',
      resources: role(allow({ Service: 'ec2.amazonaws.com' }), allow({ AWS: '*' })),
      at,
    },
  ],
  compliant: [
    {
      title: 'everybody of the organization',
      resources: role(allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
    },
    {
      title: 'everybody of an account',
      resources: role(allow({ AWS: '*' }, { StringEquals: { 'aws:PrincipalAccount': '111122223333' } })),
    },
    {
      title: 'roles of one name',
      resources: role(allow('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/ci-*' } })),
    },
    { title: 'one role', resources: role(allow({ AWS: 'arn:aws:iam::111122223333:role/ci' })) },
    { title: 'a service', resources: role(allow({ Service: 'ec2.amazonaws.com' })) },
    {
      title: 'everybody is denied',
      resources: role(allow({ Service: 'ec2.amazonaws.com' }), {
        Effect: 'Deny',
        Action: 'sts:AssumeRole',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    },
  ],
  unresolved: [
    {
      title: 'a trust policy that comes from a variable',
      resources: { 'var.trust': {}, 'aws_iam_role.entry': { name: 'entry', assume_role_policy: '${var.trust}' } },
      at,
      onlyIn: 'terraform' as const,
    },
  ],
};
