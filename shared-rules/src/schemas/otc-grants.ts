/** Roles of Open Telekom Cloud on their way to groups, users and agencies. */
import type { Grant, Group, OutsideHolder, User } from '../model/iam-model';
import type { OtcScope } from '../model/otc';
import type { Resource } from '../model/resource';
import { booleanOf } from '../model/settings';
import { fromJson, isNull, known, stringOf, unknown, type Dictionary, type Unknown, type Value } from '../model/value';
import { documentOf, systemRole, type SystemRole } from '../policy/otc-system-roles';
import type { Draft, Of } from './aws-drafts';
import { blocksIn } from './blocks';
import { follow, referredBy, type Index, type Target } from './links';
import type { AgencyDraft, OtcDrafts } from './otc-drafts';
import { documentOfJson } from './otc-documents';
import { firstOf } from './otc-resources';

/** Hands every role to those who get it; answers the holders who are not in the stack. */
export function grantRoles(of: Of, drafts: OtcDrafts): readonly OutsideHolder[] {
  for (const agency of drafts.agencies) grantToAgency(agency, drafts);
  return [
    ...of('identity_role_assignment').flatMap((each) => assign(each, 'group', drafts.groups, drafts)),
    ...of('identity_user_role_assignment').flatMap((each) => assign(each, 'user', drafts.users, drafts)),
  ];
}

type Holder = Draft<User> | Draft<Group>;

function assign(
  resource: Resource,
  holder: 'user' | 'group',
  index: Index<Holder>,
  drafts: OtcDrafts,
): readonly OutsideHolder[] {
  const target = follow(drafts.named(resource.values.get(`${holder}_id`) ?? known(null)), index, resource);
  const role = resource.values.get('role_id') ?? unknown(`\`${resource.address}\` names no role`);
  const grant = { ...grantOf(resource, 'role_id', role, drafts), scope: scopeOf(resource) };
  if (target.to === 'entity') {
    target.entity.grants.known.push(grant);
    return [];
  }
  if (target.to === 'unknown')
    for (const each of index.all) each.grants.known.push({ ...grant, uncertain: target.reason });
  return [{ kind: 'outside-holder', resource, name: nameOf(target), holder, grant }];
}

function nameOf(target: Exclude<Target<Holder>, { readonly to: 'entity' }>): Value {
  return target.to === 'outside' ? known(target.name) : target.reason;
}

/** `all_projects` goes with a domain. Huawei Cloud writes `all` for the project, and has projects of an enterprise besides. */
function scopeOf(resource: Resource): OtcScope {
  const [, project] = firstOf(resource, ['project_id', 'enterprise_project_id']);
  const all = resource.values.get('all_projects');
  if (booleanOf(all) === true || stringOf(project) === 'all') return { in: 'all-projects' };
  return project === undefined ? { in: 'domain' } : { in: 'project', project };
}

/** The role that an argument names: a custom one of this stack, or one that is looked up. */
function grantOf(via: Resource, property: string, role: Value, drafts: OtcDrafts): Grant {
  // One of several that it may be is in use too.
  for (const policy of referredBy(role, drafts.policies)) policy.isAttached = true;
  const target = follow(role, drafts.policies, via);
  if (target.to === 'entity') {
    target.entity.isAttached = true;
    const { name, resource, document } = target.entity;
    return { document, label: stringOf(name) ?? resource.address, via, property, policy: target.entity, ...doubt(via) };
  }
  const data = role.references.map(({ address }) => drafts.lookedUp.get(address)).find((each) => each !== undefined);
  const isExact = role.references.every(({ maybe }) => maybe === undefined);
  const [, name] = data === undefined ? [] : firstOf(data, ['name', 'display_name']);
  if (name !== undefined && isExact) return namedGrant(via, property, name, drafts);
  const reason = target.to === 'unknown' ? target.reason : unknown(`the role \`${target.name}\` is not in this stack`);
  return { document: reason, label: 'a role that is not known', via, property, ...doubt(via) };
}

