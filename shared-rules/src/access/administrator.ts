import { actionTable } from '../policy/actions';
import { widen } from '../policy/text';
import { actionReference } from '../policy/reference';
import { firstYes, inEachHome, statementsOf, type Access, type Decision, type Request } from './access';
import type { Principal } from './principal';
import { actionClasses, type ActionClass } from './action-classes';
import { administratorAttachments, iamRegion, isBounded } from './iam-requests';
import { inOurTime } from './our-time';
import { actionAnswer } from './request';
import { searchRequest, type Fixed } from './search';

/** How far the access of an administrator goes. */
export type Reach =
  /** Every action on every resource but for an explicitly named set. */
  | 'everything'
  /** Every action of every service but IAM, as the `Tenant Administrator` of Open Telekom Cloud. */
  | 'all-but-iam'
  /** It can give itself any permission. */
  | 'own-permissions';

/** The answer to `isAdministrator`; `reach` is there when it is yes. */
export type AdministratorDecision = Decision & { readonly reach?: Reach };

/** A way to give oneself any permission: the action, on whom, and the keys that such a request carries. */
interface Way {
  readonly action: string;
  /** The action in lower case. */
  readonly key: string;
  readonly on: Principal['kind'] | 'group' | 'policy';
  readonly attaches?: boolean;
}

const WAYS: readonly Way[] = (
  [
    { action: 'iam:AttachUserPolicy', on: 'user', attaches: true },
    { action: 'iam:PutUserPolicy', on: 'user' },
    { action: 'iam:AttachRolePolicy', on: 'role', attaches: true },
    { action: 'iam:PutRolePolicy', on: 'role' },
    { action: 'iam:AttachGroupPolicy', on: 'group', attaches: true },
    { action: 'iam:PutGroupPolicy', on: 'group' },
    { action: 'iam:CreatePolicyVersion', on: 'policy' },
  ] as const
).map((way) => ({ ...way, key: way.action.toLowerCase() }));

/** What a principal has besides its documents: where it could write permissions of its own. */
export interface AdministratorOptions {
  /** Names, with path, of the groups that it is in. */
  readonly groups?: readonly string[];
  /** Names, with path, of the customer-managed policies that it has. */
  readonly policies?: readonly string[];
}

/**
 * Whether the principal can attach, write or version policies on itself, or may do everything but for a named set.
 * A permissions boundary caps what it could give itself: then it must be able to do everything within the boundary, or to
 * remove the boundary too. Without a principal it is asked of whoever has the documents.
 */
export function isAdministrator(access: Access, options: AdministratorOptions = {}): AdministratorDecision {
  if (!speaksOfAWay(access) && !mayBeEverything(access)) return { answer: 'no' };
  return inEachHome<AdministratorDecision>(access, (at) => decideAt(inOurTime(at), options));
}

function decideAt(access: Access, options: AdministratorOptions): AdministratorDecision {
  const own = firstYes(
    waysOf(access, options).flatMap((way) =>
      wayContexts(access, way).map((fixed) => () => searchRequest(access, { ...way, fixed })),
    ),
    (search) => search(),
  );
  if (own.answer === 'no') return everything(access);
  if (own.answer === 'undecided') return preferYes(everything(access), own);
  const all = everything(access);
  if (all.answer === 'yes') return { ...all, witness: own.witness };
  return isBounded(access) ? withinBoundary(access, own) : { ...own, reach: 'own-permissions' };
}

/** Most documents have nothing to do with IAM: then there is nothing to search. */
function speaksOfAWay(access: Access): boolean {
  const identity = access.layers[0];
  if (identity?.open !== undefined) return true;
  return identity?.allows.some((allow) => WAYS.some(({ key }) => actionAnswer(allow, key) !== 'no')) === true;
}

function preferYes(first: AdministratorDecision, second: Decision): AdministratorDecision {
  return first.answer === 'yes' ? first : second;
}

