/** Access keys and console passwords by owner, however the owner is named. */
import { cloudOf } from '../model/cloud';
import type { AccessKey, IamModel, LoginProfile, User } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { firstUnknown, isNull, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { globsMeet } from '../policy/glob';
import { encode } from '../policy/text';
import type { Declarable } from './declared';
import { rootLikeness } from './root';

type Credential = AccessKey | LoginProfile;

/** Why something is not known, and the resource to say it on. */
export interface Doubt {
  readonly reason: Unknown;
  readonly at: Resource;
  readonly property?: string;
}

/** A credential that may be of the same owner. */
export interface Perhaps<T extends Credential> {
  readonly credential: T;
  readonly doubt: Doubt;
}

/** What one owner has. Keys are in the order of their addresses. */
export interface Holdings {
  readonly keys: readonly AccessKey[];
  readonly profiles: readonly LoginProfile[];
  readonly perhapsKeys: readonly Perhaps<AccessKey>[];
  readonly perhapsProfiles: readonly Perhaps<LoginProfile>[];
}

interface Owner {
  readonly id: string;
  readonly user?: User;
  /** The provider that the credentials are made with. */
  readonly provider: string | undefined;
  /** With symbols for what is not known. */
  readonly name: string;
  /** Why the name is not known. */
  readonly hole?: Unknown;
  readonly first: Credential;
  readonly keys: AccessKey[];
  readonly profiles: LoginProfile[];
}

interface Owners {
  readonly byId: ReadonlyMap<string, Owner>;
  /** Without whoever deploys. */
  readonly all: readonly Owner[];
  /** Those that are no user of the stack. */
  readonly strangers: readonly Owner[];
  readonly open: readonly Owner[];
  readonly byName: ReadonlyMap<string, readonly Owner[]>;
  readonly holdings: Map<Owner, Holdings>;
}

const known = new WeakMap<IamModel, Owners>();

/** Everything that the owner of a credential has, and what else may be the owner's. */
export function holdingsOf(credential: Credential, model: IamModel): Holdings {
  const owners = known.get(model) ?? ownersOf(model);
  known.set(model, owners);
  const owner = owners.byId.get(idOf(credential));
  if (owner === undefined) return { keys: [], profiles: [], perhapsKeys: [], perhapsProfiles: [] };
  const before = owners.holdings.get(owner);
  if (before !== undefined) return before;
  const holdings = collect(owner, owners);
  owners.holdings.set(owner, holdings);
  return holdings;
}

function ownersOf(model: IamModel): Owners {
  const byId = new Map<string, Owner>();
  for (const entity of model.entities) {
    if (entity.kind !== 'access-key' && entity.kind !== 'login-profile') continue;
    const id = idOf(entity);
    const owner = byId.get(id) ?? newOwner(id, entity);
    byId.set(id, owner);
    if (entity.kind === 'access-key') owner.keys.push(entity);
    else owner.profiles.push(entity);
  }
  const byName = new Map<string, Owner[]>();
  for (const owner of byId.values()) {
    if (isDeployer(owner)) continue;
    owner.keys.sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
    byName.set(owner.name, [...(byName.get(owner.name) ?? []), owner]);
  }
  const all = [...byId.values()].filter((owner) => !isDeployer(owner));
  const strangers = all.filter(({ user }) => user === undefined);
  const open = all.filter(({ hole }) => hole !== undefined);
  return { byId, all, strangers, open, byName, holdings: new Map() };
}

/** Equal for two credentials that are certainly of one owner. */
function idOf({ user, owner, resource }: Credential): string {
  if (user !== undefined) return `user ${user.resource.address}`;
  if (owner === undefined || isNull(owner)) return `resource ${resource.address}`;
  return `name ${resource.provider ?? ''} ${encode(owner)}`;
}

function newOwner(id: string, first: Credential): Owner {
  const { user, owner, resource } = first;
  const value = user?.name ?? owner ?? unknown(`\`${resource.address}\` names no user`);
  const hole = firstUnknown(value);
  return {
    id,
    provider: resource.provider,
    name: encode(value),
    first,
    keys: [],
    profiles: [],
    ...(user === undefined ? {} : { user }),
    ...(hole === undefined ? {} : { hole }),
  };
}

function collect(owner: Owner, owners: Owners): Holdings {
  const others = candidatesFor(owner, owners).flatMap((other) => {
    const doubt = other === owner ? undefined : doubtBetween(owner, other);
    return doubt === undefined ? [] : [{ other, doubt }];
  });
  return {
    keys: owner.keys,
    profiles: owner.profiles,
    perhapsKeys: others.flatMap(({ other, doubt }) => other.keys.map((credential) => ({ credential, doubt }))),
    perhapsProfiles: others.flatMap(({ other, doubt }) => other.profiles.map((credential) => ({ credential, doubt }))),
  };
}

/** Two users of the stack are two; two names that are known are one or two. */
function candidatesFor(owner: Owner, { all, strangers, open, byName }: Owners): readonly Owner[] {
  if (isDeployer(owner)) return [];
  if (owner.user !== undefined) return strangers;
  return owner.hole === undefined ? [...open, ...(byName.get(owner.name) ?? [])] : all;
}

/** Whoever deploys in Open Telekom Cloud was there before the users of the stack, and is none of them. */
function isDeployer({ first }: Owner): boolean {
  return (
    first.kind === 'access-key' &&
    cloudOf(first.resource.type) === 'otc' &&
    first.user === undefined &&
    rootLikeness(first) === 'root'
  );
}

/** Why two owners may be one; undefined when they are not. Two users of the stack are two. */
function doubtBetween(one: Owner, other: Owner): Doubt | undefined {
  if (one.user !== undefined && other.user !== undefined) return undefined;
  const at = [one, other].find(({ hole, user }) => hole !== undefined && user === undefined) ?? one;
  const place = { at: at.first.resource, property: 'user' };
  const hole = at.hole ?? other.hole;
  if (hole !== undefined) return globsMeet(one.name, other.name) ? { reason: hole, ...place } : undefined;
  if (one.name !== other.name || one.provider === other.provider) return undefined;
  return { reason: accountDoubt(one.provider, other.provider), ...place };
}

/** Two configurations of a provider may be of one account, for two regions, or of two. */
export function accountDoubt(one: string | undefined, other: string | undefined): Unknown {
  const [first, second] = [one ?? 'aws', other ?? 'aws'].sort();
  return unknown(`it is not known whether \`${first}\` and \`${second}\` are of one account`);
}

/** Name of whoever has the key, for people. */
export function ownerName({ owner, user }: Pick<AccessKey, 'owner' | 'user'>): string {
  if (user !== undefined) return stringOf(user.name) ?? user.resource.address;
  return owner === undefined || isNull(owner) ? '(no name)' : nameIn(owner);
}

/** The same in every engine: not all of them tell where a name comes from. */
function nameIn(owner: Value): string {
  if (owner.kind === 'text') return owner.parts.map((part) => (typeof part === 'string' ? part : '…')).join('');
  return stringOf(owner) ?? '(not known yet)';
}

/** The keys that one owner certainly has, and why there may be more than `most` of them. */
export interface KeyCount {
  readonly certain: readonly AccessKey[];
  readonly doubt?: Doubt;
}

/** Counts the keys of the owner of a key; the inactive ones only when they are asked for. */
export function countKeys(key: AccessKey, model: IamModel, counted: 'all' | 'active', most: number): KeyCount {
  const { keys, perhapsKeys } = holdingsOf(key, model);
  const may = ({ status }: AccessKey): boolean => counted === 'all' || status !== 'inactive';
  const certain = keys.filter(
    ({ status, resource }) => resource.uncertain === undefined && (counted === 'all' || status === 'active'),
  );
  const doubts = [
    ...keys.filter((each) => may(each) && !certain.includes(each)).map(ownDoubt),
    ...perhapsKeys.filter(({ credential }) => may(credential)).map(({ doubt }) => doubt),
  ];
  // Of a resource whose number is not known there may be any number.
  const isUnbounded = [...keys, ...perhapsKeys.map(({ credential }) => credential)].some(
    (each) => may(each) && each.resource.uncertain !== undefined,
  );
  const [doubt] = doubts;
  const mayExceed = doubt !== undefined && (isUnbounded || certain.length + doubts.length > most);
  return mayExceed ? { certain, doubt } : { certain };
}

function ownDoubt({ status, resource }: AccessKey): Doubt {
  const { uncertain } = resource;
  if (uncertain !== undefined) return { reason: uncertain, at: resource };
  return typeof status === 'string'
    ? { reason: unknown('it is not known whether the key is there'), at: resource }
    : { reason: status, at: resource, property: 'status' };
}

/** Whether it is the first key of its owner: what is said of all of them is said once. */
export function isFirstKey(key: AccessKey, model: IamModel): boolean {
  return holdingsOf(key, model).keys[0] === key;
}

/** The console password of the owner of a key, or why there may be one. */
export function consolePasswordOf(
  key: AccessKey,
  model: IamModel,
): { readonly profile: LoginProfile } | { readonly doubt: Doubt } | undefined {
  const { profiles, perhapsProfiles } = holdingsOf(key, model);
  const profile = profiles.find(({ resource }) => resource.uncertain === undefined);
  if (profile !== undefined) return { profile };
  const perhaps = profiles.map(({ resource }) => resource.uncertain).find((reason) => reason !== undefined);
  if (perhaps !== undefined) return { doubt: { reason: perhaps, at: key.resource } };
  const [other] = perhapsProfiles;
  return other === undefined ? undefined : { doubt: { ...other.doubt, at: key.resource } };
}

/** Whether a user of the stack certainly has a console password and an active key. */
export function hasBoth({ accessKeys, loginProfiles }: User): boolean {
  const isThere = ({ resource }: Credential): boolean => resource.uncertain === undefined;
  return accessKeys.known.some((key) => key.status === 'active' && isThere(key)) && loginProfiles.known.some(isThere);
}

/** Of whom something may be declared: the user of the key, or the name of one of another stack. */
export function ownerDeclarable({ user, owner }: AccessKey): Declarable {
  return user ?? (owner === undefined ? {} : { name: owner });
}

/** Whether another key of the owner rests while this one is in use: the two take turns. */
export function takesTurns(key: AccessKey, model: IamModel): boolean | Unknown {
  const { keys, perhapsKeys } = holdingsOf(key, model);
  const others = keys.filter((other) => other !== key && other.status !== 'active');
  if (others.some(({ status, resource }) => status === 'inactive' && resource.uncertain === undefined)) return true;
  const doubts = [
    ...others.map(ownDoubt),
    ...perhapsKeys.filter(({ credential }) => credential.status !== 'active').map(({ doubt }) => doubt),
  ];
  return doubts[0]?.reason ?? false;
}
