/** Roles and policies that Open Telekom Cloud predefines, where they are granted. */
import type { Grant } from '../model/iam-model';
import type { Unknown } from '../model/value';
import { systemRole, systemRoles } from '../policy/otc-system-roles';
import { accessOf } from './access';
import type { Holder } from './cause';
import { isOtcAdministrator } from './otc-administrator';

/** A grant of a predefined role that gives all of a service. */
export interface SystemGrant {
  readonly grant: Grant;
  readonly role: string;
  /** What it gives, in words. */
  readonly reach: string;
  /** What to grant in its place. */
  readonly fit: string;
  /** Set when it is not known whether it is granted. */
  readonly doubt?: Unknown;
}

/** The broad predefined roles that somebody has directly; those of administrators are reported as such. */
export function systemGrants(holder: Exclude<Holder, { readonly kind: 'policy' }>): readonly SystemGrant[] {
  const grants = holder.kind === 'outside-holder' ? [holder.grant] : holder.grants.known;
  return grants.flatMap((grant) => {
    const role = grant.through === undefined && grant.system !== undefined ? systemRole(grant.system) : undefined;
    if (role === undefined || role.level !== 'full' || makesAdministrator(grant)) return [];
    const reach = role.services.map((service) => `\`${service}:*:*\``).join(', ');
    const doubt = grant.uncertain === undefined ? {} : { doubt: grant.uncertain };
    return [{ grant, role: role.name, reach, fit: fitOf(role.services), ...doubt }];
  });
}

/** Whether a grant alone makes an administrator. */
function makesAdministrator({ document }: Grant): boolean {
  return isOtcAdministrator(accessOf({ identity: [{ document }] })).answer === 'yes';
}

/** The predefined role of the same services that gives less. */
function fitOf(services: readonly string[]): string {
  const own = 'a custom role with the actions and resources that are used';
  const less = systemRoles().find(
    ({ level, services: others, documented }) =>
      level === 'read' && !documented && others.join() === services.join() && others.length > 0,
  );
  return less === undefined ? `grant ${own}` : `grant \`${less.name}\` if it only reads, else ${own}`;
}
