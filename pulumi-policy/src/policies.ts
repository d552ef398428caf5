import { today } from '@iam-guardrails/pack';
import {
  type Configuration,
  DEFECT,
  EXEMPTIONS_GUIDE,
  type Finding,
  type Rule,
  controls,
  evaluate,
  exemptionFaults,
  remediationOf,
  severities,
} from '@iam-guardrails/shared-rules';
import type {
  EnforcementLevel,
  Policies,
  PolicyProviderResource,
  PolicyResourceOptions,
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationArgs,
  StackValidationPolicy,
} from '@pulumi/policy';
import { configSchemaOf } from './config-schema';
import type { EngineResource } from './engine-resource';
import { namesAndExemptions } from './exemption-name';
import { frameworkOf, frameworksOf } from './framework';
import { type Raw, rawProperties, withMarks } from './raw';
import { mended } from './remediation';
import { type Configured, type Evaluation, type Session, configuredBy, createSession, early, isFirst } from './session';
import {
  EXEMPTIONS,
  NOT_CHECKED,
  SECRETS,
  type Statement,
  UNRESOLVED,
  defect,
  exemptions,
  notChecked,
  say,
  unresolved,
  violation,
} from './statement';

/** A policy with both halves under one name: the SDK runs whichever is there, its types know only one at a time. */
type TwoHalves = ResourceValidationPolicy & Partial<StackValidationPolicy>;

/**
 * The rules as CrossGuard policies: one for each rule that is not disabled, and five of the pack's own, for what is
 * not decided, what is exempt, what is not read, defects, and what is a secret. The policies share one memory, so they belong into one pack.
 */
export function policiesOf(rules: readonly Rule[], configuration: Configuration): Policies {
  const levelIn = ({ id }: Rule): EnforcementLevel => configuration.rules.get(id)?.enforcement ?? 'disabled';
  const runs = rules.filter((rule) => levelIn(rule) !== 'disabled');
  const enabled = runs.sort((a, b) => weightOf(b, levelIn(b)) - weightOf(a, levelIn(a)));
  const session = createSession(enabled, configuration);
  return [
    defectPolicy(session),
    ...enabled.map((rule) => rulePolicy(rule, session)),
    unresolvedPolicy(session),
    exemptionsPolicy(session),
    notCheckedPolicy(session),
    secretsPolicy(session),
  ];
}

/** What blocks speaks first, the gravest before the others: what stands behind it is then silent. */
function weightOf({ severity }: Rule, level: EnforcementLevel): number {
  return severities.indexOf(severity) + (level === 'advisory' ? 0 : severities.length);
}

function rulePolicy(rule: Rule, session: Session): TwoHalves {
  const setting = session.configuration.rules.get(rule.id);
  const configSchema = configSchemaOf(rule, setting?.options ?? {});
  const framework = frameworkOf(rule, session.configuration);
  return {
    name: rule.id,
    displayName: rule.title,
    description: rule.rationale,
    severity: setting?.severity ?? rule.severity,
    enforcementLevel: levelOf(rule, setting?.enforcement),
    ...(framework === undefined ? {} : { framework }),
    tags: [...rule.recommendations, ...frameworksOf(rule)],
    remediationSteps: remediationOf(rule),
    ...(rule.url === undefined ? {} : { url: rule.url }),
    ...(configSchema === undefined ? {} : { configSchema }),
    ...(rule.decidedByOneResource.length === 0 ? {} : { validateResource: resourceHalf(rule, session) }),
    ...(canMend(rule) ? { remediateResource: remediation(rule, session) } : {}),
    validateStack: stackHalf(rule, session),
  };
}

/** A rule mends what one resource decides. */
function canMend(rule: Rule): boolean {
  return rule.canFix === true && rule.decidedByOneResource.length > 0;
}

/** Of a rule that cannot mend a resource `remediate` is mandatory, which is also what CrossGuard makes of it. */
function levelOf(rule: Rule, level: EnforcementLevel | undefined): EnforcementLevel {
  return level === 'remediate' && !canMend(rule) ? 'mandatory' : (level ?? 'advisory');
}

/**
 * Mends a resource before it is validated; the SDK runs it on the level `remediate` only. What is left is the
 * validation's matter, a defect too: nothing that a remediation throws or says blocks by itself.
 */
function remediation(rule: Rule, session: Session): ResourceRemediation {
  return async (args) => {
    try {
      const properties = rawProperties(args.props);
      const evaluation = session.ofResource(engineResource(args, await withMarks(properties)));
      const configured = configuredBy(rule, session.configuration, args.getConfig());
      const findings = chosen(rule, evaluation, configured, true).filter(
        ({ status, resource }) => status === 'violation' && resource.address === args.urn,
      );
      return mended(properties, args.type, findings);
    } catch (error) {
      session.noteDefect(args.urn, defect(`mending it for \`${rule.id}\``, error, args.urn));
      return undefined;
    }
  };
}

