const key = {
  'aws_iam_user.ci': { name: 'ci' },
  'aws_iam_access_key.ci': { user: '${aws_iam_user.ci.name}' },
} as const;

/** A key of a program in Open Telekom Cloud. */
const otcKey = {
  'opentelekomcloud_identity_user_v3.ci': { name: 'ci', access_type: 'programmatic' },
  'opentelekomcloud_identity_credential_v3.ci': { user_id: '${opentelekomcloud_identity_user_v3.ci.id}' },
} as const;

/** Examples of `prefer-roles-over-access-keys`. */
export const examples = {
  violating: [
    {
      title: 'a key of which nobody knows where it goes',
      resources: key,
      at: ['aws_iam_access_key.ci'],
    },
    {
      title: 'a key for GitHub Actions, which can sign in through OIDC',
      resources: {
        ...key,
        'github_actions_secret.key': {
          repository: 'app',
          secret_name: 'AWS_SECRET_ACCESS_KEY',
          plaintext_value: '${aws_iam_access_key.ci.secret}',
        },
      },
      at: ['aws_iam_access_key.ci'],
    },
    {
      title: 'a key for an instance, which can have a profile',
      resources: {
        ...key,
        'aws_instance.app': {
          ami: 'ami-1',
          instance_type: 't3.micro',
          user_data: 'export AWS_SECRET_ACCESS_KEY=${aws_iam_access_key.ci.secret}',
        },
      },
      at: ['aws_iam_access_key.ci'],
    },
    {
      title: 'a key for pods in Kubernetes',
      resources: {
        ...key,
        'kubernetes_secret.aws': { metadata: { name: 'aws' }, data: { secret: '${aws_iam_access_key.ci.secret}' } },
      },
      at: ['aws_iam_access_key.ci'],
    },
    {
      title: 'a key for a user of another stack',
      resources: { 'aws_iam_access_key.legacy': { user: 'legacy' } },
      at: ['aws_iam_access_key.legacy'],
    },
    {
      title: 'a key of Open Telekom Cloud for a server, which can have an agency',
      resources: {
        ...otcKey,
        'opentelekomcloud_compute_instance_v2.app': {
          name: 'app',
          user_data: 'export OS_SECRET_KEY=${opentelekomcloud_identity_credential_v3.ci.secret}',
        },
      },
      at: ['opentelekomcloud_identity_credential_v3.ci'],
    },
  ],
  compliant: [
    {
      title: 'a key of Open Telekom Cloud that is on its way out',
      resources: {
        'opentelekomcloud_identity_user_v3.ci': { name: 'ci', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.ci': {
          user_id: '${opentelekomcloud_identity_user_v3.ci.id}',
          status: 'inactive',
        },
      },
    },
    {
      title: 'an agency for a server of Open Telekom Cloud',
      resources: {
        'opentelekomcloud_identity_agency_v3.app': {
          name: 'app',
          delegated_domain_name: 'op_svc_ecs',
          domain_roles: ['OBS OperateAccess'],
        },
        'opentelekomcloud_compute_instance_v2.app': { name: 'app', metadata: { agency_name: 'app' } },
      },
    },
    {
      title: 'a key that is on its way out',
      resources: {
        'aws_iam_user.ci': { name: 'ci' },
        'aws_iam_access_key.ci': { user: '${aws_iam_user.ci.name}', status: 'Inactive' },
      },
    },
    {
      title: 'a role for GitHub Actions',
      resources: {
        'aws_iam_role.ci': {
          name: 'ci',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: {
                  'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                  'token.actions.githubusercontent.com:sub': 'repo:acme/app:ref:refs/heads/main',
                },
              },
            },
          }),
        },
      },
    },
    {
      title: 'a key for the root user, which is worse than a key',
      resources: { 'aws_iam_access_key.root': { user: 'root' } },
    },
  ],
  unresolved: [
    {
      title: 'a key that may be inactive',
      resources: {
        'aws_iam_user.ci': { name: 'ci' },
        'var.status': {},
        'aws_iam_access_key.ci': { user: '${aws_iam_user.ci.name}', status: '${var.status}' },
      },
      at: ['aws_iam_access_key.ci'],
    },
  ],
};
