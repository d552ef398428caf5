/** The known ways to more permissions that are open to a principal. */
import { substitute } from '../policy/condition';
import { globMatches } from '../policy/glob';
import { hasSymbol } from '../policy/text';
import { statementsOf, type Access, type Decision, type Request } from './access';
import type { StatementPlace } from './layers';
import { ESCALATION_PATHS, type EscalationPath, type Step } from './escalation-paths';
import { onUnnamed, patternsFor, stepDecision } from './escalation-steps';
import { inOurTime } from './our-time';
import { actionAnswer } from './request';

/** A path of the catalogue whose steps are all allowed. */
export interface Escalation {
  /** Id in the catalogue: that of pathfinding.cloud where it has the path. */
  readonly path: string;
  /** Completes "it can", in lower case without a full stop. */
  readonly title: string;
  /** A request for each step that AWS would allow, in the order of the path. */
  readonly steps: readonly Request[];
  /** The patterns of the documents that allow to pass the role of the first step. */
  readonly passedRoles?: readonly string[];
}

/** An escalation with the statements that allow its steps. */
export interface PlacedEscalation extends Escalation {
  readonly statements: readonly StatementPlace[];
  /** All that the documents say of roles to pass, whichever role the first step passes. */
  readonly passable?: readonly string[];
}

/** What is open to a principal, and what could not be decided. */
export interface EscalationSearch {
  /** The fewest steps first. */
  readonly found: readonly PlacedEscalation[];
  readonly undecided: readonly { readonly path: string; readonly reason: string }[];
}

/** Every path of the catalogue that is proven to be open, the fewest steps first. */
export function escalations(access: Access): readonly Escalation[] {
  return searchEscalations(access, { named: true }).found.map(({ path, title, steps, passedRoles: roles }) => ({
    path,
    title,
    steps,
    ...(roles === undefined ? {} : { passedRoles: roles }),
  }));
}

/** Whether what uses existing things counts also where the documents name them. */
interface SearchOptions {
  readonly named: boolean;
  /** Patterns of the roles that none of these services can be given. */
  readonly unfit?: (services: readonly string[]) => readonly string[];
}

/** The same with what could not be decided, and without what principals do in everyday work. */
export function searchEscalations(
  access: Access,
  { named, unfit = () => [] }: SearchOptions = { named: false },
): EscalationSearch {
  if (sizeOf(access) > LARGEST) return { found: [], undecided: [{ path: 'any', reason: TOO_LARGE }] };
  const open = access.layers[0]?.open;
  const spoken = actionsSpokenOf(access);
  const isSpoken = ({ id }: EscalationPath): boolean => keysOf(id).every((key) => spoken.has(key));
  const candidates = spoken.size === 0 ? [] : ESCALATION_PATHS.filter(isSpoken);
  const found: PlacedEscalation[] = [];
  const undecided: { path: string; reason: string }[] = [];
  if (candidates.length === 0 && open === undefined) return { found, undecided };
  const askers = [access, ...access.elsewhere].flatMap((at) => askersOf(at, unfit));
  const decide = (path: EscalationPath): void => {
    const result = decidePath(askers, path, named);
    if (typeof result === 'string') undecided.push({ path: path.id, reason: result });
    else if (result !== undefined) found.push(result);
  };
  for (const path of candidates) if (undecided.length < MOST_DOUBTS) decide(path);
  // Documents that are not known may allow anything: one path that they leave open says it.
  const unspoken = open === undefined ? [] : ESCALATION_PATHS.filter((path) => !isSpoken(path));
  for (const path of unspoken) if (undecided.length === 0) decide(path);
  return { found: found.sort((a, b) => keysOf(a.path).length - keysOf(b.path).length), undecided };
}

/** Patterns and conditions of one principal: a hundred times what the quotas of AWS leave room for. */
const LARGEST = 30_000;
const TOO_LARGE = 'the documents are larger than AWS accepts';

function sizeOf(access: Access): number {
  return statementsOf(access).reduce(
    (sum, { actions, resources, conditions }) =>
      sum + actions.patterns.length + resources.patterns.length + conditions.length,
    0,
  );
}

