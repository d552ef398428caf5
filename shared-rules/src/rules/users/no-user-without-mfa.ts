import * as v from 'valibot';
import { labelOf } from '../../access/of-principal';
import { factorArgument, factorCause, secondFactorOf, usesOf } from '../../access/second-factor';
import { actsWithoutMfa, ownerOutside } from '../../access/user-without-mfa';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { machineUserOptions } from './machine-users';
import { examples } from './no-user-without-mfa.examples';

/** Nobody acts without MFA. */
export const noUserWithoutMfa = defineRule({
  id: 'no-user-without-mfa',
  title: 'No user can act without MFA',
  severity: 'critical',
  rationale:
    'A password or an access key alone is stolen every day. Only a deny that holds when MFA is absent stops whoever ' +
    'has it; a device that is registered but not required stops nobody.',
  remediation:
    'Deny everything but enrolling a device with `"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}`, in a group that the user is in.',
  remediations: {
    otc: 'Give the user the block `login_protection` with `enabled = true` and `verification_method = "vmfa"`; a program gets `access_type = "programmatic"`.',
  },
  recommendations: [
    'aws-iam/mfa',
    'aws-iam-classic/mfa-privileged',
    'guide/mfa',
    'access-keys/18-key-permissions',
    'otc/virtual-mfa',
  ],
  appliesTo: ['user', 'access-key', 'login-profile'],
  decidedByOneResource: [],
  options: v.strictObject({
    ...machineUserOptions,
    alsoWithoutMfa: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description('Actions that are allowed without MFA besides those that enrol a device.'),
      ),
      [],
    ),
  }),
  messages: {
    user: '`{user}` can act without MFA: {credential} may call {action} on {resource}.{why}',
    password: '`{user}` may sign in to the console with a password alone: `{property}` is {is}{uses}',
    weak: '`{user}` signs in with a code by {method}, which whoever takes over the number or the mailbox has too: use `vmfa`',
  },

  check(entity, { options, report, unresolved }) {
    const at = entity.resource;
    if (entity.kind !== 'user') {
      const outside = ownerOutside(entity);
      if (outside !== undefined) unresolved(unknown(outside), at, 'user');
      return;
    }
    const factor = secondFactorOf(entity);
    if (factor === undefined) {
      const { found, doubt } = actsWithoutMfa(entity, options);
      if (found !== undefined) report({ message: 'user', at, ...found });
      else if (doubt !== undefined) unresolved(doubt, at);
      return;
    }
    const property = factorArgument(entity);
    const finding = { at, property, causes: [factorCause(entity)] } as const;
    const user = labelOf(entity);
    if (factor.is === 'unknown') unresolved(factor.reason, at, property);
    else if (factor.is === 'weak')
      report({ ...finding, message: 'weak', severity: 'medium', data: { user, method: factor.method } });
    else if (factor.is !== 'fine') {
      const { uses, ...proof } = usesOf(entity);
      report({ ...finding, message: 'password', data: { user, property, is: factor.is, uses }, ...proof });
    }
  },

  examples,
});
