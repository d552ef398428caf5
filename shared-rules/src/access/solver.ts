/**
 * Searches a request for which a formula is true. It keeps one resource and one value for each condition key that satisfy
 * everything asserted so far, looks for a part of the formula that this request does not yet satisfy, and branches on that
 * part only. Each branch asserts a literal, which stays true from then on, so the search ends; "none" is a proof.
 */
import { comparesGlobs, substitute, variablesOf, type Context } from '../policy/condition';
import { findText, textHolds, type Mode, type TextLiteral } from '../policy/pattern';
import { hasSymbol, symbolFor } from '../policy/text';
import type { Formula } from './formula';
import { findKeyValue, keyHolds, type KeyDomain, type KeyLiteral } from './key-theory';

/** What is asked for. */
export interface Problem {
  readonly formula: Formula;
  /** Condition keys in lower case that are given; null for a key that is absent. */
  readonly fixed: ReadonlyMap<string, readonly string[] | null>;
  readonly domainOf: (key: string) => KeyDomain;
  /** Resources to try first. */
  readonly hints: readonly string[];
  /** Values worth trying for a condition key that a policy variable names. */
  readonly variableHints: (key: string) => readonly string[];
}

/** A request that was found, without action and principal. */
export interface Found {
  readonly resource: string;
  /** Keys in lower case that are in the request. */
  readonly context: Context;
}

/** `none` is a proof in the mode `possible`, and in the mode `certain` when nothing was in doubt. */
export type Outcome =
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'none'; readonly doubt?: string }
  | { readonly kind: 'gave-up'; readonly doubt?: string };

/** Branches before the search gives up. */
const BUDGET = 6000;
/** Literals looked at before the search gives up. */
const STEPS = 200_000;
/** Branches on one path: each is a stack frame. */
const DEPTH = 400;

/** Searches; in the mode `certain` for a request that is right whatever the unknown parts are. */
export function solve(problem: Problem, mode: Mode): Outcome {
  const search: Search = {
    problem,
    mode,
    budget: BUDGET,
    gaveUp: false,
    incomplete: 0,
    doubt: undefined,
    steps: STEPS,
  };
  const start = startOf(search);
  const model = start === undefined ? undefined : extend(search, start, [problem.formula], [], 0);
  const doubt = search.doubt === undefined ? {} : { doubt: search.doubt };
  if (model !== undefined) return { kind: 'found', found: foundOf(model) };
  return { kind: search.gaveUp || search.incomplete > 0 ? 'gave-up' : 'none', ...doubt };
}

interface Search {
  readonly problem: Problem;
  readonly mode: Mode;
  budget: number;
  /** Literals looked at. */
  steps: number;
  gaveUp: boolean;
  /** Branches that were left because a theory could not decide them. */
  incomplete: number;
  /** Something that was not known, or was tried only in part. */
  doubt: string | undefined;
}

interface Model {
  readonly resource: string;
  readonly resourceLiterals: readonly TextLiteral[];
  readonly keys: ReadonlyMap<string, KeyState>;
  /** What was asserted of each atom. */
  readonly atoms: ReadonlyMap<string, boolean>;
}

interface KeyState {
  readonly literals: readonly KeyLiteral[];
  readonly values: readonly string[] | null;
  /** The value is given and will not change. */
  readonly pinned: boolean;
}

function startOf(search: Search): Model | undefined {
  const [first = '*'] = search.problem.hints;
  return { resource: first, resourceLiterals: [], keys: pinnedKeys(search.problem.fixed), atoms: new Map() };
}

const pinned = new WeakMap<Problem['fixed'], ReadonlyMap<string, KeyState>>();

/** One principal is asked about many actions. */
function pinnedKeys(fixed: Problem['fixed']): ReadonlyMap<string, KeyState> {
  const before = pinned.get(fixed);
  if (before !== undefined) return before;
  const keys = new Map<string, KeyState>();
  for (const [key, values] of fixed) keys.set(key, { literals: [], values, pinned: true });
  pinned.set(fixed, keys);
  return keys;
}

