/** The name that was meant by one that does not exist. */
import { actionsMatching, actionsOfService } from '../actions';
import { nearest } from '../../model/nearest';
import { servicePrefixes } from '../reference';
import { permissionOf } from './api-names';
import type { PolicyView } from './view';

/** Longer names are none that anybody misspelled. */
const LONGEST = 80;

function spend({ budget }: PolicyView, comparisons: number): boolean {
  budget.left -= comparisons;
  return budget.left >= 0;
}

/** The service prefix that was meant, at most two edits away. */
export function nearestService(prefix: string, policy: PolicyView): string | undefined {
  const prefixes = servicePrefixes();
  // A short prefix is near to everything: `s4` is not `s3`.
  if (prefix.length < 3 || prefix.length > LONGEST || !spend(policy, prefixes.length * 10)) return undefined;
  return nearest(prefix, prefixes, prefix.length < 6 ? 1 : 2);
}

/**
 * The action of a service that was meant, such as `s3:GetObject`: that of an API operation, or one at most two edits away. A pattern that ends in `*` is
 * compared with the beginnings of the names.
 */
export function nearestAction(service: string, name: string, policy: PolicyView): string | undefined {
  const stem = name.replace(/\*+$/, '');
  if (stem === '' || /[*?]/.test(stem) || name.length > LONGEST) return undefined;
  const known = actionsOfService(service)?.names ?? [];
  if (!spend(policy, known.length * 10)) return undefined;
  const names = known.map((one) => one.slice(service.length + 1));
  if (stem === name) {
    const permission = permissionOf(`${service}:${name}`.toLowerCase());
    if (permission !== undefined) return permission;
    const guess = nearest(name, names, 2);
    return guess === undefined ? undefined : `${service}:${guess}`;
  }
  if (stem.length < 4) return undefined;
  const guess = nearest(stem, new Set(names.map((one) => one.slice(0, stem.length))), 1);
  return guess === undefined ? undefined : `${service}:${guess}*`;
}

/** The condition key that was meant by one that is not among `keys`. */
export function nearestKey(key: string, keys: readonly string[], policy: PolicyView): string | undefined {
  return key.length > LONGEST || !spend(policy, keys.length * 10) ? undefined : nearest(key, keys);
}

/** Whether a pattern in lower case matches an action that AWS documents; undefined past the bound. */
export function matchesAnAction(pattern: string, policy: PolicyView): boolean | undefined {
  const anyService = /^[^:]*[*?]/.test(pattern);
  if (pattern.length > 200 || !spend(policy, anyService ? 20_000 : 200)) return undefined;
  return actionsMatching(pattern).length > 0;
}
