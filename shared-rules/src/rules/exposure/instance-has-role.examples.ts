const script = '#!/bin/sh\nobsutil cp obs://acme-releases/app.tgz /srv/\n';
const server = (settings: Readonly<Record<string, unknown>>) => ({
  'opentelekomcloud_compute_instance_v2.web': { name: 'web', image_name: 'Standard_Ubuntu_22.04_latest', ...settings },
});
const image = { ami: 'ami-0123456789abcdef0', instance_type: 't3.micro' };

/** Examples of `instance-has-role`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a machine that copies from a bucket without a role',
      resources: {
        'aws_instance.web': { ...image, user_data: '#!/bin/sh\naws s3 cp s3://acme-releases/app.tgz /srv/\n' },
      },
      at: ['aws_instance.web'],
    },
    {
      title: 'the same in a launch template, encoded',
      resources: {
        'aws_launch_template.web': {
          name: 'web',
          user_data: Buffer.from('#!/bin/sh\naws --region eu-central-1 ssm get-parameter --name /app/url\n').toString(
            'base64',
          ),
        },
      },
      at: ['aws_launch_template.web'],
    },
    {
      title: 'a role whose credentials are handed out without a token',
      resources: {
        'aws_instance.web': { ...image, iam_instance_profile: 'web', metadata_options: { http_tokens: 'optional' } },
      },
      at: ['aws_instance.web'],
    },
    {
      title: 'a task that calls APIs without a role',
      resources: {
        'aws_ecs_task_definition.job': {
          family: 'job',
          container_definitions: JSON.stringify([
            { name: 'job', image: 'amazon/aws-cli', command: ['sh', '-c', 'aws sqs receive-message --queue-url $Q'] },
          ]),
        },
      },
      at: ['aws_ecs_task_definition.job'],
    },
    {
      title: 'a task with the role by which ECS starts it',
      resources: {
        'aws_ecs_task_definition.job': {
          family: 'job',
          container_definitions: '[]',
          task_role_arn: 'arn:aws:iam::111122223333:role/ecs',
          execution_role_arn: 'arn:aws:iam::111122223333:role/ecs',
        },
      },
      at: ['aws_ecs_task_definition.job'],
    },
    {
      title: 'a server of Open Telekom Cloud that copies from a bucket without an agency',
      resources: server({ user_data: script }),
      at: ['opentelekomcloud_compute_instance_v2.web'],
    },
    {
      title: 'the same with the client of OpenStack, encoded',
      resources: server({
        user_data: Buffer.from('#!/bin/sh\nopenstack --os-cloud otc server list\n').toString('base64'),
        metadata: { role: 'web' },
      }),
      at: ['opentelekomcloud_compute_instance_v2.web'],
    },
    {
      title: 'a configuration for auto-scaling whose servers copy from a bucket',
      resources: {
        'opentelekomcloud_as_configuration_v1.web': {
          scaling_configuration_name: 'web',
          instance_config: {
            user_data: 's3cmd --host=https://obs.eu-de.otc.t-systems.com get s3://acme/app.tgz /srv/',
          },
        },
      },
      at: ['opentelekomcloud_as_configuration_v1.web'],
    },
    {
      title: 'a function that asks for credentials of an agency that it has not',
      resources: {
        'opentelekomcloud_fgs_function_v2.report': {
          name: 'report',
          func_code: 'def handler(event, context):\n    ak = context.getSecurityAccessKey()\n',
        },
      },
      at: ['opentelekomcloud_fgs_function_v2.report'],
    },
  ],
  compliant: [
    {
      title: 'a server of Open Telekom Cloud with an agency',
      resources: {
        'opentelekomcloud_identity_agency_v3.web': { name: 'web', delegated_domain_name: 'op_svc_ecs' },
        ...server({ user_data: script, metadata: { agency_name: '${opentelekomcloud_identity_agency_v3.web.name}' } }),
      },
    },
    {
      title: 'a server that fetches what a bucket gives to everybody',
      resources: server({ user_data: '#!/bin/sh\ncurl -O https://acme.obs.eu-de.otc.t-systems.com/app.tgz\n' }),
    },
    {
      title: 'a server of Huawei Cloud, where the agency is an argument of its own',
      resources: { 'huaweicloud_compute_instance.web': { name: 'web', user_data: script, agency_name: 'web' } },
    },
    {
      title: 'a function with an agency',
      resources: {
        'opentelekomcloud_fgs_function_v2.report': {
          name: 'report',
          func_code: 'def handler(event, context):\n    ak = context.getSecurityAccessKey()\n',
          agency: 'report',
        },
      },
    },
    {
      title: 'a launch template of the stack requires the token',
      resources: {
        'aws_launch_template.web': { name: 'web', metadata_options: { http_tokens: 'required' } },
        'aws_instance.web': { iam_instance_profile: 'web', launch_template: { name: 'web' } },
      },
    },
    {
      title: 'a call that stands in a comment',
      resources: { 'aws_instance.web': { ...image, user_data: '#!/bin/sh\n# later: aws s3 cp s3://acme/app .\n' } },
    },
    {
      title: 'a role, and a token for its credentials',
      resources: {
        'aws_instance.web': {
          ...image,
          iam_instance_profile: 'web',
          user_data: '#!/bin/sh\naws s3 cp s3://acme-releases/app.tgz /srv/\n',
          metadata_options: { http_tokens: 'required' },
        },
      },
    },
    {
      title: 'a machine that calls no APIs',
      resources: { 'aws_instance.web': { ...image, user_data: '#!/bin/sh\napt-get install -y nginx\n' } },
    },
    {
      title: 'the metadata service is off',
      resources: {
        'aws_instance.web': {
          ...image,
          iam_instance_profile: 'web',
          metadata_options: { http_endpoint: 'disabled' },
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'what metadata a server has is a variable',
      resources: {
        'var.metadata': { type: 'map(string)' },
        ...server({ user_data: script, metadata: '${var.metadata}' }),
      },
      at: ['opentelekomcloud_compute_instance_v2.web'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a launch template of another stack may require it',
      resources: { 'aws_instance.web': { iam_instance_profile: 'web', launch_template: { name: 'web' } } },
      at: ['aws_instance.web'],
    },
  ],
};
