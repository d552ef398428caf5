/** What must be true of a request, as a formula over its resource and its condition keys. */
import type { Condition, Patterns, PrincipalPattern } from '../policy/document';
import type { Pattern, TextLiteral } from '../policy/pattern';
import { deniesOf, waysOf, type Access } from './access';
import type { Layer, PlacedStatement } from './layers';
import type { KeyLiteral } from './key-theory';
import { actionAnswer } from './request';
import { accountOf, arnsOf } from './principals';

/** A formula in negation normal form. */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  /** Not known: true for some meaning of what is not known, with the reason. */
  | { readonly kind: 'doubt'; readonly reason: string }
  | (LiteralOf<'resource', TextLiteral> | LiteralOf<'key', KeyLiteral>)
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Formula[] };

interface LiteralOf<Kind, Literal> {
  readonly kind: Kind;
  readonly literal: Literal;
  /** Whether policy variables must be filled in. */
  readonly variables: boolean;
  /** Equal for literals that say the same, and for those that say the opposite. */
  readonly atom: string;
}

const TRUE: Formula = { kind: 'constant', value: true };
const FALSE: Formula = { kind: 'constant', value: false };

/** Conjunction. */
export function all(parts: readonly Formula[]): Formula {
  const needed = parts.filter((part) => part.kind !== 'constant' || !part.value);
  if (needed.some(({ kind }) => kind === 'constant')) return FALSE;
  return needed.length === 1 ? (needed[0] as Formula) : needed.length === 0 ? TRUE : { kind: 'all', parts: needed };
}

/** Disjunction. */
export function any(parts: readonly Formula[]): Formula {
  const possible = parts.filter((part) => part.kind !== 'constant' || part.value);
  if (possible.some(({ kind }) => kind === 'constant')) return TRUE;
  return possible.length === 1
    ? (possible[0] as Formula)
    : possible.length === 0
      ? FALSE
      : { kind: 'any', parts: possible };
}

/** The resource matches one of the globs; the wildcard of a field of an ARN stays within that field. */
export function resourceIn(patterns: readonly string[]): Formula {
  if (patterns.some((pattern) => /^\*+$/.test(pattern))) return TRUE;
  if (patterns.length === 0) return FALSE;
  const isArn = (source: string): boolean => source.startsWith('arn:') && source.split(':').length >= FIELDS;
  return resourceMatches(
    patterns.map((source): Pattern => ({ source, kind: isArn(source) ? 'arn' : 'glob' })),
    true,
  );
}

/** Of an ARN. */
const FIELDS = 6;

/** The resource matches one of the patterns, or none of them. */
export function resourceMatches(patterns: readonly Pattern[], holds: boolean): LiteralOf<'resource', TextLiteral> {
  const atom = patterns.map(({ source, kind }) => `${kind} ${source}`).join('\n');
  return { kind: 'resource', literal: { patterns, holds }, variables: false, atom };
}

function resourceFormula({ negated, patterns }: Patterns, variables: boolean, holds: boolean): Formula {
  const positive = holds !== negated;
  if (patterns.some((pattern) => /^\*+$/.test(pattern))) return positive ? TRUE : FALSE;
  if (patterns.length === 0) return positive ? FALSE : TRUE;
  const globs = patterns.map((source): Pattern => ({ source, kind: 'glob' }));
  const hasVariables = variables && patterns.some((pattern) => pattern.includes('${'));
  const formula = resourceMatches(globs, positive);
  return hasVariables ? { ...formula, variables: true, atom: `${formula.atom}$` } : formula;
}

function keyFormula(condition: Condition, variables: boolean, holds: boolean): Formula {
  const hasVariables = variables && condition.values.some((value) => value.includes('${'));
  return { kind: 'key', literal: { condition, holds }, variables: hasVariables, atom: atomOf(condition, hasVariables) };
}

function atomOf({ operator, quantifier, ifExists, key, values }: Condition, variables: boolean): string {
  return `${String(variables)} ${quantifier ?? ''} ${operator} ${String(ifExists)} ${key}\n${values.join('\n')}`;
}

