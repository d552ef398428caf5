const key = {
  'aws_iam_user.app': { name: 'app' },
  'aws_iam_access_key.app': { user: '${aws_iam_user.app.name}' },
} as const;

const script = 'export AWS_SECRET_ACCESS_KEY=${aws_iam_access_key.app.secret}';
const instance = { ami: 'ami-1', instance_type: 't3.micro' } as const;
const role = 'arn:aws:iam::123456789012:role/app';
// Made up, and in two pieces, so that nothing takes it for a real one that leaked.
const written = ['AKIA', 'Q3EGZ7XK4MWT2NHB'].join('');
const writtenSecret = ['kR8vTq2mZ0bLw7XyPd4Ns', 'Jf9HgUc1AeOi5Qx3EtY'].join('');

const lambdaWith = (variables: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> => ({
  function_name: 'f',
  role: 'arn:aws:iam::123456789012:role/f',
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  filename: 'f.zip',
  environment: { variables },
});

/** A key of a program in Open Telekom Cloud. */
const otcKey = {
  'opentelekomcloud_identity_user_v3.app': { name: 'app', access_type: 'programmatic' },
  'opentelekomcloud_identity_credential_v3.app': { user_id: '${opentelekomcloud_identity_user_v3.app.id}' },
} as const;

/** Examples of `no-static-credentials-in-workload`. */
export const examples = {
  violating: [
    {
      title: 'an instance with a key in its user data and no instance profile',
      resources: { ...key, 'aws_instance.app': { ...instance, user_data: script } },
      at: ['aws_instance.app'],
    },
    {
      title: 'an instance that has a profile as well, which makes the key needless',
      resources: { ...key, 'aws_instance.app': { ...instance, user_data: script, iam_instance_profile: 'app' } },
      at: ['aws_instance.app'],
    },
    {
      title: 'a key in the environment of a function',
      resources: {
        ...key,
        'aws_lambda_function.app': {
          function_name: 'app',
          role,
          environment: { variables: { SECRET_KEY: '${aws_iam_access_key.app.secret}' } },
        },
      },
      at: ['aws_lambda_function.app'],
    },
    {
      title: 'a key in a container without a task role',
      resources: {
        ...key,
        'aws_ecs_task_definition.app': {
          family: 'app',
          container_definitions:
            '${jsonencode([{ name = "app", image = "app", environment = [{ name = "SECRET", value = aws_iam_access_key.app.secret }] }])}',
        },
      },
      at: ['aws_ecs_task_definition.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a key that a container is given out of a secrets manager',
      resources: {
        ...key,
        'aws_secretsmanager_secret.app': { name: 'app' },
        'aws_secretsmanager_secret_version.app': {
          secret_id: '${aws_secretsmanager_secret.app.id}',
          secret_string: '${aws_iam_access_key.app.secret}',
        },
        'aws_ecs_task_definition.app': {
          family: 'app',
          container_definitions:
            '${jsonencode([{ name = "app", image = "app", secrets = [{ name = "SECRET", valueFrom = aws_secretsmanager_secret.app.arn }] }])}',
        },
      },
      at: ['aws_ecs_task_definition.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a key in a job that has a role',
      resources: {
        ...key,
        'aws_batch_job_definition.app': {
          name: 'app',
          type: 'container',
          container_properties: `\${jsonencode({ image = "app", jobRoleArn = "${role}", environment = [{ name = "SECRET", value = aws_iam_access_key.app.secret }] })}`,
        },
      },
      at: ['aws_batch_job_definition.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a key that is written into the environment of a function',
      resources: {
        'aws_lambda_function.app': {
          function_name: 'app',
          role,
          environment: { variables: { AWS_KEY: written, AWS_SECRET_ACCESS_KEY: writtenSecret } },
        },
      },
      at: ['aws_lambda_function.app'],
    },
    {
      title: 'a secret key that the deployment is told, in an environment',
      resources: {
        'var.secret': {},
        'aws_lambda_function.f': lambdaWith({ AWS_SECRET_ACCESS_KEY: '${var.secret}' }),
      },
      at: ['aws_lambda_function.f'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a placeholder under the name of a secret key in user data',
      resources: {
        'aws_instance.web': {
          ami: 'ami-0123456789abcdef0',
          instance_type: 't3.micro',
          user_data:
            '#!/bin/sh\nexport AWS_ACCESS_KEY_ID=your_access_key_id\nexport AWS_SECRET_ACCESS_KEY=your_secret_key\n',
        },
      },
      at: ['aws_instance.web'],
    },
    {
      title: 'a server of Open Telekom Cloud with a key in its user data and no agency',
      resources: {
        ...otcKey,
        'opentelekomcloud_compute_instance_v2.app': {
          name: 'app',
          user_data: 'export OS_SECRET_KEY=${opentelekomcloud_identity_credential_v3.app.secret}',
        },
      },
      at: ['opentelekomcloud_compute_instance_v2.app'],
    },
    {
      title: 'a server of Open Telekom Cloud with a key in a file that is put on it',
      resources: {
        ...otcKey,
        'opentelekomcloud_as_configuration_v1.app': {
          scaling_configuration_name: 'app',
          instance_config: {
            metadata: { agency_name: 'app' },
            personality: [{ path: '/etc/key', content: '${opentelekomcloud_identity_credential_v3.app.secret}' }],
          },
        },
      },
      at: ['opentelekomcloud_as_configuration_v1.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a function of Open Telekom Cloud that is told a secret key, in its environment',
      resources: {
        'var.secret': {},
        'opentelekomcloud_fgs_function_v2.app': {
          name: 'app',
          user_data: '${jsonencode({ OS_SECRET_KEY = var.secret })}',
        },
      },
      at: ['opentelekomcloud_fgs_function_v2.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a function of Open Telekom Cloud that is given a key encrypted, where an agency needs none',
      resources: {
        ...otcKey,
        'opentelekomcloud_fgs_function_v2.app': {
          name: 'app',
          agency: 'app',
          encrypted_user_data: '${jsonencode({ SECRET = opentelekomcloud_identity_credential_v3.app.secret })}',
        },
      },
      at: ['opentelekomcloud_fgs_function_v2.app'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    {
      title: 'a server of Open Telekom Cloud with an agency and no key',
      resources: {
        'opentelekomcloud_compute_instance_v2.app': {
          name: 'app',
          metadata: { agency_name: 'app' },
          user_data: './run',
        },
      },
    },
    {
      title: 'a key of a session of Open Telekom Cloud, which ends',
      resources: {
        'data.opentelekomcloud_identity_temporary_aksk_v3.now': { methods: ['token'] },
        'opentelekomcloud_compute_instance_v2.app': {
          name: 'app',
          user_data: './run ${data.opentelekomcloud_identity_temporary_aksk_v3.now.secret}',
        },
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'an instance with a profile and no key',
      resources: { 'aws_instance.app': { ...instance, user_data: './run', iam_instance_profile: 'app' } },
    },
    {
      title: 'a function that is told the name of a secret, which it may be there to rotate',
      resources: {
        ...key,
        'aws_secretsmanager_secret.app': { name: 'app' },
        'aws_secretsmanager_secret_version.app': {
          secret_id: '${aws_secretsmanager_secret.app.id}',
          secret_string: '${aws_iam_access_key.app.secret}',
        },
        'aws_lambda_function.app': {
          function_name: 'app',
          role,
          environment: { variables: { SETTINGS_ARN: '${aws_secretsmanager_secret.app.arn}' } },
        },
      },
    },
    {
      title: 'the password of a database, for which no role stands in',
      resources: {
        'random_password.db': { length: 32 },
        'aws_lambda_function.app': {
          function_name: 'app',
          role,
          environment: { variables: { DB_PASSWORD: '${random_password.db.result}' } },
        },
      },
    },
    {
      title: 'a key for what runs outside of AWS',
      resources: {
        ...key,
        'aws_ssm_parameter.key': {
          name: '/app/secret-key',
          type: 'SecureString',
          value: '${aws_iam_access_key.app.secret}',
        },
      },
    },
    {
      title: 'an empty secret key, and names that are like it',
      resources: {
        'aws_lambda_function.f': lambdaWith({
          AWS_SECRET_ACCESS_KEY: '',
          AWS_SECRET_ACCESS_KEY_FILE: '/run/secrets/key',
          AWS_REGION_NAME: 'eu-central-1',
        }),
      },
    },
    {
      title: 'user data that unsets the secret key',
      resources: {
        'aws_instance.web': {
          ami: 'ami-0123456789abcdef0',
          instance_type: 't3.micro',
          user_data: '#!/bin/sh\nunset AWS_SECRET_ACCESS_KEY\nexport AWS_SECRET_ACCESS_KEY=\n',
        },
      },
    },
  ],
};
