import * as v from 'valibot';
import { firstPassword, hasPasswordPolicy } from '../../access/passwords';
import { CLOUDS } from '../../model/cloud';
import { defineRule } from '../../rule/define-rule';
import { examples } from './password-policy-present.examples';

/** Whoever gives passwords says what they must be like. */
export const passwordPolicyPresent = defineRule({
  id: 'password-policy-present',
  title: 'A stack that gives console passwords, or is the baseline of its account, sets a password policy',
  severity: 'medium',
  rationale:
    'Without a password policy of its own an account has the standard one: eight characters, hardly any history, no expiry. ' +
    'Whoever changes the password that the stack made may choose such a one.',
  remediation: 'Add `aws_iam_account_password_policy`, or say by the option that the account has one from elsewhere.',
  remediations: {
    otc: 'Add `opentelekomcloud_identity_password_policy_v3`, or say by the option that the account has one from elsewhere.',
  },
  recommendations: ['aws-iam-classic/password-policy', 'guide/password-policy', 'otc/password-policy'],
  appliesTo: ['account'],
  decidedByOneResource: [],
  options: v.strictObject({
    managedElsewhere: v.optional(
      v.pipe(
        v.boolean(),
        v.description('Whether another stack or the organisation sets the password policy of the account.'),
      ),
      false,
    ),
  }),
  messages: {
    passwords: 'the stack gives console passwords of {cloud} and sets no password policy for the account',
    baseline: 'the stack is the baseline of its account in {cloud} and sets no password policy for it',
  },

  check({ resource, isBaseline, clouds }, { options, model, report, unresolved }) {
    if (options.managedElsewhere) return;
    for (const cloud of clouds) {
      const password = firstPassword(model, cloud);
      if (password === undefined && !isBaseline) continue;
      const isThere = hasPasswordPolicy(model, cloud, password);
      const at = password?.resource ?? resource;
      const data = { cloud: CLOUDS[cloud] };
      if (isThere === false) report({ message: password === undefined ? 'baseline' : 'passwords', at, data });
      else if (isThere !== true) unresolved(isThere, at);
    }
  },

  examples,
});