/** Before a resource is created or changed: what it alone decides. Open questions are the stack half's matter. */
function resourceHalf(rule: Rule, session: Session): ResourceValidation {
  return (args, report) =>
    guarded(`checking \`${rule.id}\``, args.urn, report, async () => {
      const evaluation = await evaluationOf(session, args);
      const configured = configuredBy(rule, session.configuration, args.getConfig());
      const first = isFirst(evaluation, rule.id);
      const said = violationsOf(rule, evaluation, configured, true).map((finding) =>
        violation(finding, args.urn, rule.severity),
      );
      session.noteSaid(
        rule.id,
        args.urn,
        said.map((statement) => statement.message),
      );
      const shared = first ? evaluation.defects : [];
      const before = session.defectsOf(args.urn);
      return [...before, ...shared, ...wrongConfiguration(rule, configured, args.urn), ...said];
    });
}

/** When all resources are there: everything, without what was said of a resource before. */
function stackHalf(rule: Rule, session: Session): StackValidation {
  return (args, report) =>
    guarded(`checking \`${rule.id}\``, undefined, report, async () => {
      const evaluation = session.ofStack(await resourcesOf(args));
      const configured = configuredBy(rule, session.configuration, args.getConfig());
      const shared = isFirst(evaluation, rule.id) ? evaluation.defects : [];
      const findings = chosen(rule, evaluation, configured, false);
      evaluation.silent.set(
        rule.id,
        findings.filter((finding) => finding.status !== 'violation'),
      );
      const said = violationsOf(rule, evaluation, configured, false)
        .map((finding) => violation(finding, undefined, rule.severity))
        .filter(({ urn, message }) => urn === undefined || !session.wasSaid(rule.id, urn, message));
      return [...shared, ...wrongConfiguration(rule, configured), ...said];
    });
}

/** The rule's findings: of the shared evaluation, or of one of its own where CrossGuard's configuration changed it. */
function chosen(rule: Rule, evaluation: Evaluation, configured: Configured, alone: boolean): readonly Finding[] {
  const { findings, stack } = evaluation;
  if (configured.kind !== 'changed' || stack === undefined)
    return findings.filter((finding) => finding.rule === rule.id);
  const { configuration } = configured;
  const changed = evaluate([stack], {
    rules: [alone ? early(rule) : rule],
    configuration,
    controls,
    today: today(),
  }).findings;
  return changed.filter((finding) => finding.rule === rule.id || finding.rule === DEFECT);
}

/**
 * The rule's violations, with those that stand behind another one unless that one was said in this round and blocks: CrossGuard's
 * configuration may disable the other policy, change its options, or raise the level of this one, and tells only the SDK.
 */
function violationsOf(rule: Rule, evaluation: Evaluation, configured: Configured, alone: boolean): readonly Finding[] {
  const own = chosen(rule, evaluation, configured, alone).filter(({ status }) => status === 'violation');
  for (const { fingerprint, enforcement } of own) if (enforcement !== 'advisory') evaluation.blocked.add(fingerprint);
  if (configured.kind === 'changed') return own;
  const behind = evaluation.folded.filter(
    (each) => each.rule === rule.id && each.status === 'violation' && !evaluation.blocked.has(each.into.fingerprint),
  );
  return [...own, ...behind];
}

function wrongConfiguration(rule: Rule, configured: Configured, urn?: string): readonly Statement[] {
  if (configured.kind !== 'wrong') return [];
  const message = `the configuration of this policy cannot be used: ${configured.problems.join('; ')}`;
  return [{ policy: rule.id, ...(urn === undefined ? {} : { urn }), message, severity: 'critical', mandatory: true }];
}

/** Blocks whatever of iam-guardrails fails, and reads every resource even where no rule decides it alone. */
function defectPolicy(session: Session): TwoHalves {
  return {
    name: DEFECT,
    displayName: 'iam-guardrails works',
    description: 'A defect of iam-guardrails itself blocks the deployment: what was not checked does not pass.',
    severity: 'critical',
    enforcementLevel: 'mandatory',
    validateResource: (args, report) =>
      guarded('reading its properties', args.urn, report, async () => {
        const evaluation = await evaluationOf(session, args);
        return [...session.defectsOf(args.urn), ...(isFirst(evaluation, DEFECT) ? evaluation.defects : [])];
      }),
    validateStack: (args, report) =>
      guarded('reading the resources of the stack', undefined, report, async () => {
        const evaluation = session.ofStack(await resourcesOf(args));
        return isFirst(evaluation, DEFECT) ? evaluation.defects : [];
      }),
  };
}

