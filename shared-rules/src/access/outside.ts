/** Policies of resources: whom each allow statement lets in from outside. */
import type { ResourcePolicy } from '../model/exposure';
import type { IamModel } from '../model/iam-model';
import { stringOf, unknown, type Unknown } from '../model/value';
import { actionsOfService } from '../policy/actions';
import { readDocument, type Document, type Patterns, type Statement } from '../policy/document';
import { decode, OWN_ACCOUNT, OWN_PARTITION } from '../policy/text';
import type { Decision } from './access';
import { AWS_ACCOUNTS, isServiceAccount } from './aws-accounts';
import { accountsNamedIn, deputyAccessBy, publicAccessBy } from './public-access';
import { actionAnswer } from './request';
import { entrancesIn, literalsOf, placeOfEntrance, type Entrance, type Trust, type TrustFault } from './trust';
import { notSaid, outsideOf, type Inside } from './trust-accounts';
import { placeOf } from './words';

/** One statement that lets somebody in. */
export interface Opening extends TrustFault {
  /** ` on <resource>`; nothing where the policy speaks of what it protects as a whole. */
  readonly place: string;
}

/** Somebody from outside of the zone of trust who gets in. */
export interface OutsideOpening extends Opening {
  /** A service acts for whoever asks it to, a provider knows whoever it likes. */
  readonly by: 'account' | 'organization' | 'service' | 'provider';
  /** Id, or principal. */
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
  const { resource: at, property, document, rcps = [], label, resourceType } = policy;
  const full = inFull(readDocument(document, 'resource'), serviceOf(resourceType));
  const trust = entrancesIn(full, rcps, { at, property, label });
  known.set(policy, trust);
  return trust;
}

/**
 * API Gateway completes the ARN of an API ("Resource policy examples": `execute-api:/stage/method/path`); and every action, in the
 * policy of a queue, is every one of queues.
 */
function inFull(document: Document, service: string | undefined): Document {
  const statements = document.statements.map((statement) => {
    const { negated, patterns } = statement.resources;
    const resources = { negated, patterns: patterns.map((pattern) => pattern.replace(SHORT, IN_FULL)) };
    return { ...statement, resources, actions: ofService(statement, service) };
  });
  return { ...document, statements };
}

/** What a statement allows of every action, or of every one but some, said of those of the service. */
function ofService(statement: Statement, service: string | undefined): Patterns {
  const { actions, effect } = statement;
  if (service === undefined || effect === 'Deny') return actions;
  if (!actions.negated) {
    return actions.patterns.some((pattern) => ALL.test(pattern))
      ? { negated: false, patterns: [`${service}:*`] }
      : actions;
  }
  const left = (actionsOfService(service)?.keys ?? []).filter((action) => actionAnswer(statement, action) !== 'no');
  return left.length === 0 ? actions : { negated: false, patterns: left };
}

/** The prefix of the actions on a CloudFormation type; none where AWS documents none of that name. */
export function serviceOf(resourceType: string): string | undefined {
  const prefix = PREFIXES.get(resourceType) ?? resourceType.toLowerCase().split('::')[1] ?? '';
  return actionsOfService(prefix) === undefined ? undefined : prefix;
}

/** Types whose actions have another prefix than the second part of their name. */
const PREFIXES = new Map([
  ['AWS::ApiGateway::DomainNameV2', 'execute-api'],
  ['AWS::ApiGateway::RestApi', 'execute-api'],
  ['AWS::ECR::PublicRepository', 'ecr-public'],
  ['AWS::EFS::FileSystem', 'elasticfilesystem'],
  ['AWS::MSK::ClusterPolicy', 'kafka'],
  ['AWS::OpenSearchService::Domain', 'es'],
  ['AWS::S3::Glacier', 'glacier'],
]);
const ALL = /^\*+$/;

const SHORT = /^execute-api:\//;
const IN_FULL = `arn:${OWN_PARTITION}:execute-api:*:${OWN_ACCOUNT}:*/`;

const decided = new WeakMap<Entrance, Decision>();

/** Whether anybody gets in by one statement. */
function isPublic(entrance: Entrance): Decision {
  const before = decided.get(entrance);
  if (before !== undefined) return before;
  const decision = mayBeAnybody(entrance) ? publicAccessBy(entrance.document) : unsaid(entrance);
  decided.set(entrance, decision);
  return decision;
}

/** Most statements name whom they let in. */
function mayBeAnybody({ statement: { principals } }: Entrance): boolean {
  if (principals === undefined) return true;
  return (
    principals.negated ||
    principals.patterns.some(({ type, value }) => value === '*' || (type !== 'Service' && /[*?]/.test(value)))
  );
}

/** Whom a value names that is nobody's of the stack and not known: it may be `*`. */
function unsaid({ statement: { principals }, document }: Entrance): Decision {
  const open = principals?.patterns.find(({ type, value }) => type !== 'Service' && OPEN.test(value));
  if (open === undefined || OF_THE_CLOUD.test(decode(open.value))) return NO;
  const everybody = { negated: false, patterns: [{ type: 'AWS' as const, value: '*' }] };
  const statements = document.statements.map((each) =>
    each.principals === principals ? { ...each, principals: everybody } : each,
  );
  if (publicAccessBy({ ...document, statements }).answer === 'no') return NO;
  return { answer: 'undecided', reason: 'it is not known whom the policy lets in: it may be everybody' };
}

