import type { Location } from '../model/resource';

/** How bad a violation is. */
export const severities = ['low', 'medium', 'high', 'critical'] as const;
/** How bad a violation is. */
export type Severity = (typeof severities)[number];

/** What happens on a violation, in CrossGuard's words. */
export const enforcementLevels = ['disabled', 'advisory', 'mandatory', 'remediate'] as const;
/** What happens on a violation, in CrossGuard's words. */
export type EnforcementLevel = (typeof enforcementLevels)[number];

/** A request that AWS would allow and that proves an access finding. */
export interface Witness {
  /** ARN of who asks. */
  readonly principal: string;
  /** Such as `s3:DeleteObject`. */
  readonly action: string;
  /** ARN that the request is for. */
  readonly resource: string;
  /** Condition keys that are present in the request, and what they hold. An absent key is not listed. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Statements of a policy that do what a broader one is for and grant nothing that it does not: proven by the access engine. */
export interface NarrowerStatements {
  /** Position of the statement that they replace, from 0. */
  readonly replaces: number;
  /** As they stand in a policy document, plain JSON. */
  readonly statements: readonly Readonly<Record<string, unknown>>[];
  /** What was narrowed and what to look at before taking it over, in one sentence. */
  readonly why: string;
}

/** A change that mends a violation, or narrows it. */
export interface Suggestion {
  /** Arguments of the resource as they should be, where that is certain. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What could stand in the policy instead. */
  readonly narrower?: NarrowerStatements;
}

/** Where exemptions are declared that stand in the program, as their `origin` says it. */
export const programOrigins = { declared: 'declared on the resource', tag: 'tag of the resource' } as const;

/** Why a finding is accepted: the exemption as it was declared. */
export interface AppliedExemption {
  readonly reason: string;
  /** Null where nobody is named. */
  readonly owner: string | null;
  /** Last day on which it holds, `YYYY-MM-DD`; null where none is given. */
  readonly expires: string | null;
  /** Where it is declared: a file and the place in it, or the program. */
  readonly origin: string;
}

/** What a rule found, after enforcement levels were applied. The shape is that of `--format json`. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly enforcement: EnforcementLevel;
  readonly status: 'violation' | 'unresolved' | 'exempt' | 'baseline';
  /** One or two plain sentences; lower case names stand in backticks. Never holds a sensitive property value. */
  readonly message: string;
  readonly resource: { readonly address: string; readonly type: string; readonly stack: string };
  /** Argument of the resource that is at fault, or null when it is the resource as such. */
  readonly property: string | null;
  readonly location: Location | null;
  readonly witness: Witness | null;
  /** What would mend it: `arguments` of the resource as they should be, in Terraform's names. */
  readonly suggestion: Suggestion | null;
  /** Ids of the recommendations that the rule enforces. */
  readonly recommendations: readonly string[];
  /** Ids of controls of outside frameworks. */
  readonly controls: readonly string[];
  readonly remediation: string;
  readonly url: string;
  /** Stable over renames of files and reordering; see architecture.md. */
  readonly fingerprint: string;
  /** Set when the status is `exempt`. */
  readonly exemption: AppliedExemption | null;
  /** Rules that find the same cause on the same resource: it is reported once, by the gravest. */
  readonly also: readonly string[];
}

/** A finding that stands behind a graver one of the same cause, or of somebody who can become whom that one speaks of. */
export interface FoldedFinding extends Finding {
  /** Fingerprint and rule of the finding that is reported. */
  readonly into: { readonly rule: string; readonly fingerprint: string };
}

/** What a check of one or more stacks found: the object that `--format json` prints. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly summary: {
    /** Number of resources that were read. */
    readonly resources: number;
    readonly violations: Readonly<Record<Severity, number>>;
    readonly unresolved: number;
    readonly exempt: number;
    readonly notChecked: number;
  };
  /** Sorted by stack, address, rule, property, message. */
  readonly findings: readonly Finding[];
  /** What is not reported on its own, because a graver finding names the same cause. */
  readonly folded: readonly FoldedFinding[];
  readonly notChecked: readonly { readonly address: string; readonly reason: string }[];
}
