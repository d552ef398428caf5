/**
 * What makes AWS refuse a document as malformed, whatever its actions, resources and conditions mean (IAM User Guide,
 * "Grammar of the IAM JSON policy language"). Whoever reads documents asks here.
 */
import { quote, severityOf, type AddCheck, type CheckPath, type PolicyCheck, type PolicyType } from './check';
import { operatorNames, operatorOf } from './operators';
import { didYouMean } from '../model/nearest';
import { hasSymbol } from './text';

type Data = Readonly<Record<string, unknown>>;

/** A check that has no position yet; `about` is for whoever looks for it. */
export type StructureCheck = PolicyCheck & { readonly about?: 'name' | 'value' };

/** Everything that makes AWS refuse the document, in its order; unknown parts are not judged. Never throws. */
export function structureChecks(json: unknown, type: PolicyType): readonly StructureCheck[] {
  const checks: StructureCheck[] = [];
  checkDocument(json, type, (code, path, message, more = {}) => {
    if (checks.length < MOST) checks.push({ code, severity: severityOf[code], message, path, ...more });
  });
  return checks;
}

/** Nobody reads more of one document. */
const MOST = 1000;

/** The value as an object that is no list. */
export function asObject(value: unknown): Data | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : undefined;
}

/** The value as a list: nothing, one thing, or what it holds. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether something of the value itself is not known. */
export function isHole(value: unknown): boolean {
  return typeof value === 'string' && hasSymbol(value);
}

/** Whether the object has the element; `null` is what IaC tools write for an element that is not there. */
export function hasElement(source: Data, name: string): boolean {
  const value = source[name];
  return value !== undefined && value !== null && Object.hasOwn(source, name);
}

/** Whether the object may have members that are not known. */
export function isOpen(source: Data): boolean {
  for (const name of Object.keys(source)) if (hasSymbol(name)) return true;
  return false;
}

/** Whether the object was cut off: `parsePolicy` names what is missing of it after itself. */
export function hasMore(source: Data): boolean {
  return Object.keys(source).some((name) => hasSymbol(name) && source[name] === name);
}

function checkDocument(json: unknown, type: PolicyType, add: AddCheck): void {
  const source = asObject(json);
  if (source === undefined) return add('JSON_SYNTAX_ERROR', [], 'the document is not a JSON object');
  checkNames(source, ['Version', 'Id', 'Statement'], [], 'a policy document', add);
  checkVersion(source, add);
  if (hasElement(source, 'Id') && typeof source['Id'] !== 'string') {
    add('DATA_TYPE_MISMATCH', ['Id'], '`Id` is not a string');
  }
  const statements = source['Statement'];
  if (asList(statements).length === 0) {
    if (!isOpen(source)) add('MISSING_STATEMENT', [], 'the document has no statement');
    return;
  }
  if (!Array.isArray(statements)) return checkStatement(statements, ['Statement'], type, add);
  for (const [index, statement] of statements.entries()) checkStatement(statement, ['Statement', index], type, add);
}

function checkVersion(source: Data, add: AddCheck): void {
  const version = source['Version'];
  if (version === undefined || version === null || isHole(version)) return;
  if (typeof version !== 'string') return add('DATA_TYPE_MISMATCH', ['Version'], '`Version` is not a string');
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    add('INVALID_VERSION', ['Version'], `\`Version\` ${quote(version)} is neither 2012-10-17 nor 2008-10-17`);
  }
}

/** Nor more wrong names of one object. */
const MOST_NAMES = 50;

function checkNames(source: Data, allowed: readonly string[], path: CheckPath, where: string, add: AddCheck): void {
  const wrong = Object.keys(source).filter((name) => !allowed.includes(name) && !hasSymbol(name));
  for (const name of wrong.slice(0, MOST_NAMES)) {
    const guess = name.length < 40 ? didYouMean(name, allowed) : '';
    const message = `${quote(name)} is no element of ${where}${guess}`;
    add('INVALID_POLICY_ELEMENT', [...path, name], message, { about: 'name' });
  }
}

