/** Trust policies: the role as each allow statement of its own opens it, under all denies. */
import type { Role } from '../model/iam-model';
import type { Limits } from '../model/organization';
import type { Resource } from '../model/resource';
import { stringOf, type Unknown, type Value } from '../model/value';
import { contentOfStatement } from '../policy/content';
import { readDocument, type Condition, type Document, type Statement } from '../policy/document';
import { decode, hasSymbol, OWN_ACCOUNT } from '../policy/text';
import type { Decision } from './access';
import { causeKey } from './cause';
import type { KeyDomain } from './key-theory';
import { inOurTime } from './our-time';
import { publicAccessBy } from './public-access';
import { actionAnswer } from './request';
import { accessOfResource, type Requester } from './requesters';
import { allowQuestion, ask, type Fixed } from './search';

/** One allow statement of a trust policy. */
export interface Entrance {
  readonly statement: Statement;
  /** The statement and all denies that bear on the role. */
  readonly document: Document;
  readonly cause: string;
}

/** A trust policy. */
export interface Trust {
  readonly entrances: readonly Entrance[];
  /** Set when a part of it is not known. */
  readonly open?: Unknown;
}

const PROPERTY = 'assume_role_policy';
const known = new WeakMap<Role, Trust>();

/** The entrances of a role; none where AWS refuses the document. */
export function trustOf(role: Role): Trust {
  const before = known.get(role);
  if (before !== undefined) return before;
  const document = readDocument(role.trust, 'trust');
  const place = { at: role.resource, property: PROPERTY, label: 'trust policy' };
  const trust = entrancesIn(document, role.limits?.rcps ?? [], place);
  known.set(role, trust);
  return trust;
}

/** Each allow statement of a policy on its own, under all denies; none where AWS refuses the document. */
export function entrancesIn(
  { statements, problem, open }: Document,
  rcps: Limits['rcps'],
  { at, property, label }: { readonly at: Resource; readonly property: string; readonly label: string },
): Trust {
  if (problem !== undefined) return { entrances: [] };
  const readable = statements.filter((statement) => statement.open === undefined).map(settled);
  const limits = rcps.flat().flatMap((value) => readDocument(value, 'rcp').statements);
  const denies = [...readable, ...limits].filter(({ effect }) => effect === 'Deny');
  const hole = open === undefined ? {} : { open };
  const entrances = readable
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({
      statement,
      document: { statements: [statement, ...denies], ...hole },
      cause: causeKey(at, property, label, statement.index),
    }));
  return { entrances, ...hole };
}

const OWN_ORGANIZATION = /\$\{(?:data\.)?aws_organizations_organization\.[\w.[\]"-]+\.id\}/g;
const OWN_ACCOUNT_ID = /\$\{data\.aws_caller_identity\.[\w.[\]"-]+\}/g;

/** The organization and the account of whoever deploys are nobody else's, although it is not known which they are. */
function settled(statement: Statement): Statement {
  const settle = (value: string): string => {
    const text = decode(value);
    const own = text.replace(OWN_ORGANIZATION, 'o-own0organization').replace(OWN_ACCOUNT_ID, OWN_ACCOUNT);
    return own === text ? value : own;
  };
  const conditions = statement.conditions.map((condition): Condition => ({
    ...condition,
    values: condition.values.map(isExternalId(condition) ? chosen : settle),
  }));
  return { ...statement, conditions };
}

function isExternalId({ key, operator }: Condition): boolean {
  return key === 'sts:externalid' && operator === 'StringEquals';
}

/** Whichever external id is set on deployment, it is one that must be known. */
function chosen(value: string): string {
  return hasSymbol(value) ? 'external-id-of-the-deployment' : value;
}

/** Whether the statement speaks of the action, perhaps. */
export function speaksOfAction({ statement }: Entrance, action: string): boolean {
  return actionAnswer(statement, action.toLowerCase()) !== 'no';
}

/** Asks one entrance for one requester. */
export function enters(
  { document }: Entrance,
  requester: Requester,
  { action, fixed, domains }: { action: string; fixed: Fixed; domains?: ReadonlyMap<string, KeyDomain> },
): Decision {
  const question = allowQuestion(inOurTime(accessOfResource(document, requester)), { fixed });
  return ask({ ...question, ...(domains === undefined ? {} : { domains }) }, action);
}

/** Keys of the conditions that bear on an entrance. */
export function conditionKeys({ document }: Entrance): readonly string[] {
  return [...new Set(document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)))];
}

/** Whether a statement of the trust policy is at fault: which one, as people count, with the proof. */
export interface TrustFault {
  readonly statement: number;
  readonly cause: string;
  /** What it says, whatever its place. */
  readonly content: string;
  readonly witness: (Decision & { answer: 'yes' })['witness'];
}

/** Which statement it is. */
export function placeOfEntrance({ statement, cause }: Entrance): Omit<TrustFault, 'witness'> {
  return { statement: statement.index + 1, cause, content: contentOfStatement(statement) };
}

/** The faults, and why it is not known whether there are more. */
export interface TrustFaults<Fault> {
  readonly faults: readonly Fault[];
  readonly doubt?: string;
}

/** Collects the answers of decisions. */
export function faultsFrom<Fault>(
  found: readonly { readonly decision: Decision; readonly fault: (yes: Decision & { answer: 'yes' }) => Fault }[],
  { open }: Pick<Trust, 'open'>,
): TrustFaults<Fault> {
  const faults = found.flatMap(({ decision, fault }) => (decision.answer === 'yes' ? [fault(decision)] : []));
  const undecided = found.find(({ decision }) => decision.answer === 'undecided')?.decision;
  const doubt = open?.reason ?? (undecided?.answer === 'undecided' ? undecided.reason : undefined);
  return doubt === undefined ? { faults } : { faults, doubt };
}

const ASSUMES = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

/** Statements by which somebody whom nobody chose may assume the role. */
export function publicEntrances(role: Role): TrustFaults<TrustFault & { readonly hasExternalId: boolean }> {
  const trust = trustOf(role);
  const found = trust.entrances.flatMap((entrance) => {
    if (!mayBeAnybody(entrance) || !ASSUMES.some((action) => speaksOfAction(entrance, action))) return [];
    const hasExternalId = conditionKeys(entrance).includes('sts:externalid');
    const fault = ({ witness }: Decision & { answer: 'yes' }): TrustFault & { readonly hasExternalId: boolean } => ({
      ...placeOfEntrance(entrance),
      witness,
      hasExternalId,
    });
    return [{ decision: publicAccessBy(entrance.document), fault }];
  });
  return faultsFrom(found, trust);
}

function mayBeAnybody({ statement: { principals } }: Entrance): boolean {
  if (principals === undefined) return false;
  return principals.negated || principals.patterns.some(({ type, value }) => type === 'AWS' && value.includes('*'));
}

/** How people call the role. */
export function roleName({ name, resource }: Role): string {
  return stringOf(name) ?? resource.address;
}

/** The texts that stand in a value as they are. */
export function literalsOf(value: Value): string {
  switch (value.kind) {
    case 'known':
      return String(value.value);
    case 'text':
      return value.parts.filter((part) => typeof part === 'string').join('\n');
    case 'list':
      return value.items.map(literalsOf).join('\n');
    case 'map':
      return [...value.entries.values()].map(literalsOf).join('\n');
    case 'unknown':
      return '';
  }
}
