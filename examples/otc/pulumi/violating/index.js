// @ts-check
'use strict';

// Twelve mistakes, one for each recommendation of Open Telekom Cloud's "Recommendations for Using IAM". In this folder, after
// `npm run build`:
//   pulumi preview --policy-pack ../../../../pulumi-policy

const { CustomResource } = require('@pulumi/pulumi');

/**
 * What `pulumi package add terraform-provider opentelekomcloud/opentelekomcloud` generates, in short. With the package it is
 *   const otc = require('@pulumi/opentelekomcloud');
 * @param {string} name
 */
const classOf = (name) =>
  class extends CustomResource {
    /** @param {string} label @param {object} properties */
    constructor(label, properties) {
      super(`opentelekomcloud:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`, label, properties);
    }
  };
const otc = {
  ComputeInstanceV2: classOf('ComputeInstanceV2'),
  CtsTrackerV3: classOf('CtsTrackerV3'),
  IdentityAgencyV3: classOf('IdentityAgencyV3'),
  IdentityCredentialV3: classOf('IdentityCredentialV3'),
  IdentityGroupMembershipV3: classOf('IdentityGroupMembershipV3'),
  IdentityGroupV3: classOf('IdentityGroupV3'),
  IdentityLoginPolicyV3: classOf('IdentityLoginPolicyV3'),
  IdentityPasswordPolicyV3: classOf('IdentityPasswordPolicyV3'),
  IdentityProtectionPolicyV3: classOf('IdentityProtectionPolicyV3'),
  IdentityRoleAssignmentV3: classOf('IdentityRoleAssignmentV3'),
  IdentityRoleV3: classOf('IdentityRoleV3'),
  IdentityUserV3: classOf('IdentityUserV3'),
};

const domain = '2f5c8a1e9d7b4036a1c4e8f27d90b563';
const virtualMfa = { enabled: true, verificationMethod: 'vmfa' };

// otc/no-account-access-keys: without a user, this is a key of whoever deploys.
new otc.IdentityCredentialV3('second-key', {
  description: 'deployments, second key',
  pgpKey: 'keybase:operations',
});

// otc/no-keys-in-code: whoever reads this file, or the metadata of the server, has the key. The server has no agency instead.
new otc.ComputeInstanceV2('exporter', {
  name: 'invoice-exporter',
  imageName: 'Standard_Ubuntu_24.04_latest',
  flavorId: 's3.medium.1',
  securityGroups: ['default'],
  networks: [{ uuid: '5b1d3f0a-2c4e-4f6a-8b7c-9d0e1f2a3b4c' }],
  userData: [
    '#!/bin/sh',
    'export OS_ACCESS_KEY=K7QX2NR9ZB4LT6MVWD3E',
    'export OS_SECRET_KEY=kT9vQ2mXw7LrB4nYz8HcJ1pFs6Dg3EaUo5Ri0WtV',
    '/usr/local/bin/export-invoices',
  ].join('\n'),
});

// otc/individual-users: a team is no person.
const operations = new otc.IdentityUserV3('operations', {
  name: 'operations-team',
  accessType: 'console',
  pwdReset: true,
  loginProtection: virtualMfa,
});

// otc/access-type: nobody decided whether Bob signs in to the console, uses a key, or both.
const bob = new otc.IdentityUserV3('bob', {
  name: 'bob.miller',
  email: 'bob.miller@example.com',
  pwdReset: true,
  loginProtection: virtualMfa,
});

// otc/virtual-mfa: Alice signs in to the console with a password alone.
const alice = new otc.IdentityUserV3('alice', {
  name: 'alice.smith',
  email: 'alice.smith@example.com',
  accessType: 'console',
  pwdReset: true,
});

const finance = new otc.IdentityGroupV3('finance', { name: 'finance' });
new otc.IdentityGroupMembershipV3('finance-users', { group: finance.id, users: [alice.id, bob.id, operations.id] });

// otc/least-privilege: whoever reads invoices may do everything.
const invoices = new otc.IdentityRoleV3('invoices', {
  displayName: 'invoices',
  displayLayer: 'domain',
  description: 'Reads invoices',
  statements: [{ effect: 'Allow', actions: ['*:*:*'] }],
});
new otc.IdentityRoleAssignmentV3('finance-invoices', {
  groupId: finance.id,
  roleId: invoices.id,
  domainId: domain,
});

// otc/rotate-credentials: one key, for ever. A second one, inactive, would be there to take its turn.
const deployment = new otc.IdentityUserV3('deployment', { name: 'deployment', accessType: 'programmatic' });
new otc.IdentityCredentialV3('first-key', {
  userId: deployment.id,
  description: 'deployments, first key',
  pgpKey: 'keybase:operations',
});

// otc/password-policy
new otc.IdentityPasswordPolicyV3('passwords', {
  minimumPasswordLength: 6,
  passwordCharCombination: 2,
  maximumConsecutiveIdenticalChars: 0,
  numberOfRecentPasswordsDisallowed: 0,
  passwordValidityPeriod: 90,
  passwordNotUsernameOrInvert: true,
});

// otc/critical-operation-protection
new otc.IdentityProtectionPolicyV3('protection', { enableOperationProtectionPolicy: false });

// otc/delete-unnecessary: who has left can sign in for ever.
new otc.IdentityLoginPolicyV3('login', {
  accountValidityPeriod: 0,
  lockoutDuration: 15,
  loginFailedTimes: 5,
  periodWithLoginFailures: 15,
  sessionTimeout: 60,
});

// otc/agencies-for-ecs: the agency is there, and lends everything.
new otc.IdentityAgencyV3('exporter-agency', {
  name: 'invoice-exporter',
  delegatedDomainName: 'op_svc_ecs',
  description: 'Exports invoices',
  projectRoles: [{ allProjects: true, roles: ['Tenant Administrator'] }],
});

// otc/cts
new otc.CtsTrackerV3('traces', { bucketName: 'traces', isLtsEnabled: true, status: 'disabled' });
