/** What one allow statement grants, measured in actions: which, of which level, on whatever or on what is named only. */
import type { IamModel } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { unknown, type Unknown } from '../model/value';
import { actionsMatching, actionTable } from '../policy/actions';
import { globMatches } from '../policy/glob';
import { readDocument, type Statement } from '../policy/document';
import { actionReference, type AccessLevel, type ActionReference } from '../policy/reference';
import { hasSymbol, widen } from '../policy/text';
import type { NarrowerStatements } from '../rule/finding';
import { firstYes, inEachHome, type Access, type Decision, type Request } from './access';
import { asAskedBy, type Likeness } from './alike';
import type { Holder } from './cause';
import { contentOf, grantedBy, type Granted } from './granted';
import { narrowed } from './narrowing';
import { inOurTime } from './our-time';
import { actionAnswer } from './request';
import { searchRequest } from './search';
import { fameOf, isNoFaultAnywhere, makesUnnamed, onlyAppends, SHOWN_ACTIONS } from './sensitive-actions';
import { mayMatchResource, signatureOf } from './shapes';
import { formatsOf, openFormats, unbounded } from './unbounded';
import { listOf, placeOf } from './words';

/** Actions of a statement whose requests nothing of the documents tells apart. */
interface Group {
  /** The most telling one first. */
  readonly actions: readonly ActionReference[];
  /** On a resource that nobody named, in a plain request. */
  readonly anywhere: () => Decision;
  /** On whatever resource, in whichever request. */
  readonly somewhere: () => Decision;
}

/** What a statement grants of the actions that were asked for. */
export interface Effect {
  readonly granted: Granted;
  /** The most telling one first. */
  readonly actions: readonly ActionReference[];
  readonly witness: Request;
}

/** Effects, and why there may be more. */
export interface Effects {
  readonly effects: readonly Effect[];
  readonly doubts: readonly { readonly reason: Unknown; readonly at: Resource; readonly property: string }[];
}

/** Which actions of which statements count, and on what. */
export interface Wanted {
  readonly action: (action: ActionReference) => boolean;
  readonly reach: 'anywhere' | 'somewhere';
  /** Only these patterns of the statement, in lower case. */
  readonly patterns?: (pattern: string) => boolean;
}

/** What the statements of an entity's own documents grant of the wanted actions, one effect for each statement that does. */
export function effectsOf(entity: Holder, model: IamModel, wanted: Wanted): Effects {
  const effects: Effect[] = [];
  const doubts = [...unreadable(entity)];
  for (const granted of grantedBy(entity, model)) {
    const effect = effectOf(granted, wanted);
    if (effect === undefined) continue;
    if (!('kind' in effect)) effects.push(effect);
    else doubts.push({ reason: effect, at: granted.at, property: granted.property });
  }
  return { effects, doubts };
}

/** What one statement grants of the wanted actions; undefined when nothing, or why that is not known. */
export function effectOf(granted: Granted, { action, reach, patterns }: Wanted): Effect | Unknown | undefined {
  const found: ActionReference[] = [];
  let witness: Request | undefined;
  let best = Infinity;
  let doubt: string | undefined;
  for (const group of groupsOf(granted)) {
    const counted = group.actions.filter((one) => action(one) && isOf(granted.statement, one, patterns));
    if (counted.length === 0) continue;
    const decision = group[reach]();
    if (decision.answer === 'undecided') doubt ??= decision.reason;
    if (decision.answer !== 'yes') continue;
    found.push(...counted);
    const first = counted[0] as ActionReference;
    if (witness !== undefined && fameOf(first.name) >= best) continue;
    best = fameOf(first.name);
    witness = { ...asAskedBy(decision.witness, granted.accesses), action: first.name };
  }
  if (witness !== undefined) return { granted, actions: mostTelling(found), witness };
  doubt ??= unsureOf(granted, { action, reach });
  return doubt === undefined ? undefined : unknown(doubt);
}

/** So many of the actions that a pattern with a part that is not known may mean are asked for. */
const MOST_UNSURE = 5;