const ELEMENTS = [
  'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
]; // prettier-ignore

function checkStatement(statement: unknown, path: CheckPath, type: PolicyType, add: AddCheck): void {
  if (isHole(statement)) return;
  const source = asObject(statement);
  if (source === undefined) return add('DATA_TYPE_MISMATCH', path, 'the statement is not an object');
  checkNames(source, ELEMENTS, path, 'a statement', add);
  if (hasElement(source, 'Sid') && typeof source['Sid'] !== 'string') {
    add('DATA_TYPE_MISMATCH', [...path, 'Sid'], '`Sid` is not a string');
  }
  checkEffect(source, path, add);
  checkPrincipalElements(source, path, type, add);
  checkTexts(source, 'Action', path, add);
  if (!hasElement(source, 'Action') && !hasElement(source, 'NotAction') && !isOpen(source)) {
    add('MISSING_ACTION', path, 'the statement has neither `Action` nor `NotAction`');
  }
  checkResourceElements(source, path, type, add);
  checkConditions(source['Condition'], [...path, 'Condition'], add);
}

function checkEffect(source: Data, path: CheckPath, add: AddCheck): void {
  const effect = source['Effect'];
  if (!hasElement(source, 'Effect')) {
    if (!isOpen(source)) add('MISSING_EFFECT', path, 'the statement has no `Effect`, write `Allow` or `Deny`');
  } else if (typeof effect !== 'string') add('DATA_TYPE_MISMATCH', [...path, 'Effect'], '`Effect` is not a string');
  else if (effect !== 'Allow' && effect !== 'Deny' && !hasSymbol(effect)) {
    add('INVALID_EFFECT', [...path, 'Effect'], `the \`Effect\` ${quote(effect)} is neither \`Allow\` nor \`Deny\``);
  }
}

/** `Action` or `Resource`, positive or negated: not both, and each a string or a list of strings. */
function checkTexts(source: Data, element: 'Action' | 'Resource', path: CheckPath, add: AddCheck): void {
  if (hasElement(source, element) && hasElement(source, `Not${element}`)) combination(element, path, add);
  for (const name of [element, `Not${element}`] as const) {
    if (!hasElement(source, name)) continue;
    const value = source[name];
    if (typeof value === 'string') continue;
    const message = `\`${name}\` is not a string or a list of strings`;
    if (!Array.isArray(value)) add('DATA_TYPE_MISMATCH', [...path, name], message);
    else {
      for (let index = 0; index < value.length; index++) {
        if (typeof value[index] !== 'string') add('DATA_TYPE_MISMATCH', [...path, name, index], message);
      }
    }
  }
}

function combination(element: string, path: CheckPath, add: AddCheck): void {
  const message = `the statement has both \`${element}\` and \`Not${element}\`, remove one of them`;
  add('UNSUPPORTED_ELEMENT_COMBINATION', [...path, `Not${element}`], message, { about: 'name' });
}

function checkResourceElements(source: Data, path: CheckPath, type: PolicyType, add: AddCheck): void {
  const present = ['Resource', 'NotResource'].filter((name) => hasElement(source, name));
  if (type !== 'trust') {
    checkTexts(source, 'Resource', path, add);
    // Some services, such as ECR, take resource policies without it: `validatePolicy` speaks about those.
    if (present.length === 0 && type !== 'resource' && !isOpen(source)) {
      add('MISSING_RESOURCE', path, 'the statement has neither `Resource` nor `NotResource`');
    }
    return;
  }
  for (const name of present) {
    const message = `a trust policy is about its own role: remove \`${name}\``;
    add('ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE', [...path, name], message, { about: 'name' });
  }
}

