/** Whether somebody outside gets in by a resource policy. */
import { isValidCIDR, parseCIDR } from 'ipaddr.js';
import type { Document } from '../policy/document';
import type { Decision } from './access';
import { actionClasses } from './action-classes';
import type { KeyDomain } from './key-theory';
import { accountOf } from './principals';
import { accessOfResource, readResourcePolicy, requestersOf, type Requester } from './requesters';
import { allowQuestion, type Fixed } from './search';
import { askOfActions } from './search-actions';

/** Who counts as inside. */
export interface ZoneOfTrust {
  /** Account ids. */
  readonly accounts?: readonly string[];
  /** Organization id, `o-abc123`. */
  readonly organization?: string;
}

/** What is asked of a resource policy. */
export interface PublicAccessOptions {
  /** CloudFormation type of the resource, such as `AWS::S3::Bucket`. */
  readonly resourceType: string;
  /** With it, also accounts that the policy names are outside when the zone does not hold them. */
  readonly zoneOfTrust?: ZoneOfTrust;
}

/**
 * Whether somebody whom nobody chose gets in: an anonymous caller, or a user or role of an account that the policy does
 * not name, from an address and a network of its own. Services that AWS runs count as outsiders only where the policy
 * speaks of everybody ("The meaning of public", S3 User Guide; CheckNoPublicAccess of IAM Access Analyzer).
 */
export function publicAccess(document: string | object, { zoneOfTrust }: PublicAccessOptions): Decision {
  const policy = readResourcePolicy(document);
  let doubt: Decision | undefined;
  for (const outsider of outsidersOf(policy, zoneOfTrust)) {
    const decision = asks(policy, outsider);
    if (decision.answer === 'yes') return decision;
    if (decision.answer === 'undecided') doubt ??= decision;
  }
  return doubt ?? { answer: 'no' };
}

interface Outsider {
  readonly requester: Requester;
  readonly fixed: Fixed;
  readonly domains: ReadonlyMap<string, KeyDomain>;
}

function asks(policy: Document, { requester, fixed, domains }: Outsider): Decision {
  const access = accessOfResource(policy, requester);
  const question = { ...allowQuestion(access, { fixed }), domains };
  return askOfActions(
    question,
    actionClasses([access], () => false),
  );
}

function outsidersOf(policy: Document, zone: ZoneOfTrust | undefined): readonly Outsider[] {
  const accounts = [strangerTo(policy), ...(zone === undefined ? [] : foreignAccounts(policy, zone))];
  const addresses = addressesOf(policy);
  return addresses.flatMap((address) => [
    ...accounts.map((account) => userOf(account, address)),
    { requester: { kind: 'anonymous' } as const, fixed: network(address), domains: new Map() },
    serviceFor(strangerTo(policy)),
    ...customersOf(policy, address),
  ]);
}

/** A user or role of an account, from an address of its own. */
function userOf(account: string, address: string): Outsider {
  const arn = `arn:aws:iam::${account}:user/outsider`;
  const shape = [`arn:aws:iam::${account}:*`, `arn:aws:sts::${account}:*`];
  return {
    requester: { kind: 'aws' },
    fixed: new Map<string, readonly string[] | null>([
      ...network(address),
      ['kms:calleraccount', [account]],
      ['aws:principalorgid', [`o-${account}`]],
      ['aws:principalorgpaths', [`o-${account}/r-root/ou-root-outsider/`]],
    ]),
    domains: new Map([
      ['aws:principalarn', values(shape, arn)],
      ['aws:userid', values(['AIDAOUTSIDER*', 'AROAOUTSIDER*'], 'AIDAOUTSIDER')],
    ]),
  };
}

function values(globs: readonly string[], hint: string): KeyDomain {
  const patterns = globs.map((source) => ({
    source,
    kind: source.startsWith('arn:') ? ('arn' as const) : ('glob' as const),
  }));
  return { presence: 'always', multiValued: 'no', shape: [{ patterns, holds: true }], hints: [hint] };
}

/** Keys of the network that a stranger comes from. */
function network(address: string): Fixed {
  return new Map<string, readonly string[] | null>([
    ['aws:sourceip', [address]],
    ...[
      'aws:sourcevpc',
      'aws:sourcevpce',
      'aws:sourcevpcarn',
      'aws:vpcsourceip',
      'aws:vpceaccount',
      'aws:vpceorgid',
    ].map((key) => [key, null] as const),
    ...['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths'].map(
      (key) => [key, null] as const,
    ),
    ['s3:dataaccesspointarn', null],
    ['s3:dataaccesspointaccount', null],
    ['elasticfilesystem:accessedviamounttarget', ['false']],
    ['lambda:eventsourcetoken', null],
  ]);
}

