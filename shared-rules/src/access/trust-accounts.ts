/** Trust in other accounts. */
import type { IamModel, Role } from '../model/iam-model';
import type { ZoneOfTrust } from '../model/organization';
import type { PrincipalPattern } from '../policy/document';
import { escapeGlob } from '../policy/glob';
import { decode, hasSymbol, OWN_ACCOUNT } from '../policy/text';
import { firstYes, type Decision } from './access';
import type { KeyDomain } from './key-theory';
import {
  conditionKeys, enters, literalsOf, placeOfEntrance, speaksOfAction, trustOf, type Entrance, type TrustFault, type TrustFaults,
} from './trust'; // prettier-ignore

/** What is wrong with the trust in an account. */
export interface AccountFault extends TrustFault {
  /**
   * `foreign`: outside of the zone. `organization`: a whole one that is not the own. `third-party`: without an external id.
   * `whole`: everybody of an account that nobody vouched for.
   */
  readonly kind: 'foreign' | 'organization' | 'third-party' | 'whole';
  /** Or the organization. */
  readonly account: string;
}

const ACTION = 'sts:AssumeRole';

/** Accounts outside of the zone of trust that get in. */
export function accountFaults(role: Role, { zone, account: { accounts: own } }: IamModel): TrustFaults<AccountFault> {
  const trust = trustOf(role);
  const writesOwn = literalsOf(role.trust).includes(OWN_ACCOUNT);
  const judged = trust.entrances.flatMap((entrance) => {
    const { principals } = entrance.statement;
    if (principals?.negated !== false || !speaksOfAction(entrance, ACTION)) return [];
    const accounts = outsideOf(principals.patterns, entrance, { zone, writesOwn, own });
    return [
      ...accounts.map((account) => judge(entrance, account, zone)),
      ...(isOpen(principals.patterns) ? foreignOrganizations(entrance, zone) : []).map((organization) =>
        judgeOrganization(entrance, organization),
      ),
    ];
  });
  const faults = judged.flatMap((each) => ('doubt' in each ? [] : each.faults));
  const doubt = trust.open?.reason ?? judged.flatMap((each) => ('doubt' in each ? [each.doubt] : []))[0];
  return doubt === undefined ? { faults } : { faults, doubt };
}

type Judged = { readonly faults: readonly AccountFault[] } | { readonly doubt: string };

const NOTHING: Judged = { faults: [] };

/* ---- which accounts ---- */

