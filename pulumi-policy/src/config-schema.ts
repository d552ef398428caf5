import { optionSchemas, type Rule } from '@iam-guardrails/shared-rules';
import type { PolicyConfigSchema } from '@pulumi/policy';

type Properties = PolicyConfigSchema['properties'];

/**
 * The JSON Schema of a rule's options for CrossGuard; undefined when the rule has none.
 *
 * The engine fills in the defaults and sends them as if the user had written them, so the defaults are what the
 * configuration says, not what the rule says: otherwise they would undo the configuration.
 */
export function configSchemaOf(rule: Rule, configured: object): PolicyConfigSchema | undefined {
  const values = new Map(Object.entries(configured));
  const properties = Object.entries(optionSchemas(rule.options)).map(([name, schema]) => {
    const { default: own, ...rest } = schema;
    const value: unknown = values.get(name);
    if (value === own) return [name, schema] as const;
    return [name, value === undefined ? rest : { ...rest, default: value }] as const;
  });
  return properties.length === 0 ? undefined : { properties: Object.fromEntries(properties) as Properties };
}