/** Runs after the rules: what they left open, or, where they are not in the pack, what the evaluation left open. */
function unresolvedPolicy(session: Session): StackValidationPolicy {
  const isMandatory = session.configuration.unresolved === 'mandatory';
  return {
    name: UNRESOLVED,
    displayName: 'Every rule is decided',
    description: 'What depends on values that are known only after a deployment is listed here, one line a resource.',
    severity: 'low',
    enforcementLevel: session.configuration.unresolved,
    validateStack: (args, report) =>
      guarded('listing what is not decided', undefined, report, async () => {
        const evaluation = session.ofStack(await resourcesOf(args));
        const open = silentIn(evaluation).filter((finding) => finding.status === 'unresolved');
        return unresolved(open, isMandatory);
      }),
  };
}

/** What the rules did not say themselves; where they are not in the pack, what the evaluation holds of it. */
function silentIn({ silent, findings }: Evaluation): readonly Finding[] {
  return silent.size > 0 ? [...silent.values()].flat() : findings;
}

/** Runs after the rules too: nothing is accepted without being seen, and an exemption that is wrong is said. */
function exemptionsPolicy(session: Session): StackValidationPolicy {
  return {
    name: EXEMPTIONS,
    displayName: 'Every exemption is seen',
    description:
      'What is accepted is listed here, with reason, owner and expiry, and so is what is wrong with an exemption.',
    severity: 'low',
    enforcementLevel: 'advisory',
    url: EXEMPTIONS_GUIDE,
    validateStack: (args, report) =>
      guarded('listing what is exempt', undefined, report, async () => {
        const evaluation = session.ofStack(await resourcesOf(args));
        const accepted = silentIn(evaluation).filter((finding) => finding.status === 'exempt');
        const faults = evaluation.findings.filter(({ rule }) => (exemptionFaults as readonly string[]).includes(rule));
        return exemptions(accepted, faults);
      }),
  };
}

function notCheckedPolicy(session: Session): StackValidationPolicy {
  return {
    name: NOT_CHECKED,
    displayName: 'Every resource is read',
    description: 'What may hold permissions and cannot be read is listed here, one line a resource.',
    severity: 'low',
    enforcementLevel: 'advisory',
    validateStack: (args, report) =>
      guarded('listing what is not read', undefined, report, async () =>
        notChecked(session.ofStack(await resourcesOf(args)).notChecked),
      ),
  };
}

/**
 * Sees every resource with the marks of its secrets, which only a remediation is shown. It answers no properties, so that
 * the engine changes nothing.
 */
function secretsPolicy(session: Session): ResourceValidationPolicy {
  return {
    name: SECRETS,
    displayName: 'Secrets stay secret',
    description: 'Notes what the program marks as a secret, so that no finding shows it. Changes and blocks nothing.',
    severity: 'low',
    enforcementLevel: 'remediate',
    remediateResource: async (args) => {
      try {
        session.noteSecrets(args.urn, await withMarks(rawProperties(args.props)));
      } catch (error) {
        session.noteDefect(args.urn, defect('reading its secrets', error, args.urn));
      }
    },
  };
}

function engineResource(args: ResourceValidationArgs, properties: Raw): EngineResource {
  const { urn, type, opts, provider } = args;
  return { urn, type, properties, dependencies: {}, ...made(opts, provider) };
}

function made(
  { additionalSecretOutputs, parent = '' }: PolicyResourceOptions,
  provider: PolicyProviderResource | undefined,
): Pick<EngineResource, 'secretOutputs' | 'exemptions' | 'parent' | 'provider'> {
  const { names, exemptions } = namesAndExemptions(additionalSecretOutputs);
  return {
    secretOutputs: names,
    exemptions,
    ...(parent === '' ? {} : { parent }),
    ...(provider === undefined ? {} : { provider: provider.urn }),
  };
}

async function evaluationOf(session: Session, args: ResourceValidationArgs): Promise<Evaluation> {
  return session.ofResource(engineResource(args, await withMarks(rawProperties(args.props))));
}

async function resourcesOf(args: StackValidationArgs): Promise<readonly EngineResource[]> {
  return Promise.all(
    args.resources.map(async (resource) => ({
      urn: resource.urn,
      type: resource.type,
      properties: await withMarks(rawProperties(resource.props)),
      ...made(resource.opts, resource.provider),
      dependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([name, origins]) => [
          name,
          origins.map((origin) => origin.urn),
        ]),
      ),
    })),
  );
}

/**
 * Says what the check answers; what it throws blocks. Nothing leaves as an exception: the SDK would turn its own
 * `UnknownValueError` into an advisory note and drop the check, and print the stack trace of any other.
 */
async function guarded(
  step: string,
  urn: string | undefined,
  report: ReportViolation,
  check: () => Promise<readonly Statement[]>,
): Promise<void> {
  let statements: readonly Statement[];
  try {
    statements = await check();
  } catch (error) {
    statements = [defect(step, error, urn)];
  }
  for (const statement of statements) say(report, statement);
}
