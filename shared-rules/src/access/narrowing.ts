/** A narrower statement in the place of one that grants too much, made of what the stack declares and proven to grant nothing new. */
import type { IamModel, Role } from '../model/iam-model';
import { stringOf } from '../model/value';
import { actionsMatching, actionTable } from '../policy/actions';
import { readDocument, type Condition, type Statement } from '../policy/document';
import { globMatches } from '../policy/glob';
import { actionReference, type ActionReference } from '../policy/reference';
import { hasSymbol } from '../policy/text';
import type { NarrowerStatements } from '../rule/finding';
import { contentOf, type Granted } from './granted';
import { newAccess } from './new-access';
import { isOfFormat, stackArns, type StackArn } from './stack-arns';

type Json = Readonly<Record<string, unknown>>;

/** So many actions need no shorter form. */
const A_FEW = 5;
/** So many ARNs are. */
const MOST_ARNS = 20;

/** By content: a hundred functions have the same statement. */
const known = new WeakMap<IamModel, Map<string, NarrowerStatements | undefined>>();

/**
 * Statements that could stand in the place of one that grants too much: what only reads stays, what changes something is allowed on
 * what the stack declares, and roles are passed that the stack has, to the services that they trust. Undefined where the stack
 * has nothing that fits, or where it is not proven that nothing new is allowed.
 */
export function narrowed(granted: Granted, model: IamModel): NarrowerStatements | undefined {
  const all = known.get(model) ?? new Map<string, NarrowerStatements | undefined>();
  known.set(model, all);
  const content = `${granted.statement.index} ${contentOf(granted)}`;
  if (!all.has(content)) all.set(content, narrow(granted, model));
  return all.get(content);
}

function narrow({ statement }: Granted, model: IamModel): NarrowerStatements | undefined {
  if (!isPlain(statement)) return undefined;
  const arns = placedArns(statement, arnsOf(model));
  if (arns.length > 4 * MOST_ARNS) return undefined;
  const parts = partsOf(statement, arns);
  const pass = passPart(statement, model);
  const written = [...readPart(parts, statement), ...changeParts(parts, statement), ...pass];
  const named = [...parts.changes.values()].flatMap((part) => part.arns);
  if ((parts.changes.size === 0 && pass.length === 0) || named.length > MOST_ARNS) return undefined;
  const document = (statements: readonly Json[]): object => ({ Version: '2012-10-17', Statement: statements });
  const proof = newAccess(document([original(statement)]), document(written));
  if (proof.answer !== 'no') return undefined;
  return { replaces: statement.index, statements: written, why: whyOf(parts, pass.length > 0) };
}

/** Nothing of it is negated or known in parts only. */
function isPlain({ actions, resources, conditions }: Statement): boolean {
  if (actions.negated || resources.negated) return false;
  const texts = [...actions.patterns, ...resources.patterns, ...conditions.flatMap(({ values }) => values)];
  return !texts.some((text) => hasSymbol(text) || text.includes('${'));
}

type ArnsByService = ReadonlyMap<string, readonly StackArn[]>;

const arnsKnown = new WeakMap<IamModel, ArnsByService>();

function arnsOf(model: IamModel): ArnsByService {
  const before = arnsKnown.get(model);
  if (before !== undefined) return before;
  const arns = new Map<string, StackArn[]>();
  for (const each of stackArns(model.resources)) {
    const service = each.arn.split(':', 3)[2] ?? '';
    arns.set(service, [...(arns.get(service) ?? []), each]);
  }
  arnsKnown.set(model, arns);
  return arns;
}

/* ---- which actions go where ---- */

interface Part {
  readonly actions: ActionReference[];
  readonly arns: readonly string[];
}

interface Parts {
  /** What only reads or lists, or can be granted on everything only. */
  readonly stays: readonly ActionReference[];
  /** What changes something, by the ARNs of the stack that it may be for. */
  readonly changes: ReadonlyMap<string, Part>;
  /** What a wildcard grants and nothing of the stack needs. */
  readonly left: readonly ActionReference[];
}