/** A text of which nothing is known. */
const OPEN = /^\ue000..$/;
/** What comes from a resource or a data source of AWS is somebody's account, ARN or id. */
const OF_THE_CLOUD = /^\$\{(?:data\.)?aws_/;

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

function openingOf(entrance: Entrance, { witness }: Yes): Opening {
  const { negated, patterns } = entrance.statement.resources;
  const isWhole = patterns.length === 0 || (!negated && patterns.every((pattern) => pattern === '*'));
  return { ...placeOfEntrance(entrance), witness, place: isWhole ? '' : ` on ${placeOf(witness.resource)}` };
}

function doubtIn(decisions: readonly Decision[]): Unknown | undefined {
  const undecided = decisions.find(({ answer }) => answer === 'undecided');
  return undecided?.answer === 'undecided' ? unknown(undecided.reason) : undefined;
}

/** Statements by which somebody from outside of the zone of trust gets in who is not just anybody. */
export function outsideOpenings(policy: ResourcePolicy, { zone, account }: IamModel): Openings<OutsideOpening> {
  const { entrances, open } = entrancesOf(policy);
  const writesOwn = literalsOf(policy.document).includes(OWN_ACCOUNT);
  const judged = entrances.flatMap((entrance) => {
    const { answer } = isPublic(entrance);
    if (answer === 'yes') return [];
    const { openings, ...rest } = judge(entrance, { zone, writesOwn, own: account.accounts });
    // Whether it is everybody who gets in is a question of its own.
    return [answer === 'no' ? { openings, ...rest } : { openings }];
  });
  const openings = judged.flatMap((each) => each.openings);
  const doubt = open ?? judged.flatMap((each) => ('doubt' in each ? [each.doubt] : []))[0];
  return doubt === undefined ? { openings } : { openings, doubt };
}

function judge(entrance: Entrance, { zone, writesOwn, own: ofStack }: Inside): Openings<OutsideOpening> {
  const patterns = entrance.statement.principals?.patterns ?? [];
  const own = [...ofStack, ...ownAccountsIn(entrance)];
  const outside = outsideOf(patterns, entrance, { zone, writesOwn, own }).filter((each) => !isServiceAccount(each));
  const isTold = zone?.accounts !== undefined;
  const named = accountsNamedIn(entrance.document);
  // Whom the zone does not tell cannot be judged; services can.
  const accounts = [...(zone?.accounts ?? []), ...own, OWN_ACCOUNT, ...AWS_ACCOUNTS, ...(isTold ? [] : named)];
  const organization = zone?.organization ?? organizationIn(entrance);
  const inside = { accounts, ...(organization === undefined ? {} : { organization }) };
  const byService = namesService(entrance) ? deputyAccessBy(entrance.document) : NO;
  if (byService.answer === 'yes')
    return { openings: [{ ...openingOf(entrance, byService), ...whoIs(byService, entrance, named) }] };
  const decision = mayBeOutside(entrance, outside) ? publicAccessBy(entrance.document, inside) : NO;
  if (decision.answer === 'yes')
    return { openings: [{ ...openingOf(entrance, decision), ...whoIs(decision, entrance, named) }] };
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

type Who = Pick<OutsideOpening, 'by' | 'who'>;

/** A service of a named account acts for that one; else for anybody. */
function whoIs({ witness: { principal, context } }: Yes, { statement }: Entrance, named: readonly string[]): Who {
  const told = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()[0]]));
  const source = told.get('aws:sourceaccount');
  if (source !== undefined && named.includes(source)) return { by: 'account', who: source };
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(principal)?.[1] ?? told.get('aws:principalaccount');
  const organizations = ['aws:principalorgid', 'aws:vpceorgid', 'aws:sourceorgid'].map((key) => told.get(key));
  const texts = statement.conditions.flatMap(({ values }) => values.map((value) => value.split('/')[0]));
  const organization = organizations.find((each) => each !== undefined && texts.includes(each));
  if (account !== undefined && named.includes(account)) return { by: 'account', who: account };
  if (organization !== undefined) return { by: 'organization', who: organization };
  if (account !== undefined || principal.startsWith('arn:')) return { by: 'account', who: account ?? principal };
  const isKnown = statement.principals?.patterns.some(({ type, value }) => type === 'Federated' && value === principal);
  return { by: isKnown === true ? 'provider' : 'service', who: principal };
}

/** How people call what a policy protects. */
export function protectedBy({ label, name, resource }: ResourcePolicy): string {
  const [named, ...others] = name.references;
  const made = others.length === 0 && name.kind === 'unknown' && /^aws_/.test(named?.address ?? '') ? named : undefined;
  return `${label} \`${stringOf(name) ?? made?.address ?? resource.address}\``;
}
