import type { Resource } from '../../model/resource';
import { fromJson, unknown, type Value } from '../../model/value';
import { workloadOf } from './workloads';

function roleOf(type: string, values: Readonly<Record<string, unknown>>): unknown {
  const given = Object.entries(values).map(
    ([name, value]) => [name, isValue(value) ? value : fromJson(value)] as const,
  );
  const resource: Resource = { address: `${type}.x`, type, mode: 'managed', stack: 'test', values: new Map(given) };
  const role = workloadOf(resource)?.hasRole;
  return typeof role === 'object' ? role.reason : role;
}

const isValue = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && 'references' in value;
const open = unknown('who knows');
const linked = unknown('known later', [{ address: 'aws_iam_instance_profile.p', attribute: 'name' }]);
const job = (text: object): object => ({ container_properties: JSON.stringify(text) });

describe('whether a workload has a role', () => {
  it.each<[string, string, object, unknown]>([
    ['an instance with a profile', 'aws_instance', { iam_instance_profile: 'p' }, true],
    ['an instance with a profile of this stack', 'aws_instance', { iam_instance_profile: linked }, true],
    ['an instance without', 'aws_instance', { iam_instance_profile: null }, false],
    ['an instance with an empty one', 'aws_instance', { iam_instance_profile: '' }, false],
    ['an instance with what may be null', 'aws_instance', { iam_instance_profile: open }, 'who knows'],
    [
      'an instance of a template',
      'aws_instance',
      { launch_template: { id: 't' } },
      '`launch_template` of `aws_instance.x` may name a role',
    ],
    ['a template', 'aws_launch_template', { iam_instance_profile: [{ arn: 'a' }] }, true],
    ['a template without', 'aws_launch_template', { iam_instance_profile: [] }, false],
    ['a function', 'aws_lambda_function', {}, true],
    ['a task with the role of its agent only', 'aws_ecs_task_definition', { execution_role_arn: 'a' }, false],
    ['a job', 'aws_batch_job_definition', job({ jobRoleArn: 'a' }), true],
    ['a job without', 'aws_batch_job_definition', job({ image: 'a' }), false],
    ['a job of which nothing is known', 'aws_batch_job_definition', { container_properties: open }, 'who knows'],
    ['a service of App Runner', 'aws_apprunner_service', { instance_configuration: { instance_role_arn: 'a' } }, true],
    ['Beanstalk', 'aws_elastic_beanstalk_environment', { setting: [{ name: 'IamInstanceProfile', value: 'p' }] }, true],
    ['Beanstalk without', 'aws_elastic_beanstalk_environment', { setting: [{ name: 'A', value: 'p' }] }, false],
    [
      'an instance of OTC with an agency',
      'opentelekomcloud_compute_instance_v2',
      { metadata: { agency_name: 'a' } },
      true,
    ],
    ['an instance of OTC', 'opentelekomcloud_compute_instance_v2', { metadata: { a: 'b' } }, false],
    [
      'an instance of OTC with metadata that may name one',
      'opentelekomcloud_compute_instance_v2',
      { metadata: open },
      'who knows',
    ],
    ...[
      'urn:pulumi:dev::p::opentelekomcloud:index/identityAgencyV3:IdentityAgencyV3::a',
      'opentelekomcloud_identity_agency_v3.a',
    ].map((address): [string, string, object, unknown] => [
      `an instance of OTC with metadata that depend on ${address}`,
      'opentelekomcloud_compute_instance_v2',
      { metadata: unknown('who knows', [{ address }]) },
      true,
    ]),
    [
      'an instance of OTC with metadata that depend on something else',
      'opentelekomcloud_compute_instance_v2',
      { metadata: unknown('who knows', [{ address: 'opentelekomcloud_vpc_v1.a' }]) },
      'who knows',
    ],
    [
      'a server that is like another',
      'opentelekomcloud_as_configuration_v1',
      { instance_config: [{ instance_id: 'i' }] },
      '`instance_config.instance_id` of `opentelekomcloud_as_configuration_v1.x` may name a role',
    ],
    ['what is no compute', 'aws_s3_bucket', {}, undefined],
    ['what can have no role', 'aws_lightsail_instance', {}, undefined],
  ])('%s', (_, type, values, expected) => {
    expect(roleOf(type, values as Readonly<Record<string, unknown>>)).toBe(expected);
  });
});
