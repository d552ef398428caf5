import { join } from 'node:path';

/** The root of the repository. */
export const checkout = join(__dirname, '..', '..', '..');

/** The two sides of every example. */
export type Variant = 'violating' | 'compliant';

/** The clouds that the examples are of. */
export type Cloud = 'aws' | 'otc';

/** One example: a program in one language. */
export interface Example {
  readonly cloud: Cloud;
  readonly variant: Variant;
  /** From the root of the repository. */
  readonly folder: string;
}

/** The example of a cloud for `cdktf`, `cdktn`, `pulumi` or `terraform`. */
export function exampleOf(cloud: Cloud, language: string, variant: Variant): Example {
  return { cloud, variant, folder: join('examples', ...(cloud === 'aws' ? [] : [cloud]), language, variant) };
}

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

/** What must stop every violating example of a cloud, and nothing else. The compliant ones pass. */
export const expected: Readonly<Record<Cloud, readonly string[]>> = {
  aws: [
    'mfa-condition-is-effective on require-mfa',
    'no-access-key-for-console-user on alice-key',
    'no-administrator-access on deployer',
    'no-allow-with-not-action on deployer-services',
    'no-credentials-exposure on deployer-identities',
    'no-root-access-key on root-key',
    'no-user-without-mfa on alice',
  ],
  otc: [
    'agency-least-privilege on exporter-agency',
    'audit-trail-enabled on traces',
    'critical-operation-protection on protection',
    'no-administrator-access on invoices',
    'no-hardcoded-access-key on exporter',
    'no-privileged-user-without-mfa on alice',
    'no-root-access-key on second-key',
    'no-static-credentials-in-workload on exporter',
    'strong-password-policy on passwords',
  ],
};

/** True when the run did what the example is there for. */
export function behaved({ findings, stopped }: Outcome, { cloud, variant }: Example): boolean {
  if (variant === 'compliant') return !stopped && findings.length === 0;
  return stopped && JSON.stringify([...findings].sort()) === JSON.stringify(expected[cloud]);
}

/** Every match of a pattern as `rule on resource`; the pattern has the groups `rule` and `resource`. */
export function findingsIn(output: string, pattern: RegExp): readonly string[] {
  return [...output.matchAll(pattern)].map(
    ({ groups }) => `${groups?.['rule'] ?? ''} on ${groups?.['resource'] ?? ''}`,
  );
}
