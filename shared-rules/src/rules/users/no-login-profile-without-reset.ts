import * as v from 'valibot';
import { labelOf } from '../../access/of-principal';
import { cloudOf } from '../../model/cloud';
import { booleanOf } from '../../model/settings';
import type { LoginProfile } from '../../model/iam-model';
import { stringOf, unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-login-profile-without-reset.examples';

/** The argument of AWS, and that of Open Telekom Cloud. */
const PROPERTY = { aws: 'password_reset_required', otc: 'pwd_reset' } as const;

/** A first password is changed. */
export const noLoginProfileWithoutReset = defineRule({
  id: 'no-login-profile-without-reset',
  title: 'Every console password that a stack makes must be changed on the first sign-in, and none is written into it',
  severity: 'medium',
  rationale:
    'A password that the deployment makes is in its state, and whoever runs it or hands it over knows it. Until its owner ' +
    'chooses another one, it is not theirs alone.',
  remediation:
    'Set `password_reset_required` to true. A profile that is there already is made anew with it, and so is its password.',
  remediations: {
    otc: 'Set `pwd_reset` to true. Let the program make a password (`random_password`) or be given one as a secret, and write none into it.',
  },
  canFix: true,
  recommendations: [
    'aws-iam-classic/password-policy',
    'guide/password-policy',
    'guide/credential-types',
    'otc/password-policy',
  ],
  appliesTo: ['login-profile'],
  decidedByOneResource: ['login-profile'],
  options: v.strictObject({}),
  messages: {
    stays: '{user} need not change the console password on the first sign-in',
    written: 'the console password of {user} stands in the program in plain text: whoever reads it first may sign in',
  },

  check(profile, { report, unresolved }) {
    const { resource: at, written } = profile;
    const data = { user: ownerOf(profile) };
    if (written === true) report({ message: 'written', at, property: 'password', data, evenIfAbsent: true });
    else if (written !== undefined) unresolved(written, at, 'password');

    const mustReset = booleanOf(profile.mustReset);
    const property = PROPERTY[cloudOf(at.type)];
    if (mustReset === true) return;
    if (mustReset === undefined) {
      const { mustReset: open } = profile;
      const reason = open.kind === 'unknown' ? open : unknown(`\`${property}\` is not known`);
      return unresolved(reason, at, property);
    }
    const fix = { [property]: true };
    report({ message: 'stays', at, property, data, fix });
  },

  examples,
});

function ownerOf({ user, owner }: LoginProfile): string {
  const name = user === undefined ? stringOf(owner) : labelOf(user);
  return name === undefined ? 'a user that is not known yet' : `user \`${name}\``;
}
