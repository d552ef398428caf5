/**
 * The search for a request that is allowed. It chooses a resource and a value for each condition key that matters and
 * checks the whole request again; or it shows that no choice can work; or it says that it could not decide.
 */
import { conditionAnswer, dateNumber, substitute, withoutVariables, type Context } from '../policy/condition';
import type { Condition, Patterns } from '../policy/document';
import { globCovers, globsMeet } from '../policy/glob';
import { decode, hasSymbol } from '../policy/text';
import { conditionsOf, type Access, type Decision, type PlacedStatement } from './access';
import { actionAnswer, requestAnswer, resourceAnswer, resourceAnswerSoFar, type Point } from './request';

/** What is asked for: an action, perhaps on given resources, with condition keys that are fixed (null: absent). */
export interface Goal {
  /** As AWS spells it. */
  readonly action: string;
  /** ARNs to try; without them any resource that an allow names. */
  readonly resources?: readonly string[];
  readonly fixed: ReadonlyMap<string, readonly string[] | null>;
}

/** Values chosen so far; null is "absent", a key that is not there is still free. */
type Choice = ReadonlyMap<string, readonly string[] | null>;

/** Work that the search may do for one action before it gives up. */
const BUDGET = 4000;

/** Searches a request for one action. */
export function searchRequest(access: Access, goal: Goal): Decision {
  const action = goal.action.toLowerCase();
  const fixed: Choice = new Map<string, readonly string[] | null>([...access.context, ...goal.fixed]);
  const allows = (access.layers[0]?.allows ?? []).filter((allow) => actionAnswer(allow, action) !== 'no');
  if (allows.length === 0 && access.layers[0]?.open === undefined) return { answer: 'no' };
  const state: State = { access, action, fixed, budget: BUDGET, domains: domainsOf(access), exact: true };
  let doubt: string | undefined;
  for (const allow of allows) {
    if (isRefuted(state, allow, goal.resources)) continue;
    const found = tryAllow(state, allow, goal);
    if (found?.answer === 'yes') return found;
    if (found !== undefined) doubt ??= found.reason;
  }
  const open = access.layers.find((layer) => layer.open !== undefined)?.open;
  if (doubt !== undefined) return { answer: 'undecided', reason: open?.reason ?? doubt };
  if (access.layers[0]?.open !== undefined && !isDeniedOutright(state, goal.resources)) {
    return { answer: 'undecided', reason: access.layers[0].open.reason };
  }
  return { answer: 'no' };
}

interface State {
  readonly access: Access;
  readonly action: string;
  readonly fixed: Choice;
  readonly domains: ReadonlyMap<string, Domain>;
  budget: number;
  /** False once a choice was left out that might have worked. */
  exact: boolean;
}

/** Undefined when it is shown that this statement cannot be used. */
function tryAllow(state: State, allow: PlacedStatement, goal: Goal): Exclude<Decision, { answer: 'no' }> | undefined {
  const resources = candidates(state, allow, goal.resources);
  state.exact = resources.length > 0 && hasUniformResources(state, allow, goal.resources);
  for (const resource of resources) {
    for (const choice of choices(state, allow, resource)) {
      const point: Point = { action: state.action, resource, context: contextOf(choice) };
      const answer = requestAnswer(state.access, point);
      if (answer === 'yes') return yes(state.access, allow, goal.action, resource, choice);
      state.exact = false;
    }
  }
  if (state.exact && state.budget > 0) return undefined;
  const reason = allow.uncertain?.reason ?? `the conditions around \`${goal.action}\` could not be decided`;
  return { answer: 'undecided', reason };
}

function yes(
  access: Access,
  allow: PlacedStatement,
  action: string,
  resource: string,
  choice: Choice,
): Decision & { answer: 'yes' } {
  const entries = [...contextOf(choice)].map(
    ([key, values]) => [key, values.length === 1 ? decode(values[0] ?? '') : values.map(decode)] as const,
  );
  return {
    answer: 'yes',
    statements: [allow.place],
    witness: {
      principal: decode(access.arn),
      action,
      resource: decode(resource),
      context: Object.fromEntries(entries),
    },
  };
}

