/** The organization, its policies, and whom they limit. */
import type { Limits, Organization, OrganizationPolicy } from '../model/organization';
import type { Drafts, Of } from './aws-drafts';

/** The organization that the stack manages: none, or one. */
export function organizations(_of: Of): readonly Organization[] {
  return [];
}

/** Service and resource control policies of the stack. */
export function organizationPolicies(_of: Of): readonly OrganizationPolicy[] {
  return [];
}

/** Puts everybody of the stack under the control policies of the configuration, and under those of the stack that bear on them. */
export function limit(
  _drafts: Drafts,
  _policies: readonly OrganizationPolicy[],
  _configured: Limits | undefined,
): void {
  return;
}
