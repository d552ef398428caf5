/** Whether somebody outside gets in by a resource policy. */
import { isValidCIDR, parseCIDR } from 'ipaddr.js';
import type { ZoneOfTrust } from '../model/organization';
import type { Document } from '../policy/document';
import { globMatches } from '../policy/glob';
import type { TextLiteral } from '../policy/pattern';
import { decode, hasSymbol, OWN_ACCOUNT, OWN_PARTITION } from '../policy/text';
import { partitions } from '../policy/validate/regions';
import { firstYes, type Access, type Decision } from './access';
import { actionClasses } from './action-classes';
import { providerOf, strangerClaim, type IdentityProvider } from './identity-providers';
import type { KeyDomain } from './key-theory';
import { inOurTime } from './our-time';
import { accountOf } from './principals';
import { accessOfResource, readResourcePolicy, requestersOf, type Requester } from './requesters';
import { allowQuestion, type Fixed } from './search';
import { askOfActions } from './search-actions';

/** What is asked of a resource policy. */
export interface PublicAccessOptions {
  /** CloudFormation type of the resource, such as `AWS::S3::Bucket`. */
  readonly resourceType: string;
  /** With it, also accounts, organizations and identity providers that the policy names are outside when it lacks them. */
  readonly zoneOfTrust?: ZoneOfTrust;
}

/**
 * Whether somebody whom nobody chose gets in: an anonymous caller, or a user or role of an account that the policy does
 * not name, from an address or a network of its own. Services that AWS runs count as outsiders only where the policy
 * speaks of everybody ("The meaning of public", S3 User Guide; CheckNoPublicAccess of IAM Access Analyzer).
 */
export function publicAccess(document: string | object, { zoneOfTrust }: PublicAccessOptions): Decision {
  return publicAccessBy(readResourcePolicy(document), zoneOfTrust);
}

/** The same of a document that was read. */
export function publicAccessBy(policy: Document, zoneOfTrust?: ZoneOfTrust): Decision {
  const owner = ownerOf(policy, zoneOfTrust);
  const accesses = new Map<string, Access>();
  const { outsiders, isCut } = outsidersOf(policy, zoneOfTrust);
  let doubt: Decision | undefined;
  let doubts = 0;
  for (const outsider of outsiders) {
    const decision = asks(accessFor(accesses, policy, outsider.requester), owner, outsider);
    if (decision.answer === 'yes') return decision;
    if (decision.answer === 'no') continue;
    doubt ??= decision;
    doubts++;
    if (doubts >= MOST_DOUBTS) break;
  }
  if (isCut) doubt ??= { answer: 'undecided', reason: 'the policy names too many outsiders to try them all' };
  return doubt ?? { answer: 'no' };
}

/**
 * Whether a service that the policy names gets in on behalf of somebody whom the policy does not name: every customer can ask it to
 * ("The confused deputy problem", IAM User Guide).
 */
export function deputyAccessBy(policy: Document): Decision {
  const account = strangerTo(JSON.stringify(policy.statements));
  const stranger: Party = { account, organization: `o-${account}`, partitions: [OWN_PARTITION], isNamed: false };
  const services = requestersOf([policy]).filter(({ kind }) => kind === 'Service');
  return firstYes(services, (service) =>
    asks(
      inOurTime(accessOfResource(ofCustomer(policy, service, account), service)),
      ownerOf(policy, undefined),
      serviceFor(policy, stranger, service),
    ),
  );
}

const LOAD_BALANCING = 'logdelivery.elasticloadbalancing.amazonaws.com';

/**
 * Load balancers write below `AWSLogs/` and the account that they are of, and that can be in no prefix ("Access logs for your
 * Application Load Balancer": "Ensure your AWS account ID is always included in the resource path").
 */
