import type { Grant, Group, ManagedPolicy, OutsideHolder, Role, User } from '../model/iam-model';
import { stringOf } from '../model/value';
import { encode } from '../policy/text';
import type { Request } from './access';
import { isAdministrator, type AdministratorDecision, type AdministratorOptions } from './administrator';
import { accessOfGrant, accessOfGroup, accessOfOutside, accessOfPolicy, accessOfPrincipal } from './of-principal';

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
export function administration(holder: User | Role | Group | OutsideHolder): Administration {
  if (holder.kind === 'outside-holder') return outsideAdministration(holder);
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

/** Of somebody who is not in the stack only the document that the stack gives is known. */
function outsideAdministration(outside: OutsideHolder): Administration {
  const { grant } = outside;
  if (grant.policy !== undefined) return { cause: 'reported-elsewhere' };
  const decision = isAdministrator(accessOfOutside(outside));
  if (decision.answer === 'undecided') return { cause: 'undecided', reason: decision.reason };
  if (decision.answer === 'no') return { cause: 'none' };
  return { cause: 'one-document', grant, witness: decision.witness, summary: summaryOf(decision) };
}

/** Whether a policy makes an administrator of whoever has it; a policy may allow to write a new version of itself. */
export function policyAdministration(policy: ManagedPolicy): AdministratorDecision {
  return isAdministrator(accessOfPolicy(policy), { policies: [pathAndName(policy)] });
}

function decide(holder: User | Role | Group): AdministratorDecision {
  const access = holder.kind === 'group' ? accessOfGroup(holder) : accessOfPrincipal(holder);
  return isAdministrator(access, ownWays(holder));
}

/** Where a principal could write permissions of its own. */
function ownWays(holder: User | Role | Group): AdministratorOptions {
  const policies = holder.grants.known.flatMap(({ policy }) => (policy === undefined ? [] : pathAndName(policy)));
  const groups = holder.kind === 'group' ? [holder] : holder.kind === 'user' ? holder.groups.known : [];
  return { groups: groups.map(pathAndName), policies };
}

/** As it stands in the ARN: `team/reader`. */
function pathAndName({ name, resource }: Group | ManagedPolicy): string {
  const path = stringOf(resource.values.get('path')) ?? '/';
  return `${path.slice(1)}${encode(name)}`;
}

function aloneReaches(grant: Grant, holder: User | Role | Group, whole: AdministratorDecision): boolean {
  const own = isAdministrator(accessOfGrant(grant, holder), ownWays(holder));
  return own.answer === 'yes' && (own.reach === whole.reach || own.reach === 'everything');
}

function isReportedElsewhere(grant: Grant): boolean {
  if (grant.uncertain !== undefined) return false;
  if (grant.policy !== undefined) return policyAdministration(grant.policy).answer === 'yes';
  return grant.through !== undefined && decide(grant.through).answer === 'yes';
}

function takesPart(decision: AdministratorDecision & { readonly answer: 'yes' }, document: number): boolean {
  return decision.statements.some((place) => place.document === document);
}
