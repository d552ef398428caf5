import * as v from 'valibot';
import { inlineIn } from '../../access/inline';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-inline-policy.examples';

/** Policies stand on their own. */
export const noInlinePolicy = defineRule({
  id: 'no-inline-policy',
  title: 'Policies are managed and not written into a user, a role or a group',
  severity: 'low',
  rationale:
    'An inline policy cannot be given to a second principal, has no versions to go back to, and is easily overlooked: it does not ' +
    'stand in the list of policies.',
  remediation: 'Make it a customer-managed policy and attach that.',
  recommendations: ['aws-iam/managed-then-custom'],
  clouds: ['aws'],
  appliesTo: ['document'],
  decidedByOneResource: ['document'],
  options: v.strictObject({}),
  messages: { inline: 'this policy is written into the {holder}; make it a customer-managed policy and attach that' },

  check(document, { report }) {
    const holder = inlineIn(document);
    if (holder === undefined) return;
    report({ message: 'inline', at: document.resource, property: document.property, data: { holder } });
  },

  examples,
});
