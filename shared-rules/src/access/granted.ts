/** What single allow statements grant, after everything that bears on whoever has them. */
import type { Grant, IamModel, ManagedPolicy } from '../model/iam-model';
import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';
import { contentOfStatement } from '../policy/content';
import type { Access } from './access';
import { likenessOf, type Likeness } from './alike';
import { causeKey, inWords, type Holder } from './cause';
import type { Layer, PlacedStatement } from './layers';
import { accessOfGroup, accessOfOutside, accessOfPolicy, accessOfPrincipal, labelOf } from './of-principal';

/** One allow statement of a document that stands in the stack, and where it takes effect. */
export interface Granted {
  readonly statement: PlacedStatement;
  /** The resource that holds the document, and the argument. */
  readonly at: Resource;
  readonly property: string;
  /** How people call the document: a policy's name, or `inline policy of ...`. */
  readonly label: string;
  /** Whose document it is, such as "role `deploy`"; absent for a managed policy. */
  readonly holder?: string;
  /** See `causeKey`. */
  readonly cause: string;
  /**
   * One for each of those who have the document, or one for whoever may get it: of the allows only this statement counts, of
   * the denies, the boundary and the organization's limits all do.
   */
  readonly accesses: readonly Access[];
  /** Whatever is decided of the accesses holds of all statements of the model with the same one. */
  readonly likeness: Likeness;
  /** Set when it is not known whether the document applies. */
  readonly uncertain?: Unknown;
}

/**
 * The allow statements of the documents that an entity of the stack brings: of a customer-managed policy its own, of a principal
 * those of its inline documents. What AWS manages and what another policy of the stack brings is not asked of those who have it.
 */
export function grantedBy(entity: Holder, model: IamModel): readonly Granted[] {
  const known = cache.get(model) ?? new WeakMap<Holder, readonly Granted[]>();
  cache.set(model, known);
  const before = known.get(entity);
  if (before !== undefined) return before;
  const all = entity.kind === 'policy' ? ofPolicy(entity, model) : ofHolder(entity);
  const granted = all.map((one) => ({ ...one, likeness: likenessOf(one.accesses, model) }));
  known.set(entity, granted);
  return granted;
}

type Unlikened = Omit<Granted, 'likeness'>;

const cache = new WeakMap<IamModel, WeakMap<Holder, readonly Granted[]>>();

/** A policy that only bounds gives nothing. One that is attached takes effect on those who have it, whoever they are. */
function ofPolicy(policy: ManagedPolicy, model: IamModel): readonly Unlikened[] {
  if (policy.isBoundary && !policy.isAttached) return [];
  const own = accessOfPolicy(policy);
  const holders = holdersOf(policy, model);
  return (own.layers[0]?.allows ?? []).map((statement) => ({
    statement,
    at: policy.resource,
    property: 'policy',
    label: labelOf(policy),
    cause: causeKey(policy.resource, 'policy', labelOf(policy), statement.index),
    accesses:
      holders.length === 0
        ? [onlyBy(own, statement)]
        : holders.map(({ access, document }) =>
            onlyBy(access, { ...statement, place: { document, statement: statement.index } }),
          ),
  }));
}

interface PlaceOfUse {
  readonly access: Access;
  /** Position of the policy among the identity documents. */
  readonly document: number;
}

const holdersKnown = new WeakMap<IamModel, ReadonlyMap<ManagedPolicy, readonly PlaceOfUse[] | 'anybody'>>();

/** Those who have a policy, when all of them are in the stack; none when it may be anybody. */
function holdersOf(policy: ManagedPolicy, model: IamModel): readonly PlaceOfUse[] {
  let all = holdersKnown.get(model);
  if (all === undefined) {
    all = placesOfUse(model);
    holdersKnown.set(model, all);
  }
  const places = all.get(policy) ?? [];
  return places === 'anybody' ? [] : places;
}

function placesOfUse(model: IamModel): ReadonlyMap<ManagedPolicy, readonly PlaceOfUse[] | 'anybody'> {
  const places = new Map<ManagedPolicy, PlaceOfUse[] | 'anybody'>();
  const has = (policy: ManagedPolicy, use: PlaceOfUse | 'anybody'): void => {
    const before = places.get(policy) ?? [];
    places.set(policy, before === 'anybody' || use === 'anybody' ? 'anybody' : [...before, use]);
  };
  for (const entity of model.entities) {
    if (entity.kind === 'outside-holder' && entity.grant.policy !== undefined) has(entity.grant.policy, 'anybody');
    if (entity.kind !== 'user' && entity.kind !== 'role' && entity.kind !== 'permission-set' && entity.kind !== 'group')
      continue;
    for (const [document, { policy, uncertain }] of entity.grants.known.entries()) {
      if (policy === undefined) continue;
      // Whoever comes into a group later has no boundary that is known.
      if (uncertain !== undefined || entity.kind === 'group') has(policy, 'anybody');
      else has(policy, { access: accessOfPrincipal(entity), document });
    }
  }
  return places;
}

/** The inline documents of somebody, and what is given to somebody who is not in the stack. */
function ofHolder(holder: Exclude<Holder, ManagedPolicy>): readonly Unlikened[] {
  if (holder.kind === 'outside-holder') {
    const { grant } = holder;
    return isOwn(grant) ? ofGrant(grant, 0, accessOfOutside(holder), undefined) : [];
  }
  const access = holder.kind === 'group' ? accessOfGroup(holder) : accessOfPrincipal(holder);
  const name = `${inWords(holder.kind)} \`${labelOf(holder)}\``;
  return holder.grants.known.flatMap((grant, index) => (isOwn(grant) ? ofGrant(grant, index, access, name) : []));
}

/** Whether the document stands in the stack as this one's own. */
function isOwn({ policy, managed, through }: Grant): boolean {
  return policy === undefined && managed === undefined && through === undefined;
}

function ofGrant(grant: Grant, document: number, access: Access, holder: string | undefined): readonly Unlikened[] {
  const { via, property, label, uncertain } = grant;
  const allows = (access.layers[0]?.allows ?? []).filter(({ place }) => place.document === document);
  return allows.map((statement) => ({
    statement,
    at: via,
    property,
    label,
    ...(holder === undefined ? {} : { holder }),
    cause: causeKey(via, property, label, statement.index),
    accesses: [onlyBy(access, statement)],
    ...(uncertain === undefined ? {} : { uncertain }),
  }));
}

/** The access with one allow only; denies and limits stay. */
function onlyBy(access: Access, { place }: PlacedStatement): Access {
  const only = (at: Access): Access => ({ ...at, layers: at.layers.map((layer) => withOnly(layer, place)) });
  return { ...only(access), elsewhere: access.elsewhere.map(only) };
}

/** What documents that are not known may add is asked of these. */
function withOnly({ name, allows, denies, ...rest }: Layer, { document, statement }: PlacedStatement['place']): Layer {
  if (name !== 'identity') return { name, allows, denies, ...rest };
  return {
    name,
    denies,
    allows: allows.filter(({ place }) => place.document === document && place.statement === statement),
  };
}

/** The statement's content, whatever its place: what tells two findings on one document apart. */
export function contentOf({ statement }: Granted): string {
  return contentOfStatement(statement);
}
