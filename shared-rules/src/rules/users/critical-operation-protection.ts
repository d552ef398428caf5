import * as v from 'valibot';
import { lackOf } from '../../access/baseline';
import { booleanOf } from '../../model/settings';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './critical-operation-protection.examples';

/** Critical operations are verified. */
export const criticalOperationProtection = defineRule({
  id: 'critical-operation-protection',
  title: 'Critical operations are verified, and access keys are made by administrators only',
  severity: 'high',
  rationale:
    'Whoever finds an open session can delete servers and make access keys. With operation protection Open Telekom Cloud asks ' +
    'for a verification code first; the provider turns it off unless the argument is written.',
  remediation:
    'Set `enable_operation_protection_policy` of `opentelekomcloud_identity_protection_policy_v3` to true, and leave access keys out of `self_management`.',
  canFix: true,
  recommendations: ['otc/critical-operation-protection'],
  clouds: ['otc'],
  appliesTo: ['protection-policy', 'account'],
  decidedByOneResource: ['protection-policy'],
  options: v.strictObject({
    managedElsewhere: v.optional(
      v.pipe(v.boolean(), v.description('Whether another stack sets the protection policy of the account.')),
      false,
    ),
  }),
  messages: {
    off: 'critical operations, such as deleting servers or making access keys, are not verified: `{property}` is off',
    keys: 'every user may make access keys for itself: `self_management` has `access_key = true`',
    users:
      'the stack lets users in to the console and has no protection policy: nothing says that critical operations are verified',
    baseline:
      'the stack is the baseline of its account and has no protection policy: nothing says that critical operations are verified',
  },

  check(entity, { options, model, report, unresolved }) {
    if (entity.kind === 'account') {
      const lack = options.managedElsewhere ? undefined : lackOf('protection-policy', entity, model);
      if (lack?.doubt !== undefined) unresolved(lack.doubt, lack.at);
      else if (lack !== undefined) {
        const message = entity.isBaseline ? 'baseline' : 'users';
        report({ message, severity: 'medium', at: lack.at, data: {} });
      }
      return;
    }
    const { resource: at, isEnabled, selfManagedKeys } = entity;
    for (const [message, setting, wanted] of [
      ['off', isEnabled, true],
      ['keys', selfManagedKeys, false],
    ] as const) {
      if (setting === undefined) continue;
      const { property, value } = setting;
      const is = booleanOf(value);
      if (is === undefined)
        unresolved(value.kind === 'unknown' ? value : unknown(`\`${property}\` is not known`), at, property);
      else if (is !== wanted && message === 'off')
        report({ message, at, property, data: { property }, fix: { [property]: true } });
      else if (is !== wanted) report({ message: 'keys', severity: 'medium', at, property, data: {} });
    }
  },

  examples,
});
