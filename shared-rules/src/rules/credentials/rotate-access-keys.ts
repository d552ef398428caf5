import * as v from 'valibot';
import { ownerName, takesTurns } from '../../access/keys';
import { rootLikeness } from '../../access/root';
import { defineRule } from '../../rule/define-rule';
import { examples } from './rotate-access-keys.examples';

/** A key does not live as long as its user. */
export const rotateAccessKeys = defineRule({
  id: 'rotate-access-keys',
  title: 'An active access key is rotated, or its age is watched',
  severity: 'medium',
  rationale:
    'A key that nobody replaces is valid for as long as the user is there, and so is every copy of it: in a shell history, a ' +
    'backup, on the laptop of somebody who left.',
  remediation:
    'Make the key anew from time to time (`replace_triggered_by` a `time_rotating`), keep two keys of which one is `Inactive`, or ' +
    'let the rule `ACCESS_KEYS_ROTATED` of AWS Config watch the age. If somebody outside of the stack does, set `watchedElsewhere`.',
  remediations: {
    otc: 'Make the key anew from time to time (`replace_triggered_by` a `time_rotating`), or keep two keys of which one is `inactive`. If somebody outside of the stack does, set `watchedElsewhere`.',
  },
  recommendations: [
    'access-keys/2-rotation',
    'access-keys/5-disabling',
    'access-keys/15-age-monitoring',
    'aws-iam/update-keys',
    'aws-iam-classic/rotate',
    'guide/rotate',
    'otc/rotate-credentials',
  ],
  appliesTo: ['access-key'],
  decidedByOneResource: [],
  options: v.strictObject({
    watchedElsewhere: v.optional(
      v.pipe(v.boolean(), v.description('Whether something outside of the stack watches the age of access keys.')),
      false,
    ),
    maximumDays: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.description('Days after which a key that the stack rotates must be made anew at the latest.'),
      ),
      90,
    ),
  }),
  messages: {
    never: 'nothing in the stack rotates the active access key of `{user}` or watches its age',
    late: 'the stack makes the active access key of `{user}` anew every {days} days only; the limit is {maximum}',
  },

  check(key, { options, model, report, unresolved }) {
    const { status, resource, rotatedBy, rotationDays = 0 } = key;
    const watch = model.account.keyAgeWatch;
    const isWatched = options.watchedElsewhere || (watch !== undefined && watch.uncertain === undefined);
    const isInTime = rotatedBy !== undefined && typeof rotationDays === 'number' && rotationDays <= options.maximumDays;
    if (status === 'inactive' || isInTime || isWatched || rootLikeness(key) === 'root') return;
    const turns = takesTurns(key, model);
    if (turns === true) return;
    const doubt = [status, turns, watch?.uncertain, rotationDays].find((each) => typeof each === 'object');
    if (doubt !== undefined) return unresolved(doubt, resource, doubt === status ? 'status' : undefined);
    const user = ownerName(key);
    if (rotatedBy === undefined || typeof rotationDays !== 'number')
      return report({ message: 'never', at: resource, data: { user } });
    const data = { user, days: Math.floor(rotationDays), maximum: options.maximumDays };
    report({ message: 'late', at: resource, data });
  },

  examples,
});
