// @ts-check
'use strict';

// Three mistakes that a review overlooks easily. `cdktf synth` in this folder fails and names them; so does `node main.js`.

const { enforceIamGuardrails } = require('@iam-guardrails/cdktf-aspects');
const { IamAccessKey } = require('@cdktf/provider-aws/lib/iam-access-key');
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

// Mistake 1: a key for the root user. Its name stands elsewhere.
const owner = new IamUser(stack, 'owner', { name: 'root' });
new IamAccessKey(stack, 'root-key', { user: owner.name });

new IamAccountPasswordPolicy(stack, 'passwords', {
  minimumPasswordLength: 14,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  requireSymbols: true,
  passwordReusePrevention: 24,
  maxPasswordAge: 90,
});

// Mistake 2: `Bool` stops the console without MFA, and not the access key: its requests do not say anything about MFA.
// And Alice, who signs in to the console, has one.
const people = new IamGroup(stack, 'people', { name: 'people' });
new IamGroupPolicy(stack, 'require-mfa', {
  name: 'require-mfa',
  group: people.name,
  policy: policy({
    Effect: 'Deny',
    NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'sts:GetSessionToken'],
    Resource: '*',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  }),
});

const alice = new IamUser(stack, 'alice', { name: 'alice' });
new IamUserGroupMembership(stack, 'alice-people', { user: alice.name, groups: [people.name] });
new IamUserLoginProfile(stack, 'alice-console', {
  user: alice.name,
  pgpKey: 'keybase:alice',
  passwordResetRequired: true,
});
new IamAccessKey(stack, 'alice-key', { user: alice.name });
new IamGroupPolicy(stack, 'people-invoices', {
  name: 'invoices',
  group: people.name,
  policy: policy({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::invoices/2026.pdf' }),
});

// Mistake 3: neither document allows everything. Both together do.
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
  policy: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
});
new IamRolePolicy(stack, 'deployer-identities', {
  name: 'identities',
  role: deployer.name,
  policy: policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
});

app.synth();
