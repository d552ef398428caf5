/** Policies of resources: whom each allow statement lets in from outside. */
import type { ResourcePolicy } from '../model/exposure';
import type { IamModel } from '../model/iam-model';
import { stringOf, unknown, type Unknown } from '../model/value';
import { readDocument } from '../policy/document';
import { OWN_ACCOUNT } from '../policy/text';
import type { Decision, Request } from './access';
import { AWS_ACCOUNTS, isServiceAccount } from './aws-accounts';
import { deputyAccessBy, publicAccessBy } from './public-access';
import { entrancesIn, literalsOf, type Entrance, type Trust } from './trust';
import { notSaid, outsideOf, type Inside } from './trust-accounts';

/** One statement that lets somebody in. */
export interface Opening {
  /** Which statement, as people count. */
  readonly statement: number;
  readonly cause: string;
  readonly witness: Request;
}

/** Somebody from outside of the zone of trust who gets in. */
export interface OutsideOpening extends Opening {
  /** A service acts for whoever asks it to. */
  readonly by: 'account' | 'service';
  /** Account id or principal. */
  readonly who: string;
}

/** What was found, and why it is not known whether there is more. */
export interface Openings<T extends Opening> {
  readonly openings: readonly T[];
  readonly doubt?: Unknown;
}

type Yes = Decision & { readonly answer: 'yes' };

const known = new WeakMap<ResourcePolicy, Trust>();

function entrancesOf(policy: ResourcePolicy): Trust {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const { resource: at, property, document, rcps = [], label } = policy;
  const trust = entrancesIn(readDocument(document, 'resource'), rcps, { at, property, label });
  known.set(policy, trust);
  return trust;
}

const decided = new WeakMap<Entrance, Decision>();

/** Whether anybody gets in by one statement. */
function isPublic(entrance: Entrance): Decision {
  const before = decided.get(entrance);
  if (before !== undefined) return before;
  const decision = mayBeAnybody(entrance) ? publicAccessBy(entrance.document) : ({ answer: 'no' } as const);
  decided.set(entrance, decision);
  return decision;
}

/** Most statements name whom they let in. */
function mayBeAnybody({ statement: { principals } }: Entrance): boolean {
  if (principals === undefined) return true;
  return principals.negated || principals.patterns.some(({ type, value }) => type !== 'Service' && /[*?]/.test(value));
}

/** Statements by which anybody gets in, unless something keeps the public out whatever the policy says. */
export function publicOpenings(policy: ResourcePolicy): Openings<Opening> {
  if (policy.block !== undefined && policy.block.uncertain === undefined) return { openings: [] };
  const { entrances, open } = entrancesOf(policy);
  const found = entrances.map((entrance) => ({ entrance, decision: isPublic(entrance) }));
  const openings = found.flatMap(({ entrance, decision }) =>
    decision.answer === 'yes' ? [openingOf(entrance, decision)] : [],
  );
  const doubt = open ?? doubtIn(found.map(({ decision }) => decision));
  if (openings.length > 0 && policy.block?.uncertain !== undefined)
    return { openings: [], doubt: policy.block.uncertain };
  return doubt === undefined ? { openings } : { openings, doubt };
}

function openingOf({ statement, cause }: Entrance, { witness }: Yes): Opening {
  return { statement: statement.index + 1, cause, witness };
}

function doubtIn(decisions: readonly Decision[]): Unknown | undefined {
  const undecided = decisions.find(({ answer }) => answer === 'undecided');
  return undecided?.answer === 'undecided' ? unknown(undecided.reason) : undefined;
}

/** Statements by which somebody from outside of the zone of trust gets in who is not just anybody. */
export function outsideOpenings(policy: ResourcePolicy, { zone, account }: IamModel): Openings<OutsideOpening> {
  const { entrances, open } = entrancesOf(policy);
  const writesOwn = literalsOf(policy.document).includes(OWN_ACCOUNT);
  const named = entrances.filter((entrance) => isPublic(entrance).answer === 'no');
  const judged = named.map((entrance) => judge(entrance, { zone, writesOwn, own: account.accounts }));
  const openings = judged.flatMap((each) => each.openings);
  const doubt = open ?? judged.find((each) => each.doubt !== undefined)?.doubt;
  return doubt === undefined ? { openings } : { openings, doubt };
}

