import type { EnforcementLevel, Severity } from './finding';

/** What a preset says of one rule; what it leaves out stays as it was. */
export interface PresetRule {
  readonly enforcement?: EnforcementLevel;
  /** How bad it is, where the preset sees it otherwise than the rule does. */
  readonly severity?: Severity;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A named choice of levels, severities and options, as data. Several are merged left to right. */
export interface Preset {
  /** What a configuration calls it, such as `strict`. */
  readonly name: string;
  /** What it is for, in words. */
  readonly title: string;
  /** Level of each rule that nothing sets one for, by the rule's severity. */
  readonly levels?: Readonly<Record<Severity, EnforcementLevel>>;
  /** By rule id. */
  readonly rules?: Readonly<Record<string, PresetRule>>;
}

/** What every configuration starts from: rules of critical and high severity are mandatory, the others advisory. */
export const recommended = {
  name: 'recommended',
  title: 'Critical and high rules are mandatory, the others advisory',
  levels: { critical: 'mandatory', high: 'mandatory', medium: 'advisory', low: 'advisory' },
} as const satisfies Preset;
