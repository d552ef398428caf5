/** The second factor with which a user of Open Telekom Cloud signs in to the console. */
import type { User } from '../model/iam-model';
import type { OtcSignIn } from '../model/otc';
import { booleanOf } from '../model/settings';
import { isNull, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { widen } from '../policy/text';
import { accessOfPrincipal } from './of-principal';

/** The argument that asks for it. */
export const FACTOR = 'login_protection';

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
  if (isEnabled === undefined) return { is: 'unknown', reason: reasonOf(protection.isEnabled, FACTOR) };
  const method = stringOf(protection.method);
  if (method === undefined && !isNull(protection.method))
    return { is: 'unknown', reason: reasonOf(protection.method, 'login_protection.verification_method') };
  return method === 'vmfa' ? FINE : { is: 'weak', method: method ?? 'nothing' };
}

function reasonOf(value: Value, argument: string): Unknown {
  return value.kind === 'unknown' ? value : unknown(`\`${argument}\` is not known`, value.references);
}

/** What the user may do then, as the end of a sentence; empty where the stack grants nothing that is known. */
export function usesOf(user: User): string {
  const [identity] = accessOfPrincipal(user).layers;
  const patterns = [...new Set((identity?.allows ?? []).flatMap(({ actions }) => actions.patterns.map(widen)))];
  const shown = patterns.slice(0, 2).map((pattern) => `\`${pattern}\``);
  const further = patterns.length > shown.length ? ' and more' : '';
  return shown.length === 0 ? '' : `, and may then use ${shown.join(', ')}${further}`;
}

/** The cause that findings on the second factor of a user share. */
export function factorCause({ resource }: User): string {
  return `${resource.address}\n${FACTOR}`;
}