function contextOf(choice: Choice): Context {
  return new Map([...choice].flatMap(([key, values]) => (values === null ? [] : [[key, values] as const])));
}

/* ---- proofs that an allow cannot be used ---- */

function isRefuted(state: State, allow: PlacedStatement, resources: readonly string[] | undefined): boolean {
  if (allow.conditions.some((condition) => settled(state, condition, allow.variables) === 'no')) return true;
  const context = contextOf(state.fixed);
  if (resources?.every((resource) => resourceAnswerSoFar(allow, resource, context) === 'no') === true) return true;
  const scope = resources === undefined ? allow.resources : { negated: false, patterns: resources };
  const denied = state.access.layers.some((layer) =>
    layer.denies.some((deny) => isCertainDeny(state, deny) && covers(deny.resources, scope)),
  );
  return denied || state.access.layers.slice(1).some((layer) => !layerMayAllow(state, layer.allows, layer.open, scope));
}

/** A deny that holds for the action in every context that the goal leaves. */
function isCertainDeny(state: State, deny: PlacedStatement): boolean {
  return (
    deny.uncertain === undefined &&
    actionAnswer(deny, state.action) === 'yes' &&
    deny.conditions.every((condition) => settled(state, condition, deny.variables) === 'yes')
  );
}

function isDeniedOutright(state: State, resources: readonly string[] | undefined): boolean {
  const scope = { negated: false, patterns: resources ?? ['*'] };
  return state.access.layers.some((layer) =>
    layer.denies.some((deny) => isCertainDeny(state, deny) && covers(deny.resources, scope)),
  );
}

/** The answer of a condition when the fixed keys alone decide it. */
function settled(state: State, condition: Condition, variables: boolean): 'yes' | 'no' | 'maybe' {
  if (!state.fixed.has(condition.key)) return 'maybe';
  if (variables && condition.values.some((value) => value.includes('${'))) return 'maybe';
  return conditionAnswer(condition, contextOf(state.fixed), variables);
}

function covers(wide: Patterns, narrow: Patterns): boolean {
  if (wide.patterns.some((pattern) => !wide.negated && isEverything(pattern))) return true;
  if (wide.negated) {
    if (wide.patterns.length === 0) return true;
    return (
      !narrow.negated &&
      narrow.patterns.every((n) => !wide.patterns.some((w) => globsMeet(withoutVariables(w), withoutVariables(n))))
    );
  }
  return (
    !narrow.negated && narrow.patterns.every((n) => wide.patterns.some((w) => !w.includes('${') && globCovers(w, n)))
  );
}