function ofCustomer({ statements, ...rest }: Document, service: Requester, account: string): Document {
  if (!('value' in service) || service.value !== LOAD_BALANCING) return { statements, ...rest };
  const elsewhere = [
    { negated: true, patterns: [`arn:*:s3:::*/AWSLogs/${account}/*`] },
    { negated: false, patterns: ['arn:*:s3:::*/AWSLogs/*AWSLogs*'] },
  ];
  const denies = elsewhere.map((resources): Document['statements'][number] => ({
    index: -1,
    effect: 'Deny',
    actions: { negated: false, patterns: ['*'] },
    resources,
    conditions: [],
    variables: false,
  }));
  return { statements: [...statements, ...denies], ...rest };
}

type Domains = ReadonlyMap<string, KeyDomain>;

/** Keys of a request: those with one value, and those with any of many. */
interface Facts {
  readonly fixed: Fixed;
  readonly domains: Domains;
}

interface Outsider extends Facts {
  readonly requester: Requester;
}

/** Outsiders that differ in their context only share an access. */
function accessFor(known: Map<string, Access>, policy: Document, requester: Requester): Access {
  const key = JSON.stringify(requester);
  const access = known.get(key) ?? inOurTime(accessOfResource(policy, requester));
  known.set(key, access);
  return access;
}

function asks(access: Access, owner: Fixed, { fixed, domains }: Outsider): Decision {
  const question = { ...allowQuestion(access, { fixed: new Map([...owner, ...fixed]) }), domains };
  return askOfActions(
    question,
    actionClasses([access], () => false),
  );
}

/* ---- what the policy says ---- */

/** The values that the policy compares the keys with. */
function valuesOf({ statements }: Document, keys: ReadonlySet<string>): readonly string[] {
  return statements.flatMap(({ conditions }) =>
    conditions.filter(({ key }) => keys.has(key)).flatMap((condition) => condition.values),
  );
}

/** Whose the resource is: no stranger's. Where the policy names the owner, it will be that one. */
function ownerOf(policy: Document, zone: ZoneOfTrust | undefined): Fixed {
  const named = (key: string): string | undefined =>
    valuesOf(policy, new Set([key])).find((value) => !/[*?$]/.test(value));
  return new Map([
    ['aws:resourceaccount', [named('aws:resourceaccount') ?? OWN_ACCOUNT]],
    ['aws:resourceorgid', [named('aws:resourceorgid') ?? zone?.organization ?? 'o-resource-owner']],
  ]);
}

/** An account that no text of the policy names. */
function strangerTo(text: string): string {
  for (let account = 999_999_999_999; ; account -= 7) if (!text.includes(String(account))) return String(account);
}

/** The partitions that some ARN of the policy is in. */
function partitionsOf(text: string): readonly string[] {
  const heads = new Set([...text.matchAll(/\barn:([\w*?-]{1,20}):/g)].map(([, head = '']) => head));
  return partitions.filter((one) => one === OWN_PARTITION || [...heads].some((head) => globMatches(head, one)));
}

/* ---- who is outside ---- */

/** Somebody's account, in an organization or in none. */
interface Party {
  readonly account: string;
  readonly organization: string | null;
  readonly partitions: readonly string[];
  /** The policy names the account: what it says of its users may be true of them. */
  readonly isNamed: boolean;
}

interface Outsiders {
  readonly outsiders: readonly Outsider[];
  /** Whether some were left out. */
  readonly isCut: boolean;
}

const MOST_ACCOUNTS = 30;
const MOST_ORGANIZATIONS = 5;
/** What is not known bears on most outsiders alike. */
const MOST_DOUBTS = 12;

/** Each outsider costs as much as the policy is long. */
function mostOutsiders({ statements }: Document): number {
  return Math.min(300, Math.max(20, Math.floor(20_000 / (statements.length + 1))));
}

