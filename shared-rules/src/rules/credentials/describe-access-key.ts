import * as v from 'valibot';
import { missingDescription } from '../../access/key-description';
import { ownerName } from '../../access/keys';
import { defineRule } from '../../rule/define-rule';
import { examples } from './describe-access-key.examples';

const tags = (description: string, fallback: readonly string[]) =>
  v.optional(v.pipe(v.array(v.string()), v.minLength(1), v.description(description)), [...fallback]);

/** Somebody can be asked about every key. */
export const describeAccessKey = defineRule({
  id: 'describe-access-key',
  title: 'Tags of the user say who owns an access key and what it is for',
  severity: 'low',
  rationale:
    'A key that nobody can place is a key that nobody dares to delete. When one leaks, the first questions are whose it is and ' +
    'what stops working without it.',
  remediation:
    'Tag the user with an owner and a purpose. AWS keeps no tags on the key itself: the console stores the description of a key as a tag of its user.',
  remediations: { otc: 'Say in `description` of the key who owns it and what it is for.' },
  recommendations: ['access-keys/16-metadata'],
  appliesTo: ['access-key'],
  decidedByOneResource: [],
  options: v.strictObject({
    ownerTags: tags('Tags of which one says who owns the key; case, `-` and `_` and a prefix such as `acme:` do not matter.', [
      'owner', 'owners', 'owned-by', 'owner-email', 'team', 'contact', 'maintainer', 'responsible', 'squad', 'department',
    ]),
    purposeTags: tags('Tags of which one says what the key is for.', [
      'purpose', 'description', 'usage', 'used-by', 'service', 'application', 'app', 'project', 'workload', 'component', 'system',
    ]),
  }), // prettier-ignore
  messages: {
    undescribed: 'no tag of `{user}` says of its access key {missing}',
    description: 'the access key of `{user}` has no `description` that says who owns it and what it is for',
  },

  check(key, { options, report, unresolved }) {
    const answer = missingDescription(key, { owner: options.ownerTags, purpose: options.purposeTags });
    if ('reason' in answer) return unresolved(answer.reason, key.resource, 'user');
    if ('lacks' in answer)
      return report({
        message: answer.lacks,
        at: key.resource,
        property: answer.lacks,
        data: { user: ownerName(key) },
      });
    if (key.user === undefined || answer.missing.length === 0) return;
    if (key.resource.uncertain !== undefined) return unresolved(key.resource.uncertain, key.resource);
    const data = { user: ownerName(key), missing: answer.missing.join(' or ') };
    report({ message: 'undescribed', at: key.user.resource, property: 'tags', data });
  },

  examples,
});
