import { readTerraform } from '../../expressions';
import { terraformOf } from '../../rule/example';
import { iamModel } from '../aws';
import { awsAttribute } from '../aws-attributes';

/** Where keys are handed over by name. */
function handed(type: string, values: Readonly<Record<string, unknown>>): readonly string[] {
  const resources = { 'var.secret': {}, [`${type}.x`]: values };
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  return iamModel(stack).entities.flatMap((entity) =>
    entity.kind === 'handed-key' ? [`${entity.property} ${entity.name}`] : [],
  );
}

const shell = (line: string): object => ({ user_data: `#!/bin/sh\n${line}\n` });
const container = (part: object): object => ({ container_definitions: JSON.stringify([{ name: 'app', ...part }]) });

describe('a secret key under the name that SDKs look for', () => {
  it.each<[string, string, object]>([
    ['in a shell text', 'aws_instance', shell('export AWS_SECRET_ACCESS_KEY=abc')],
    ['in quotes', 'aws_instance', shell("AWS_SECRET_ACCESS_KEY='${var.secret}' ./run")],
    [
      'in a credentials file',
      'aws_instance',
      shell('cat <<E > ~/.aws/credentials\naws_secret_access_key = somekey\nE'),
    ],
    [
      'behind base64',
      'aws_instance',
      { user_data: Buffer.from('#!/bin/sh\nexport AWS_SECRET_ACCESS_KEY=abc\n').toString('base64') },
    ],
    [
      'behind base64 with a hole',
      'aws_instance',
      { user_data: '${base64encode("export AWS_SECRET_ACCESS_KEY=${var.secret}")}' },
    ],
    [
      'in the environment of a container',
      'aws_ecs_task_definition',
      container({ environment: [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'abc' }] }),
    ],
    ['in user data of OTC', 'opentelekomcloud_compute_instance_v2', shell('export OS_SECRET_KEY=${var.secret}')],
    [
      'in the JSON of a function of OTC',
      'opentelekomcloud_fgs_function_v2',
      { user_data: '${jsonencode({ OS_SECRET_KEY = var.secret })}' },
    ],
    [
      'in what a function of OTC decrypts',
      'opentelekomcloud_fgs_function_v2',
      { encrypted_user_data: '${jsonencode({ OS_SECRET_KEY = var.secret })}' },
    ],
  ])('is handed over %s', (_, type, values) => {
    expect(handed(type, values as Readonly<Record<string, unknown>>)).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    ['an empty value', 'aws_instance', shell('export AWS_SECRET_ACCESS_KEY=')],
    ['empty quotes', 'aws_instance', shell('export AWS_SECRET_ACCESS_KEY=""')],
    ['a name that goes on', 'aws_instance', shell('export AWS_SECRET_ACCESS_KEY_FILE=/run/key')],
    ['a name that is only mentioned', 'aws_instance', shell('unset AWS_SECRET_ACCESS_KEY')],
    ['a session, which ends', 'aws_instance', shell('export AWS_SECRET_ACCESS_KEY=abc AWS_SESSION_TOKEN=def')],
    ['what can have no role', 'aws_lightsail_instance', shell('export AWS_SECRET_ACCESS_KEY=abc')],
    ['a tag, which nothing runs with', 'aws_instance', { tags: { AWS_SECRET_ACCESS_KEY: 'abc' } }],
    [
      'a command of whoever deploys',
      'aws_instance',
      { provisioner: [{ 'local-exec': { command: 'AWS_SECRET_ACCESS_KEY=abc ./run' } }] },
    ],
    ['the id alone', 'aws_instance', shell('export AWS_ACCESS_KEY_ID=abc')],
  ])('is not handed over by %s', (_, type, values) => {
    expect(handed(type, values as Readonly<Record<string, unknown>>)).toEqual([]);
  });
});
