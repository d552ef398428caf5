/** Whether one step of an escalation path is allowed. */
import { conditionAnswer, substitute, withoutVariables } from '../policy/condition';
import type { Condition } from '../policy/document';
import { escapeGlob, globMatches, globsMeet } from '../policy/glob';
import { actionHasConditionKey, actionReference } from '../policy/reference';
import { hasSymbol } from '../policy/text';
import { firstYes, statementsOf, type Access, type Decision } from './access';
import type { PlacedStatement } from './layers';
import type { Step, StepTarget } from './escalation-paths';
import { attachments, iamRegion, isBounded } from './iam-requests';
import { actionAnswer } from './request';
import { searchRequest, type Fixed } from './search';

/**
 * Decides a step; with `resources` among these only. A step that is done to another principal than the one that asks is
 * decided without what the documents allow on itself. Resources that are `unfit` do not serve the step.
 */
export function stepDecision(
  access: Access,
  step: Step,
  resources?: readonly string[],
  unfit: readonly string[] = [],
): Decision {
  const targets = targetsOf(access, step);
  if (targets === 'none') return { answer: 'no' };
  const within = narrowed(step, targets, resources);
  const able = withoutUnfit(askedOf(access, step.on), step, unfit);
  const asked = fitted(carrying(able, step), step.action.toLowerCase(), within);
  const decide = (at: Access): Decision =>
    firstYes(
      contextsOf(access, step).map(
        (fixed) => () =>
          searchRequest(at, { action: step.action, ...(within === undefined ? {} : { resources: within }), fixed }),
      ),
      (search) => search(),
    );
  const unbounded = decide(asked);
  const first = unbounded.answer === 'no' ? onBounded(access, asked, step, within) : unbounded;
  if (first.answer !== 'yes' || !isAnother(step.on) || !hasSymbol(access.arn)) return first;
  // Whatever the principal is called, one of two different resources is not the principal.
  const second = decide(without(asked, [first.witness.resource]));
  return second.answer === 'yes' ? first : { answer: 'undecided', reason: 'the name of the principal is not known' };
}

/** Resources of the allows that speak of the action of a step. */
export function patternsFor({ layers }: Access, { action }: Step): readonly string[] {
  const allows = (layers[0]?.allows ?? []).filter((allow) => actionAnswer(allow, action.toLowerCase()) !== 'no');
  if (allows.some(({ resources }) => resources.negated)) return ['*'];
  return allows.flatMap(({ resources }) => resources.patterns.map(withoutVariables));
}

/* ---- what the step is done to ---- */

/** Documents of AWS that run whatever they are told; others do one thing. */
const SHELL_DOCUMENTS = [
  'AWS-RunShellScript', 'AWS-RunPowerShellScript', 'AWS-RunRemoteScript', 'AWS-RunDocument', 'AWS-RunAnsiblePlaybook',
  'AWS-ApplyAnsiblePlaybooks', 'AWS-RunSaltState', 'AWS-ApplyChefRecipes', 'AWS-InstallApplication',
]; // prettier-ignore

/** Globs of which the resource matches one; undefined for any that the action applies to. */
function targetsOf(access: Access, step: Step): readonly string[] | undefined | 'none' {
  const { partition, account } = access.home;
  const iam = (rest: string): string => `arn:${partition}:iam::${account}:${rest}`;
  switch (step.on) {
    case 'anything':
      return formatsOf(access, step);
    case 'self':
      return mayChangeItself(access, step) ? [access.arn] : 'none';
    case 'user':
    case 'role':
      return kindOf(access) === step.on ? [access.arn, iam(`${step.on}/*`)] : [iam(`${step.on}/*`)];
    case 'other-user':
      return [iam('user/*')];
    case 'other-role':
      return [iam('role/*')];
    case 'group':
    case 'policy':
      return [iam(`${step.on}/*`)];
    case 'instance':
      return [`arn:${partition}:ec2:*:${account}:instance/*`, `arn:${partition}:ssm:*:${account}:managed-instance/*`];
    case 'shell-document':
      return SHELL_DOCUMENTS.map((name) => `arn:${partition}:ssm:*::document/${name}`);
  }
}

const PLACEHOLDER = /\$\{(\w+)\}/g;

/** ARN formats of the action's resources; undefined for an action without, whose resource is `*`. */
function formatsOf({ home }: Access, { action, of }: Step): readonly string[] | undefined {
  const types = actionReference(action)?.resourceTypes.filter(({ name }) => of === undefined || of.includes(name));
  if (types === undefined || types.length === 0) return undefined;
  const values: ReadonlyMap<string, string> = new Map([
    ['Partition', home.partition],
    ['Account', home.account],
  ]);
  return types.map(({ arn }) => arn.replace(PLACEHOLDER, (_, name: string) => values.get(name) ?? '*'));
}

