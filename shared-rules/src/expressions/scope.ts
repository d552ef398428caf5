/** What an expression is evaluated in. */
import { unknown, type Unknown, type Value } from '../model/value';
import type { Expression, Step } from './syntax';

/** How much work may still be done. It moves while values are evaluated. */
export interface Meter {
  depth: number;
  /** Steps left for the value at hand. */
  left: number;
  /** Steps left for the whole configuration. */
  total: number;
}

/** Far below what overflows the stack, also when a caller has used some of it. */
const MAXIMUM_DEPTH = 250;
const STEPS_FOR_A_VALUE = 1_000_000;
const STEPS_FOR_ALL = 40_000_000;

/** A meter for one configuration. */
export function newMeter(): Meter {
  return { depth: 0, left: STEPS_FOR_A_VALUE, total: STEPS_FOR_ALL };
}

/** Runs a piece of work one level deeper; unknown when it would be too deep or too much. */
export function metered(meter: Meter, work: () => Value): Value {
  if (meter.depth === 0) meter.left = STEPS_FOR_A_VALUE;
  const excess = charge(meter, 1);
  if (excess !== undefined) return excess;
  if (meter.depth >= MAXIMUM_DEPTH) return unknown('the expression is nested too deeply');
  meter.depth += 1;
  const value = work();
  meter.depth -= 1;
  return value;
}

/** Takes steps from the meter; unknown when there are none left. */
export function charge(meter: Meter, steps: number): Unknown | undefined {
  meter.left -= steps;
  meter.total -= steps;
  return meter.left < 0 || meter.total < 0 ? unknown('the expression takes too long to evaluate') : undefined;
}

/** What a reference led to, and how many of its steps that took. */
export interface Resolution {
  readonly value: Value;
  readonly used: number;
}

/** What all expressions of a configuration share. */
export interface World {
  readonly meter: Meter;
  /** Follows a reference such as `aws_iam_user.u[0].name`; `keyOf` evaluates a step. */
  resolve(name: string, steps: readonly Step[], keyOf: (step: Step) => Value): Resolution;
  /** Reads a string of the configuration, once for each text. */
  parse(text: string): Expression | undefined;
  /** Text of a file, undefined when it cannot be read. */
  readFile(path: string): string | undefined;
  /** Says that the program declares the value secret. */
  addSecret(value: Value): void;
  /** Whether the value is a text that holds something that the program declares secret. */
  isSecret(value: Value): boolean;
}

/** Names that an expression sees besides the configuration: `each`, `count`, variables of `for` and of templates. */
export interface Scope {
  readonly world: World;
  readonly names: ReadonlyMap<string, Value>;
  readonly parent?: Scope;
  /** True for a template file, which sees its own variables and nothing of the configuration. */
  readonly closed?: boolean;
}

/** The scope with further names. */
export function within(parent: Scope, names: Iterable<readonly [string, Value]>): Scope {
  return { world: parent.world, names: new Map(names), parent };
}

/** The value of a name of the scope. */
export function nameIn(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const value = at.names.get(name);
    if (value !== undefined) return value;
    if (at.closed === true) return unknown(`\`${name}\` is not given to the template`);
  }
  return undefined;
}
