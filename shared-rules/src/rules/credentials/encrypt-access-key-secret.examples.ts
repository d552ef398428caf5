const user = { 'aws_iam_user.ci': { name: 'ci' } } as const;
const key = { user: '${aws_iam_user.ci.name}' } as const;

/** Examples of `encrypt-access-key-secret`. */
export const examples = {
  violating: [
    {
      title: 'a key without `pgp_key`',
      resources: { ...user, 'aws_iam_access_key.ci': key },
      at: ['aws_iam_access_key.ci'],
    },
    {
      title: 'an inactive key, for it can be made active again',
      resources: { ...user, 'aws_iam_access_key.ci': { ...key, status: 'Inactive' } },
      at: ['aws_iam_access_key.ci'],
    },
    {
      title: 'a console password without `pgp_key`',
      resources: { ...user, 'aws_iam_user_login_profile.ci': key },
      at: ['aws_iam_user_login_profile.ci'],
    },
    {
      title: 'a secret that a secrets manager keeps, and an environment too',
      resources: {
        ...user,
        'aws_iam_access_key.ci': key,
        'aws_secretsmanager_secret_version.ci': { secret_id: 'ci', secret_string: '${aws_iam_access_key.ci.secret}' },
        'aws_lambda_function.app': {
          function_name: 'app',
          role: 'arn:aws:iam::123456789012:role/app',
          environment: { variables: { SECRET: '${aws_iam_access_key.ci.secret}' } },
        },
      },
      at: ['aws_iam_access_key.ci'],
    },
    {
      title: 'a secret that leaves the stack in a sensitive output',
      resources: {
        ...user,
        'aws_iam_access_key.ci': key,
        'output.secret': { value: '${aws_iam_access_key.ci.secret}', sensitive: true },
      },
      at: ['aws_iam_access_key.ci'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a key of Open Telekom Cloud whose secret stays in the state',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.build': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
      },
      at: ['opentelekomcloud_identity_credential_v3.build'],
    },
  ],
  compliant: [
    {
      title: 'a key and a password with `pgp_key`',
      resources: {
        ...user,
        'aws_iam_access_key.ci': { ...key, pgp_key: 'keybase:ci' },
        'aws_iam_user_login_profile.ci': { ...key, pgp_key: 'keybase:ci' },
      },
    },
    {
      title: 'a secret that goes into a secrets manager and to nothing else',
      resources: {
        ...user,
        'aws_iam_access_key.ci': key,
        'aws_secretsmanager_secret_version.ci': { secret_id: 'ci', secret_string: '${aws_iam_access_key.ci.secret}' },
      },
    },
    {
      title: 'a secret that a secrets manager keeps within a JSON text, beside the id',
      resources: {
        ...user,
        'aws_iam_access_key.ci': key,
        'aws_secretsmanager_secret_version.ci': {
          secret_id: 'ci',
          secret_string: '${jsonencode({ id = aws_iam_access_key.ci.id, key = aws_iam_access_key.ci.secret })}',
        },
      },
    },
    {
      title: 'a key for the root user, which is to go however it is kept',
      resources: { 'aws_iam_access_key.root': { user: 'root' } },
    },
    {
      title: 'a key of Open Telekom Cloud that is encrypted',
      resources: {
        'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
        'opentelekomcloud_identity_credential_v3.build': {
          user_id: '${opentelekomcloud_identity_user_v3.build.id}',
          pgp_key: 'keybase:operations',
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'a public key that may be null',
      resources: { ...user, 'var.pgp_key': {}, 'aws_iam_access_key.ci': { ...key, pgp_key: '${var.pgp_key}' } },
      at: ['aws_iam_access_key.ci'],
    },
    {
      title: 'a secret that goes into a variable of a build service, which may be a hidden one',
      resources: {
        ...user,
        'aws_iam_access_key.ci': key,
        'aws_secretsmanager_secret_version.ci': { secret_id: 'ci', secret_string: '${aws_iam_access_key.ci.secret}' },
        'tfe_variable.ci': {
          key: 'SECRET',
          category: 'env',
          value: '${aws_iam_access_key.ci.secret}',
          sensitive: '${var.hide}',
        },
        'var.hide': {},
      },
      at: ['aws_iam_access_key.ci'],
      onlyIn: 'terraform' as const,
    },
  ],
};
