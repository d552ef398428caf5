type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-central-1:12345678-aaaa-bbbb-cccc-123456790ab' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
      },
    },
  ],
});

const pool = (guests: boolean): Resources => ({
  'aws_cognito_identity_pool.shop': { identity_pool_name: 'shop', allow_unauthenticated_identities: guests },
});

const withRole = (guests: boolean, action: string, resource: string, more: object = {}): Resources => ({
  'aws_cognito_identity_pool.shop': {
    identity_pool_name: 'shop',
    allow_unauthenticated_identities: guests,
    ...more,
  },
  'aws_cognito_identity_pool_roles_attachment.shop': {
    identity_pool_id: '${aws_cognito_identity_pool.shop.id}',
    roles: { unauthenticated: 'arn:aws:iam::111122223333:role/guests' },
  },
  'aws_iam_role.guests': { name: 'guests', assume_role_policy: trust },
  'aws_iam_role_policy.guests': {
    name: 'guests',
    role: 'guests',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
    }),
  },
});

/** A role for those who sign in, of whom the trust policy asks this. */
const members = (isClassic: boolean, asked: object): Resources => ({
  'aws_cognito_identity_pool.shop': {
    identity_pool_name: 'shop',
    allow_unauthenticated_identities: true,
    allow_classic_flow: isClassic,
  },
  'aws_cognito_identity_pool_roles_attachment.shop': {
    identity_pool_id: '${aws_cognito_identity_pool.shop.id}',
    roles: { authenticated: 'arn:aws:iam::111122223333:role/members', unauthenticated: '${aws_iam_role.guests.arn}' },
  },
  'aws_iam_role.guests': { name: 'guests', assume_role_policy: trust },
  'aws_iam_role.members': {
    name: 'members',
    assume_role_policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': '${aws_cognito_identity_pool.shop.id}' },
            ...asked,
          },
        },
      ],
    }),
  },
  'aws_iam_role_policy.members': {
    name: 'members',
    role: 'members',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::acme-uploads/*' }],
    }),
  },
});

const signedIn = { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } };

/** Examples of `no-guest-cognito-role`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'guests write to a bucket',
      resources: withRole(true, 's3:PutObject', 'arn:aws:s3:::acme-uploads/*'),
      at: ['aws_cognito_identity_pool_roles_attachment.shop'],
    },
    {
      title: 'guests read parameters by the classic flow, which leaves them all that the role may',
      resources: withRole(true, 'ssm:GetParameter', '*', { allow_classic_flow: true }),
      at: ['aws_cognito_identity_pool_roles_attachment.shop'],
    },
    {
      title: 'guests are let in, and nothing says with which role',
      resources: pool(true),
      at: ['aws_cognito_identity_pool.shop'],
    },
    {
      title: 'guests take the role of those who sign in, whose trust policy asks for the pool only',
      resources: members(true, {}),
      at: ['aws_iam_role.members'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    {
      title: 'the role of those who sign in asks whether they did',
      resources: members(true, signedIn),
      onlyIn: 'terraform' as const,
    },
    {
      title: 'without the classic flow the pool chooses the role',
      resources: members(false, {}),
      onlyIn: 'terraform' as const,
    },
    { title: 'guests only tell how the app is used', resources: withRole(true, 'mobileanalytics:PutEvents', '*') },
    {
      title: 'the enhanced flow keeps guests from what the role would allow',
      resources: withRole(true, 'ssm:GetParameter', '*'),
    },
    {
      title: 'no guests are let in',
      resources: withRole(false, 's3:PutObject', 'arn:aws:s3:::acme-uploads/*'),
    },
  ],
  unresolved: [
    {
      title: 'a flow that is known on deployment only',
      resources: withRole(true, 'ssm:GetParameter', '*', { allow_classic_flow: '${data.http.flow.body}' }),
      at: ['aws_cognito_identity_pool.shop'],
      onlyIn: 'terraform' as const,
    },
  ],
};
