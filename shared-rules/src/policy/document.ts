/**
 * A policy document in normal form: every element a list, every text encoded (see text.ts). A document whose structure AWS
 * rejects has a `problem` with the code of the check; it never counts as "grants nothing".
 */
import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { fromJson, unknown, type Text, type Unknown, type Value } from '../model/value';
import { encode, encodePart, hasSymbol, settleArn } from './text';

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
  readonly values: readonly string[];
}

/** A set of patterns, or what none of them matches. */
export interface Patterns {
  /** True for `NotAction` and `NotResource`. */
  readonly negated: boolean;
  readonly patterns: readonly string[];
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

/** Where a document is used: a trust policy names principals and no resource. */
export type DocumentUse = 'identity' | 'trust';

/** Reads a document: JSON text, an object, or a value that is known in parts. Never throws. */
export function readDocument(source: unknown, use: DocumentUse = 'identity'): Document {
  if (isValue(source)) return readValue(source, use);
  if (typeof source !== 'string') return normalise(source, use);
  if (hasSymbol(source)) return rejected('JSON_SYNTAX_ERROR', 'the document holds private-use characters');
  return readText(source, use);
}

const KINDS = new Set(['known', 'unknown', 'text', 'list', 'map']);

function isValue(source: unknown): source is Value {
  return typeof source === 'object' && source !== null && 'kind' in source && KINDS.has(String(source.kind));
}

const read = { identity: new WeakMap<Value, Document>(), trust: new WeakMap<Value, Document>() };

/** Several rules and several principals look at one document: it is read once. */
function readValue(value: Value, use: DocumentUse): Document {
  const before = read[use].get(value);
  if (before !== undefined) return before;
  const document = readNewValue(value, use);
  read[use].set(value, document);
  return document;
}

function readNewValue(value: Value, use: DocumentUse): Document {
  switch (value.kind) {
    case 'known':
      return readDocument(value.value, use);
    case 'text':
      return readInParts(value, use);
    case 'unknown':
      return { statements: [], open: value };
    case 'list':
    case 'map':
      return normalise(toJson(value), use);
  }
}

/** A text that is no JSON with its holes may be JSON without them: a hole may stand for whole members. */
function readInParts(text: Text, use: DocumentUse): Document {
  const document = readText(joinJson(text.parts), use);
  if (document.problem?.code !== 'JSON_SYNTAX_ERROR') return document;
  const hole = text.parts.find((part) => typeof part !== 'string');
  return { statements: [], open: hole ?? unknown('the document is known in parts only', text.references) };
}

/** JSON text with holes: a hole outside of a string becomes a string of its own. */
function joinJson(parts: readonly (string | Unknown)[]): string {
  let text = '';
  let inString = false;
  for (const part of parts) {
    if (typeof part !== 'string') {
      text += inString ? encodePart(part) : `"${encodePart(part)}"`;
      continue;
    }
    for (let i = 0; i < part.length; i++) {
      if (part[i] === '\\') i++;
      else if (part[i] === '"') inString = !inString;
    }
    text += part;
  }
  return text;
}

function toJson(value: Value): unknown {
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'text':
    case 'unknown':
      return encode(value);
    case 'list':
      return [...value.items.map(toJson), ...(value.more ? [encode(value.more)] : [])];
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, toJson(entry)]));
  }
}

function readText(text: string, use: DocumentUse): Document {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return rejected('JSON_SYNTAX_ERROR', `the document is not valid JSON: ${describeSyntaxError(text)}`);
  }
  return normalise(json, use);
}

function describeSyntaxError(text: string): string {
  const errors: ParseError[] = [];
  if (text.length < 1_000_000) parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return 'it cannot be read';
  const before = text.slice(0, first.offset).split('\n');
  const what = printParseErrorCode(first.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return `${what} in line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

function rejected(code: string, message: string): Document {
  return { statements: [], problem: { code, message } };
}

function normalise(json: unknown, use: DocumentUse): Document {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return rejected('JSON_SYNTAX_ERROR', 'the document is not a JSON object');
  }
  const source = json as Readonly<Record<string, unknown>>;
  const wrong = Object.keys(source).find((key) => !['Version', 'Id', 'Statement'].includes(key));
  if (wrong !== undefined) return rejected('INVALID_POLICY_ELEMENT', `\`${wrong}\` is no element of a policy document`);
  const list = listOf(source['Statement']);
  if (list.length === 0) return rejected('MISSING_STATEMENT', 'the document has no statement');
  const version = source['Version'];
  if (version !== undefined && !isVersion(version)) {
    return rejected('INVALID_VERSION', '`Version` is neither 2012-10-17 nor 2008-10-17');
  }
  const statements: Statement[] = [];
  for (const [index, item] of list.entries()) {
    const statement = readStatement(item, index, use, version === '2012-10-17');
    if ('code' in statement) return { statements: [], problem: statement };
    statements.push(statement);
  }
  const open = statements.find((statement) => statement.open !== undefined)?.open;
  return open === undefined ? { statements } : { statements, open };
}

