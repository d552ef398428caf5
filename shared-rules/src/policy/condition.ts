/** Conditions on one concrete request (IAM User Guide, "IAM JSON policy elements: Condition operators"). */
import { isValid, isValidCIDR, parse, parseCIDR } from 'ipaddr.js';
import { globAnswer, type Answer } from './glob';
import { hasSymbol } from './text';
import type { Condition } from './document';

/** The condition keys of a request, in lower case. A key that is not there is absent from the request. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** Whether the request's context satisfies the condition. */
export function conditionAnswer(condition: Condition, context: Context, variables: boolean): Answer {
  const present = context.get(condition.key);
  if (condition.operator === 'Null') return nullAnswer(condition, present !== undefined);
  if (present === undefined || present.length === 0) return absentAnswer(condition);
  const wanted = variables ? condition.values.map((value) => substitute(value, context)) : condition.values;
  const test = (actual: string): Answer => valueAnswer(condition.operator, wanted, actual);
  if (condition.quantifier === 'ForAllValues') return all(present.map(test));
  return any(present.map(test));
}

function nullAnswer(condition: Condition, present: boolean): Answer {
  return any(
    condition.values.map((value) => {
      if (hasSymbol(value)) return 'maybe';
      return (value.toLowerCase() === 'true') === !present ? 'yes' : 'no';
    }),
  );
}

function absentAnswer(condition: Condition): Answer {
  if (condition.ifExists || condition.quantifier === 'ForAllValues') return 'yes';
  if (condition.quantifier === 'ForAnyValue') return 'no';
  return isNegated(condition.operator) ? 'yes' : 'no';
}

/** Negated operators hold for an absent key. */
export function isNegated(operator: string): boolean {
  return operator.includes('Not');
}

function valueAnswer(operator: string, wanted: readonly (string | undefined)[], actual: string): Answer {
  const compare = comparison(operator);
  const answer = any(wanted.map((value) => (value === undefined ? 'no' : compare(value, actual))));
  return isNegated(operator) ? not(answer) : answer;
}

type Compare = (wanted: string, actual: string) => Answer;

function comparison(operator: string): Compare {
  const base = operator.replace('Not', '');
  switch (base) {
    case 'StringEquals':
    case 'BinaryEquals':
      return equal;
    case 'StringEqualsIgnoreCase':
    case 'Bool':
      return (wanted, actual) => equal(wanted.toLowerCase(), actual.toLowerCase());
    case 'StringLike':
      return globAnswer;
    case 'ArnEquals':
    case 'ArnLike':
      return arnAnswer;
    case 'IpAddress':
      return ipAnswer;
    default:
      return base.startsWith('Date') ? ordered(base.slice(4), dateNumber) : ordered(base.slice(7), Number);
  }
}

function equal(wanted: string, actual: string): Answer {
  if (wanted === actual) return 'yes';
  return hasSymbol(wanted) || hasSymbol(actual) ? 'maybe' : 'no';
}

/** ARNs are compared field by field; the sixth field may hold colons. */
function arnAnswer(wanted: string, actual: string): Answer {
  const [patterns, fields] = [arnFields(wanted), arnFields(actual)];
  if (patterns.length < 6 || fields.length < 6) {
    return hasSymbol(wanted) || hasSymbol(actual) ? 'maybe' : wanted === '*' ? 'yes' : 'no';
  }
  return all(patterns.map((pattern, index) => globAnswer(pattern, fields[index] ?? '')));
}

function arnFields(arn: string): readonly string[] {
  const fields = arn.split(':');
  return fields.length <= 6 ? fields : [...fields.slice(0, 5), fields.slice(5).join(':')];
}

function ordered(relation: string, read: (text: string) => number): Compare {
  return (wanted, actual) => {
    if (hasSymbol(wanted) || hasSymbol(actual)) return 'maybe';
    const [w, a] = [read(wanted), read(actual)];
    if (Number.isNaN(w) || Number.isNaN(a)) return 'no';
    const holds =
      (relation.includes('Equals') && a === w) ||
      (relation.startsWith('LessThan') && a < w) ||
      (relation.startsWith('GreaterThan') && a > w);
    return holds ? 'yes' : 'no';
  };
}

/** ISO 8601, or seconds since the epoch. */
export function dateNumber(text: string): number {
  return /^\d{9,}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function ipAnswer(wanted: string, actual: string): Answer {
  if (hasSymbol(wanted) || hasSymbol(actual)) return 'maybe';
  const range = wanted.includes('/') ? wanted : `${wanted}/${wanted.includes(':') ? 128 : 32}`;
  if (!isValid(actual) || !isValidCIDR(range)) return 'no';
  const [network, bits] = parseCIDR(range);
  const address = parse(actual);
  return address.kind() === network.kind() && address.match(network, bits) ? 'yes' : 'no';
}

const VARIABLE = /\$\{([^}]*)\}/g;

/** The value with its policy variables filled in; undefined when one has no value in the request: nothing matches then. */
export function substitute(value: string, context: Context): string | undefined {
  if (!value.includes('${')) return value;
  const pieces = [...value.matchAll(VARIABLE)].map(([, inside = '']) => variable(inside, context));
  if (pieces.includes(undefined)) return undefined;
  let next = 0;
  return value.replace(VARIABLE, () => pieces[next++] ?? '');
}

/** The pattern that matches whatever the variables of this one may stand for. */
export function withoutVariables(pattern: string): string {
  return pattern.replace(VARIABLE, '*');
}

/** What one variable stands for; `${*}`, `${?}` and `${$}` are the characters themselves. */
function variable(inside: string, context: Context): string | undefined {
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  const [name = '', ...rest] = inside.split(',');
  const values = context.get(name.trim().toLowerCase());
  return values?.length === 1 ? values[0] : /^\s*'(.*)'\s*$/.exec(rest.join(','))?.[1];
}

/** Conjunction. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

/** Disjunction. */
export function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

/** Negation. */
export function not(answer: Answer): Answer {
  return answer === 'maybe' ? 'maybe' : answer === 'yes' ? 'no' : 'yes';
}
