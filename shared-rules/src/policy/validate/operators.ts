/** Operators of conditions: do they fit the key that they compare? */
import { quote } from '../check';
import type { OperatorFamily } from '../operators';
import { conditionKeyType, type ConditionKeyType } from '../reference';
import { isNegatedAtom, keyOf, type Atom, type PolicyView, type StatementView } from './view';

/** Checks of the operators of one statement. */
export function checkOperators(statement: StatementView, policy: PolicyView): void {
  for (const atom of statement.atoms) {
    const { operator } = atom;
    if (operator.family === 'Null') {
      if (operator.quantifier !== undefined) nullWithQualifier(atom, policy);
      continue;
    }
    checkAudience(atom, policy);
    const type = conditionKeyType(atom.key);
    if (type === undefined) continue;
    checkFamily(atom, type, policy);
    checkQuantifier(atom, type, statement, policy);
  }
}

function nullWithQualifier(atom: Atom, { add }: PolicyView): void {
  const always = atom.operator.quantifier === 'ForAllValues' ? 'always holds' : 'never holds';
  add('NULL_WITH_QUALIFIER', atom.path, `${quote(atom.written)} ${always}: write \`Null\``);
}

const FAMILY: Readonly<Record<string, OperatorFamily>> = {
  String: 'String',
  Bool: 'Bool',
  Numeric: 'Numeric',
  Date: 'Date',
  ARN: 'Arn',
  IPAddress: 'IpAddress',
  Binary: 'Binary',
};

function checkFamily(atom: Atom, type: ConditionKeyType, { add }: PolicyView): void {
  const wanted = FAMILY[type.replace('ArrayOf', '')];
  const { family, name } = atom.operator;
  if (wanted === undefined || family === wanted) return;
  if (wanted === 'Arn' && family === 'String') {
    if (!name.endsWith('Like')) return;
    const instead = name.replace('String', 'Arn');
    const message = `${keyOf(atom)} is an ARN, in which \`${name}\` lets a wildcard run over the colons: write \`${instead}\``;
    return add('STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS', atom.path, message);
  }
  // A text may be an ARN: AWS itself compares encryption contexts so.
  if (wanted === 'String' && family === 'Arn' && atom.values.every(({ text }) => /^(arn:|\*|\$\{)/.test(text))) return;
  // Only string operators take policy variables.
  if (family === 'String' && atom.values.length > 0 && atom.values.every(({ text }) => text.includes('${'))) return;
  // The one key that is a number of seconds and a date.
  if (atom.lower === 'aws:epochtime' && (family === 'Numeric' || family === 'Date')) return;
  const message = `${keyOf(atom)} is compared with ${wanted} operators, not with ${quote(atom.written)}`;
  add('TYPE_MISMATCH', atom.path, message);
}

function checkQuantifier(atom: Atom, type: ConditionKeyType, { effect }: StatementView, { add }: PolicyView): void {
  const { quantifier } = atom.operator;
  const isMany = type.startsWith('ArrayOf');
  if (isMany && quantifier === undefined) {
    const message = `${keyOf(atom)} has many values in one request: write \`ForAnyValue:\` or \`ForAllValues:\` before the operator`;
    add('MISSING_QUALIFIER', atom.path, message);
  } else if (!isMany && quantifier === 'ForAllValues' && effect === 'Allow' && !/:aud$/.test(atom.lower)) {
    forAllOfOne(atom, { add });
  }
}

function forAllOfOne(atom: Atom, { add }: Pick<PolicyView, 'add'>): void {
  const message = `${keyOf(atom)} has one value, and \`ForAllValues:\` holds as well where it is absent: remove \`ForAllValues:\``;
  add('FORALLVALUES_WITH_SINGLE_VALUED_KEY', atom.path, message);
}

/** The audience of a token of an identity provider is one value. */
function checkAudience(atom: Atom, { type, add }: PolicyView): void {
  const { quantifier } = atom.operator;
  if (quantifier === undefined || type !== 'trust' || !/\.[^:]*:aud$/.test(atom.lower)) return;
  add('CONFIRM_AUDIENCE_CLAIM_TYPE', atom.path, `${keyOf(atom)} has one value: remove \`${quantifier}:\``);
  if (quantifier === 'ForAllValues') return forAllOfOne(atom, { add });
  if (isNegatedAtom(atom)) return;
  const message = `${keyOf(atom)} has one value, for which \`ForAnyValue:\` can let in too much: remove \`ForAnyValue:\``;
  add('FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE', atom.path, message);
}
