/** Conditions on one concrete request (IAM User Guide, "IAM JSON policy elements: Condition operators"). */
import { addressRange, dateNumber, numberOf } from './condition-values';
import { escapeGlob, beginsWithArnSymbol, globAnswer, globsMeet, type Answer } from './glob';
import { hasSymbol, widen } from './text';
import type { Condition } from './document';

/** The condition keys of a request, in lower case. A key that is not there is absent from the request. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** Whether the request's context satisfies the condition. */
export function conditionAnswer(condition: Condition, context: Context, variables: boolean): Answer {
  const present = context.get(condition.key);
  if (condition.operator === 'Null') return nullAnswer(condition, present !== undefined && present.length > 0);
  if (present === undefined || present.length === 0) return absentAnswer(condition);
  const isGlob = comparesGlobs(condition.operator);
  const wanted = variables ? condition.values.map((value) => substitute(value, context, isGlob)) : condition.values;
  const test = (actual: string): Answer => valueAnswer(condition.operator, wanted, actual);
  if (condition.quantifier === undefined) return single(present.map(test));
  // "Multivalued context keys": values that resolve to an empty data set, such as an empty string, count as no value. A
  // text that is not known is not taken for an empty one.
  if (present.every((value) => value === '')) return condition.quantifier === 'ForAllValues' ? 'yes' : 'no';
  return condition.quantifier === 'ForAllValues' ? all(present.map(test)) : any(present.map(test));
}

/** What a condition without quantifier says of several values is not documented, unless it says the same of each. */
function single(answers: readonly Answer[]): Answer {
  const [first = 'maybe'] = answers;
  return answers.every((answer) => answer === first) ? first : 'maybe';
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
      return base.startsWith('Date') ? ordered(base.slice(4), dateNumber) : ordered(base.slice(7), numberOf);
  }
}

/** Whether two texts are equal, where either may be known in parts only. */
export function equal(wanted: string, actual: string): Answer {
  if (wanted === actual) return 'yes';
  return hasSymbol(wanted) || hasSymbol(actual) ? globAnswer(escapeGlob(wanted), escapeGlob(actual)) : 'no';
}

/**
 * ARNs are compared field by field; the sixth field may hold colons (IAM User Guide, "Amazon Resource Name (ARN) condition
 * operators"). A symbol between the colons of an ARN is within that field, unless it is an ARN itself.
 */
export function arnAnswer(wanted: string, actual: string): Answer {
  if (wanted === '*') return 'yes';
  if (hidesFields(wanted) || hidesFields(actual)) return hiddenArnAnswer(wanted, actual);
  const [patterns, fields] = [arnFields(wanted), arnFields(actual)];
  if (patterns.length < 6 || fields.length < 6) return 'no';
  let answer: Answer = 'yes';
  for (let index = 0; index < 6; index++) {
    const one = globAnswer(patterns[index] ?? '', fields[index] ?? '');
    if (one === 'no') return 'no';
    if (one === 'maybe') answer = 'maybe';
  }
  return answer;
}

/** Whether some of the six fields are behind a symbol. */
export function hidesFields(arn: string): boolean {
  return hasSymbol(arn) && (beginsWithArnSymbol(arn) || arnFields(arn).length < 6);
}

function hiddenArnAnswer(wanted: string, actual: string): Answer {
  // What follows an ARN is in its sixth field.
  if (beginWithSameArn(wanted, actual)) return globAnswer(wanted, actual);
  if (!hidesFields(wanted) && arnFields(wanted).length < 6) return 'no';
  if (!hidesFields(actual) && arnFields(actual).length < 6) return /^\*+$/.test(widen(wanted)) ? 'maybe' : 'no';
  return globsMeet(wanted, actual) ? 'maybe' : 'no';
}

/** Whether both begin with the ARN of the same resource, not known yet. */
export function beginWithSameArn(first: string, second: string): boolean {
  return beginsWithArnSymbol(first) && second.startsWith(first.slice(0, 3));
}

/** The six fields; fewer when there are not as many. */
export function arnFields(arn: string): readonly string[] {
  const before = fieldsKnown.get(arn);
  if (before !== undefined) return before;
  const all = arn.split(':');
  const fields = all.length <= 6 ? all : [...all.slice(0, 5), all.slice(5).join(':')];
  if (fieldsKnown.size >= MOST_KNOWN) fieldsKnown.clear();
  fieldsKnown.set(arn, fields);
  return fields;
}

/** One ARN is compared with many: the latest ones are kept. */
const MOST_KNOWN = 1000;
const fieldsKnown = new Map<string, readonly string[]>();

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

function ipAnswer(wanted: string, actual: string): Answer {
  if (hasSymbol(wanted) || hasSymbol(actual)) return 'maybe';
  const address = actual.includes('/') ? undefined : addressRange(actual);
  const range = addressRange(wanted);
  if (address === undefined || range === undefined) return 'no';
  return range.first <= address.first && address.last <= range.last ? 'yes' : 'no';
}

const VARIABLE = /\$\{([^}]*)\}/g;

/**
 * The value with its policy variables filled in; undefined when one has no value in the request: nothing matches then. In a
 * glob, what a variable stands for is no wildcard.
 */
export function substitute(value: string, context: Context, isGlob: boolean): string | undefined {
  if (!value.includes('${')) return value;
  const pieces = [...value.matchAll(VARIABLE)].map(([, inside = '']) => variable(inside, context));
  if (pieces.includes(undefined)) return undefined;
  const texts = isGlob ? pieces.map((piece) => escapeGlob(piece ?? '')) : pieces;
  let next = 0;
  return value.replace(VARIABLE, () => texts[next++] ?? '');
}

/** Whether the operator's values are globs. */
export function comparesGlobs(operator: string): boolean {
  return /Like|Arn/.test(operator);
}

/** The pattern that matches whatever the variables of this one may stand for. */
export function withoutVariables(pattern: string): string {
  return pattern.replace(VARIABLE, '*');
}

/** The condition keys, in lower case, that the policy variables of a text name. */
export function variablesOf(value: string): readonly string[] {
  return [...value.matchAll(VARIABLE)].flatMap(([, inside = '']) =>
    inside === '*' || inside === '?' || inside === '$' ? [] : [(inside.split(',')[0] ?? '').trim().toLowerCase()],
  );
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
