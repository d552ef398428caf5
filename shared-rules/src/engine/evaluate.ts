import { createHash } from 'node:crypto';
import { iamModel, type ModelOptions } from '../schemas/aws';
import { cloudOf, type Cloud } from '../model/cloud';
import type { Entity, IamModel } from '../model/iam-model';
import type { Resource, Stack } from '../model/resource';
import type { Unknown } from '../model/value';
import type { Rule, RuleContext, Violation } from '../rule/define-rule';
import { EXEMPTIONS_GUIDE, ISSUES, OWN_RULES_GUIDE, ruleUrl } from '../rule/pages';
import { unresolvedFault, violationFault } from '../rule/report-fault';
import type { EnforcementLevel, Finding, FoldedFinding, Report, Severity } from '../rule/finding';
import type { Configuration, RuleSetting } from './configuration-model';
import { exempting, heirsOf, type ExemptionFault } from './exempt';
import { fold, type CausedFinding } from './fold';
import { redactedWitness, redactor, suggestionWithoutSecrets, type Redact } from './redact';
import { reportOf } from './report-of';

/** Runs a part of the work: `the model`, or a rule by its id. Whoever has a clock can measure it; nothing here has one. */
export type Around = <T>(part: string, work: () => T) => T;

/** What `evaluate` needs besides the stacks. */
export interface EvaluateOptions {
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
  /** The day on which it is asked, `YYYY-MM-DD`: what exemptions expire by. */
  readonly today: string;
  /** Names of the controls of outside frameworks that each rule serves, by rule id. */
  readonly controls?: ReadonlyMap<string, readonly string[]>;
  /** The stacks as they were before the change, told apart by name. */
  readonly before?: readonly Stack[];
  readonly around?: Around;
  /** Set for a report that a baseline is made of or held against: who can become whom a finding speaks of stands behind it. */
  readonly withHeirs?: boolean;
}

type Draft = Pick<Finding, 'status' | 'message' | 'property' | 'witness' | 'suggestion'> & {
  readonly at: Resource;
  readonly mark: string;
  readonly causes: readonly string[];
  readonly severity?: Severity;
  readonly heirs?: () => readonly Draft[];
};

/** What the checks of one stack share. */
interface Run extends Pick<EvaluateOptions, 'configuration' | 'controls'> {
  readonly model: IamModel;
  readonly stack: Stack;
}

/** A finding as it is shown: what is secret is known for certain only when every rule has looked at the values. */
type Pending = (redact: Redact) => CausedFinding;

/** Id under which a defect of this project is reported; always mandatory. */
export const DEFECT = 'iam-guardrails-defect';

/**
 * Runs the rules over stacks; each stack is one model. A defect of a rule does not throw: it becomes a mandatory finding
 * that names the rule, so that a crash never lets a deployment pass.
 */
export function evaluate(stacks: readonly Stack[], options: EvaluateOptions): Report {
  const { rules, configuration, controls, today } = options;
  const around: Around = options.around ?? ((_, work) => work());
  const findings: Finding[] = [];
  const folded: FoldedFinding[] = [];
  const notChecked: Report['notChecked'][number][] = [];
  const exemptions = exempting(configuration, { stacks, ids: rules.map(({ id }) => id), today });
  for (const stack of stacks) {
    const model = around('the model', () => modelOf(stack, findings, options));
    const run = model && { model, stack, configuration, ...(controls && { controls }) };
    const pending = run === undefined ? [] : rules.map((rule) => around(rule.id, () => runRule(rule, run)));
    const redact = redactor(stack.secrets);
    const found = pending.flatMap((ofRule) => distinct(ofRule.map((show) => show(redact))));
    const marked = exemptions.apply(found, stack, model?.entities);
    const once = fold(marked, exemptions.mayAccept);
    findings.push(...once.findings);
    folded.push(...once.folded, ...(options.withHeirs === true ? heirsBehind(once.findings, marked) : []));
    for (const { address, reason } of [...stack.notChecked, ...(model?.notChecked ?? [])])
      notChecked.push({ address, reason: redact(reason) });
  }
  for (const fault of exemptions.faults()) findings.push(faultFinding(fault, configuration));
  return { ...reportOf(stacks, findings, notChecked), folded };
}

