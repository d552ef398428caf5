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
  ],
  compliant: [
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
};