function partsOf(statement: Statement, arns: readonly string[]): Parts {
  const stays: ActionReference[] = [];
  const left: ActionReference[] = [];
  const changes = new Map<string, Part>();
  for (const action of actionsOf(statement)) {
    if (action.name === 'iam:PassRole') continue;
    const fitting = fittingArns(action, arns);
    const isExplicit = statement.actions.patterns.includes(action.name.toLowerCase());
    const isRead = action.levels.every((level) => level === 'Read' || level === 'List');
    const isShare = action.levels.includes('Permissions management') && !isExplicit;
    if (fitting.length > 0 && !isShare && (!isRead || !isExplicit || givesContent(action)))
      addTo(changes, action, fitting);
    else if (isExplicit || (isRead && action.resourceTypes.length === 0)) stays.push(action);
    else left.push(action);
  }
  return { stays, changes, left };
}

/** Reads of what is in a resource, and not of its settings. */
function givesContent({ name }: ActionReference): boolean {
  return /:(get(object|secretvalue|parameter|item|records)|batchget|query|scan|receive)/i.test(name);
}

function addTo(changes: Map<string, Part>, action: ActionReference, arns: readonly string[]): void {
  const key = arns.join();
  const part = changes.get(key);
  if (part === undefined) changes.set(key, { actions: [action], arns });
  else part.actions.push(action);
}

function actionsOf({ actions }: Statement): readonly ActionReference[] {
  const { names } = actionTable();
  const found = [...new Set(actions.patterns.flatMap((pattern) => actionsMatching(pattern)))];
  // Of very many services nobody can say what of them is meant.
  if (found.length > 1000) return [];
  return found.flatMap((index) => actionReference(names[index] ?? '') ?? []);
}

/** ARNs of the stack that requests of the action may be for. */
function fittingArns({ resourceTypes }: ActionReference, arns: readonly string[]): readonly string[] {
  return arns.filter((arn) => resourceTypes.some((type) => isOfFormat(arn, type.arn)));
}

/** ARNs of the stack that the statement allows, of the services that it speaks of. */
function placedArns({ actions, resources }: Statement, arns: ArnsByService): readonly string[] {
  const services = new Set(actions.patterns.map((pattern) => pattern.split(':', 1)[0] ?? ''));
  const isWide = [...services].some((service) => /[*?]/.test(service));
  const own = isWide ? [...arns.values()].flat() : [...services].flatMap((service) => arns.get(service) ?? []);
  return own.flatMap(({ arn }) => {
    const placed = resources.patterns.map((pattern) => inPlaceOf(pattern, arn));
    return placed.find((each, index) => globMatches(resources.patterns[index] ?? '', each)) ?? [];
  });
}

/** The ARN in the region and the account that a pattern names. */
function inPlaceOf(pattern: string, arn: string): string {
  const wanted = pattern.split(':');
  return arn
    .split(':')
    .map((field, place) => {
      const other = wanted[place] ?? '*';
      return field === '*' && (place === 3 || place === 4) && !/[*?]/.test(other) ? other : field;
    })
    .join(':');
}

/* ---- as statements ---- */

function readPart({ stays }: Parts, statement: Statement): readonly Json[] {
  return stays.length === 0 ? [] : [{ Effect: 'Allow', Action: shortly(stays, (name) => stays.some((each) => each.name === name)), Resource: one(statement.resources.patterns), ...conditionsOf(statement) }]; // prettier-ignore
}

function changeParts({ changes }: Parts, statement: Statement): readonly Json[] {
  return [...changes.values()].map(({ actions, arns }) => ({
    Effect: 'Allow',
    Action: shortly(actions, (name) => isGranted(name, statement) && !sharesAnything(name)),
    Resource: one(arns),
    ...conditionsOf(statement),
  }));
}

function isGranted(name: string, { actions }: Statement): boolean {
  return actions.patterns.some((pattern) => globMatches(pattern, name.toLowerCase()));
}

function sharesAnything(name: string): boolean {
  return actionReference(name)?.levels.includes('Permissions management') === true;
}

