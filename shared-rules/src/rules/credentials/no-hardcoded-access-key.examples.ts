/** Made up, and put together here so that nobody who searches the code for keys finds one. */
const ID = ['AKIA', 'Q3ZK7LMW', 'TRB5XNUE'].join('');
const SECRET = ['n8Qv2LxT', 'pWz5/RkYbG7', 'dMh3+JcSfA9eUo1', 'CtXiKw'].join('');
const OTC_ID = ['M8RZ', 'K0QW7LTX', '1VYBN5HD'].join('');
const OTC_SECRET = ['x7GkPq2ZrW', 'n9TbVc4LmY', 'h6JdSf8KaU', 'e3RoXi5CtB'].join('');
/** The ones that the documentation of AWS shows. */
const DOCUMENTED = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

const exporting = (id: string, secret: string): string =>
  ['#!/bin/bash', `export AWS_ACCESS_KEY_ID=${id}`, `export AWS_SECRET_ACCESS_KEY=${secret}`, '/opt/start', ''].join(
    '\n',
  );

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const role = 'arn:aws:iam::123456789012:role/worker';
const lambda = (variables: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> => ({
  function_name: 'worker',
  role,
  package_type: 'Image',
  image_uri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/worker:1',
  environment: { variables },
});
const task = (environment: readonly object[]): Readonly<Record<string, unknown>> => ({
  family: 'worker',
  container_definitions: JSON.stringify([{ name: 'worker', image: 'worker:1', memory: 64, environment }]),
});
const instance = (rest: object): Readonly<Record<string, unknown>> => ({
  ami: 'ami-0123456789abcdef0',
  instance_type: 't3.micro',
  ...rest,
});

/** Examples of `no-hardcoded-access-key`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'user data that exports a key',
      resources: { 'aws_instance.worker': instance({ user_data: exporting(ID, SECRET) }) },
      at: ['aws_instance.worker'],
    },
    {
      title: 'the same user data behind base64',
      resources: { 'aws_instance.worker': instance({ user_data_base64: base64(exporting(ID, SECRET)) }) },
      at: ['aws_instance.worker'],
    },
    {
      title: 'a launch template whose user data writes a file that is base64 itself',
      resources: {
        'aws_launch_template.worker': {
          name: 'worker',
          user_data: base64(
            `#cloud-config\nwrite_files:\n  - path: /root/.aws/credentials\n    encoding: b64\n    content: ${base64(
              `[default]\naws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`,
            )}\n`,
          ),
        },
      },
      at: ['aws_launch_template.worker'],
    },
    {
      title: 'a function with id and secret in two variables: one finding',
      resources: { 'aws_lambda_function.worker': lambda({ AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: SECRET }) },
      at: ['aws_lambda_function.worker'],
    },
    {
      title: 'a container definition, where name and value are apart',
      resources: {
        'aws_ecs_task_definition.worker': task([{ name: 'AWS_SECRET_ACCESS_KEY', value: SECRET }]),
      },
      at: ['aws_ecs_task_definition.worker'],
    },
    {
      title: 'a connection string with a secret in percent encoding',
      resources: {
        'aws_lambda_function.worker': lambda({
          BROKER_URL: `sqs://${ID}:${encodeURIComponent(SECRET)}@eu-central-1`,
        }),
      },
      at: ['aws_lambda_function.worker'],
    },
    {
      title: 'the id alone opens nothing, and is a finding of medium severity',
      resources: { 'aws_lambda_function.worker': lambda({ UPLOAD_KEY: ID }) },
      at: ['aws_lambda_function.worker'],
    },
    {
      title: 'a provider with a static key',
      resources: { 'provider.aws': { region: 'eu-central-1', access_key: ID, secret_key: SECRET } },
      at: ['provider.aws'],
    },
    {
      title: 'a provider of Open Telekom Cloud with a static key that looks like none',
      resources: {
        'provider.opentelekomcloud': {
          access_key: 'DEPLOYMENTACCESSKEY1',
          secret_key: 'the-secret-key-of-deployments',
        },
      },
      at: ['provider.opentelekomcloud'],
    },
    {
      title: 'a provider of Open Telekom Cloud with the password of a user',
      resources: { 'provider.opentelekomcloud': { user_name: 'deploy', password: 'Winter-2026', domain_name: 'acme' } },
      at: ['provider.opentelekomcloud'],
    },
    {
      title: 'a provider of Open Telekom Cloud with a static key, whose id has no prefix',
      resources: { 'provider.opentelekomcloud': { access_key: OTC_ID, secret_key: OTC_SECRET } },
      at: ['provider.opentelekomcloud'],
    },
    {
      title: 'an instance of Open Telekom Cloud with a key in its user data, behind base64',
      resources: {
        'opentelekomcloud_compute_instance_v2.worker': {
          name: 'worker',
          user_data: base64(`export OS_ACCESS_KEY=${OTC_ID}\nexport OS_SECRET_KEY=${OTC_SECRET}\n`),
        },
      },
      at: ['opentelekomcloud_compute_instance_v2.worker'],
      onlyIn: 'terraform',
    },
    {
      title: 'a key in a local is reported where it arrives',
      resources: {
        'local.settings': { value: { id: ID, secret: SECRET } },
        'aws_lambda_function.worker': lambda({ KEY: '${local.settings.id}:${local.settings.secret}' }),
      },
      at: ['aws_lambda_function.worker'],
      onlyIn: 'terraform',
    },
    {
      title: 'a default of a variable that nothing uses, and an output',
      resources: {
        'var.aws_secret_key': { default: SECRET },
        'output.configuration': { value: `aws_access_key_id=${ID}` },
      },
      at: ['output.configuration', 'var.aws_secret_key'],
      onlyIn: 'terraform',
    },
    {
      title: 'a branch that may not be taken: whoever reads the program reads it',
      resources: {
        'var.debug': {},
        'aws_instance.worker': instance({ user_data: `\${var.debug ? "AWS_SECRET_ACCESS_KEY=${SECRET}" : ""}` }),
      },
      at: ['aws_instance.worker'],
      onlyIn: 'terraform',
    },
    {
      title: 'a resource that is switched off',
      resources: { 'aws_instance.worker': instance({ count: 0, user_data: exporting(ID, SECRET) }) },
      at: ['aws_instance.worker'],
      onlyIn: 'terraform',
    },
    {
      title: 'user data that is known in parts',
      resources: {
        'aws_eip.one': {},
        'aws_instance.worker': instance({ user_data: `${exporting(ID, SECRET)}curl \${aws_eip.one.public_ip}\n` }),
      },
      at: ['aws_instance.worker'],
      onlyIn: 'terraform',
    },
  ],
  compliant: [
    {
      title: "the keys that AWS's documentation shows",
      resources: {
        'aws_instance.worker': instance({ user_data_base64: base64(exporting(DOCUMENTED.id, DOCUMENTED.secret)) }),
      },
    },
    {
      title: 'user data that takes its key from the environment',
      resources: {
        'aws_instance.worker': instance({ user_data: exporting('"$KEY_ID"', '$(cat /run/secrets/key)') }),
      },
    },
    {
      title: 'hashes, and a certificate in base64',
      resources: {
        'aws_lambda_function.worker': lambda({
          COMMIT: '5c6b5d60a8aa63a5d37e60f15185d13a967f0542',
          AWS_SECRET_REVISION: '5c6b5d60a8aa63a5d37e60f15185d13a967f0542',
          DIGEST: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
          CERTIFICATE: base64(`-----BEGIN CERTIFICATE-----\nMIIB${'9fKq'.repeat(60)}\n-----END CERTIFICATE-----\n`),
        }),
      },
    },
    {
      title: 'a container definition that names its secret and does not hold it',
      resources: {
        'aws_ecs_task_definition.worker': task([
          { name: 'AWS_SECRET_ACCESS_KEY_PARAMETER', value: '/worker/aws-secret-access-key-for-uploads' },
        ]),
      },
    },
    {
      title: 'providers for a local stand-in of the cloud',
      resources: { 'provider.aws': { region: 'eu-central-1', access_key: 'mock_access_key', secret_key: 'test' } },
    },
    {
      title: 'a provider of Open Telekom Cloud with words for a validation',
      resources: {
        'provider.opentelekomcloud': { access_key: 'mock_access_key_0001', secret_key: 'mock_secret_key_0001' },
      },
    },
    {
      title: 'a provider that is given its key from outside',
      resources: {
        'var.secret_key': { type: 'string', sensitive: true },
        'provider.opentelekomcloud': { domain_name: 'OTC00000000001000000001', secret_key: '${var.secret_key}' },
      },
      onlyIn: 'terraform',
    },
    {
      title: 'a key that the stack makes is handed over, not written',
      resources: {
        'aws_iam_access_key.worker': { user: 'worker' },
        'aws_lambda_function.worker': lambda({
          AWS_SECRET_ACCESS_KEY: '${aws_iam_access_key.worker.secret}',
        }),
      },
    },
  ],
} as const;