/** Who has no boundary gains nothing by removing it; of whoever has a policy that is not known. */
function mayChangeItself(access: Access, { action }: Step): boolean {
  if (access.principal !== undefined && !isBounded(access)) return false;
  return action.includes(kindOf(access) === 'user' ? 'User' : 'Role');
}

function kindOf({ arn }: Access): 'user' | 'role' {
  return arn.includes(':user/') ? 'user' : 'role';
}

/** Both what the step applies to and what the caller asks about; a pattern of the caller that is neither stays. */
function narrowed(
  step: Step,
  targets: readonly string[] | undefined,
  resources: readonly string[] | undefined,
): readonly string[] | undefined {
  if (resources === undefined || targets === undefined) return resources ?? targets;
  return resources.flatMap((resource) => {
    if (/^\*+$/.test(resource)) return targets;
    // A job is submitted with a revision of what was registered.
    return step.of?.includes('job-definition-revision') === true ? [resource, `${resource}:1`] : [resource];
  });
}

/* ---- who asks for what ---- */

function isAnother(target: StepTarget): boolean {
  return target === 'other-user' || target === 'other-role';
}

const usable = new WeakMap<Access, Access>();
const others = new WeakMap<Access, Access>();
const openEnded = new WeakMap<Access, Access>();

/** The access without what is allowed on resources that a document names, or picks by a tag. */
export function onUnnamed(access: Access): Access {
  return cached(openEnded, access, () =>
    withPatterns(withoutTagged(access), (pattern) => (isOpenEnded(pattern) ? [pattern] : [])),
  );
}

const RESOURCE_TAG = /:resourcetag\//;
const NOTHING: ReadonlyMap<string, readonly string[]> = new Map();

/** Who may open sessions on machines with a tag has what somebody tagged for that (Systems Manager User Guide). */
function withoutTagged(access: Access): Access {
  const [identity, ...layers] = access.layers;
  if (identity === undefined) return access;
  const needsTag = ({ conditions, variables }: PlacedStatement): boolean =>
    conditions.some((each) => RESOURCE_TAG.test(each.key) && conditionAnswer(each, NOTHING, variables) === 'no');
  const allows = identity.allows.filter((allow) => !needsTag(allow));
  return allows.length === identity.allows.length
    ? access
    : { ...access, layers: [{ ...identity, allows }, ...layers] };
}

/** The access as far as it counts for a step. */
function askedOf(access: Access, target: StepTarget): Access {
  if (isAnother(target)) return asOther(access);
  return target === 'role' ? onUsable(access) : access;
}

function cached(cache: WeakMap<Access, Access>, access: Access, make: () => Access): Access {
  const before = cache.get(access);
  if (before !== undefined) return before;
  const made = make();
  cache.set(access, made);
  return made;
}

/** Roles that act for AWS, or that Identity Center keeps: nobody else can use or change them. */
const RESERVED = ['role/aws-service-role/*', 'role/aws-reserved/*'];

/** The access without what is allowed on these. */
function onUsable(access: Access): Access {
  const { partition, account } = access.home;
  return cached(usable, access, () =>
    without(
      access,
      RESERVED.map((rest) => `arn:${partition}:iam::${account}:${rest}`),
    ),
  );
}

/** The access without what is allowed on the principal itself. */
function asOther(access: Access): Access {
  return cached(others, access, () => {
    const able = onUsable(access);
    if (!hasSymbol(access.arn)) return without(able, ownArns(access));
    const context = new Map([...access.context].flatMap(([key, values]) => (values ? [[key, values] as const] : [])));
    const name = access.arn.slice(access.arn.lastIndexOf('/') + 1);
    const isItself = (pattern: string): boolean => substitute(pattern, context, true)?.endsWith(`/${name}`) === true;
    return withPatterns(able, (pattern) => (isItself(pattern) ? [] : [pattern]));
  });
}

/** Only where a document names one of them: of those that a wildcard reaches others are left. */
function withoutUnfit(access: Access, step: Step, unfit: readonly string[]): Access {
  if (unfit.length === 0) return access;
  const patterns = patternsFor(access, step);
  const named = unfit.filter((one) => patterns.some((pattern) => pattern === one || globMatches(one, pattern)));
  return named.length === 0 ? access : without(access, named);
}

