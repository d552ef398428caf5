import * as v from 'valibot';
import { blameOf } from '../../access/cause';
import { isNamed, trailStop } from '../../access/trail-stop';
import { defineRule } from '../../rule/define-rule';
import { examples } from './audit-trail-cannot-be-stopped.examples';

/** Nobody who works in the account can keep it from recording. */
export const auditTrailCannotBeStopped = defineRule({
  id: 'audit-trail-cannot-be-stopped',
  title: 'Nobody but an administrator can stop, delete or redirect a trail',
  severity: 'medium',
  rationale:
    'Whoever gets in stops the record first. A principal that can do so by the way, as part of `cloudtrail:*`, hands that to whoever steals its credentials.',
  remediation:
    'Take the actions that the finding names out of the policy, or deny them: reading trails needs `cloudtrail:Get*`, `cloudtrail:Describe*`, ' +
    '`cloudtrail:List*` and `cloudtrail:LookupEvents`.',
  recommendations: ['aws-iam-classic/monitor', 'access-keys/10-tracking', 'guide/monitor'],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({
    breakGlass: v.optional(
      v.pipe(v.array(v.string()), v.description('Names of principals and policies that may, with `*` and `?`.')),
      [],
    ),
  }),
  messages: {
    policy: 'policy `{policy}` lets whoever has it stop the record of what happens: {actions} on {resource}. Reading trails does not need that',
    grant: '`{policy}` lets {kind} `{holder}` stop the record of what happens: {actions} on {resource}. Reading trails does not need that',
    together: '{kind} `{holder}` can stop the record of what happens: {documents} together allow {actions} on {resource}',
  }, // prettier-ignore

  check(entity, { options, report, unresolved }) {
    if (isNamed(entity, options.breakGlass)) return;
    const cause = trailStop(entity);
    if (cause.on === 'nothing') return;
    if (cause.on === 'unresolved') return unresolved(cause.reason, cause.at, cause.property);
    const { names, ...blame } = blameOf(cause);
    const { ways, witness } = cause.found;
    const actions = ways.map(({ action }) => action).join(', ');
    report({ ...blame, data: { ...names, actions, resource: witness.resource }, witness, fingerprint: actions });
  },

  examples,
});
