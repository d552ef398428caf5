/** Allow statements that say what they do not grant. */
import type { ResourcePolicy } from '../model/exposure';
import type { IamModel, Role } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { actionTable } from '../policy/actions';
import { readDocument, type Statement } from '../policy/document';
import { decode, widen } from '../policy/text';
import { inEachHome, firstYes, type Request } from './access';
import { causeKey, type Holder } from './cause';
import { contentOf, documentInWords } from './effect';
import { grantedBy, type Granted } from './granted';
import { inOurTime } from './our-time';
import { actionAnswer } from './request';
import { searchRequest } from './search';
import { fameOf, SHOWN_ACTIONS } from './sensitive-actions';
import { entrancesIn } from './trust';

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
  /** Number of actions that the statement speaks of. */
  readonly actions: number;
  readonly witness?: Request;
  readonly cause: string;
  readonly fingerprint: string;
}

/** Statements of the documents of an entity, of a trust policy or of a resource's policy that grant by exclusion. */
export function invertedIn(entity: Holder | ResourcePolicy, model: IamModel): readonly Inverted[] {
  if (entity.kind === 'resource-policy') return ofResource(entity);
  const own = grantedBy(entity, model).flatMap(ofGranted);
  return entity.kind === 'role' ? [...own, ...ofTrust(entity)] : own;
}

/** What denies and limits leave nothing of is none. */
function ofGranted(granted: Granted): readonly Inverted[] {
  const { statement, accesses, at, property, cause, uncertain } = granted;
  const element = elementOf(statement);
  if (element === undefined || uncertain !== undefined) return [];
  const telling = [...SHOWN_ACTIONS, ...TOLD].filter((action) => actionAnswer(statement, action) === 'yes');
  const sorted = telling.sort((a, b) => fameOf(a) - fameOf(b));
  const proof = firstYes(sorted, (action) =>
    firstYes(accesses, (access) =>
      inEachHome(access, (here) => searchRequest(inOurTime(here), { action: spelled(action), fixed: new Map() })),
    ),
  );
  if (sorted.length > 0 && proof.answer === 'no') return [];
  const found = { element, at, property, cause, document: documentInWords(granted), fingerprint: contentOf(granted) };
  return [{ ...found, ...about(statement, element), ...(proof.answer === 'yes' ? { witness: proof.witness } : {}) }];
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

function spelled(action: string): string {
  const { keys, names } = actionTable();
  const index = keys.indexOf(action);
  return names[index] ?? action;
}

function ofTrust(role: Role): readonly Inverted[] {
  const place = { at: role.resource, property: 'assume_role_policy', label: 'trust policy' };
  return ofDocument(entrancesIn(readDocument(role.trust, 'trust'), [], place).entrances, place, 'the trust policy');
}

function ofResource({ resource, property, document, label, isMade }: ResourcePolicy): readonly Inverted[] {
  if (isMade === true) return [];
  const place = { at: resource, property, label };
  return ofDocument(
    entrancesIn(readDocument(document, 'resource'), [], place).entrances,
    place,
    `the policy of this ${label}`,
  );
}

function ofDocument(
  entrances: readonly { readonly statement: Statement; readonly cause: string }[],
  { at, property, label }: { readonly at: Resource; readonly property: string; readonly label: string },
  document: string,
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
        fingerprint: `${element} ${statement.index}`,
        ...about(statement, element),
      },
    ];
  });
}

function elementOf({ principals, actions, resources }: Statement): InvertedElement | undefined {
  if (principals?.negated === true) return 'NotPrincipal';
  if (actions.negated) return 'NotAction';
  return resources.negated ? 'NotResource' : undefined;
}

const SHOWN = 3;

function about(statement: Statement, element: InvertedElement): Pick<Inverted, 'listed' | 'actions'> {
  const { actions, resources, principals } = statement;
  const texts =
    element === 'NotAction'
      ? actions.patterns
      : element === 'NotResource'
        ? resources.patterns
        : (principals?.patterns ?? []).map(({ value }) => value);
  const shown = texts.slice(0, SHOWN).map((text) => `\`${decode(widen(text))}\``);
  const listed = texts.length > SHOWN ? `${shown.join(', ')} and ${texts.length - SHOWN} more` : shown.join(', ');
  const { keys } = actionTable();
  return { listed, actions: keys.filter((action) => actionAnswer(statement, action) === 'yes').length };
}
