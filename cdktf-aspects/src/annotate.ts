import {
  exemptionText,
  formatFinding,
  isBlocking,
  printable,
  type Finding,
  type Report,
} from '@iam-guardrails/shared-rules';
import type { ConstructLike, StackLike } from './constructs';

// Both libraries read these entries at the end of a stack's synthesis; an error fails it.
const ERROR = '@cdktf/error';
const WARNING = '@cdktf/warn';
const INFO = '@cdktf/info';

/** Puts a report on the constructs that it is about. */
export function annotate(stack: StackLike, report: Report): void {
  const constructs = new Map(stack.node.findAll().map((construct) => [construct.node.path, construct]));
  for (const finding of report.findings) {
    if (finding.status === 'baseline') continue;
    const construct = constructs.get(finding.location?.constructPath ?? '') ?? stack;
    if (finding.status === 'exempt') addOnce(construct, INFO, accepted(finding));
    else addOnce(construct, isBlocking(finding) ? ERROR : WARNING, formatFinding(finding));
  }
  if (report.notChecked.length > 0) {
    addOnce(stack, WARNING, `iam-guardrails did not check ${printable(missed(report))}`);
  }
}

/** In one line: nothing is accepted without being seen. */
function accepted({ rule, resource, exemption }: Finding): string {
  return `iam-guardrails: ${printable(rule)} at ${printable(resource.address)} is ${exemptionText(exemption)}`;
}

/** In one line: addresses that share a reason stand before it. */
function missed({ notChecked }: Report): string {
  const byReason = new Map<string, readonly string[]>();
  for (const { address, reason } of notChecked) byReason.set(reason, [...(byReason.get(reason) ?? []), address]);
  return [...byReason].map(([reason, addresses]) => `${addresses.join(', ')} (${reason})`).join('; ');
}

/** Makes the synth fail with the message. */
export function addError(construct: ConstructLike, message: string): void {
  addOnce(construct, ERROR, message);
}

/** The errors in a tree as the libraries print them, whoever put them there. */
export function errorsIn(construct: ConstructLike): readonly string[] {
  return construct.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === ERROR).map(({ data }) => `[${node.path}] ${String(data)}`),
    );
}

/** Metadata cannot be taken back, and a second synth or a second call must not say the same again. */
function addOnce({ node }: ConstructLike, type: string, message: string): void {
  if (node.metadata.some((entry) => entry.type === type && entry.data === message)) return;
  node.addMetadata(type, message, { stackTrace: false });
}
