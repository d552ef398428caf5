/** Access that depends on a tag which the principal can set itself (IAM User Guide, "ABAC": who may tag must be limited too). */
import { actionsMatching, actionTable } from '../policy/actions';
import { variablesOf } from '../policy/condition';
import { actionReference, serviceReference } from '../policy/reference';
import type { Access, Decision, Request } from './access';
import { isAdministrator } from './administrator';
import { allows } from './allows';
import { causeOf, type Cause, type CauseQuestion, type Holder, type Verdict } from './cause';
import { arnsMeet } from './escalation-steps';
import type { PlacedStatement } from './layers';
import { actionAnswer } from './request';
import { fameOf, SHOWN_ACTIONS } from './sensitive-actions';
import { formatsOf } from './unbounded';

/** The two requests: one sets the tag, the other needs it. */
export interface TagControl {
  /** Such as `aws:ResourceTag/team`. */
  readonly key: string;
  /** Name of the tag. */
  readonly tag: string;
  /** The condition key that tells which tags a request sets. */
  readonly keys: string;
  readonly tagging: Request;
  readonly use: Request;
}

const QUESTION: CauseQuestion<TagControl> = {
  ask,
  rest: () => ({ answer: 'no' }),
  isWhole: () => false,
  suffices: (alone, whole) => alone.key === whole.key,
};

/** Whether a limit by tags is none, as its subject sets the tag. */
export function tagControl(holder: Holder): Cause<TagControl> {
  return causeOf(holder, QUESTION);
}

/** A tag that an allow needs, and a value that opens it. */
interface Need {
  readonly statement: PlacedStatement;
  readonly of: 'principal' | 'resource';
  readonly name: string;
  readonly tag: string;
  readonly value: string;
  /** The values that open it. */
  readonly values: readonly string[];
  /** What it is for in one service, but for setting tags; the telling ones of very many. */
  readonly actions: readonly string[];
  /** What a resource is tagged with before that the allow is not for. */
  readonly before: string | null;
}

/** As many values of one condition are tried. */
const MOST_VALUES = 5;

const KEY = /^(aws:principaltag|aws:resourcetag|[a-z0-9-]+:resourcetag|s3:existingobjecttag|rds:[a-z-]+-tag)\/(.+)$/i;
const REQUESTED = /^rds:req-tag\//i;
/** Comparisons that ask for a value; a negated one is met by most values and by none. */
const EQUAL = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ForAnyValue:.*)$/i;
const ANY_VALUE = 'another';
/** A value that no document names. */
const CLOSED = 'of-somebody-else';
/** Tags of this prefix are set by AWS only (Tagging AWS Resources, "Tag naming limits and requirements"). */
const OF_AWS = /^aws:/i;

function ask(access: Access): Verdict<TagControl> {
  const needs = (access.layers[0]?.allows ?? []).flatMap(needsOf);
  if (needs.length === 0 || isAdministrator(access).answer === 'yes') return { answer: 'no' };
  let doubt: Verdict<TagControl> = { answer: 'no' };
  for (const need of needs) {
    const verdict = judge(access, need);
    if (verdict.answer === 'yes') return verdict;
    if (verdict.answer === 'undecided') doubt = verdict;
  }
  return doubt;
}

function needsOf(statement: PlacedStatement): readonly Need[] {
  if (!statement.conditions.some(({ name }) => KEY.test(name))) return [];
  const services = actionsOf(statement);
  return statement.conditions.flatMap(({ operator, ifExists, name, values }): readonly Need[] => {
    const [, prefix, tag] = KEY.exec(name) ?? [];
    if (prefix === undefined || tag === undefined || OF_AWS.test(tag) || REQUESTED.test(name)) return [];
    const of = /^aws:principaltag$/i.test(prefix) ? 'principal' : 'resource';
    // Where its absence opens too, only what has another value is closed.
    if (ifExists && of === 'principal') return [];
    const states = of === 'principal' || operator === 'Null' ? [null] : ifExists ? [CLOSED] : [null, CLOSED];
    const isPresence = operator === 'Null' && values[0] === 'false';
    if (!isPresence && !EQUAL.test(operator)) return [];
    const open = values.map((value) =>
      isPresence || variablesOf(value).length > 0 || /[*?]/.test(value) ? ANY_VALUE : value,
    );
    const need = { statement, of, name, tag, values: open } as const;
    return [...new Set(open)]
      .slice(0, MOST_VALUES)
      .flatMap((value) => states.map((before) => ({ ...need, value, before })))
      .flatMap((each) => services.map((actions) => ({ ...each, actions })));
  });
}