/** Names are unique in an account: under another path there is nobody else of that name. */
function ownArns({ arn, home }: Access): readonly string[] {
  const path = `arn:${home.partition}:iam::${home.account}:${arn.includes(':user/') ? 'user' : 'role'}/`;
  const name = escapeGlob(arn.slice(arn.lastIndexOf('/') + 1));
  return [arn, `${path}${name}`, `${path}*/${name}`];
}

/** The access for requests that carry the keys of the step. */
function carrying(access: Access, { carries = [] }: Step): Access {
  return carries.reduce((made, name) => {
    const absent: Condition = { operator: 'Null', ifExists: false, key: name.toLowerCase(), name, values: ['true'] };
    return without(made, ['*'], [absent]);
  }, access);
}

/** The access with a deny of everything on some resources. */
function without(access: Access, resources: readonly string[], conditions: readonly Condition[] = []): Access {
  const deny: PlacedStatement = {
    index: -1,
    place: { document: -1, statement: -1 },
    effect: 'Deny',
    actions: { negated: false, patterns: ['*'] },
    resources: { negated: false, patterns: resources },
    conditions,
    variables: false,
  };
  const [identity, ...layers] = access.layers;
  if (identity === undefined) return access;
  return { ...access, layers: [{ ...identity, denies: [...identity.denies, deny] }, ...layers] };
}

/** The access with other resources in its allows. */
function withPatterns(
  access: Access,
  replace: (pattern: string) => readonly string[],
  concerns: (allow: PlacedStatement) => boolean = () => true,
): Access {
  const replaced = (allow: PlacedStatement): PlacedStatement => {
    if (allow.resources.negated || !concerns(allow)) return allow;
    const patterns = allow.resources.patterns.flatMap(replace);
    const isSame = patterns.length === allow.resources.patterns.length && patterns.every(isOneOf(allow));
    return isSame ? allow : { ...allow, resources: { negated: false, patterns } };
  };
  const layers = access.layers.map((layer) => {
    const allows = layer.allows.map(replaced);
    return allows.every((allow, index) => allow === layer.allows[index]) ? layer : { ...layer, allows };
  });
  return layers.every((layer, index) => layer === access.layers[index]) ? access : { ...access, layers };
}

function isOneOf({ resources }: PlacedStatement): (pattern: string) => boolean {
  return (pattern) => resources.patterns.includes(pattern);
}

/**
 * The access for real resources of these shapes. A wildcard may run over colons: the text `arn:aws:iam::1:user/:user/alice`
 * is matched by `arn:aws:iam::*:user/alice`, and some texts by both `arn:aws:ec2:*:*:subnet/*` and the shape of an instance.
 * No real ARN is like that, so patterns are held against the shapes field by field.
 */
function fitted(access: Access, action: string, resources: readonly string[] | undefined): Access {
  if (resources === undefined) return access;
  const shapes = resources.map(fieldsOf).filter(({ length }) => length === 6);
  if (shapes.length < resources.length) return access;
  const fit = (pattern: string): readonly string[] => {
    const fields = fieldsOf(pattern);
    if (fields.length < 6) return [pattern];
    const plain = fields.map(withoutVariables);
    const fitting = shapes.filter((shape) => plain.every((field, index) => fieldMeets(field, shape[index] ?? '')));
    return [...new Set(fitting.map((shape) => settled(fields, shape).join(':')))];
  };
  return withPatterns(access, fit, (allow) => actionAnswer(allow, action) !== 'no');
}

/** Partition, service, region and account as the shape has them, where it names them. */
function settled(fields: readonly string[], shape: readonly string[]): readonly string[] {
  return fields.map((field, index) => {
    const own = shape[index] ?? '*';
    return index < 5 && !/[*?]/.test(own) && !hasSymbol(field) ? own : field;
  });
}

function fieldsOf(arn: string): readonly string[] {
  const fields = arn.split(':');
  return fields.length <= 6 ? fields : [...fields.slice(0, 5), fields.slice(5).join(':')];
}

/** Whether a real ARN may match both; a pattern that is not cut into fields may match any. */
export function arnsMeet(first: string, second: string): boolean {
  const [one, other] = [fieldsOf(first).map(withoutVariables), fieldsOf(second)];
  if (one.length < 6 || other.length < 6) return true;
  return one.every((field, index) => fieldMeets(field, other[index] ?? ''));
}

function fieldMeets(first: string, second: string): boolean {
  if (first === second || first === '*' || second === '*') return true;
  if (first === '' || second === '') return /^\**$/.test(first + second);
  return globsMeet(first, second);
}

const VARIABLE = /\$\{[^}]*\}/g;

