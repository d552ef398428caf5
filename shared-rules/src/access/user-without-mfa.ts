/** What is said of a user who can act without MFA. */
import type { AccessKey, LoginProfile, User } from '../model/iam-model';
import { cloudOf } from '../model/cloud';
import { stringOf, unknown, type Unknown } from '../model/value';
import type { Access, Request } from './access';
import { credentialsOfPerson } from './credentials';
import { isDeclared } from './declared';
import { canWithoutMfa, ENROLMENT, weakDenyOf } from './mfa';
import { accessOfPrincipal, labelOf } from './of-principal';
import { rootLikeness } from './root';
import { credentialIn, placeOf } from './words';

/** Which users are machines, and what is allowed without MFA besides enrolling a device. */
export interface MfaDemands {
  readonly machineUsers: readonly string[];
  readonly machineUserTag: string;
  readonly alsoWithoutMfa: readonly string[];
}

/** The first request that a user may make without MFA, with the words for it, or why that is not known. */
export interface ActsWithoutMfa {
  readonly found?: {
    readonly data: Readonly<Record<'user' | 'credential' | 'action' | 'resource' | 'why', string>>;
    readonly witness: Request;
  };
  readonly doubt?: Unknown;
}

/** Asks it of each credential that is for the person. */
export function actsWithoutMfa(user: User, demands: MfaDemands): ActsWithoutMfa {
  const machine = isDeclared(user, demands.machineUsers, demands.machineUserTag);
  const access = accessOfPrincipal(user);
  const enrolment = [...ENROLMENT, ...demands.alsoWithoutMfa];
  const decided = credentialsOfPerson(user, machine).map((held) => ({
    ...held,
    decision: canWithoutMfa(access, { credential: held.credential, enrolment }),
  }));
  for (const { credential, uncertain, decision } of decided) {
    if (decision.answer !== 'yes' || uncertain !== undefined) continue;
    const { witness } = decision;
    const data = {
      user: labelOf(user),
      credential: credentialIn(credential, witness),
      action: witness.action,
      resource: placeOf(witness.resource),
      why: weakDenyIn(user, access, witness),
    };
    return { found: { data, witness } };
  }
  for (const { uncertain, decision } of decided) {
    if (decision.answer === 'no') continue;
    return { doubt: uncertain ?? unknown(decision.answer === 'undecided' ? decision.reason : '') };
  }
  return {};
}

/** A sentence about the document that meant to stop the request and does not; empty when there is none. */
function weakDenyIn(user: User, access: Access, request: Request): string {
  const weak = weakDenyOf(access, request);
  const grant = weak && user.grants.known[weak.document];
  if (grant === undefined) return '';
  const where = grant.through === undefined ? `\`${grant.label}\`` : `group \`${labelOf(grant.through)}\``;
  return ` The deny in ${where} uses Bool; for an access key aws:MultiFactorAuthPresent is absent, so it does not match: use BoolIfExists.`;
}

/** Why it is not known what the owner of a credential may do; undefined when the owner is in the stack. */
export function ownerOutside(entity: AccessKey | LoginProfile): string | undefined {
  // A credential of Open Telekom Cloud tells nothing of the second factor of its owner.
  if (cloudOf(entity.resource.type) === 'otc') return undefined;
  if (entity.user !== undefined || (entity.kind === 'access-key' && entity.status === 'inactive')) return undefined;
  if (entity.kind === 'access-key' && rootLikeness(entity) === 'root') return undefined;
  const name = entity.owner === undefined ? undefined : stringOf(entity.owner);
  if (name === undefined)
    return `it is not known whose ${entity.kind === 'access-key' ? 'access key' : 'password'} this is`;
  return `the user \`${name}\` is outside of this stack, and so is what it may do without MFA`;
}
