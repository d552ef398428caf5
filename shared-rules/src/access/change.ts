/** What a stack newly allows: outside a document that is the ceiling, or compared with the stack as it was. */
import type { Group, IamModel, ManagedPolicy } from '../model/iam-model';
import { stringOf } from '../model/value';
import { accessOf, type Access, type Decision } from './access';
import type { Holder } from './cause';
import type { Layer } from './layers';
import { newAccess } from './new-access';
import { accessOfGroup, accessOfOutside, accessOfPolicy, accessOfPrincipal } from './of-principal';

/** What it is compared with; both: what is new and outside the ceiling. */
export interface Earlier {
  /** A policy document as JSON text or plain data. */
  readonly ceiling?: string | object;
  readonly before?: IamModel;
}

/**
 * What somebody may do newly. What a policy or a group of the stack gives newly is said there, and not of those who have
 * it; that it is given to somebody newly is said of that one.
 */
export function changeOf(holder: Holder, earlier: Earlier): Decision {
  const change = ownChange(holder, earlier);
  if (change.answer === 'no' || holder.kind === 'policy' || holder.kind === 'outside-holder') return change;
  const parts = holder.grants.known.flatMap(({ policy, through }): (ManagedPolicy | Group)[] => [
    ...(policy === undefined ? [] : [policy]),
    ...(through === undefined ? [] : [through]),
  ]);
  const isSaidThere = parts.some((part) => changeOf(part, earlier).answer === change.answer);
  return isSaidThere ? { answer: 'no' } : change;
}

function ownChange(holder: Holder, { ceiling, before }: Earlier): Decision {
  if (holder.kind === 'policy' && holder.isBoundary && !holder.isAttached) return { answer: 'no' };
  const access = accessOfHolder(holder);
  const outside = ceiling === undefined ? undefined : newAccess(ceiling, access);
  if (before === undefined || outside?.answer === 'no') return outside ?? { answer: 'no' };
  const same = earlierOf(holder, before);
  const old = same === undefined ? withoutAllows(access) : accessOfHolder(same);
  return newAccess(ceiling === undefined ? old : withCeiling(old, ceiling), access);
}

function withoutAllows(access: Access): Access {
  return { ...access, layers: access.layers.map(({ name, denies }) => ({ name, denies, allows: [] })) };
}

/** What was allowed before and what the ceiling allows; what was denied before stays new. */
function withCeiling(access: Access, ceiling: string | object): Access {
  const [added] = accessOf({ identity: [ceiling] }).layers;
  if (added === undefined) return access;
  const denies = (layer: Layer): Layer['denies'] => [...layer.denies, ...added.denies];
  const layers = access.layers.map((layer) => ({
    ...layer,
    allows: [...layer.allows, ...added.allows],
    denies: layer.name === 'identity' ? denies(layer) : layer.denies,
  }));
  return { ...access, layers };
}

function accessOfHolder(holder: Holder): Access {
  switch (holder.kind) {
    case 'policy':
      return accessOfPolicy(holder);
    case 'group':
      return accessOfGroup(holder);
    case 'outside-holder':
      return accessOfOutside(holder);
    default:
      return accessOfPrincipal(holder);
  }
}

const indexes = new WeakMap<IamModel, ReadonlyMap<string, Holder>>();

/** The same one before the change: of the same address, or of the same name where it was renamed in the program. */
function earlierOf(holder: Holder, before: IamModel): Holder | undefined {
  let index = indexes.get(before);
  if (index === undefined) {
    index = indexOf(before);
    indexes.set(before, index);
  }
  return keysOf(holder).flatMap((key) => index.get(key) ?? [])[0];
}

function indexOf({ entities }: IamModel): ReadonlyMap<string, Holder> {
  const index = new Map<string, Holder>();
  for (const entity of entities) {
    if (!isHolder(entity)) continue;
    for (const key of keysOf(entity)) index.set(key, entity);
  }
  return index;
}

function isHolder(entity: IamModel['entities'][number]): entity is Holder {
  return ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'].includes(entity.kind);
}

function keysOf({ kind, name, resource, ...rest }: Holder): readonly string[] {
  // A resource may give several documents to several holders.
  const label = 'grant' in rest ? `${rest.grant.label}\n${stringOf(name) ?? ''}` : '';
  const text = stringOf(name);
  const named = text === undefined || label !== '' ? [] : [`${kind}\nname\n${text}`];
  return [`${kind}\n${resource.address}\n${label}`, ...named];
}
