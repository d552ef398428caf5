import { isModuleChild, pulumiType, terraformType } from './resource-type';

describe('terraformType', () => {
  it.each([
    ['aws:iam/accessKey:AccessKey', 'aws_iam_access_key'],
    ['aws:iam/openIdConnectProvider:OpenIdConnectProvider', 'aws_iam_openid_connect_provider'],
    ['aws:iam/sshKey:SshKey', 'aws_iam_user_ssh_key'],
    [
      'aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive',
      'aws_iam_user_policy_attachments_exclusive',
    ],
    ['aws:ec2/instance:Instance', 'aws_instance'],
    ['aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults', 'aws_ec2_instance_metadata_defaults'],
    ['aws:ec2/networkAclRule:NetworkAclRule', 'aws_network_acl_rule'],
    ['aws:cloudtrail/trail:Trail', 'aws_cloudtrail'],
    ['aws:cfg/rule:Rule', 'aws_config_config_rule'],
    ['aws:s3/bucketV2:BucketV2', 'aws_s3_bucket'],
    ['aws:s3/bucketPolicy:BucketPolicy', 'aws_s3_bucket_policy'],
    ['aws:lb/loadBalancer:LoadBalancer', 'aws_lb'],
    ['aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy', 'aws_ssoadmin_permission_set_inline_policy'],
  ])('reads %s as %s', (token, type) => {
    expect(terraformType(token)).toBe(type);
  });

  it('reads any Terraform provider that Pulumi bridges', () => {
    expect(terraformType('opentelekomcloud:index/identityUserV3:IdentityUserV3')).toBe(
      'opentelekomcloud_identity_user_v3',
    );
    expect(terraformType('aws:index/iamAccessKey:IamAccessKey')).toBe('aws_iam_access_key');
    expect(terraformType('random:index/randomPassword:RandomPassword')).toBe('random_password');
    expect(terraformType('google-beta:index/projectIamMember:ProjectIamMember')).toBe('google_beta_project_iam_member');
  });

  it('reads the resources of a Terraform module inside Pulumi, but not the module itself', () => {
    expect(terraformType('vpc:tf:aws_iam_role')).toBe('aws_iam_role');
    expect(isModuleChild('vpc:tf:aws_iam_role')).toBe(true);
    expect(terraformType('vpc:index:Module')).toBeUndefined();
  });

  it.each([
    'aws-native:iam:User',
    'kubernetes:core/v1:Pod',
    'pulumi:pulumi:Stack',
    'pulumi:providers:aws',
    'acme:identity:Team',
    'command:local:Command',
    'aws:iam/accessKey:SomethingElse',
    'constructor:index/prototype:Other',
    '',
  ])('knows no Terraform type for %s', (token) => {
    expect(terraformType(token)).toBeUndefined();
  });
});

describe('pulumiType', () => {
  it.each([
    ['aws_iam_access_key', 'aws:iam/accessKey:AccessKey'],
    ['aws_s3_bucket_acl', 'aws:s3/bucketAcl:BucketAcl'],
    ['aws_vpc_endpoint_policy', 'aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy'],
    ['aws_vpc_security_group_ingress_rule', 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule'],
    ['opentelekomcloud_identity_credential_v3', 'opentelekomcloud:index/identityCredentialV3:IdentityCredentialV3'],
  ])('names %s %s', (type, token) => {
    expect(pulumiType(type)).toBe(token);
  });

  it('names nothing without a provider', () => {
    expect(pulumiType('user')).toBeUndefined();
    expect(pulumiType('')).toBeUndefined();
  });
});