/** Why it is not known whether the statement speaks of a wanted action, and allows it then. */
function unsureOf({ statement, accesses }: Granted, { action, reach }: Wanted): string | undefined {
  const { patterns } = statement.actions;
  if (!patterns.some(hasSymbol)) return undefined;
  const services = patterns.filter(hasSymbol).map((pattern) => pattern.slice(0, Math.max(0, pattern.indexOf(':'))));
  const { keys } = actionTable();
  const ofServices = services
    .filter((name) => name !== '' && !hasSymbol(name))
    .flatMap((name) => actionsMatching(`${name}:*`).map((index) => keys[index] ?? ''));
  const asked = [...new Set([...SHOWN_ACTIONS, ...ofServices])]
    .filter((name) => !['yes', 'no'].includes(actionAnswer(statement, name)))
    .flatMap((name) => actionReference(name) ?? [])
    .filter(action)
    .slice(0, MOST_UNSURE);
  const decision = firstYes(asked, ({ name }) =>
    firstYes(accesses, (access) => (reach === 'anywhere' ? unbounded(access, name) : anyRequest(access, name))),
  );
  return decision.answer === 'undecided' ? decision.reason : undefined;
}

function isOf(statement: Statement, { name }: ActionReference, counts: Wanted['patterns']): boolean {
  if (counts === undefined) return true;
  const { negated, patterns } = statement.actions;
  const key = name.toLowerCase();
  return !negated && patterns.some((pattern) => counts(pattern) && globMatches(pattern, key));
}

function mostTelling(actions: readonly ActionReference[]): readonly ActionReference[] {
  return [...actions].sort((a, b) => fameOf(a.name) - fameOf(b.name) || (a.name < b.name ? -1 : 1));
}

/* ---- groups ---- */

const known = new WeakMap<Likeness, readonly Group[]>();

/** Several rules ask of one statement, and many statements say the same: the actions are cut into groups once. */
function groupsOf(granted: Granted): readonly Group[] {
  const before = known.get(granted.likeness);
  if (before !== undefined) return before;
  const groups = newGroups(granted);
  known.set(granted.likeness, groups);
  return groups;
}

function newGroups({ statement, accesses }: Granted): readonly Group[] {
  const others = [...new Set(accesses.flatMap(({ layers }) => layers.flatMap((one) => [...one.denies, ...(one.name === 'identity' ? [] : one.allows)])))]; // prettier-ignore
  const keys = [...new Set([statement, ...others].flatMap(({ conditions }) => conditions.map(({ key }) => key)))];
  return partitionOf(statement, others, keys).map((actions) => groupOf(actions, accesses));
}

type Partition = readonly (readonly ActionReference[])[];
const partitions = new Map<string, Partition>();
const MOST_PARTITIONS = 500;

/** Statements with the same actions differ in their resources most of all: those do not matter here. */
function partitionOf(statement: Statement, others: readonly Statement[], keys: readonly string[]): Partition {
  const key = JSON.stringify([statement.actions, others.map(({ actions }) => actions), keys]);
  const before = partitions.get(key);
  if (before !== undefined) return before;
  const partition = newPartition(statement, others, keys);
  if (partitions.size >= MOST_PARTITIONS) partitions.clear();
  partitions.set(key, partition);
  return partition;
}

function newPartition(statement: Statement, others: readonly Statement[], keys: readonly string[]): Partition {
  const groups = new Map<string, ActionReference[]>();
  for (const name of actionsOf(statement)) {
    const reference = actionReference(name);
    if (reference === undefined) continue;
    const kind = `${signatureOf(name, keys)}|${others.map((one) => actionAnswer(one, name)).join()}`;
    const whole = `${name.slice(0, name.indexOf(':'))}|${kind}`;
    const group = groups.get(whole);
    if (group === undefined) groups.set(whole, [reference]);
    else group.push(reference);
  }
  return [...groups.values()].map(mostTelling);
}

function groupOf(actions: readonly ActionReference[], accesses: readonly Access[]): Group {
  const { name } = actions[0] as ActionReference;
  const anywhere = lazily(() => firstYes(accesses, (access) => unbounded(access, name)));
  const somewhere = lazily(() => {
    const wide = anywhere();
    return wide.answer === 'yes' ? wide : firstYes(accesses, (access) => anyRequest(access, name));
  });
  return { actions, anywhere, somewhere };
}