/** Who can become whom a violation speaks of, where nothing says so itself. */
function heirsBehind(shown: readonly Finding[], marked: readonly CausedFinding[]): readonly FoldedFinding[] {
  const prints = new Set(shown.map(({ fingerprint }) => fingerprint));
  const heads = marked.filter(({ finding }) => prints.has(finding.fingerprint));
  return heirsOf(heads, 'violation')
    .filter(({ heir }) => !prints.has(heir.finding.fingerprint))
    .map(({ head: { rule, fingerprint }, heir }) => ({ ...heir.finding, into: { rule, fingerprint } }));
}

function modelOf(stack: Stack, findings: Finding[], options: EvaluateOptions): IamModel | undefined {
  const { configuration } = options;
  const earlier = modelBefore(stack, findings, options);
  return guarded(stack, findings, 'the model of the stack', () =>
    iamModel(stack, { ...modelOptions(configuration), ...(earlier && { before: earlier }) }),
  );
}

function modelOptions({ managedPolicies, role, trust, organization }: Configuration): ModelOptions {
  return {
    managedPolicies,
    isBaseline: role === 'account-baseline',
    ...(trust && { zone: trust }),
    ...(organization && { limits: organization }),
  };
}

/** The model of the stack of the same name before the change, where it is given. */
function modelBefore(
  stack: Stack,
  findings: Finding[],
  { before, configuration }: EvaluateOptions,
): IamModel | undefined {
  const same = before?.find(({ name }) => name === stack.name);
  if (same === undefined) return undefined;
  return guarded(stack, findings, 'the model of the stack before the change', () =>
    iamModel(same, modelOptions(configuration)),
  );
}

function guarded<T>(stack: Stack, findings: Finding[], step: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    findings.push(defect(step, error, { address: stack.name, type: 'stack', stack: stack.name }));
    return undefined;
  }
}

function runRule(rule: Rule, run: Run): readonly Pending[] {
  const { model, stack } = run;
  const setting = run.configuration.rules.get(rule.id);
  if (setting === undefined || setting.enforcement === 'disabled') return [];
  const kinds = new Set<string>(rule.appliesTo);
  const pending: Pending[] = [];
  for (const entity of model.entities) {
    if (!kinds.has(entity.kind) || !speaksOf(rule, entity)) continue;
    try {
      pending.push(...checkEntity(rule, entity, setting, run));
    } catch (error) {
      const { address, type } = entity.resource;
      const failed = defectOf(rule, error, { address, type, stack: stack.name });
      pending.push(() => ({ finding: failed, causes: [] }));
    }
  }
  return pending;
}

/** Whether an entity is of a cloud that the rule understands. */
function speaksOf({ clouds }: Rule, entity: Entity): boolean {
  if (clouds === undefined) return true;
  const own = cloudsOf(entity);
  return clouds.some((cloud) => own.has(cloud));
}

function cloudsOf(entity: Entity): ReadonlySet<Cloud> {
  if (entity.kind === 'account') return entity.clouds;
  return new Set([entity.kind === 'written-credential' ? entity.cloud : cloudOf(entity.resource.type)]);
}

/** What to do in the cloud of the resource at fault, or in the only one of what was looked at. */
function remedyOf({ remediation, remediations = {} }: Rule, at: Resource, entity: Entity): string {
  const [first, ...others] = [...cloudsOf(entity)];
  const cloud = others.length === 0 ? (first ?? 'aws') : cloudOf(at.type);
  return remediations[cloud] ?? remediation;
}

