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

const ACCOUNT = '111122223333';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const allow = (principal: unknown, condition?: unknown): Statement => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { AWS: principal },
  ...(condition === undefined ? {} : { Condition: condition }),
});

const inside = { trust: { accounts: ['444455556666'], thirdParties: [ACCOUNT] } };
const foreign = { trust: { accounts: ['444455556666'], organization: 'o-a1b2c3d4e5' } };

/** Examples of `restrict-cross-account-trust`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'a whole account that nobody vouched for', resources: role(allow(ROOT)), at },
    { title: 'a whole account by its number', resources: role(allow([ACCOUNT])), at },
    { title: 'a whole account of GovCloud', resources: role(allow(`arn:aws-us-gov:iam::${ACCOUNT}:root`)), at },
    {
      title: 'the second statement names a whole account',
      resources: role(
        allow('arn:aws:iam::444455556666:role/ci', { StringEquals: { 'sts:ExternalId': 'a' } }),
        allow(ROOT),
      ),
      at,
    },
    {
      title: 'a role of an account outside of the zone',
      resources: role(allow(`arn:aws:iam::${ACCOUNT}:role/ci`)),
      configuration: foreign,
      at,
    },
    {
      title: 'an account outside of the zone, with an external id',
      resources: role(allow(ROOT, { StringEquals: { 'sts:ExternalId': 'acme' } })),
      configuration: foreign,
      at,
    },
    {
      title: 'an account of another organization',
      resources: role(allow(ROOT, { StringEquals: { 'aws:PrincipalOrgID': 'o-z9y8x7w6v5' } })),
      configuration: foreign,
      at,
    },
    {
      title: 'everybody of another organization',
      resources: role(allow('*', { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-z9y8x7w6v5'] } })),
      configuration: foreign,
      at,
    },
    {
      title: 'everybody of another organization, by its paths',
      resources: role(allow('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-z9y8x7w6v5/*' } })),
      configuration: foreign,
      at,
    },
    {
      title: 'everybody but those of other accounts than one outside of the zone',
      resources: role(allow('*'), {
        Effect: 'Deny',
        Action: 'sts:AssumeRole',
        Principal: { AWS: '*' },
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } },
      }),
      configuration: foreign,
      at,
    },
    { title: 'a third party without an external id', resources: role(allow(ROOT)), configuration: inside, at },
    {
      title: 'a third party with whatever external id',
      resources: role(allow(ROOT, { StringLike: { 'sts:ExternalId': '*' } })),
      configuration: inside,
      at,
    },
    {
      title: 'a third party with an external id that may be absent',
      resources: role(allow(ROOT, { StringEqualsIfExists: { 'sts:ExternalId': 'acme' } })),
      configuration: inside,
      at,
    },
  ],
  compliant: [
    {
      title: 'an account of the zone',
      resources: role(allow('arn:aws:iam::444455556666:root')),
      configuration: inside,
    },
    {
      title: 'a third party with its external id',
      resources: role(allow(ROOT, { StringEquals: { 'sts:ExternalId': 'acme-4711' } })),
      configuration: inside,
    },
    {
      title: 'an account, for members of the organization',
      resources: role(allow(ROOT, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
      configuration: foreign,
    },
    {
      title: 'a third party with an external id that is set on deployment',
      resources: {
        'var.id': {},
        'aws_iam_role.entry': {
          name: 'entry',
          assume_role_policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"${ROOT}"},"Condition":{"StringEquals":{"sts:ExternalId":"\${var.id}"}}}]}`,
        },
      },
      configuration: inside,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'everybody of the own organization',
      resources: role(allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
      configuration: foreign,
    },
    {
      title: 'an account with an external id where no zone is configured',
      resources: role(allow(ROOT, { StringEquals: { 'sts:ExternalId': 'acme-4711' } })),
    },
    {
      title: 'the account that the stack is deployed to',
      resources: {
        'data.aws_caller_identity.current': {},
        'aws_iam_role.entry': {
          name: 'entry',
          assume_role_policy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"}}]}',
        },
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a service',
      resources: role({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }),
    },
  ],
  unresolved: [
    {
      title: 'a role of an account of which nothing is said',
      resources: role(allow(`arn:aws:iam::${ACCOUNT}:role/ci`)),
      at,
    },
    {
      title: 'some roles of an account of which nothing is said',
      resources: role(allow(ROOT, { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/ci-*` } })),
      at,
    },
  ],
};