function foundOf(model: Model): Found {
  const context = new Map<string, readonly string[]>();
  for (const [key, { values }] of model.keys) if (values !== null) context.set(key, values);
  return { resource: model.resource, context };
}

/** Makes all of `todo` true beside what the model satisfies; `waiting` must be true in the end. */
function extend(
  search: Search,
  start: Model,
  todo: readonly Formula[],
  waiting: readonly Formula[],
  depth: number,
): Model | undefined {
  if (depth > DEPTH) return giveUp(search);
  const settled = propagate(search, { model: start, open: waiting }, todo);
  if (settled === undefined) return undefined;
  const { model, open } = settled;
  const chosen = open.find((formula) => search.steps <= 0 || !holds(search, formula, model));
  if (search.steps <= 0) return giveUp(search);
  if (chosen === undefined) return model;
  const rest = open.filter((formula) => formula !== chosen);
  for (const alternative of alternativesOf(search, chosen, model)) {
    if (search.budget-- <= 0) return giveUp(search);
    const at = alternative.pin === undefined ? model : pin(search, model, alternative.pin);
    const result = at && extend(search, at, alternative.todo, rest, depth + 1);
    if (result !== undefined || search.gaveUp) return result;
  }
  return undefined;
}

/** Asserts; then what is left with one alternative is asserted too, until nothing changes. */
function propagate(search: Search, start: Asserted, todo: readonly Formula[]): Asserted | undefined {
  let { model, open } = start;
  let next = todo;
  while (next.length > 0) {
    const now = assertAll(search, model, next);
    if (now === undefined) return undefined;
    model = now.model;
    const left: Formula[] = [];
    const single: Formula[] = [];
    for (const formula of [...open, ...now.open]) {
      const rest = remaining(search, formula, model);
      if (rest === undefined) return undefined;
      if (rest === true) continue;
      if (rest.kind === 'any' || isOpenLiteral(search, rest, model)) left.push(rest);
      else single.push(rest);
    }
    open = left;
    next = single;
  }
  return { model, open };
}

/** The formula without the alternatives that are excluded; true when one was asserted, undefined when none is left. */
function remaining(search: Search, formula: Formula, model: Model): Formula | true | undefined {
  if (formula.kind !== 'any') return formula;
  const parts: Formula[] = [];
  for (const part of formula.parts) {
    const answer = asserted(search, part, model);
    if (answer === true) return true;
    if (answer === undefined) parts.push(part);
  }
  if (parts.length === formula.parts.length) return formula;
  return parts.length > 1 ? { kind: 'any', parts } : parts[0];
}

/** Whether what was asserted makes the formula true or false; undefined where it does not say. */
function asserted(search: Search, formula: Formula, model: Model): boolean | undefined {
  search.steps--;
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'doubt':
      search.doubt ??= formula.reason;
      return search.mode === 'possible';
    case 'all':
      return formula.parts.some((part) => asserted(search, part, model) === false) ? false : undefined;
    case 'any':
      return undefined;
    default: {
      const before = model.atoms.get(formula.atom);
      return before === undefined ? undefined : before === formula.literal.holds;
    }
  }
}

/** Theories give up on hostile texts only after a lot of work: a few of these are enough. */
const MOST_INCOMPLETE = 3;

function leave(search: Search): undefined {
  search.incomplete++;
  if (search.incomplete >= MOST_INCOMPLETE) search.gaveUp = true;
}

function giveUp(search: Search): undefined {
  search.gaveUp = true;
  return undefined;
}

/* ---- asserting ---- */

interface Asserted {
  readonly model: Model;
  /** What is left to branch on. */
  readonly open: readonly Formula[];
}

