import * as v from 'valibot';
import { effectsOf, findingOf } from '../../access/effect';
import { givesCredentials } from '../../access/sensitive-actions';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-credentials-exposure.examples';

/** Credentials are handed out only for what a policy names. */
export const noCredentialsExposure = defineRule({
  id: 'no-credentials-exposure',
  title: 'No policy hands out credentials of whatever user or database',
  severity: 'high',
  rationale:
    'Whoever can make an access key for any user, or get the password of any database, acts as them: what the policy seems to grant is not what it grants.',
  remediation:
    'Name the users, clusters or instances whose credentials the work needs, such as the own user with ${aws:username}.',
  recommendations: ['aws-iam/least-privilege', 'aws-iam-classic/least-privilege', 'guide/least-privilege'],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    unbounded:
      '{document} hands out credentials: {actions} on {resource}, which no statement names. Name the resources, as in `{shape}`',
  },

  check(entity, { model, report, unresolved }) {
    const { effects, doubts } = effectsOf(entity, model, {
      action: ({ name }) => givesCredentials(name),
      reach: 'anywhere',
    });
    for (const effect of effects) report({ message: 'unbounded', ...findingOf(effect, model) });
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
  },

  examples,
});
