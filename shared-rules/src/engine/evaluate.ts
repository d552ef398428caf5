import { createHash } from 'node:crypto';
import { iamModel } from '../schemas/aws';
import type { Entity, IamModel } from '../model/iam-model';
import type { Resource, Stack } from '../model/resource';
import type { Unknown } from '../model/value';
import type { Rule, RuleContext, Violation } from '../rule/define-rule';
import { severities, type EnforcementLevel, type Finding, type Report, type Severity } from '../rule/finding';
import { version } from '../version';
import { defaultEnforcement, type Configuration, type RuleSetting } from './configuration';

/** What `evaluate` needs besides the stacks. */
export interface EvaluateOptions {
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
}

type Draft = Pick<Finding, 'status' | 'message' | 'property' | 'witness'> & {
  readonly at: Resource;
  readonly mark: string;
  readonly severity?: Severity;
};

/** Id under which a defect of this project is reported; always mandatory. */
export const DEFECT = 'iam-guardrails-defect';

const ISSUES = 'https://github.com/iam-guardrails/iam-guardrails/issues';

/**
 * Runs the rules over stacks; each stack is one model. A defect of a rule does not throw: it becomes a mandatory finding
 * that names the rule, so that a crash never lets a deployment pass.
 */
export function evaluate(stacks: readonly Stack[], { rules, configuration }: EvaluateOptions): Report {
  const findings: Finding[] = [];
  const notChecked: Report['notChecked'][number][] = [];
  for (const stack of stacks) {
    const model = guarded(stack, findings, 'the model of the stack', () =>
      iamModel(stack, configuration.managedPolicies),
    );
    notChecked.push(...stack.notChecked, ...(model?.notChecked ?? []));
    if (model !== undefined) for (const rule of rules) findings.push(...runRule(rule, model, stack, configuration));
  }
  return reportOf(stacks, findings, notChecked);
}

function guarded<T>(stack: Stack, findings: Finding[], step: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    findings.push(defect(step, error, { address: stack.name, type: 'stack', stack: stack.name }));
    return undefined;
  }
}

function runRule(rule: Rule, model: IamModel, stack: Stack, configuration: Configuration): readonly Finding[] {
  const setting = configuration.rules.get(rule.id);
  if (setting === undefined || setting.enforcement === 'disabled') return [];
  const kinds = new Set<string>(rule.appliesTo);
  const findings: Finding[] = [];
  for (const entity of model.entities) {
    if (!kinds.has(entity.kind)) continue;
    try {
      findings.push(...checkEntity(rule, entity, model, setting, configuration));
    } catch (error) {
      const { address, type } = entity.resource;
      findings.push(defect(`the rule \`${rule.id}\``, error, { address, type, stack: stack.name }));
    }
  }
  return distinct(findings);
}

function checkEntity(
  rule: Rule,
  entity: Entity,
  model: IamModel,
  setting: RuleSetting,
  configuration: Configuration,
): readonly Finding[] {
  const drafts: Draft[] = [];
  const unresolved = (reason: Unknown, at: Resource, property?: string): void => {
    drafts.push({
      status: 'unresolved',
      message: `not decided: ${reason.reason}`,
      at,
      property: property ?? null,
      witness: null,
      mark: '',
    });
  };
  const context: RuleContext<object, Readonly<Record<string, string>>> = {
    options: setting.options,
    model,
    unresolved,
    report: (violation) => {
      if (violation.at.uncertain !== undefined)
        return unresolved(violation.at.uncertain, violation.at, violation.property);
      drafts.push(violationDraft(rule, violation));
    },
  };
  rule.check(entity, context);
  return drafts.map((draft) => finding(rule, draft, setting, configuration));
}

function violationDraft(rule: Rule, violation: Violation<Readonly<Record<string, string>>>): Draft {
  const template = rule.messages[violation.message] ?? '';
  const data: Readonly<Record<string, string | number>> = violation.data;
  return {
    status: 'violation',
    message: template.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name] ?? '')),
    at: violation.at,
    property: violation.property ?? null,
    witness: violation.witness ?? null,
    ...(violation.severity === undefined ? {} : { severity: violation.severity }),
    mark: `${violation.message}\n${violation.fingerprint ?? ''}`,
  };
}

function finding(rule: Rule, draft: Draft, setting: RuleSetting, configuration: Configuration): Finding {
  const { at, mark, ...rest } = draft;
  return {
    rule: rule.id,
    severity: rule.severity,
    enforcement: draft.status === 'unresolved' ? configuration.unresolved : levelOf(draft, setting),
    ...rest,
    resource: { address: at.address, type: at.type, stack: at.stack },
    location: at.location ?? null,
    suggestion: null,
    recommendations: rule.recommendations,
    controls: [],
    remediation: rule.remediation,
    url: ruleUrl(rule.id),
    fingerprint: hash([rule.id, at.stack, at.address, draft.status, mark]),
    exemption: null,
  };
}

/** A violation that is not as bad as its rule has a level of its own, unless somebody chose one for the rule. */
function levelOf({ severity }: Draft, { enforcement, preset }: RuleSetting): EnforcementLevel {
  return severity === undefined || preset === undefined ? enforcement : defaultEnforcement(severity, preset);
}

/** Page of a rule. */
export function ruleUrl(id: string): string {
  return `https://github.com/iam-guardrails/iam-guardrails/blob/main/docs/rules/${id}.md`;
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16);
}

/** The message of an exception may hold anything, so only its kind is shown. */
function defect(step: string, error: unknown, resource: Finding['resource']): Finding {
  const kind = error instanceof Error ? error.name : typeof error;
  return {
    rule: DEFECT,
    severity: 'critical',
    enforcement: 'mandatory',
    status: 'violation',
    message: `iam-guardrails itself failed with ${kind} in ${step}, so nothing is known of this resource. This is a defect of ours: ${ISSUES}`,
    resource,
    property: null,
    location: null,
    witness: null,
    suggestion: null,
    recommendations: [],
    controls: [],
    remediation: 'Report the defect. Until it is mended, disable the rule that failed.',
    url: ISSUES,
    fingerprint: hash([DEFECT, step, resource.stack, resource.address]),
    exemption: null,
  };
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding>();
  for (const item of findings)
    seen.set([item.resource.address, item.status, item.property, item.message].join('\u0000'), item);
  return [...seen.values()];
}

function reportOf(stacks: readonly Stack[], findings: readonly Finding[], notChecked: Report['notChecked']): Report {
  const sorted = [...findings].sort(byPlace);
  const violations = Object.fromEntries(
    severities.map((severity) => [
      severity,
      sorted.filter((item) => item.status === 'violation' && item.severity === severity).length,
    ]),
  ) as Record<Severity, number>;
  return {
    schemaVersion: 1,
    tool: { name: 'iam-guardrails', version },
    summary: {
      resources: stacks.reduce(
        (sum, stack) => sum + stack.resources.filter((resource) => resource.mode === 'managed').length,
        0,
      ),
      violations,
      unresolved: sorted.filter((item) => item.status === 'unresolved').length,
      exempt: sorted.filter((item) => item.status === 'exempt').length,
      notChecked: notChecked.length,
    },
    findings: sorted,
    notChecked: [...notChecked].sort((a, b) => compare(a.address, b.address) || compare(a.reason, b.reason)),
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
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
