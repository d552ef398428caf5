import { holdsJsonText, holdsUserKeys, pulumiName, terraformName } from './property-name';

describe('terraformName', () => {
  it.each([
    ['aws_iam_role', 'inlinePolicies', 'inline_policy'],
    ['aws_iam_role', 'managedPolicyArns', 'managed_policy_arns'],
    ['aws_iam_openid_connect_provider', 'clientIdLists', 'client_id_list'],
    ['aws_iam_access_key', 'sesSmtpPasswordV4', 'ses_smtp_password_v4'],
    ['aws_iam_access_key', 'pgpKey', 'pgp_key'],
    ['aws_lambda_function', 'name', 'function_name'],
    ['aws_iam_user', 'name', 'name'],
    ['opentelekomcloud_identity_role_v3', 'statements', 'statement'],
    ['opentelekomcloud_identity_role_v3', 'actions', 'action'],
    ['opentelekomcloud_identity_agency_v3', 'projectRoles', 'project_role'],
    ['opentelekomcloud_identity_agency_v3', 'domainRoles', 'domain_roles'],
    ['opentelekomcloud_identity_user_v3', 'loginProtection', 'login_protection'],
    ['opentelekomcloud_identity_user_v3', 'pwdReset', 'pwd_reset'],
    ['opentelekomcloud_identity_mapping_v3', 'rules', 'rules'],
    ['opentelekomcloud_cts_tracker_v3', 'isLtsEnabled', 'is_lts_enabled'],
    ['opentelekomcloud_cts_event_notification_v3', 'traceNames', 'trace_names'],
    [
      'opentelekomcloud_identity_protection_policy_v3',
      'enableOperationProtectionPolicy',
      'enable_operation_protection_policy',
    ],
    ['opentelekomcloud_identity_user_v3', 'identityUserV3Id', 'id'],
    ['opentelekomcloud_identity_credential_v3', 'userId', 'user_id'],
    ['opentelekomcloud', 'secretKey', 'secret_key'],
    ['huaweicloud_identity_agency', 'projectRoles', 'project_role'],
    ['aws_acmpca_permission', 'actions', 'actions'],
  ])('of %s reads %s as %s', (type, property, argument) => {
    expect(terraformName(type, property)).toBe(argument);
  });

  it('takes no name for one of the language', () => {
    expect(terraformName('constructor', 'toString')).toBe('to_string');
    expect(terraformName('aws_iam_user', '__proto__')).toBe('__proto__');
  });
});

describe('pulumiName', () => {
  it('puts a list in the plural only where Pulumi does', () => {
    expect(pulumiName('aws_iam_role', 'inline_policy', true)).toBe('inlinePolicies');
    expect(pulumiName('aws_iam_role', 'managed_policy_arns', true)).toBe('managedPolicyArns');
    expect(pulumiName('aws_iam_access_key', 'pgp_key', false)).toBe('pgpKey');
    expect(pulumiName('opentelekomcloud_identity_role_v3', 'action', true)).toBe('actions');
  });
});

describe('objects', () => {
  it('keep the keys of tags and variables, and are text where they are policies', () => {
    expect(holdsUserKeys('aws_iam_user', 'tags')).toBe(true);
    expect(holdsUserKeys('aws_iam_user', 'loginProtection')).toBe(false);
    expect(holdsJsonText('aws_iam_role', 'assumeRolePolicy')).toBe(true);
    expect(holdsJsonText('aws_iam_role', 'name')).toBe(false);
    expect(holdsUserKeys('opentelekomcloud_compute_instance_v2', 'metadata')).toBe(true);
    expect(holdsUserKeys('opentelekomcloud_ecs_instance_v1', 'metadata')).toBe(false);
    expect(holdsUserKeys('opentelekomcloud_identity_user_v3', 'loginProtection')).toBe(false);
  });
});
