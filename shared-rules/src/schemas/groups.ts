/** Who is in which group. */
import type { Group, User } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { known, unknown, type Unknown, type Value } from '../model/value';
import { add, type Draft } from './aws-drafts';
import { follow, followAll, type Index, type Named, type Target } from './links';

/** Those who are in groups, and the groups. */
export interface Joining {
  readonly users: Index<Draft<User>>;
  readonly groups: Index<Draft<Group>>;
}

/** Resources that put users into a group (`group`, `users`), and a user into groups (`user`, `groups`). */
export interface Memberships {
  readonly ofGroups: readonly Resource[];
  readonly ofUsers: readonly Resource[];
}

/** Puts users into their groups, and hands down what the groups have by then. */
export function join({ ofGroups, ofUsers }: Memberships, drafts: Joining): void {
  for (const resource of ofGroups) joinGroup(resource, drafts);
  for (const resource of ofUsers) joinUser(resource, drafts);
}

function joinGroup(resource: Resource, drafts: Joining): void {
  const group = follow(resource.values.get('group') ?? known(null), drafts.groups, resource);
  const { targets, open } = followAll(resource.values.get('users'), drafts.users, resource);
  for (const target of targets) {
    if (target.to === 'entity') enter(target.entity, group, resource.uncertain);
    count(nameOf(target), group, resource.uncertain, drafts);
  }
  if (open !== undefined) count(open, group, open, drafts);
  const unclear = open ?? targets.find((target) => target.to === 'unknown')?.reason;
  if (unclear === undefined) return;
  for (const user of drafts.users.all) if (!isMember(user, group)) enter(user, group, unclear);
}

function joinUser(resource: Resource, drafts: Joining): void {
  const user = follow(resource.values.get('user') ?? known(null), drafts.users, resource);
  const { targets, open } = followAll(resource.values.get('groups'), drafts.groups, resource);
  const groups: readonly Target<Draft<Group>>[] =
    open === undefined ? targets : [...targets, { to: 'unknown', reason: open }];
  for (const group of groups) count(nameOf(user), group, resource.uncertain, drafts);
  const users = user.to === 'entity' ? [user.entity] : user.to === 'unknown' ? drafts.users.all : [];
  const uncertain = user.to === 'unknown' ? user.reason : resource.uncertain;
  for (const member of users) for (const group of groups) enter(member, group, uncertain);
}

function nameOf(user: Target<Named>): Value {
  if (user.to === 'entity') return user.entity.name;
  return user.to === 'outside' ? known(user.name) : user.reason;
}

/** Counts a member of a group; of one that is not known, every group may have one more. */
function count(member: Value, group: Target<Draft<Group>>, uncertain: Unknown | undefined, drafts: Joining): void {
  if (group.to === 'outside') return;
  const groups = group.to === 'entity' ? [group.entity] : drafts.groups.all;
  const doubt = group.to === 'unknown' ? group.reason : uncertain;
  for (const each of groups)
    each.members = doubt === undefined ? add(each.members, member) : { ...each.members, open: doubt };
}

function isMember(user: Draft<User>, group: Target<Named>): boolean {
  return group.to === 'entity' && user.groups.known.some((known) => known.resource === group.entity.resource);
}

function enter(user: Draft<User>, group: Target<Draft<Group>>, uncertain: Unknown | undefined): void {
  if (group.to !== 'entity') {
    const reason =
      group.to === 'unknown' ? group.reason : unknown(`the group \`${group.name}\` is outside of this stack`);
    user.groups = { ...user.groups, open: reason };
    user.grants.open ??= reason;
    if (group.to === 'outside' && uncertain === undefined)
      user.outsideGroups = [...(user.outsideGroups ?? []), group.name];
    return;
  }
  const entity = group.entity as Group;
  user.groups = uncertain === undefined ? add(user.groups, entity) : { ...user.groups, open: uncertain };
  const doubt = uncertain === undefined ? {} : { uncertain };
  user.grants.known.push(...group.entity.grants.known.map((grant) => ({ ...grant, through: entity, ...doubt })));
  if (group.entity.grants.open !== undefined) user.grants.open ??= group.entity.grants.open;
}
