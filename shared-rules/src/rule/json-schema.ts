/** JSON Schema (draft-07) of what a rule's options may be: the one place that reads valibot's schemas as data. */

/** What of JSON Schema is used here. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly Scalar[];
  readonly const?: Scalar;
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';
type Scalar = string | number | boolean;

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
  readonly default?: unknown;
}

const OPTIONAL = ['optional', 'exact_optional', 'nullish', 'undefinedable'];

const nodesOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? (value as Node[]) : []);
const entriesOf = (value: unknown): readonly [string, Node][] => Object.entries((value ?? {}) as Record<string, Node>);
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

/**
 * The JSON Schema of each option, by name, with the rule's defaults. Whatever of a schema is not understood is left open: the
 * rule's own schema checks the options again when they are used.
 */
export function optionSchemas(options: object): Readonly<Record<string, JsonSchema>> {
  const schemas = entriesOf((options as Node).entries).map(([name, node]) => {
    const value = node.default;
    const hasDefault = OPTIONAL.includes(node.type ?? '') && value !== undefined && typeof value !== 'function';
    return [name, { ...schemaOf(node), ...(hasDefault && { default: value }) }] as const;
  });
  return Object.fromEntries(schemas);
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
    case 'union':
      return unionOf(nodesOf(node.options).map(schemaOf));
    default:
      return {};
  }
}

function objectOf(node: Node): JsonSchema {
  const members = entriesOf(node.entries);
  const required = members.filter(([, member]) => !OPTIONAL.includes(member.type ?? '')).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, member]) => [name, schemaOf(member)] as const)),
    ...(required.length === 0 ? {} : { required }),
    ...(node.type === 'strict_object' ? { additionalProperties: false } : {}),
  };
}

/** Alternatives of different types, without `anyOf`, which CrossGuard does not know: what is said of a type bears on no other. */
function unionOf(alternatives: readonly JsonSchema[]): JsonSchema {
  const types = alternatives.flatMap(({ type }) => type ?? []);
  const isPlain = alternatives.every((each) => each.type !== undefined && each.enum === undefined);
  const areApart = new Set(types).size === types.length && !(types.includes('integer') && types.includes('number'));
  return isPlain && areApart ? (Object.assign({}, ...alternatives, { type: types }) as JsonSchema) : {};
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
