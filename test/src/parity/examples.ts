import {
  awsAttribute,
  evaluate,
  parseConfiguration,
  readTerraform,
  rules,
  terraformOf,
  type Example,
  type Finding,
  type Report,
  type Stack,
} from '@iam-guardrails/shared-rules';

/** One example of one rule. */
export interface TitledExample {
  /** Name of the stack that it becomes; unique. */
  readonly stack: string;
  readonly title: string;
  readonly example: Example;
}

/** A finding without what only one engine knows: comparable between all of them. */
export interface PlainFinding {
  readonly stack: string;
  readonly rule: string;
  readonly status: string;
  /** Terraform address. */
  readonly address: string;
  readonly message: string;
}

/** Every example of every rule. */
export const examples: readonly TitledExample[] = rules.flatMap(
  ({ id, examples: { violating, compliant, unresolved = [] } }) =>
    [...violating, ...compliant, ...unresolved].map((example, index) => ({
      stack: `${id}-${index + 1}`,
      title: `${id}: ${example.title}`,
      example,
    })),
);

/** The example as the engine reads it. */
export function stackOf({ stack, example }: TitledExample): Stack {
  return readTerraform(terraformOf(example), { stack, attribute: awsAttribute });
}

/** What the engine itself finds with the whole catalogue: what every front end must find. */
export function expectedFindings(list: readonly TitledExample[]): readonly PlainFinding[] {
  return plain(reportOf(list).findings);
}

/** What stands behind a graver finding of the same cause. */
export function foldedFindings(list: readonly TitledExample[]): readonly PlainFinding[] {
  return plain(reportOf(list).folded);
}

function reportOf(list: readonly TitledExample[]): Report {
  return evaluate(list.map(stackOf), {
    today: '2026-11-23',
    rules,
    configuration: parseConfiguration(undefined, rules),
  });
}

/** Findings of a report, in order. */
export function plain(findings: readonly Finding[]): readonly PlainFinding[] {
  return sorted(
    findings.map(({ rule, status, message, resource }) => ({
      stack: resource.stack,
      rule,
      status,
      address: resource.address,
      message,
    })),
  );
}

/** The same order whatever the engine reports first. */
export function sorted(findings: readonly PlainFinding[]): readonly PlainFinding[] {
  const key = (finding: PlainFinding): string => Object.values(finding).join('\u0000');
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
