/**
 * Searches a request that is allowed. First one that is allowed whatever is not known, of a shape that real requests have;
 * when there is none, it is shown that there is none at all, or said what was not known.
 */
import { variablesOf } from '../policy/condition';
import type { Patterns } from '../policy/document';
import { decode, hasSymbol } from '../policy/text';
import type { Answer } from '../policy/glob';
import { firstYes, statementsOf, type Access, type Decision, type Request } from './access';
import type { PlacedStatement, StatementPlace } from './layers';
import { all, allowed, resourceIn, type Formula } from './formula';
import type { KeyDomain } from './key-theory';
import { actionAnswer, requestAnswer, statementAnswer, type Point } from './request';
import {
  ANY_SHAPE,
  isDocumented,
  isRegional,
  keyDomain,
  looseShapeOf,
  memberOf,
  regionsToldApart,
  shapeOf,
  type Realism,
  type Shape,
  type Surroundings,
} from './shapes';
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
    fixed: withFixed(access.context, fixed),
  };
}

function withFixed(context: Fixed, further: Fixed): Fixed {
  if (further.size === 0) return context;
  const fixed = new Map(context);
  for (const [key, values] of further) fixed.set(key, values);
  return fixed;
}

/** Asks a question of one action. */
export function ask(question: Question, name: string): Decision {
  const action = name.toLowerCase();
  const formula = question.formula(action);
  if (formula.kind === 'constant' && !formula.value) return { answer: 'no' };
  if (isExhausting(question)) {
    return { answer: 'undecided', reason: 'the documents are too large or too intricate to decide' };
  }
  const regions = regionsFor(question, action);
  if (regions === undefined) return askIn(question, name, formula, undefined);
  return firstYes(regions, (region) => {
    const fixed = new Map([...question.fixed, [REGION_KEY, [region]] as const]);
    return askIn({ ...question, fixed }, name, formula, region);
  });
}

const REGION_KEY = 'aws:requestedregion';

/**
 * The regions to ask in, where the documents compare the region of the request: it is the region of the resource too. Of
 * regions that no text of the documents tells apart one is asked.
 */
function regionsFor({ accesses, fixed, unrealistic }: Question, action: string): readonly string[] | undefined {
  if (unrealistic === true || fixed.has(REGION_KEY) || !isRegional(action)) return undefined;
  const statements = accesses.flatMap(statementsOf);
  const compared = statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key === REGION_KEY));
  if (compared.length === 0) return undefined;
  const fields = statements.flatMap(({ resources }) =>
    resources.patterns.map((pattern) => pattern.split(':')[3] ?? '*'),
  );
  return regionsToldApart([...new Set([...compared.flatMap(({ values }) => values), ...fields])]);
}

function askIn(question: Question, name: string, formula: Formula, region: string | undefined): Decision {
  const action = name.toLowerCase();
  const realism = question.unrealistic === true ? 'any' : 'documented';
  const shape =
    question.resources === undefined ? realShape(question, action, region) : givenShape(question, action, region);
  const shaped = all([formula, shape.formula]);
  const certain = solve(problemOf(question, action, shaped, shape.hints, realism), 'certain');
  if (certain.kind === 'found') {
    const yes = confirm(question, name, certain.found);
    if (yes !== undefined) return yes;
  }
  if (certain.kind === 'none' && certain.doubt === undefined && isExact(question) && realism === 'any') {
    return { answer: 'no' };
  }
  const wide = realism === 'any' ? 'any' : 'possible';
  const possible = solve(problemOf(question, action, shaped, shape.hints, wide), 'possible');
  if (possible.kind === 'none') return { answer: 'no' };
  if (certain.kind === 'gave-up' || possible.kind === 'gave-up') exhausted(question);
  return { answer: 'undecided', reason: reasonOf(question, name, certain, possible) };
}

