/** Access keys (AK/SK) and console passwords of Open Telekom Cloud. */
import type { AccessKey, LoginProfile, User } from '../model/iam-model';
import { isNull, known, stringOf, type Value } from '../model/value';
import { encryption, ofUser, rotationFor, statusOf } from './aws-credentials';
import { add, type Draft, type Of } from './aws-drafts';
import type { Rotation } from './aws-rotation';
import type { OtcDrafts } from './otc-drafts';
import { firstOf } from './otc-resources';

/** The access keys, each given to its user. Without `user_id` it is a key of whoever deploys. */
export function otcAccessKeys(
  of: Of,
  { users, named }: Pick<OtcDrafts, 'users' | 'named'>,
  rotation: Rotation,
): readonly AccessKey[] {
  return of('identity_credential').map((resource) => {
    const [, id] = firstOf(resource, ['user_id']);
    const owner = id && named(id);
    const target = ofUser(owner, users, resource);
    const key: AccessKey = {
      kind: 'access-key',
      resource,
      status: statusOf(resource.values.get('status'), 'key'),
      ...(owner === undefined ? {} : { owner }),
      ...(target.user === undefined ? {} : { user: target.user }),
      ...encryption(resource),
      ...rotationFor(resource, rotation),
    };
    if (target.user !== undefined) target.user.accessKeys = add(target.user.accessKeys, key);
    else if (target.open !== undefined)
      for (const each of users.all) each.accessKeys = { ...each.accessKeys, open: target.open };
    return key;
  });
}

/** A user with a `password` has a console password, unless its access is programmatic only. */
export function otcLoginProfiles({ users }: Pick<OtcDrafts, 'users'>): readonly LoginProfile[] {
  return users.all.flatMap((user) => profileOf(user));
}

function profileOf(user: Draft<User>): readonly LoginProfile[] {
  const { resource, signIn } = user;
  const password = resource.values.get('password');
  if (isNull(password) || stringOf(signIn?.accessType) === 'programmatic') return [];
  const [, reset] = firstOf(resource, ['pwd_reset']);
  // "By default, the password is asked to reset at the first login" (provider documentation).
  const mustReset: Value = reset ?? known(true);
  const profile: LoginProfile = { kind: 'login-profile', resource, owner: user.name, user, mustReset };
  user.loginProfiles = add(user.loginProfiles, profile);
  return [profile];
}
