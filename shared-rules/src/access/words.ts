/** What findings call things. */
import type { Request } from './access';
import type { Credential } from './mfa';

/** What a request is for. */
export function placeOf(resource: string): string {
  return resource === '*' ? 'any resource' : resource;
}

/** What somebody acts with who has a credential. */
export const CREDENTIAL: Readonly<Record<Credential, string>> = {
  console: 'a console session',
  'access-key': 'an access key',
};

/** What an access key can be exchanged for. */
export const SESSION_OF_KEY = 'a session that an access key opens with sts:GetSessionToken';

/** In a request that an access key signs the MFA key is absent; where it is there, a session was opened first. */
export function credentialIn(credential: Credential, { context }: Request): string {
  const carried = Object.keys(context).map((key) => key.toLowerCase());
  const isSession = credential === 'access-key' && carried.includes('aws:multifactorauthpresent');
  return isSession ? SESSION_OF_KEY : CREDENTIAL[credential];
}

/** `a, b and c`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** As many names as a sentence bears. */
export const FEW_NAMES = 3;

/** The first names, and how many there are besides: `a, b, c and 4 more`. */
export function firstOf(names: readonly string[]): string {
  const shown = names.slice(0, FEW_NAMES).join(', ');
  return names.length <= FEW_NAMES ? shown : `${shown} and ${String(names.length - FEW_NAMES)} more`;
}
