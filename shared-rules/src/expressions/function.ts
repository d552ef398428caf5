/** What a function of Terraform is here, and the helpers that most of them are made of. */
import { known, type Dictionary, type List, type Scalar, type Unknown, type Value } from '../model/value';
import type { Meter } from './scope';
import { allReferences, numberOf, toText } from './values';

/** What functions may use besides their arguments. */
export interface FunctionContext {
  readonly meter: Meter;
  /** Text of a file, undefined when it cannot be read. */
  readFile(path: string): string | undefined;
  /** The value of a template that sees these names and nothing else. */
  render(template: string, names: ReadonlyMap<string, Value>): Value;
  /** Says that the program declares the value secret. */
  addSecret(value: Value): void;
}

/**
 * A function over values. Undefined means that nothing can be said: an unknown when something of the arguments is not
 * known, and an error, as Terraform would give, when all of them are.
 */
export type TerraformFunction = (args: readonly Value[], context: FunctionContext) => Value | undefined;

/** A function that needs all its arguments to be known texts; numbers and booleans are converted. */
export function overTexts(compute: (...texts: string[]) => Scalar | undefined): TerraformFunction {
  return (args) => {
    const texts = args.map(knownText);
    if (args.length < compute.length || !texts.every((text) => text !== undefined)) return undefined;
    const result = compute(...texts);
    return result === undefined ? undefined : known(result, allReferences(...args));
  };
}

/** A function that needs all its arguments to be known numbers. */
export function overNumbers(compute: (...numbers: number[]) => number | undefined): TerraformFunction {
  return (args) => {
    const numbers = args.map(numberOf);
    if (args.length < compute.length || !numbers.every((number) => number !== undefined)) return undefined;
    const result = compute(...numbers);
    return result === undefined || !Number.isFinite(result) ? undefined : known(result, allReferences(...args));
  };
}

/** The text that a known scalar is converted to; undefined for null and for everything else. */
export function knownText(value: Value | undefined): string | undefined {
  const text = value === undefined ? undefined : toText(value);
  return text?.kind === 'known' && typeof text.value === 'string' ? text.value : undefined;
}

/** The argument as a list. */
export function asList(value: Value | undefined): List | undefined {
  return value?.kind === 'list' ? value : undefined;
}

/** The argument as a map. */
export function asMap(value: Value | undefined): Dictionary | undefined {
  return value?.kind === 'map' ? value : undefined;
}

/** A whole number within what a list may be long. */
export function countOf(value: Value | undefined): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Number.isInteger(number) && Math.abs(number) <= 100_000 ? number : undefined;
}

/** The first of several unknowns. */
export function firstMore(...lists: readonly (List | Dictionary)[]): Unknown | undefined {
  return lists.find((list) => list.more !== undefined)?.more;
}
