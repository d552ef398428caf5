/** One value of a condition key for which a set of conditions is true or false. */
import { conditionAnswer, isNegated, type Context } from '../policy/condition';
import type { Condition } from '../policy/document';
import { findText, textHolds, type Mode, type Pattern, type TextAnswer, type TextLiteral } from '../policy/pattern';
import { hasSymbol, OWN_ACCOUNT } from '../policy/text';
import { findOnLine, type LineName } from './key-theory-line';

/** A condition on the key that must be true, or must be false. Its values hold no policy variable any more. */
export interface KeyLiteral {
  readonly condition: Condition;
  readonly holds: boolean;
}

/** What the values of a key look like. */
export interface ValueDomain {
  /**
   * The key's type in the service authorization reference: `Bool`, `Numeric`, `Date`, `IPAddress`, `ARN`, `String`,
   * `ArrayOfString`. A `Bool` holds only `true` and `false`; a key of unknown type is what its conditions take it for.
   */
  readonly type?: string;
  /** Every value must satisfy these as well. */
  readonly shape?: readonly TextLiteral[];
  /** Values to try first. */
  readonly hints?: readonly string[];
}

/** Whether the literal is true of the values (null: absent): for certain, or at least for some meaning of the symbols. */
export function keyHolds(literal: KeyLiteral, values: readonly string[] | null, mode: Mode): boolean {
  const context: Context = values === null ? new Map() : new Map([[literal.condition.key, values]]);
  const answer = conditionAnswer(literal.condition, context, false);
  if (mode === 'certain') return answer === (literal.holds ? 'yes' : 'no');
  return answer !== (literal.holds ? 'no' : 'yes');
}

/** A single value for which all literals are true. Their conditions have no quantifier and are not `Null`. */
export function findValue(literals: readonly KeyLiteral[], domain: ValueDomain, mode: Mode): TextAnswer {
  const shape = domain.shape ?? [];
  const suits = (value: string): boolean =>
    literals.every((literal) => keyHolds(literal, [value], mode)) &&
    shape.every((literal) => textHolds(literal, value, mode));
  const question: Question = { literals, type: domain.type?.replace(/^ArrayOf/, ''), shape, mode, suits };
  const hint = domain.hints?.find(suits);
  if (hint !== undefined) return { answer: 'yes', text: hint };
  if (isBoolean(question)) return firstOf(['true', 'false'], question, 'no');
  const families = [...new Set(literals.map(({ condition }) => familyOf(condition.operator)))];
  const [family = 'text'] = families;
  if (families.length > 1) return findMixed(question, families);
  return family === 'text' ? findAmongTexts(question) : findAmongLine(question, family);
}

interface Question {
  readonly literals: readonly KeyLiteral[];
  readonly type: string | undefined;
  readonly shape: readonly TextLiteral[];
  readonly mode: Mode;
  /** Whether a value satisfies all literals and the shape. */
  readonly suits: (value: string) => boolean;
}

/** Comparisons of values with values that one question may cost. */
const MOST_WORK = 50_000;

/** The first value that suits; without one the answer is `otherwise`, if all could be tried. */
function firstOf(values: readonly string[], { literals, suits }: Question, otherwise: 'no' | 'unknown'): TextAnswer {
  const cost = literals.reduce((sum, { condition }) => sum + condition.values.length, 1);
  const tried = values.slice(0, Math.max(2, Math.floor(MOST_WORK / cost)));
  const value = tried.find(suits);
  if (value !== undefined) return { answer: 'yes', text: value };
  return { answer: tried.length === values.length ? otherwise : 'unknown' };
}

function isBoolean({ literals, type }: Question): boolean {
  if (type !== undefined) return type === 'Bool';
  return literals.length > 0 && literals.every(({ condition }) => condition.operator === 'Bool');
}

type Family = LineName | 'text';

function familyOf(operator: string): Family {
  if (operator.startsWith('Numeric')) return 'number';
  if (operator.startsWith('Date')) return 'date';
  return operator.endsWith('IpAddress') ? 'address' : 'text';
}

