import * as v from 'valibot';
import { firstPassword, hasPasswordPolicy } from '../../access/passwords';
import { defineRule } from '../../rule/define-rule';
import { examples } from './password-policy-present.examples';

/** Whoever gives passwords says what they must be like. */
export const passwordPolicyPresent = defineRule({
  id: 'password-policy-present',
  title: 'A stack that gives console passwords, or is the baseline of its account, sets a password policy',
  severity: 'medium',
  rationale:
    'Without a password policy of its own an account has the standard one of AWS: eight characters, no history, no expiry. ' +
    'Whoever changes the password that the stack made may choose such a one.',
  remediation: 'Add `aws_iam_account_password_policy`, or say by the option that the account has one from elsewhere.',
  recommendations: ['aws-iam-classic/password-policy', 'guide/password-policy'],
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
    passwords: 'the stack gives console passwords and sets no password policy for the account',
    baseline: 'the stack is the baseline of its account and sets no password policy for it',
  },

  check({ resource, isBaseline }, { options, model, report, unresolved }) {
    const password = firstPassword(model);
    if (options.managedElsewhere || (password === undefined && !isBaseline)) return;
    const isThere = hasPasswordPolicy(model, password);
    if (isThere === true) return;
    const at = password?.resource ?? resource;
    if (isThere !== false) unresolved(isThere, at);
    else report({ message: password === undefined ? 'baseline' : 'passwords', at, data: {} });
  },

  examples,
});
