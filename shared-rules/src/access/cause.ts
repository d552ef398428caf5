/** Who is to blame for what a principal may do: one finding for one cause. */
import { cloudOf } from '../model/cloud';
import type { Grant, Group, ManagedPolicy, OutsideHolder, PermissionSet, Role, User } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { stringOf, unknown, type Unknown } from '../model/value';
import { encode } from '../policy/text';
import type { Access } from './access';
import type { StatementPlace } from './layers';
import {
  accessOfGrant, accessOfGroup, accessOfOutside, accessOfPolicy, accessOfPrincipal, labelOf,
} from './of-principal'; // prettier-ignore

/** The answer of one access to a question. */
export type Verdict<Answer> =
  | { readonly answer: 'yes'; readonly found: Answer; readonly statements: readonly StatementPlace[] }
  | { readonly answer: 'no' }
  | { readonly answer: 'undecided'; readonly reason: string };

/** What a principal has besides its documents, as it stands in an ARN: `team/reader`. */
export interface Belongings {
  /** The groups that it is in. */
  readonly groups?: readonly string[];
  /** The customer-managed policies that it has. */
  readonly policies?: readonly string[];
}

/** A question about what a principal may do. */
export interface CauseQuestion<Answer> {
  readonly ask: (access: Access, own: Belongings) => Verdict<Answer>;
  /** What is left of an answer that policies and groups of the stack already give on their own; they are reported themselves. */
  readonly rest: (whole: Verdict<Answer> & { answer: 'yes' }, elsewhere: readonly Answer[]) => Verdict<Answer>;
  /** Whether what one document gives is all that matters of the whole. */
  readonly suffices: (alone: Answer, whole: Answer) => boolean;
  /** Whether a document that gives this is at fault as a whole, and not only by the statements that prove it. */
  readonly isWhole: (found: Answer) => boolean;
}

type Principals = User | Role | Group | PermissionSet;

/** What can be asked: a policy on its own, a principal, or a document for somebody who is not in the stack. */
export type Holder = Principals | ManagedPolicy | OutsideHolder;

/**
 * Where a yes is to be reported, with the names that a message needs: on the customer-managed policy that gives it to whoever
 * has it, on what attaches or holds the one document that gives it, or on the principal whose documents give it together.
 */
export type Cause<Answer> =
  | { readonly on: 'nothing' }
  | { readonly on: 'unresolved'; readonly reason: Unknown; readonly at: Resource; readonly property?: string }
  | {
      readonly on: 'policy' | 'grant';
      readonly at: Resource;
      readonly property: string;
      readonly names: { readonly policy: string } & Names;
      readonly found: Answer;
      /** Keys of the statements at fault. */
      readonly causes: readonly string[];
    }
  | {
      readonly on: 'together';
      readonly at: Resource;
      readonly names: { readonly documents: string } & Names;
      readonly found: Answer;
    };

interface Names {
  readonly kind: string;
  readonly holder: string;
}

/** What the violations of all rules that ask such questions have in common; names that a message does not use are empty. */
export interface Blame {
  readonly message: 'policy' | 'grant' | 'together';
  readonly at: Resource;
  readonly property?: string;
  readonly causes?: readonly string[];
  readonly names: { readonly policy: string; readonly documents: string } & Names;
}

/** Where and of whom a cause is said. */
export function blameOf(cause: Exclude<Cause<unknown>, { on: 'nothing' | 'unresolved' }>): Blame {
  const { on: message, at } = cause;
  if (cause.on === 'together') return { message, at, names: { policy: '', ...cause.names } };
  const { property, causes, names } = cause;
  return { message, at, property, causes, names: { documents: '', ...names } };
}

const NOTHING = { on: 'nothing' } as const;

/** A kind of holder for people. */
export function inWords(kind: OutsideHolder['holder']): string {
  return kind.replace('-', ' ');
}

/** Finds the one cause. What a policy or a group of the stack gives is reported there and not on those who have it. */
export function causeOf<Answer>(holder: Holder, question: CauseQuestion<Answer>): Cause<Answer> {
  if (holder.kind === 'policy') return policyCause(holder, question);
  if (holder.kind === 'outside-holder') return outsideCause(holder, question);
  const whole = verdictOf(holder, question);
  if (whole.answer === 'no') return NOTHING;
  if (whole.answer === 'undecided') return unresolved(whole.reason, holder);
  const elsewhere = holder.grants.known.flatMap((grant) => reportedElsewhere(grant, question));
  const rest = elsewhere.length === 0 ? whole : question.rest(whole, elsewhere);
  if (rest.answer !== 'yes') return NOTHING;
  const { found } = rest;
  const names = { kind: inWords(holder.kind), holder: labelOf(holder) };
  for (const grant of holder.grants.known) {
    const alone = aloneOf(grant, holder, question);
    if (alone?.answer !== 'yes' || !question.suffices(alone.found, found)) continue;
    return grantCause(grant, names, alone, question);
  }
  const part = new Set(rest.statements.map(({ document }) => document));
  const labels = holder.grants.known.flatMap(({ label }, index) => (part.has(index) ? [label] : []));
  const documents = [...new Set(labels)].sort().map((label) => `\`${label}\``);
  return { on: 'together', at: holder.resource, names: { ...names, documents: documents.join(' and ') }, found };
}

function unresolved(reason: string, { resource }: Holder): Cause<never> {
  return { on: 'unresolved', reason: unknown(reason), at: resource };
}

type Yes<Answer> = Pick<Verdict<Answer> & { readonly answer: 'yes' }, 'found' | 'statements'>;