function assertAll(search: Search, start: Model, todo: readonly Formula[]): Asserted | undefined {
  const atoms = new Map(start.atoms);
  let model: Model = { ...start, atoms };
  const open: Formula[] = [];
  const stack = [...todo].reverse();
  for (let formula = stack.pop(); formula !== undefined; formula = stack.pop()) {
    search.steps--;
    switch (formula.kind) {
      case 'constant':
        if (!formula.value) return undefined;
        break;
      case 'doubt':
        search.doubt ??= formula.reason;
        if (search.mode === 'certain') return undefined;
        break;
      case 'all':
        for (let index = formula.parts.length - 1; index >= 0; index--) stack.push(formula.parts[index] as Formula);
        break;
      case 'any':
        open.push(formula);
        break;
      default: {
        const before = atoms.get(formula.atom);
        if (before !== undefined && before !== formula.literal.holds) return undefined;
        if (before !== undefined && !formula.variables) break;
        atoms.set(formula.atom, formula.literal.holds);
        const literal = settle(search, formula, model);
        if (literal === undefined) open.push(formula);
        const next = literal === undefined ? model : assertLiteral(search, model, literal);
        if (next === undefined) return undefined;
        model = next;
      }
    }
  }
  return { model, open };
}

type Literal = Extract<Formula, { kind: 'resource' | 'key' }>;

function assertLiteral(search: Search, model: Model, formula: Literal): Model | undefined {
  return formula.kind === 'resource'
    ? assertResource(search, model, formula.literal)
    : assertKey(search, model, formula.literal);
}

function assertResource(search: Search, model: Model, literal: TextLiteral): Model | undefined {
  const resourceLiterals = [...model.resourceLiterals, literal];
  const texts = resourceLiterals.flatMap(({ patterns }) => patterns.map(({ source }) => source));
  if (stays(search, texts) && textHolds(literal, model.resource, search.mode)) {
    return { ...model, resourceLiterals };
  }
  const answer = findText(resourceLiterals, { mode: search.mode, hints: search.problem.hints });
  if (answer.answer === 'yes') return { ...model, resourceLiterals, resource: answer.text };
  return answer.answer === 'unknown' ? leave(search) : undefined;
}

function assertKey(search: Search, model: Model, literal: KeyLiteral): Model | undefined {
  const { key } = literal.condition;
  const state = model.keys.get(key);
  if (state?.pinned === true) return keyHolds(literal, state.values, search.mode) ? model : undefined;
  const literals = [...(state?.literals ?? []), literal];
  const with_ = (values: readonly string[] | null): Model => ({
    ...model,
    keys: new Map(model.keys).set(key, { literals, values, pinned: false }),
  });
  const texts = literals.flatMap(({ condition }) => condition.values);
  const isSettled = state !== undefined && stays(search, texts);
  if (isSettled && keyHolds(literal, state.values, search.mode)) return with_(state.values);
  const answer = findKeyValue(literals, search.problem.domainOf(key), search.mode);
  if (answer.answer === 'yes') return with_(answer.values);
  return answer.answer === 'unknown' ? leave(search) : undefined;
}

/** Where nothing is unknown, what satisfies each literal satisfies all; otherwise they are looked at together. */
function stays({ mode }: Search, texts: readonly string[]): boolean {
  return mode === 'certain' || !texts.some(hasSymbol);
}

/** Gives a key one of its values for good. */
function pin(search: Search, model: Model, [key, values]: Pin): Model | undefined {
  const state = model.keys.get(key);
  const fits = state?.literals.every((literal) => keyHolds(literal, values, search.mode)) ?? true;
  if (!fits) return undefined;
  return { ...model, keys: new Map(model.keys).set(key, { literals: state?.literals ?? [], values, pinned: true }) };
}

/* ---- policy variables ---- */

type Pin = readonly [key: string, values: readonly string[] | null];

/** The literal with its policy variables filled in; undefined while a variable's key may still take several values. */
function settle(search: Search, formula: Literal, model: Model): Literal | undefined {
  if (!formula.variables) return formula;
  if (search.mode === 'certain' && unpinnedVariables(formula, model).length > 0) return undefined;
  return fill(formula, variableContext(search, formula, model));
}

