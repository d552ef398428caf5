// @ts-check
'use strict';

// The same app as in ../violating, mended. `cdktf synth` in this folder passes.

const { enforceIamGuardrails } = require('@iam-guardrails/cdktf-aspects');
const { IamAccountPasswordPolicy } = require('@cdktf/provider-aws/lib/iam-account-password-policy');
const { IamGroup } = require('@cdktf/provider-aws/lib/iam-group');
const { IamGroupPolicy } = require('@cdktf/provider-aws/lib/iam-group-policy');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const { IamUser } = require('@cdktf/provider-aws/lib/iam-user');
const { IamUserGroupMembership } = require('@cdktf/provider-aws/lib/iam-user-group-membership');
const { IamUserLoginProfile } = require('@cdktf/provider-aws/lib/iam-user-login-profile');
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { App, Aspects, TerraformStack } = require('cdktf');

/** @param {...object} statements */
const policy = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const app = new App();
enforceIamGuardrails(app, Aspects);
const stack = new TerraformStack(app, 'team');
new AwsProvider(stack, 'aws', { region: 'eu-central-1' });

// Mended 1: what the key was for has a role of its own, and no key.
const exporter = new IamRole(stack, 'exporter', {
  name: 'invoice-exporter',
  assumeRolePolicy: policy({
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }),
});
new IamRolePolicy(stack, 'exporter-invoices', {
  name: 'invoices',
  role: exporter.name,
  policy: policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::invoices/*' }),
});

new IamAccountPasswordPolicy(stack, 'passwords', {
  minimumPasswordLength: 14,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  requireSymbols: true,
  passwordReusePrevention: 24,
  maxPasswordAge: 90,
});

// Mended 2: `BoolIfExists` also stops requests that do not say anything about MFA. Alice has no key.
const people = new IamGroup(stack, 'people', { name: 'people' });
new IamGroupPolicy(stack, 'require-mfa', {
  name: 'require-mfa',
  group: people.name,
  policy: policy({
    Effect: 'Deny',
    NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'sts:GetSessionToken'],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  }),
});

const alice = new IamUser(stack, 'alice', { name: 'alice' });
new IamUserGroupMembership(stack, 'alice-people', { user: alice.name, groups: [people.name] });
new IamUserLoginProfile(stack, 'alice-console', {
  user: alice.name,
  pgpKey: 'keybase:alice',
  passwordResetRequired: true,
});
new IamGroupPolicy(stack, 'people-invoices', {
  name: 'invoices',
  group: people.name,
  policy: policy({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::invoices/2026.pdf' }),
});

// Mended 3: the role may do what its work needs.
const deployer = new IamRole(stack, 'deployer', {
  name: 'deployer',
  assumeRolePolicy: policy({
    Effect: 'Allow',
    Principal: { Service: 'codebuild.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }),
});
new IamRolePolicy(stack, 'deployer-services', {
  name: 'services',
  role: deployer.name,
  policy: policy({
    Effect: 'Allow',
    Action: 'lambda:UpdateFunctionCode',
    Resource: 'arn:aws:lambda:eu-central-1:123456789012:function:invoices',
  }),
});
new IamRolePolicy(stack, 'deployer-identities', {
  name: 'identities',
  role: deployer.name,
  policy: policy({ Effect: 'Allow', Action: 'iam:GetRole', Resource: 'arn:aws:iam::123456789012:role/invoices' }),
});

app.synth();
