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
  });
});
