// @ts-check
'use strict';

// The same app as in ../violating, mended. `cdktf synth` in this folder passes.

const { enforceIamGuardrails } = require('@iam-guardrails/cdktf-aspects');
const { IamAccessKey } = require('@cdktf/provider-aws/lib/iam-access-key');
const { IamGroup } = require('@cdktf/provider-aws/lib/iam-group');
const { IamGroupPolicy } = require('@cdktf/provider-aws/lib/iam-group-policy');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const { IamUser } = require('@cdktf/provider-aws/lib/iam-user');
const { IamUserGroupMembership } = require('@cdktf/provider-aws/lib/iam-user-group-membership');
const { IamUserLoginProfile } = require('@cdktf/provider-aws/lib/iam-user-login-profile');
const { IamUserPolicy } = require('@cdktf/provider-aws/lib/iam-user-policy');
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { App, Aspects, TerraformStack } = require('cdktf');

/** @param {...object} statements */
const policy = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const app = new App();
enforceIamGuardrails(app, Aspects);
const stack = new TerraformStack(app, 'team');
new AwsProvider(stack, 'aws', { region: 'eu-central-1' });

// Mended 1: the key belongs to a user that is a machine, says so, and may do one thing.
const exporter = new IamUser(stack, 'exporter', {
  name: 'invoice-exporter',
  tags: { 'iam-guardrails:machine-user': 'true' },
});
new IamAccessKey(stack, 'exporter-key', { user: exporter.name });
new IamUserPolicy(stack, 'exporter-invoices', {
  name: 'invoices',
  user: exporter.name,
  policy: policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::invoices/*' }),
});

// Mended 2: `BoolIfExists` also stops requests that do not say anything about MFA. Without a need, Alice has no key.
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
new IamUserLoginProfile(stack, 'alice-console', { user: alice.name });
new IamUserPolicy(stack, 'alice-invoices', {
  name: 'invoices',
  user: alice.name,
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
