const key = {
  'aws_iam_user.ci': { name: 'ci' },
  'aws_iam_access_key.ci': { user: '${aws_iam_user.ci.name}' },
} as const;

const container = (entry: string): string =>
  `\${jsonencode([{ name = "app", image = "app", ${entry} = [{ name = "TOKEN", value = aws_iam_access_key.ci.secret }] }])}`;

const lambda = { function_name: 'app', role: 'arn:aws:iam::123456789012:role/app', handler: 'app.handler' } as const;
const instance = { ami: 'ami-1', instance_type: 't3.micro' } as const;

/** A key of a program in Open Telekom Cloud. */
const otcKey = {
  'opentelekomcloud_identity_user_v3.ci': { name: 'ci', access_type: 'programmatic' },
  'opentelekomcloud_identity_credential_v3.ci': { user_id: '${opentelekomcloud_identity_user_v3.ci.id}' },
} as const;

/** Examples of `no-access-key-in-output`. */
export const examples = {
  violating: [
    {
      title: 'an output that is not marked as sensitive',
      resources: { ...key, 'output.secret': { value: '${aws_iam_access_key.ci.secret}' } },
      at: ['output.secret'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'an output of the key as a whole, which holds the secret too',
      resources: { ...key, 'output.key': { value: '${aws_iam_access_key.ci}' } },
      at: ['output.key'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the environment of a function, where only ids and names belong',
      resources: {
        ...key,
        'aws_lambda_function.app': {
          ...lambda,
          environment: {
            variables: { KEY_ID: '${aws_iam_access_key.ci.id}', SECRET: '${aws_iam_access_key.ci.secret}' },
          },
        },
      },
      at: ['aws_lambda_function.app'],
    },
    {
      title: 'user data, in the middle of a script',
      resources: {
        ...key,
        'aws_instance.app': {
          ...instance,
          user_data: '#!/bin/sh\nexport AWS_SECRET_ACCESS_KEY=${aws_iam_access_key.ci.secret}\n./run',
        },
      },
      at: ['aws_instance.app'],
    },
    {
      title: 'user data in base64, by way of a local',
      resources: {
        ...key,
        'local.script': { value: 'export AWS_SECRET_ACCESS_KEY=${aws_iam_access_key.ci.secret}' },
        'aws_launch_template.app': { name: 'app', user_data: '${base64encode(local.script)}' },
      },
      at: ['aws_launch_template.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'user data that a template renders',
      resources: {
        ...key,
        'data.template_file.script': { template: 'x', vars: { secret: '${aws_iam_access_key.ci.secret}' } },
        'aws_instance.app': { ...instance, user_data: '${data.template_file.script.rendered}' },
      },
      at: ['aws_instance.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the environment of a container, within the JSON of its definition',
      resources: {
        ...key,
        'aws_ecs_task_definition.app': { family: 'app', container_definitions: container('environment') },
      },
      at: ['aws_ecs_task_definition.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a variable of a build that is shown in its log',
      resources: {
        ...key,
        'aws_codebuild_project.app': {
          name: 'app',
          service_role: 'arn:aws:iam::123456789012:role/app',
          artifacts: { type: 'NO_ARTIFACTS' },
          source: { type: 'NO_SOURCE', buildspec: 'version: 0.2' },
          environment: {
            compute_type: 'BUILD_GENERAL1_SMALL',
            image: 'aws/codebuild/standard:7.0',
            type: 'LINUX_CONTAINER',
            environment_variable: [{ name: 'AWS_SECRET_ACCESS_KEY', value: '${aws_iam_access_key.ci.secret}' }],
          },
        },
      },
      at: ['aws_codebuild_project.app'],
    },
    {
      title: 'a parameter that is not encrypted',
      resources: {
        ...key,
        'aws_ssm_parameter.secret': {
          name: '/ci/secret-access-key',
          type: 'String',
          value: '${aws_iam_access_key.ci.secret}',
        },
      },
      at: ['aws_ssm_parameter.secret'],
    },
    {
      title: 'an environment behind an encrypted parameter',
      resources: {
        ...key,
        'aws_ssm_parameter.secret': {
          name: '/ci/secret-access-key',
          type: 'SecureString',
          value: '${aws_iam_access_key.ci.secret}',
        },
        'aws_lambda_function.app': {
          ...lambda,
          environment: { variables: { SECRET: '${aws_ssm_parameter.secret.value}' } },
        },
      },
      at: ['aws_lambda_function.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a tag',
      resources: { ...key, 'aws_instance.app': { ...instance, tags: { Secret: '${aws_iam_access_key.ci.secret}' } } },
      at: ['aws_instance.app'],
    },
    {
      title: 'an object in a bucket',
      resources: {
        ...key,
        'aws_s3_object.credentials': {
          bucket: 'shared',
          key: 'credentials.csv',
          content: 'id,secret\n${aws_iam_access_key.ci.id},${aws_iam_access_key.ci.secret}',
        },
      },
      at: ['aws_s3_object.credentials'],
    },
    {
      title: 'a provisioner',
      resources: {
        ...key,
        'aws_instance.app': {
          ...instance,
          provisioner: [
            { 'local-exec': { command: 'aws configure set aws_secret_access_key ${aws_iam_access_key.ci.secret}' } },
          ],
        },
      },
      at: ['aws_instance.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the SMTP password that is made of a key',
      resources: {
        ...key,
        'aws_lambda_function.mail': {
          ...lambda,
          environment: { variables: { SMTP_PASSWORD: '${aws_iam_access_key.ci.ses_smtp_password_v4}' } },
        },
      },
      at: ['aws_lambda_function.mail'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a console password in an output',
      resources: {
        'aws_iam_user.ann': { name: 'ann' },
        'aws_iam_user_login_profile.ann': { user: '${aws_iam_user.ann.name}' },
        'output.passwords': { value: { ann: '${aws_iam_user_login_profile.ann.password}' } },
      },
      at: ['output.passwords'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a random password in an environment, which is less than a key',
      resources: {
        'random_password.db': { length: 32 },
        'aws_lambda_function.app': {
          ...lambda,
          environment: { variables: { DB_PASSWORD: '${random_password.db.result}' } },
        },
      },
      at: ['aws_lambda_function.app'],
    },
    {
      title: 'a key of Open Telekom Cloud in an output that is not marked as sensitive',
      resources: { ...otcKey, 'output.secret': { value: '${opentelekomcloud_identity_credential_v3.ci.secret}' } },
      at: ['output.secret'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a temporary key of Open Telekom Cloud in an output',
      resources: {
        'data.opentelekomcloud_identity_temporary_aksk_v3.now': { methods: ['token'] },
        'output.secret': { value: '${data.opentelekomcloud_identity_temporary_aksk_v3.now.secret}' },
      },
      at: ['output.secret'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the password of a user of Open Telekom Cloud in an output',
      resources: {
        'var.password': { sensitive: true },
        'opentelekomcloud_identity_user_v3.ann': { name: 'ann', access_type: 'console', password: '${var.password}' },
        'output.password': { value: '${opentelekomcloud_identity_user_v3.ann.password}' },
      },
      at: ['output.password'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the user data of a server of Open Telekom Cloud',
      resources: {
        ...otcKey,
        'opentelekomcloud_compute_instance_v2.app': {
          name: 'app',
          user_data: 'export OS_SECRET_KEY=${opentelekomcloud_identity_credential_v3.ci.secret}',
        },
      },
      at: ['opentelekomcloud_compute_instance_v2.app'],
    },
    {
      title: 'an object in a bucket of Open Telekom Cloud',
      resources: {
        ...otcKey,
        'opentelekomcloud_obs_bucket_object.key': {
          bucket: 'shared',
          key: 'secret.txt',
          content: '${opentelekomcloud_identity_credential_v3.ci.secret}',
        },
      },
      at: ['opentelekomcloud_obs_bucket_object.key'],
    },
  ],
  compliant: [
    {
      title: 'a sensitive output',
      resources: { ...key, 'output.secret': { value: '${aws_iam_access_key.ci.secret}', sensitive: true } },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the id of the key and the name of its user',
      resources: {
        ...key,
        'aws_lambda_function.app': {
          ...lambda,
          environment: {
            variables: { KEY_ID: '${aws_iam_access_key.ci.id}', KEY_USER: '${aws_iam_access_key.ci.user}' },
          },
        },
      },
    },
    {
      title: 'user data with the id of the key only',
      resources: {
        ...key,
        'aws_instance.app': { ...instance, user_data: 'export AWS_ACCESS_KEY_ID=${aws_iam_access_key.ci.id}' },
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the secret in a secrets manager, and its ARN in the container',
      resources: {
        ...key,
        'aws_secretsmanager_secret.ci': { name: 'ci' },
        'aws_secretsmanager_secret_version.ci': {
          secret_id: '${aws_secretsmanager_secret.ci.id}',
          secret_string: '${aws_iam_access_key.ci.secret}',
        },
        'aws_ecs_task_definition.app': {
          family: 'app',
          container_definitions:
            '${jsonencode([{ name = "app", image = "app", secrets = [{ name = "TOKEN", valueFrom = aws_secretsmanager_secret.ci.arn }] }])}',
        },
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'an encrypted parameter',
      resources: {
        ...key,
        'aws_ssm_parameter.secret': {
          name: '/ci/secret-access-key',
          type: 'SecureString',
          value: '${aws_iam_access_key.ci.secret}',
        },
      },
    },
    {
      title: 'the hash of the secret, which only tells whether it changed',
      resources: { ...key, 'output.version': { value: '${sha256(aws_iam_access_key.ci.secret)}' } },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the secret as the owner of a public key can read it',
      resources: {
        'aws_iam_user.ci': { name: 'ci' },
        'aws_iam_access_key.ci': { user: '${aws_iam_user.ci.name}', pgp_key: 'keybase:ci' },
        'output.secret': { value: '${aws_iam_access_key.ci.encrypted_secret}' },
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a key of Open Telekom Cloud in a sensitive output, and its id in another',
      resources: {
        ...otcKey,
        'output.id': { value: '${opentelekomcloud_identity_credential_v3.ci.access}' },
        'output.secret': { value: '${opentelekomcloud_identity_credential_v3.ci.secret}', sensitive: true },
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'what a function of Open Telekom Cloud is given encrypted',
      resources: {
        ...otcKey,
        'opentelekomcloud_fgs_function_v2.app': {
          name: 'app',
          encrypted_user_data: '${jsonencode({ SECRET = opentelekomcloud_identity_credential_v3.ci.secret })}',
        },
      },
      onlyIn: 'terraform' as const,
    },
  ],
  unresolved: [
    {
      title: 'a secret that only arrives under a condition that is not known',
      resources: {
        ...key,
        'var.show': {},
        'output.secret': { value: '${var.show ? aws_iam_access_key.ci.secret : ""}' },
      },
      at: ['output.secret'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a secret in a block that may not be there',
      resources: {
        ...key,
        'var.on': {},
        'aws_lambda_function.app': {
          ...lambda,
          dynamic: {
            environment: {
              for_each: '${var.on ? [1] : []}',
              content: { variables: { SECRET: '${aws_iam_access_key.ci.secret}' } },
            },
          },
        },
      },
      at: ['aws_lambda_function.app'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a parameter of a type that is not known',
      resources: {
        ...key,
        'var.type': {},
        'aws_ssm_parameter.secret': {
          name: '/ci/secret-access-key',
          type: '${var.type}',
          value: '${aws_iam_access_key.ci.secret}',
        },
      },
      at: ['aws_ssm_parameter.secret'],
    },
    {
      title: 'an output that may be sensitive',
      resources: {
        ...key,
        'var.hide': {},
        'output.secret': { value: '${aws_iam_access_key.ci.secret}', sensitive: '${var.hide}' },
      },
      at: ['output.secret'],
      onlyIn: 'terraform' as const,
    },
  ],
};
