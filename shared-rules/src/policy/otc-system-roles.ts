/** Roles and policies that Open Telekom Cloud defines, and what they grant. */
import { otcRoleCodes, otcTableRoles, type SystemRoleRow } from './data/otc-system-roles';

/** A role or policy that Open Telekom Cloud defines, and nobody can change. */
export interface SystemRole extends Omit<SystemRoleRow, 'allows' | 'denies'> {
  /** Actions that it allows, with wildcards. */
  readonly allows: readonly string[];
  /** Actions that it denies, whoever else allows them. */
  readonly denies: readonly string[];
}

/** A document in the policy language of Open Telekom Cloud, as plain JSON. */
export interface SystemRoleDocument {
  readonly Version: '1.1';
  readonly Statement: readonly { readonly Effect: 'Allow' | 'Deny'; readonly Action: readonly string[] }[];
}

interface Tables {
  readonly roles: readonly SystemRole[];
  /** By `keyOf` of name and code. */
  readonly byKey: ReadonlyMap<string, SystemRole>;
  readonly services: readonly string[];
}

let tables: Tables | undefined;

/** Linked on first use. */
function allTables(): Tables {
  tables ??= link();
  return tables;
}

function link(): Tables {
  const roles = otcTableRoles.map(roleOf);
  const byKey = new Map(roles.map((role) => [keyOf(role.name), role]));
  for (const [code, name] of Object.entries(otcRoleCodes)) {
    const role = byKey.get(keyOf(name));
    if (role !== undefined) byKey.set(code, role);
  }
  const services = new Set(roles.flatMap((role) => role.services.filter((service) => service !== '*')));
  return { roles, byKey, services: [...services].sort() };
}

/** Names and codes are compared without regard to case and blanks: `Full Access` and `FullAccess` both occur. */
function keyOf(name: string): string {
  return name.replace(/\s+/g, '').toLowerCase();
}

function roleOf(row: SystemRoleRow): SystemRole {
  return { ...row, allows: row.allows?.split(' ') ?? allowsOf(row), denies: row.denies?.split(' ') ?? [] };
}

/**
 * What a role allows whose document nobody shows. Reads are `get*` and `list*`, as in the documents that are shown; a role
 * for parts of a service says itself what it allows, else nothing but its reads is certain.
 */
function allowsOf({ level, services }: SystemRoleRow): readonly string[] {
  if (level === 'none') return [];
  if (level === 'full') return services.map((service) => `${service}:*:*`);
  return services.flatMap((service) => [`${service}:*:get*`, `${service}:*:list*`]);
}

/** Every role and policy of the tables. */
export function systemRoles(): readonly SystemRole[] {
  return allTables().roles;
}

/**
 * The role with a name as the console shows it (`Tenant Administrator`) or with an internal name (`te_admin`). One that the
 * tables lack is taken for what its name says, `KMS Administrator` or `kms_adm`; undefined when the name says nothing, as
 * that of a custom role or `system_all_51`, which is another policy in each region.
 */
export function systemRole(name: string): SystemRole | undefined {
  return allTables().byKey.get(keyOf(name)) ?? inferred(name.trim());
}

const FULL = /^([A-Za-z]+)(?: (?:Administrator|Admin|Full ?Access)|_adm(?:in)?)$/;
const READING = /^([A-Za-z]+) (?:Viewer|Read ?Only ?Access)$/;

function inferred(name: string): SystemRole | undefined {
  const [, full] = FULL.exec(name) ?? [];
  const [, reading] = READING.exec(name) ?? [];
  const service = (full ?? reading)?.toLowerCase();
  if (service === undefined || !otcServices().includes(service)) return undefined;
  const level = full === undefined ? 'read' : 'full';
  const description = `${level === 'full' ? 'Full' : 'Read-only'} permissions for ${service.toUpperCase()}, by its name.`;
  return roleOf({ name, kind: 'role', scope: 'all', services: [service], level, description, documented: false });
}

/** What a role grants, as a policy. */
export function documentOf(role: SystemRole): SystemRoleDocument {
  const allow = role.allows.length === 0 ? [] : [{ Effect: 'Allow' as const, Action: role.allows }];
  const deny = role.denies.length === 0 ? [] : [{ Effect: 'Deny' as const, Action: role.denies }];
  return { Version: '1.1', Statement: [...allow, ...deny] };
}

/** Every prefix of actions that the tables know, sorted: `ecs`, `vpc`. */
export function otcServices(): readonly string[] {
  return allTables().services;
}
