/** Actions that people may call without MFA, from anywhere and at any time. */
import type { Group, IamModel, ManagedPolicy, User } from '../model/iam-model';
import { firstYes, inEachHome, type Decision, type Request } from './access';
import { actionsMatching, actionTable } from '../policy/actions';
import { unknown } from '../model/value';
import { documentInWords, unreadable, type Effects } from './effect';
import { contentOf, grantedBy, type Granted } from './granted';
import { inOurTime } from './our-time';
import { actionAnswer } from './request';
import { searchRequest, type Fixed } from './search';
import { firstOf } from './words';

/** A statement that allows some of the actions unguarded. */
export interface Unguarded {
  readonly granted: Granted;
  /** The document, for people. */
  readonly document: string;
  /** The actions, for people. */
  readonly actions: string;
  readonly witness: Request;
  readonly fingerprint: string;
}

/** Statements, and why there may be more. */
export interface UnguardedActions {
  readonly found: readonly Unguarded[];
  readonly doubts: Effects['doubts'];
}

/** A request by whoever has the credential: no MFA, an address of nobody's network, no endpoint. */
const BY_ANYBODY: Fixed = new Map([
  ['aws:multifactorauthpresent', null],
  ['aws:multifactorauthage', null],
  ['aws:sourceip', ['198.18.77.7']],
  ['aws:sourcevpc', null],
  ['aws:sourcevpce', null],
  ['aws:vpcsourceip', null],
]);

/** What the documents of a user or of a group allow of the actions, which may have wildcards. */
export function unguardedActions(holder: User | Group, model: IamModel, patterns: readonly string[]): UnguardedActions {
  const wanted = actionsOf(patterns);
  const found: Unguarded[] = [];
  const doubts = [holder, ...policiesOf(holder).map(({ policy }) => policy)].flatMap(unreadable);
  for (const { granted, perhaps } of statementsOf(holder, model)) {
    const spoken = wanted.filter((action) => actionAnswer(granted.statement, action.toLowerCase()) === 'yes');
    const decided = spoken.map((action) => ({ action, decision: isUnguarded(granted, action) }));
    const open = decided.flatMap(({ action, decision }) => (decision.answer === 'yes' ? [{ action, decision }] : []));
    const [first] = open;
    if (first !== undefined && perhaps !== undefined) doubts.push(perhaps);
    else if (first !== undefined) {
      const actions = firstOf(open.map(({ action }) => action));
      const { witness } = first.decision;
      found.push({ granted, document: documentInWords(granted), actions, witness, fingerprint: contentOf(granted) });
    }
    if (first !== undefined) continue;
    const doubt = decided.find(({ decision }) => decision.answer === 'undecided')?.decision;
    if (doubt?.answer === 'undecided')
      doubts.push({ reason: unknown(doubt.reason), at: granted.at, property: granted.property });
  }
  return { found, doubts };
}

/** The statements of its inline documents and of the policies of the stack that it has; a group reports its own. */
function statementsOf(holder: User | Group, model: IamModel): readonly Counted[] {
  const attached = policiesOf(holder).flatMap(({ policy, perhaps }) =>
    grantedBy(policy, model).map((granted) => ({ granted, perhaps })),
  );
  return [...grantedBy(holder, model).map((granted) => ({ granted, perhaps: undefined })), ...attached];
}

/** A statement, and why it is not known whether the holder has it. */
interface Counted {
  readonly granted: Granted;
  readonly perhaps: Doubt | undefined;
}

type Doubt = Effects['doubts'][number];

interface Attached {
  readonly policy: ManagedPolicy;
  readonly perhaps: Doubt | undefined;
}

/** Each policy once: an attachment that is certain says it. */
function policiesOf({ grants }: User | Group): readonly Attached[] {
  const attached = new Map<ManagedPolicy, Attached>();
  for (const { policy, through, uncertain, via, property } of grants.known) {
    if (policy === undefined || through !== undefined) continue;
    const perhaps = uncertain === undefined ? undefined : { reason: uncertain, at: via, property };
    if (perhaps === undefined || !attached.has(policy)) attached.set(policy, { policy, perhaps });
  }
  return [...attached.values()];
}

const known = new Map<string, readonly string[]>();

/** As AWS spells them. */
function actionsOf(patterns: readonly string[]): readonly string[] {
  const key = patterns.join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const { names } = actionTable();
  const indexes = new Set(patterns.flatMap((pattern) => actionsMatching(pattern.toLowerCase())));
  const actions = [...indexes].flatMap((index) => names[index] ?? []);
  known.set(key, actions);
  return actions;
}

/** Roles that have the policy too may not be able to have MFA: only users count, and whoever is not known. */
function isUnguarded({ accesses }: Granted, action: string): Decision {
  const ofPeople = accesses.filter(({ principal }) => principal?.kind !== 'role');
  return firstYes(ofPeople, (access) =>
    inEachHome(access, (at) => searchRequest(inOurTime(at), { action, fixed: BY_ANYBODY })),
  );
}
