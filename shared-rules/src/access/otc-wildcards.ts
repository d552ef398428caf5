/** Wildcards in custom roles of Open Telekom Cloud, measured by what is left of them after the denies. */
import { cloudOf } from '../model/cloud';
import type { ManagedPolicy } from '../model/iam-model';
import { unknown, type Unknown } from '../model/value';
import { readDocument } from '../policy/document';
import { globMatches } from '../policy/glob';
import { levelOfOtcAction } from '../policy/otc-actions';
import { hasSymbol } from '../policy/text';
import type { Request } from './access';
import { causeKey, documentArgument, type Holder } from './cause';
import { accessOfPolicy, labelOf } from './of-principal';
import { otcAllows, unnamedResource, unnamedWithin } from './otc-requests';

/** A statement whose wildcards grant what changes a service. */
export interface OtcWildcard {
  readonly policy: string;
  /** The patterns, for people. */
  readonly patterns: string;
  /** What it lets one do, in words. */
  readonly level: string;
  readonly witness: Request;
  readonly property: string;
  readonly causes: readonly string[];
  readonly fingerprint: string;
}

/** What is found in a role, and why it may be more. */
export interface OtcWildcards {
  /** Whether the entity is of Open Telekom Cloud at all. */
  readonly isOtc: boolean;
  readonly found: readonly OtcWildcard[];
  readonly doubt?: Unknown;
}

/** All operations of a kind of resource or of a service, or a wildcard over services: not `ecs:servers:create*`. */
const WIDE = /^[^:]*[*?]|:[*?]*$|^[^:]*$/;

/** What is looked at: custom roles, which hold all wildcards that a stack can write. */
export function otcWildcards(entity: Holder): OtcWildcards {
  const isOtc = cloudOf(entity.resource.type) === 'otc';
  return isOtc && entity.kind === 'policy' ? { isOtc, ...wildcardsOf(entity) } : { isOtc, found: [] };
}

/** The statements of a role that grant by a wildcard what changes something, on resources that nobody named. */
function wildcardsOf(policy: ManagedPolicy): Omit<OtcWildcards, 'isOtc'> {
  const { statements, open, problem } = readDocument(policy.document);
  if (problem !== undefined) return { found: [], doubt: unknown(problem.message) };
  const found = statements.flatMap((statement) => {
    if (statement.effect !== 'Allow' || statement.open !== undefined) return [];
    const wide = statement.actions.patterns.filter(isWide);
    const places = statement.resources.patterns.flatMap((pattern) => unnamedWithin(pattern) ?? []);
    const witness = wide.map((pattern) => provenBy(pattern, places, policy)).find((request) => request !== undefined);
    return witness === undefined ? [] : [wildcardOf(policy, statement.index, wide, witness)];
  });
  return { found, ...(open === undefined ? {} : { doubt: open }) };
}

function isWide(pattern: string): boolean {
  return !hasSymbol(pattern) && WIDE.test(pattern) && levelOfOtcAction(pattern) !== 'read';
}

/** Actions that everybody knows, and that change something. */
const CHANGES = ['ecs:cloudServers:delete', 'obs:object:DeleteObject', 'vpc:vpcs:delete', 'kms:cmk:disable'];

/** A request that the pattern matches and that changes something; it may be denied. */
function provenBy(pattern: string, places: readonly string[], policy: ManagedPolicy): Request | undefined {
  const [service = '*', type = '*', operation = '*'] = pattern.split(':');
  const named = (part: string, other: string): string => part.replace(/[*?]+/g, (star) => (part === star ? other : ''));
  const own = named(service, 'ecs');
  const what = named(type, own === 'iam' ? 'permissions' : 'any');
  const made = `${own}:${what}:${operation.replace(/[*?]+/g, 'delete')}`;
  const [known] = CHANGES.filter((action) => globMatches(pattern.toLowerCase(), action.toLowerCase()));
  const goals = (known === undefined ? [made] : [known, made]).flatMap((action) =>
    [unnamedResource(own), ...places].map((resource) => ({ action, resource })),
  );
  for (const goal of goals) {
    const decision = otcAllows(accessOfPolicy(policy), goal);
    if (decision.answer === 'yes') return decision.witness;
  }
  return undefined;
}

function wildcardOf(policy: ManagedPolicy, index: number, wide: readonly string[], witness: Request): OtcWildcard {
  const property = documentArgument(policy);
  const label = labelOf(policy);
  const shown = wide.slice(0, 3).map((pattern) => `\`${pattern}\``);
  const further = wide.length > 3 ? ` and ${wide.length - 3} more` : '';
  return {
    policy: label,
    patterns: `${shown.join(', ')}${further}`,
    level: wide.some((pattern) => levelOfOtcAction(pattern) === 'permissions')
      ? 'changing permissions'
      : 'changing anything',
    witness,
    property,
    causes: [causeKey(policy.resource, property, label, index)],
    fingerprint: wide.join(),
  };
}