/** Paths that could not be decided; after as many the documents are too large or too strange for the rest as well. */
const MOST_DOUBTS = 15;

/** Without those that need the steps of another one and more. */
export function mostDirect<E extends Escalation>(found: readonly E[]): readonly E[] {
  const needs = found.map(({ path }) => new Set(keysOf(path)));
  return found.filter((_, index) => {
    const own = needs[index] ?? new Set();
    return !needs.some((other) => other.size < own.size && [...other].every((action) => own.has(action)));
  });
}

const keys = new Map(
  ESCALATION_PATHS.map((path) => [path.id, needed(path).map(({ action }) => action.toLowerCase())] as const),
);

/** The actions that a path needs, in lower case. */
function keysOf(id: string): readonly string[] {
  return keys.get(id) ?? [];
}

function needed({ steps }: EscalationPath): readonly Step[] {
  return steps.filter(({ helps }) => helps !== true);
}

/* ---- which paths come into question ---- */

/** The actions of the catalogue in lower case, by service. */
const SERVICES: ReadonlyMap<string, ReadonlySet<string>> = byService();

function byService(): ReadonlyMap<string, ReadonlySet<string>> {
  const services = new Map<string, Set<string>>();
  for (const action of ESCALATION_PATHS.flatMap(({ steps }) => steps.map((step) => step.action.toLowerCase()))) {
    const service = serviceOf(action);
    services.set(service, (services.get(service) ?? new Set()).add(action));
  }
  return services;
}

function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(':')));
}

/** Actions of the catalogue, in lower case, that some allow speaks of; most documents speak of none. */
function actionsSpokenOf(access: Access): ReadonlySet<string> {
  const spoken = new Set<string>();
  for (const allow of access.layers[0]?.allows ?? []) {
    for (const pattern of allow.actions.negated ? ['*'] : allow.actions.patterns) {
      for (const action of mayMatch(pattern)) {
        if (!spoken.has(action) && (action === pattern || actionAnswer(allow, action) !== 'no')) spoken.add(action);
      }
    }
  }
  return spoken;
}

function mayMatch(pattern: string): Iterable<string> {
  const service = serviceOf(pattern);
  if (service === '' || OPEN.test(service) || hasSymbol(service))
    return [...SERVICES.values()].flatMap((set) => [...set]);
  const actions = SERVICES.get(service);
  if (actions === undefined) return [];
  if (OPEN.test(pattern) || hasSymbol(pattern)) return actions;
  return actions.has(pattern) ? [pattern] : [];
}

const OPEN = /[*?]/;

/* ---- who asks ---- */

/** Whoever has a policy may be a user or a role. */
function guisesOf(access: Access): readonly Access[] {
  if (access.principal !== undefined) return [access];
  const { partition, account } = access.home;
  const name = 'whoever-has-this-policy';
  const as = (kind: 'user' | 'role'): Access => ({
    ...access,
    arn: `arn:${partition}:iam::${account}:${kind}/${name}`,
    context: new Map([
      ...access.context,
      ['aws:username', kind === 'user' ? [name] : null],
      ['aws:principaltype', [kind === 'user' ? 'User' : 'AssumedRole']],
    ]),
  });
  return [as('user'), as('role')];
}

const WHO = new Set(['aws:username', 'aws:principaltype', 'aws:userid']);

/** Whether the documents tell a user from a role. */
function tellsWho(access: Access): boolean {
  return statementsOf(access).some(
    ({ conditions, resources }) =>
      conditions.some(({ key, values }) => WHO.has(key) || values.some((value) => value.includes('${'))) ||
      resources.patterns.some((pattern) => pattern.includes('${')),
  );
}

interface Asker {
  readonly access: Access;
  readonly decide: (step: Step) => Decision;
}

/** The user and the role that an access stands for; what does not depend on which of them asks is decided once. */
function askersOf(access: Access, unfit: NonNullable<SearchOptions['unfit']>): readonly Asker[] {
  const shared = new Map<string, Decision>();
  const isShared = ({ on }: Step): boolean => on !== 'self' && on !== 'user' && on !== 'role' && !tells;
  const tells = access.principal !== undefined || tellsWho(access);
  return guisesOf(inOurTime(access)).map((guise) => {
    const own = new Map<string, Decision>();
    const decide = (step: Step): Decision => {
      const known = isShared(step) ? shared : own;
      const key = [step.action, step.on, step.boundary, step.of, step.passedTo, step.carries].join(' ');
      const decision = known.get(key) ?? stepDecision(guise, step, undefined, unfit(step.passedTo ?? []));
      known.set(key, decision);
      return decision;
    };
    return { access: guise, decide };
  });
}

