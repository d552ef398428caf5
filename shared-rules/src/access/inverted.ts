/** Allow statements that say what they do not grant. */
import type { ResourcePolicy } from '../model/exposure';
import type { IamModel, Role } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { actionsOfService, actionTable } from '../policy/actions';
import { contentOfStatement } from '../policy/content';
import { readDocument, type Statement } from '../policy/document';
import { globsMeet } from '../policy/glob';
import { actionReference } from '../policy/reference';
import { decode, widen } from '../policy/text';
import { unknown } from '../model/value';
import { inEachHome, firstYes, type Request } from './access';
import { causeKey, type Holder } from './cause';
import { documentInWords, unreadable, type Effects } from './effect';
import { contentOf, grantedBy, type Granted } from './granted';
import { inOurTime } from './our-time';
import { actionAnswer } from './request';
import { searchRequest } from './search';
import { fameOf, SHOWN_ACTIONS } from './sensitive-actions';
import { entrancesIn } from './trust';
import { formatsOf } from './unbounded';
import { serviceOf } from './outside';
import { firstOf } from './words';

/** What is turned around. */
export type InvertedElement = 'NotAction' | 'NotResource' | 'NotPrincipal';

/** A statement with such an element. */
export interface Inverted {
  readonly element: InvertedElement;
  readonly at: Resource;
  readonly property: string;
  /** The document, for people. */
  readonly document: string;
  /** What the element lists, for people. */
  readonly listed: string;
  /** How many actions the statement speaks of, for people. */
  readonly actions: string;
  readonly witness?: Request;
  readonly cause: string;
  readonly fingerprint: string;
}

/** What was found, and why there may be more. */
export interface InvertedStatements {
  readonly found: readonly Inverted[];
  readonly doubts: Effects['doubts'];
}

/** Statements of the documents of an entity, of a trust policy or of a resource's policy that grant by exclusion. */
export function invertedIn(entity: Holder | ResourcePolicy, model: IamModel): InvertedStatements {
  if (entity.kind === 'resource-policy') return { found: ofResource(entity), doubts: [] };
  const judged = grantedBy(entity, model).flatMap(ofGranted);
  const found = judged.flatMap((each) => ('reason' in each ? [] : [each]));
  const doubts = [...unreadable(entity), ...judged.flatMap((each) => ('reason' in each ? [each] : []))];
  return { found: entity.kind === 'role' ? [...found, ...ofTrust(entity)] : found, doubts };
}

/** What denies and limits leave nothing of is none. */
function ofGranted(granted: Granted): readonly (Inverted | Effects['doubts'][number])[] {
  const { statement, accesses, at, property, cause } = granted;
  const element = elementOf(statement);
  if (element === undefined) return [];
  const proof = firstYes(tellingOf(statement), (action) =>
    firstYes(accesses, (access) =>
      inEachHome(access, (here) => searchRequest(inOurTime(here), { action: spelled(action), fixed: new Map() })),
    ),
  );
  if (proof.answer === 'no') return [];
  if (proof.answer === 'undecided') return [{ reason: unknown(proof.reason), at, property }];
  const found = { element, at, property, cause, document: documentInWords(granted), fingerprint: contentOf(granted) };
  return [{ ...found, ...about(statement, element), witness: proof.witness }];
}

/** Known actions of many services, in lower case. */
const TOLD = [
  'ec2:runinstances',
  's3:listbucket',
  'iam:listusers',
  'ec2:describeinstances',
  'sns:publish',
  'sqs:sendmessage',
];

/** As many actions are tried of a statement that speaks of none that people know. */
const TRIED = 20;

function tellingOf(statement: Statement): readonly string[] {
  const telling = [...SHOWN_ACTIONS, ...TOLD].filter((action) => actionAnswer(statement, action) === 'yes');
  if (telling.length > 0) return telling.sort((a, b) => fameOf(a) - fameOf(b));
  return actionTable()
    .keys.filter((action) => actionAnswer(statement, action) === 'yes')
    .slice(0, TRIED);
}

function spelled(action: string): string {
  return actionReference(action)?.name ?? action;
}

function ofTrust(role: Role): readonly Inverted[] {
  const place = { at: role.resource, property: 'assume_role_policy', label: 'trust policy' };
  const { entrances } = entrancesIn(readDocument(role.trust, 'trust'), [], place);
  return ofDocument(entrances, place, { document: 'the trust policy', service: 'sts' });
}

function ofResource({
  resource,
  property,
  document,
  label,
  isMade,
  resourceType,
}: ResourcePolicy): readonly Inverted[] {
  if (isMade === true) return [];
  const place = { at: resource, property, label };
  const { entrances } = entrancesIn(readDocument(document, 'resource'), [], place);
  return ofDocument(entrances, place, { document: `the policy of this ${label}`, service: serviceOf(resourceType) });
}

function ofDocument(
  entrances: readonly { readonly statement: Statement; readonly cause: string }[],
  { at, property, label }: { readonly at: Resource; readonly property: string; readonly label: string },
  { document, service }: { readonly document: string; readonly service: string | undefined },
): readonly Inverted[] {
  return entrances.flatMap(({ statement }) => {
    const element = elementOf(statement);
    if (element === undefined) return [];
    const cause = causeKey(at, property, label, statement.index);
    return [
      {
        element,
        at,
        property,
        document,
        cause,
        fingerprint: `${element} ${contentOfStatement(statement)}`,
        ...about(statement, element, service),
      },
    ];
  });
}

function elementOf({ principals, actions, resources }: Statement): InvertedElement | undefined {
  if (principals?.negated === true) return 'NotPrincipal';
  if (actions.negated) return 'NotAction';
  return resources.negated && resources.patterns.length > 0 ? 'NotResource' : undefined;
}

/** With a service, actions of no other one are meant: the policy of a topic opens nothing but topics. */
function about(statement: Statement, element: InvertedElement, service?: string): Pick<Inverted, 'listed' | 'actions'> {
  const { actions, resources, principals } = statement;
  const texts =
    element === 'NotAction'
      ? actions.patterns
      : element === 'NotResource'
        ? resources.patterns
        : (principals?.patterns ?? []).map(({ value }) => value);
  const listed = firstOf(texts.map((text) => `\`${spelled(decode(widen(text)))}\``));
  const keys = service === undefined ? actionTable().keys : (actionsOfService(service)?.keys ?? []);
  const spoken = keys.filter((action) => actionAnswer(statement, action) === 'yes' && mayBeFor(statement, action));
  return { listed, actions: spoken.length === 1 ? '1 action' : `${String(spoken.length)} actions` };
}

/** Whether requests of the action may be for what the statement names. */
function mayBeFor({ resources }: Statement, action: string): boolean {
  if (resources.negated || resources.patterns.includes('*')) return true;
  const formats = formatsOf(action).map((format) => format.replace(/\$\{\w+\}/g, '*'));
  return formats.some((format) => resources.patterns.some((pattern) => globsMeet(pattern, format)));
}
