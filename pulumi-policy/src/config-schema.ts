import type { Rule } from '@iam-guardrails/shared-rules';
import type { PolicyConfigSchema } from '@pulumi/policy';

type JsonSchema = PolicyConfigSchema['properties'][string];

/** What of a valibot schema is read here. Its objects are plain data, so that valibot itself need not be loaded. */
interface Node {
  readonly type?: string;
  readonly wrapped?: unknown;
  readonly entries?: unknown;
  readonly item?: unknown;
  readonly value?: unknown;
  readonly options?: unknown;
  readonly literal?: unknown;
  readonly pipe?: unknown;
  readonly requirement?: unknown;
  readonly description?: unknown;
}

const nodesOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? (value as Node[]) : []);
const entriesOf = (value: unknown): readonly [string, Node][] => Object.entries((value ?? {}) as Record<string, Node>);
const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/**
 * The JSON Schema of a rule's options for CrossGuard; undefined when the rule has none. Whatever of a schema is not
 * understood is left open: the rule's own schema checks the options again when they are used.
 *
 * The engine fills in the defaults and sends them as if the user had written them, so the defaults are what the
 * configuration says, not what the rule says: otherwise they would undo the configuration.
 */
export function configSchemaOf(rule: Rule, configured: object): PolicyConfigSchema | undefined {
  const defaults = new Map(Object.entries(configured));
  const properties = entriesOf((rule.options as Node).entries).map(([name, node]) => {
    const value: unknown = defaults.get(name);
    return [name, value === undefined ? schemaOf(node) : { ...schemaOf(node), default: value }] as const;
  });
  return properties.length === 0 ? undefined : { properties: Object.fromEntries(properties) };
}

function schemaOf(node: Node): JsonSchema {
  const steps = nodesOf(node.pipe)
    .slice(1)
    .map((step) => refinementOf(step, node.type));
  return Object.assign({}, baseOf(node), ...steps) as JsonSchema;
}

function baseOf(node: Node): JsonSchema {
  switch (node.type) {
    case 'optional':
    case 'exact_optional':
    case 'nullish':
    case 'undefinedable':
      return schemaOf(node.wrapped as Node);
    case 'string':
    case 'number':
    case 'boolean':
      return { type: node.type };
    case 'array':
      return { type: 'array', items: schemaOf(node.item as Node) };
    case 'picklist':
    case 'enum':
      return { enum: (Array.isArray(node.options) ? node.options : []).filter(isScalar) };
    case 'literal':
      return isScalar(node.literal) ? { const: node.literal } : {};
    case 'record':
      return { type: 'object', additionalProperties: schemaOf(node.value as Node) };
    case 'object':
    case 'loose_object':
    case 'strict_object':
      return objectOf(node);
    default:
      return {};
  }
}

function objectOf(node: Node): JsonSchema {
  const members = entriesOf(node.entries);
  const optional = ['optional', 'exact_optional', 'nullish', 'undefinedable'];
  const required = members.filter(([, member]) => !optional.includes(member.type ?? '')).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, member]) => [name, schemaOf(member)] as const)),
    ...(required.length === 0 ? {} : { required }),
    ...(node.type === 'strict_object' ? { additionalProperties: false } : {}),
  };
}

/** What a step of a pipe adds. `min_length` and the like mean the length of a string or of a list. */
function refinementOf(step: Node, type: string | undefined): JsonSchema {
  const limit = typeof step.requirement === 'number' ? step.requirement : undefined;
  const isList = type === 'array';
  switch (step.type) {
    case 'description':
      return typeof step.description === 'string' ? { description: step.description } : {};
    case 'integer':
      return { type: 'integer' };
    case 'min_value':
      return limit === undefined ? {} : { minimum: limit };
    case 'max_value':
      return limit === undefined ? {} : { maximum: limit };
    case 'min_length':
      return limit === undefined ? {} : isList ? { minItems: limit } : { minLength: limit };
    case 'max_length':
      return limit === undefined ? {} : isList ? { maxItems: limit } : { maxLength: limit };
    case 'non_empty':
      return isList ? { minItems: 1 } : { minLength: 1 };
    default:
      return {};
  }
}
