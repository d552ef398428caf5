/** Access that depends on a tag which the principal can set itself (IAM User Guide, "ABAC": who may tag must be limited too). */
import { variablesOf } from '../policy/condition';
import { actionReference, serviceReference } from '../policy/reference';
import type { Access, Request } from './access';
import { isAdministrator } from './administrator';
import { allows } from './allows';
import { causeOf, type Cause, type CauseQuestion, type Holder, type Verdict } from './cause';
import type { PlacedStatement } from './layers';
import { actionAnswer } from './request';

/** The two requests: one sets the tag, the other needs it. */
export interface TagControl {
  /** Such as `aws:ResourceTag/team`. */
  readonly key: string;
  /** Name of the tag. */
  readonly tag: string;
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
}

const KEY = /^(aws:principaltag|aws:resourcetag|[a-z0-9-]+:resourcetag)\/(.+)$/i;
/** Comparisons that ask for a value; a negated one is met by most values and by none. */
const EQUAL = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ForAnyValue:.*)$/i;
const ANY_VALUE = 'another';
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
  return statement.conditions.flatMap(({ operator, ifExists, name, values: [value] }): Need[] => {
    const [, prefix, tag] = KEY.exec(name) ?? [];
    if (prefix === undefined || tag === undefined || ifExists || value === undefined) return [];
    if (OF_AWS.test(tag)) return [];
    const isPresence = operator === 'Null' && value === 'false';
    if (!isPresence && !EQUAL.test(operator)) return [];
    if (statement.actions.negated) return [];
    const of = /^aws:principaltag$/i.test(prefix) ? 'principal' : 'resource';
    const opens = isPresence || variablesOf(value).length > 0 || /[*?]/.test(value) ? ANY_VALUE : value;
    return [{ statement, of, name, tag, value: opens }];
  });
}

function judge(access: Access, need: Need): Verdict<TagControl> {
  const setting = need.of === 'principal' ? ownTagging(access, need) : resourceTagging(access, need);
  if (setting.answer !== 'yes') return setting;
  const actions = need.statement.actions.patterns.filter((action) => !isTagging(action));
  if (actions.length === 0 || isOpenAnyway(access, actions, need)) return { answer: 'no' };
  const use = allows(access, { actions, context: need.of === 'resource' ? { [need.name]: need.value } : {} });
  // What the principal is tagged with now may not open it: the request is that of the statement then.
  const witness = use.answer === 'yes' ? use.witness : needed(access, need, actions);
  const { name: key, tag } = need;
  const places = [...setting.statements, need.statement.place];
  return { answer: 'yes', found: { key, tag, tagging: setting.witness, use: witness }, statements: places };
}

/** The request that the tag opens. */
function needed({ arn }: Access, { statement, name, value }: Need, [action = '*']: readonly string[]): Request {
  const resource = statement.resources.negated ? '*' : (statement.resources.patterns[0] ?? '*');
  return { principal: arn, action: actionReference(action)?.name ?? action, resource, context: { [name]: value } };
}

/** Whether the actions are allowed without the tag. */
function isOpenAnyway(access: Access, actions: readonly string[], { statement, name, of }: Need): boolean {
  const { negated, patterns } = statement.resources;
  const goal = { actions, ...(negated ? {} : { resources: patterns.filter((one) => variablesOf(one).length === 0) }) };
  const context = of === 'resource' ? { [name]: null } : {};
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

/** Tagging oneself: a session has the tags of its role. One that has the tag with that value already gains nothing. */
function ownTagging(access: Access, { name, tag, value }: Need): ReturnType<typeof allows> {
  if (access.context.get(name.toLowerCase())?.includes(value) === true) return { answer: 'no' };
  const actions = /:user\//.test(access.arn) ? ['iam:TagUser'] : ['iam:TagRole'];
  const context = { [`aws:RequestTag/${tag}`]: value, 'aws:TagKeys': [tag] };
  return allows(access, { actions, resources: [access.arn], context });
}

/** Tagging what does not have the tag yet, and is not just being made. */
function resourceTagging(access: Access, { statement, name, tag, value }: Need): ReturnType<typeof allows> {
  const services = new Set(statement.actions.patterns.map((action) => action.slice(0, action.indexOf(':'))));
  const spoken = [...services]
    .flatMap(taggingOf)
    .filter((action) => access.layers[0]?.allows.some((allow) => actionAnswer(allow, action.toLowerCase()) !== 'no'));
  if (spoken.length === 0) return { answer: 'no' };
  const context = {
    [name]: null,
    [`aws:ResourceTag/${tag}`]: null,
    [`aws:RequestTag/${tag}`]: value,
    'aws:TagKeys': [tag],
    'ec2:CreateAction': null,
  };
  const { negated, patterns } = statement.resources;
  const resources = patterns.filter((one) => variablesOf(one).length === 0);
  const isEverywhere = negated || resources.length < patterns.length || resources.includes('*');
  return allows(access, { actions: spoken, ...(isEverywhere ? {} : { resources }), context });
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
