/** What is said of a user who can act without MFA. */
import type { AccessKey, LoginProfile, User } from '../model/iam-model';
import { stringOf } from '../model/value';
import type { Access, Request } from './access';
import { weakDenyOf } from './mfa';
import { labelOf } from './of-principal';
import { rootLikeness } from './root';

/** A sentence about the document that meant to stop the request and does not; empty when there is none. */
export function weakDenyIn(user: User, access: Access, request: Request): string {
  const weak = weakDenyOf(access, request);
  const grant = weak && user.grants.known[weak.document];
  if (grant === undefined) return '';
  const where = grant.through === undefined ? `\`${grant.label}\`` : `group \`${labelOf(grant.through)}\``;
  return ` The deny in ${where} uses Bool; for an access key aws:MultiFactorAuthPresent is absent, so it does not match: use BoolIfExists.`;
}

/** Why it is not known what the owner of a credential may do; undefined when the owner is in the stack. */
export function ownerOutside(entity: AccessKey | LoginProfile): string | undefined {
  if (entity.user !== undefined || (entity.kind === 'access-key' && entity.status === 'inactive')) return undefined;
  if (entity.kind === 'access-key' && rootLikeness(entity) === 'root') return undefined;
  const name = entity.owner === undefined ? undefined : stringOf(entity.owner);
  if (name === undefined)
    return `it is not known whose ${entity.kind === 'access-key' ? 'access key' : 'password'} this is`;
  return `the user \`${name}\` is outside of this stack, and so is what it may do without MFA`;
}