/** Whether the action can be left out: nobody can make such a request, even if everything unknown were as it suits. */
export function isRefuted(question: Question, action: string): boolean {
  const formula = question.formula(action);
  const realism = question.unrealistic === true ? 'any' : 'some-action';
  return solve(problemOf(question, action, formula, ['*'], realism), 'possible').kind === 'none';
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

function reasonOf(question: Question, action: string, certain: Outcome, possible: Outcome): string {
  const { accesses, domains } = question;
  const doubt = [possible, certain].map((outcome) => (outcome.kind === 'found' ? undefined : outcome.doubt));
  const known = doubt.find((reason) => reason !== undefined);
  if (known !== undefined) return known;
  const names = namesOf(accesses);
  const compared = possible.kind === 'found' ? [...possible.found.context.keys()].filter((key) => names.has(key)) : [];
  const key = compared.find((each) => domains?.has(each) !== true && !isDocumented(action.toLowerCase(), each));
  if (key === undefined) return vagueReason(accesses, action);
  return `AWS does not document whether requests of \`${action}\` carry \`${names.get(key) ?? key}\``;
}

function vagueReason(accesses: Question['accesses'], action: string): string {
  const conditions = accesses.flatMap(statementsOf).flatMap((statement) => statement.conditions);
  const hole = conditions.flatMap(({ values }) => values).find(hasSymbol);
  return hole === undefined
    ? `the conditions around \`${action}\` could not be decided`
    : `it is not known what the value \`${decode(hole)}\` of a condition is`;
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

function realShape(question: Question, action: string, region?: string): Shape {
  if (question.unrealistic === true) return looseShapeOf(action);
  const around = { ...surroundingsOf(question), ...(region === undefined ? {} : { region }) };
  const shape = shapeOf(action, around);
  return { ...shape, hints: [...shape.hints, ...membersFor(question, action, around)] };
}

/** A caller that names resources knows what it asks. */
function givenShape(question: Question, action: string, region?: string): Shape {
  const plain = (question.resources ?? []).filter((resource) => !/[*?]/.test(resource));
  return plain.length > 0 ? { ...ANY_SHAPE, hints: plain } : realShape(question, action, region);
}

const MOST_MEMBERS = 30;

/** A readable member of each pattern that an allow has for the action. */
function membersFor({ accesses }: Question, action: string, around: Surroundings): readonly string[] {
  const members: string[] = [];
  for (const statement of accesses.flatMap(statementsOf)) {
    if (statement.effect === 'Deny' || statement.resources.negated) continue;
    if (actionAnswer(statement, action) === 'no') continue;
    for (const pattern of statement.resources.patterns) {
      if (!isAnything(pattern)) members.push(memberOf(pattern, around));
      if (members.length >= MOST_MEMBERS) return members;
    }
  }
  return members;
}

function isAnything(pattern: string): boolean {
  return /^[*]+$/.test(pattern) || pattern.includes('${');
}

const surroundings = new WeakMap<Access, Surroundings>();

function surroundingsOf({ accesses, resources = [] }: Question): Surroundings {
  const [first, ...others] = accesses.map((access) => {
    const before = surroundings.get(access) ?? newSurroundings(access);
    surroundings.set(access, before);
    return before;
  }) as [Surroundings, ...Surroundings[]];
  const asked = accountsIn(resources).filter((account) => !first.accounts.includes(account));
  if (others.length === 0) return asked.length === 0 ? first : { ...first, accounts: [...first.accounts, ...asked] };
  const join = (of: (one: Surroundings) => readonly string[]): readonly string[] => [
    ...new Set([first, ...others].flatMap(of)),
  ];
  return { partition: first.partition, accounts: join((one) => one.accounts), inParts: join((one) => one.inParts) };
}

const MOST_ACCOUNTS = 6;

/** Accounts by their number; what is AWS's or nobody's with its service, `iam:aws` and `ssm:`. */
function accountsIn(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => {
    const [, , service = '', , account] = pattern.split(':');
    if (account === undefined || /[*?$]/.test(account) || hasSymbol(account)) return [];
    return /^\d+$/.test(account) ? account : `${service}:${account}`;
  });
}

function newSurroundings(access: Access): Surroundings {
  const places = statementsOf(access).map((statement) => ({ places: placesIn(statement), effect: statement.effect }));
  const named = places.flatMap(({ places: { accounts }, effect }) => (effect === 'Allow' ? accounts : []));
  return {
    partition: access.home.partition,
    accounts: [...new Set([access.resourceAccount, ...named])].slice(0, MOST_ACCOUNTS),
    inParts: [...new Set(places.flatMap((one) => one.places.inParts))],
  };
}

type Places = Pick<Surroundings, 'accounts' | 'inParts'>;
const placesKnown = new WeakMap<Patterns, Places>();

/** What the resources of a statement say; statements live on in accesses that are made from others. */
function placesIn({ resources }: PlacedStatement): Places {
  const before = placesKnown.get(resources);
  if (before !== undefined) return before;
  const { negated, patterns } = resources;
  const places = { accounts: negated ? [] : accountsIn(patterns), inParts: patterns.filter(hasSymbol) };
  placesKnown.set(resources, places);
  return places;
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
    const [, before, after] = pattern.includes('${') ? (marker.exec(pattern) ?? []) : [];
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

/** Condition keys as the documents spell them. */
function namesOf(accesses: readonly Access[]): ReadonlyMap<string, string> {
  const conditions = accesses.flatMap(statementsOf).flatMap((statement) => statement.conditions);
  return new Map(conditions.map(({ key, name }) => [key, name]));
}

/** Values of a condition key as a witness has them. */
export function shownValues(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? decode(values[0] ?? '') : values.map(decode);
}

function witnessOf(access: Access, action: string, { resource, context }: Omit<Point, 'action'>): Request {
  const names = namesOf([access]);
  const entries = [...context].map(([key, values]) => [decode(names.get(key) ?? key), shownValues(values)] as const);
  const [arn = access.arn] = context.get('aws:principalarn') ?? [];
  return { principal: decode(arn), action, resource: decode(resource), context: Object.fromEntries(entries) };
}