function isEverything(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

function layerMayAllow(state: State, allows: readonly PlacedStatement[], isOpen: unknown, scope: Patterns): boolean {
  if (isOpen !== undefined) return true;
  return allows.some(
    (allow) =>
      actionAnswer(allow, state.action) !== 'no' &&
      !allow.conditions.some((condition) => settled(state, condition, allow.variables) === 'no') &&
      meet(allow.resources, scope),
  );
}

function meet(first: Patterns, second: Patterns): boolean {
  if (first.negated || second.negated) return true;
  return first.patterns.some((a) => second.patterns.some((b) => globsMeet(withoutVariables(a), withoutVariables(b))));
}

/** Whether every other statement speaks of all resources of this allow or of none: then which resource does not matter. */
function hasUniformResources(state: State, allow: PlacedStatement, resources: readonly string[] | undefined): boolean {
  if (allow.uncertain !== undefined) return false;
  if (resources !== undefined) return true;
  const others = state.access.layers.flatMap((layer, index) => [...layer.denies, ...(index > 0 ? layer.allows : [])]);
  return others
    .filter((other) => actionAnswer(other, state.action) !== 'no')
    .every((other) => covers(other.resources, allow.resources) || !meet(other.resources, allow.resources));
}

/* ---- candidates for the resource ---- */

function candidates(state: State, allow: PlacedStatement, resources: readonly string[] | undefined): readonly string[] {
  const context = contextOf(state.fixed);
  const pool = resources ?? [
    ...instances(allow, context, state.action),
    ...state.access.layers
      .flatMap((layer) => [...layer.allows, ...layer.denies])
      .filter((other) => other !== allow && actionAnswer(other, state.action) !== 'no')
      .flatMap((other) => instances(other, context, state.action)),
    exampleOf(state.action),
  ];
  const certain = [...new Set(pool)].filter((resource) => resourceAnswer(allow, resource, context) === 'yes');
  return certain.slice(0, 200);
}

function instances(statement: PlacedStatement, context: Context, action: string): readonly string[] {
  return statement.resources.patterns.flatMap((pattern) => {
    const text = statement.variables ? substitute(pattern, context) : pattern;
    if (text === undefined) return [];
    if (isEverything(text)) return [exampleOf(action)];
    return [text.replaceAll('*', 'example').replaceAll('?', 'x'), text.replaceAll('*', '').replaceAll('?', 'x')];
  });
}

/** A resource of the shape that people know, where a pattern leaves it open. */
function exampleOf(action: string): string {
  if (/^s3:(get|put|delete|restore)object/.test(action)) return 'arn:aws:s3:::example-bucket/example-key';
  if (action.startsWith('s3:') && !action.startsWith('s3:list')) return 'arn:aws:s3:::example-bucket';
  return '*';
}

/* ---- choices for the condition keys ---- */

interface Domain {
  /** Values worth trying; each may also be absent. */
  readonly values: readonly string[];
  /** Whether every value behaves like one of these. */
  readonly complete: boolean;
}

const domains = new WeakMap<Access, ReadonlyMap<string, Domain>>();

/** One access is searched for many actions: what its keys may hold is looked at once. */
function domainsOf(access: Access): ReadonlyMap<string, Domain> {
  const before = domains.get(access);
  if (before !== undefined) return before;
  const found = newDomainsOf(access);
  domains.set(access, found);
  return found;
}

function newDomainsOf(access: Access): ReadonlyMap<string, Domain> {
  const byKey = new Map<string, Condition[]>();
  for (const condition of conditionsOf(access)) {
    const list = byKey.get(condition.key);
    if (list === undefined) byKey.set(condition.key, [condition]);
    else list.push(condition);
  }
  return new Map([...byKey].map(([key, conditions]) => [key, domainOf(conditions)]));
}

function domainOf(conditions: readonly Condition[]): Domain {
  const values = conditions.flatMap((condition) =>
    condition.values.flatMap((value) => samples(condition.operator, value)),
  );
  // Where quantifiers meet other conditions a key may need several values at once, which are not tried.
  const single =
    conditions.length === 1 ||
    conditions.every(({ operator, quantifier }) => quantifier === undefined && !operator.includes('IgnoreCase'));
  const complete = conditions.every(
    ({ operator, values: wanted }) =>
      !operator.includes('Ip') &&
      wanted.every(
        (value) =>
          !hasSymbol(value) &&
          !value.includes('${') &&
          (isExactOperator(operator) || !/[*?]/.test(value)) &&
          // Between two fractions lies another one, which is not tried.
          (!operator.startsWith('Numeric') || /^-?\d+$/.test(value)),
      ),
  );
  const isBoolean = conditions.every(({ operator }) => operator === 'Bool' || operator === 'Null');
  return {
    values: [...new Set([...values, ...(isBoolean ? ['true', 'false'] : ['something-else'])])].slice(0, 40),
    complete: single && complete && values.length < 40,
  };
}

function isExactOperator(operator: string): boolean {
  return !/Like|Arn/.test(operator);
}

function samples(operator: string, value: string): readonly string[] {
  if (operator === 'Null') return [];
  if (operator === 'Bool') return ['true', 'false'];
  if (operator.startsWith('Numeric')) return [value, String(Number(value) + 1), String(Number(value) - 1)];
  if (operator.startsWith('Date')) return [value, ...instantsAround(value)];
  if (operator.includes('Ip')) return [value.split('/')[0] ?? value, '203.0.113.7', '198.51.100.9', '10.0.0.1'];
  return [value.replaceAll('*', 'example').replaceAll('?', 'x'), value.replaceAll('*', '').replaceAll('?', 'x')];
}

/** The seconds before and after: between any two dates lies one of them. */
function instantsAround(value: string): readonly string[] {
  const time = dateNumber(value);
  return Number.isNaN(time) ? [] : [time - 1000, time + 1000].map((instant) => new Date(instant).toISOString());
}

/** Every choice under which the allow, one allow of each further layer, and no deny matches. */
function* choices(state: State, allow: PlacedStatement, resource: string): Generator<Choice, void, undefined> {
  const relevant = (statement: PlacedStatement): boolean => {
    if (actionAnswer(statement, state.action) === 'no') return false;
    const answer = resourceAnswerSoFar(statement, resource, contextOf(state.fixed));
    if (answer === 'maybe') state.exact = false;
    return answer !== 'no';
  };
  const denies = state.access.layers.flatMap((layer) => layer.denies).filter(relevant);
  const further = state.access.layers
    .slice(1)
    .map((layer) => [...layer.allows.filter(relevant), ...(layer.open === undefined ? [] : [undefined])]);
  for (const chosen of product(further)) {
    if (chosen.includes(undefined)) state.exact = false;
    const known = [allow, ...chosen].filter((statement) => statement !== undefined);
    const wanted = known.flatMap((s) => s.conditions.map((condition) => [condition, s.variables] as const));
    for (const satisfied of satisfy(state, wanted, state.fixed)) {
      yield* dodge(state, denies, satisfied);
    }
  }
}

/** `undefined` stands for a statement that is not known and may allow. */
type Chosen = PlacedStatement | undefined;

function product(lists: readonly (readonly Chosen[])[]): readonly (readonly Chosen[])[] {
  return lists.reduce<readonly (readonly Chosen[])[]>(
    (rows, items) => rows.flatMap((row) => items.map((item) => [...row, item])),
    [[]],
  );
}

type Wanted = readonly (readonly [Condition, boolean])[];

/** Makes all conditions true. */
function* satisfy(state: State, wanted: Wanted, choice: Choice): Generator<Choice, void, undefined> {
  const [first, ...rest] = wanted;
  if (first === undefined) {
    yield choice;
    return;
  }
  for (const next of settings(state, choice, first[0])) {
    if (answerFor(state, first[0], next, first[1]) === 'yes') yield* satisfy(state, rest, next);
  }
}

/** Makes some condition of each deny false. */
function* dodge(state: State, denies: readonly PlacedStatement[], choice: Choice): Generator<Choice, void, undefined> {
  const [deny, ...rest] = denies;
  if (deny === undefined) {
    yield choice;
    return;
  }
  const isFalse = (condition: Condition, at: Choice): boolean =>
    answerFor(state, condition, at, deny.variables) === 'no';
  if (deny.conditions.some((condition) => choice.has(condition.key) && isFalse(condition, choice))) {
    yield* dodge(state, rest, choice);
    return;
  }
  if (deny.uncertain !== undefined || actionAnswer(deny, state.action) === 'maybe') state.exact = false;
  for (const condition of deny.conditions) {
    for (const next of settings(state, choice, condition)) {
      if (isFalse(condition, next)) yield* dodge(state, rest, next);
    }
  }
}

/** The answer under a choice; one that is not known leaves a gap in the proof. */
function answerFor(state: State, condition: Condition, choice: Choice, variables: boolean): 'yes' | 'no' | 'maybe' {
  const answer = conditionAnswer(condition, contextOf(choice), variables);
  if (answer === 'maybe') state.exact = false;
  return answer;
}

/** The choice as it is when the key is chosen already; otherwise with each value that is worth trying. */
function* settings(state: State, choice: Choice, condition: Condition): Generator<Choice, void, undefined> {
  if (state.budget-- <= 0) return;
  if (choice.has(condition.key)) {
    yield choice;
    return;
  }
  const domain = state.domains.get(condition.key) ?? { values: [], complete: false };
  if (!domain.complete) state.exact = false;
  for (const values of [null, ...domain.values.map((value) => [value])]) {
    yield new Map([...choice, [condition.key, values]]);
  }
}
