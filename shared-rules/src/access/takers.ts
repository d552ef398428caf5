/** Who in the stack has what a finding speaks of, and who gets to be that one. */
import type { IamModel, ManagedPolicy, PermissionSet, Role, User } from '../model/iam-model';
import { stringOf } from '../model/value';
import { readDocument } from '../policy/document';
import { decode } from '../policy/text';
import { inWords, type Holder } from './cause';
import { labelOf } from './of-principal';
import { isInReach, mayEnter, reachOf, welcomeOf, type Reach } from './role-entry';

type Principal = User | Role | PermissionSet;

/** As many names as a sentence bears. */
const MOST = 3;

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

/** The first names, and how many there are besides. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST).join(', ');
  return names.length <= MOST ? shown : `${shown} and ${String(names.length - MOST)} more`;
}

const havers = new WeakMap<IamModel, ReadonlyMap<ManagedPolicy, readonly string[]>>();

function haversOf(policy: ManagedPolicy, model: IamModel): readonly string[] {
  let index = havers.get(model);
  if (index === undefined) {
    index = indexOf(model);
    havers.set(model, index);
  }
  return index.get(policy) ?? [];
}

function indexOf(model: IamModel): ReadonlyMap<ManagedPolicy, readonly string[]> {
  const index = new Map<ManagedPolicy, string[]>();
  for (const entity of model.entities) {
    if (entity.kind !== 'user' && entity.kind !== 'role' && entity.kind !== 'permission-set') continue;
    for (const { policy, through } of entity.grants.known) {
      if (policy === undefined) continue;
      const by = through === undefined ? '' : ` (through group \`${labelOf(through)}\`)`;
      const own = entity.kind === 'role' ? openTo(entity) : '';
      index.set(policy, [...(index.get(policy) ?? []), `${nameOf(entity)}${by}${own}`]);
    }
  }
  return index;
}

function nameOf(principal: Principal): string {
  return `${inWords(principal.kind)} \`${labelOf(principal)}\``;
}

function openTo(role: Role): string {
  const names = trustedBy(role);
  return names.length === 0 ? '' : ` (open to ${listed(names)})`;
}

/** Whom the trust policy names, as it is written. */
function trustedBy({ trust }: Role): readonly string[] {
  const { statements } = readDocument(trust, 'trust');
  const allows = statements.filter(({ effect, principals }) => effect === 'Allow' && principals?.negated === false);
  const values = allows.flatMap(({ principals }) => principals?.patterns ?? []).map(({ value }) => decode(value));
  return [...new Set(values)].map((value) => (value === '*' ? 'anybody' : `\`${value}\``));
}

const reaches = new WeakMap<User | Role, Reach>();

function reachKnown(entity: User | Role): Reach {
  const reach = reaches.get(entity) ?? reachOf(entity);
  reaches.set(entity, reach);
  return reach;
}

/** Users and roles of the stack that may assume the role come first, then whom the trust policy names. */
function entrantsOf(role: Role, model: IamModel): readonly string[] {
  const welcome = welcomeOf(role);
  if (welcome === undefined) return trustedBy(role);
  const own = model.entities.flatMap((entity): string[] => {
    if ((entity.kind !== 'user' && entity.kind !== 'role') || entity === role) return [];
    if (!isInReach(role, welcome, reachKnown(entity)) || mayEnter(entity, role).answer !== 'yes') return [];
    return [`${nameOf(entity)} by sts:AssumeRole`];
  });
  return [...own, ...trustedBy(role)];
}