interface Sides {
  readonly matches: Formula;
  readonly misses: Formula;
}

const known = new WeakMap<PlacedStatement, Sides>();

function sidesOf(statement: PlacedStatement): Sides {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const parts = (holds: boolean): readonly Formula[] => [
    ...(statement.uncertain === undefined ? [] : [{ kind: 'doubt', reason: statement.uncertain.reason } as const]),
    ...principalFormulas(statement, holds),
    ...statement.conditions.map((condition) => keyFormula(condition, statement.variables, holds)),
    resourceFormula(statement.resources, statement.variables, holds),
  ];
  const sides = { matches: all(parts(true)), misses: any(parts(false)) };
  known.set(statement, sides);
  return sides;
}

/** The statement speaks of the request, whose action it may speak of. */
export function matches(statement: PlacedStatement, action: string): Formula {
  const answer = actionAnswer(statement, action);
  if (answer === 'no') return FALSE;
  const { matches: rest } = sidesOf(statement);
  return answer === 'yes' ? rest : all([rest, doubtOf(action)]);
}

/** The statement does not speak of the request. */
export function misses(statement: PlacedStatement, action: string): Formula {
  const answer = actionAnswer(statement, action);
  if (answer === 'no') return TRUE;
  const { misses: rest } = sidesOf(statement);
  return answer === 'yes' ? rest : any([rest, doubtOf(action)]);
}

function doubtOf(action: string): Formula {
  return { kind: 'doubt', reason: `it is not known whether a statement speaks of \`${action}\`` };
}

const asked = new WeakMap<Access, Map<string, Formula>>();
const MOST_ASKED = 300;

/** The request is allowed. */
export function allowed(access: Access, action: string): Formula {
  const known = asked.get(access) ?? new Map<string, Formula>();
  const formula = known.get(action) ?? newAllowed(access, action);
  if (known.size > MOST_ASKED) known.clear();
  asked.set(access, known.set(action, formula));
  return formula;
}

function newAllowed(access: Access, action: string): Formula {
  const denies = [...deniesOf(access, action).map((deny) => misses(deny, action)), ...access.layers.flatMap(doubts)];
  const ways = waysOf(access, action).map((way) => all(way.map((layer) => layerAllows(layer, action))));
  return all([any(ways), ...denies]);
}

/** What a layer may hold besides what is known. */
function doubts({ open }: Layer): readonly Formula[] {
  return open === undefined ? [] : [{ kind: 'doubt', reason: open.reason }];
}

function layerAllows(layer: Layer, action: string): Formula {
  return any([...layer.allows.map((allow) => matches(allow, action)), ...doubts(layer)]);
}

/** The request is not allowed. */
export function refused(access: Access, action: string): Formula {
  const denied = [...deniesOf(access, action).map((deny) => matches(deny, action)), ...access.layers.flatMap(doubts)];
  const silent = (layer: Layer): Formula =>
    all([...layer.allows.map((allow) => misses(allow, action)), ...doubts(layer)]);
  const ways = waysOf(access, action).map((way) => any(way.map(silent)));
  return any([all(ways), ...denied]);
}

/* ---- principals of resource policies, when it is open who asks ---- */

/** The principal is an IAM user or role whose ARN is a condition key like any other; `*` speaks of everybody. */
function principalFormulas({ principals }: PlacedStatement, holds: boolean): readonly Formula[] {
  if (principals === undefined) return [];
  const positive = holds !== principals.negated;
  if (principals.patterns.some(({ value }) => value === '*')) return [positive ? TRUE : FALSE];
  const values = principals.patterns.flatMap(arnGlobs);
  if (values.length === 0) return [positive ? FALSE : TRUE];
  const condition: Condition = {
    operator: 'ArnLike',
    ifExists: false,
    key: 'aws:principalarn',
    name: 'aws:PrincipalArn',
    values,
  };
  return [keyFormula(condition, false, positive)];
}

function arnGlobs(pattern: PrincipalPattern): readonly string[] {
  const account = accountOf(pattern);
  if (account !== undefined) return [arnsOf(account)];
  return pattern.type === 'AWS' ? [pattern.value] : [];
}
