import * as v from 'valibot';
import { outsideOpenings, protectedBy } from '../../access/outside';
import { placeOf } from '../../access/words';
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
  appliesTo: ['resource-policy'],
  decidedByOneResource: ['resource-policy'],
  options: v.strictObject({}),
  messages: {
    account:
      'account `{who}` is outside of the zone of trust and may call {action} on {resource}: statement {statement} of the policy of {what}',
    service:
      '`{who}` may call {action} on {resource} for any customer of AWS: {place} does not say for whose resource; add a condition on `aws:SourceArn` or `aws:SourceAccount`',
  },

  check(policy, { model, report, unresolved }) {
    const { openings, doubt } = outsideOpenings(policy, model);
    const { resource: at, property, isMade } = policy;
    const what = protectedBy(policy);
    for (const { by, who, statement, cause, witness } of openings) {
      const { action, resource } = witness;
      const shared = { at, property, witness, causes: [cause], fingerprint: `${by} ${who} ${cause}` };
      const data = { who, action, resource: placeOf(resource) };
      const place = isMade === true ? `\`${property}\`` : `statement ${statement} of the policy of ${what}`;
      if (by === 'account') report({ message: 'account', ...shared, data: { ...data, what, statement } });
      else report({ message: 'service', ...shared, severity: 'medium', data: { ...data, place } });
    }
    if (openings.length === 0 && doubt !== undefined) unresolved(doubt, at, property);
  },

  examples,
});
