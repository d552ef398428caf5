import * as v from 'valibot';
import { causeKey } from '../../access/cause';
import { broadAttachments } from '../../access/managed-fit';
import { systemGrants } from '../../access/otc-system-grants';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-full-access-managed-policy.examples';

/** Nobody has a policy of AWS that gives a whole service or more. */
export const noFullAccessManagedPolicy = defineRule({
  id: 'no-full-access-managed-policy',
  title: 'No predefined policy is attached that gives a whole service or more',
  severity: 'medium',
  rationale:
    'The cloud writes such policies for every customer: each gives all actions on all resources, also those of tomorrow, and no work ' +
    'needs them all. `PowerUserAccess` and the job functions reach over many services, `IAMFullAccess` over all permissions. The roles `... Administrator` and policies `... FullAccess` of Open Telekom Cloud are alike.',
  remediation:
    'Attach the read-only policy where that is enough, or a policy of your own with the actions and resources that are used.',
  remediations: {
    otc: 'Grant the read-only policy of the service where that is enough, or a custom role with the actions and resources that are used.',
  },
  recommendations: [
    'aws-iam-classic/aws-managed-policies',
    'aws-iam/least-privilege',
    'aws-iam/managed-then-custom',
    'guide/least-privilege',
    'guide/power-users',
    'otc/least-privilege',
  ],
  appliesTo: ['user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({
    allowed: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description('Names of policies that may be attached, such as `AmazonSSMFullAccess` or `ECS FullAccess`.'),
      ),
      [],
    ),
  }),
  messages: {
    broad: 'the policy `{policy}` of AWS gives {reach}; {fit}',
    predefined: 'the role `{policy}` of Open Telekom Cloud gives {reach} on every resource; {fit}',
  },

  check(entity, { options, report, unresolved }) {
    for (const { grant, role: policy, reach, fit, doubt } of systemGrants(entity)) {
      const { via: at, property, label } = grant;
      if (options.allowed.includes(policy)) continue;
      const causes = [causeKey(at, property, label)];
      if (doubt !== undefined) unresolved(doubt, at, property);
      else report({ message: 'predefined', at, property, data: { policy, reach, fit }, causes, fingerprint: policy });
    }
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