interface Goal {
  readonly action: string;
  readonly resources: readonly string[];
  readonly attaches: boolean;
  readonly onItself: boolean;
}

function waysOf(access: Access, options: AdministratorOptions): readonly Goal[] {
  const kind = access.principal?.kind;
  return WAYS.flatMap(({ action, on, attaches = false }) => {
    if (on !== 'group' && on !== 'policy' && kind !== undefined && kind !== on) return [];
    if (on === 'group' && kind === 'role') return [];
    const resources = targets(access, on, options);
    return resources.length === 0 ? [] : [{ action, resources, attaches, onItself: on === 'user' || on === 'role' }];
  });
}

function targets(access: Access, on: Way['on'], { groups, policies }: AdministratorOptions): readonly string[] {
  const arn = (rest: string): string => `arn:${access.home.partition}:iam::${access.home.account}:${rest}`;
  const unnamed = access.principal === undefined ? [`its-${on}`] : [];
  if (on === 'group') return (groups ?? unnamed).map((name) => arn(`group/${name}`));
  if (on === 'policy') return (policies ?? unnamed).map((name) => arn(`policy/${name}`));
  return [access.principal === undefined ? arn(`${on}/whoever-has-this-policy`) : access.arn];
}

/** What a request of this way carries, once for each policy that it may name. */
function wayContexts(access: Access, { attaches, onItself }: Goal): readonly Fixed[] {
  const fixed = new Map([...iamContext(access), ...(onItself ? ownTags(access) : [])]);
  return attaches ? administratorAttachments(access, fixed) : [new Map([...fixed, ['iam:policyarn', null] as const])];
}

const RESOURCE_TAG = /^(?:aws|iam):resourcetag\/(.+)$/;

/** The tags of the principal are those of the resource when it changes itself. */
function ownTags(access: Access): Fixed {
  const { tags, furtherTags } = access.principal ?? {};
  if (tags === undefined || furtherTags === true) return new Map();
  const own = new Map([...tags].map(([key, value]) => [key.toLowerCase(), value]));
  const keys = statementsOf(access).flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return new Map(
    keys.flatMap((key) => {
      const tag = RESOURCE_TAG.exec(key)?.[1];
      const value = tag === undefined ? undefined : own.get(tag);
      return tag === undefined ? [] : [[key, value === undefined ? null : [value]] as const];
    }),
  );
}

/**
 * `iam:PermissionsBoundary` is the boundary of the user or role that the request changes: a principal that changes itself has
 * none, or is within a boundary that is looked at as such.
 */
function iamContext(access: Access): Fixed {
  const boundary: Fixed = isBounded(access) ? new Map() : new Map([['iam:permissionsboundary', null]]);
  return new Map([...iamRegion(access), ...boundary]);
}

/** Removing the boundary from oneself makes it no cap. */
function withinBoundary(access: Access, own: Decision & { answer: 'yes' }): AdministratorDecision {
  const kind = access.principal?.kind ?? 'role';
  const actions =
    kind === 'user'
      ? ['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary']
      : ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'];
  const removal = firstYes(
    actions.map(
      (action) => () =>
        searchRequest(access, {
          action,
          resources: [access.arn],
          fixed: new Map([...iamRegion(access), ['iam:permissionsboundary', null] as const]),
        }),
    ),
    (search) => search(),
  );
  return removal.answer === 'yes' ? { ...own, reach: 'own-permissions' } : removal;
}

/** IAM is asked on its own, and for each kind of its resources: a deny may well name all of them. */
function apart(group: ActionClass): readonly ActionClass[] {
  const kinds = new Map<string, string[]>();
  for (const name of group.members()) {
    const kind = name.startsWith('iam:') ? (iamFormat(name) ?? '*') : '';
    const members = kinds.get(kind);
    if (members === undefined) kinds.set(kind, [name]);
    else members.push(name);
  }
  if (kinds.size === 1) return [group];
  return [...kinds.values()].map((members) => ({
    representative: members[0] as string,
    size: members.length,
    members: () => members,
  }));
}

