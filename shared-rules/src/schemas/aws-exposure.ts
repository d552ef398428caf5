/** Identity pools with guests, and machines. */
import type { IdentityPool, Machine } from '../model/exposure';
import type { Of, Drafts } from './aws-drafts';

/** Every identity pool of Cognito that the stack makes. */
export function identityPools(_of: Of, _drafts: Drafts): readonly IdentityPool[] {
  return [];
}

/** Compute that may have a role. */
export function machines(_of: Of): readonly Machine[] {
  return [];
}