function checkEntity(rule: Rule, entity: Entity, setting: RuleSetting, run: Run): readonly Pending[] {
  const drafts: ((redact: Redact) => Draft)[] = [];
  const unresolved = (reason: Unknown, at: Resource, property?: string): void => {
    assertFine(unresolvedFault(reason, at));
    drafts.push((redact) => unresolvedDraft(reason, at, property, redact));
  };
  const context: RuleContext<object, Readonly<Record<string, string>>> = {
    options: setting.options,
    model: run.model,
    unresolved,
    report: (violation) => {
      assertFine(violationFault(rule, violation));
      drafts.push((redact) => draftOf(rule, violation, redact));
    },
  };
  const result: unknown = rule.check(entity, context);
  // What it reports later would be lost, and the deployment would pass.
  assertFine(result instanceof Promise ? '`check` is asynchronous' : undefined);
  return drafts.map((draft) => (redact) => caused({ rule, entity }, draft(redact), setting, run));
}

/** What JavaScript gave wrongly is a defect of the rule. */
function assertFine(fault: string | undefined): void {
  if (fault !== undefined) throw new TypeError(fault);
}

type AnyViolation = Violation<Readonly<Record<string, string>>>;

/** Of a resource that is perhaps not there nobody knows. */
function draftOf(rule: Rule, violation: AnyViolation, redact: Redact): Draft {
  const { at, property, evenIfAbsent, heirs } = violation;
  if (at.uncertain !== undefined && evenIfAbsent !== true) return unresolvedDraft(at.uncertain, at, property, redact);
  const draft = violationDraft(rule, violation, redact);
  return heirs === undefined ? draft : { ...draft, heirs: () => heirs().map((each) => draftOf(rule, each, redact)) };
}

function unresolvedDraft(reason: Unknown, at: Resource, property: string | undefined, redact: Redact): Draft {
  return {
    status: 'unresolved',
    message: `not decided: ${cut(redact(reason.reason))}`,
    at,
    property: property ?? null,
    witness: null,
    suggestion: null,
    causes: [],
    mark: '',
  };
}

/** What a message, a witness or a suggestion shows of the stack's data is shown without its secrets. */
function violationDraft(rule: Rule, violation: AnyViolation, redact: Redact): Draft {
  const template = rule.messages[violation.message] ?? '';
  const data: Readonly<Record<string, string | number>> = violation.data;
  return {
    status: 'violation',
    message: template.replace(/\{(\w+)\}/g, (_, name: string) => shown(data[name] ?? '', redact)),
    at: violation.at,
    property: violation.property ?? null,
    witness: violation.witness === undefined ? null : redactedWitness(violation.witness, redact),
    suggestion: suggestionWithoutSecrets(violation.fix, violation.narrower, redact),
    causes: violation.causes ?? [],
    ...(violation.severity === undefined ? {} : { severity: violation.severity }),
    mark: `${violation.message}\n${violation.fingerprint ?? ''}`,
  };
}

/** What is longer is no name of anything, and nobody reads it. */
const LONGEST = 2000;

/** Numbers count and measure; only texts hold secrets. */
function shown(value: string | number, redact: Redact): string {
  return typeof value === 'number' ? String(value) : cut(redact(value));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A rule, and what it was asked about. */
interface Check {
  readonly rule: Rule;
  readonly entity: Entity;
}

function caused(check: Check, { causes, heirs, ...draft }: Draft, setting: RuleSetting, run: Run): CausedFinding {
  const of = (each: Draft): CausedFinding => caused(check, each, setting, run);
  return { finding: findingOf(check, draft, setting, run), causes, ...(heirs && { heirs: () => heirs().map(of) }) };
}

type Uncaused = Omit<Draft, 'causes' | 'heirs'>;

function findingOf(check: Check, draft: Uncaused, setting: RuleSetting, { configuration, controls }: Run): Finding {
  const { rule, entity } = check;
  const { at, mark, ...rest } = draft;
  return {
    rule: rule.id,
    severity: setting.severity ?? rule.severity,
    enforcement: draft.status === 'unresolved' ? configuration.unresolved : levelOf(draft, setting),
    ...rest,
    resource: { address: at.address, type: at.type, stack: at.stack },
    location: at.location ?? null,
    recommendations: rule.recommendations,
    controls: controls?.get(rule.id) ?? [],
    remediation: remedyOf(rule, at, entity),
    url: rule.url ?? '',
    fingerprint: hash([rule.id, at.stack, at.address, draft.status, mark]),
    exemption: null,
    also: [],
  };
}

/** A violation that is not as bad as its rule has a level of its own, unless somebody chose one for the rule. */
function levelOf({ severity }: Uncaused, { enforcement, levels }: RuleSetting): EnforcementLevel {
  return severity === undefined || levels === undefined ? enforcement : levels[severity];
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16);
}

