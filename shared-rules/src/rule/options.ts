import type { Rule } from './define-rule';
import { optionSchemas } from './json-schema';

/** One option of a rule, for people. */
export interface RuleOption {
  readonly name: string;
  /** A sentence; empty when the rule does not describe it. */
  readonly description: string;
  readonly default: unknown;
}

/** The options of a rule in the order of its schema. */
export function optionsOf({ options }: Rule): readonly RuleOption[] {
  return Object.entries(optionSchemas(options)).map(([name, { description = '', default: value }]) => ({
    name,
    description,
    default: value,
  }));
}
