import * as v from 'valibot';
import { judgeOtcPasswords } from '../../access/otc-passwords';
import { judgePasswords, weaknessOf } from '../../access/passwords';
import { defineRule } from '../../rule/define-rule';
import { upTo } from './limits';
import { examples } from './strong-password-policy.examples';

/** The password policy is strong. */
export const strongPasswordPolicy = defineRule({
  id: 'strong-password-policy',
  title: 'The password policy of the account is strong',
  severity: 'high',
  rationale:
    'Short and reused passwords are guessed. A setting that is left out is not the strict one: AWS then asks for six ' +
    'characters, remembers no password and lets none expire; Open Telekom Cloud asks for eight of two classes.',
  remediation: 'Set the arguments that the finding names.',
  canFix: true,
  recommendations: [
    'aws-iam-classic/password-policy',
    'guide/password-policy',
    'otc/password-policy',
    'otc/rotate-credentials',
  ],
  appliesTo: ['password-policy', 'otc-password-policy'],
  decidedByOneResource: ['password-policy', 'otc-password-policy'],
  options: v.strictObject({
    minimumLength: upTo(128, 14, 'Characters that a password must have.'),
    classes: upTo(4, 4, 'Classes of characters (lower case, upper case, numbers, symbols) that a password must have.'),
    remembered: upTo(24, 24, 'Earlier passwords that may not be used again.'),
    otcRemembered: upTo(10, 5, 'The same in Open Telekom Cloud, which remembers ten at most.'),
    maximumAge: upTo(1095, 90, 'Days after which a password expires at the latest; 0 when it need not.'),
  }),
  messages: { weak: 'the password policy is weak: {settings}' },

  check(policy, { options, report, unresolved }) {
    const judgement =
      policy.kind === 'password-policy' ? judgePasswords(policy, options) : judgeOtcPasswords(policy, options);
    const at = policy.resource;
    const weakness = weaknessOf(judgement);
    const { open } = judgement;
    if (weakness !== undefined) {
      const { property, settings, fix, fingerprint } = weakness;
      report({ message: 'weak', at, property, data: { settings }, fix, fingerprint });
    } else if (open !== undefined) unresolved(open.reason, at, open.property);
  },

  examples,
});
