/** Terraform's operators over values that may be unknown. */
import { booleanOf } from '../model/settings';
import { known, type Value } from '../model/value';
import { mergeReferences, telling } from './references';
import type { BinaryOperator } from './syntax';
import { derived, equal, failure, numberOf } from './values';

type Operation = (left: Value, right: Value) => Value;

function truth(left: Value, right: Value, result: boolean | undefined): Value {
  return result === undefined
    ? derived(reasonOf(left, right), left, right)
    : known(result, mergeReferences(left.references, right.references));
}

function reasonOf(...values: readonly Value[]): string {
  for (const value of values) if (value.kind === 'unknown') return value.reason;
  return 'the operands are not known';
}

function logical(absorbing: boolean): Operation {
  return (left, right) => {
    const [first, second] = [booleanOf(left), booleanOf(right)];
    if (first === absorbing || second === absorbing) return truth(left, right, absorbing);
    if (first !== undefined && second !== undefined) return truth(left, right, !absorbing);
    return operandsFail(left, right, 'boolean') ?? truth(left, right, undefined);
  };
}

function operandsFail(left: Value, right: Value, type: string): Value | undefined {
  const wrong = [left, right].some((value) => value.kind === 'list' || value.kind === 'map' || isOther(value, type));
  return wrong ? failure(`an operand is no ${type}`, left, right) : undefined;
}

function isOther(value: Value, type: string): boolean {
  return value.kind === 'known' && (type === 'number' ? numberOf(value) : booleanOf(value)) === undefined;
}

function numeric(compute: (left: number, right: number) => number | boolean): Operation {
  return (left, right) => {
    const [first, second] = [numberOf(left), numberOf(right)];
    if (first === undefined || second === undefined) {
      return operandsFail(left, right, 'number') ?? derived(reasonOf(left, right), left, right);
    }
    const result = compute(first, second);
    if (typeof result === 'number' && !Number.isFinite(result)) return failure('a number has no value', left, right);
    return known(result, mergeReferences(left.references, right.references));
  };
}

const negate = (result: boolean | undefined): boolean | undefined => (result === undefined ? undefined : !result);

const OPERATIONS: Readonly<Record<BinaryOperator, Operation>> = {
  '||': logical(true),
  '&&': logical(false),
  '==': (left, right) => truth(left, right, equal(left, right)),
  '!=': (left, right) => truth(left, right, negate(equal(left, right))),
  '<': numeric((left, right) => left < right),
  '>': numeric((left, right) => left > right),
  '<=': numeric((left, right) => left <= right),
  '>=': numeric((left, right) => left >= right),
  '+': numeric((left, right) => left + right),
  '-': numeric((left, right) => left - right),
  '*': numeric((left, right) => left * right),
  '/': numeric((left, right) => left / right),
  '%': numeric((left, right) => left % right),
};

const ARITHMETIC: ReadonlySet<BinaryOperator> = new Set(['+', '-', '*', '/', '%']);

/** The value of a binary operation. All but arithmetic only tells something about its operands. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  const compute = OPERATIONS[operator];
  return ARITHMETIC.has(operator) ? compute(left, right) : compute(telling(left), telling(right));
}

/** The value of `!x` or `-x`. */
export function unary(operator: '!' | '-', value: Value): Value {
  const operand = operator === '!' ? telling(value) : value;
  const result = operator === '!' ? negate(booleanOf(operand)) : negative(numberOf(operand));
  if (result !== undefined) return known(result, operand.references);
  if (operand.kind === 'unknown' || operand.kind === 'text') return derived(reasonOf(operand), operand);
  return failure(`an operand is no ${operator === '!' ? 'boolean' : 'number'}`, operand);
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : 0 - value;
}
