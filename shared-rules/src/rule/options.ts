import * as v from 'valibot';
import type { Rule } from './define-rule';

/** One option of a rule, for people. */
export interface RuleOption {
  readonly name: string;
  /** A sentence; empty when the rule does not describe it. */
  readonly description: string;
  readonly default: unknown;
}

/** The options of a rule in the order of its schema. */
export function optionsOf({ options }: Rule): readonly RuleOption[] {
  const entries = 'entries' in options ? (options.entries as Readonly<Record<string, v.GenericSchema>>) : {};
  return Object.entries(entries).map(([name, schema]) => {
    const inner = 'wrapped' in schema ? (schema.wrapped as v.GenericSchema) : schema;
    return { name, description: v.getDescription(inner) ?? '', default: v.getDefault(schema) };
  });
}
