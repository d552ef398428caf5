import * as v from 'valibot';
import { deputies } from '../../access/trust-services';
import { roleName } from '../../access/trust';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './restrict-service-trust.examples';

/** A service takes a role only for resources of the own account. */
export const restrictServiceTrust = defineRule({
  id: 'restrict-service-trust',
  title: 'Roles for services that act for many customers say whose resource they are for',
  severity: 'medium',
  rationale:
    'A service acts for all of its customers. Without a condition on the source, a customer of another account may make the ' +
    'service use the role for a resource of theirs: the confused deputy.',
  remediation: 'Add `aws:SourceAccount` with your account, and `aws:SourceArn` with the resource that the role is for.',
  recommendations: ['aws-iam/conditions', 'guide/conditions', 'guide/trust-and-permission-policies'],
  clouds: ['aws'],
  appliesTo: ['role'],
  decidedByOneResource: ['role'],
  options: v.strictObject({}),
  messages: {
    deputy:
      'statement {statement} of the trust policy lets `{service}` assume role `{role}` on behalf of resources of any account; add a condition `StringEquals` on `aws:SourceAccount` with your account, or `ArnLike` on `aws:SourceArn` with `{source}`',
  },

  check(role, { report, unresolved }) {
    const { faults, doubt } = deputies(role);
    const { resource: at } = role;
    const property = 'assume_role_policy';
    if (faults.length === 0 && doubt !== undefined) return unresolved(unknown(doubt), at, property);
    for (const { statement, service, source, witness, cause, content } of faults)
      report({
        message: 'deputy',
        at,
        property,
        data: { statement, service, source, role: roleName(role) },
        witness,
        causes: [cause],
        fingerprint: `${service} ${content}`,
      });
  },

  examples,
});
