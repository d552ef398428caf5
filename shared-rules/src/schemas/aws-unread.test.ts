import type { Resource } from '../model/resource';
import { iamModel } from './aws';

const notCheckedOf = (type: string, mode: Resource['mode'] = 'managed'): readonly string[] => {
  const resource: Resource = {
    address: `${type}.a`,
    type,
    mode,
    stack: 's',
    values: new Map(),
    provisioners: [],
  } as never;
  return iamModel({ name: 's', resources: [resource], notChecked: [] }).notChecked.map(({ address }) => address);
};

describe('resources that may hold permissions and are not read', () => {
  it.each([
    'aws_cloudformation_stack',
    'aws_cloudformation_stack_set',
    'aws_cloudcontrolapi_resource',
    'aws_serverlessapplicationrepository_cloudformation_stack',
    'awscc_iam_user',
    'awscc_sso_permission_set',
    'awscc_identitystore_group_membership',
    'awscc_rolesanywhere_profile',
    'awscc_organizations_policy',
    'opentelekomcloud_identity_provider',
    'opentelekomcloud_identity_provider_v3',
    'opentelekomcloud_identity_mapping_v3',
    'opentelekomcloud_identity_protocol_v3',
    'huaweicloud_identity_provider_conversion',
    'huaweicloud_identity_trust_agency',
    'huaweicloud_identityv5_policy_user_attach',
    'huaweicloud_identitycenter_permission_set',
    'opentelekomcloud_kms_grant_v1',
    'opentelekomcloud_swr_organization_permissions_v2',
    'opentelekomcloud_obs_bucket_policy',
    'aws_opensearchserverless_access_policy',
    'aws_ram_principal_association',
    'awscc_s3_bucket_policy',
    'awscc_s3_access_point_policy',
    'awscc_s3objectlambda_access_point_policy',
    'awscc_sns_topic_inline_policy',
    'awscc_secretsmanager_resource_policy',
    'awscc_vpclattice_auth_policy',
    'awscc_ecr_registry_policy',
    'awscc_msk_cluster_policy',
    'awscc_lambda_permission',
    'awscc_kms_key',
  ])('are listed as not checked: %s', (type) => {
    expect(notCheckedOf(type)).toEqual([`${type}.a`]);
    expect(notCheckedOf(type, 'data')).toEqual([]);
  });

  it.each([
    'aws_s3_bucket',
    'aws_cloudformation_type',
    'aws_cloudformation_stack_instances',
    'awscc_s3_bucket',
    'awscc_dlm_lifecycle_policy',
  ])('do not include %s', (type) => {
    expect(notCheckedOf(type)).toEqual([]);
  });
});
