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
  title: 'Every console password that a stack makes must be changed on the first sign-in',
  severity: 'medium',
  rationale:
    'A password that the deployment makes is in its state, and whoever runs it or hands it over knows it. Until its owner ' +
    'chooses another one, it is not theirs alone.',
  remediation:
    'Set `password_reset_required` (Open Telekom Cloud: `pwd_reset`) to true. A profile that is there already is made anew with it, and so is its password.',
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
  messages: { stays: '{user} need not change the console password on the first sign-in' },

  check(profile, { report, unresolved }) {
    const mustReset = booleanOf(profile.mustReset);
    const property = PROPERTY[cloudOf(profile.resource.type)];
    if (mustReset === true) return;
    if (mustReset === undefined) {
      const { mustReset: open } = profile;
      const reason = open.kind === 'unknown' ? open : unknown(`\`${property}\` is not known`);
      return unresolved(reason, profile.resource, property);
    }
    const fix = { [property]: true };
    report({ message: 'stays', at: profile.resource, property, data: { user: ownerOf(profile) }, fix });
  },

  examples,
});

function ownerOf({ user, owner }: LoginProfile): string {
  const name = user === undefined ? stringOf(owner) : labelOf(user);
  return name === undefined ? 'a user that is not known yet' : `user \`${name}\``;
}
