import { today } from '@iam-guardrails/pack';
import {
  type Configuration,
  ConfigurationError,
  DEFECT,
  type EvaluateOptions,
  type Finding,
  type Report,
  type Rule,
  type Stack,
  controls,
  evaluate,
  parseConfiguration,
} from '@iam-guardrails/shared-rules';
import type { EngineResource } from './engine-resource';
import { type Raw, sameData } from './raw';
import { doubtful, makesCredentials, secretProperties, secretTexts } from './secrets';
import { inheriting, stackFrom, without } from './stack';
import { type Statement, defect, violation } from './statement';

/** What the rules found in one resource or one stack, asked for by one policy after the other. */
export interface Evaluation {
  /** Absent where reading the resources failed. */
  readonly stack?: Stack;
  readonly findings: readonly Finding[];
  /** What stands behind a graver finding of the same cause. */
  readonly folded: Report['folded'];
  readonly notChecked: Report['notChecked'];
  /** What of ours failed: one policy of a round says it. */
  readonly defects: readonly Statement[];
  /** What each rule found and did not say, unresolved or exempt, as far as its policy has run. */
  readonly silent: Map<string, readonly Finding[]>;
  /** Policies that asked already; one that asks again begins another round of the same data. */
  readonly asked: Set<string>;
  /** Fingerprints of what blocks and was said in this round: what stands behind it needs no words of its own. */
  readonly blocked: Set<string>;
}

/** What a pack remembers while its process lives. */
export interface Session {
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
  /** What one resource alone decides; remembers its properties for `ofStack`. */
  ofResource(resource: EngineResource): Evaluation;
  ofStack(resources: readonly EngineResource[]): Evaluation;
  /** Keeps what was said of a resource before it is created, so that `wasSaid` answers it once. */
  noteSaid(rule: string, urn: string, messages: readonly string[]): void;
  wasSaid(rule: string, urn: string, message: string): boolean;
  /** Keeps what of the properties is marked as a secret; they are shown with their marks before they are validated. */
  noteSecrets(urn: string, properties: Raw): void;
  /** Keeps a defect of a remediation, which cannot block, for the validation that follows. */
  noteDefect(urn: string, statement: Statement): void;
  /** Answers such defects, and forgets them. */
  defectsOf(urn: string): readonly Statement[];
}

interface Seen {
  readonly resource: EngineResource;
  /** The resource as it was evaluated. */
  readonly evaluated: EngineResource;
  readonly evaluation: Evaluation;
  /** Shown by the engine since the stack was last evaluated: of an earlier deployment it would be stale. */
  readonly fresh: boolean;
}

interface Last {
  readonly resources: readonly EngineResource[];
  readonly evaluation: Evaluation;
}

/** The rule as it is run on one resource: only what that resource alone decides. */
export function early(rule: Rule): Rule {
  return { ...rule, appliesTo: rule.decidedByOneResource };
}

/** True the first time in a round of policies: for what all of them find and one of them says. */
export function isFirst(evaluation: Evaluation, policy: string): boolean {
  if (evaluation.asked.has(policy)) {
    evaluation.asked.clear();
    evaluation.silent.clear();
    evaluation.blocked.clear();
  }
  evaluation.asked.add(policy);
  return evaluation.asked.size === 1;
}

/**
 * A session. Evaluations are kept as long as the data is the same, since the SDK hands the same data to each policy
 * anew: 60 policies must not mean 60 evaluations.
 */
export function createSession(rules: readonly Rule[], configuration: Configuration): Session {
  const earlyRules = rules.filter((rule) => rule.decidedByOneResource.length > 0).map(early);
  const seen = new Map<string, Seen>();
  const secrets = secretsSoFar();
  const inputsOf = (urn: string): Raw | undefined => {
    const entry = seen.get(urn);
    return entry?.fresh === true ? entry.resource.properties : undefined;
  };
  const makesCredentialsItself = (): boolean =>
    [...seen.values()].some(({ fresh, resource }) => fresh && makesCredentials(resource.type));
  let last: Last | undefined;
  return {
    rules,
    configuration,
    ofResource: (resource) => {
      last = undefined;
      const before = seen.get(resource.urn);
      const hidden = makesCredentialsItself() ? doubtful(resource, secrets.propertiesOf(resource.urn)) : [];
      const shown = inheriting(without(resource, hidden), (urn) => seen.get(urn)?.resource);
      const read = (): Stack => stackFrom([shown], { inputsOf: () => shown.properties, secrets: secrets.texts() });
      const evaluation =
        before !== undefined && sameData(before.evaluated, shown)
          ? before.evaluation
          : evaluated(read, { rules: earlyRules, configuration }, resource.urn);
      seen.set(resource.urn, { resource, evaluated: shown, evaluation, fresh: true });
      return evaluation;
    },
    ofStack: (resources) => {
      if (last !== undefined && sameData(last.resources, resources)) return last.evaluation;
      const read = (): Stack => stackFrom(resources, { inputsOf, secrets: secrets.texts() });
      const evaluation = evaluated(read, { rules, configuration });
      for (const [urn, entry] of seen) seen.set(urn, { ...entry, fresh: false });
      last = { resources, evaluation };
      return evaluation;
    },
    noteSecrets: secrets.note,
    ...saidSoFar(),
    ...defectsSoFar(),
  };
}

