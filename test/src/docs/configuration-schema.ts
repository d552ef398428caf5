import { resolve } from 'node:path';
import { configurationSchema, presets, rules } from '@iam-guardrails/shared-rules';

/** The published JSON Schema of `iam-guardrails.yaml`: where it lies, and what it is to hold. */
export function configurationSchemaFile(): { readonly path: string; readonly text: string } {
  const path = resolve(__dirname, '..', '..', '..', 'cli', 'schema', 'iam-guardrails.schema.json');
  return { path, text: `${JSON.stringify(configurationSchema(rules, presets), null, 2)}\n` };
}
