/** How long a session of a permission set lasts. */
import type { PermissionSet } from '../model/iam-model';
import { stringOf, type Unknown } from '../model/value';
import { isAdministrator } from './administrator';
import { belongingsOf } from './cause';
import { accessOfPrincipal } from './of-principal';

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;

/** Hours of an ISO 8601 duration; unknown where it is, undefined where the text is none, which AWS rejects. */
export function sessionHours({ sessionDuration }: PermissionSet): number | Unknown | undefined {
  if (sessionDuration.kind === 'unknown') return sessionDuration;
  const match = DURATION.exec(stringOf(sessionDuration) ?? '');
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part?: string) => Number(part ?? 0));
  return days * 24 + hours + minutes / 60 + seconds / 3600;
}

/** Whether it makes an administrator of whoever has it. */
export function makesAdministrator(set: PermissionSet): boolean {
  return isAdministrator(accessOfPrincipal(set), belongingsOf(set)).answer === 'yes';
}
