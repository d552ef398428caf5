/** Goes over everything that a resource is declared with. */
import type { Resource } from '../../model/resource';
import type { Text, Unknown, Known, Value } from '../../model/value';

/** A scalar of a resource, known or not, and where it stands. */
export interface Leaf {
  /** Names from the resource down, without the positions of lists: `environment.variables.TOKEN`. */
  readonly property: string;
  readonly value: Known | Text | Unknown;
}

/** Every scalar of a resource, in order. What is not known of a list or a map is a leaf too. */
export function leavesOf(resource: Resource): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (const [name, value] of resource.values) collect(value, name, leaves);
  return leaves;
}

function collect(value: Value, property: string, leaves: Leaf[]): void {
  switch (value.kind) {
    case 'known':
    case 'text':
    case 'unknown':
      leaves.push({ property, value });
      return;
    case 'list':
      for (const item of value.items) collect(item, property, leaves);
      break;
    case 'map':
      for (const [key, entry] of value.entries) collect(entry, `${property}.${key}`, leaves);
      break;
  }
  if (value.more !== undefined) leaves.push({ property, value: value.more });
}