function isVersion(version: unknown): boolean {
  return version === '2012-10-17' || version === '2008-10-17' || (typeof version === 'string' && hasSymbol(version));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

const ELEMENTS = new Set([
  'Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition',
]); // prettier-ignore

function readStatement(item: unknown, index: number, use: DocumentUse, variables: boolean): Statement | Problem {
  const place = `statement ${index + 1}`;
  const hole = unknown(`${place} of the document is not known`);
  const nothing = { negated: false, patterns: [] };
  const base = { index, effect: 'Deny' as const, actions: nothing, resources: nothing, conditions: [], variables };
  if (typeof item === 'string' && hasSymbol(item)) return { ...base, open: hole };
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return { code: 'DATA_TYPE_MISMATCH', message: `${place} is not an object` };
  }
  const source = item as Readonly<Record<string, unknown>>;
  const problem = structureProblem(source, place, use);
  if (problem !== undefined) return problem;
  const effect = source['Effect'];
  const conditions = readConditions(source['Condition'], place);
  if ('code' in conditions) return conditions;
  if (typeof effect === 'string' && hasSymbol(effect)) return { ...base, open: hole };
  const sid = source['Sid'];
  return {
    ...base,
    ...(typeof sid === 'string' ? { sid } : {}),
    effect: effect as 'Allow' | 'Deny',
    actions: readPatterns(source, 'Action', (text) => text.toLowerCase()),
    resources: use === 'trust' ? { negated: false, patterns: ['*'] } : readPatterns(source, 'Resource', settleArn),
    conditions: conditions.list,
  };
}

function structureProblem(
  source: Readonly<Record<string, unknown>>,
  place: string,
  use: DocumentUse,
): Problem | undefined {
  const has = (key: string): boolean => source[key] !== undefined && source[key] !== null;
  const wrong = Object.keys(source).find((key) => !ELEMENTS.has(key));
  if (wrong !== undefined) {
    return { code: 'INVALID_POLICY_ELEMENT', message: `\`${wrong}\` in ${place} is no element of a statement` };
  }
  const effect = source['Effect'];
  if (!has('Effect')) return { code: 'MISSING_EFFECT', message: `${place} has no \`Effect\`` };
  if (effect !== 'Allow' && effect !== 'Deny' && !(typeof effect === 'string' && hasSymbol(effect))) {
    return { code: 'INVALID_EFFECT', message: `the \`Effect\` of ${place} is neither \`Allow\` nor \`Deny\`` };
  }
  for (const [element, not] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
  ] as const) {
    if (use === 'trust' && element === 'Resource') continue;
    if (has(element) && has(not)) {
      return { code: 'UNSUPPORTED_ELEMENT_COMBINATION', message: `${place} has both \`${element}\` and \`${not}\`` };
    }
    if (!has(element) && !has(not)) {
      return {
        code: `MISSING_${element.toUpperCase()}`,
        message: `${place} has neither \`${element}\` nor \`${not}\``,
      };
    }
    const bad = listOf(source[element] ?? source[not]).some((entry) => typeof entry !== 'string');
    if (bad)
      return { code: 'DATA_TYPE_MISMATCH', message: `\`${element}\` in ${place} is not a string or a list of strings` };
  }
  if (use === 'identity' && (has('Principal') || has('NotPrincipal'))) {
    return { code: 'UNSUPPORTED_PRINCIPAL', message: `${place} names a principal, which an identity policy cannot do` };
  }
  return undefined;
}

function readPatterns(
  source: Readonly<Record<string, unknown>>,
  element: 'Action' | 'Resource',
  spelling: (text: string) => string,
): Patterns {
  const positive = source[element];
  const negated = positive === undefined || positive === null;
  const patterns = listOf(negated ? source[`Not${element}`] : positive) as readonly string[];
  return { negated, patterns: [...new Set(patterns.map(spelling))] };
}

const OPERATORS = new Set([
  'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike',
  'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan',
  'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan',
  'DateGreaterThanEquals', 'Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals', 'ArnLike', 'ArnNotEquals',
  'ArnNotLike', 'Null',
]); // prettier-ignore

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

function readConditions(source: unknown, place: string): { readonly list: readonly Condition[] } | Problem {
  if (source === undefined || source === null) return { list: [] };
  if (typeof source !== 'object' || Array.isArray(source)) {
    return { code: 'DATA_TYPE_MISMATCH', message: `\`Condition\` in ${place} is not an object` };
  }
  const conditions: Condition[] = [];
  for (const [name, block] of Object.entries(source)) {
    const [, quantifier, operator = '', ifExists] = OPERATOR.exec(name) ?? [];
    if (!OPERATORS.has(operator)) {
      return { code: 'INVALID_CONDITION_OPERATOR', message: `\`${name}\` in ${place} is no condition operator` };
    }
    if (typeof block !== 'object' || block === null || Array.isArray(block)) {
      return { code: 'DATA_TYPE_MISMATCH', message: `\`Condition.${name}\` in ${place} is not an object` };
    }
    for (const [key, values] of Object.entries(block as object)) {
      conditions.push({
        operator,
        ifExists: ifExists !== undefined,
        ...(quantifier === undefined ? {} : { quantifier: quantifier as 'ForAllValues' | 'ForAnyValue' }),
        key: key.toLowerCase(),
        values: listOf(values).map((entry) => settleArn(encode(fromJson(entry)))),
      });
    }
  }
  return { list: conditions };
}
