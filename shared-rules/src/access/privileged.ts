/** Users who are privileged without MFA, by their own permissions or by a role that lets them in. */
import type { IamModel, Role, User } from '../model/iam-model';
import type { Unknown } from '../model/value';
import type { Access, Decision, Request } from './access';
import { isAdministrator } from './administrator';
import { belongingsOf, type Belongings } from './cause';
import { credentialsOf } from './credentials';
import { summaryOf } from './escalating';
import { mostDirect, searchEscalations } from './escalation';
import { restrictedToNoMfa, type Credential } from './mfa';
import { guisesWithoutMfa } from './mfa-guises';
import { accessOfPrincipal, labelOf } from './of-principal';
import { isOtcAdministrator } from './otc-administrator';
import { isInReach, mayAssume, reachOf, welcomeOf, type Welcome } from './role-entry';
import { factorCause, secondFactorOf, type SecondFactor } from './second-factor';
import { placeOf } from './words';

/** Why somebody is privileged: completes "it". */
interface Privilege {
  readonly answer: 'yes';
  readonly words: string;
  readonly witness: Request;
}

type Privileged = Privilege | Exclude<Decision, { readonly answer: 'yes' }>;

/** How a user is privileged without MFA. */
export type PrivilegedWithoutMfa =
  | { readonly by: 'nothing' }
  | { readonly by: 'doubt'; readonly reason: string }
  | {
      readonly by: 'own';
      readonly credential: string;
      readonly privilege: string;
      readonly witness: Request;
      /** What a finding on the missing factor itself has as its cause too. */
      readonly causes?: readonly string[];
    }
  | {
      readonly by: 'weak-factor';
      /** How the second factor comes: `sms`, `email`. */
      readonly method: string;
      readonly privilege: string;
      readonly witness: Request;
      readonly causes: readonly string[];
    }
  | {
      readonly by: 'role';
      readonly credential: string;
      readonly privilege: string;
      readonly witness: Request;
      readonly role: string;
      /** What lets the user in. */
      readonly way: string;
    };

const NOTHING = { by: 'nothing' } as const;

/** The first way in which a user is privileged without MFA. What needs a credential that is perhaps not there is in doubt. */
export function privilegedWithoutMfa(user: User, model: IamModel): PrivilegedWithoutMfa {
  const factor = secondFactorOf(user);
  if (factor !== undefined) return withPasswordAlone(user, factor);
  const held = credentialsOf(user);
  if (held.length === 0) return NOTHING;
  let doubt: PrivilegedWithoutMfa = NOTHING;
  for (const search of [own, byRole]) {
    for (const { credential, uncertain } of held) {
      const found = search(user, credential, model);
      if (found.by === 'nothing') continue;
      if (found.by !== 'doubt' && uncertain === undefined) return found;
      if (doubt.by === 'nothing') doubt = found.by === 'doubt' ? found : inDoubt(uncertain);
    }
  }
  return doubt;
}

/** In Open Telekom Cloud the sign-in asks for the second factor, whatever the permissions are. */
function withPasswordAlone(user: User, factor: SecondFactor): PrivilegedWithoutMfa {
  if (factor.is === 'fine') return NOTHING;
  const administrator = isOtcAdministrator(accessOfPrincipal(user));
  if (administrator.answer === 'no') return NOTHING;
  if (administrator.answer === 'undecided') return { by: 'doubt', reason: administrator.reason };
  if (factor.is === 'unknown') return { by: 'doubt', reason: factor.reason.reason };
  const { witness } = administrator;
  const privilege = `is an administrator (${witness.action} on ${placeOf(witness.resource)})`;
  const proof = { privilege, witness, causes: [factorCause(user)] };
  if (factor.is === 'weak') return { by: 'weak-factor', method: factor.method, ...proof };
  return { by: 'own', credential: 'a password alone', ...proof };
}

function inDoubt(uncertain: Unknown | undefined): PrivilegedWithoutMfa {
  return { by: 'doubt', reason: uncertain?.reason ?? '' };
}

