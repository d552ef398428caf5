/** The AWS managed policies: all are valid, every question has an answer, and soon. */
import { accessOf, canWithoutMfa, escalations, isAdministrator } from '@iam-guardrails/shared-rules/access';
import { validatePolicy } from '@iam-guardrails/shared-rules/policy';
import { managedPolicies, type ManagedPolicy } from './files';
import { add } from './score';

interface Counts {
  readonly checks: Map<string, number>;
  readonly undecided: Map<string, number>;
  readonly crashes: string[];
  readonly yes: Map<string, number>;
}

/** What was found, line by line, and whether anything crashed. */
export function managed(): { readonly lines: readonly string[]; readonly crashed: boolean } {
  const counts: Counts = { checks: new Map(), undecided: new Map(), crashes: [], yes: new Map() };
  const policies = managedPolicies();
  const begin = performance.now();
  for (const one of policies) askAll(one, counts);
  const seconds = ((performance.now() - begin) / 1000).toFixed(2);
  const list = (map: ReadonlyMap<string, number>): string =>
    [...map].sort(([, a], [, b]) => b - a).map(([what, number]) => `${what} ${number}`).join('; ') || 'none'; // prettier-ignore
  return {
    lines: [
      `aws-managed-policies: ${policies.length} policies in ${seconds} s, ${counts.crashes.length} crashes`,
      ...counts.crashes.map((crash) => `- CRASH ${crash}`),
      `- errors and security warnings: ${list(counts.checks)}`,
      `- yes: ${list(counts.yes)}`,
      `- undecided: ${list(counts.undecided)}`,
    ],
    crashed: counts.crashes.length > 0,
  };
}

function askAll({ name, document }: ManagedPolicy, { checks, undecided, crashes, yes }: Counts): void {
  try {
    for (const { code, severity } of validatePolicy(document, { type: 'identity' }))
      if (severity === 'error' || severity === 'security-warning') add(checks, `${severity} ${code}`);
    const access = accessOf({ identity: [document] });
    const decisions = {
      isAdministrator: isAdministrator(access),
      canWithoutMfa: canWithoutMfa(access, { credential: 'access-key' }),
    };
    for (const [question, decision] of Object.entries(decisions)) {
      if (decision.answer === 'undecided') add(undecided, `${question} (${decision.reason})`);
      if (decision.answer === 'yes') add(yes, question);
    }
    if (escalations(access).length > 0) add(yes, 'escalations');
  } catch (error) {
    crashes.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
