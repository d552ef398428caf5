// @ts-check
'use strict';

// The same program as in ../violating, mended. It passes `pulumi preview --policy-pack ../../../pulumi-policy`.

const iam = require('@pulumi/aws/iam');

/** @param {...object} statements */
const policy = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

// Mended 1: what the key was for has a role of its own, and no key.
const exporter = new iam.Role('exporter', {
  name: 'invoice-exporter',
  assumeRolePolicy: policy({
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }),
});
new iam.RolePolicy('exporter-invoices', {
  name: 'invoices',
  role: exporter.name,
  policy: policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::invoices/*' }),
});

new iam.AccountPasswordPolicy('passwords', {
  minimumPasswordLength: 14,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  requireSymbols: true,
  passwordReusePrevention: 24,
  maxPasswordAge: 90,
});

// Mended 2: `BoolIfExists` also stops requests that do not say anything about MFA. Alice has no key.
const people = new iam.Group('people', { name: 'people' });
new iam.GroupPolicy('require-mfa', {
  name: 'require-mfa',
  group: people.name,
  policy: policy({
    Effect: 'Deny',
    NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'sts:GetSessionToken'],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  }),
});

const alice = new iam.User('alice', { name: 'alice' });
new iam.UserGroupMembership('alice-people', { user: alice.name, groups: [people.name] });
new iam.UserLoginProfile('alice-console', { user: alice.name, pgpKey: 'keybase:alice', passwordResetRequired: true });
new iam.GroupPolicy('people-invoices', {
  name: 'invoices',
  group: people.name,
  policy: policy({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::invoices/2026.pdf' }),
});

// Mended 3: the role may do what its work needs.
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
  policy: policy({
    Effect: 'Allow',
    Action: 'lambda:UpdateFunctionCode',
    Resource: 'arn:aws:lambda:eu-central-1:123456789012:function:invoices',
  }),
});
new iam.RolePolicy('deployer-identities', {
  name: 'identities',
  role: deployer.name,
  policy: policy({ Effect: 'Allow', Action: 'iam:GetRole', Resource: 'arn:aws:iam::123456789012:role/invoices' }),
});
