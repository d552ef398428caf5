/** Access keys (AK/SK) and console passwords of Open Telekom Cloud. */
import type { AccessKey, LoginProfile, User } from '../model/iam-model';
import type { Stack } from '../model/resource';
import { isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
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
export function otcLoginProfiles({ users }: Pick<OtcDrafts, 'users'>, stack: Stack): readonly LoginProfile[] {
  return users.all.flatMap((user) => profileOf(user, stack));
}

function profileOf(user: Draft<User>, stack: Stack): readonly LoginProfile[] {
  const { resource, signIn } = user;
  const password = resource.values.get('password');
  const text = stringOf(password);
  if (isNull(password) || text === '' || stringOf(signIn?.accessType)?.toLowerCase() === 'programmatic') return [];
  const [, reset] = firstOf(resource, ['pwd_reset']);
  // "By default, the password is asked to reset at the first login" (provider documentation).
  const mustReset: Value = reset ?? known(true);
  const isMade = text === undefined || (password?.references ?? []).length > 0;
  const written = isMade ? undefined : writtenIn(text, stack);
  const profile: LoginProfile = {
    kind: 'login-profile',
    resource,
    owner: user.name,
    user,
    mustReset,
    ...(written === undefined ? {} : { written }),
  };
  user.loginProfiles = add(user.loginProfiles, profile);
  return [profile];
}

const MAY_BE_GIVEN = unknown('whether the program writes the password or is given it as a secret is not told');

/** A sensitive variable is given. An engine that shows values alone marks as a secret what is written, too. */
function writtenIn(text: string, stack: Stack): true | Unknown | undefined {
  if (stack.secrets?.includes(text) !== true) return true;
  // To look whether it is there costs nothing; to read what is written does.
  return 'written' in stack ? undefined : MAY_BE_GIVEN;
}
