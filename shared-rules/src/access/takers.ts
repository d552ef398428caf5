/** Who in the stack has what a finding speaks of, and who gets to be that one. */
import type { Group, IamModel, ManagedPolicy, PermissionSet, Role, User } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { stringOf } from '../model/value';
import { readDocument } from '../policy/document';
import { decode } from '../policy/text';
import { inWords, type Holder } from './cause';
import { labelOf } from './of-principal';
import { isInReach, mayEnter, reachOf, welcomeOf, type Reach } from './role-entry';
import { FEW_NAMES, firstOf } from './words';

type Principal = User | Role | PermissionSet;

/** What a message ends with: `; had by user ...`, or nothing where the stack tells nothing more. */
export function takersOf(holder: Holder, model: IamModel): string {
  switch (holder.kind) {
    case 'policy':
      return ending('had by', haversOf(holder, model));
    case 'group':
      return ending(
        'had by',
        holder.members.known.map((name) => `user \`${stringOf(name) ?? '(not known yet)'}\``),
      );
    case 'role':
      return ending('open to', entrantsOf(holder, model));
    default:
      return '';
  }
}

function ending(words: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `; ${words} ${listed(names)}`;
}

/** Stands for those that were not looked for. */
const OTHERS = 'others';

/** The first names, and how many there are besides. */
export function listed(names: readonly string[]): string {
  if (names.length > FEW_NAMES && names.at(-1) === OTHERS) return `${names.slice(0, FEW_NAMES).join(', ')} and others`;
  return firstOf(names);
}

/** Who has a policy, and through which group. */
interface Haver {
  readonly entity: Principal;
  readonly through: Group | undefined;
}

const havers = new WeakMap<IamModel, ReadonlyMap<ManagedPolicy, readonly Haver[]>>();

/** Who gets into a role is asked only for those that a message names. */
function haversOf(policy: ManagedPolicy, model: IamModel): readonly string[] {
  return indexed(policy, model).map(({ entity, through }, place) => {
    const by = through === undefined ? '' : ` (through group \`${labelOf(through)}\`)`;
    return `${nameOf(entity)}${by}${entity.kind === 'role' && place < FEW_NAMES ? openTo(entity, model) : ''}`;
  });
}

function indexed(policy: ManagedPolicy, model: IamModel): readonly Haver[] {
  const index = havers.get(model) ?? indexOf(model);
  havers.set(model, index);
  return index.get(policy) ?? [];
}

function indexOf(model: IamModel): ReadonlyMap<ManagedPolicy, readonly Haver[]> {
  const index = new Map<ManagedPolicy, Haver[]>();
  for (const entity of model.entities) {
    if (entity.kind !== 'user' && entity.kind !== 'role' && entity.kind !== 'permission-set') continue;
    for (const { policy, through } of entity.grants.known) {
      if (policy === undefined) continue;
      const known = index.get(policy) ?? [];
      known.push({ entity, through });
      index.set(policy, known);
    }
  }
  return index;
}

function nameOf(principal: Principal): string {
  return `${inWords(principal.kind)} \`${labelOf(principal)}\``;
}

function openTo(role: Role, model: IamModel): string {
  const names = entrantsOf(role, model);
  return names.length === 0 ? '' : ` (open to ${listed(names)})`;
}

/** Whom the trust policy names, as it is written. */
function trustedBy({ trust }: Role): readonly string[] {
  const { statements } = readDocument(trust, 'trust');
  const allows = statements.filter(({ effect, principals }) => effect === 'Allow' && principals?.negated === false);
  const named = allows.flatMap(({ principals, conditions }) =>
    (principals?.patterns ?? []).map(({ value }) => inWordsOf(decode(value), conditions.length > 0)),
  );
  return [...new Set(named)];
}

function inWordsOf(principal: string, hasConditions: boolean): string {
  if (principal !== '*') return `\`${principal}\``;
  return hasConditions ? 'whoever meets the conditions of its trust policy' : 'anybody';
}

const reaches = new WeakMap<User | Role, Reach>();

function reachKnown(entity: User | Role): Reach {
  const reach = reaches.get(entity) ?? reachOf(entity);
  reaches.set(entity, reach);
  return reach;
}

/** Somebody of the stack who gets into a role, and the roles assumed on the way, in their order. */
interface Entrant {
  readonly principal: User | Role;
  readonly through: readonly Role[];
}

