import * as v from 'valibot';
import { directGrantsOf } from '../../access/direct';
import { defineRule } from '../../rule/define-rule';
import { examples } from './permissions-through-groups.examples';

/** Users have permissions through groups. */
export const permissionsThroughGroups = defineRule({
  id: 'permissions-through-groups',
  title: 'Users have their permissions through groups',
  severity: 'medium',
  rationale:
    'Permissions of single users are overlooked when people change their work. A group says what they are for and is ' +
    'reviewed once; that holds for a policy that only denies, too.',
  remediation: 'Attach the policy to a group and put the user into it; for a machine, use a role.',
  remediations: { otc: 'Grant the role to a group and put the user into it; lend a machine an agency.' },
  recommendations: ['aws-iam-classic/groups', 'guide/groups'],
  appliesTo: ['user', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: { direct: '{users} {have} {documents} directly and not through a group' },

  check(holder, { model, report, unresolved }) {
    for (const { via, property, users, isPlural, documents, doubt } of directGrantsOf(holder, model)) {
      if (doubt !== undefined) unresolved(doubt, via, property);
      else
        report({ message: 'direct', at: via, property, data: { users, have: isPlural ? 'have' : 'has', documents } });
    }
  },

  examples,
});
