/** Condition operators (IAM User Guide, "IAM JSON policy elements: Condition operators"). */

/** What the values of an operator are. */
export type OperatorFamily = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn' | 'Null';

/** An operator taken apart. */
export interface Operator {
  /** In AWS's spelling and without quantifier and suffix, such as `StringEquals`. */
  readonly name: string;
  readonly family: OperatorFamily;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

const FAMILIES: Readonly<Record<OperatorFamily, readonly string[]>> = {
  String: [
    'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike',
    'StringNotLike',
  ],
  Numeric: [
    'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ],
  Date: [
    'DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals',
  ],
  Bool: ['Bool'],
  Binary: ['BinaryEquals'],
  IpAddress: ['IpAddress', 'NotIpAddress'],
  Arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  Null: ['Null'],
}; // prettier-ignore

/** Every operator in AWS's spelling. */
export const operatorNames: readonly string[] = Object.values(FAMILIES).flat();

const byLowerCase = new Map(
  (Object.keys(FAMILIES) as OperatorFamily[]).flatMap((family) =>
    FAMILIES[family].map((name) => [name.toLowerCase(), { name, family }] as const),
  ),
);

const PARTS = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/;
const read = new Map<string, Operator | undefined>();

/** Takes the name of an operator apart; undefined when there is none of that name. AWS accepts any case (`bool`). */
export function operatorOf(text: string): Operator | undefined {
  if (text.length > 60) return undefined;
  if (read.has(text)) return read.get(text);
  const operator = readOperator(text);
  if (read.size < 1000) read.set(text, operator);
  return operator;
}

function readOperator(text: string): Operator | undefined {
  const [, quantifier, name = '', suffix] = PARTS.exec(text.toLowerCase()) ?? [];
  const known = byLowerCase.get(name);
  if (known === undefined) return undefined;
  const base = { ...known, ifExists: suffix !== undefined };
  if (quantifier === undefined) return base;
  return { ...base, quantifier: quantifier === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue' };
}