function outsidersOf(policy: Document, zone: ZoneOfTrust | undefined): Outsiders {
  const text = JSON.stringify(policy.statements);
  const inPartitions = partitionsOf(text);
  const stranger = strangerTo(text);
  const foreign = zone === undefined ? [] : foreignAccounts(policy, zone);
  const organizations = zone === undefined ? [] : foreignOrganizations(policy, zone);
  const parties = [stranger, ...foreign.slice(0, MOST_ACCOUNTS)].flatMap((account) =>
    membershipsOf(text, account, organizations.slice(0, MOST_ORGANIZATIONS)).map((organization): Party => ({
      account,
      organization,
      partitions: inPartitions,
      isNamed: account !== stranger,
    })),
  );
  const services = zone === undefined ? [] : requestersOf([policy]).filter(({ kind }) => kind === 'Service');
  const addresses = addressesOf(policy).map(address);
  const users = parties.flatMap((party) => [...addresses, vpcOf(party)].map((network) => userOf(party, network)));
  const nobody = [...addresses, ...parties.filter(({ isNamed }) => !isNamed).map(vpcOf)];
  const isMeant = ({ isNamed, organization }: Party): boolean => isNamed || organizations.includes(organization ?? '');
  const outsiders = [
    ...nobody.map((network): Outsider => ({ requester: { kind: 'anonymous' }, ...network })),
    ...nobody.flatMap((network) => customersOf(policy, network, zone)),
    ...parties.map((party) => serviceFor(policy, party, ANY_SERVICE)),
    ...users,
    ...parties.filter(isMeant).flatMap((party) => services.map((service) => serviceFor(policy, party, service))),
  ];
  const most = mostOutsiders(policy);
  const isCut = [
    foreign.length > MOST_ACCOUNTS,
    organizations.length > MOST_ORGANIZATIONS,
    outsiders.length > most,
  ].includes(true);
  return { outsiders: outsiders.slice(0, most), isCut };
}

/** The account may be in an organization of its own, in none, or in one that the policy names. */
function membershipsOf(text: string, account: string, organizations: readonly string[]): readonly (string | null)[] {
  const own = `o-${account}`;
  return /:\w*org(id|paths)"/i.test(text) ? [own, null, ...organizations] : [own];
}

function facts(fixed: Readonly<Record<string, readonly string[] | null>>, domains: Domains = new Map()): Facts {
  return { fixed: new Map(Object.entries(fixed)), domains };
}

function together(...parts: readonly Facts[]): Facts {
  return {
    fixed: new Map(parts.flatMap(({ fixed }) => [...fixed])),
    domains: new Map(parts.flatMap(({ domains }) => [...domains])),
  };
}

/** The facts without what they say of some keys. */
function without({ fixed, domains }: Facts, keys: readonly string[]): Facts {
  return { fixed: new Map([...fixed].filter(([key]) => !keys.includes(key))), domains };
}

/** `<prefix>orgid` and `<prefix>orgpaths`. */
function membership(prefix: string, { organization }: Party): Facts {
  if (organization === null) return facts({ [`${prefix}orgid`]: null, [`${prefix}orgpaths`]: null });
  const paths = values([`${organization}/*`], `${organization}/r-root/ou-root-outsider/`);
  return facts({ [`${prefix}orgid`]: [organization] }, new Map([[`${prefix}orgpaths`, paths]]));
}

/** A user or role of an account. */
function userOf(party: Party, network: Facts): Outsider {
  const { account, partitions, isNamed } = party;
  const shape = partitions.flatMap((one) => [`arn:${one}:iam::${account}:*`, `arn:${one}:sts::${account}:*`]);
  const points = partitions.map((one) => `arn:${one}:s3:*:${account}:accesspoint/*`);
  const longer = points.map((point) => `${point}:*`);
  const domains = new Map([
    ['aws:principalarn', values(shape, `arn:aws:iam::${account}:user/outsider`)],
    [
      's3:dataaccesspointarn',
      optional(values(points, `arn:aws:s3:eu-central-1:${account}:accesspoint/outsider`, longer)),
    ],
    ['s3:dataaccesspointaccount', optional(values([account], account))],
    // Who knows which users and roles a named account has?
    ...(isNamed ? [] : [['aws:userid', values(['AIDAOUTSIDER*', 'AROAOUTSIDER*'], 'AIDAOUTSIDER')] as const]),
  ]);
  const own = facts({ 'aws:principalaccount': [account], 'kms:calleraccount': [account] }, domains);
  return {
    requester: { kind: 'aws' },
    ...together(without(network, [...domains.keys()]), membership('aws:principal', party), own),
  };
}

