import * as v from 'valibot';
import { credentialsOfPerson } from '../../access/credentials';
import { isDeclared } from '../../access/declared';
import { canWithoutMfa, ENROLMENT, weakDenyOf, type Credential } from '../../access/mfa';
import { accessOfPrincipal, labelOf } from '../../access/of-principal';
import { rootLikeness } from '../../access/root';
import type { AccessKey, LoginProfile, User } from '../../model/iam-model';
import { stringOf, unknown } from '../../model/value';
import type { Access, Decision, Request } from '../../access/access';
import { defineRule } from '../../rule/define-rule';
import { machineUserOptions } from './machine-users';
import { examples } from './no-user-without-mfa.examples';

const CREDENTIAL: Readonly<Record<Credential, string>> = {
  console: 'a console session',
  'access-key': 'an access key',
};

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
        credential: credentialOf(credential, decision.witness),
        action,
        resource: place(resource),
        why: why(entity, access, decision),
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

/** In a request that an access key signs the key is absent; where it is there, a session was opened first. */
function credentialOf(credential: Credential, { context }: Request): string {
  const carried = Object.keys(context).map((key) => key.toLowerCase());
  const isSession = credential === 'access-key' && carried.includes('aws:multifactorauthpresent');
  return isSession ? 'a session that an access key opens with sts:GetSessionToken' : CREDENTIAL[credential];
}

function place(resource: string): string {
  return resource === '*' ? 'any resource' : resource;
}

/** Which document meant to stop it and why it does not. */
function why(user: User, access: Access, decision: Decision & { readonly answer: 'yes' }): string {
  const weak = weakDenyOf(access, decision.witness);
  const grant = weak && user.grants.known[weak.document];
  if (grant === undefined) return '';
  const where = grant.through === undefined ? `\`${grant.label}\`` : `group \`${labelOf(grant.through)}\``;
  return ` The deny in ${where} uses Bool; for an access key aws:MultiFactorAuthPresent is absent, so it does not match: use BoolIfExists.`;
}

/** What the owner of a credential may do is not known when the owner is not in the stack. */
function ownerOutside(entity: AccessKey | LoginProfile): string | undefined {
  if (entity.user !== undefined || (entity.kind === 'access-key' && entity.status === 'inactive')) return undefined;
  if (entity.kind === 'access-key' && rootLikeness(entity) === 'root') return undefined;
  const name = entity.owner === undefined ? undefined : stringOf(entity.owner);
  if (name === undefined)
    return `it is not known whose ${entity.kind === 'access-key' ? 'access key' : 'password'} this is`;
  return `the user \`${name}\` is outside of this stack, and so is what it may do without MFA`;
}
