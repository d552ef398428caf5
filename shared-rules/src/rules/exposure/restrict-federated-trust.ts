import * as v from 'valibot';
import { claimOf, federatedFaults } from '../../access/trust-federated';
import { roleName } from '../../access/trust';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './restrict-federated-trust.examples';

/** Tokens of strangers open no role. */
export const restrictFederatedTrust = defineRule({
  id: 'restrict-federated-trust',
  title: 'Roles for identity providers are bound to subjects or audiences of your own',
  severity: 'high',
  rationale:
    'Providers such as GitHub give tokens to everybody. A role that trusts the provider without binding the subject can be ' +
    'assumed by strangers, and a wildcard before the name of the organization ends binds nothing.',
  remediation:
    'Bind the claim that tells whose the token is, with the name of your own organization or application in full.',
  recommendations: [
    'aws-iam/temporary-credentials-for-workloads',
    'aws-iam/public-and-cross-account',
    'guide/federation',
    'guide/trust-and-permission-policies',
  ],
  clouds: ['aws'],
  appliesTo: ['role'],
  decidedByOneResource: ['role'],
  options: v.strictObject({}),
  messages: {
    stranger:
      'statement {statement} of the trust policy lets {stranger} assume role `{role}`: nothing binds the tokens of {provider}; add a condition `StringLike` on `{key}` with a value such as `{value}`',
    loose:
      'statement {statement} of the trust policy lets {stranger} assume role `{role}`: its condition on `{key}` holds for `{claim}` as well; write whose it is in full, such as `{value}`',
    audience:
      'statement {statement} of the trust policy lets {stranger} by {provider} open role `{role}`; add a condition `StringEquals` on `{key}` with `{value}`',
    nobody:
      'statement {statement} of the trust policy lets nobody assume role `{role}`: no token of {provider} has the subject `{stranger}`; write `StringLike` on `{key}` with a value such as `{value}`',
  },

  check(role, { report, unresolved }) {
    const { faults, doubt } = federatedFaults(role);
    const { resource: at } = role;
    const property = 'assume_role_policy';
    if (faults.length === 0 && doubt !== undefined) return unresolved(unknown(doubt), at, property);
    for (const fault of faults) {
      const { kind, witness, cause, content, statement, provider, stranger, key, value } = fault;
      const data = { statement, provider, stranger, key, value, claim: claimOf(fault), role: roleName(role) };
      report({
        message: kind,
        at,
        property,
        data,
        ...(kind === 'stranger' || kind === 'loose' ? {} : { severity: 'medium' }),
        ...(kind === 'nobody' ? {} : { witness }),
        causes: [cause],
        fingerprint: `${kind} ${key} ${content}`,
      });
    }
  },

  examples,
});