/** The role of a name: one that OTC predefines, or a custom one. */
function namedGrant(via: Resource, property: string, name: Value, drafts: OtcDrafts): Grant {
  const text = stringOf(name);
  const system = text === undefined ? undefined : systemRole(text);
  const given = { via, property, ...doubt(via) };
  if (system !== undefined)
    return {
      document: documentOfJson(fromJson(ownDocumentOf(system))),
      label: system.name,
      system: system.name,
      ...given,
    };
  const own = follow(name, drafts.policies, via);
  if (own.to === 'entity') {
    own.entity.isAttached = true;
    return {
      document: own.entity.document,
      label: stringOf(own.entity.name) ?? 'a role',
      policy: own.entity,
      ...given,
    };
  }
  if (text === undefined) return { document: holeOf(name), label: 'a role that is not known', ...given };
  const reason = unknown(`what the role \`${text}\` grants is not known here`);
  return PREDEFINED.test(text)
    ? { label: text, ...given, document: documentOfJson(fromJson(ANYTHING)), uncertain: reason }
    : { label: text, ...given, document: reason };
}

/**
 * What a predefined role adds to others. `Tenant Guest` and `Tenant Administrator` deny what is IAM's, and are granted in a project or
 * in all of the account; `Security Administrator` beside them, which has IAM, stays one.
 */
function ownDocumentOf(system: SystemRole): object {
  const { allows, denies } = system;
  if (denies.length === 0) return documentOf(system);
  const isAllBut = allows.includes('*:*:*');
  return {
    Version: '1.1',
    Statement: [{ Effect: 'Allow', ...(isAllBut ? { NotAction: denies } : { Action: allows }) }],
  };
}

/** What a role that is not known may allow at most. */
const ANYTHING = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['*:*:*'] }] };

/** Internal names of what OTC predefines, such as `system_all_12`: only custom roles deny others their permissions. */
const PREDEFINED = /^(?!custom)[a-z0-9]+(?:[_-][a-z0-9]+)+$/;

function holeOf(name: Value): Unknown {
  return name.kind === 'unknown' ? name : unknown('the name of the role is not known', name.references);
}

function doubt({ uncertain }: Resource): { readonly uncertain?: Unknown } {
  return uncertain === undefined ? {} : { uncertain };
}

/* ---- agencies: `domain_roles`, `all_resources_roles`, blocks of `project_role` ---- */

function grantToAgency(agency: AgencyDraft, drafts: OtcDrafts): void {
  const { resource } = agency;
  const give = (property: string, roles: Value | undefined, scope: OtcScope): void => {
    const { items, more } = rolesIn(roles, drafts);
    for (const name of items) agency.grants.known.push({ ...namedGrant(resource, property, name, drafts), scope });
    if (more !== undefined) agency.grants.open ??= more;
  };
  give('domain_roles', resource.values.get('domain_roles'), { in: 'domain' });
  give('all_resources_roles', resource.values.get('all_resources_roles'), { in: 'all-projects' });
  for (const [property, project] of BY_PROJECT) {
    for (const block of blocksIn(resource.values.get(property))) {
      if (block.kind !== 'map') agency.grants.open ??= holeOf(block);
      else give(property, block.entries.get('roles') ?? block.more, scopeOfBlock(block, project));
    }
  }
}

/** Blocks that grant roles in one project, and their argument that names it; the second is Huawei Cloud's. */
const BY_PROJECT = [
  ['project_role', 'project'],
  ['enterprise_project_roles', 'enterprise_project'],
] as const;

/** An engine may say of a whole list only that it depends on some roles: then these are what it lists. */
function rolesIn(
  roles: Value | undefined,
  { policies }: OtcDrafts,
): { readonly items: readonly Value[]; readonly more?: Unknown } {
  if (roles === undefined || isNull(roles)) return { items: [] };
  if (roles.kind !== 'unknown') return roles.kind === 'list' ? roles : { items: [roles] };
  const own = roles.references.filter(({ address, maybe }) => maybe === undefined && policies.byAddress.has(address));
  const items = own.map((reference) => unknown(roles.reason, [reference]));
  return own.length > 0 && own.length === roles.references.length ? { items } : { items, more: roles };
}

/** A block without a project is for all of them: "Either `project` or `all_projects` must be provided". */
function scopeOfBlock({ entries, more }: Dictionary, argument: string): OtcScope {
  if (booleanOf(entries.get('all_projects')) === true) return { in: 'all-projects' };
  const project = entries.get(argument) ?? more;
  const isGiven = project !== undefined && !isNull(project) && stringOf(project) !== '';
  return isGiven ? { in: 'project', project } : { in: 'all-projects' };
}
