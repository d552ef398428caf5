const organization = {
  'aws_organizations_organization.this': {
    feature_set: 'ALL',
    enabled_policy_types: ['SERVICE_CONTROL_POLICY'],
    aws_service_access_principals: ['cloudtrail.amazonaws.com', 'iam.amazonaws.com'],
  },
};
const features = (enabled: unknown) => ({ 'aws_iam_organizations_features.this': { enabled_features: enabled } });

/** Examples of `central-root-access`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'an organization whose accounts keep their root credentials',
      resources: organization,
      at: ['aws_organizations_organization.this'],
    },
    {
      title: 'root sessions without the management of credentials',
      resources: { ...organization, ...features(['RootSessions']) },
      at: ['aws_iam_organizations_features.this'],
    },
    {
      title: 'root credentials are managed, and each task of root needs them back',
      resources: features(['RootCredentialsManagement']),
      at: ['aws_iam_organizations_features.this'],
    },
    {
      title: 'both features, while IAM may not act in the accounts',
      resources: {
        'aws_organizations_organization.this': { aws_service_access_principals: ['cloudtrail.amazonaws.com'] },
        ...features(['RootCredentialsManagement', 'RootSessions']),
      },
      at: ['aws_organizations_organization.this'],
    },
  ],
  compliant: [
    {
      title: 'both features of an organization in which IAM may act',
      resources: { ...organization, ...features(['RootCredentialsManagement', 'RootSessions']) },
    },
    {
      title: 'both features, where a resource of its own lets IAM act',
      resources: {
        'aws_organizations_organization.this': { feature_set: 'ALL' },
        'aws_organizations_aws_service_access.iam': { service_principal: 'iam.amazonaws.com' },
        ...features(['RootCredentialsManagement', 'RootSessions']),
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'both features in a stack beside that of the organization',
      resources: features(['RootSessions', 'RootCredentialsManagement']),
    },
    {
      title: 'a stack that only attaches policies',
      resources: {
        'aws_organizations_policy.leave': {
          name: 'leave',
          content: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }],
          }),
        },
        'aws_organizations_policy_attachment.leave': {
          policy_id: '${aws_organizations_policy.leave.id}',
          target_id: 'r-abcd',
        },
      },
    },
    {
      title: 'a stack of a member account',
      resources: { 'aws_iam_role.app': { name: 'app', assume_role_policy: '{}' } },
    },
  ],
  unresolved: [
    {
      title: 'features that are known on deployment only',
      resources: {
        'aws_ssm_parameter.features': { name: 'features', type: 'StringList', insecure_value: 'RootSessions' },
        ...organization,
        ...features('${split(",", aws_ssm_parameter.features.arn)}'),
      },
      at: ['aws_iam_organizations_features.this'],
    },
  ],
};