function iamFormat(action: string): string | undefined {
  return actionReference(action)?.resourceTypes[0]?.arn;
}

/** Share of AWS's actions that "everything but a named set" must at least have. */
const NEARLY_ALL = 0.9;

/** A resource that only patterns for everything match, for everything of the account, or for all of a kind in IAM. */
function anyResource({ home }: Access, action: string): string {
  if (!action.startsWith('iam:')) return `arn:${home.partition}:any-service:any-region:${home.account}:any/resource`;
  const values: Readonly<Record<string, string>> = { Partition: home.partition, Account: home.account };
  return iamFormat(action)?.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? 'any/resource') ?? '*';
}

const READS_IAM = /^iam:(get|list|generate|simulate)/i;

/**
 * Whether every action on every resource is allowed but for an explicitly named set: one allow or several together reach
 * nine tenths of all documented actions and half of those that change IAM. What leaves IAM out is a power user.
 */
function everything(access: Access): AdministratorDecision {
  if (!mayBeEverything(access)) return { answer: 'no' };
  const { classes } = actionClasses([access], () => false);
  const total = actionTable().names.length;
  if (sizeOf(classes) < total * NEARLY_ALL) return { answer: 'no' };
  const decided = classes.flatMap(apart).map((group) => ({
    group,
    decision: searchRequest(access, {
      action: group.representative,
      resources: [anyResource(access, group.representative)],
      fixed: group.representative.startsWith('iam:') ? iamContext(access) : new Map(),
    }),
  }));
  const allowed = decided.filter(({ decision }) => decision.answer === 'yes');
  const possible = decided.filter(({ decision }) => decision.answer !== 'no');
  const [first] = allowed.map(({ decision }) => decision);
  if (
    first?.answer === 'yes' &&
    isEverything(
      allowed.map(({ group }) => group),
      total,
    )
  ) {
    return {
      ...first,
      witness: realWitness(access, first.witness),
      statements: allowed.flatMap(({ decision }) => (decision.answer === 'yes' ? decision.statements : [])),
      reach: 'everything',
    };
  }
  if (
    !isEverything(
      possible.map(({ group }) => group),
      total,
    )
  )
    return { answer: 'no' };
  return possible.find(({ decision }) => decision.answer === 'undecided')?.decision ?? { answer: 'no' };
}

/** The same action on a resource as AWS documents it. */
function realWitness(access: Access, witness: Request): Request {
  const real = searchRequest(access, { action: witness.action, fixed: iamContext(access) });
  return real.answer === 'yes' ? real.witness : witness;
}

/** Services that AWS has, at the least: who names fewer of them one by one does not reach nearly all actions. */
const FEW_SERVICES = 100;

/** Most documents name their services and are far from everything; cutting all actions into classes is not free. */
function mayBeEverything(access: Access): boolean {
  const allows = access.layers[0]?.allows ?? [];
  if (allows.some(({ actions }) => actions.negated)) return true;
  const patterns = allows.flatMap(({ actions }) => actions.patterns);
  if (patterns.some((pattern) => /^[^:]*[*?]|^[^:]*$/.test(widen(pattern)))) return true;
  return new Set(patterns.map((pattern) => pattern.slice(0, pattern.indexOf(':')))).size > FEW_SERVICES;
}

function isEverything(classes: readonly ActionClass[], total: number): boolean {
  const changesIam = (names: readonly string[]): number =>
    names.filter((name) => name.startsWith('iam:') && !READS_IAM.test(name)).length;
  const iam = classes.reduce((sum, group) => sum + changesIam(group.members()), 0);
  return sizeOf(classes) >= total * NEARLY_ALL && iam >= changesIam(actionTable().names) / 2;
}

function sizeOf(classes: readonly ActionClass[]): number {
  return classes.reduce((sum, group) => sum + group.size, 0);
}
