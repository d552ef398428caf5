/** Whom control policies limit. */
import type { Limits, OrganizationNode, OrganizationPolicy } from '../model/organization';
import type { Resource } from '../model/resource';
import { referencesIn, type Value } from '../model/value';
import { encode } from '../policy/text';
import type { Drafts, Of } from './aws-drafts';
import { treeOf } from './aws-organization';
import type { Providers } from './aws-providers';
import { valuesInBlocks } from './blocks';
import { FULL_ACCESS, isLegible, type ControlPolicyUse } from './control-policies';

/** What is said of limits. */
export interface LimitSources {
  readonly providers: Providers;
  /** Control policies of the stack. */
  readonly policies: readonly OrganizationPolicy[];
  /** Those that the configuration says bear on the account of the stack. */
  readonly configured?: Limits;
}

/**
 * Puts everybody of the stack under the control policies of the configuration, and whoever is made in a member account under those
 * that the stack attaches to it. They never bear on the management account, from which the organization is made (AWS Organizations
 * User Guide, "Service control policies"). What is not known for certain limits nobody: a finding stays a finding.
 */
export function limit(of: Of, drafts: Drafts, sources: LimitSources): void {
  if (sources.configured === undefined && sources.policies.length === 0) return;
  const { users, groups, roles, permissionSets, policies, outside } = drafts;
  const inside = [...users.all, ...groups.all, ...roles.all, ...permissionSets.all, ...policies.all];
  const limitsFor = limitsIn(
    of,
    sources,
    [...inside, ...outside].map(({ resource }) => resource),
  );
  for (const entity of inside) {
    const limits = limitsFor(entity.resource);
    if (limits !== undefined) entity.limits = limits;
  }
  for (const [index, entity] of outside.entries()) {
    const limits = limitsFor(entity.resource);
    if (limits !== undefined) outside[index] = { ...entity, limits };
  }
}

function limitsIn(
  of: Of,
  { providers, policies, configured }: LimitSources,
  resources: readonly Resource[],
): (resource: Resource) => Limits | undefined {
  const accountKey = (resource: Resource): string => keyOf(providers.get(resource.provider ?? 'aws'));
  const keys = new Set(resources.map(accountKey));
  const [only = keyOf(providers.get('aws'))] = keys;
  const stackKey = keys.size === 1 ? only : keyOf(providers.get('aws'));
  const tree = treeOf(of);
  const made = new Map<string, Limits | undefined>();
  return (resource) => {
    const key = accountKey(resource);
    if (!made.has(key)) {
      const own = ownLimits(memberOf(providers.get(resource.provider ?? 'aws'), tree), tree, policies);
      made.set(key, joined(own, key === stackKey ? configured : undefined));
    }
    return made.get(key);
  };
}

function joined(a: Limits | undefined, b: Limits | undefined): Limits | undefined {
  return a && b ? { scps: [...a.scps, ...b.scps], rcps: [...a.rcps, ...b.rcps] } : (a ?? b);
}

/** What of a provider configuration tells accounts apart; its region does not. */
function keyOf(provider: Resource | undefined): string {
  if (provider === undefined) return '';
  const plain = ['profile', 'access_key', 'allowed_account_ids'].map((name) => provider.values.get(name));
  const told = [...plain, ...valuesInBlocks(provider.values.get('assume_role'), 'role_arn')];
  return told.map((value) => (value === undefined ? '' : textOf(value))).join('\n');
}

function textOf(value: Value): string {
  return value.kind === 'list' ? value.items.map(encode).join(' ') : encode(value);
}

/** The account of the stack in which the provider assumes a role. */
function memberOf(provider: Resource | undefined, tree: readonly OrganizationNode[]): OrganizationNode | undefined {
  const roles = valuesInBlocks(provider?.values.get('assume_role'), 'role_arn').flatMap(referencesIn);
  const named = new Set(roles.map(({ address }) => address));
  const nodes = tree.filter(({ level, key }) => level === 'account' && named.has(key));
  return nodes.length === 1 && roles.every(({ maybe }) => maybe === undefined) ? nodes[0] : undefined;
}

/** The levels from the root down to the account: each with what AWS attaches there itself. */
function ownLimits(
  account: OrganizationNode | undefined,
  tree: readonly OrganizationNode[],
  policies: readonly OrganizationPolicy[],
): Limits | undefined {
  if (account === undefined || policies.length === 0) return undefined;
  const places = ['root', ...lineage(account, tree)];
  const levels = (use: ControlPolicyUse): readonly (readonly Value[])[] =>
    places.flatMap((key) => {
      const documents = attachedTo(
        key,
        policies.filter((policy) => policy.use === use),
      );
      return documents.length === 0 ? [] : [[FULL_ACCESS[use], ...documents]];
    });
  const limits = { scps: levels('scp'), rcps: levels('rcp') };
  return limits.scps.length + limits.rcps.length === 0 ? undefined : limits;
}

/** Keys of the units above a node, and its own; the units may not be known up to the root. */
function lineage({ key, parent }: OrganizationNode, tree: readonly OrganizationNode[]): readonly string[] {
  if (parent.level !== 'unit') return [key];
  // A unit cannot stand under itself; a broken stack may say so.
  const rest = tree.filter((node) => node.key !== key);
  const above = rest.find((node) => node.key === parent.key);
  return above === undefined ? [parent.key, key] : [...lineage(above, rest), key];
}

function attachedTo(key: string, policies: readonly OrganizationPolicy[]): readonly Value[] {
  return policies
    .filter(({ attachments }) =>
      attachments.known.some(({ place }) => key === ('key' in place ? place.key : place.level)),
    )
    .filter(({ document, use, resource }) => resource.uncertain === undefined && isLegible(document, use))
    .map(({ document }) => document);
}
