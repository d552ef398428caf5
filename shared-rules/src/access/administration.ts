import type { Grant, Group, ManagedPolicy, Role, User } from '../model/iam-model';
import { stringOf } from '../model/value';
import type { Request } from './access';
import { isAdministrator, type AdministratorDecision, type AdministratorOptions } from './administrator';
import { accessOfGrant, accessOfGroup, accessOfPolicy, accessOfPrincipal } from './of-principal';

/** How a principal comes to be an administrator: one finding for one cause. */
export type Administration =
  | { readonly cause: 'none' | 'reported-elsewhere' }
  | { readonly cause: 'undecided'; readonly reason: string }
  | ({ readonly cause: 'one-document'; readonly grant: Grant } & Shown)
  | ({ readonly cause: 'together'; readonly documents: readonly string[] } & Shown);

interface Shown {
  readonly witness: Request;
  readonly summary: AdministratorSummary;
}

/** What a message says of an administrator. */
export interface AdministratorSummary {
  readonly reach: string;
  readonly action: string;
  readonly resource: string;
}

/** A yes in words. */
export function summaryOf(decision: AdministratorDecision & { readonly answer: 'yes' }): AdministratorSummary {
  const { action, resource } = decision.witness;
  const reach =
    decision.reach === 'everything' ? 'practically every action on everything' : 'any permission that it gives itself';
  return { reach, action, resource };
}

/**
 * Why a user, a role or whoever is in a group is an administrator. A customer-managed policy that suffices is reported on
 * the policy, and a document that a group hands down on the group.
 */
export function administration(holder: User | Role | Group): Administration {
  const decision = decide(holder);
  if (decision.answer === 'no') return { cause: 'none' };
  if (decision.answer === 'undecided') return { cause: 'undecided', reason: decision.reason };
  const alone = holder.grants.known.filter(
    (grant) => grant.uncertain === undefined && aloneReaches(grant, holder, decision),
  );
  if (holder.grants.known.some(isReportedElsewhere)) return { cause: 'reported-elsewhere' };
  const shown = { witness: decision.witness, summary: summaryOf(decision) };
  const [grant] = alone;
  if (grant !== undefined) return { cause: 'one-document', grant, ...shown };
  const documents = holder.grants.known.filter((_, index) => takesPart(decision, index)).map(({ label }) => label);
  return { cause: 'together', documents: [...new Set(documents)].sort(), ...shown };
}

function decide(holder: User | Role | Group): AdministratorDecision {
  return holder.kind === 'group'
    ? isAdministrator(accessOfGroup(holder))
    : isAdministrator(accessOfPrincipal(holder), ownWays(holder));
}

/** Where a principal could write permissions of its own. */
function ownWays(holder: User | Role): AdministratorOptions {
  const policies = holder.grants.known.flatMap(({ policy }) => (policy === undefined ? [] : pathAndName(policy)));
  const groups = holder.kind === 'user' ? holder.groups.known.flatMap(pathAndName) : [];
  return { groups, policies };
}

/** As it stands in the ARN: `team/reader`. */
function pathAndName({ name, resource }: Group | ManagedPolicy): readonly string[] {
  const text = stringOf(name);
  const path = stringOf(resource.values.get('path')) ?? '/';
  return text === undefined ? [] : [`${path.slice(1)}${text}`];
}

function aloneReaches(grant: Grant, holder: User | Role | Group, whole: AdministratorDecision): boolean {
  const own = isAdministrator(accessOfGrant(grant, holder), holder.kind === 'group' ? {} : ownWays(holder));
  return own.answer === 'yes' && (own.reach === whole.reach || own.reach === 'everything');
}

function isReportedElsewhere(grant: Grant): boolean {
  if (grant.uncertain !== undefined) return false;
  if (grant.policy !== undefined) return isAdministrator(accessOfPolicy(grant.policy)).answer === 'yes';
  return grant.through !== undefined && isAdministrator(accessOfGroup(grant.through)).answer === 'yes';
}

function takesPart(decision: AdministratorDecision & { readonly answer: 'yes' }, document: number): boolean {
  return decision.statements.some((place) => place.document === document);
}