/* ---- one path ---- */

type Yes = Decision & { readonly answer: 'yes' };

/** The path when it is open to one of the guises, why it could not be decided, or undefined when it is closed. */
function decidePath(
  askers: readonly Asker[],
  path: EscalationPath,
  named: boolean,
): PlacedEscalation | string | undefined {
  let doubt: string | undefined;
  for (const asker of askers) {
    if (path.uses === 'existing' && !named && !isOpenToo(asker, path)) continue;
    const steps = decideSteps(asker, needed(path));
    if (typeof steps === 'string') doubt ??= steps;
    else if (steps !== undefined) return escalationOf(asker, path, steps);
  }
  return doubt;
}

/** Whether the first step is perhaps allowed on something that no document names. */
function isOpenToo({ access }: Asker, path: EscalationPath): boolean {
  const [first] = needed(path);
  const unnamed = onUnnamed(access);
  return unnamed === access || (first !== undefined && stepDecision(unnamed, first).answer !== 'no');
}

function decideSteps(asker: Asker, steps: readonly Step[]): readonly Yes[] | string | undefined {
  let doubt: string | undefined;
  const decided: Yes[] = [];
  for (const step of steps) {
    const decision = asker.decide(step);
    if (decision.answer === 'no') return undefined;
    if (decision.answer === 'yes') decided.push(decision);
    else doubt ??= decision.reason;
  }
  if (doubt !== undefined) return doubt;
  const joined: Yes[] = [];
  for (const group of groupsOf(steps, decided)) {
    const together = group.length === 1 ? group.map(({ decision }) => decision) : onOneResource(asker.access, group);
    if (together === undefined || typeof together === 'string') return together;
    joined.push(...together);
  }
  return joined;
}

interface Decided {
  readonly step: Step;
  readonly decision: Yes;
}

/** Steps that are done to the same resource stand together. */
function groupsOf(steps: readonly Step[], decisions: readonly Yes[]): readonly (readonly Decided[])[] {
  const groups: Decided[][] = [];
  for (const [index, step] of steps.entries()) {
    const decided = { step, decision: decisions[index] as Yes };
    if (step.same === true) groups.at(-1)?.push(decided);
    else groups.push([decided]);
  }
  return groups;
}

