import * as v from 'valibot';
import { centralRoot } from '../../access/central-root';
import { rootFreedom } from '../../access/root-guard';
import { defineRule } from '../../rule/define-rule';
import { examples } from './scp-guards-root.examples';

const named = (names: readonly string[]): string =>
  names
    .slice(0, 5)
    .map((name) => `\`${name}\``)
    .join(', ');

/** Root users of member accounts are kept from acting. */
export const scpGuardsRoot = defineRule({
  id: 'scp-guards-root',
  title: 'Service control policies keep the root users of member accounts from acting',
  severity: 'medium',
  rationale:
    'No identity policy, boundary or deny of the account limits its root user: only a service control policy does. Without one ' +
    'whoever gets hold of the mailbox of an account can do everything in it, unseen by every other guardrail. Where central root ' +
    'access takes the credentials away it is the second line, and the finding is of low severity.',
  remediation:
    'Attach a policy to the root that denies `*` with `"ArnLike": {"aws:PrincipalArn": "arn:*:iam::*:root"}`; leave out by `NotAction` ' +
    'only what needs the root user. Policies of another stack are told under `organization` in the configuration.',
  recommendations: ['aws-iam/protect-root', 'aws-iam/org-guardrails', 'guide/root'],
  clouds: ['aws'],
  appliesTo: ['organization'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    keys: 'no service control policy keeps the root users of member accounts from acting or from making access keys: {action} on {resource} is left to them',
    acts: 'service control policies keep the root users of member accounts from making access keys, and leave them {action} on {resource}',
    part: 'service control policies keep the root users of some accounts from acting, and not those under {only}: {action} on {resource} is left to them; attach the policy to the root',
    elsewhere:
      'service control policies keep root users from acting under {places} only: attach the policy to the root, so that it covers every account',
  },

  check(organization, { model, report, unresolved }) {
    // What only turns features on does not say which policies there are.
    if (organization.policyTypes === undefined) return;
    const { free, doubt } = rootFreedom(organization, model);
    const at = organization.resource;
    if (doubt !== undefined) return unresolved(doubt, at);
    if (free === undefined) return;
    const { witness, only, guardedElsewhere } = free;
    const isLow = free.freedom === 'acts' || centralRoot(organization).kind === 'fine';
    const { action, resource } = witness;
    const shared = { at, witness, ...(isLow ? { severity: 'low' as const } : {}) };
    if (only !== undefined) report({ ...shared, message: 'part', data: { only: named(only), action, resource } });
    else if (guardedElsewhere !== undefined)
      report({ ...shared, message: 'elsewhere', severity: 'low', data: { places: named(guardedElsewhere) } });
    else report({ ...shared, message: free.freedom, data: { action, resource } });
  },

  examples,
});