/** After as many the message says that there are others: each of them costs a question to the engine. */
const MOST_ENTRANTS = 12;

/** Longer chains are not followed. */
const LONGEST_CHAIN = 4;

/** Users of the stack come first, then its roles, the shortest chain of each, then whom the trust policy names. */
function entrantsOf(role: Role, model: IamModel): readonly string[] {
  const chains = chainsInto(role, model);
  const users = chains.filter(({ principal }) => principal.kind === 'user');
  const roles = chains.filter(({ principal }) => principal.kind === 'role');
  const named = [...[...users, ...roles].map(inSteps), ...trustedBy(role)];
  return chains.length >= MOST_ENTRANTS ? [...named, OTHERS] : named;
}

function inSteps({ principal, through }: Entrant): string {
  const steps = through.map((role) => nameOf(role)).join(', then ');
  return `${nameOf(principal)} by sts:AssumeRole${steps === '' ? '' : ` through ${steps}`}`;
}

/** Somebody who can become who has what a finding speaks of, as a violation. */
export interface Heir {
  readonly message: 'heir';
  /** It was said of the role already, and whoever assumes one is known by name. */
  readonly severity: 'medium';
  readonly at: Resource;
  /** Address of the role. */
  readonly fingerprint: string;
  readonly data: {
    readonly kind: string;
    readonly holder: string;
    /** The role that it becomes. */
    readonly role: string;
    /** The roles assumed on the way, or nothing. */
    readonly through: string;
  };
}

/** Every user and role of the stack that can become who has it, besides those that have it themselves. */
export function heirsOf(holder: Holder, model: IamModel): readonly Heir[] {
  const having = havingOf(holder, model);
  const roles = having.filter((each) => each.kind === 'role');
  return roles.flatMap((role) =>
    chainsInto(role, model, Infinity)
      .filter(({ principal }) => !having.includes(principal))
      .map(({ principal, through }) => ({
        message: 'heir',
        severity: 'medium',
        at: principal.resource,
        fingerprint: role.resource.address,
        data: {
          kind: inWords(principal.kind),
          holder: labelOf(principal),
          role: labelOf(role),
          through: through.length === 0 ? '' : ` through ${through.map(nameOf).join(', then ')}`,
        },
      })),
  );
}

function havingOf(holder: Holder, model: IamModel): readonly Principal[] {
  if (holder.kind === 'policy') return indexed(holder, model).map(({ entity }) => entity);
  return holder.kind === 'role' ? [holder] : [];
}

/** Breadth first: whoever gets in by fewer roles is not said again with more. */
function chainsInto(role: Role, model: IamModel, most = MOST_ENTRANTS): readonly Entrant[] {
  const seen = new Set<User | Role>([role]);
  const found: Entrant[] = [];
  let last: readonly Entrant[] = [{ principal: role, through: [] }];
  for (let hop = 0; hop < LONGEST_CHAIN && last.length > 0; hop += 1) {
    const next: Entrant[] = [];
    for (const { principal: target, through } of last) {
      if (target.kind !== 'role') continue;
      for (const principal of directInto(target, model, seen)) {
        seen.add(principal);
        next.push({ principal, through: target === role ? [] : [target, ...through] });
        if (found.length + next.length >= most) return [...found, ...next];
      }
    }
    found.push(...next);
    last = next;
  }
  return found;
}

const entries = new WeakMap<Role, Map<User | Role, boolean>>();

/** Whether a user or role surely may assume the role. The engine is asked once for each pair, and last. */
function getsIn(principal: User | Role, role: Role): boolean {
  const asked = entries.get(role) ?? new Map<User | Role, boolean>();
  entries.set(role, asked);
  const answer = asked.get(principal) ?? mayEnter(principal, role).answer === 'yes';
  asked.set(principal, answer);
  return answer;
}

/** Users and roles of the stack that surely may assume the role, without those that are known to get there. */
function* directInto(role: Role, model: IamModel, seen: ReadonlySet<User | Role>): Generator<User | Role> {
  const welcome = welcomeOf(role);
  if (welcome === undefined) return;
  // Users first: people stand behind them.
  for (const kind of ['user', 'role'] as const) {
    for (const entity of model.entities) {
      if (entity.kind !== kind || seen.has(entity)) continue;
      if (isInReach(role, welcome, reachKnown(entity)) && getsIn(entity, role)) yield entity;
    }
  }
}
