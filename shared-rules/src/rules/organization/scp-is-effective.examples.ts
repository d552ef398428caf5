const ROOT = '${aws_organizations_organization.this.roots[0].id}';

const organization = {
  'aws_organizations_organization.this': {
    feature_set: 'ALL',
    enabled_policy_types: ['SERVICE_CONTROL_POLICY'],
  },
};
const content = (...statements: readonly object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Resource: '*', ...statement })),
  });
const guard = (statement: object, more: object = {}) => ({
  'aws_organizations_policy.guard': { name: 'guard', content: content({ Effect: 'Deny', ...statement }), ...more },
});
const attached = {
  'aws_organizations_policy_attachment.guard': {
    policy_id: '${aws_organizations_policy.guard.id}',
    target_id: ROOT,
  },
};
const inForce = (statement: object) => ({ ...organization, ...guard(statement), ...attached });
const at = ['aws_organizations_policy.guard'];

const rcp = { type: 'RESOURCE_CONTROL_POLICY' };
const withRcps = {
  'aws_organizations_organization.this': {
    enabled_policy_types: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'],
  },
};
const services = ['s3:*', 'sts:AssumeRole', 'kms:*', 'sqs:*', 'secretsmanager:*'];
const perimeter = {
  Principal: '*',
  Action: services,
  Condition: {
    StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  },
};
const encrypted = {
  Principal: '*',
  Action: services,
  Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
};

/** Examples of `scp-is-effective`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a copy of `FullAWSAccess`',
      resources: inForce({ Effect: 'Allow', Action: '*' }),
      at,
    },
    {
      title: 'an ARN with a wildcard under an operator that knows none',
      resources: inForce({
        Action: 'ec2:*',
        Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/intern' } },
      }),
      at,
    },
    {
      title: 'two conditions that exclude each other',
      resources: inForce({
        Action: 'ec2:RunInstances',
        Condition: {
          StringEquals: { 'aws:RequestedRegion': 'us-east-1' },
          StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-central-1'] },
        },
      }),
      at,
    },
    {
      title: 'a key that is both absent and compared',
      resources: inForce({
        Action: 'ec2:*',
        Condition: {
          Null: { 'aws:SourceVpc': 'true' },
          StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' },
        },
      }),
      at,
    },
    {
      title: 'roles that AWS makes for its services, which no service control policy bears on',
      resources: inForce({
        Action: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-service-role/*' } },
      }),
      at,
    },
    {
      title: 'services that act on their own, which no service control policy bears on',
      resources: inForce({ Action: 's3:*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } }),
      at,
    },
    {
      title: 'an action on a resource that it is never for',
      resources: inForce({ Action: 's3:DeleteBucket', Resource: 'arn:aws:ec2:*:*:instance/*' }),
      at,
    },
    {
      title: 'a policy that is attached to nothing',
      resources: { ...organization, ...guard({ Action: 'organizations:LeaveOrganization' }) },
      at,
    },
    {
      title: 'a policy on the management account',
      resources: {
        ...organization,
        ...guard({ Action: 'organizations:LeaveOrganization' }),
        'aws_organizations_policy_attachment.guard': {
          policy_id: '${aws_organizations_policy.guard.id}',
          target_id: '${aws_organizations_organization.this.master_account_id}',
        },
      },
      at,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'an organization that does not enable policies of the type',
      resources: {
        'aws_organizations_organization.this': { enabled_policy_types: ['TAG_POLICY'] },
        ...guard({ Action: 'organizations:LeaveOrganization' }),
        ...attached,
      },
      at,
    },
    {
      title: 'resource control policies of which none is about outsiders',
      resources: { ...withRcps, ...guard(encrypted, rcp), ...attached },
      at: ['aws_organizations_organization.this'],
    },
  ],
  compliant: [
    {
      title: 'an ARN with a wildcard under an operator that knows it',
      resources: inForce({
        Action: 'ec2:*',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/intern' } },
      }),
    },
    {
      title: 'a policy of root users',
      resources: inForce({ Action: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } } }),
    },
    {
      title: 'regions, with what is global left out',
      resources: inForce({
        NotAction: ['iam:*', 'sts:*', 'organizations:*', 'support:*', 'cloudfront:*', 'route53:*'],
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } },
      }),
    },
    {
      title: 'requests that a service passes on',
      resources: inForce({ Action: 's3:*', Condition: { Bool: { 'aws:ViaAWSService': 'true' } } }),
    },
    {
      title: 'instances without the newer metadata service',
      resources: inForce({
        Action: 'ec2:RunInstances',
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } },
      }),
    },
    {
      title: 'what has no tag',
      resources: inForce({ Action: 'ec2:CreateVolume', Condition: { Null: { 'aws:RequestTag/owner': 'true' } } }),
    },
    {
      title: 'requests without MFA',
      resources: inForce({
        Action: 'ec2:StopInstances',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
    },
    {
      title: 'everything is allowed beside what is denied',
      resources: {
        ...organization,
        'aws_organizations_policy.guard': {
          name: 'guard',
          content: content(
            { Effect: 'Allow', Action: '*' },
            { Effect: 'Deny', Action: 'organizations:LeaveOrganization' },
          ),
        },
        ...attached,
      },
    },
    {
      title: 'a list of what the accounts may use',
      resources: inForce({ Effect: 'Allow', Action: ['ec2:*', 's3:*'] }),
    },
    {
      title: 'a policy whose id the stack gives to others',
      resources: {
        ...organization,
        ...guard({ Action: 'organizations:LeaveOrganization' }),
        'output.guard': { value: '${aws_organizations_policy.guard.id}' },
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'resource control policies that keep outsiders out',
      resources: { ...withRcps, ...guard(perimeter, rcp), ...attached },
    },
    {
      title: 'a policy about tags',
      resources: { 'aws_organizations_policy.tags': { name: 'tags', type: 'TAG_POLICY', content: '{"tags": {}}' } },
    },
  ],
  unresolved: [
    {
      title: 'a document that is known on deployment only',
      resources: {
        'aws_ssm_parameter.content': { name: 'content', type: 'String', insecure_value: '{}' },
        ...organization,
        'aws_organizations_policy.guard': { name: 'guard', content: '${aws_ssm_parameter.content.arn}' },
        ...attached,
      },
      at,
    },
  ],
};
