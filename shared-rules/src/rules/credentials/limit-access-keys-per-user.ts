import * as v from 'valibot';
import { countKeys, isFirstKey, ownerName } from '../../access/keys';
import { defineRule } from '../../rule/define-rule';
import { examples } from './limit-access-keys-per-user.examples';

const limit = (fallback: number, description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.description(description)), fallback);

/** Nobody has more access keys than rotation needs. */
export const limitAccessKeysPerUser = defineRule({
  id: 'limit-access-keys-per-user',
  title: 'A user has no more access keys than allowed',
  severity: 'medium',
  rationale:
    'Two keys serve rotation: one in use, one to take its place. AWS refuses a third one halfway through the deployment, and of ' +
    'several keys in use nobody can tell which one leaked.',
  remediation: 'Delete the keys that are not in use, or give each workload a role of its own.',
  remediations: {
    otc: 'Delete the keys that are not in use: two keys that take turns are enough. Lend each server an agency of its own.',
  },
  recommendations: [
    'access-keys/4-two-key-limit',
    'access-keys/6-deleting',
    'aws-iam/remove-unused',
    'aws-iam-classic/remove-unnecessary',
    'otc/rotate-credentials',
  ],
  appliesTo: ['access-key'],
  decidedByOneResource: [],
  options: v.strictObject({
    maximum: limit(2, 'Access keys that one user may have, inactive ones included; AWS allows two.'),
    maximumActive: limit(2, 'Active access keys that one user may have; the CIS benchmarks say 1.'),
  }),
  messages: {
    all: '`{user}` has {count} access keys; the limit is {maximum}',
    active: '`{user}` has {count} active access keys; the limit is {maximum}',
  },

  check(key, { options, model, report, unresolved }) {
    if (!isFirstKey(key, model)) return;
    const limits = [
      { message: 'all', maximum: options.maximum },
      { message: 'active', maximum: options.maximumActive },
    ] as const;
    const counted = limits.map((each) => ({ ...each, ...countKeys(key, model, each.message, each.maximum) }));
    for (const { message, maximum, certain } of counted) {
      const tooMany = certain[maximum];
      if (tooMany === undefined) continue;
      const data = { user: ownerName(key), count: certain.length, maximum };
      return report({ message, at: tooMany.resource, data });
    }
    for (const { doubt } of counted) if (doubt !== undefined) return unresolved(doubt.reason, doubt.at, doubt.property);
  },

  examples,
});
