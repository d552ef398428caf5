import { join } from 'node:path';

/** The root of the repository. */
export const checkout = join(__dirname, '..', '..', '..');

/** The two sides of every example. */
export type Variant = 'violating' | 'compliant';

/** What one run of an example showed. */
export interface Outcome {
  /** What ran it, such as `pulumi preview 3.250.0`. */
  readonly by: string;
  /** What the user sees. */
  readonly output: string;
  /** What stopped it, each as `rule on resource`. */
  readonly findings: readonly string[];
  readonly stopped: boolean;
}

/** What must stop every violating example, and nothing else. The compliant ones pass. */
const expected = [
  'mfa-condition-is-effective on require-mfa',
  'no-access-key-for-console-user on alice-key',
  'no-administrator-access on deployer',
  'no-allow-with-not-action on deployer-services',
  'no-credentials-exposure on deployer-identities',
  'no-root-access-key on root-key',
  'no-user-without-mfa on alice',
];

/** True when the run did what the example is there for. */
export function behaved({ findings, stopped }: Outcome, variant: Variant): boolean {
  if (variant === 'compliant') return !stopped && findings.length === 0;
  return stopped && JSON.stringify([...findings].sort()) === JSON.stringify(expected);
}

/** Every match of a pattern as `rule on resource`; the pattern has the groups `rule` and `resource`. */
export function findingsIn(output: string, pattern: RegExp): readonly string[] {
  return [...output.matchAll(pattern)].map(
    ({ groups }) => `${groups?.['rule'] ?? ''} on ${groups?.['resource'] ?? ''}`,
  );
}
