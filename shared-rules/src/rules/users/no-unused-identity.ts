import * as v from 'valibot';
import { labelOf } from '../../access/of-principal';
import { isUnused } from '../../access/unused';
import { cloudOf } from '../../model/cloud';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-unused-identity.examples';

/** Nothing is there for nobody. */
export const noUnusedIdentity = defineRule({
  id: 'no-unused-identity',
  title: 'Every user, group, role, policy and instance profile is of use to somebody',
  severity: 'low',
  rationale:
    'What nobody uses is reviewed by nobody. Sooner or later somebody gives it a credential, a member or an attachment, and ' +
    'with it permissions that nobody thought through.',
  remediation:
    'Remove it from the program, or give it what it is there for. Where another stack uses it, hand it on in an output.',
  recommendations: ['aws-iam/remove-unused', 'aws-iam-classic/remove-unnecessary'],
  appliesTo: ['user', 'group', 'policy', 'role', 'instance-profile'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    user: 'user `{name}` has no permissions, no group and no credential in this stack, and nothing in it refers to the user',
    group: 'group `{name}` has no members in this stack',
    policy:
      'policy `{name}` is attached to nobody and bounds nobody in this stack, and nothing in it refers to the policy',
    customRole: 'custom role `{name}` is granted to nobody in this stack, and nothing in it refers to the role',
    role: 'nobody can assume role `{name}`: its trust policy lets nobody in',
    'instance-profile': 'instance profile `{name}` has no role',
  },

  check(entity, { model, report, unresolved }) {
    const answer = isUnused(entity, model);
    const { kind, resource } = entity;
    if (typeof answer !== 'boolean') return unresolved(answer, resource);
    const message = kind === 'policy' && cloudOf(resource.type) === 'otc' ? 'customRole' : kind;
    if (answer) report({ message, at: resource, data: { name: labelOf(entity) } });
  },

  examples,
});
