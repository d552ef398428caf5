/**
 * Which values of one condition key make a set of conditions on it true or false. A key is absent or holds values; the set
 * operators speak of all of them or of some, so that one value for each condition that asks for one is enough.
 */
import type { Condition } from '../policy/document';
import { textHolds, type Mode, type TextAnswer, type TextLiteral } from '../policy/pattern';
import { findValue, keyHolds, type KeyLiteral, type ValueDomain } from './key-theory-value';

export { keyHolds, type KeyLiteral } from './key-theory-value';

/** What is known of the key in this request besides the literals. */
export interface KeyDomain extends ValueDomain {
  /** Whether the key may be, must be or cannot be in the request. */
  readonly presence: 'optional' | 'always' | 'never';
  /** Whether the key holds a list in a request (`aws:TagKeys`); `maybe` for keys that are not known. */
  readonly multiValued: 'yes' | 'no' | 'maybe';
}

/** Values of the key (null: the key is absent), the proof that there are none, or neither within the bound. */
export type KeyAnswer =
  | { readonly answer: 'yes'; readonly values: readonly string[] | null }
  | { readonly answer: 'no' }
  | { readonly answer: 'unknown' };

/**
 * Values of the key for which every literal is true. In mode `certain` they are so whatever the symbols stand for; in mode
 * `possible` the answer `no` is a proof for every meaning of the symbols, and `yes` only says that it is not excluded. An
 * absent key is preferred to values, one value to several.
 */
export function findKeyValue(literals: readonly KeyLiteral[], domain: KeyDomain, mode: Mode): KeyAnswer {
  const allHold = (values: readonly string[] | null): boolean =>
    literals.every((literal) => keyHolds(literal, values, mode));
  if (domain.presence !== 'always' && allHold(null)) return { answer: 'yes', values: null };
  if (domain.presence === 'never') return { answer: 'no' };
  const about = literals.filter(({ condition }) => condition.operator !== 'Null');
  const nulls = literals.filter(({ condition }) => condition.operator === 'Null');
  if (!nulls.every((literal) => keyHolds(literal, ['example'], mode))) return { answer: 'no' };
  const found = findPresent(about, domain, mode);
  if (found.answer === 'yes') return mode === 'possible' || allHold(found.values) ? found : { answer: 'unknown' };
  // An empty text alone is no value to a set operator. `Null` prevents that, says the user guide: then it is not tried.
  const isEmptyTried = nulls.length === 0 && about.some(isQuantified) && mayBeEmpty(domain, mode);
  return isEmptyTried && allHold(['']) ? { answer: 'yes', values: [''] } : found;
}

function isQuantified({ condition }: KeyLiteral): boolean {
  return condition.quantifier !== undefined;
}

const IS_EMPTY: TextLiteral = { patterns: [{ source: '', kind: 'literal' }], holds: true };
const IS_FILLED: TextLiteral = { ...IS_EMPTY, holds: false };

function mayBeEmpty({ type, shape }: KeyDomain, mode: Mode): boolean {
  const isText = type === undefined || /^(ArrayOf)?(String|Binary)$/.test(type);
  return isText && (shape ?? []).every((literal) => textHolds(literal, '', mode));
}

/** Values of a key that is there. */
function findPresent(literals: readonly KeyLiteral[], domain: KeyDomain, mode: Mode): KeyAnswer {
  const hasSets = literals.some(isQuantified);
  const one = (hasSets ? findFilled : findValue)(literals.map(bare), domain, mode);
  if (one.answer === 'yes') return { answer: 'yes', values: [one.text] };
  // A condition without set operator speaks of a key that holds one value.
  const isList = hasSets && literals.every(isQuantified) && domain.multiValued !== 'no';
  return isList ? findSeveral(literals, domain, mode) : one;
}

/** A value that is not the empty text. */
function findFilled(literals: readonly KeyLiteral[], domain: ValueDomain, mode: Mode): TextAnswer {
  const found = findValue(literals, domain, mode);
  if (found.answer !== 'yes' || found.text !== '') return found;
  return findValue(literals, { ...domain, shape: [...(domain.shape ?? []), IS_FILLED] }, mode);
}

/** More conditions than this are not given a value of their own. */
const MOST_VALUES = 100;

/** One value for each condition that some value must satisfy; each satisfies those that all values must satisfy. */
function findSeveral(literals: readonly KeyLiteral[], domain: ValueDomain, mode: Mode): KeyAnswer {
  const ofAll = literals.filter(isOfAll).map(bare);
  const values: string[] = [];
  let isUnknown = false;
  for (const literal of literals.filter((each) => !isOfAll(each)).map(bare)) {
    if (values.some((value) => keyHolds(literal, [value], mode))) continue;
    if (values.length === MOST_VALUES) return { answer: 'unknown' };
    const filled = findFilled([...ofAll, literal], domain, mode);
    const found = filled.answer === 'no' ? findValue([...ofAll, literal], domain, mode) : filled;
    if (found.answer === 'no') return found;
    if (found.answer === 'yes') values.push(found.text);
    else isUnknown = true;
  }
  if (isUnknown) return { answer: 'unknown' };
  if (values.some((value) => value !== '')) return { answer: 'yes', values };
  const more = findFilled(ofAll, domain, mode);
  return more.answer === 'yes' ? { answer: 'yes', values: [...values, more.text] } : more;
}

/** Whether the literal is true when it is true of every value. */
function isOfAll({ condition, holds }: KeyLiteral): boolean {
  return (condition.quantifier === 'ForAllValues') === holds;
}

const withoutQuantifier = new WeakMap<Condition, Condition>();

/** The condition on one value. */
function bare(literal: KeyLiteral): KeyLiteral {
  const { condition, holds } = literal;
  if (condition.quantifier === undefined) return literal;
  let single = withoutQuantifier.get(condition);
  if (single === undefined) {
    const { name, operator, key, values } = condition;
    single = { name, operator, key, values, ifExists: false };
    withoutQuantifier.set(condition, single);
  }
  return { condition: single, holds };
}
