// @ts-check
'use strict';

// The same app as in ../violating, mended. `cdktn synth` in this folder passes.

const { enforceIamGuardrails } = require('@iam-guardrails/cdktf-aspects');
const { App, Aspects, TerraformResource, TerraformStack } = require('cdktn');

/** @param {...object} statements */
const policy = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const app = new App();
enforceIamGuardrails(app, Aspects);
const stack = new TerraformStack(app, 'team');

/**
 * A resource without a provider package. `cdktn get` generates classes for all of them.
 * @param {string} type @param {string} id @param {object} properties
 */
function resource(type, id, properties) {
  const made = new TerraformResource(stack, id, { terraformResourceType: type });
  for (const [name, value] of Object.entries(properties)) made.addOverride(name, value);
  return made;
}

// Mended 1: what the key was for has a role of its own, and no key.
const exporter = resource('aws_iam_role', 'exporter', {
  name: 'invoice-exporter',
  assume_role_policy: policy({
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }),
});
resource('aws_iam_role_policy', 'exporter-invoices', {
  name: 'invoices',
  role: exporter.getStringAttribute('name'),
  policy: policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::invoices/*' }),
});

resource('aws_iam_account_password_policy', 'passwords', {
  minimum_password_length: 14,
  require_lowercase_characters: true,
  require_uppercase_characters: true,
  require_numbers: true,
  require_symbols: true,
  password_reuse_prevention: 24,
  max_password_age: 90,
});

// Mended 2: `BoolIfExists` also stops requests that do not say anything about MFA. Alice has no key.
const people = resource('aws_iam_group', 'people', { name: 'people' });
resource('aws_iam_group_policy', 'require-mfa', {
  name: 'require-mfa',
  group: people.getStringAttribute('name'),
  policy: policy({
    Effect: 'Deny',
    NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'sts:GetSessionToken'],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  }),
});

const alice = resource('aws_iam_user', 'alice', { name: 'alice' });
resource('aws_iam_user_group_membership', 'alice-people', {
  user: alice.getStringAttribute('name'),
  groups: [people.getStringAttribute('name')],
});
resource('aws_iam_user_login_profile', 'alice-console', {
  user: alice.getStringAttribute('name'),
  pgp_key: 'keybase:alice',
  password_reset_required: true,
});
resource('aws_iam_group_policy', 'people-invoices', {
  name: 'invoices',
  group: people.getStringAttribute('name'),
  policy: policy({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::invoices/2026.pdf' }),
});

// Mended 3: the role may do what its work needs.
const deployer = resource('aws_iam_role', 'deployer', {
  name: 'deployer',
  assume_role_policy: policy({
    Effect: 'Allow',
    Principal: { Service: 'codebuild.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }),
});
resource('aws_iam_role_policy', 'deployer-services', {
  name: 'services',
  role: deployer.getStringAttribute('name'),
  policy: policy({
    Effect: 'Allow',
    Action: 'lambda:UpdateFunctionCode',
    Resource: 'arn:aws:lambda:eu-central-1:123456789012:function:invoices',
  }),
});
resource('aws_iam_role_policy', 'deployer-identities', {
  name: 'identities',
  role: deployer.getStringAttribute('name'),
  policy: policy({ Effect: 'Allow', Action: 'iam:GetRole', Resource: 'arn:aws:iam::123456789012:role/invoices' }),
});

app.synth();
