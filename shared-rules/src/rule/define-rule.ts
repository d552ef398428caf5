import * as v from 'valibot';
import { CLOUDS, type Cloud } from '../model/cloud';
import type { Entity, EntityKind, IamModel } from '../model/iam-model';
import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';
import type { NarrowerStatements, Severity, Witness } from './finding';
import { nameOf, ruleProblem } from './rule-problem';

/**
 * A stack in the Terraform shape: what each resource is declared with, by address; `output.key`, `provider.aws`, `var.name`
 * and `local.name` (with the argument `value`) stand for those blocks. Texts may hold Terraform expressions
 * (`${aws_iam_user.alice.name}`), `count` and `for_each` mean what they mean in Terraform.
 */
export interface Example {
  /** A sentence that says what the stack does. */
  readonly title: string;
  readonly resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Options of the rule for this example. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What else is configured for this example, such as `trust`. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Set where Pulumi has no counterpart of what the example shows. */
  readonly onlyIn?: 'terraform';
}

/** An example that the rule speaks about: the addresses that its findings stand on, each once, in order. */
export interface SpeakingExample extends Example {
  readonly at: readonly string[];
}

type Placeholders<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What a rule says of one violation. */
export type Violation<Messages extends Readonly<Record<string, string>>> = {
  [Key in keyof Messages]: {
    /** Key of the message. */
    readonly message: Key;
    /** Values of the message's placeholders. Never a sensitive property value. */
    readonly data: Readonly<Record<Placeholders<Messages[Key]>, string | number>>;
    /** The resource at fault. */
    readonly at: Resource;
    /** Its argument at fault. */
    readonly property?: string;
    /** How bad this violation is, where it is not as bad as the rule says. */
    readonly severity?: Severity;
    readonly witness?: Witness;
    /** Set when it holds even if the resource will not be there: what is written in the program can be read in the program. */
    readonly evenIfAbsent?: true;
    /** Arguments of the resource as they should be, when that is certain: what `remediate` sets. Terraform's names, plain JSON. */
    readonly fix?: Readonly<Record<string, unknown>>;
    /** A narrower policy statement, as JSON, that the access engine has proven to grant nothing new: the statement at fault, replaced. */
    readonly narrower?: NarrowerStatements;
    /**
     * What is at fault, as keys (see `causeKey`): of violations on one resource with the same cause only the gravest is
     * reported, and names the rules of the others.
     */
    readonly causes?: readonly string[];
    /**
     * The same of whoever can become who is at fault: reported only where this violation is exempted, since what is accepted of one
     * is not accepted of everybody who can take its place. Asked only then.
     */
    readonly heirs?: () => readonly Violation<Messages>[];
    /** What tells this violation from another of the same rule on the same resource, such as the statement's content. */
    readonly fingerprint?: string;
  };
}[keyof Messages];

/** What the engine gives to a check besides the entity. */
export interface RuleContext<Options, Messages extends Readonly<Record<string, string>>> {
  readonly options: Options;
  readonly model: IamModel;
  /** Reports a violation that holds whatever the unknown values turn out to be. */
  readonly report: (violation: Violation<Messages>) => void;
  /** Says that some value of what is unknown would make it a violation. */
  readonly unresolved: (reason: Unknown, at: Resource, property?: string) => void;
}

type OptionsSchema = v.GenericSchema<Record<string, unknown> | undefined, object>;

/** Everything about one rule: data and one pure function. See the guide "How a rule looks". */
export interface RuleDefinition<
  Kind extends EntityKind,
  Schema extends OptionsSchema,
  Messages extends Readonly<Record<string, string>>,