/** Evaluates what `read` reads; whatever fails becomes a defect, so that it is said once and not by every policy. */
function evaluated(
  read: () => Stack,
  options: Pick<EvaluateOptions, 'rules' | 'configuration'>,
  urn?: string,
): Evaluation {
  const memory = {
    silent: new Map<string, readonly Finding[]>(),
    asked: new Set<string>(),
    blocked: new Set<string>(),
  };
  try {
    const stack = read();
    const { findings, folded, notChecked } = evaluate([stack], { ...options, controls, today: today() });
    const defects = findings.filter((finding) => finding.rule === DEFECT).map((finding) => violation(finding, urn));
    return { stack, findings, folded, notChecked, defects, ...memory };
  } catch (error) {
    const step = urn === undefined ? 'reading the resources of the stack' : 'reading its properties';
    return { findings: [], folded: [], notChecked: [], defects: [defect(step, error, urn)], ...memory };
  }
}

function saidSoFar(): Pick<Session, 'noteSaid' | 'wasSaid'> {
  const said = new Map<string, Set<string>>();
  const keyOf = (rule: string, urn: string): string => `${rule}\u0000${urn}`;
  return {
    noteSaid: (rule, urn, messages) => {
      said.set(keyOf(rule, urn), new Set(messages));
    },
    wasSaid: (rule, urn, message) => said.get(keyOf(rule, urn))?.delete(message) === true,
  };
}

interface Secrets {
  readonly note: (urn: string, properties: Raw) => void;
  /** Names of the properties of a resource that hold a secret. */
  propertiesOf(urn: string): readonly string[];
  texts(): readonly string[];
}

function secretsSoFar(): Secrets {
  const properties = new Map<string, readonly string[]>();
  const texts = new Set<string>();
  return {
    note: (urn, raw) => {
      properties.set(urn, secretProperties(raw));
      for (const text of secretTexts(raw)) texts.add(text);
    },
    propertiesOf: (urn) => properties.get(urn) ?? [],
    texts: () => [...texts],
  };
}

function defectsSoFar(): Pick<Session, 'noteDefect' | 'defectsOf'> {
  const defects = new Map<string, readonly Statement[]>();
  return {
    noteDefect: (urn, statement) => {
      defects.set(urn, [...(defects.get(urn) ?? []), statement]);
    },
    defectsOf: (urn) => {
      const found = defects.get(urn) ?? [];
      defects.delete(urn);
      return found;
    },
  };
}

/** What CrossGuard's configuration makes of a rule's options. */
export type Configured =
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly configuration: Configuration }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** The configuration with a rule's options as `--policy-pack-config` sets them; levels are the engine's own matter. */
export function configuredBy(rule: Rule, configuration: Configuration, changes: object): Configured {
  const setting = configuration.rules.get(rule.id);
  const options = new Map(Object.entries(setting?.options ?? {}));
  if (Object.entries(changes).every(([name, value]) => sameData(options.get(name), value))) return { kind: 'same' };
  try {
    const source = { rules: { [rule.id]: { enforcement: setting?.enforcement, ...setting?.options, ...changes } } };
    const parsed = parseConfiguration(source, [rule]).rules.get(rule.id);
    if (parsed === undefined) return { kind: 'same' };
    const severity = setting?.severity;
    const changed = { ...parsed, ...(severity && { severity }) };
    return {
      kind: 'changed',
      configuration: { ...configuration, rules: new Map([...configuration.rules, [rule.id, changed]]) },
    };
  } catch (error) {
    if (error instanceof ConfigurationError) return { kind: 'wrong', problems: error.problems };
    throw error;
  }
}
