/** The second factor with which a user of Open Telekom Cloud signs in to the console. */
import type { User } from '../model/iam-model';
import type { OtcSignIn } from '../model/otc';
import { booleanOf } from '../model/settings';
import { isNull, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { globMatches } from '../policy/glob';
import { levelOfOtcAction } from '../policy/otc-actions';
import { hasSymbol } from '../policy/text';
import type { Request } from './access';
import { accessOfPrincipal } from './of-principal';
import { TELLING } from './otc-administrator';
import { otcAllows } from './otc-requests';

/** The argument that asks for it. */
export function factorArgument({ resource }: User): string {
  return resource.type.startsWith('huaweicloud_') ? 'login_protect_verification_method' : 'login_protection';
}

/** What stands between a password and the console. */
export type SecondFactor =
  /** The user does not sign in to the console, or does it with a virtual MFA device. */
  | { readonly is: 'fine' }
  | { readonly is: 'absent' | 'off' }
  /** A code by SMS or mail. */
  | { readonly is: 'weak'; readonly method: string }
  | { readonly is: 'unknown'; readonly reason: Unknown };

const FINE = { is: 'fine' } as const;

/** Decides it; undefined for a user of another cloud. */
export function secondFactorOf({ signIn }: User): SecondFactor | undefined {
  if (signIn === undefined) return undefined;
  const enters = mayEnter(signIn);
  if (enters === false) return FINE;
  const factor = factorOf(signIn);
  return enters === true || factor.is === 'fine' ? factor : { is: 'unknown', reason: enters };
}

/** Whether the user may sign in to the console at all. */
export function mayEnter({ accessType, isEnabled }: OtcSignIn): boolean | Unknown {
  if (stringOf(accessType)?.toLowerCase() === 'programmatic' || booleanOf(isEnabled) === false) return false;
  if (accessType.kind !== 'known') return reasonOf(accessType, 'access_type');
  return booleanOf(isEnabled) ?? reasonOf(isEnabled, 'enabled');
}

function factorOf({ protection }: OtcSignIn): SecondFactor {
  if (protection === undefined) return { is: 'absent' };
  const isEnabled = booleanOf(protection.isEnabled);
  if (isEnabled === false || isNull(protection.isEnabled)) return { is: 'off' };
  if (isEnabled === undefined)
    return { is: 'unknown', reason: reasonOf(protection.isEnabled, 'login_protection.enabled') };
  if (isNull(protection.method)) return { is: 'off' };
  const method = stringOf(protection.method);
  if (method === undefined)
    return { is: 'unknown', reason: reasonOf(protection.method, 'login_protection.verification_method') };
  return method.toLowerCase() === 'vmfa' ? FINE : { is: 'weak', method };
}

function reasonOf(value: Value, argument: string): Unknown {
  return value.kind === 'unknown' ? value : unknown(`\`${argument}\` is not known`, value.references);
}

/** What a user may do once it is in. */
export interface Uses {
  /** The end of a sentence; empty where the stack grants nothing that is known. */
  readonly uses: string;
  readonly witness?: Request;
}

/** As many patterns as are asked about, and as are shown. */
const ASKED = 20;
const SHOWN = 2;

/** The patterns of the user's documents that no deny takes back, what changes something first. */
export function usesOf(user: User): Uses {
  const access = accessOfPrincipal(user);
  const [identity] = access.layers;
  const patterns = [...new Set((identity?.allows ?? []).flatMap(({ actions }) => actions.patterns))]
    .filter((pattern) => !hasSymbol(pattern))
    .slice(0, ASKED);
  const decided = patterns.map((pattern) => ({ pattern, decision: otcAllows(access, { action: matchOf(pattern) }) }));
  const allowed = decided.flatMap(({ pattern, decision }) =>
    decision.answer === 'yes' ? [{ pattern, witness: decision.witness }] : [],
  );
  const [reads, others] = [true, false].map((reads) =>
    allowed.filter(({ pattern }) => (levelOfOtcAction(pattern) === 'read') === reads),
  );
  const sorted = [...(others ?? []), ...(reads ?? [])];
  const [first] = sorted;
  if (first === undefined) return { uses: '' };
  const shown = sorted.slice(0, SHOWN).map(({ pattern }) => `\`${pattern}\``);
  const further = patterns.length === ASKED || sorted.length > SHOWN ? ' and more' : '';
  return { uses: `, and may then use ${shown.join(', ')}${further}`, witness: first.witness };
}

/** An action that the pattern matches, as real as can be. */
function matchOf(pattern: string): string {
  const known = TELLING.find((action) => globMatches(pattern.toLowerCase(), action.toLowerCase()));
  if (known !== undefined) return known;
  const [service = '*', type = '*', operation = '*'] = pattern.split(':');
  const named = (part: string, other: string): string => part.replace(/[*?]+/g, part === '*' ? other : '');
  return `${named(service, 'ecs')}:${named(type, 'any')}:${named(operation, 'delete')}`;
}

/** The cause that findings on the second factor of a user share. */
export function factorCause({ resource }: User): string {
  return `${resource.address}\nsecond factor`;
}