/** As many actions of a wildcard are tried. */
const MOST_ACTIONS = 12;

/** By service: what is tagged must be what is used. */
function actionsOf(statement: PlacedStatement): readonly (readonly string[])[] {
  const { negated, patterns } = statement.actions;
  const isWide = negated || patterns.some((pattern) => /^[^:]*[*?]/.test(pattern));
  const actions = isWide
    ? SHOWN_ACTIONS.filter((action) => actionAnswer(statement, action) === 'yes')
    : patterns.flatMap((pattern) => (/[*?]/.test(pattern) ? someOf(pattern) : [pattern]));
  const services = new Map<string, string[]>();
  for (const action of actions.filter((each) => !isTagging(each))) {
    const service = action.slice(0, action.indexOf(':'));
    services.set(service, [...(services.get(service) ?? []), action]);
  }
  return [...services.values()];
}

/** What people know first. */
function someOf(pattern: string): readonly string[] {
  const { keys } = actionTable();
  const all = actionsMatching(pattern).flatMap((index) => keys[index] ?? []);
  const used = all.filter((action) => formatsOf(action).length > 0 && !isTagging(action));
  return [...used].sort((a, b) => fameOf(a) - fameOf(b)).slice(0, MOST_ACTIONS);
}

function judge(access: Access, need: Need): Verdict<TagControl> {
  const any = settingOf(access, need);
  if (any.answer !== 'yes') return any;
  for (const action of need.actions) {
    if (isOpenAnyway(access, need, action)) continue;
    // What is tagged must be of the kind that the action uses.
    const setting = need.of === 'principal' ? any : settingOf(access, { ...need, actions: [action] });
    if (setting.answer === 'yes') return foundOf(access, need, action, setting);
  }
  return { answer: 'no' };
}

function settingOf(access: Access, need: Need): Decision {
  return need.of === 'principal' ? ownTagging(access, need) : resourceTagging(access, need);
}

function foundOf(
  access: Access,
  need: Need,
  action: string,
  { witness, statements }: Decision & { readonly answer: 'yes' },
): Verdict<TagControl> {
  const { name: key, tag, of, value, statement } = need;
  const use = allows(access, { actions: [action], context: of === 'resource' ? { [key]: value } : {} });
  // What the principal is tagged with now may not open it: the request is that of the statement then.
  const used = use.answer === 'yes' ? use.witness : needed(access, need, action);
  const keys = /^s3:existing/i.test(key) ? 's3:RequestObjectTagKeys' : 'aws:TagKeys';
  return {
    answer: 'yes',
    found: { key, tag, keys, tagging: witness, use: used },
    statements: [...statements, statement.place],
  };
}

/** The request that the tag opens. */
function needed({ arn }: Access, { statement, name, value }: Need, action: string): Request {
  const resource = statement.resources.negated ? '*' : (statement.resources.patterns[0] ?? '*');
  return { principal: arn, action: actionReference(action)?.name ?? action, resource, context: { [name]: value } };
}

/** Whether an action is allowed without the tag. */
function isOpenAnyway(access: Access, { statement, name, of, before }: Need, action: string): boolean {
  const { negated, patterns } = statement.resources;
  const goal = {
    actions: [action],
    ...(negated ? {} : { resources: patterns.filter((one) => variablesOf(one).length === 0) }),
  };
  const context = of === 'resource' ? { [name]: before } : {};
  return of === 'principal'
    ? allows(without(access, statement), goal).answer === 'yes'
    : allows(access, { ...goal, context }).answer === 'yes';
}

