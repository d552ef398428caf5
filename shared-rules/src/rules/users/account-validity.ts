import * as v from 'valibot';
import { lackOf } from '../../access/baseline';
import { judgeLogin } from '../../access/login-policies';
import { weaknessOf } from '../../access/passwords';
import { defineRule } from '../../rule/define-rule';
import { upTo } from './limits';
import { examples } from './account-validity.examples';

/** Users who do not sign in any more are disabled. */
export const accountValidity = defineRule({
  id: 'account-validity',
  title: 'Users who do not sign in for long are disabled, and sessions end',
  severity: 'low',
  rationale:
    'A user whom everybody forgot still has a password and permissions. The login policy disables it after a time; without ' +
    'the policy Open Telekom Cloud disables nobody.',
  remediation: 'Set the arguments of `opentelekomcloud_identity_login_policy_v3` that the finding names.',
  canFix: true,
  recommendations: ['otc/delete-unnecessary'],
  clouds: ['otc'],
  appliesTo: ['login-policy', 'account'],
  decidedByOneResource: ['login-policy'],
  options: v.strictObject({
    maximumValidity: upTo(240, 180, 'Days without sign-in after which a user is disabled at the latest.', 1),
    maximumSession: upTo(1440, 60, 'Minutes without a request after which a session ends at the latest.', 1),
    maximumFailures: upTo(10, 5, 'Failed sign-ins after which a user is locked out at the latest.', 1),
    managedElsewhere: v.optional(
      v.pipe(v.boolean(), v.description('Whether another stack sets the login policy of the account.')),
      false,
    ),
  }),
  messages: {
    weak: 'the login policy is weak: {settings}',
    users:
      'the stack lets users in to the console and has no login policy: nobody is disabled, however long they are away',
    baseline:
      'the stack is the baseline of its account and has no login policy: nobody is disabled, however long they are away',
  },

  check(entity, { options, model, report, unresolved }) {
    if (entity.kind === 'account') {
      const lack = options.managedElsewhere ? undefined : lackOf('login-policy', entity, model);
      if (lack?.doubt !== undefined) unresolved(lack.doubt, lack.at);
      else if (lack !== undefined) report({ message: entity.isBaseline ? 'baseline' : 'users', at: lack.at, data: {} });
      return;
    }
    const judgement = judgeLogin(entity, options);
    const at = entity.resource;
    const weakness = weaknessOf(judgement);
    const { open } = judgement;
    if (weakness !== undefined) {
      const { property, settings, fix, fingerprint } = weakness;
      report({ message: 'weak', at, property, data: { settings }, fix, fingerprint });
    } else if (open !== undefined) unresolved(open.reason, at, open.property);
  },

  examples,
});