function judge(entrance: Entrance, { zone, writesOwn, own: ofStack }: Inside): Openings<OutsideOpening> {
  const patterns = entrance.statement.principals?.patterns ?? [];
  const own = [...ofStack, ...ownAccountsIn(entrance)];
  const outside = outsideOf(patterns, entrance, { zone, writesOwn, own }).filter((each) => !isServiceAccount(each));
  const isTold = zone?.accounts !== undefined;
  const named = [...new Set(JSON.stringify(entrance.document.statements).match(/(?<!\d)\d{12}(?!\d)/g))];
  // Whom the zone does not tell cannot be judged; services can.
  const accounts = [...(zone?.accounts ?? []), ...own, OWN_ACCOUNT, ...AWS_ACCOUNTS, ...(isTold ? [] : named)];
  const organization = zone?.organization ?? organizationIn(entrance);
  const inside = { accounts, ...(organization === undefined ? {} : { organization }) };
  const byService = namesService(entrance) ? deputyAccessBy(entrance.document) : NO;
  if (byService.answer === 'yes')
    return { openings: [{ ...openingOf(entrance, byService), ...whoIs(byService, named) }] };
  const decision = mayBeOutside(entrance, outside) ? publicAccessBy(entrance.document, inside) : NO;
  if (decision.answer === 'yes') return { openings: [{ ...openingOf(entrance, decision), ...whoIs(decision, named) }] };
  const [first] = outside.filter((account) => !isTold || !/^\d{12}$/.test(account));
  const doubt = doubtIn([byService, decision]) ?? (first === undefined ? undefined : unknown(notSaid(first)));
  return doubt === undefined ? { openings: [] } : { openings: [], doubt };
}

/** The account of the ARN by which a policy names the very resource that holds it. */
function ownAccountsIn({ statement: { resources } }: Entrance): readonly string[] {
  return resources.patterns.flatMap((pattern) => {
    const account = pattern.split(':', 5)[4] ?? '';
    return /^\d{12}$/.test(account) ? [account] : [];
  });
}

const NO: Decision = { answer: 'no' };

function namesService({ statement: { principals } }: Entrance): boolean {
  return principals?.negated === false && principals.patterns.some(({ type }) => type === 'Service');
}

/** Besides those that the policy names there must be somebody of another account. */
function mayBeOutside({ statement: { principals, conditions } }: Entrance, outside: readonly string[]): boolean {
  if (outside.length > 0 || principals === undefined || principals.negated) return true;
  const isWide = principals.patterns.some(({ type, value }) => type === 'Federated' || /[*?]/.test(value));
  return isWide || conditions.some(({ key }) => key.includes('account') || key.includes('org') || key.endsWith('arn'));
}

/** Without a zone the organization that a condition names is taken for the own one, as nearly always. */
function organizationIn({ statement }: Entrance): string | undefined {
  const values = statement.conditions.filter(({ key }) => key.includes(':principalorg')).flatMap((each) => each.values);
  return values.map((value) => value.split('/')[0] ?? '').find((value) => value.startsWith('o-'));
}

/** A service of a named account acts for that one; else for anybody. */
function whoIs({ witness: { principal, context } }: Yes, named: readonly string[]): Pick<OutsideOpening, 'by' | 'who'> {
  const source = stringIn(context['aws:SourceAccount']);
  if (source !== undefined && named.includes(source)) return { by: 'account', who: source };
  if (!principal.startsWith('arn:')) return { by: 'service', who: principal };
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(principal)?.[1];
  return { by: 'account', who: account ?? stringIn(context['aws:PrincipalAccount']) ?? principal };
}

function stringIn(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** How people call what a policy protects. */
export function protectedBy({ label, name, resource }: ResourcePolicy): string {
  return `${label} \`${stringOf(name) ?? resource.address}\``;
}
