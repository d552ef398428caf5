import type { Finding } from '@iam-guardrails/shared-rules';
import { holdsJsonText, holdsUserKeys, pulumiName, terraformName } from './property-name';
import { type Raw, SIGNATURE, isRaw, isSecretObject, signatures } from './raw';
import { isModuleChild } from './resource-type';

/** What is to be set, by the argument's Terraform name. */
type Arguments = Readonly<Record<string, unknown>>;

/** Names of the properties that the provider filled in, which the engine keeps beside them. */
const DEFAULTS = '__defaults';

/**
 * The properties of a resource with what the findings suggest for it; undefined when they suggest nothing. Everything else
 * stays the very same data, unknown values and secrets too. `token` is the Pulumi type of the resource.
 */
export function mended(properties: Raw, token: string, findings: readonly Finding[]): Raw | undefined {
  const suggestions = findings.flatMap(({ suggestion }) => (suggestion === null ? [] : [suggestion.arguments]));
  const [type] = findings.map(({ resource }) => resource.type);
  const changes: Arguments = Object.assign({}, ...suggestions) as Arguments;
  if (type === undefined || Object.keys(changes).length === 0) return undefined;
  const result: Record<string, unknown> = { ...properties };
  for (const [argument, value] of Object.entries(changes)) {
    const name = isModuleChild(token) ? argument : propertyOf(properties, type, argument, value);
    const next = isModuleChild(token) ? value : valueOf(value, type, name);
    if (next === null || next === undefined) Reflect.deleteProperty(result, name);
    else result[name] = isSecret(properties[name]) ? { [SIGNATURE]: signatures.secret, value: next } : next;
    if (Array.isArray(result[DEFAULTS])) result[DEFAULTS] = result[DEFAULTS].filter((given) => given !== name);
  }
  return result;
}

/** The program's own spelling where it gives the argument, else Pulumi's. */
function propertyOf(properties: Raw, type: string, argument: string, value: unknown): string {
  const given = Object.keys(properties).find((name) => terraformName(type, name) === argument);
  return given ?? pulumiName(type, argument, Array.isArray(value));
}

function isSecret(value: unknown): boolean {
  return isRaw(value) && (value[SIGNATURE] === signatures.secret || isSecretObject(value));
}

/** A value in Pulumi's names; a document is text, as the provider has it after its check. */
function valueOf(value: unknown, type: string, property: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (holdsJsonText(type, property)) return JSON.stringify(value);
  if (Array.isArray(value)) return value.map((item) => valueOf(item, type, property));
  const entries = Object.entries(value).map(([key, item]) => {
    const name = holdsUserKeys(type, property) ? key : pulumiName(type, key, Array.isArray(item));
    return [name, holdsUserKeys(type, property) ? item : valueOf(item, type, name)] as const;
  });
  return Object.fromEntries(entries);
}
