/** Values of conditions: can the operator read them, and are they what the key can be? */
import { quote, type CheckCode } from '../check';
import { dateNumber, numberOf } from '../condition-values';
import { nearest } from '../../model/nearest';
import { isRegion, regions } from './regions';
import {
  hasWildcard,
  isNegatedAtom,
  keyOf,
  withoutVariables,
  type Atom,
  type Entry,
  type PolicyView,
  type StatementView,
} from './view';

/** Checks of the values in the conditions of one statement. */
export function checkConditionValues(statement: StatementView, policy: PolicyView): void {
  for (const atom of statement.atoms) {
    checkTogether(atom, policy);
    checkNullEquivalent(atom, policy);
    const isPlain = ofFamily(atom);
    // More values than any policy can hold are not looked at one by one.
    for (const value of atom.values.slice(0, 5000)) {
      if (value.text.includes('${')) checkVariableUse(value, atom, policy);
      else if (isPlain !== undefined && !isPlain.reads(value.text)) {
        policy.add(
          isPlain.code,
          value.path,
          `${quote(value.text)} is no ${isPlain.what}, which ${quote(atom.written)} compares`,
        );
      } else checkValue(value, atom, policy);
    }
  }
}

interface Reading {
  readonly code: CheckCode;
  readonly what: string;
  readonly reads: (text: string) => boolean;
}

const BOOLEAN: Reading = {
  code: 'TYPE_MISMATCH_BOOLEAN',
  what: '`true` or `false`',
  reads: (text) => /^(true|false)$/i.test(text),
};
const NUMBER: Reading = {
  code: 'TYPE_MISMATCH_NUMBER',
  what: 'number',
  reads: (text) => !Number.isNaN(numberOf(text)),
};
const DATE: Reading = {
  code: 'TYPE_MISMATCH_DATE',
  what: 'date such as `2026-01-31` or `2026-01-31T12:00:00Z`',
  reads: (text) => !Number.isNaN(dateNumber(text)) || /^\d{8}T\d{6}Z$/.test(text),
};
const BASE64: Reading = {
  code: 'TYPE_MISMATCH_STRING',
  what: 'base64 text',
  reads: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text),
};

function ofFamily({ operator, lower }: Atom): Reading | undefined {
  switch (operator.family) {
    case 'Bool':
    case 'Null':
      return BOOLEAN;
    case 'Numeric':
      return NUMBER;
    case 'Date':
      return lower === 'aws:epochtime' ? { ...DATE, reads: (text) => DATE.reads(text) || NUMBER.reads(text) } : DATE;
    case 'Binary':
      return BASE64;
    case 'String':
    case 'Arn':
    case 'IpAddress':
      return undefined;
  }
}

/** What the values of one key say together. */
function checkTogether(atom: Atom, { add }: PolicyView): void {
  const { operator, raw, path } = atom;
  if (raw.length < 2) return;
  if (operator.family === 'Bool' || operator.family === 'Null') {
    return add(
      'INVALID_CONDITION_MULTIPLE_BOOLEAN',
      path,
      `${keyOf(atom)} can be compared with one of \`true\` and \`false\` only`,
    );
  }
  if (new Set(raw.map((value) => typeof value)).size > 1 && !atom.open) {
    add(
      'INVALID_CONDITION_DATA_TYPE',
      path,
      `the values of ${keyOf(atom)} are of several JSON types: write all of them as strings`,
    );
  }
  const bound = /^Numeric(Less|Greater)Than/.exec(operator.name)?.[1];
  if (bound === undefined) return;
  const one = bound === 'Less' ? 'greatest' : 'least';
  add('REDUNDANT_CONDITION_VALUE_NUM', path, `of the values of ${keyOf(atom)} only the ${one} counts: keep that one`);
}

/** What a pattern that matches everything says under each operator. */
function checkNullEquivalent(atom: Atom, { add }: PolicyView): void {
  const { operator } = atom;
  if (!operator.name.endsWith('Like') || operator.family !== 'String') return;
  const all = atom.values.find(({ text }) => text === '*');
  if (all === undefined) return;
  const isNegated = isNegatedAtom(atom);
  const holdsWhenAbsent =
    operator.quantifier === 'ForAllValues' || operator.ifExists || (isNegated && operator.quantifier === undefined);
  const holdsWhenPresent = !isNegated;
  const [code, message] =
    holdsWhenAbsent && holdsWhenPresent
      ? (['REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION', 'always holds: remove it'] as const)
      : holdsWhenPresent
        ? (['EQUIVALENT_TO_NULL_FALSE', 'holds wherever the key is there: write `Null` with `"false"`'] as const)
        : holdsWhenAbsent
          ? (['EQUIVALENT_TO_NULL_TRUE', 'holds only where the key is absent: write `Null` with `"true"`'] as const)
          : (['REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION', 'never holds'] as const);
  add(code, all.path, `${quote(atom.written)} of ${keyOf(atom)} with \`*\` ${message}`);
}

function checkValue(value: Entry, atom: Atom, policy: PolicyView): void {
  const { family, name } = atom.operator;
  if (family === 'Date' && /^-?\d+$/.test(value.text) && value.text.length > 4 && atom.lower !== 'aws:epochtime') {
    policy.add(
      'INVALID_DATE_VALUE',
      value.path,
      `${quote(value.text)} counts seconds: write a date such as \`2026-01-31\``,
    );
  }
  if (family !== 'String') return;
  if (!hasWildcard(value.text)) return checkWord(value, atom, policy);
  if (!name.endsWith('Like')) {
    const message = `${quote(value.text)} has a wildcard, which ${quote(atom.written)} takes for a plain character: write \`${likeOf(name)}\``;
    policy.add('WILDCARD_WITHOUT_LIKE_OPERATOR', value.path, message);
  } else checkWildcard(value, atom, policy);
}

