/**
 * A policy document in normal form: every element a list, every text encoded (see text.ts). A document whose structure AWS
 * rejects has a `problem` with the code of the check; it never counts as "grants nothing".
 */
import { fromJson, unknown, type Unknown, type Value } from '../model/value';
import { placeOf, type PolicyType } from './check';
import { operatorOf } from './operators';
import { isValue, parsePolicy } from './parse';
import { asList, asObject, hasElement, hasMore, isHole, isOpen, structureChecks } from './structure';
import { encode, settleArn } from './text';

/** Why AWS would reject a document. */
export interface Problem {
  /** Code of the IAM Access Analyzer check, such as `MISSING_EFFECT`. */
  readonly code: string;
  /** A sentence without a full stop that names the place. */
  readonly message: string;
}

/** One comparison of a `Condition` block. */
export interface Condition {
  /** Without quantifier and `IfExists`, such as `StringEquals`. */
  readonly operator: string;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** In lower case: AWS compares condition keys without regard to case. */
  readonly key: string;
  /** The key as it is written. */
  readonly name: string;
  readonly values: readonly string[];
}

/** A set of patterns, or what none of them matches. */
export interface Patterns {
  /** True for `NotAction` and `NotResource`. */
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** Whom a statement of a resource or trust policy speaks of. */
export interface Principals {
  /** True for `NotPrincipal`. */
  readonly negated: boolean;
  readonly patterns: readonly PrincipalPattern[];
}

/** One principal as it is written; `Principal: "*"` is `{ type: 'AWS', value: '*' }`, which means the same. */
export interface PrincipalPattern {
  /** `AWS`, `Service`, `Federated` or `CanonicalUser`. */
  readonly type: string;
  readonly value: string;
}

/** A statement in normal form. */
export interface Statement {
  /** Position in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Patterns in lower case. */
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** Only in resource and trust policies. */
  readonly principals?: Principals;
  readonly conditions: readonly Condition[];
  /** Whether `${...}` in it are policy variables, which needs version 2012-10-17. */
  readonly variables: boolean;
  /** Set when a part of the statement could not be read: nothing is known of it. */
  readonly open?: Unknown;
}

/** A document in normal form. */
export interface Document {
  readonly statements: readonly Statement[];
  readonly problem?: Problem;
  /** Set when the document, or some statement of it, is not known. */
  readonly open?: Unknown;
}

/** Where a document is used. Resource and trust policies name principals; a trust policy names no resource. */
export type DocumentUse = PolicyType;

/** Reads a document: JSON text, an object, or a value that is known in parts. Never throws. */
export function readDocument(source: unknown, use: DocumentUse = 'identity'): Document {
  return isValue(source) ? readValue(source, use) : readNew(source, use);
}

const read = new Map<DocumentUse, WeakMap<Value, Document>>();

/** Several rules and several principals look at one document: it is read once. */
function readValue(value: Value, use: DocumentUse): Document {
  const known = read.get(use) ?? new WeakMap<Value, Document>();
  read.set(use, known);
  const before = known.get(value);
  if (before !== undefined) return before;
  const document = readNew(value, use);
  known.set(value, document);
  return document;
}

function readNew(source: unknown, use: DocumentUse): Document {
  const { json, checks, open } = parsePolicy(source);
  if (open !== undefined) return { statements: [], open };
  const [wrong] = checks.length > 0 ? checks : structureChecks(json, use).filter(({ code }) => code !== NEEDLESS);
  if (wrong === undefined) return normalise(json as Data, use);
  const { code, path, message } = wrong;
  return { statements: [], problem: { code, message: path.length === 0 ? message : `${message} (${placeOf(path)})` } };
}

/**
 * AWS refuses it as well, but what is meant is plain, and stands once it is removed: `readStatement` reads no resources of a trust
 * policy. Whoever looks at the document learns both at once.
 */
const NEEDLESS = 'ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE';

type Data = Readonly<Record<string, unknown>>;

/** A document in which AWS finds no fault. */
function normalise(source: Data, use: DocumentUse): Document {
  const variables = source['Version'] === '2012-10-17';
  const statements = asList(source['Statement']).map((item, index) => readStatement(item, index, use, variables));
  const open = isOpen(source)
    ? unknown('the document may have elements that are not known')
    : statements.find((statement) => statement.open !== undefined)?.open;
  return open === undefined ? { statements } : { statements, open };
}

function readStatement(item: unknown, index: number, use: DocumentUse, variables: boolean): Statement {
  const nothing = { negated: false, patterns: [] };
  const base = { index, effect: 'Deny' as const, actions: nothing, resources: nothing, conditions: [], variables };
  const source = asObject(item);
  const effect = source?.['Effect'];
  if (source === undefined || isHole(effect) || isOpen(source) || hasOpenCondition(source)) {
    return { ...base, open: unknown(`statement ${index + 1} of the document is not known`) };
  }
  const sid = source['Sid'];
  return {
    ...base,
    ...(typeof sid === 'string' ? { sid } : {}),
    effect: effect as 'Allow' | 'Deny',
    actions: readPatterns(source, 'Action', (text) => text.toLowerCase()),
    resources: use === 'trust' ? { negated: false, patterns: ['*'] } : readPatterns(source, 'Resource', settleArn),
    ...readPrincipals(source),
    conditions: readConditions(source['Condition']),
  };
}

/** Whether the statement may have a condition that is not known. */
function hasOpenCondition(source: Data): boolean {
  if (!hasElement(source, 'Condition')) return false;
  const condition = asObject(source['Condition']);
  if (condition === undefined || isOpen(condition)) return true;
  return Object.values(condition).some((block) => isHole(block) || hasMore(asObject(block) ?? {}));
}

function readPatterns(
  source: Readonly<Record<string, unknown>>,
  element: 'Action' | 'Resource',
  spelling: (text: string) => string,
): Patterns {
  const positive = source[element];
  const negated = positive === undefined || positive === null;
  const patterns = asList(negated ? source[`Not${element}`] : positive) as readonly string[];
  const spelled = patterns.map(spelling);
  return { negated, patterns: spelled.length < 2 ? spelled : [...new Set(spelled)] };
}

function readPrincipals(source: Readonly<Record<string, unknown>>): { readonly principals?: Principals } {
  const positive = source['Principal'];
  const negated = positive === undefined || positive === null;
  const element = negated ? source['NotPrincipal'] : positive;
  if (element === undefined || element === null) return {};
  const texts = (type: string, value: unknown): readonly PrincipalPattern[] =>
    asList(value).map((one) => ({ type, value: textOf(one) }));
  if (typeof element !== 'object' || Array.isArray(element)) {
    return { principals: { negated, patterns: texts('AWS', element) } };
  }
  const patterns = Object.entries(element).flatMap(([type, value]) => texts(type, value));
  return { principals: { negated, patterns } };
}

function readConditions(source: unknown): readonly Condition[] {
  return Object.entries(asObject(source) ?? {}).flatMap(([name, block]) => {
    const operator = operatorOf(name);
    if (operator === undefined) return [];
    const { quantifier, ifExists } = operator;
    return Object.entries(asObject(block) ?? {}).map(([key, values]) => ({
      operator: operator.name,
      ifExists,
      ...(quantifier === undefined ? {} : { quantifier }),
      key: key.toLowerCase(),
      name: key,
      values: asList(values).map(textOf),
    }));
  });
}

function textOf(value: unknown): string {
  return settleArn(typeof value === 'string' ? value : encode(fromJson(value)));
}
