/** Findings in their order, and how many there are. */
import type { Stack } from '../model/resource';
import { severities, type Finding, type Report, type Severity } from '../rule/finding';
import { version } from '../version';

/** The report of what was found in stacks. */
export function reportOf(
  stacks: readonly Stack[],
  findings: readonly Finding[],
  notChecked: Report['notChecked'],
): Omit<Report, 'folded'> {
  const resources = stacks.flatMap((stack) => stack.resources).filter(({ mode }) => mode === 'managed').length;
  return {
    schemaVersion: 1,
    tool: { name: 'iam-guardrails', version },
    ...counted(findings, { resources, notChecked: notChecked.length }),
    notChecked: [...notChecked].sort((a, b) => compare(a.address, b.address) || compare(a.reason, b.reason)),
  };
}

/** The findings in the order of a report, with its summary. */
export function counted(
  findings: readonly Finding[],
  { resources, notChecked }: Pick<Report['summary'], 'resources' | 'notChecked'>,
): Pick<Report, 'summary' | 'findings'> {
  const count = (status: Finding['status'], severity?: Severity): number =>
    findings.filter((each) => each.status === status && (severity ?? each.severity) === each.severity).length;
  const violations = Object.fromEntries(severities.map((severity) => [severity, count('violation', severity)]));
  return {
    summary: {
      resources,
      violations: violations as Record<Severity, number>,
      unresolved: count('unresolved'),
      exempt: count('exempt'),
      notChecked,
    },
    findings: [...findings].sort(byPlace),
  };
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.resource.stack, b.resource.stack) ||
    compare(a.resource.address, b.resource.address) ||
    compare(a.rule, b.rule) ||
    compare(a.property ?? '', b.property ?? '') ||
    compare(a.message, b.message)
  );
}

/** By code unit, so that every machine sorts alike. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
