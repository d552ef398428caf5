/**
 * Searches a request that is allowed. First one that is allowed whatever is not known, of a shape that real requests have;
 * when there is none, it is shown that there is none at all, or said what was not known.
 */
import { variablesOf } from '../policy/condition';
import { decode, hasSymbol } from '../policy/text';
import type { Answer } from '../policy/glob';
import { statementsOf, type Access, type Decision, type Request } from './access';
import type { StatementPlace } from './layers';
import { all, allowed, resourceIn, type Formula } from './formula';
import type { KeyDomain } from './key-theory';
import { requestAnswer, statementAnswer, type Point } from './request';
import { ANY_SHAPE, keyDomain, shapeOf, type Realism, type Shape } from './shapes';
import { solve, type Outcome, type Problem } from './solver';

/** Condition keys in lower case that are given; null for a key that is absent. */
export type Fixed = ReadonlyMap<string, readonly string[] | null>;

/** What is asked for: an action, perhaps on given resources, with condition keys that are fixed. */
export interface Goal {
  /** As AWS spells it. */
  readonly action: string;
  /** ARNs and globs of which the resource matches one; without them any resource of the action's. */
  readonly resources?: readonly string[];
  readonly fixed: Fixed;
}

/** A question about requests with one action, over one access or several. */
export interface Question {
  /** What must be true of the request. */
  readonly formula: (action: string) => Formula;
  /** The same of one concrete request, decided without the solver. */
  readonly check: (point: Point) => Answer;
  /** Whose documents are asked; the first names the principal. */
  readonly accesses: readonly [Access, ...Access[]];
  readonly resources?: readonly string[];
  readonly fixed: Fixed;
  /** What is known of further condition keys, in lower case. */
  readonly domains?: ReadonlyMap<string, KeyDomain>;
  /** Whether also requests count that no documented action makes. */
  readonly unrealistic?: boolean;
}

/** Searches a request for one action. */
export function searchRequest(access: Access, goal: Goal): Decision {
  return ask(allowQuestion(access, goal), goal.action);
}

/** The question whether an access allows something. */
export function allowQuestion(access: Access, { resources, fixed }: Omit<Goal, 'action'>): Question {
  const inGoal = resources === undefined ? [] : [resourceIn(resources)];
  return {
    accesses: [access],
    formula: (action) => all([...inGoal, allowed(access, action)]),
    check: (point) => requestAnswer(access, point),
    ...(resources === undefined ? {} : { resources }),
    fixed: new Map([...access.context, ...fixed]),
  };
}

/** Asks a question of one action. */
export function ask(question: Question, name: string): Decision {
  const action = name.toLowerCase();
  const formula = question.formula(action);
  if (formula.kind === 'constant' && !formula.value) return { answer: 'no' };
  const realism = question.unrealistic === true ? 'any' : 'documented';
  if (isExhausting(question))
    return { answer: 'undecided', reason: 'the documents are too large or too intricate to decide' };
  const shape = question.resources === undefined ? realShape(question, action) : givenShape(question, action);
  const certain = solve(problemOf(question, action, all([formula, shape.formula]), shape.hints, realism), 'certain');
  if (certain.kind === 'found') {
    const yes = confirm(question, name, certain.found);
    if (yes !== undefined) return yes;
  }
  if (certain.kind === 'none' && certain.doubt === undefined && isExact(question) && realism === 'any')
    return { answer: 'no' };
  const wide = realism === 'any' ? 'any' : 'possible';
  const possible = solve(problemOf(question, action, all([formula, shape.formula]), shape.hints, wide), 'possible');
  if (possible.kind === 'none') return { answer: 'no' };
  if (certain.kind === 'gave-up' || possible.kind === 'gave-up') exhausted(question);
  return { answer: 'undecided', reason: reasonOf(name, certain, possible) };
}

/** Whether the action can be left out: nobody can make such a request, even if everything unknown were as it suits. */
export function isRefuted(question: Question, action: string): boolean {
  const formula = question.formula(action);
  return solve(problemOf(question, action, formula, ['*'], 'any'), 'possible').kind === 'none';
}

/** The solver gives up only after a lot of work; documents with which it often does are not tried for ever. */
const MOST_EXHAUSTED = 6;
const exhaustions = new WeakMap<Access, number>();

function isExhausting({ accesses: [access] }: Question): boolean {
  return (exhaustions.get(access) ?? 0) >= MOST_EXHAUSTED;
}

function exhausted({ accesses: [access] }: Question): void {
  exhaustions.set(access, (exhaustions.get(access) ?? 0) + 1);
}

function reasonOf(action: string, certain: Outcome, possible: Outcome): string {
  const doubt = [possible, certain].map((outcome) => (outcome.kind === 'found' ? undefined : outcome.doubt));
  return doubt.find((reason) => reason !== undefined) ?? `the conditions around \`${action}\` could not be decided`;
}

function problemOf(
  question: Question,
  action: string,
  formula: Formula,
  hints: readonly string[],
  realism: Realism,
): Problem {
  return {
    formula,
    fixed: question.fixed,
    hints,
    domainOf: (key) => question.domains?.get(key) ?? keyDomain(action, key, realism),
    variableHints: (key) => hintsFor(question, key),
  };
}

