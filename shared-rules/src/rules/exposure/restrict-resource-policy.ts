import * as v from 'valibot';
import { outsideOpenings, protectedBy } from '../../access/outside';
import { defineRule } from '../../rule/define-rule';
import { examples } from './restrict-resource-policy.examples';

/** Policies of resources let in accounts of the zone of trust only. */
export const restrictResourcePolicy = defineRule({
  id: 'restrict-resource-policy',
  title: 'Policies of resources let in nobody from outside of the zone of trust',
  severity: 'high',
  rationale:
    'A policy of a resource lets another account in without anybody in the own account allowing it. A service of AWS acts for ' +
    'every customer who asks it to: where the policy does not say for whose resource, a stranger can have it write into the ' +
    'queue or read with the key ("The confused deputy problem", IAM User Guide).',
  remediation:
    'List the accounts that are yours under `trust.accounts` and remove the others; bound services by `aws:SourceArn` or `aws:SourceAccount`.',
  recommendations: ['aws-iam/public-and-cross-account', 'guide/trust-and-permission-policies', 'guide/conditions'],
  clouds: ['aws'],
  appliesTo: ['resource-policy'],
  decidedByOneResource: ['resource-policy'],
  options: v.strictObject({}),
  messages: {
    account: 'account `{who}` is outside of the zone of trust and may call {action}{place} by {where}',
    organization:
      'organization `{who}` is outside of the zone of trust and its members may call {action}{place} by {where}',
    provider:
      'whoever has a token of `{who}` may call {action}{place} by {where}; add a condition on the `aud` of its tokens',
    service:
      '`{who}` may call {action}{place} for any customer of AWS: {where} does not say for whose resource; add a condition on `aws:SourceArn` or `aws:SourceAccount`',
  },

  check(policy, { model, report, unresolved }) {
    const { openings, doubt } = outsideOpenings(policy, model);
    const { resource: at, property, isMade } = policy;
    const what = protectedBy(policy);
    for (const { by, who, statement, cause, content, witness, place } of openings) {
      const where =
        isMade === true ? `argument \`${property}\` for ${what}` : `statement ${statement} of the policy of ${what}`;
      report({
        message: by,
        at,
        property,
        data: { who, action: witness.action, place, where },
        witness,
        causes: [cause],
        fingerprint: `${property} ${by} ${who} ${content}`,
        ...(by === 'service' ? { severity: 'medium' as const } : {}),
      });
    }
    if (openings.length === 0 && doubt !== undefined) unresolved(doubt, at, property);
  },

  examples,
});
