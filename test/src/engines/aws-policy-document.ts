import { createHash } from 'node:crypto';

import { type Plain, type PlainObject, asObjects, asString, asStrings } from './aws-values';

interface Document {
  readonly version: string;
  readonly id: string | undefined;
  readonly statements: readonly PlainObject[];
}

/** Answers `aws:iam/getPolicyDocument:getPolicyDocument`: the JSON that the real data source renders. */
export function getPolicyDocument(parameters: PlainObject): PlainObject {
  const document = merge(parameters);
  const rendered = {
    Version: document.version,
    ...(document.id === undefined ? {} : { Id: document.id }),
    ...(document.statements.length === 0 ? {} : { Statement: document.statements }),
  };
  const json = JSON.stringify(rendered, undefined, 2);
  const id = createHash('sha256').update(json).digest().readUInt32BE(0);
  return { ...parameters, id: String(id), json, minifiedJson: JSON.stringify(rendered) };
}

/** Sources come first, then the own statements; overrides replace statements of the same Sid. */
function merge(parameters: PlainObject): Document {
  const sources = asStrings(parameters.sourcePolicyDocuments).flatMap(statementsOf);
  const own = asObjects(parameters.statements).map(renderStatement);
  const overrides = asStrings(parameters.overridePolicyDocuments).flatMap(statementsOf);
  let statements: readonly PlainObject[] = [...sources, ...own];
  for (const override of overrides) statements = replaceBySid(statements, override);
  return { version: asString(parameters.version) ?? '2012-10-17', id: asString(parameters.policyId), statements };
}

function statementsOf(json: string): readonly PlainObject[] {
  return json.trim() === '' ? [] : asObjects((JSON.parse(json) as PlainObject).Statement);
}

function replaceBySid(statements: readonly PlainObject[], override: PlainObject): readonly PlainObject[] {
  const sid = override.Sid;
  const position = statements.findIndex((statement) => sid !== undefined && statement.Sid === sid);
  return position < 0 ? [...statements, override] : statements.with(position, override);
}

function renderStatement(statement: PlainObject): PlainObject {
  const rendered: Record<string, Plain | undefined> = {
    Sid: asString(statement.sid),
    Effect: asString(statement.effect) ?? 'Allow',
    Action: renderList(statement.actions),
    NotAction: renderList(statement.notActions),
    Resource: renderList(statement.resources),
    NotResource: renderList(statement.notResources),
    Principal: renderPrincipals(statement.principals),
    NotPrincipal: renderPrincipals(statement.notPrincipals),
    Condition: renderConditions(statement.conditions),
  };
  const present = Object.entries(rendered).filter(
    (entry): entry is [string, Plain] => entry[1] !== undefined && entry[1] !== '',
  );
  return Object.fromEntries(present);
}

/** The real data source sorts backwards and writes a list of one as a string. */
function renderList(value: Plain | undefined): Plain | undefined {
  const strings = asStrings(value).toSorted().reverse();
  return strings.length > 1 ? strings : strings[0];
}

function renderPrincipals(value: Plain | undefined): Plain | undefined {
  const principals = asObjects(value);
  if (principals.length === 0) return undefined;
  const byType = new Map<string, readonly string[]>();
  for (const principal of principals) {
    const type = asString(principal.type) ?? '';
    byType.set(type, [...(byType.get(type) ?? []), ...asStrings(principal.identifiers)]);
  }
  if (byType.size === 1 && byType.get('*')?.join() === '*') return '*';
  return Object.fromEntries([...byType].map(([type, identifiers]) => [type, renderList(identifiers) ?? []]));
}

function renderConditions(value: Plain | undefined): PlainObject | undefined {
  const conditions: Record<string, Record<string, Plain>> = {};
  for (const condition of asObjects(value)) {
    const values = asStrings(condition.values);
    const ofTest = (conditions[asString(condition.test) ?? ''] ??= {});
    ofTest[asString(condition.variable) ?? ''] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return Object.keys(conditions).length === 0 ? undefined : conditions;
}