function anyRequest(access: Access, action: string): Decision {
  const [allow] = access.layers[0]?.allows ?? [];
  if (allow === undefined || !mayReach(allow, action)) return { answer: 'no' };
  return inEachHome(access, (at) => searchRequest(inOurTime(at), { action, fixed: new Map() }));
}

/** Whether a pattern of the statement may match a resource of the action's: most actions of a service are for other ones. */
function mayReach({ resources: { negated, patterns } }: Statement, action: string): boolean {
  return (
    negated ||
    patterns.some((pattern) => hasSymbol(pattern) || pattern.includes('${') || mayMatchResource(action, pattern))
  );
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Services of which one statement may speak until only telling actions are asked for. */
const MANY_SERVICES = 40;

/** Whether the statement speaks of so many services that only telling actions are asked for: there are more. */
export function isSampled({ actions: { negated, patterns } }: Statement): boolean {
  const services = new Set(patterns.map((pattern) => pattern.slice(0, Math.max(0, pattern.indexOf(':')))));
  return negated || services.size > MANY_SERVICES || [...services].some((name) => /^$|[*?]/.test(widen(name)));
}

/** The actions that a statement speaks of for certain, in lower case. */
function actionsOf(statement: Statement): readonly string[] {
  if (isSampled(statement)) return sampleOf(statement);
  const { keys } = actionTable();
  const certain = statement.actions.patterns.filter((pattern) => !hasSymbol(pattern));
  return [...new Set(certain.flatMap((pattern) => actionsMatching(pattern)))].map((index) => keys[index] ?? '');
}

/** As many actions stand for a pattern that speaks of none that is telling, and for all such patterns. */
const MOST_OF_PATTERN = 60;
const MOST_UNTOLD = 400;

/** The telling ones, and of patterns that speak of none (`*:Start*`, `b*:*`) the first. */
function sampleOf(statement: Statement): readonly string[] {
  const { negated, patterns } = statement.actions;
  const shown = SHOWN_ACTIONS.filter((action) => actionAnswer(statement, action) === 'yes');
  const isUntold = (pattern: string): boolean => !hasSymbol(pattern) && !shown.some((one) => globMatches(pattern, one));
  const untold = negated ? [] : patterns.filter(isUntold);
  const { keys } = actionTable();
  const further = untold.flatMap((pattern) => actionsMatching(pattern).slice(0, MOST_OF_PATTERN));
  return [...new Set([...shown, ...further.slice(0, MOST_UNTOLD).map((index) => keys[index] ?? '')])];
}

/* ---- what cannot be read ---- */

/** Documents of the entity's own that are not known. */
export function unreadable(entity: Holder): Effects['doubts'] {
  if (entity.kind === 'policy') {
    if (entity.isBoundary && !entity.isAttached) return [];
    return doubtOf(readDocument(entity.document).open, entity.resource, 'policy');
  }
  const grants = entity.kind === 'outside-holder' ? [entity.grant] : entity.grants.known;
  return grants.flatMap(({ policy, managed, through, document, via, property }) =>
    policy !== undefined || managed !== undefined || through !== undefined
      ? []
      : doubtOf(readDocument(document).open, via, property),
  );
}

function doubtOf(reason: Unknown | undefined, at: Resource, property: string): Effects['doubts'] {
  return reason === undefined ? [] : [{ reason, at, property }];
}

/* ---- in words ---- */

/** What every finding about one statement says and carries. */
export interface EffectFinding {
  readonly at: Resource;
  readonly property: string;
  readonly witness: Request;
  readonly causes: readonly string[];
  readonly fingerprint: string;
  readonly narrower?: NarrowerStatements;
  readonly data: {
    readonly document: string;
    readonly actions: string;
    readonly resource: string;
    readonly shape: string;
  };
}

/** An effect as a finding. */
export function findingOf(effect: Effect, model: IamModel): EffectFinding {
  const { granted, actions, witness } = effect;
  const { at, property, cause } = granted;
  const narrower = narrowed(granted, model);
  return {
    ...(narrower === undefined ? {} : { narrower }),
    at,
    property,
    witness,
    causes: [cause],
    fingerprint: contentOf(granted),
    data: {
      document: documentInWords(granted),
      actions: actionsInWords(actions),
      resource: placeOf(witness.resource),
      shape: shapeInWords(effect),
    },
  };
}

/** Levels of what changes something. */
export const CHANGING: ReadonlySet<AccessLevel> = new Set(['Write', 'Permissions management', 'Tagging']);

/** Whether an action changes something. */
export function changes({ levels, name }: ActionReference): boolean {
  return levels.some((level) => CHANGING.has(level)) && !READS.test(name);
}

/** AWS calls some of these Permissions management, or Write. */
const READS = /:((get|list|describe)[^:]*(policy|policies)$|(list|describe))/i;

/** Says of a resource that it may be read, or where its logs go. */
const NO_PERMISSION = /:(get|list|describe|allowvendedlog)/i;

/** Whether an action changes who may do what on resources that a policy can name; PassRole has a rule of its own. */
export function managesPermissions({ levels, name, resourceTypes }: ActionReference): boolean {
  if (!levels.includes('Permissions management') || resourceTypes.length === 0) return false;
  return !NO_PERMISSION.test(name) && !isNoFaultAnywhere(name);
}

/** Whether an action opens a resource to others: its policy, not the lists of an object. */
export function sharesResource(action: ActionReference): boolean {
  return (
    managesPermissions(action) &&
    /:(put|set|add|create|attach|authorize)\w*(policy|permissions?|grant)$/i.test(action.name)
  );
}

/** Whether the resource of the requests can be named in a policy beforehand, and is worth it. */
export function canBeNamed({ resourceTypes, name }: ActionReference): boolean {
  return resourceTypes.length > 0 && !makesUnnamed(name) && !isNoFaultAnywhere(name);
}

/** Whether the statement speaks of everything there is, and not of the resources of a kind. */
export function spansServices({ granted }: Effect): boolean {
  const { negated, patterns } = granted.statement.resources;
  return (
    negated ||
    patterns.some((pattern) => /^(\*+|arn:[^:]*\*|arn:[^:]*:\*+)$/.test(pattern) || /^arn:[^:]*:\*+:\*/.test(pattern))
  );
}

/** Whether all that is granted only adds to logs. */
export function isLogging({ actions }: Effect): boolean {
  return actions.every(({ name }) => onlyAppends(name));
}

const SHOWN = 3;

/** `s3:DeleteObject, s3:PutObject and 12 more`. */
function actionsInWords(actions: readonly ActionReference[]): string {
  const names = actions.map(({ name }) => name);
  if (names.length <= SHOWN) return listOf(names);
  return `${names.slice(0, SHOWN - 1).join(', ')} and ${names.length - SHOWN + 1} more`;
}

/** `12 Write and 2 Permissions management`. */
export function levelsInWords({ actions, granted }: Effect): string {
  const counts = [...CHANGING].map((level) => ({
    level,
    count: actions.filter(({ levels }) => levels.includes(level)).length,
  }));
  const words = listOf(counts.filter(({ count }) => count > 0).map(({ level, count }) => `${count} ${level}`));
  return isSampled(granted.statement) ? `at least ${words}` : words;
}

/** How the ARN of the first action's resource is written: `arn:aws:sqs:*:*:<QueueName>`. */
function shapeInWords({ actions, granted }: Effect): string {
  const [action] = actions;
  if (action === undefined) return '*';
  const [format] = [...openFormats(granted.statement, action.name), ...formatsOf(action.name)];
  return (format ?? '*').replace(/\$\{(\w+)\}/g, (_, name: string) =>
    name === 'Partition' ? 'aws' : name === 'Region' || name === 'Account' ? '*' : `<${name}>`,
  );
}

/** For people: `policy `deploy`` or `` `deploy` of role `ci` ``. */
export function documentInWords({ label, holder }: Granted): string {
  return holder === undefined ? `policy \`${label}\`` : `\`${label}\` of ${holder}`;
}