function grantCause<Answer>(
  { label, via, property, managed, system }: Grant,
  names: Names,
  yes: Yes<Answer>,
  question: CauseQuestion<Answer>,
): Cause<Answer> {
  // Nobody changes a statement of a policy that the cloud manages: it is the attachment that is at fault.
  const isWhole = managed === undefined && system === undefined ? question.isWhole : () => true;
  const causes = causesIn({ at: via, property, label }, yes, { ...question, isWhole });
  return { on: 'grant', at: via, property, names: { policy: label, ...names }, found: yes.found, causes };
}

/** Keys of the statements of one document that give it. */
function causesIn<Answer>(
  { at, property, label }: { readonly at: Resource; readonly property: string; readonly label: string },
  { found, statements }: Yes<Answer>,
  { isWhole }: CauseQuestion<Answer>,
): readonly string[] {
  if (isWhole(found)) return [causeKey(at, property, label)];
  return [...new Set(statements.map(({ statement }) => causeKey(at, property, label, statement)))];
}

/** Names a statement of a document as the cause of a violation; without a statement the whole document. */
export function causeKey(at: Resource, property: string, label: string, statement?: number): string {
  return `${at.address}\n${property}\n${label}#${statement ?? '*'}`;
}

/** What one document gives on its own; undefined when it may not be attached. */
function aloneOf<Answer>(
  grant: Grant,
  holder: Principals,
  { ask }: CauseQuestion<Answer>,
): Verdict<Answer> | undefined {
  return grant.uncertain === undefined ? ask(accessOfGrant(grant, holder), belongingsOf(holder)) : undefined;
}

/** A policy that only bounds gives nothing. */
function policyCause<Answer>(policy: ManagedPolicy, question: CauseQuestion<Answer>): Cause<Answer> {
  if (policy.isBoundary && !policy.isAttached) return NOTHING;
  const verdict = policyVerdict(policy, question);
  if (verdict.answer === 'no') return NOTHING;
  const at = policy.resource;
  const property = documentArgument(policy);
  if (verdict.answer === 'undecided') return { on: 'unresolved', reason: unknown(verdict.reason), at, property };
  const label = labelOf(policy);
  const kind = cloudOf(at.type) === 'otc' ? 'custom role' : 'policy';
  const names = { policy: label, kind, holder: label };
  const causes = causesIn({ at, property, label }, verdict, question);
  return { on: 'policy', at, property, names, found: verdict.found, causes };
}

/** The argument that holds a policy: a custom role of Open Telekom Cloud is written in blocks. */
export function documentArgument({ resource }: ManagedPolicy): string {
  return resource.values.has('statement') ? 'statement' : 'policy';
}

/** Of somebody who is not in the stack only the document that the stack gives is known. */
function outsideCause<Answer>(outside: OutsideHolder, question: CauseQuestion<Answer>): Cause<Answer> {
  const { grant, holder, name } = outside;
  if (grant.policy !== undefined) return NOTHING;
  const verdict = question.ask(accessOfOutside(outside), {});
  if (verdict.answer === 'no') return NOTHING;
  if (verdict.answer === 'undecided') return unresolved(verdict.reason, outside);
  const names = { kind: inWords(holder), holder: stringOf(name) ?? '(not known yet)' };
  return grantCause(grant, names, verdict, question);
}

/** The answer for whoever has a policy; a policy may speak of itself. */
function policyVerdict<Answer>(policy: ManagedPolicy, question: CauseQuestion<Answer>): Verdict<Answer> {
  return once(policy, question, () => question.ask(accessOfPolicy(policy), { policies: [pathAndName(policy)] }));
}

function verdictOf<Answer>(holder: Principals, question: CauseQuestion<Answer>): Verdict<Answer> {
  const access = (): Access => (holder.kind === 'group' ? accessOfGroup(holder) : accessOfPrincipal(holder));
  return once(holder, question, () => question.ask(access(), belongingsOf(holder)));
}

const verdicts = new WeakMap<object, WeakMap<Holder, Verdict<unknown>>>();

/** What a policy or a group gives is asked again of each of those who have it. */
function once<Answer>(holder: Holder, question: CauseQuestion<Answer>, ask: () => Verdict<Answer>): Verdict<Answer> {
  const known = verdicts.get(question) ?? new WeakMap<Holder, Verdict<unknown>>();
  verdicts.set(question, known);
  const before = known.get(holder);
  if (before !== undefined) return before as Verdict<Answer>;
  const verdict = ask();
  known.set(holder, verdict);
  return verdict;
}

/** What a principal has besides its documents. */
export function belongingsOf(holder: Principals): Belongings {
  const policies = holder.grants.known.flatMap(({ policy }) => (policy === undefined ? [] : pathAndName(policy)));
  const groups = holder.kind === 'group' ? [holder] : holder.kind === 'user' ? holder.groups.known : [];
  return { groups: groups.map(pathAndName), policies };
}

function pathAndName({ name, resource }: Group | ManagedPolicy): string {
  const path = stringOf(resource.values.get('path')) ?? '/';
  return `${path.slice(1)}${encode(name)}`;
}

function reportedElsewhere<Answer>(grant: Grant, question: CauseQuestion<Answer>): readonly Answer[] {
  const { uncertain, policy, through } = grant;
  if (uncertain !== undefined) return [];
  const verdict = policy === undefined ? through && verdictOf(through, question) : policyVerdict(policy, question);
  return verdict?.answer === 'yes' ? [verdict.found] : [];
}
