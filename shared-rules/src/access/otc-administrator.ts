/** Who is an administrator of an account of Open Telekom Cloud. */
import { stringOf } from '../model/value';
import { otcServices } from '../policy/otc-system-roles';
import { widen } from '../policy/text';
import { firstYes, type Access, type Decision } from './access';
import type { AdministratorDecision } from './administrator';
import type { Holder } from './cause';
import { otcAllows, unnamedResource } from './otc-requests';
import { firstOf } from './words';

/** Ways to give oneself any permission. */
const WAYS = [
  'iam:permissions:grantRoleToGroupOnDomain',
  'iam:permissions:grantRoleToGroupOnProject',
  'iam:permissions:grantRoleToGroup',
  'iam:permissions:addUserToGroup',
  'iam:roles:updateRole',
];

/**
 * Whether the documents allow nearly every action of nearly every service, with or without IAM, or to give oneself any permission.
 * OTC calls its own role `Tenant Administrator` that leaves IAM out, and recommends not to grant it.
 */
export function isOtcAdministrator(access: Access): AdministratorDecision {
  const own = firstYes(
    WAYS.map((action) => () => otcAllows(access, { action, resource: unnamedResource('iam') })),
    (search) => search(),
  );
  const all = nearlyAll(access);
  if (all.answer === 'yes') return { ...all, reach: own.answer === 'yes' ? 'everything' : 'all-but-iam' };
  if (own.answer === 'yes') return { ...own, reach: 'own-permissions' };
  return own.answer === 'undecided' ? own : all;
}

/** Share of the services that "nearly all" must at least have. */
const NEARLY_ALL = 0.9;

function nearlyAll(access: Access): Decision {
  if (!mayBeEverything(access)) return { answer: 'no' };
  const services = otcServices().filter((service) => service !== 'iam');
  const decided = services.map((service) =>
    otcAllows(access, { action: `${service}:any-type:delete-any`, resource: unnamedResource(service) }),
  );
  const allowed = decided.filter(({ answer }) => answer === 'yes');
  const enough = services.length * NEARLY_ALL;
  if (allowed.length >= enough) return telling(access) ?? (allowed[0] as Decision);
  const possible = decided.filter(({ answer }) => answer !== 'no');
  return possible.length < enough
    ? { answer: 'no' }
    : (possible.find(({ answer }) => answer === 'undecided') ?? { answer: 'no' });
}

/** An action that everybody knows, where it is among them. */
function telling(access: Access): Decision | undefined {
  const known = TELLING.map((action) => otcAllows(access, { action }));
  return known.find(({ answer }) => answer === 'yes');
}

/** Actions that everybody knows. */
export const TELLING: readonly string[] = [
  'ecs:cloudServers:delete',
  'obs:object:GetObject',
  'vpc:vpcs:delete',
  'kms:cmk:disable',
];

/** Services that must be named one by one to come near all of them. */
const FEW_SERVICES = 20;

function mayBeEverything({ layers: [identity] }: Access): boolean {
  if (identity?.open !== undefined) return true;
  const allows = identity?.allows ?? [];
  if (allows.some(({ actions }) => actions.negated)) return true;
  const patterns = allows.flatMap(({ actions }) => actions.patterns.map(widen));
  const services = new Set(patterns.map((pattern) => pattern.split(':')[0] ?? ''));
  return services.size > FEW_SERVICES || [...services].some((service) => /[*?]/.test(service));
}

/** ` of project ...` where what somebody has holds in projects only; nothing where it holds in all of the account. */
export function projectsInWords(holder: Holder): string {
  const grants =
    holder.kind === 'policy' ? [] : holder.kind === 'outside-holder' ? [holder.grant] : holder.grants.known;
  const scopes = [...new Set(grants.map(({ scope }) => scope))];
  const names = scopes.map((scope) => (scope?.in === 'project' ? (stringOf(scope.project) ?? 'a project') : undefined));
  const known = names.filter((name) => name !== undefined);
  if (known.length === 0 || known.length < names.length) return '';
  return ` of ${firstOf([...new Set(known)].map((name) => `\`${name}\``))}`;
}
