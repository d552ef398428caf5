/** Policies of resources, and what else opens a resource to others. */
import type { ResourcePolicy } from '../model/exposure';
import type { Of } from './aws-drafts';

/** Every policy of a resource that the stack makes. */
export function resourcePolicies(_of: Of): readonly ResourcePolicy[] {
  return [];
}
