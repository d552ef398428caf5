import * as v from 'valibot';
import { accountFaults } from '../../access/trust-accounts';
import { roleName } from '../../access/trust';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './restrict-cross-account-trust.examples';

/** Only accounts of the zone of trust assume roles, and third parties with an external id. */
export const restrictCrossAccountTrust = defineRule({
  id: 'restrict-cross-account-trust',
  title: 'Roles trust accounts of the zone of trust only, and third parties with an external id',
  severity: 'high',
  rationale:
    'Trust in another account is trust in whoever administers it. A third party that works for many customers can be made to ' +
    'use the role of another customer, unless each role asks for the external id of its own.',
  remediation:
    'Name the roles of the account that need it, ask third parties for `sts:ExternalId`, and list the accounts that are yours under `trust.accounts`.',
  recommendations: ['aws-iam/public-and-cross-account', 'guide/trust-and-permission-policies', 'guide/conditions'],
  clouds: ['aws'],
  appliesTo: ['role'],
  decidedByOneResource: ['role'],
  options: v.strictObject({}),
  messages: {
    foreign:
      'statement {statement} of the trust policy lets account `{account}` assume role `{role}`, which is outside of the zone of trust; remove it, or list it under `trust.accounts` or `trust.thirdParties`',
    organization:
      'statement {statement} of the trust policy lets every account of organization `{account}` assume role `{role}`, which is not the organization under `trust.organization`; name the roles that need it',
    'third-party':
      'statement {statement} of the trust policy lets the third party `{account}` assume role `{role}` without an external id of its own; add a condition `StringEquals` on `sts:ExternalId`',
    whole:
      'statement {statement} of the trust policy lets every principal of account `{account}` assume role `{role}` that its administrators allow to; name the roles that need it, or list the account under `trust.accounts` if it is yours',
  },

  check(role, { model, report, unresolved }) {
    const { faults, doubt } = accountFaults(role, model);
    const { resource: at } = role;
    const property = 'assume_role_policy';
    if (faults.length === 0 && doubt !== undefined) return unresolved(unknown(doubt), at, property);
    for (const { kind, account, statement, witness, cause, content } of faults)
      report({
        message: kind,
        at,
        property,
        data: { account, statement, role: roleName(role) },
        witness,
        causes: [cause],
        fingerprint: `${kind} ${account} ${content}`,
      });
  },

  examples,
});