/** Decides the steps of a group on one resource. */
function onOneResource(access: Access, group: readonly Decided[]): readonly Yes[] | string | undefined {
  if (hasOneResource(group)) return group.map(({ decision }) => decision);
  const tried = new Map<string, ReturnType<typeof onOneTagging>>();
  const attempt = (decision: Yes): readonly Yes[] | undefined => {
    for (const resource of resourcesShown(access, decision).filter((each) => !tried.has(each))) {
      const all = onOneTagging(access, group, resource);
      tried.set(resource, all);
      if (all !== undefined && all !== 'tags') return all;
    }
    return undefined;
  };
  for (const { decision } of group) {
    const all = attempt(decision);
    if (all !== undefined) return all;
  }
  for (const { step } of group) {
    for (const other of group) {
      if (other.step === step) continue;
      const narrow = stepDecision(access, step, patternsFor(access, other.step));
      if (narrow.answer === 'no') return undefined;
      const all = narrow.answer === 'yes' ? attempt(narrow) : undefined;
      if (all !== undefined) return all;
    }
  }
  // Tags that contradict each other do so on every resource.
  if ([...tried.values()].includes('tags')) return undefined;
  return `it is not clear whether ${group.map(({ step }) => `\`${step.action}\``).join(' and ')} are allowed on one resource`;
}

function hasOneResource(group: readonly Decided[]): boolean {
  const decisions = group.map(({ decision }) => decision);
  return new Set(decisions.map(({ witness }) => witness.resource)).size === 1 && areTagsEqual(decisions);
}

/** The resource of a witness; where it is known in parts only, what the statement says of it. */
function resourcesShown(access: Access, decision: Yes): readonly string[] {
  const { resource } = decision.witness;
  if (!resource.includes('${')) return [resource];
  return patternsAt(access, decision).filter((pattern) => !/[*?]/.test(pattern));
}

/* ---- one resource has one set of tags ---- */

/** Decides the steps of a group on a resource with the same tags. */
function onOneTagging(
  access: Access,
  group: readonly Decided[],
  resource: string,
): readonly Yes[] | undefined | 'tags' {
  const decideAll = (at: Access): readonly Yes[] | undefined => {
    const all = group.map(({ step }) => stepDecision(at, step, [resource]));
    return all.every((each): each is Yes => each.answer === 'yes') ? all : undefined;
  };
  const all = decideAll(access);
  if (all === undefined || areTagsEqual(all)) return all;
  for (const decision of all) {
    const again = decideAll({ ...access, context: new Map([...access.context, ...fixedTags(decision, all)]) });
    if (again !== undefined) return again;
  }
  return 'tags';
}

const RESOURCE_TAG = /^[^:]+:resourcetag\//i;

/** Tags of the resource by their key in lower case, whether they are called `aws:ResourceTag` or `ec2:ResourceTag`. */
function tagsOf({ witness }: Yes): ReadonlyMap<string, readonly string[]> {
  const tags = Object.entries(witness.context).filter(([key]) => RESOURCE_TAG.test(key));
  return new Map(tags.map(([key, value]) => [key.replace(RESOURCE_TAG, '').toLowerCase(), [value].flat()]));
}

function areTagsEqual(decisions: readonly Yes[]): boolean {
  const seen = new Map<string, string>();
  return decisions
    .flatMap((decision) => [...tagsOf(decision)])
    .every(([tag, values]) => {
      const value = seen.get(tag) ?? values.join('\n');
      seen.set(tag, value);
      return value === values.join('\n');
    });
}

/** The tags that one request has, as all of them call them. */
function fixedTags(decision: Yes, all: readonly Yes[]): ReadonlyMap<string, readonly string[]> {
  const prefixes = new Set(['aws', ...all.map(({ witness }) => serviceOf(witness.action))]);
  return new Map(
    [...tagsOf(decision)].flatMap(([tag, values]) =>
      [...prefixes].map((prefix) => [`${prefix}:resourcetag/${tag}`, values] as const),
    ),
  );
}

/* ---- what is shown ---- */

function escalationOf({ access, decide }: Asker, path: EscalationPath, steps: readonly Yes[]): PlacedEscalation {
  const helping = path.steps
    .filter(({ helps }) => helps === true)
    .map(decide)
    .filter((decision): decision is Yes => decision.answer === 'yes');
  const [first] = steps;
  const passes = path.steps[0]?.passedTo !== undefined && first !== undefined;
  return {
    path: path.id,
    title: path.title,
    steps: [...steps, ...helping].map(({ witness }) => witness),
    ...(passes
      ? { passedRoles: passedRoles(access, first), passable: patternsFor(access, path.steps[0] as Step) }
      : {}),
    statements: steps.flatMap(({ statements }) => statements),
  };
}

/** The patterns under which the role of the witness falls. */
function passedRoles(access: Access, decision: Yes): readonly string[] {
  const { resource } = decision.witness;
  const patterns = patternsAt(access, decision);
  const matching = patterns.filter((pattern) => globMatches(pattern, resource));
  return matching.length === 0 ? patterns : matching;
}

/** Resources of the statements that a decision rests on, with the variables that are known filled in. */
function patternsAt(access: Access, { statements, witness }: Yes): readonly string[] {
  const context = new Map([...access.context].flatMap(([key, values]) => (values ? [[key, values] as const] : [])));
  return (access.layers[0]?.allows ?? [])
    .filter(({ place }) => statements.some((s) => s.document === place.document && s.statement === place.statement))
    .flatMap(({ resources, variables }) =>
      resources.negated
        ? [witness.resource]
        : resources.patterns.map((pattern) => (variables ? (substitute(pattern, context, true) ?? pattern) : pattern)),
    );
}