/** A literal that waits for its variables. */
function isOpenLiteral(search: Search, formula: Formula, model: Model): boolean {
  const isLiteral = formula.kind === 'resource' || formula.kind === 'key';
  return isLiteral && formula.variables && search.mode === 'certain' && unpinnedVariables(formula, model).length > 0;
}

function unpinnedVariables(formula: Literal, model: Model): readonly string[] {
  return keysIn(formula).filter((key) => model.keys.get(key)?.pinned !== true);
}

function keysIn(formula: Literal): readonly string[] {
  return [...new Set(textsOf(formula).flatMap(variablesOf))];
}

function textsOf({ kind, literal }: Literal): readonly string[] {
  return kind === 'resource' ? literal.patterns.map(({ source }) => source) : literal.condition.values;
}

/** In the mode `possible` a variable whose key is open is one fixed text that is not known. */
function variableContext(search: Search, formula: Literal, model: Model): Context {
  const entries = keysIn(formula).flatMap((key) => {
    const state = model.keys.get(key);
    if (state?.pinned !== true && search.mode === 'possible') return [[key, [symbolFor(key)]] as const];
    const values = state?.values ?? null;
    return values === null ? [] : [[key, values] as const];
  });
  return new Map(entries);
}

/** A text whose variable has no value in the request matches nothing. */
function fill(formula: Literal, context: Context): Literal {
  if (formula.kind === 'resource') {
    const patterns = formula.literal.patterns.flatMap((pattern) => {
      const source = substitute(pattern.source, context, true);
      return source === undefined ? [] : [{ ...pattern, source }];
    });
    return { ...formula, literal: { ...formula.literal, patterns }, variables: false };
  }
  const { operator, values } = formula.literal.condition;
  const filled = values.flatMap((value) => substitute(value, context, comparesGlobs(operator)) ?? []);
  const condition = { ...formula.literal.condition, values: filled };
  return { ...formula, literal: { ...formula.literal, condition }, variables: false };
}

/* ---- branching ---- */

interface Alternative {
  readonly todo: readonly Formula[];
  readonly pin?: Pin;
}

/** Whether the formula is true of the model as it is. */
function holds(search: Search, formula: Formula, model: Model): boolean {
  search.steps--;
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'doubt':
      search.doubt ??= formula.reason;
      return search.mode === 'possible';
    case 'all':
      return formula.parts.every((part) => holds(search, part, model));
    case 'any':
      return formula.parts.some((part) => holds(search, part, model));
    default:
      return literalHolds(search, formula, model);
  }
}

function literalHolds(search: Search, formula: Literal, model: Model): boolean {
  const settled = formula.variables ? fill(formula, variableContext(search, formula, model)) : formula;
  if (!stays(search, textsOf(settled))) return false;
  if (settled.kind === 'resource') return textHolds(settled.literal, model.resource, search.mode);
  const { key } = settled.literal.condition;
  const state = model.keys.get(key);
  if (state === undefined && search.problem.domainOf(key).presence === 'always') return false;
  return keyHolds(settled.literal, state?.values ?? null, search.mode);
}

function* alternativesOf(search: Search, formula: Formula, model: Model): Generator<Alternative> {
  if (formula.kind === 'any') {
    for (const part of formula.parts) yield { todo: [part] };
    return;
  }
  if (formula.kind !== 'resource' && formula.kind !== 'key') return;
  const [key] = unpinnedVariables(formula, model);
  if (key === undefined) return;
  search.doubt ??= `not every value of \`${key}\` was tried`;
  for (const values of candidatesFor(search, key, model)) yield { todo: [formula], pin: [key, values] };
}

function candidatesFor(search: Search, key: string, model: Model): readonly (readonly string[] | null)[] {
  const now = model.keys.get(key)?.values;
  const domain = search.problem.domainOf(key);
  const values = [...(now?.length === 1 ? now : []), ...search.problem.variableHints(key)];
  const tried = [...new Set(values)].slice(0, 12).map((value) => [value]);
  if (domain.presence === 'never') return [null];
  return domain.presence === 'always' ? tried : [...tried, null];
}
