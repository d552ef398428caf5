import { defineRule, stringOf } from '@iam-guardrails/shared-rules';
import * as v from 'valibot';

/** Whoever finds a user or a role in an account knows whom to ask. */
export const principalsNameTheirOwner = defineRule({
  id: 'principals-name-their-owner',
  title: 'Every user and role says in a tag who owns it',
  severity: 'medium',
  rationale: 'What nobody owns is never taken away, and nobody answers for what it did.',
  remediation:
    'Set the tag `owner` to the address of the team, once in `default_tags` of the provider or on each resource.',
  url: 'https://handbook.example/iam/owners',
  recommendations: [],
  clouds: ['aws'],
  appliesTo: ['user', 'role'],
  decidedByOneResource: ['user', 'role'],
  options: v.strictObject({
    tag: v.optional(v.pipe(v.string(), v.description('The tag that names the owner.')), 'owner'),
  }),
  messages: { missing: '{kind} `{name}` has no tag `{tag}`, so that nobody answers for it' },

  check(principal, { options: { tag }, report, unresolved }) {
    const { kind, name, resource, tags } = principal;
    const owner = tags.known.get(tag);
    // A preview does not know every value. What may be there is neither a violation nor compliant: it is unresolved.
    if (owner === undefined && tags.open !== undefined) return unresolved(tags.open, resource, 'tags');
    if (owner !== undefined && stringOf(owner) !== '') return;
    const data = { kind, name: stringOf(name) ?? resource.address, tag };
    report({ message: 'missing', at: resource, property: 'tags', data });
  },

  // Examples are tests and documentation at once: `npm test` runs them, `testRule` says what is wrong.
  examples: {
    violating: [
      {
        title: 'a user without tags',
        resources: { 'aws_iam_user.alice': { name: 'alice' } },
        at: ['aws_iam_user.alice'],
      },
      {
        title: 'a user whose owner is empty',
        resources: { 'aws_iam_user.alice': { name: 'alice', tags: { owner: '' } } },
        at: ['aws_iam_user.alice'],
      },
    ],
    compliant: [
      {
        title: 'a user with an owner',
        resources: { 'aws_iam_user.alice': { name: 'alice', tags: { owner: 'billing@acme.example' } } },
      },
      {
        title: 'a user whose owner comes from the provider',
        resources: {
          'provider.aws': { default_tags: { tags: { owner: 'billing@acme.example' } } },
          'aws_iam_user.alice': { name: 'alice' },
        },
      },
      {
        title: 'a tag of another name, which the configuration chose',
        resources: { 'aws_iam_user.alice': { name: 'alice', tags: { team: 'billing' } } },
        options: { tag: 'team' },
      },
    ],
    unresolved: [
      {
        title: 'tags that are known after apply',
        resources: {
          'aws_ssm_parameter.tags': { name: '/tags', type: 'String' },
          'aws_iam_user.alice': { name: 'alice', tags: '${jsondecode(aws_ssm_parameter.tags.insecure_value)}' },
        },
        at: ['aws_iam_user.alice'],
      },
    ],
  },
});
