// @ts-check
'use strict';

// Three mistakes that a review overlooks easily. In this folder, after `npm run build`:
//   pulumi preview --policy-pack ../../../pulumi-policy

const iam = require('@pulumi/aws/iam');

/** @param {...object} statements */
const policy = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

// Mistake 1: a key for the root user. Its name stands elsewhere.
const owner = new iam.User('owner', { name: 'root' });
new iam.AccessKey('root-key', { user: owner.name });

new iam.AccountPasswordPolicy('passwords', {
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
const people = new iam.Group('people', { name: 'people' });
new iam.GroupPolicy('require-mfa', {
  name: 'require-mfa',
  group: people.name,
  policy: policy({
    Effect: 'Deny',
    NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'sts:GetSessionToken'],
    Resource: '*',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  }),
});

const alice = new iam.User('alice', { name: 'alice' });
new iam.UserGroupMembership('alice-people', { user: alice.name, groups: [people.name] });
new iam.UserLoginProfile('alice-console', { user: alice.name, pgpKey: 'keybase:alice', passwordResetRequired: true });
new iam.AccessKey('alice-key', { user: alice.name });
new iam.GroupPolicy('people-invoices', {
  name: 'invoices',
  group: people.name,
  policy: policy({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::invoices/2026.pdf' }),
});

// Mistake 3: neither document allows everything. Both together do.
const deployer = new iam.Role('deployer', {
  name: 'deployer',
  assumeRolePolicy: policy({
    Effect: 'Allow',
    Principal: { Service: 'codebuild.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }),
});
new iam.RolePolicy('deployer-services', {
  name: 'services',
  role: deployer.name,
  policy: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
});
new iam.RolePolicy('deployer-identities', {
  name: 'identities',
  role: deployer.name,
  policy: policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
});