/** A pattern that leaves the name open and so reaches what nobody had in mind. */
function isOpenEnded(pattern: string): boolean {
  const name = pattern.split(':').slice(5).join(':');
  return /[*?]/.test((name === '' ? pattern : name).replace(VARIABLE, ''));
}

/* ---- who is within a boundary ---- */

/**
 * A step that is only allowed on who is within a permissions boundary. It counts where any boundary will do, and where the
 * principal may take the boundary off or replace it by one that bounds nothing.
 */
function onBounded(access: Access, asked: Access, step: Step, within: readonly string[] | undefined): Decision {
  if (within === undefined || step.boundary !== undefined || !speaksOfBoundaries(access, step)) return { answer: 'no' };
  const search = (resources: readonly string[], boundary: Fixed): Decision =>
    firstYes(
      contextsOf(access, step, boundary).map(
        (fixed) => () => searchRequest(asked, { action: step.action, resources, fixed }),
      ),
      (search) => search(),
    );
  const anyBoundary = search(within, withBoundary(widest(access)));
  if (anyBoundary.answer !== 'no') return anyBoundary;
  const bounded = search(within, new Map());
  if (bounded.answer !== 'yes') return bounded;
  const boundary = boundaryOfWitness(bounded);
  for (const resources of [[bounded.witness.resource], patternsFor(asked, step)]) {
    const removed = removal(access, step, resources, boundary);
    if (removed.answer === 'undecided') return removed;
    const done = removed.answer === 'yes' ? search([removed.witness.resource], boundary) : removed;
    if (done.answer === 'yes' && removed.answer === 'yes')
      return { ...done, statements: [...done.statements, ...removed.statements] };
  }
  return { answer: 'no' };
}

/** Whether the boundary of one of these users or roles can be taken off, or replaced by one that bounds nothing. */
function removal(access: Access, { on }: Step, resources: readonly string[], boundary: Fixed): Decision {
  const kind = on.endsWith('user') ? 'User' : 'Role';
  const ways = [
    { action: `iam:Delete${kind}PermissionsBoundary`, carried: boundary },
    { action: `iam:Put${kind}PermissionsBoundary`, carried: withBoundary(widest(access)) },
  ];
  return firstYes(
    ways.map(({ action, carried }) => () => {
      const asked = fitted(askedOf(access, on), action.toLowerCase(), resources);
      return searchRequest(asked, { action, resources, fixed: new Map([...iamRegion(access), ...carried]) });
    }),
    (search) => search(),
  );
}

const BOUNDARY = 'iam:permissionsboundary';
const speaking = new WeakMap<Access, boolean>();

function speaksOfBoundaries(access: Access, { action }: Step): boolean {
  if (actionHasConditionKey(action.toLowerCase(), BOUNDARY) !== true) return false;
  const answer =
    speaking.get(access) ??
    statementsOf(access).some(({ conditions }) => conditions.some(({ key }) => key === BOUNDARY));
  speaking.set(access, answer);
  return answer;
}

function boundaryOfWitness({ witness }: Decision & { readonly answer: 'yes' }): Fixed {
  const [, value] = Object.entries(witness.context).find(([key]) => key.toLowerCase() === BOUNDARY) ?? [];
  return typeof value === 'string' ? withBoundary(value) : new Map();
}

function withBoundary(arn: string): Fixed {
  return new Map([[BOUNDARY, [arn]]]);
}

/** A boundary that bounds nothing. */
function widest({ home }: Access): string {
  return `arn:${home.partition}:iam::aws:policy/AdministratorAccess`;
}

/* ---- what the requests carry ---- */

function contextsOf(access: Access, step: Step, boundary: Fixed = boundaryOf(access, step)): readonly Fixed[] {
  if (step.passedTo !== undefined) {
    const services = step.passedTo.flatMap((service) => [service, ...(isChina(access) ? [`${service}.cn`] : [])]);
    return services.map((service) => new Map([['iam:passedtoservice', [service]]]));
  }
  if (!step.action.startsWith('iam:')) return [new Map()];
  const fixed: Fixed = new Map([...iamRegion(access), ...boundary]);
  return step.attaches === true ? attachments(access, fixed) : [fixed];
}

function isChina({ home }: Access): boolean {
  return home.partition === 'aws-cn';
}

/** Who changes a principal that is within a boundary gains no more than the boundary. */
function boundaryOf(access: Access, { boundary }: Step): Fixed {
  if (boundary === 'removes') return new Map();
  return boundary === 'replaces' ? withBoundary(widest(access)) : new Map([[BOUNDARY, null]]);
}
