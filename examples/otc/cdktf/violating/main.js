// @ts-check
'use strict';

// Twelve mistakes, one for each recommendation of Open Telekom Cloud's "Recommendations for Using IAM". `cdktf synth` in this
// folder fails and names them; so does `node main.js`.

const { enforceIamGuardrails } = require('@iam-guardrails/cdktf-aspects');
const { ComputeInstanceV2 } = require('@cdktf/provider-opentelekomcloud/lib/compute-instance-v2');
const { CtsTrackerV3 } = require('@cdktf/provider-opentelekomcloud/lib/cts-tracker-v3');
const { IdentityAgencyV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-agency-v3');
const { IdentityCredentialV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-credential-v3');
const { IdentityGroupMembershipV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-group-membership-v3');
const { IdentityGroupV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-group-v3');
const { IdentityLoginPolicyV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-login-policy-v3');
const { IdentityPasswordPolicyV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-password-policy-v3');
const { IdentityProtectionPolicyV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-protection-policy-v3');
const { IdentityRoleAssignmentV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-role-assignment-v3');
const { IdentityRoleV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-role-v3');
const { IdentityUserV3 } = require('@cdktf/provider-opentelekomcloud/lib/identity-user-v3');
const { OpentelekomcloudProvider } = require('@cdktf/provider-opentelekomcloud/lib/provider');
const { App, Aspects, TerraformStack } = require('cdktf');

const app = new App();
enforceIamGuardrails(app, Aspects);
const stack = new TerraformStack(app, 'account');
new OpentelekomcloudProvider(stack, 'otc', {
  authUrl: 'https://iam.eu-de.otc.t-systems.com/v3',
  domainName: 'OTC-EU-DE-00000000001000000001',
  tenantName: 'eu-de',
});
const domain = '2f5c8a1e9d7b4036a1c4e8f27d90b563';
const virtualMfa = { enabled: true, verificationMethod: 'vmfa' };

// otc/no-account-access-keys: without a user, this is a key of whoever deploys.
new IdentityCredentialV3(stack, 'second-key', {
  description: 'deployments, second key',
  pgpKey: 'keybase:operations',
});

// otc/no-keys-in-code: whoever reads this file, or the metadata of the server, has the key. The server has no agency instead.
new ComputeInstanceV2(stack, 'exporter', {
  name: 'invoice-exporter',
  imageName: 'Standard_Ubuntu_24.04_latest',
  flavorId: 's3.medium.1',
  securityGroups: ['default'],
  network: [{ uuid: '5b1d3f0a-2c4e-4f6a-8b7c-9d0e1f2a3b4c' }],
  userData: [
    '#!/bin/sh',
    'export OS_ACCESS_KEY=K7QX2NR9ZB4LT6MVWD3E',
    'export OS_SECRET_KEY=kT9vQ2mXw7LrB4nYz8HcJ1pFs6Dg3EaUo5Ri0WtV',
    '/usr/local/bin/export-invoices',
  ].join('\n'),
});

// otc/individual-users: a team is no person.
const operations = new IdentityUserV3(stack, 'operations', {
  name: 'operations-team',
  accessType: 'console',
  pwdReset: true,
  loginProtection: virtualMfa,
});

// otc/access-type: nobody decided whether Bob signs in to the console, uses a key, or both.
const bob = new IdentityUserV3(stack, 'bob', {
  name: 'bob.miller',
  email: 'bob.miller@example.com',
  pwdReset: true,
  loginProtection: virtualMfa,
});

// otc/virtual-mfa: Alice signs in to the console with a password alone.
const alice = new IdentityUserV3(stack, 'alice', {
  name: 'alice.smith',
  email: 'alice.smith@example.com',
  accessType: 'console',
  pwdReset: true,
});

const finance = new IdentityGroupV3(stack, 'finance', { name: 'finance' });
new IdentityGroupMembershipV3(stack, 'finance-users', { group: finance.id, users: [alice.id, bob.id, operations.id] });

// otc/least-privilege: whoever reads invoices may do everything.
const invoices = new IdentityRoleV3(stack, 'invoices', {
  displayName: 'invoices',
  displayLayer: 'domain',
  description: 'Reads invoices',
  statement: [{ effect: 'Allow', action: ['*:*:*'] }],
});
new IdentityRoleAssignmentV3(stack, 'finance-invoices', {
  groupId: finance.id,
  roleId: invoices.id,
  domainId: domain,
});

// otc/rotate-credentials: one key, for ever. A second one, inactive, would be there to take its turn.
const deployment = new IdentityUserV3(stack, 'deployment', { name: 'deployment', accessType: 'programmatic' });
new IdentityCredentialV3(stack, 'first-key', {
  userId: deployment.id,
  description: 'deployments, first key',
  pgpKey: 'keybase:operations',
});

// otc/password-policy
new IdentityPasswordPolicyV3(stack, 'passwords', {
  minimumPasswordLength: 6,
  passwordCharCombination: 2,
  maximumConsecutiveIdenticalChars: 0,
  numberOfRecentPasswordsDisallowed: 0,
  passwordValidityPeriod: 90,
  passwordNotUsernameOrInvert: true,
});

// otc/critical-operation-protection
new IdentityProtectionPolicyV3(stack, 'protection', { enableOperationProtectionPolicy: false });

// otc/delete-unnecessary: who has left can sign in for ever.
new IdentityLoginPolicyV3(stack, 'login', {
  accountValidityPeriod: 0,
  lockoutDuration: 15,
  loginFailedTimes: 5,
  periodWithLoginFailures: 15,
  sessionTimeout: 60,
});

// otc/agencies-for-ecs: the agency is there, and lends everything.
new IdentityAgencyV3(stack, 'exporter-agency', {
  name: 'invoice-exporter',
  delegatedDomainName: 'op_svc_ecs',
  description: 'Exports invoices',
  projectRole: [{ allProjects: true, roles: ['Tenant Administrator'] }],
});

// otc/cts
new CtsTrackerV3(stack, 'traces', { bucketName: 'traces', isLtsEnabled: true, status: 'disabled' });

app.synth();