function likeOf(name: string): string {
  return name.includes('Not') ? 'StringNotLike' : 'StringLike';
}

/** AWS names them sensitive (IAM User Guide, "AWS global condition context keys"): a wildcard in them has no good use. */
const SENSITIVE = new Set([
  'aws:principalaccount', 'aws:principalorgid', 'aws:resourceaccount', 'aws:resourceorgid', 'aws:sourceaccount',
  'aws:sourceorgid', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:vpceaccount', 'aws:vpceorgid',
]); // prettier-ignore

function checkWildcard({ text, path }: Entry, atom: Atom, { add }: PolicyView): void {
  if (SENSITIVE.has(atom.lower) && text !== '*') {
    const message = `${quote(text)} lets ${keyOf(atom)} be somebody else's as well: write the values in full`;
    add('WILDCARD_USAGE_TOO_PERMISSIVE', path, message);
  }
  const [left = ''] = text.split(':');
  if (atom.lower === 'aws:userid' && hasWildcard(left) && left !== '*') {
    const message = `${quote(text)} may be the id of somebody else: keep the wildcard behind the colon`;
    add('WILDCARD_USAGE_TOO_PERMISSIVE', path, message);
  }
  checkServiceName({ text, path }, atom, { add });
}

/** What stands for a variable under `Like` may hold wildcards. */
function checkVariableUse({ text, path }: Entry, atom: Atom, { variables, add }: PolicyView): void {
  if (variables !== true || atom.operator.family !== 'String' || !atom.operator.name.endsWith('Like')) return;
  const [left = ''] = text.split(/:(?![^{]*\})/);
  const isLeft = atom.lower === 'aws:userid' && VARIABLE.test(left) && withoutVariables(left, '') !== '';
  if (!isLeft && !(SENSITIVE.has(atom.lower) && VARIABLE.test(text))) return;
  const message = `a variable of ${quote(text)} may hold a wildcard, which lets ${keyOf(atom)} be somebody else's: write \`${equalsOf(atom)}\``;
  add('VARIABLE_USAGE_TOO_PERMISSIVE', path, message);
}

/** Not `${*}`, `${?}` and `${$}`, which are characters, nor ids that AWS gives, which hold no wildcard. */
const VARIABLE = /\$\{\s*(?!aws:(principal|resource|source|vpce)(account|orgid)\s*\})[A-Za-z]/i;

function equalsOf({ written }: Atom): string {
  return written.replace(/Like/i, 'Equals');
}

/** What some keys want, when the value has no wildcard. */
function checkWord({ text, path }: Entry, atom: Atom, policy: PolicyView): void {
  const { add } = policy;
  switch (atom.lower) {
    case 'aws:requestedregion':
      if (!isRegion(text)) {
        const guess = nearest(text, regions);
        const message = `${quote(text)} is no region`;
        add('INVALID_REGION', path, guess === undefined ? message : `${message}, did you mean \`${guess}\`?`);
      }
      return;
    case 'aws:sourcevpc':
      if (/^vpc-([0-9a-z]{8}|[0-9a-z]{17})$/.test(text)) return;
      return add('INVALID_VPC_FORMAT', path, `${quote(text)} is no VPC: write \`vpc-\` and 8 or 17 letters and digits`);
    case 'aws:sourcevpce':
      if (/^vpce-([0-9a-z]{8}|[0-9a-z]{17})$/.test(text)) return;
      return add(
        'INVALID_VPCE_FORMAT',
        path,
        `${quote(text)} is no VPC endpoint: write \`vpce-\` and 8 or 17 letters and digits`,
      );
    case 's3:x-amz-server-side-encryption-aws-kms-key-id':
      if (/^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/.test(text)) return;
      return add(
        'INVALID_KMS_KEY_VALUE',
        path,
        `${quote(text)} is not the ARN of a KMS key, which ${keyOf(atom)} has to be`,
      );
    default:
      checkServiceName({ text, path }, atom, policy);
  }
}

const SERVICE_KEYS =
  /^(aws:(calledvia(first|last)?|principalservicename(slist)?)|iam:(passedtoservice|awsservicename)|kms:viaservice)$/;
const SERVICE_NAME = /^[a-z0-9.*?-]+$/;
const SERVICE_END = /(^|[.*])(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal|aws\.com)$/;

function checkServiceName({ text, path }: Entry, atom: Atom, { add }: Pick<PolicyView, 'add'>): void {
  if (!SERVICE_KEYS.test(atom.lower)) return;
  const plain = withoutVariables(text, '*');
  const isVia = atom.lower === 'kms:viaservice';
  const isRight = SERVICE_NAME.test(plain) && (SERVICE_END.test(plain) || /[*?]$/.test(plain));
  if (isRight && (!isVia || /[*?]/.test(plain) || /^[^.]+\.[^.]+\.amazonaws\.com(\.cn)?$/.test(plain))) return;
  const form = isVia ? '`service.region.amazonaws.com`' : '`service.amazonaws.com`';
  add(
    'INVALID_SERVICE_PRINCIPAL_FORMAT',
    path,
    `${quote(text)} is no service principal of the form ${form} in lower case`,
  );
}
