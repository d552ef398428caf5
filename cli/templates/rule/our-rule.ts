import { defineRule, stringOf, unknown } from '@iam-guardrails/shared-rules';
import * as v from 'valibot';

/** TODO: what holds, as a sentence. */
export const ourRule = defineRule({
  id: 'our-rule',
  title: 'TODO: a sentence that is true of a compliant stack, without a full stop',
  severity: 'low',
  rationale: 'TODO: why somebody should care.',
  remediation: 'TODO: what to do, as one or two imperative sentences.',
  url: 'https://handbook.example/TODO',
  recommendations: [],
  appliesTo: ['user'],
  decidedByOneResource: ['user'],
  options: v.strictObject({}),
  messages: { found: 'TODO: `{user}` is what the rule is against' },

  check(user, { report, unresolved }) {
    const name = stringOf(user.name);
    if (name === undefined) unresolved(unknown('the name of the user is not known'), user.resource, 'name');
    else if (name === 'todo') report({ message: 'found', at: user.resource, data: { user: name } });
  },

  examples: {
    violating: [
      {
        title: 'TODO: what is wrong',
        resources: { 'aws_iam_user.it': { name: 'todo' } },
        at: ['aws_iam_user.it'],
      },
    ],
    compliant: [
      { title: 'TODO: its nearest neighbour that is right', resources: { 'aws_iam_user.it': { name: 'done' } } },
    ],
    unresolved: [
      {
        title: 'TODO: what depends on a value that is not known yet',
        resources: {
          'aws_ssm_parameter.name': { name: '/name', type: 'String' },
          'aws_iam_user.it': { name: '${aws_ssm_parameter.name.insecure_value}' },
        },
        at: ['aws_iam_user.it'],
      },
    ],
  },
});