function checkPrincipalElements(source: Data, path: CheckPath, type: PolicyType, add: AddCheck): void {
  const present = ['Principal', 'NotPrincipal'].filter((name) => hasElement(source, name));
  if (type !== 'resource' && type !== 'trust' && type !== 'rcp') {
    const code = type === 'scp' ? 'SCP_SYNTAX_ERROR_PRINCIPAL' : 'UNSUPPORTED_PRINCIPAL';
    const kind = type === 'scp' ? 'service control' : type;
    for (const name of present) {
      const message = `a policy of type ${kind} applies to whoever has it: remove \`${name}\``;
      add(code, [...path, name], message, { about: 'name' });
    }
    return;
  }
  if (present.length === 0 && !isOpen(source)) {
    add('MISSING_PRINCIPAL', path, 'the statement has no `Principal`');
  }
  if (present.length === 2) combination('Principal', path, add);
  for (const name of present) checkPrincipal(source[name], name, [...path, name], type, add);
}

const PRINCIPAL_KEYS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function checkPrincipal(value: unknown, name: string, path: CheckPath, type: PolicyType, add: AddCheck): void {
  if (name === 'NotPrincipal' && type === 'trust') {
    const message = 'a trust policy cannot exclude principals: name those who may assume the role in `Principal`';
    add('ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL', path, message, { about: 'name' });
  }
  if (value === '*' || isHole(value)) return;
  const source = asObject(value);
  if (source === undefined) {
    const message = `\`${name}\` is neither \`"*"\` nor an object such as \`{"AWS": "111122223333"}\``;
    return add('INVALID_PRINCIPAL_FORMAT', path, message);
  }
  for (const [key, entries] of Object.entries(source)) {
    if (hasSymbol(key)) continue;
    if (!PRINCIPAL_KEYS.includes(key)) {
      const message = `${quote(key)} is no kind of principal: write \`AWS\`, \`Service\`, \`Federated\` or \`CanonicalUser\``;
      add('INVALID_PRINCIPAL_KEY', [...path, key], message, { about: 'name' });
    } else if (asList(entries).some((entry) => typeof entry !== 'string')) {
      add('DATA_TYPE_MISMATCH', [...path, key], `\`${name}.${key}\` is not a string or a list of strings`);
    }
  }
}

function checkConditions(value: unknown, path: CheckPath, add: AddCheck): void {
  if (value === undefined || value === null || isHole(value)) return;
  const source = asObject(value);
  if (source === undefined) return add('DATA_TYPE_MISMATCH', path, '`Condition` is not an object');
  for (const [name, block] of Object.entries(source)) {
    if (hasSymbol(name)) continue;
    const place = [...path, name];
    const operator = operatorOf(name);
    if (operator === undefined) {
      const guess = name.length < 60 ? didYouMean(name, operatorNames) : '';
      add('INVALID_CONDITION_OPERATOR', place, `${quote(name)} is no condition operator${guess}`, { about: 'name' });
    } else if (operator.family === 'Null' && operator.ifExists) {
      const message = '`Null` asks whether a key is there, so `IfExists` cannot stand behind it: write `Null`';
      add('NULL_WITH_IF_EXISTS', place, message, { about: 'name' });
    }
    checkBlock(block, name, place, add);
  }
}

function checkBlock(block: unknown, name: string, path: CheckPath, add: AddCheck): void {
  if (isHole(block)) return;
  const source = asObject(block);
  if (source === undefined) {
    return add('DATA_TYPE_MISMATCH', path, `${quote(name)} is not an object of condition keys and values`);
  }
  for (const [key, values] of Object.entries(source)) {
    if (values === undefined || hasSymbol(key)) continue;
    const wrong = (Array.isArray(values) ? values : [values]).some(
      (value) => value === null || !['string', 'number', 'boolean'].includes(typeof value),
    );
    if (wrong)
      add('DATA_TYPE_MISMATCH', [...path, key], `the value of ${quote(key)} is not a scalar or a list of them`);
  }
}