/** The access without one allow. */
function without(access: Access, { place }: PlacedStatement): Access {
  const cut = (at: Access): Access => ({
    ...at,
    layers: at.layers.map((layer) =>
      layer.name === 'identity' ? { ...layer, allows: layer.allows.filter((one) => one.place !== place) } : layer,
    ),
  });
  return { ...cut(access), elsewhere: access.elsewhere.map(cut) };
}

/** Tagging oneself: a session has the tags of its role. One that has the tag with such a value already gains nothing. */
function ownTagging(access: Access, { name, tag, value, values }: Need): ReturnType<typeof allows> {
  if (access.context.get(name.toLowerCase())?.some((has) => values.includes(has)) === true) return { answer: 'no' };
  const actions = /:user\//.test(access.arn) ? ['iam:TagUser'] : ['iam:TagRole'];
  const context = { [`aws:RequestTag/${tag}`]: value, 'aws:TagKeys': [tag] };
  return allows(access, { actions, resources: [access.arn], context });
}

/** Tagging what does not have the tag yet, or has it with another value, and is not just being made. */
function resourceTagging(access: Access, need: Need): ReturnType<typeof allows> {
  const { statement, name, tag, value, actions, before } = need;
  const services = new Set(actions.map((action) => action.slice(0, action.indexOf(':'))));
  const all = [...services].flatMap(taggingOf);
  const speaks = (allow: PlacedStatement, action: string): boolean =>
    actionAnswer(allow, action.toLowerCase()) !== 'no';
  const allowing = (access.layers[0]?.allows ?? []).filter((allow) => all.some((action) => speaks(allow, action)));
  const spoken = all.filter((action) => allowing.some((allow) => speaks(allow, action)));
  if (spoken.length === 0) return { answer: 'no' };
  const taggable = allowing.flatMap(({ resources: { negated: isNot, patterns } }) => (isNot ? ['*'] : patterns));
  const context = {
    [name]: before,
    [`aws:ResourceTag/${tag}`]: before,
    [`aws:RequestTag/${tag}`]: value,
    'aws:TagKeys': [tag],
    [`s3:RequestObjectTag/${tag}`]: value,
    's3:RequestObjectTagKeys': [tag],
    [`rds:req-tag/${tag}`]: value,
    'ec2:CreateAction': null,
  };
  const { negated, patterns } = statement.resources;
  const resources = patterns.filter((one) => variablesOf(one).length === 0);
  const isEverywhere = negated || resources.length < patterns.length || resources.includes('*');
  const shapes = isEverywhere ? shapesOf(actions) : resources;
  const places = shapes.filter((shape) => taggable.some((pattern) => arnsMeet(pattern, shape)));
  if (places.length === 0 && shapes.length > 0) return { answer: 'no' };
  return allows(access, { actions: spoken, ...(places.length === 0 ? {} : { resources: places }), context });
}

/** What requests of the actions are for: what is tagged must be of the kind that they use. */
function shapesOf(actions: readonly string[]): readonly string[] {
  const { names } = actionTable();
  const meant = new Set(actions.flatMap((pattern) => actionsMatching(pattern.toLowerCase())));
  const formats = [...meant].flatMap((index) => formatsOf(names[index] ?? ''));
  return [...new Set(formats.map((format) => format.replace(/\$\{\w+\}/g, '*')))];
}

const tagging = new Map<string, readonly string[]>();

/** The actions of a service that set tags. */
function taggingOf(service: string): readonly string[] {
  const known = tagging.get(service);
  if (known !== undefined) return known;
  const all = serviceReference(service)?.actions ?? [];
  const found = all.filter(({ name, levels }) => levels.includes('Tagging') && !/:(Untag|Delete|Remove)/.test(name));
  const names = found.map(({ name }) => name);
  tagging.set(service, names);
  return names;
}

function isTagging(action: string): boolean {
  return actionReference(action)?.levels.every((level) => level === 'Tagging') ?? false;
}
