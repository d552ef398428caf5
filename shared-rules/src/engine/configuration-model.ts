import type { Limits, ZoneOfTrust } from '../model/organization';
import type { EnforcementLevel, Severity } from '../rule/finding';

/** A configuration that was read and checked: every rule has its level and its options. */
export interface Configuration {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** What happens with what could not be decided. */
  readonly unresolved: 'advisory' | 'mandatory';
  /** Documents of customer-managed policies that live in another stack, by ARN. */
  readonly managedPolicies: ReadonlyMap<string, unknown>;
  /** What the stack is for: the settings of the account as such are asked of its baseline. */
  readonly role?: (typeof roles)[number];
  /** Who counts as inside. */
  readonly trust?: ZoneOfTrust;
  /** Control policies of the organization that bear on the account of the stack. */
  readonly organization?: Limits;
  readonly exemptions: readonly Exemption[];
  readonly exemptionPolicy: ExemptionPolicy;
  /** Every value that holds, with where it came from. */
  readonly values: readonly ConfiguredValue[];
}

/** What a stack can be for. */
export const roles = ['account-baseline'] as const;

/** One value of a configuration. */
export interface ConfiguredValue {
  /** Keys joined by dots, such as `rules.no-iam-users.enforcement`. */
  readonly path: string;
  /** As it can stand in YAML. */
  readonly value: unknown;
  /** A file, a pack, `preset strict`, or `default`. */
  readonly origin: string;
}

/** What a configuration says of one rule. */
export interface RuleSetting {
  readonly enforcement: EnforcementLevel;
  /** Set when nobody chose the level: level by severity, for a violation that is less bad than its rule. */
  readonly levels?: Levels;
  /** How bad it is, where a preset sees it otherwise than the rule does. */
  readonly severity?: Severity;
  /** Options as the rule's schema parsed them, defaults filled in. */
  readonly options: object;
  /** Set when no exemption may silence it. */
  readonly exemptible?: false;
}

/** A level for each severity. */
export type Levels = Readonly<Record<Severity, EnforcementLevel>>;

/** Where an exemption is declared: by the organisation or whoever comes first, by a file that extends that, or in the program. */
export type ExemptionPlace = 'organisation' | 'file' | 'program';

/** Something that was looked at and accepted, as it is declared. */
export interface Exemption {
  /** Id of the rule, or `*`. */
  readonly rule: string;
  /** Glob over address, URN or construct path. */
  readonly resource: string;
  /** Glob over the name of the stack; every stack when absent. */
  readonly stack?: string;
  readonly reason?: string;
  readonly owner?: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires?: string;
  /** Only statements that allow nothing but actions that one of these globs matches. */
  readonly action?: readonly string[];
  /** Only the statement with this `Sid`. */
  readonly statement?: string;
  /** Only the finding with this fingerprint. */
  readonly fingerprint?: string;
  /** File and place, or how the program declares it. */
  readonly origin: string;
  readonly place: ExemptionPlace;
  /** Set where it is declared for many stacks: that it fits none of these is no news. */
  readonly isShared: boolean;
}

/** Who may exempt what. */
export interface ExemptionPolicy {
  /** An exemption must end within so many days from today. */
  readonly maximumDays?: number;
  /** Globs: an exemption must have an owner that one of them matches. */
  readonly owners?: readonly string[];
  /** Whether programs and the files beside them may declare exemptions. */
  readonly inPrograms: boolean;
  /** Level of the findings about exemptions. */
  readonly enforcement: 'advisory' | 'mandatory';
}

/** A configuration that cannot be used: one line a problem, each with the path, the value and what is allowed. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