> {
  /** In kebab case, the same for ever: configurations and exemptions name it. No rule of the catalogue may have it. */
  readonly id: string;
  /** A sentence without a full stop that is true of a compliant stack. */
  readonly title: string;
  /** How bad a violation is; a configuration decides what happens then. */
  readonly severity: Severity;
  /** Why somebody should care. */
  readonly rationale: string;
  /** What to do, as one or two imperative sentences. */
  readonly remediation: string;
  /** The same where `remediation` speaks of another cloud: a finding tells whoever reads it what to do there. */
  readonly remediations?: Readonly<Partial<Record<Cloud, string>>>;
  /** Set when violations may have a `fix`: the level `remediate` then mends the resource in Pulumi. */
  readonly canFix?: true;
  /** Set when no exemption is to silence it. */
  readonly exemptible?: false;
  /** Page that its findings lead to; the catalogue gives one to each of its rules. */
  readonly url?: string;
  /** Ids of the recommendations that it enforces; `[]` for a rule of an organisation that enforces none. */
  readonly recommendations: readonly string[];
  /** Clouds whose entities `check` is called with; all of them by default. */
  readonly clouds?: readonly Cloud[];
  /** Kinds of entities that `check` is called with. */
  readonly appliesTo: readonly Kind[];
  /** Kinds for which one resource alone decides: a violation of these stops the creation of the resource on `pulumi up`. */
  readonly decidedByOneResource: readonly NoInfer<Kind>[];
  /** A `v.strictObject` of valibot in which every option has a default and a description; left out where there are none. */
  readonly options?: Schema;
  /** The sentences of its findings, each with `{placeholders}` that `report` is given as `data`. */
  readonly messages: Messages;
  /**
   * Looks at one entity. Pure: no clock, no file, no state between calls. It may throw: that is reported as a defect of the rule,
   * which blocks. It may not be asynchronous.
   */
  check(entity: Extract<Entity, { kind: Kind }>, context: RuleContext<v.InferOutput<Schema>, Messages>): void;
  /** Its documentation and its test: `testRule` of `@iam-guardrails/shared-rules/testing` runs them. */
  readonly examples: {
    readonly violating: readonly SpeakingExample[];
    readonly compliant: readonly Example[];
    readonly unresolved?: readonly SpeakingExample[];
  };
}

/** A rule as the engine sees it: the types of its options and messages are behind it. */
export type Rule = Omit<
  RuleDefinition<EntityKind, OptionsSchema, Readonly<Record<string, string>>>,
  'check' | 'decidedByOneResource' | 'options'
> & {
  readonly options: OptionsSchema;
  readonly decidedByOneResource: readonly EntityKind[];
  check(entity: Entity, context: RuleContext<object, Readonly<Record<string, string>>>): void;
};

/** What a rule says to do, in each cloud. */
export function remediationOf({ remediation, remediations = {} }: Pick<Rule, 'remediation' | 'remediations'>): string {
  const others = Object.entries(remediations).map(([cloud, text]) => `In ${CLOUDS[cloud as Cloud]}: ${text}`);
  return [remediation, ...others].join(' ');
}

/** What a rule without options has. */
const NO_OPTIONS = v.strictObject({});

/**
 * Defines a rule: of the catalogue, or an organisation's own (guide "Write your own rule"). Throws an `Error` that names the rule,
 * what is wrong with it and what is expected, such as an id that is not in kebab case, a kind that does not exist, or a rule
 * without a violating and a compliant example: such a rule does not load.
 */
export function defineRule<
  const Kind extends EntityKind,
  const Messages extends Readonly<Record<string, string>>,
  Schema extends OptionsSchema = typeof NO_OPTIONS,
>(definition: RuleDefinition<Kind, Schema, Messages>): Rule {
  const rule: unknown = withOptions(definition);
  const problem = ruleProblem(rule);
  if (problem !== undefined) throw new Error(`${nameOf(rule)}: ${problem}`);
  // The engine calls `check` only with entities of `appliesTo` and with options that `options` parsed.
  return rule as Rule;
}

/** What is no object is shown as it is. */
function withOptions(definition: unknown): unknown {
  if (typeof definition !== 'object' || definition === null) return definition;
  return { options: NO_OPTIONS, ...definition };
}
