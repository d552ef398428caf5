import type { Finding } from '../rule/finding';

/**
 * True when the finding stops a deployment: a violation of a mandatory rule, or something unresolved where the
 * configuration makes that mandatory. `remediate` stops wherever nothing can be remediated.
 */
export function isBlocking({ status, enforcement }: Finding): boolean {
  const open = status === 'violation' || status === 'unresolved';
  return open && (enforcement === 'mandatory' || enforcement === 'remediate');
}