function values(globs: readonly string[], hint: string, unlike: readonly string[] = []): KeyDomain {
  const literal = (sources: readonly string[], holds: boolean): TextLiteral => ({
    patterns: sources.map((source) => ({ source, kind: source.startsWith('arn:') ? 'arn' : 'glob' })),
    holds,
  });
  const shape = [literal(globs, true), ...(unlike.length === 0 ? [] : [literal(unlike, false)])];
  return { presence: 'always', multiValued: 'no', shape, hints: [hint] };
}

function optional(domain: KeyDomain): KeyDomain {
  return { ...domain, presence: 'optional' };
}

/** What is in no request unless something is said of it: keys of networks, of sources and of detours. */
const NOWHERE = facts({
  ...Object.fromEntries(
    [
      'aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn', 'aws:vpcsourceip',
      'aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths',
      'aws:sourcearn', 'aws:sourceaccount', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths',
      's3:dataaccesspointarn', 's3:dataaccesspointaccount', 'kms:calleraccount', 'lambda:eventsourcetoken',
    ].map((key) => [key, null]), // prettier-ignore
  ),
  'elasticfilesystem:accessedviamounttarget': ['false'],
});

/** The internet. */
function address(ip: string): Facts {
  return together(NOWHERE, facts({ 'aws:sourceip': [ip] }));
}

/** A VPC of the party's own, with an endpoint; addresses within it are as its owner likes. */
function vpcOf(party: Party): Facts {
  const { account, partitions } = party;
  const vpc = `vpc-0${account}0000`;
  const arns = partitions.map((one) => `arn:${one}:ec2:*:${account}:vpc/${vpc}`);
  return together(
    without(NOWHERE, ['aws:sourcevpcarn', 'aws:vpcsourceip', 'aws:vpceorgpaths']),
    facts({ 'aws:sourcevpc': [vpc], 'aws:sourcevpce': [`vpce-0${account}0000`], 'aws:vpceaccount': [account] }),
    membership('aws:vpce', party),
    facts({}, new Map([['aws:sourcevpcarn', values(arns, arns[0] ?? '')]])),
  );
}

const ANY_SERVICE: Requester = { kind: 'Service', value: 'any-service.amazonaws.com' };

/** ARNs of resources of the stack, which are no outsider's, whatever they will be. */
export function ownSourcesIn(policy: Document): readonly TextLiteral[] {
  const own = valuesOf(policy, new Set(['aws:sourcearn'])).filter(
    (value) => hasSymbol(value) && OWN_ARN.test(decode(value)),
  );
  const kinds = ['arn', 'glob', 'literal'] as const;
  return own.map((source) => ({ holds: false, patterns: kinds.map((kind) => ({ source, kind })) }));
}

const OWN_ARN = /^\$\{(data\.)?aws_[^}]*arn\}/;

/** A service of AWS on behalf of a resource of the party's. */
function serviceFor(policy: Document, party: Party, requester: Requester): Outsider {
  const { account, partitions, isNamed } = party;
  // The ARN of a bucket has no account, and its name is free to choose.
  const arns = partitions.flatMap((one) => [
    `arn:${one}:*:*:${account}:*`,
    `arn:${one}:s3:::${isNamed ? '*' : '*outsider*'}`,
  ]);
  const unreal = accountsNamedIn(policy)
    .slice(0, MOST_ACCOUNTS)
    .flatMap((one) => [`arn:*:*:*:${account}:${one}:*`, `arn:*:*:*:${account}:*:${one}:*`]);
  const source = values(arns, 'arn:aws:s3:::outsider-bucket', [`arn:*:s3:*:${account}:*`, ...unreal]);
  const own = ownSourcesIn(policy);
  // A hint that is possible alone would be taken before it is seen that only the stack's own ARN is asked for.
  const foreign = own.length === 0 ? source : { ...source, shape: [...(source.shape ?? []), ...own], hints: [] };
  const contexts = contextsIn(policy).map((key) => [key, values([...arns, account], arns[0] ?? '', unreal)] as const);
  return {
    requester,
    ...together(
      without(NOWHERE, ['aws:sourcearn', 'aws:sourceorgpaths']),
      facts({ 'aws:sourceaccount': [account], 'aws:sourceowner': [account] }, new Map([['aws:sourcearn', foreign]])),
      membership('aws:source', party),
      facts({}, new Map(contexts)),
    ),
  };
}

