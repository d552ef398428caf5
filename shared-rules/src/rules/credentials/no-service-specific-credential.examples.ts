const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const user = '${aws_iam_user.alice.name}';
const late = { 'aws_ssm_parameter.late': { name: '/late', type: 'String' } };
const distribution = (trusted: object): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_cloudfront_distribution.site': {
    enabled: true,
    default_cache_behavior: [
      {
        allowed_methods: ['GET', 'HEAD'],
        cached_methods: ['GET', 'HEAD'],
        target_origin_id: 'site',
        viewer_protocol_policy: 'https-only',
        ...trusted,
      },
    ],
  },
});

/** Examples of `no-service-specific-credential`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a password for CodeCommit',
      resources: {
        ...alice,
        'aws_iam_service_specific_credential.git': { service_name: 'codecommit.amazonaws.com', user_name: user },
      },
      at: ['aws_iam_service_specific_credential.git'],
    },
    {
      title: 'an SSH key of a user of another stack',
      resources: {
        'aws_iam_user_ssh_key.bob': { username: 'bob', encoding: 'SSH', public_key: 'ssh-rsa AAAAB3NzaC1yc2E' },
      },
      at: ['aws_iam_user_ssh_key.bob'],
    },
    {
      title: 'an X.509 certificate to sign requests with',
      resources: {
        ...alice,
        'aws_iam_signing_certificate.alice': { certificate_body: '-----BEGIN CERTIFICATE-----', user_name: user },
      },
      at: ['aws_iam_signing_certificate.alice'],
    },
    {
      title: 'a distribution that trusts the key pairs of an account',
      resources: distribution({ trusted_signers: ['self'] }),
      at: ['aws_cloudfront_distribution.site'],
    },
  ],
  compliant: [
    {
      title: 'a password for CodeCommit that is inactive',
      resources: {
        ...alice,
        'aws_iam_service_specific_credential.git': {
          service_name: 'codecommit.amazonaws.com',
          user_name: user,
          status: 'Inactive',
        },
      },
    },
    {
      title: 'a distribution that trusts a key group',
      resources: distribution({ trusted_signers: [], trusted_key_groups: ['2c9f0a1e'] }),
    },
  ],
  unresolved: [
    {
      title: 'an SSH key that may be active',
      resources: {
        ...alice,
        'aws_iam_user_ssh_key.alice': {
          username: user,
          encoding: 'SSH',
          public_key: 'ssh-rsa AAAAB3NzaC1yc2E',
          status: '${aws_ssm_parameter.late.insecure_value}',
        },
        ...late,
      },
      at: ['aws_iam_user_ssh_key.alice'],
    },
  ],
} as const;
