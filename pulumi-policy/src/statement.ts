import {
  ISSUES,
  DEFECT,
  exemptionText,
  moreOf,
  type Finding,
  type NotChecked,
  type Severity,
  fixOf,
  printable,
} from '@iam-guardrails/shared-rules';
import type { ReportViolation } from '@pulumi/policy';
import { pulumiName } from './property-name';

/** Name of the policy that lists what could not be decided yet. */
export const UNRESOLVED = 'iam-guardrails-unresolved';
/** Name of the policy that lists what could not be read. */
export const NOT_CHECKED = 'iam-guardrails-not-checked';

/** Name of the policy that lists what is exempt, and what is wrong with exemptions. */
export const EXEMPTIONS = 'iam-guardrails-exemptions';

/** Name of the policy that notes what is a secret. */
export const SECRETS = 'iam-guardrails-secrets';

/** Something to say in the engine's output. */
export interface Statement {
  /** Name of the policy that says it. */
  readonly policy: string;
  /** The resource that it is about; absent when it is about the stack. */
  readonly urn?: string;
  readonly message: string;
  readonly severity?: Severity;
  /** Blocks, whatever level the policy has: a level is never lowered from outside. */
  readonly mandatory: boolean;
  /** Does not block although its policy may: less bad than what the rule is about. */
  readonly advisory?: true;
}

const withUrn = (urn: string | undefined): Pick<Statement, 'urn'> =>
  urn?.startsWith('urn:pulumi:') === true ? { urn } : {};

/** All of a URN but the resource's own name. */
const BEFORE_NAME = /urn:pulumi:(?:(?!::)[^`])*::(?:(?!::)[^`])*::(?:(?!::)[^`])*::/g;

/** The text on one line, with resources called by the names that the program gives them. */
function readable(text: string): string {
  return printable(text.replace(BEFORE_NAME, ''));
}

/** An output has no URN, and what is said of it stands on the stack: the message names it. */
function named(address: string, message: string): string {
  const [, output] = /^output\.(.*)$/s.exec(address) ?? [];
  return readable(output === undefined ? message : `output \`${output}\`: ${message}`);
}

/**
 * A violation: what is wrong, and below it what to do. `urn` is used where the finding itself has no resource; `usual` is
 * the severity of the rule, whose level its policy has.
 */
export function violation(finding: Finding, urn?: string, usual: Severity = finding.severity): Statement {
  const nameOf = (argument: string, value: unknown): string =>
    pulumiName(finding.resource.type, argument, Array.isArray(value));
  const also = finding.also.length === 0 ? '' : `  also: ${finding.also.join(', ')}`;
  const fix = `fix: ${fixOf(finding, nameOf)}${also}  more: ${moreOf(finding)}`;
  const at = finding.resource.address.startsWith('urn:pulumi:') ? finding.resource.address : urn;
  const isDefect = finding.rule === DEFECT;
  return {
    policy: finding.rule,
    ...withUrn(at),
    message: isDefect ? readable(finding.message) : `${named(finding.resource.address, finding.message)}\n${fix}`,
    severity: finding.severity,
    mandatory: finding.enforcement === 'mandatory' || finding.enforcement === 'remediate',
    ...(finding.enforcement === 'advisory' && finding.severity !== usual ? { advisory: true } : {}),
  };
}

/** One line for each resource with something that is not decided. */
export function unresolved(findings: readonly Finding[], mandatory: boolean): readonly Statement[] {
  const byAddress = new Map<string, Finding[]>();
  for (const finding of findings) {
    byAddress.set(finding.resource.address, [...(byAddress.get(finding.resource.address) ?? []), finding]);
  }
  return [...byAddress].map(([address, same]) => {
    const rules = [...new Set(same.map((finding) => finding.rule))].join(', ');
    return {
      policy: UNRESOLVED,
      ...withUrn(address),
      message: named(address, `${rules}: ${same[0]?.message ?? ''}`),
      mandatory,
    };
  });
}

/** One line for each finding that is accepted, and one for each exemption that something is wrong with. */
export function exemptions(accepted: readonly Finding[], faults: readonly Finding[]): readonly Statement[] {
  return [
    ...accepted.map(({ rule, resource: { address }, exemption }): Statement => {
      const message = named(address, `${rule} is ${exemptionText(exemption)}`);
      return { policy: EXEMPTIONS, ...withUrn(address), message, severity: 'low', mandatory: false };
    }),
    ...faults.map(({ rule, url, resource: { address }, message, remediation, severity, enforcement }): Statement => {
      const at = address.startsWith('urn:pulumi:') ? '' : `${address}: `;
      const text = `${readable(`${rule}: ${at}${message}`)}\nfix: ${readable(remediation)}  more: ${moreOf({ rule, url })}`;
      const mandatory = enforcement === 'mandatory';
      return { policy: EXEMPTIONS, ...withUrn(address), message: text, severity, mandatory };
    }),
  ];
}

/** One line for each resource that could not be read. */
export function notChecked(resources: readonly NotChecked[]): readonly Statement[] {
  return resources.map(({ address, reason }) => ({
    policy: NOT_CHECKED,
    ...withUrn(address),
    message: readable(address.startsWith('urn:pulumi:') ? reason : `${address}: ${reason}`),
    mandatory: false,
  }));
}

/**
 * A defect of ours. Nothing of the exception but its kind is shown: its message may hold a property's value.
 */
export function defect(step: string, error: unknown, urn?: string): Statement {
  const kind = error instanceof Error ? error.name : typeof error;
  const what = urn === undefined ? 'the stack' : 'this resource';
  return {
    policy: DEFECT,
    ...withUrn(urn),
    message: `iam-guardrails itself failed with ${kind} while ${step}, so nothing is known of ${what}. This is a defect of ours: ${ISSUES}`,
    severity: 'critical',
    mandatory: true,
  };
}

/**
 * Says it through the SDK. Since 1.21 `reportViolation` takes an object too, which its type does not tell yet; it is
 * what lets one policy say something under another name, on a level of its own, and without the description before it.
 * An SDK that does not know the object would put it into a text, and gets the message that way.
 */
export function say(report: ReportViolation, statement: Statement): void {
  const { policy, urn, message, severity, mandatory, advisory } = statement;
  const violationOf = {
    name: policy,
    message,
    ...(urn === undefined ? {} : { urn }),
    ...(severity === undefined ? {} : { severity }),
    ...(mandatory ? { enforcementLevel: 'mandatory' } : advisory === true ? { enforcementLevel: 'advisory' } : {}),
    toString: () => message,
  };
  report(violationOf as unknown as string, urn);
}