/** What is wrong with an exemption, on the resource that declares it or on the file. */
function faultFinding(fault: ExemptionFault, { exemptionPolicy }: Configuration): Finding {
  const { id, severity, message, remedy, exemption, at } = fault;
  const [, file = exemption.origin, place = null] = /^(.*), (exemptions\.\d+)$/s.exec(exemption.origin) ?? [];
  const resource = at ?? { address: file, type: 'configuration', stack: '' };
  return {
    ...silent,
    rule: id,
    severity,
    enforcement: exemptionPolicy.enforcement,
    message,
    resource: { address: resource.address, type: resource.type, stack: resource.stack },
    property: at === undefined ? place : null,
    location: at?.location ?? null,
    remediation: remedy,
    url: EXEMPTIONS_GUIDE,
    fingerprint: hash([id, ...(at === undefined ? [] : [at.stack, at.address]), wordsOf(exemption)]),
  };
}

/** What an exemption is for: not its place in a list, nor anything that another day or working folder changes. */
function wordsOf({ rule, resource, stack, action, statement, fingerprint }: ExemptionFault['exemption']): string {
  return JSON.stringify({ rule, resource, stack, action, statement, fingerprint });
}

/** What a finding has that no rule made. */
const silent = {
  status: 'violation',
  witness: null,
  suggestion: null,
  recommendations: [],
  controls: [],
  exemption: null,
  also: [],
} as const;

/** The message of an exception may hold anything, so only its kind is shown. */
function defect(step: string, error: unknown, resource: Finding['resource']): Finding {
  const kind = error instanceof Error ? error.name : typeof error;
  return {
    ...silent,
    rule: DEFECT,
    severity: 'critical',
    enforcement: 'mandatory',
    message: `iam-guardrails itself failed with ${kind} in ${step}, so nothing is known of this resource. This is a defect of ours: ${ISSUES}`,
    resource,
    property: null,
    location: null,
    remediation: 'Report the defect. Until it is mended, disable the rule that failed.',
    url: ISSUES,
    fingerprint: hash([DEFECT, step, resource.stack, resource.address]),
  };
}

/** A rule of somebody else is theirs to mend. */
function defectOf(rule: Rule, error: unknown, resource: Finding['resource']): Finding {
  const ours = defect(`the rule \`${rule.id}\``, error, resource);
  if (rule.url === ruleUrl(rule.id)) return ours;
  const kind = error instanceof Error ? error.name : typeof error;
  return {
    ...ours,
    message: `the rule \`${rule.id}\` failed with ${kind}, so nothing is known of this resource. It is not of the catalogue of iam-guardrails: whoever wrote it has to mend it`,
    remediation: 'Make the resource an example of the rule, and mend the rule. Until then, disable it.',
    url: rule.url ?? OWN_RULES_GUIDE,
  };
}

function distinct(findings: readonly CausedFinding[]): readonly CausedFinding[] {
  const seen = new Map<string, CausedFinding>();
  for (const item of findings) {
    const { resource, status, property, message, fingerprint } = item.finding;
    seen.set([resource.address, status, property, message, fingerprint].join('\u0000'), item);
  }
  return [...seen.values()];
}
