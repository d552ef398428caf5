/** Settings as providers take them: a number or a boolean may be written as a text. */
import type { Value } from './value';

/** One setting: the argument that holds it and what it is, the provider's default filled in. */
export interface Setting {
  readonly property: string;
  readonly value: Value;
}

/** The boolean, when it is known to be one. */
export function booleanOf(value: Value | undefined): boolean | undefined {
  if (value?.kind !== 'known') return undefined;
  if (value.value === true || value.value === 'true') return true;
  return value.value === false || value.value === 'false' ? false : undefined;
}

/** The number, when it is known to be one. */
export function numberOf(value: Value): number | undefined {
  if (value.kind !== 'known' || value.value === null || typeof value.value === 'boolean') return undefined;
  const number = value.value === '' ? NaN : Number(value.value);
  return Number.isNaN(number) ? undefined : number;
}
