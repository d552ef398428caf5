/** Parts of the policies that arguments amount to. */
import type { ResourcePolicy } from '../../model/exposure';
import type { Resource } from '../../model/resource';
import { dictionary, isNull, known, list, stringOf, type Value } from '../../model/value';
import { encode } from '../../policy/text';

/** Entries of a map; those without a value are left out. */
export type Entries = Readonly<Record<string, Value | undefined>>;

function mapOf(entries: Entries): Value {
  return dictionary(
    Object.entries(entries).flatMap(([key, value]) =>
      value === undefined || isNull(value) ? [] : [[key, value] as const],
    ),
  );
}

/** A policy of one statement. */
export function documentOf(statement: Entries): Value {
  return mapOf({ Version: known('2012-10-17'), Statement: list([mapOf(statement)]) });
}

/** `{ ArnLike: { aws:SourceArn: … } }` of those that are there; nothing where none is. */
export function conditionOf(
  parts: readonly (readonly [operator: string, key: string, value: Value | undefined])[],
): Value | undefined {
  const there = parts.filter(([, , value]) => value !== undefined && !isNull(value));
  if (there.length === 0) return undefined;
  const operators = [...new Set(there.map(([operator]) => operator))];
  return mapOf(
    Object.fromEntries(
      operators.map((operator) => {
        const own = there.filter(([each]) => each === operator);
        return [operator, mapOf(Object.fromEntries(own.map(([, key, value]) => [key, value])))];
      }),
    ),
  );
}

/** A principal as the API of Lambda and EventBridge takes it: `*`, a service, an account or an ARN. */
export function principalOf(value: Value | undefined): Value | undefined {
  if (value === undefined || stringOf(value) === '*') return value;
  return mapOf({ [/\.amazon(aws)?\.com(\.cn)?$/.test(encode(value)) ? 'Service' : 'AWS']: value });
}

/** An argument. */
export const at = (resource: Resource, name: string): Value | undefined => resource.values.get(name);

/** The policy of a resource that opens something by an argument. */
export function made(
  resource: Resource,
  property: string,
  name: string,
  rest: Pick<ResourcePolicy, 'label' | 'resourceType' | 'document'>,
): ResourcePolicy {
  return {
    kind: 'resource-policy',
    resource,
    property,
    isMade: true,
    name: at(resource, name) ?? known(resource.address),
    ...rest,
  };
}
