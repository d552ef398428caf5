// @ts-check
'use strict';

// The same account as in ../violating, mended. In this folder, after `npm run build`:
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

// otc/no-account-access-keys: deployments have a user of their own.
const deployment = new otc.IdentityUserV3('deployment', { name: 'deployment', accessType: 'programmatic' });
new otc.IdentityCredentialV3('second-key', {
  userId: deployment.id,
  description: 'deployments, second key',
  pgpKey: 'keybase:operations',
  status: 'inactive',
});

// otc/least-privilege
const invoices = new otc.IdentityRoleV3('invoices', {
  displayName: 'invoices',
  displayLayer: 'domain',
  description: 'Reads invoices',
  statements: [{ effect: 'Allow', actions: ['obs:object:GetObject'], resources: ['OBS:*:*:object:invoices/*'] }],
});

// otc/agencies-for-ecs
new otc.IdentityAgencyV3('exporter-agency', {
  name: 'invoice-exporter',
  delegatedDomainName: 'op_svc_ecs',
  description: 'Exports invoices',
  domainRoles: ['invoices'],
});

// otc/no-keys-in-code: the server asks its metadata for temporary keys of the agency.
new otc.ComputeInstanceV2('exporter', {
  name: 'invoice-exporter',
  imageName: 'Standard_Ubuntu_24.04_latest',
  flavorId: 's3.medium.1',
  securityGroups: ['default'],
  networks: [{ uuid: '5b1d3f0a-2c4e-4f6a-8b7c-9d0e1f2a3b4c' }],
  metadata: { agency_name: 'invoice-exporter' },
  userData: ['#!/bin/sh', '/usr/local/bin/export-invoices'].join('\n'),
});

// otc/individual-users: one of the team.
const operations = new otc.IdentityUserV3('operations', {
  name: 'carol.jones',
  accessType: 'console',
  pwdReset: true,
  loginProtection: virtualMfa,
});

// otc/access-type: Bob works in the console.
const bob = new otc.IdentityUserV3('bob', {
  name: 'bob.miller',
  email: 'bob.miller@example.com',
  accessType: 'console',
  pwdReset: true,
  loginProtection: virtualMfa,
});

// otc/virtual-mfa
const alice = new otc.IdentityUserV3('alice', {
  name: 'alice.smith',
  email: 'alice.smith@example.com',
  accessType: 'console',
  pwdReset: true,
  loginProtection: virtualMfa,
});

const finance = new otc.IdentityGroupV3('finance', { name: 'finance' });
new otc.IdentityGroupMembershipV3('finance-users', { group: finance.id, users: [alice.id, bob.id, operations.id] });

new otc.IdentityRoleAssignmentV3('finance-invoices', {
  groupId: finance.id,
  roleId: invoices.id,
  domainId: domain,
});

// otc/rotate-credentials: two keys take turns. (An advice stays: no key at all is better still.)
new otc.IdentityCredentialV3('first-key', {
  userId: deployment.id,
  description: 'deployments, first key',
  pgpKey: 'keybase:operations',
});

// otc/password-policy
new otc.IdentityPasswordPolicyV3('passwords', {
  minimumPasswordLength: 14,
  passwordCharCombination: 4,
  maximumConsecutiveIdenticalChars: 2,
  numberOfRecentPasswordsDisallowed: 10,
  passwordValidityPeriod: 90,
  passwordNotUsernameOrInvert: true,
});

// otc/critical-operation-protection
new otc.IdentityProtectionPolicyV3('protection', { enableOperationProtectionPolicy: true });

// otc/delete-unnecessary: who has not signed in for 90 days is locked out.
new otc.IdentityLoginPolicyV3('login', {
  accountValidityPeriod: 90,
  lockoutDuration: 15,
  loginFailedTimes: 5,
  periodWithLoginFailures: 15,
  sessionTimeout: 60,
});

// otc/cts
new otc.CtsTrackerV3('traces', { bucketName: 'traces', isLtsEnabled: true, status: 'enabled' });