/**
 * Accounts that stand in the policy. No name of a resource holds an account between colons, which `StringLike` with `*` for a
 * region would take for the owner.
 */
export function accountsNamedIn({ statements }: Document): readonly string[] {
  return [...new Set(JSON.stringify(statements).match(/(?<!\d)\d{12}(?!\d)/g))];
}

/** What a service encrypts for, which it says itself: the ARN of a trail or a log group, or an account ("Encryption context", KMS Developer Guide). */
function contextsIn({ statements }: Document): readonly string[] {
  const keys = statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return keys.filter((key) => key.startsWith('kms:encryptioncontext:aws:'));
}

const ACCOUNT = /^\d{12}$/;

/** Keys that hold an account. */
const OF_ACCOUNTS = new Set([
  'aws:principalaccount', 'aws:sourceaccount', 'aws:sourceowner', 'aws:vpceaccount', 'kms:calleraccount',
  's3:dataaccesspointaccount',
]); // prettier-ignore
/** Keys that hold an ARN with an account. */
const OF_ARNS = new Set(['aws:principalarn', 'aws:sourcearn', 'aws:sourcevpcarn', 's3:dataaccesspointarn']);

function foreignAccounts(policy: Document, zone: ZoneOfTrust): readonly string[] {
  const patterns = policy.statements.flatMap(({ principals }) => principals?.patterns ?? []);
  const named = [
    ...patterns.flatMap((pattern) => accountOf(pattern) ?? []),
    ...patterns.filter(({ type }) => type === 'AWS').flatMap(({ value }) => accountIn(value)),
    ...valuesOf(policy, OF_ACCOUNTS),
    ...valuesOf(policy, OF_ARNS).flatMap(accountIn),
  ];
  return [...new Set(named)].filter((account) => isForeign(account, zone));
}

function isForeign(account: string, { accounts = [] }: ZoneOfTrust): boolean {
  return ACCOUNT.test(account) && !accounts.includes(account);
}

/** The account of an ARN; nothing where it has none. */
function accountIn(arn: string): readonly string[] {
  return arn.startsWith('arn:') ? arn.split(':', 5).slice(4) : [];
}

const OF_ORGANIZATIONS = new Set(
  ['principal', 'source', 'vpce'].flatMap((whose) => [`aws:${whose}orgid`, `aws:${whose}orgpaths`]),
);

function foreignOrganizations(policy: Document, { organization }: ZoneOfTrust): readonly string[] {
  const named = valuesOf(policy, OF_ORGANIZATIONS).flatMap((value) => /^(o-[\da-z]+)(?:\/|$)/.exec(value)?.[1] ?? []);
  return [...new Set(named)].filter((one) => one !== organization);
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

/** Somebody who is known to the provider, but for another reason than the policy thinks of. */
function customersOf(policy: Document, network: Facts, zone: ZoneOfTrust | undefined): readonly Outsider[] {
  return requestersOf([policy]).flatMap((requester): readonly Outsider[] => {
    if (requester.kind !== 'Federated') return [];
    // Whom a provider of somebody else's knows is not for the policy to say.
    const isElsewhere = zone !== undefined && accountIn(requester.value).some((account) => isForeign(account, zone));
    if (isElsewhere) return [{ requester, ...network }];
    const issuer = requester.value.replace(/^.*:oidc-provider\//, '').toLowerCase();
    const provider = providerOf(issuer);
    if (provider?.isForAll !== true) return [];
    return [{ requester, ...together(network, { fixed: new Map(), domains: claims(policy, provider, issuer) }) }];
  });
}

function claims({ statements }: Document, provider: IdentityProvider, issuer: string): Domains {
  const keys = new Set(statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  const own = [...keys].filter((key) => key.startsWith(`${issuer}:`));
  return new Map(own.map((key) => [key, strangerClaim(key.slice(issuer.length + 1), provider)] as const));
}
