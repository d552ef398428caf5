/** Every scalar of a resource, as people name where it stands: inside JSON texts too, and with the names that lists give. */
import { decodeJson } from '../../expressions/json';
import { stringOf, type Known, type Reference, type Text, type Unknown, type Value } from '../../model/value';

/** A scalar, known or not. */
export interface Argument {
  /** Such as `environment.environment_variable.TOKEN`, `container_definitions.environment.TOKEN`. */
  readonly property: string;
  /** What of that the provider's schema names: `environment.environment_variable.value`, `container_definitions`. */
  readonly argument: string;
  readonly value: Known | Text | Unknown;
}

/** What a scalar was computed from, and what is not known of it. */
export function referencesOf(value: Value): readonly Reference[] {
  if (value.kind !== 'text') return value.references;
  return [...value.references, ...value.parts.flatMap((part) => (typeof part === 'string' ? [] : part.references))];
}

/** The scalars of a value, in order; what is not known of a list or a map is one too. */
export function argumentsIn(value: Value, name: string): readonly Argument[] {
  const found: Argument[] = [];
  collect(value, { property: name, argument: name }, found);
  return found;
}

/** The scalars inside a JSON text, known or known in parts; undefined when it is none. */
export function argumentsInJson({ value, property, argument }: Argument): readonly Argument[] | undefined {
  const [first] = value.kind === 'text' ? value.parts : value.kind === 'known' ? [value.value] : [];
  if (typeof first !== 'string' || !/^\s*[[{]/.test(first)) return undefined;
  const data = decodeJson(value);
  if (data?.kind !== 'list' && data?.kind !== 'map') return undefined;
  const found: Argument[] = [];
  collect(data, { property, argument, isClosed: true }, found);
  return found;
}

interface Place extends Omit<Argument, 'value'> {
  /** True inside a text, of which the schema knows nothing. */
  readonly isClosed?: true;
}

function collect(value: Value, place: Place, found: Argument[]): void {
  const { property, argument, isClosed = false } = place;
  switch (value.kind) {
    case 'known':
    case 'text':
    case 'unknown':
      found.push({ property, argument, value });
      return;
    case 'list':
      for (const item of value.items) collect(item, place, found);
      break;
    case 'map': {
      const inside = value.entries;
      for (const [key, entry] of inside) {
        const property = `${place.property}.${nameOf(key, inside)}`;
        collect(entry, isClosed ? { ...place, property } : { property, argument: `${argument}.${key}` }, found);
      }
      break;
    }
  }
  if (value.more !== undefined) found.push({ property, argument, value: value.more });
}

/** Of `{ name = "TOKEN", value = ... }` people say `TOKEN`. */
function nameOf(key: string, entries: ReadonlyMap<string, Value>): string {
  return (key === 'value' || key === 'valueFrom' ? stringOf(entries.get('name')) : undefined) ?? key;
}
