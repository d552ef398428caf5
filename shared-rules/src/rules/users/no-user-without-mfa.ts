import * as v from 'valibot';
import { credentialsOfPerson } from '../../access/credentials';
import { isDeclared } from '../../access/declared';
import { canWithoutMfa, ENROLMENT } from '../../access/mfa';
import { accessOfPrincipal, labelOf } from '../../access/of-principal';
import { ownerOutside, weakDenyIn } from '../../access/user-without-mfa';
import { credentialIn, placeOf } from '../../access/words';
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
  recommendations: ['aws-iam/mfa', 'aws-iam-classic/mfa-privileged', 'guide/mfa', 'access-keys/18-key-permissions'],
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
  },

  check(entity, { options, report, unresolved }) {
    if (entity.kind !== 'user') {
      const outside = ownerOutside(entity);
      if (outside !== undefined) unresolved(unknown(outside), entity.resource, 'user');
      return;
    }
    const machine = isDeclared(entity, options.machineUsers, options.machineUserTag);
    const access = accessOfPrincipal(entity);
    const enrolment = [...ENROLMENT, ...options.alsoWithoutMfa];
    const decided = credentialsOfPerson(entity, machine).map((held) => ({
      ...held,
      decision: canWithoutMfa(access, { credential: held.credential, enrolment }),
    }));

    for (const { credential, uncertain, decision } of decided) {
      if (decision.answer !== 'yes' || uncertain !== undefined) continue;
      const { action, resource } = decision.witness;
      const data = {
        user: labelOf(entity),
        credential: credentialIn(credential, decision.witness),
        action,
        resource: placeOf(resource),
        why: weakDenyIn(entity, access, decision.witness),
      };
      return report({ message: 'user', at: entity.resource, data, witness: decision.witness });
    }
    for (const { uncertain, decision } of decided) {
      if (decision.answer === 'no') continue;
      return unresolved(uncertain ?? unknown(decision.answer === 'undecided' ? decision.reason : ''), entity.resource);
    }
  },

  examples,
});