/* ---- texts ---- */

/** What a value of each type looks like when nothing says more. */
const SAMPLES: ReadonlyMap<string, string> = new Map([
  ['Numeric', '1'],
  ['Date', '2030-01-01T12:00:00Z'],
  ['IPAddress', '203.0.113.7'],
  ['ARN', `arn:aws:iam::${OWN_ACCOUNT}:role/example`],
]);

function findAmongTexts({ literals, type, shape, mode, suits }: Question): TextAnswer {
  const sample = SAMPLES.get(type ?? '');
  const hints = sample === undefined ? [] : [sample];
  const found = findText([...literals.map(textLiteralOf), ...shape], { mode, hints });
  return found.answer !== 'yes' || mode === 'possible' || suits(found.text) ? found : { answer: 'unknown' };
}

const patterns = new WeakMap<Condition, readonly Pattern[]>();

function textLiteralOf({ condition, holds }: KeyLiteral): TextLiteral {
  let list = patterns.get(condition);
  if (list === undefined) {
    const kind = kindOf(condition.operator.replace('Not', ''));
    list = condition.values.map((source) => ({ source, kind }));
    patterns.set(condition, list);
  }
  return { patterns: list, holds: holds !== isNegated(condition.operator) };
}

function kindOf(operator: string): Pattern['kind'] {
  if (operator.startsWith('Arn')) return 'arn';
  if (operator === 'StringLike') return 'glob';
  return operator === 'StringEqualsIgnoreCase' || operator === 'Bool' ? 'ignore-case' : 'literal';
}

/* ---- lines ---- */

const TYPE_OF_LINE = { number: 'Numeric', date: 'Date', address: 'IPAddress' } as const;

function findAmongLine(question: Question, name: LineName): TextAnswer {
  const { literals, type, mode } = question;
  const { values, complete } = findOnLine(name, literals, mode);
  const found = firstOf(values, question, complete && values.length === 0 ? 'no' : 'unknown');
  const isOnLine = type === undefined || type === TYPE_OF_LINE[name];
  return found.answer === 'yes' || isOnLine || !holdOutside(literals, mode) ? found : findOutside(question);
}

/** Whether the literals are true of a text that is no number, date or address: they say the same of each such text. */
function holdOutside(literals: readonly KeyLiteral[], mode: Mode): boolean {
  return literals.every((literal) => keyHolds(literal, ['example'], mode));
}

function findOutside(question: Question): TextAnswer {
  const found = findText(question.shape, { mode: question.mode });
  return firstOf(['example', ...(found.answer === 'yes' ? [found.text] : [])], question, 'unknown');
}

/* ---- several families on one key ---- */

function findMixed(question: Question, families: readonly Family[]): TextAnswer {
  const { literals, mode } = question;
  const candidates: string[] = ['example'];
  for (const family of families) {
    const own = literals.filter(({ condition }) => familyOf(condition.operator) === family);
    if (family === 'text') {
      const found = findAmongTexts({ ...question, literals: own, suits: () => true });
      if (found.answer === 'no') return found;
      if (found.answer === 'yes') candidates.push(found.text);
    } else {
      const { values, complete } = findOnLine(family, own, mode);
      if (values.length === 0 && complete && !holdOutside(own, mode)) return { answer: 'no' };
      candidates.push(...values);
    }
  }
  const listed = shortestList(literals);
  return firstOf([...(listed ?? []), ...candidates], question, listed === undefined ? 'unknown' : 'no');
}

/** The values of a literal that only these values satisfy; undefined when there is no such literal. */
function shortestList(literals: readonly KeyLiteral[]): readonly string[] | undefined {
  const lists = literals
    .filter(({ condition: { operator, values }, holds }) => {
      const isExact = kindOf(operator.replace('Not', '')) === 'literal' && familyOf(operator) === 'text';
      return isExact && holds !== isNegated(operator) && !values.some(hasSymbol);
    })
    .map(({ condition }) => condition.values)
    .sort((a, b) => a.length - b.length);
  return lists[0];
}
