import type * as v from 'valibot';
import { CLOUDS, type Cloud } from '../model/cloud';
import type { Entity, EntityKind, IamModel } from '../model/iam-model';
import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';
import type { NarrowerStatements, Severity, Witness } from './finding';

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
  readonly id: string;
  /** A sentence without a full stop that is true of a compliant stack. */
  readonly title: string;
  readonly severity: Severity;
  readonly rationale: string;
  /** What to do, as one or two imperative sentences. */
  readonly remediation: string;
  /** The same where `remediation` speaks of another cloud: a finding tells whoever reads it what to do there. */
  readonly remediations?: Readonly<Partial<Record<Cloud, string>>>;
  /** Set when violations may have a `fix`: the level `remediate` then mends the resource in Pulumi. */
  readonly canFix?: true;
  /** Ids of the recommendations that it enforces. */
  readonly recommendations: readonly string[];
  /** Clouds whose entities `check` is called with; all of them by default. */
  readonly clouds?: readonly Cloud[];
  /** Kinds of entities that `check` is called with. */
  readonly appliesTo: readonly Kind[];
  /** Kinds for which one resource alone decides: a violation of these stops the creation of the resource on `pulumi up`. */
  readonly decidedByOneResource: readonly NoInfer<Kind>[];
  readonly options: Schema;
  readonly messages: Messages;
  check(entity: Extract<Entity, { kind: Kind }>, context: RuleContext<v.InferOutput<Schema>, Messages>): void;
  readonly examples: {
    readonly violating: readonly SpeakingExample[];
    readonly compliant: readonly Example[];
    readonly unresolved?: readonly SpeakingExample[];
  };
}

/** A rule as the engine sees it: the types of its options and messages are behind it. */
export type Rule = Omit<
  RuleDefinition<EntityKind, OptionsSchema, Readonly<Record<string, string>>>,
  'check' | 'decidedByOneResource'
> & {
  readonly decidedByOneResource: readonly EntityKind[];
  check(entity: Entity, context: RuleContext<object, Readonly<Record<string, string>>>): void;
};

/** What a rule says to do, in each cloud. */
export function remediationOf({ remediation, remediations = {} }: Pick<Rule, 'remediation' | 'remediations'>): string {
  const others = Object.entries(remediations).map(([cloud, text]) => `In ${CLOUDS[cloud as Cloud]}: ${text}`);
  return [remediation, ...others].join(' ');
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Defines a rule. Throws an `Error` that names the rule when its id is not in kebab case or when it has no violating or
 * no compliant example: such a rule does not load.
 */
export function defineRule<
  const Kind extends EntityKind,
  Schema extends OptionsSchema,
  const Messages extends Readonly<Record<string, string>>,
>(definition: RuleDefinition<Kind, Schema, Messages>): Rule {
  if (!ID.test(definition.id)) throw new Error(`the rule id \`${definition.id}\` is not in kebab case`);
  for (const kind of ['violating', 'compliant'] as const) {
    if (definition.examples[kind].length === 0) throw new Error(`the rule \`${definition.id}\` has no ${kind} example`);
  }
  // The engine calls `check` only with entities of `appliesTo` and with options that `options` parsed.
  return definition as unknown as Rule;
}