function own(user: User, held: Credential): PrivilegedWithoutMfa {
  let doubt: PrivilegedWithoutMfa = NOTHING;
  for (const { credential, access } of guisesWithoutMfa(accessOfPrincipal(user), held)) {
    const found = privilegeOf(access, belongingsOf(user));
    if (found.answer === 'yes') return { by: 'own', credential, privilege: found.words, witness: found.witness };
    if (found.answer === 'undecided' && doubt.by === 'nothing') doubt = { by: 'doubt', reason: found.reason };
  }
  return doubt;
}

/** Whether somebody is an administrator or has a way to become more. */
function privilegeOf(access: Access, belongings: Belongings): Privileged {
  const administrator = isAdministrator(access, belongings);
  if (administrator.answer === 'yes') {
    const { witness } = administrator;
    const { action, resource } = witness;
    return { answer: 'yes', words: `is an administrator (${action} on ${placeOf(resource)})`, witness };
  }
  const { found, undecided } = searchEscalations(access);
  const [first, ...others] = mostDirect(found);
  const [witness] = first?.steps ?? [];
  if (first !== undefined && witness !== undefined) {
    const { title, steps } = summaryOf({ mostDirect: first, others, witness });
    return { answer: 'yes', words: `can ${title} (${steps})`, witness };
  }
  if (administrator.answer === 'undecided') return administrator;
  const [doubt] = undecided;
  return doubt === undefined ? { answer: 'no' } : { answer: 'undecided', reason: doubt.reason };
}

/* ---- roles ---- */

/** A role that is privileged, or perhaps is. */
interface PrivilegedRole {
  readonly role: Role;
  readonly privilege: Exclude<Privileged, { readonly answer: 'no' }>;
  readonly welcome: Welcome;
}

const rolesKnown = new WeakMap<IamModel, readonly PrivilegedRole[]>();

/** The privileged roles of a stack that may let users in. They do not depend on who asks: they are searched once. */
function privilegedRoles(model: IamModel): readonly PrivilegedRole[] {
  const before = rolesKnown.get(model);
  if (before !== undefined) return before;
  const roles = model.entities.flatMap((entity): readonly PrivilegedRole[] => {
    const welcome = entity.kind === 'role' ? welcomeOf(entity) : undefined;
    if (entity.kind !== 'role' || welcome === undefined) return [];
    // AWS does not tell in the requests of a role's session whether it was opened with MFA.
    const privilege = privilegeOf(restrictedToNoMfa(accessOfPrincipal(entity), 'console'), belongingsOf(entity));
    return privilege.answer === 'no' ? [] : [{ role: entity, privilege, welcome }];
  });
  rolesKnown.set(model, roles);
  return roles;
}

function byRole(user: User, held: Credential, model: IamModel): PrivilegedWithoutMfa {
  const roles = privilegedRoles(model);
  if (roles.length === 0) return NOTHING;
  const reach = reachOf(user);
  let doubt: PrivilegedWithoutMfa = NOTHING;
  for (const each of roles.filter(({ role, welcome }) => isInReach(role, welcome, reach))) {
    const found = through(each, user, held);
    if (found.by === 'role') return found;
    if (doubt.by === 'nothing') doubt = found;
  }
  return doubt;
}

function through({ role, privilege }: PrivilegedRole, user: User, held: Credential): PrivilegedWithoutMfa {
  const { entry, credential } = mayAssume(user, role, held);
  if (entry.answer === 'no') return NOTHING;
  const reason = reasonOf(entry) ?? reasonOf(privilege) ?? role.resource.uncertain?.reason;
  if (entry.answer === 'undecided' || privilege.answer === 'undecided' || reason !== undefined) {
    return { by: 'doubt', reason: reason ?? '' };
  }
  const grant = user.grants.known[entry.statements[0]?.document ?? -1];
  const way = grant === undefined ? 'names the user and' : `leaves it to \`${grant.label}\` and`;
  return { by: 'role', credential, privilege: privilege.words, witness: entry.witness, role: labelOf(role), way };
}

function reasonOf(decision: Decision | Privileged): string | undefined {
  return decision.answer === 'undecided' ? decision.reason : undefined;
}