/* ---- shapes ---- */

function realShape(question: Question, action: string): Shape {
  if (question.unrealistic === true) return ANY_SHAPE;
  return shapeOf(action, question.accesses[0].home, inParts(question));
}

/** A caller that names resources knows what it asks. */
function givenShape(question: Question, action: string): Shape {
  const plain = (question.resources ?? []).filter((resource) => !/[*?]/.test(resource));
  return plain.length > 0 ? { ...ANY_SHAPE, hints: plain } : realShape(question, action);
}

const patternsInParts = new WeakMap<Access, readonly string[]>();

function inParts(question: Question): readonly string[] {
  return question.accesses.flatMap((access) => {
    const before = patternsInParts.get(access);
    if (before !== undefined) return before;
    const patterns = statementsOf(access).flatMap(({ resources }) => resources.patterns);
    const found = [...new Set(patterns.filter(hasSymbol))];
    patternsInParts.set(access, found);
    return found;
  });
}

const exact = new WeakMap<Access, boolean>();

/** Whether nothing of the documents is unknown. */
function isExact({ accesses }: Question): boolean {
  return accesses.every((access) => {
    const before = exact.get(access);
    if (before !== undefined) return before;
    const texts = statementsOf(access).flatMap(({ resources, conditions, actions }) => [
      ...resources.patterns,
      ...actions.patterns,
      ...conditions.flatMap(({ values }) => values),
    ]);
    const answer = !texts.some(hasSymbol);
    exact.set(access, answer);
    return answer;
  });
}

/* ---- policy variables ---- */

const hints = new WeakMap<Question, Map<string, readonly string[]>>();

function hintsFor(question: Question, key: string): readonly string[] {
  const known = hints.get(question) ?? new Map<string, readonly string[]>();
  hints.set(question, known);
  const found = known.get(key) ?? variableHints(question, key);
  known.set(key, found);
  return found;
}

/** What stands in other patterns in the place of the variable, and what conditions compare the key with. */
function variableHints({ accesses, resources: asked = [], fixed }: Question, key: string): readonly string[] {
  const found = new Set<string>();
  const statements = accesses.flatMap(statementsOf);
  for (const { conditions } of statements) {
    for (const condition of conditions) {
      if (condition.key === key) for (const value of condition.values) found.add(value);
      const named = condition.values.filter((value) => variablesOf(value).includes(key));
      for (const piece of piecesAt(key, [...named, ...(fixed.get(condition.key) ?? [])])) found.add(piece);
    }
  }
  const texts = statements.flatMap(({ resources, conditions }) => [
    ...resources.patterns,
    ...conditions.flatMap(({ values }) => values),
  ]);
  for (const piece of piecesAt(key, [...asked, ...texts].slice(0, MAXIMUM_TEXTS))) found.add(piece);
  return ['example', ...[...found].filter((value) => value !== '' && !/[*?$]/.test(value)), 'another'];
}

const MAXIMUM_TEXTS = 500;

/** `blue` of `team/blue/x`, where another text is `team/${aws:PrincipalTag/team}/x`. */
function piecesAt(key: string, texts: readonly string[]): readonly string[] {
  const marker = new RegExp(`^([^$]*)\\$\\{${key.replace(/[^\w]/g, '\\$&')}[^}]*\\}(.?)`, 'i');
  return texts.flatMap((pattern) => {
    const [, before, after] = marker.exec(pattern) ?? [];
    if (before === undefined) return [];
    const rests = texts.filter((other) => other.startsWith(before)).map((other) => other.slice(before.length));
    return after === undefined || after === '' ? rests : rests.flatMap((rest) => rest.split(after)[0] ?? []);
  });
}

/* ---- witnesses ---- */

/** Every witness is checked again by the evaluator of single requests. */
function confirm(question: Question, name: string, found: Omit<Point, 'action'>): Decision | undefined {
  const point: Point = { action: name.toLowerCase(), ...found };
  if (question.check(point) !== 'yes') return undefined;
  const [access] = question.accesses;
  return { answer: 'yes', statements: placesOf(access, point), witness: witnessOf(access, name, point) };
}

/** The first allow of the principal's own documents that matches, or else of the resource policy. */
function placesOf(access: Access, point: Point): readonly StatementPlace[] {
  for (const layer of access.layers) {
    if (layer.name !== 'identity' && layer.name !== 'resource') continue;
    const allow = layer.allows.find((statement) => statementAnswer(statement, point) === 'yes');
    if (allow !== undefined) return [allow.place];
  }
  return [];
}

function witnessOf(access: Access, action: string, { resource, context }: Omit<Point, 'action'>): Request {
  const names = new Map(
    statementsOf(access).flatMap(({ conditions }) => conditions.map(({ key, name }) => [key, name])),
  );
  const entries = [...context].map(
    ([key, values]) =>
      [names.get(key) ?? key, values.length === 1 ? decode(values[0] ?? '') : values.map(decode)] as const,
  );
  const [arn = access.arn] = context.get('aws:principalarn') ?? [];
  return { principal: decode(arn), action, resource: decode(resource), context: Object.fromEntries(entries) };
}