/** A service of AWS on behalf of a stranger's resource. */
function serviceFor(account: string): Outsider {
  return {
    requester: { kind: 'Service', value: 'any-service.amazonaws.com' },
    fixed: new Map<string, readonly string[] | null>([
      ['aws:sourceaccount', [account]],
      ['aws:sourceowner', [account]],
      ['aws:sourceorgid', [`o-${account}`]],
      ['aws:sourceip', null],
      ['aws:sourcevpc', null],
      ['aws:sourcevpce', null],
    ]),
    domains: new Map([
      [
        'aws:sourcearn',
        values([`arn:aws:*:*:${account}:*`, 'arn:aws:s3:::outsider-*'], 'arn:aws:s3:::outsider-bucket'),
      ],
    ]),
  };
}

/** An account that no text of the policy names. */
function strangerTo({ statements }: Document): string {
  const text = JSON.stringify(statements);
  for (let account = 999_999_999_999; ; account -= 7) if (!text.includes(String(account))) return String(account);
}

const ACCOUNT = /^\d{12}$/;

function foreignAccounts({ statements }: Document, { accounts = [] }: ZoneOfTrust): readonly string[] {
  const named = statements.flatMap(({ principals, conditions }) => [
    ...(principals?.patterns ?? []).flatMap(
      (pattern) => accountOf(pattern) ?? /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(pattern.value)?.[1] ?? [],
    ),
    ...conditions.filter(({ key }) => key === 'aws:principalaccount').flatMap((condition) => condition.values),
  ]);
  return [...new Set(named)].filter((account) => ACCOUNT.test(account) && !accounts.includes(account));
}

/** Networks as large as this are no choice of a place: eight bits of version 4, thirty-two of version 6. */
const WIDE = { ipv4: 8, ipv6: 32 };

/** An address of nobody's network, and one of each network that is too large to mean anything. */
function addressesOf({ statements }: Document): readonly string[] {
  const ranges = statements
    .flatMap(({ conditions }) =>
      conditions.filter(({ key }) => key === 'aws:sourceip').flatMap((condition) => condition.values),
    )
    .filter((value) => isValidCIDR(value));
  const wide = ranges.flatMap((range) => {
    const [address, bits] = parseCIDR(range);
    return bits < WIDE[address.kind()] ? [address.toString()] : [];
  });
  return [...new Set(['198.18.77.7', ...wide])].slice(0, 10);
}

/* ---- identity providers ---- */

/** Providers that everybody may have an account with, and how what strangers claim as their subject begins. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['token.actions.githubusercontent.com', 'repo:outsider/'],
  ['gitlab.com', 'project_path:outsider/'],
  ['app.terraform.io', 'organization:outsider:'],
  ['accounts.google.com', 'outsider'],
  ['cognito-identity.amazonaws.com', 'outsider'],
  ['www.amazon.com', 'outsider'],
  ['graph.facebook.com', 'outsider'],
]);

/** Whoever asks one of these for a token chooses its audience. */
const CHOSEN_AUDIENCE = new Set(['token.actions.githubusercontent.com', 'gitlab.com', 'app.terraform.io']);

/** Somebody who is known to the provider, but for another reason than the policy thinks of. */
function customersOf(policy: Document, address: string): readonly Outsider[] {
  return requestersOf([policy]).flatMap((requester): readonly Outsider[] => {
    if (requester.kind !== 'Federated') return [];
    const provider = [...PROVIDERS.keys()].find((name) => requester.value.endsWith(name));
    return provider === undefined ? [] : [{ requester, fixed: network(address), domains: claims(policy, provider) }];
  });
}

function claims({ statements }: Document, provider: string): ReadonlyMap<string, KeyDomain> {
  const keys = new Set(statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  const own = [...keys].filter((key) => key.startsWith(`${provider}:`));
  return new Map(own.map((key) => [key, claimOf(key, provider)] as const));
}

function claimOf(key: string, provider: string): KeyDomain {
  if (key.endsWith(':aud') && CHOSEN_AUDIENCE.has(provider)) return { presence: 'always', multiValued: 'maybe' };
  if (!key.endsWith(':sub')) return values(['outsider*'], 'outsider');
  const start = PROVIDERS.get(provider) ?? 'outsider';
  return values([`${start}*`], `${start}x`);
}
