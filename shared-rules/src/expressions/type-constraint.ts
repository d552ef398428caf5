/** Type constraints of variables: they convert values and fill in what is optional. */
import { booleanOf } from '../model/settings';
import { dictionary, known, list, type Dictionary, type Value } from '../model/value';
import { parseExpression, parseTemplate } from './parser';
import type { Expression } from './syntax';
import { numberOf, set, toText } from './values';

/** Reads a constraint as it stands in JSON; undefined when there is none or it cannot be read. */
export function readConstraint(type: unknown): Expression | undefined {
  if (typeof type !== 'string') return undefined;
  return type.includes('${') ? parseTemplate(type) : parseExpression(type);
}

/** The value converted to the type; what does not fit, or is not known, stays as it is. `evaluate` gives defaults. */
export function conform(value: Value, type: Expression, evaluate: (expression: Expression) => Value): Value {
  if (value.kind === 'unknown' || (value.kind === 'known' && value.value === null)) return value;
  if (type.kind === 'name') return scalar(value, type.name);
  if (type.kind !== 'call') return value;
  const [inner, fallback] = type.args;
  if (inner === undefined) return value;
  switch (type.name) {
    case 'list':
    case 'set':
    case 'map':
      return collection(value, type.name, (item) => conform(item, inner, evaluate));
    case 'object':
      return value.kind === 'map' && inner.kind === 'object' ? object(value, inner, evaluate) : value;
    case 'optional':
      return conform(value, inner, evaluate);
    default:
      return fallback === undefined ? value : known(null);
  }
}

function scalar(value: Value, type: string): Value {
  const converted = type === 'number' ? numberOf(value) : type === 'bool' ? booleanOf(value) : undefined;
  if (type === 'string') return toText(value) ?? value;
  return converted === undefined ? value : known(converted, value.references);
}

function collection(value: Value, type: 'list' | 'set' | 'map', convert: (item: Value) => Value): Value {
  if (type === 'map') {
    if (value.kind !== 'map') return value;
    return dictionary(
      [...value.entries].map(([key, item]) => [key, convert(item)] as const),
      value.references,
      value.more,
    );
  }
  if (value.kind !== 'list') return value;
  const items = value.items.map(convert);
  return type === 'set' ? set(items, value.references, value.more) : list(items, value.references, value.more);
}

type ObjectExpression = Extract<Expression, { kind: 'object' }>;

function object(value: Dictionary, type: ObjectExpression, evaluate: (expression: Expression) => Value): Value {
  const entries = new Map<string, Value>();
  for (const { key, value: attribute } of type.items) {
    if (key.kind !== 'literal') return value;
    const name = String(key.value);
    const given = value.entries.get(name);
    const isGiven = given !== undefined && !(given.kind === 'known' && given.value === null);
    const fallback = attribute.kind === 'call' && attribute.name === 'optional' ? attribute.args[1] : undefined;
    const result = isGiven ? given : fallback === undefined ? (given ?? known(null)) : evaluate(fallback);
    entries.set(name, conform(result, attribute, evaluate));
  }
  return dictionary(entries, value.references, value.more);
}