/** What is known to be of this account or of an account that the stack makes. */
const OF_THE_STACK =
  /^\$\{(?:data\.aws_caller_identity|(?:data\.)?aws_(?:iam_|cloudfront_origin_access_identity\.)|aws_organizations_account)/;

/** What is known of who is inside. */
export interface Inside {
  readonly zone: ZoneOfTrust | undefined;
  /** Whether the document writes the account down that stands for whoever deploys. */
  readonly writesOwn: boolean;
  /** Accounts that are known to be those of the stack. */
  readonly own: readonly string[];
}

/** Accounts that are not known to be inside, each as an id or as it is written. */
export function outsideOf(
  patterns: readonly PrincipalPattern[],
  entrance: Entrance,
  { zone, writesOwn, own }: Inside,
): readonly string[] {
  const named = patterns.flatMap(({ type, value }) => (type === 'AWS' ? accountsIn(value) : []));
  const all = [...new Set([...named, ...(isOpen(patterns) ? accountsOfConditions(entrance) : [])])];
  return all.filter((account) => {
    if (hasSymbol(account)) return !OF_THE_STACK.test(decode(account));
    return (
      !own.includes(account) && !(zone?.accounts ?? []).includes(account) && (account !== OWN_ACCOUNT || writesOwn)
    );
  });
}

function isOpen(patterns: readonly PrincipalPattern[]): boolean {
  return patterns.some(({ type, value }) => type === 'AWS' && value === '*');
}

/** The account of a principal; a text that is not known as a whole is its own account. */
function accountsIn(value: string): readonly string[] {
  if (/^\d{12}$/.test(value)) return [value];
  if (value.startsWith('arn:')) return value.split(':', 5).slice(4).filter((field) => /^\d{12}$/.test(field) || hasSymbol(field)); // prettier-ignore
  return hasSymbol(value) ? [value] : [];
}

const OF_ACCOUNTS = new Set(['aws:principalarn', 'aws:principalaccount']);

/** Where everybody is named, the conditions say who is meant, also those of a deny of everybody else. */
function accountsOfConditions({ document }: Entrance): readonly string[] {
  const meant = document.statements.flatMap(({ effect, conditions }) =>
    conditions.filter(({ key, operator }) => OF_ACCOUNTS.has(key) && operator.includes('Not') === (effect === 'Deny')),
  );
  return meant.flatMap(({ values }) => values.flatMap(accountsIn));
}

/* ---- how they get in ---- */

function judge(entrance: Entrance, account: string, zone: ZoneOfTrust | undefined): Judged {
  if (hasSymbol(account)) {
    return { doubt: `it is not known whether \`${decode(account)}\` is inside of the zone of trust` };
  }
  const isKnown = zone?.accounts !== undefined;
  const isThirdParty = zone?.thirdParties?.includes(account) === true;
  const withoutId = asks(entrance, account, zone, [null, ['any-guess']]);
  if (isThirdParty || !isKnown) {
    if (withoutId.answer === 'no') return NOTHING;
    if (isThirdParty) return judgedAs(withoutId, 'third-party', entrance, account);
    const whole = asks(entrance, account, zone, [null], bare(entrance, account));
    return whole.answer === 'no' ? { doubt: notSaid(account) } : judgedAs(whole, 'whole', entrance, account);
  }
  const anybody = asks(entrance, account, zone, [undefined]);
  return judgedAs(anybody, 'foreign', entrance, account);
}

/** An account that nobody names. */
const STRANGER = '999999999999';

/** Where everybody is named and the conditions bound that to an organization. */
function judgeOrganization(entrance: Entrance, organization: string): Judged {
  const fixed = membership(STRANGER, organization);
  const domains = new Map([['aws:principalarn', usersOf(STRANGER)]]);
  const decision = enters(entrance, { kind: 'aws' }, { action: ACTION, fixed, domains });
  return judgedAs(decision, 'organization', entrance, organization);
}

/** Why it is not known whether an account is inside. */
export function notSaid(account: string): string {
  return `it is not said whether account \`${account}\` is inside of the zone of trust: list it under \`trust.accounts\` if it is, or under \`trust.thirdParties\``;
}

function judgedAs(decision: Decision, kind: AccountFault['kind'], entrance: Entrance, account: string): Judged {
  if (decision.answer === 'no') return NOTHING;
  if (decision.answer === 'undecided') return { doubt: decision.reason };
  return { faults: [{ kind, account, ...placeOfEntrance(entrance), witness: decision.witness }] };
}

type Facts = ReadonlyMap<string, readonly string[] | null>;

/** Asks for users of the account, in an organization of its own and in none, with each of the external ids. */
function asks(
  entrance: Entrance,
  account: string,
  zone: ZoneOfTrust | undefined,
  externalIds: readonly (readonly string[] | null | undefined)[],
  facts: Facts = new Map(),
): Decision {
  const domains = new Map([['aws:principalarn', usersOf(account)]]);
  const cases = externalIds.flatMap((id) =>
    [`o-${account}`, null, ...foreignOrganizations(entrance, zone)].map((organization): Facts => {
      const fixed = new Map([...facts, ...membership(account, organization)]);
      return id === undefined ? fixed : fixed.set('sts:externalid', id);
    }),
  );
  return firstYes(cases, (fixed) => enters(entrance, { kind: 'aws' }, { action: ACTION, fixed, domains }));
}

function membership(account: string, organization: string | null): Facts {
  return new Map([
    ['aws:principalaccount', [account]],
    ['aws:principalorgid', organization === null ? null : [organization]],
    ['aws:principalorgpaths', organization === null ? null : [`${organization}/r-root/ou-root-outsider/`]],
  ]);
}

/** Organizations that the conditions name besides the own one. */
function foreignOrganizations({ statement }: Entrance, zone: ZoneOfTrust | undefined): readonly string[] {
  if (zone?.organization === undefined) return [];
  const values = statement.conditions.flatMap((condition) =>
    condition.key.startsWith('aws:principalorg') ? condition.values : [],
  );
  const named = values.flatMap((value) => /^(o-[\da-z]+)(?:\/|$)/.exec(value)?.[1] ?? []);
  return [...new Set(named)].filter((one) => one !== zone.organization && one !== 'o-own0organization');
}

function usersOf(account: string): KeyDomain {
  const patterns = ['iam', 'sts'].map((service) => ({
    source: `arn:*:${service}::${account}:*`,
    kind: 'arn' as const,
  }));
  // No name has a wildcard in it: a condition that compares with one as it stands lets nobody in.
  const wildcards = ['*', '?'].map((one) => ({ source: `*${escapeGlob(one)}*`, kind: 'glob' as const }));
  const shape = [
    { patterns, holds: true },
    { patterns: wildcards, holds: false },
  ];
  return { presence: 'always', multiValued: 'no', shape, hints: [`arn:aws:iam::${account}:role/somebody`] }; // prettier-ignore
}

const ALWAYS_THERE = new Set(['aws:currenttime', 'aws:epochtime', 'aws:securetransport', 'aws:requestedregion', 'aws:tokenissuetime']); // prettier-ignore

/** Just anybody of the account: no condition key that is not in every request. */
function bare(entrance: Entrance, account: string): Facts {
  const keys = conditionKeys(entrance).filter((key) => !ALWAYS_THERE.has(key));
  return new Map<string, readonly string[] | null>([
    ...keys.map((key) => [key, null] as const),
    ['aws:sourceip', ['198.18.77.7']],
    ['aws:principalarn', [`arn:aws:iam::${account}:role/somebody-of-the-account`]],
  ]);
}
