import * as v from 'valibot';
import { causeKey } from '../../access/cause';
import { broadAttachments } from '../../access/managed-fit';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-full-access-managed-policy.examples';

/** Nobody has a policy of AWS that gives a whole service or more. */
export const noFullAccessManagedPolicy = defineRule({
  id: 'no-full-access-managed-policy',
  title: 'No policy of AWS is attached that gives a whole service or more',
  severity: 'medium',
  rationale:
    'AWS writes such policies for every customer: each gives all actions on all resources, also those of tomorrow, and no work ' +
    'needs them all. `PowerUserAccess` and the job functions reach over many services, `IAMFullAccess` over all permissions.',
  remediation:
    'Attach the read-only policy where that is enough, or a customer-managed policy with the actions and resource ARNs that are used.',
  recommendations: [
    'aws-iam-classic/aws-managed-policies',
    'aws-iam/least-privilege',
    'aws-iam/managed-then-custom',
    'guide/least-privilege',
    'guide/power-users',
  ],
  appliesTo: ['user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({
    /** Names of policies that may be attached, such as `AmazonSSMFullAccess`. */
    allowed: v.optional(v.array(v.string()), []),
  }),
  messages: { broad: 'the policy `{policy}` of AWS gives {reach}; {fit}' },

  check(entity, { options, report, unresolved }) {
    for (const attachment of broadAttachments(entity)) {
      const { via: at, property, label } = attachment.grant;
      if ('doubt' in attachment) {
        unresolved(attachment.doubt, at, property);
        continue;
      }
      const { policy, reach, fit } = attachment;
      if (options.allowed.includes(policy)) continue;
      const causes = [causeKey(at, property, label)];
      report({ message: 'broad', at, property, data: { policy, reach, fit }, causes, fingerprint: policy });
    }
  },

  examples,
});
