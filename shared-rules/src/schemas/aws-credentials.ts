/** Access keys, console passwords and the other long-lived credentials of users. */
import type { AccessKey, LoginProfile, ServiceCredential, User } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { add, type Draft, type Drafts, type Of } from './aws-drafts';
import { daysOf, rotatorIn, type Rotation } from './aws-rotation';
import { valuesInBlocks } from './blocks';
import { follow, type Index, type Target } from './links';

/** The access keys, each given to its user. One for a user that is not known may be anybody's. */
export function accessKeys(of: Of, drafts: Drafts, rotation: Rotation): readonly AccessKey[] {
  return of('aws_iam_access_key').map((resource) => {
    const owner = resource.values.get('user');
    const { user, open } = ofUser(owner, drafts.users, resource);
    const key: AccessKey = {
      kind: 'access-key',
      resource,
      status: statusOf(resource.values.get('status'), 'key'),
      ...(owner === undefined ? {} : { owner }),
      ...(user === undefined ? {} : { user }),
      ...encryption(resource),
      ...rotationFor(resource, rotation),
    };
    if (user !== undefined) user.accessKeys = add(user.accessKeys, key);
    else if (open !== undefined) for (const each of drafts.users.all) each.accessKeys = { ...each.accessKeys, open };
    return key;
  });
}

/** Whose credential it is, or why that is not known; nothing of both for one of whoever deploys, or of another stack's user. */
export function ofUser(
  owner: Value | undefined,
  users: Index<Draft<User>>,
  from: Resource,
): { readonly user?: Draft<User>; readonly open?: Unknown } {
  if (owner === undefined || isNull(owner)) return {};
  const target = follow(owner, users, from);
  if (target.to === 'outside') return {};
  return target.to === 'entity' ? { user: target.entity } : { open: target.reason };
}

/** What makes a key anew from time to time. */
export function rotationFor(resource: Resource, rotation: Rotation): Pick<AccessKey, 'rotatedBy' | 'rotationDays'> {
  const rotator = rotatorIn(resource, rotation);
  if (rotator === undefined) return {};
  const rotationDays = daysOf(rotator);
  return { rotatedBy: rotator.address, ...(rotationDays === undefined ? {} : { rotationDays }) };
}

function userOf(target: Target<Draft<User>> | undefined): Draft<User> | undefined {
  return target?.to === 'entity' ? target.entity : undefined;
}

/** The key that a secret is encrypted with before it is stored. */
export function encryption({ values }: Resource): { readonly encryptedFor?: Value } {
  const encryptedFor = values.get('pgp_key');
  return encryptedFor === undefined || isNull(encryptedFor) || stringOf(encryptedFor) === '' ? {} : { encryptedFor };
}

/** Whether a credential works: it does unless it says otherwise. */
export function statusOf(status: Value | undefined, what: string): 'active' | 'inactive' | Unknown {
  if (status === undefined || isNull(status)) return 'active';
  const text = stringOf(status);
  if (text === undefined) return status.kind === 'unknown' ? status : unknown(`the status of the ${what} is not known`);
  return text.toLowerCase() === 'inactive' ? 'inactive' : 'active';
}

/** The console passwords, each given to its user. One for a user that is not known may be anybody's. */
export function loginProfiles(of: Of, drafts: Drafts): readonly LoginProfile[] {
  return of('aws_iam_user_login_profile').map((resource) => {
    const owner = resource.values.get('user') ?? unknown('the login profile names no user');
    const target = follow(owner, drafts.users, resource);
    const user = userOf(target);
    const mustReset = resource.values.get('password_reset_required');
    const profile: LoginProfile = {
      kind: 'login-profile',
      resource,
      owner,
      mustReset: mustReset === undefined || isNull(mustReset) ? known(false) : mustReset,
      ...(user === undefined ? {} : { user }),
      ...encryption(resource),
    };
    if (user !== undefined) user.loginProfiles = add(user.loginProfiles, profile);
    else if (target.to === 'unknown')
      for (const each of drafts.users.all) each.loginProfiles = { ...each.loginProfiles, open: target.reason };
    return profile;
  });
}

const FURTHER = [
  ['aws_iam_service_specific_credential', 'user_name', 'service-specific'],
  ['aws_iam_user_ssh_key', 'username', 'ssh-key'],
  ['aws_iam_signing_certificate', 'user_name', 'signing-certificate'],
] as const;

/** The long-lived credentials that are neither passwords nor access keys. */
export function serviceCredentials(of: Of, drafts: Drafts): readonly ServiceCredential[] {
  const ofUsers = FURTHER.flatMap(([type, argument, credential]) =>
    of(type).map((resource): ServiceCredential => {
      const owner = resource.values.get(argument);
      const user = owner === undefined ? undefined : userOf(follow(owner, drafts.users, resource));
      return {
        kind: 'service-credential',
        resource,
        credential,
        status: statusOf(resource.values.get('status'), 'credential'),
        ...(owner === undefined ? {} : { owner }),
        ...(user === undefined ? {} : { user }),
      };
    }),
  );
  return [...ofUsers, ...of('aws_cloudfront_distribution').flatMap(trustedSigners)];
}

const BEHAVIOURS = ['default_cache_behavior', 'ordered_cache_behavior', 'cache_behavior'];

/**
 * `trusted_signers` trusts the key pairs that the root users of the accounts make (CloudFront Developer Guide, "Specify signers
 * that can create signed URLs and signed cookies").
 */
function trustedSigners(resource: Resource): readonly ServiceCredential[] {
  return BEHAVIOURS.flatMap((behaviour): readonly ServiceCredential[] => {
    const signers = valuesInBlocks(resource.values.get(behaviour), 'trusted_signers');
    const items = signers.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
    const hole = signers.map((value) => (value.kind === 'list' ? value.more : undefined)).find((more) => more);
    const certain = items.some((item) => item.kind !== 'unknown');
    const doubt = items.find((item) => item.kind === 'unknown') ?? hole;
    if (!certain && doubt === undefined) return [];
    const property = `${behaviour}.trusted_signers`;
    const status = certain || doubt === undefined ? 'active' : doubt;
    return [{ kind: 'service-credential', resource, credential: 'cloudfront-key-pair', property, status }];
  });
}