/** Each action, or its verb where all that it means may be there: on the ARNs of a part more verbs mean no more. */
function shortly(actions: readonly ActionReference[], may: (name: string) => boolean): string | readonly string[] {
  const names = actions.map(({ name }) => name);
  if (names.length <= A_FEW) return one(names);
  const { names: all } = actionTable();
  const isHarmless = (pattern: string): boolean =>
    actionsMatching(pattern.toLowerCase()).every((index) => may(all[index] ?? ''));
  const verbs = names.map((name) => `${/^[^:]+:[A-Z]+[a-z]*/.exec(name)?.[0] ?? name}*`);
  const useful = [...new Set(verbs)].filter(isHarmless);
  const covered = (name: string): string =>
    useful.find((pattern) => globMatches(pattern.toLowerCase(), name.toLowerCase())) ?? name;
  return one([...new Set(names.map(covered))]);
}

function one(items: readonly string[]): string | readonly string[] {
  const [first, ...others] = items;
  return first !== undefined && others.length === 0 ? first : items;
}

/** The conditions as they stand in a document. */
function conditionsOf({ conditions }: Statement, further: Json = {}): Json {
  const all = conditions.reduce<Readonly<Record<string, Json>>>(
    (before, each) => ({
      ...before,
      [operatorOf(each)]: { ...before[operatorOf(each)], [each.name]: one(each.values) },
    }),
    {},
  );
  const joined = Object.entries(further).reduce<Readonly<Record<string, unknown>>>(
    (before, [operator, keys]) => ({ ...before, [operator]: { ...all[operator], ...(keys as Json) } }),
    all,
  );
  return Object.keys(joined).length === 0 ? {} : { Condition: joined };
}

function operatorOf({ operator, quantifier, ifExists }: Condition): string {
  return `${quantifier === undefined ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
}

function original(statement: Statement): Json {
  const { actions, resources } = statement;
  return { Effect: 'Allow', Action: actions.patterns, Resource: resources.patterns, ...conditionsOf(statement) };
}

/* ---- passing roles ---- */

/** The roles of the stack that services assume, and these services. */
function passPart(statement: Statement, model: IamModel): readonly Json[] {
  if (!statement.actions.patterns.some((pattern) => globMatches(pattern, 'iam:passrole'))) return [];
  if (statement.conditions.some(({ key, operator }) => key === 'iam:passedtoservice' && operator === 'StringEquals'))
    return [];
  const roles = model.entities.flatMap((entity) => (entity.kind === 'role' ? passable(entity, statement) : []));
  if (roles.length === 0 || roles.length > MOST_ARNS) return [];
  const services = [...new Set(roles.flatMap((role) => role.services))].sort();
  const condition = conditionsOf(statement, { StringEquals: { 'iam:PassedToService': one(services) } });
  return [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: one(roles.map(({ arn }) => arn)), ...condition }];
}

interface PassableRole {
  readonly arn: string;
  readonly services: readonly string[];
}

function passable({ name, path, trust }: Role, { resources }: Statement): readonly PassableRole[] {
  const text = stringOf(name);
  const { statements } = readDocument(trust, 'trust');
  const patterns = statements.flatMap(({ effect, principals }) =>
    effect === 'Allow' ? (principals?.patterns ?? []) : [],
  );
  const services = patterns.flatMap(({ type, value }) => (type === 'Service' && !hasSymbol(value) ? value : []));
  if (text === undefined || services.length === 0) return [];
  const arn = `arn:aws:iam::*:role${path}${text}`;
  return resources.patterns.some((pattern) => globMatches(pattern, arn)) ? [{ arn, services }] : [];
}

/* ---- in words ---- */

function whyOf({ stays, changes, left }: Parts, passes: boolean): string {
  const parts = [
    ...(changes.size > 0 ? ['allowed on what this stack declares'] : []),
    ...(passes ? ['roles of this stack are passed to the services that they trust'] : []),
    ...(stays.length > 0 ? ['what can be granted on everything only stays'] : []),
  ];
  const gone = left.length === 0 ? '' : `; ${left.length} actions that fit nothing in it are left out`;
  return `${parts.join(', ')}${gone}: add what other stacks have and this one needs`;
}
