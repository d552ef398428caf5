import type { Finding } from '../rule/finding';
import { printable } from './printable';
import { fixOf } from './suggestion';

const WIDTH = 110;

/**
 * A finding as plain lines for an engine that says itself where it stands: rule, severity and address, then the
 * message, then what to do. Without control characters, except for the line breaks.
 */
export function formatFinding(finding: Finding): string {
  const property = finding.property === null ? '' : `.${finding.property}`;
  const weight = finding.status === 'unresolved' ? 'unresolved' : finding.severity;
  const heading = [finding.rule, weight, `${finding.resource.address}${property}`].map(printable);
  return [heading.join('   '), ...detailLines(finding)].join('\n');
}

/** The lines below the heading of a finding, indented: the message, what to do, and where to read more. */
export function detailLines(finding: Finding): readonly string[] {
  const fix = finding.remediation === '' || finding.status === 'unresolved' ? [] : [`fix: ${fixOf(finding)}`];
  // A defect of ours has no page of its own; its address is where it is reported.
  const page = finding.url === '' || finding.url.includes(finding.rule);
  const more = printable(page ? `more: iam-guardrails explain ${finding.rule}` : `more: ${finding.url}`);
  const oneLine = [...fix, more].join('        ');
  const help = oneLine.length <= WIDTH ? [oneLine] : [...fix, more];
  return [printable(finding.message), ...help].map((line) => `  ${line}`);
}
