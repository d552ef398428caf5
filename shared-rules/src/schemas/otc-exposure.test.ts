import { readTerraform } from '../expressions';
import type { Machine } from '../model/exposure';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

function machineOf(
  type: string,
  settings: Readonly<Record<string, unknown>>,
  more: Example['resources'] = {},
): Machine | undefined {
  const resources = { ...more, [`${type}.x`]: settings };
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  return iamModel(stack).entities.find((entity) => entity.kind === 'machine');
}

const callsIn = (user_data: string): string | undefined =>
  machineOf('opentelekomcloud_compute_instance_v2', { user_data })?.calls;

describe('what a machine of OTC runs', () => {
  it.each([
    ['openstack server list', 'openstack server list'],
    ['openstack token issue', 'openstack  --os-cloud otc --debug --os-region=eu-de token issue -f value'],
    ['obsutil cp', 'obsutil cp obs://a/b .'],
    ['hcloud ECS ListServersDetails', 'hcloud ECS ListServersDetails --cli-region=eu-de'],
    ['otc-auth login', 'otc-auth login iam'],
    ['s3cmd', 's3cmd --access_key=AK --host https://obs.eu-de.otc.t-systems.com get s3://a/b'],
    ['aws', 'aws s3 cp s3://a/b . --endpoint-url https://obs.eu-nl.otc.t-systems.com'],
    ['https://iam.eu-de.otc.t-systems.com', 'export OS_AUTH_URL=https://iam.eu-de.otc.t-systems.com/v3'],
    [
      'https://ecs.eu-ch2.sc.otc.t-systems.com',
      'curl -H "X-Auth-Token: $T" https://ecs.eu-ch2.sc.otc.t-systems.com/v1',
    ],
    ['https://iam.cn-north-4.myhuaweicloud.com', 'curl https://iam.cn-north-4.myhuaweicloud.com/v3/auth/tokens'],
    ['169.254.169.254/openstack/latest/securitykey', 'curl http://169.254.169.254/openstack/latest/securitykey'],
    ['openstacksdk', '#!/bin/sh\npip install openstacksdk\n'],
    ['ObsClient', 'from obs import ObsClient'],
    [undefined, 'hcloud server list'],
    [undefined, '# openstack server list'],
    [undefined, 'curl https://acme.obs.eu-de.otc.t-systems.com/a.tgz'],
    [undefined, 'docker pull swr.eu-de.otc.t-systems.com/acme/app:1'],
    [undefined, 'curl https://docs.otc.t-systems.com/'],
    [undefined, 'curl http://169.254.169.254/openstack/latest/meta_data.json'],
    [undefined, 'apt-get install -y nginx'],
  ])('has the call %s', (expected, script) => {
    expect(callsIn(script)).toBe(expected);
    expect(callsIn(Buffer.from(`#!/bin/sh\n${script}`).toString('base64'))).toBe(expected);
  });

  it('is said without the options of the command, where a password may stand', () => {
    expect(callsIn('openstack --os-password hunter2 --os-username a server list')).toBe('openstack server list');
  });

  it('is read in time whatever options there are', () => {
    const started = process.hrtime.bigint();
    expect(callsIn(`openstack ${'--a --b c '.repeat(2000)}`)).toBeUndefined();
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(2);
  });
});

describe('the agency of a machine', () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, string, unknown]>([
    ['opentelekomcloud_compute_instance_v2', { metadata: { agency_name: 'a' } }, 'metadata.agency_name', true],
    ['opentelekomcloud_compute_instance_v2', { metadata: { role: 'a' } }, 'metadata.agency_name', false],
    ['opentelekomcloud_compute_instance_v2', { metadata: { agency_name: '' } }, 'metadata.agency_name', false],
    ['opentelekomcloud_ecs_instance_v1', { metadata: [{ agency_name: 'a' }] }, 'metadata.agency_name', true],
    [
      'opentelekomcloud_as_configuration_v1',
      { instance_config: [{ metadata: { agency_name: 'a' } }] },
      'instance_config.metadata.agency_name',
      true,
    ],
    [
      'opentelekomcloud_as_configuration_v1',
      { instance_config: { metadata: {} } },
      'instance_config.metadata.agency_name',
      false,
    ],
    ['opentelekomcloud_cce_node_v3', { agency_name: 'a' }, 'agency_name', true],
    ['opentelekomcloud_cce_node_pool_v3', {}, 'agency_name', false],
    ['opentelekomcloud_fgs_function_v2', { app_agency: 'a' }, 'agency', true],
    ['opentelekomcloud_fgs_function_v2', {}, 'agency', false],
    ['huaweicloud_compute_instance', { agency_name: 'a' }, 'agency_name', true],
    ['huaweicloud_compute_instance', { metadata: { a: 'b' } }, 'agency_name', false],
    ['huaweicloud_fgs_function', { agency: 'a' }, 'agency', true],
  ])('of %s with %j', (type, settings, property, hasRole) => {
    expect(machineOf(type, settings)).toMatchObject({ property, hasRole, answersWithoutToken: false });
  });

  it('may stand in metadata that are a variable, and in the server that a configuration copies', () => {
    const copied = { instance_config: { instance_id: 'i' } };
    const open = { metadata: '${var.metadata}' };
    const variable = { 'var.metadata': { type: 'map(string)' } };
    expect(machineOf('opentelekomcloud_compute_instance_v2', open, variable)?.hasRole).toMatchObject({
      kind: 'unknown',
    });
    expect(machineOf('opentelekomcloud_as_configuration_v1', copied)?.hasRole).toMatchObject({ kind: 'unknown' });
  });
});
