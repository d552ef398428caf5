import type { User } from '../model/iam-model';
import type { Unknown } from '../model/value';
import type { Credential } from './mfa';

/** A way to sign in, and why it is not known whether the user has it. */
export interface HeldCredential {
  readonly credential: Credential;
  readonly uncertain?: Unknown;
}

/** The credentials with which a user can act: a console password, an access key that is not inactive. */
export function credentialsOf(user: User): readonly HeldCredential[] {
  const held: HeldCredential[] = [];
  const profiles = user.loginProfiles.known;
  const profile = profiles.find(({ resource }) => resource.uncertain === undefined) ?? profiles[0];
  const console = profile === undefined ? user.loginProfiles.open : profile.resource.uncertain;
  if (profile !== undefined || console !== undefined) held.push(withDoubt('console', console));
  const active = user.accessKeys.known.find((key) => key.status === 'active' && key.resource.uncertain === undefined);
  const perhaps = user.accessKeys.known.find((key) => key.status !== 'inactive');
  if (active !== undefined) held.push({ credential: 'access-key' });
  else if (perhaps !== undefined)
    held.push(
      withDoubt('access-key', typeof perhaps.status === 'string' ? perhaps.resource.uncertain : perhaps.status),
    );
  else if (user.accessKeys.open !== undefined) held.push(withDoubt('access-key', user.accessKeys.open));
  return held;
}

function withDoubt(credential: Credential, uncertain: Unknown | undefined): HeldCredential {
  return uncertain === undefined ? { credential } : { credential, uncertain };
}

/** The credentials that MFA is asked of: the access key of a machine is none, and that of what may be one is in doubt. */
export function credentialsOfPerson(user: User, isMachine: boolean | Unknown): readonly HeldCredential[] {
  const held = credentialsOf(user);
  if (isMachine === false) return held;
  return held.flatMap(({ credential, uncertain }) => {
    if (credential === 'console') return [withDoubt(credential, uncertain)];
    return isMachine === true ? [] : [withDoubt(credential, uncertain ?? isMachine)];
  });
}
