/** What an agency of Open Telekom Cloud lends, and to whom. */
import type { Agency, Grant } from '../model/iam-model';
import { firstUnknown, isNull, stringOf, type Unknown } from '../model/value';
import { systemRole } from '../policy/otc-system-roles';
import { accessOf, type Request } from './access';
import { causeKey } from './cause';
import { isOtcAdministrator } from './otc-administrator';

interface Loan {
  readonly grant: Grant;
  /** What is at fault. */
  readonly causes: readonly string[];
}

/** A role that an agency should not lend: of an administrator, with a request, or all of a service in every project. */
export type BroadLoan = Loan &
  ({ readonly reach: 'administrator'; readonly witness: Request } | { readonly reach: 'everyProject' });

/** The roles of an agency that make an administrator, or give all of a service in every project. */
export function broadLoans(agency: Agency): readonly BroadLoan[] {
  return agency.grants.known.flatMap((grant): readonly BroadLoan[] => {
    const causes = [causeKey(grant.via, grant.property, `${grant.label} ${grant.scope?.in ?? ''}`)];
    const decision = isOtcAdministrator(accessOf({ identity: [{ document: grant.document }] }));
    if (decision.answer === 'yes') return [{ grant, reach: 'administrator', witness: decision.witness, causes }];
    const isFull = grant.system !== undefined && systemRole(grant.system)?.level === 'full';
    return isFull && grant.scope?.in === 'all-projects' ? [{ grant, reach: 'everyProject', causes }] : [];
  });
}

/** How people call an agency. */
export function agencyName({ name, resource }: Agency): string {
  return stringOf(name) ?? resource.address;
}

/** Why it is not known what an agency lends. */
export function loanDoubt({ grants }: Agency): Unknown | undefined {
  const unread = grants.known.find(({ document }) => document.kind === 'unknown')?.document;
  return grants.open ?? (unread?.kind === 'unknown' ? unread : undefined);
}

/** Another account that an agency is lent to: its name, or why it is not known; undefined for a service or one that is trusted. */
export function borrowerOf(agency: Agency, trusted: readonly string[]): string | Unknown | undefined {
  const { delegatedTo, isForService } = agency;
  if (isForService === true || isNull(delegatedTo)) return undefined;
  const name = stringOf(delegatedTo);
  if (name !== undefined) return trusted.includes(name) ? undefined : name;
  if (delegatedTo.kind === 'unknown') return delegatedTo;
  return typeof isForService === 'boolean' ? firstUnknown(delegatedTo) : isForService;
}
