/** What is asked of both. */
import {
  accessOf,
  allows,
  canWithoutMfa,
  newAccess,
  type Access,
  type Decision,
} from '@iam-guardrails/shared-rules/access';
import fc from 'fast-check';
import type { Evaluator } from './evaluator';
import { knownDifferences, type Disagreement } from './known-differences';
import { borderRequests, matches, principalContext } from './requests';
import type { ConcreteRequest, Verdict, World } from './world';
import { changes, questions, users, worlds } from './worlds';

export interface Tools {
  readonly evaluator: Evaluator;
  /** Requests for each proof. */
  readonly requests: number;
  /** Decides which. */
  readonly sample: number;
}

export interface Asked {
  readonly decision: Decision;
  /** Requests that the simulator answered. */
  readonly asked: number;
  readonly disagreement?: Disagreement & { readonly question: unknown; readonly decision: Decision };
  /** Names of the known differences that were met. */
  readonly known: readonly string[];
}

export interface Mode {
  readonly name: string;
  readonly cases: fc.Arbitrary<unknown>;
  ask(tools: Tools, one: unknown): Promise<Asked>;
}

/** Ties the cases to what asks them. */
function mode<T>(name: string, cases: fc.Arbitrary<T>, ask: (tools: Tools, one: T) => Promise<Asked>): Mode {
  return { name, cases, ask: (tools, one) => ask(tools, one as T) };
}

const accessIn = (world: World): Access =>
  accessOf({ ...world.documents, principal: world.principal, resourceAccount: world.resourceAccount });

/** The witness with what follows from who asks. */
function requestOf(decision: Decision & { answer: 'yes' }, world: World): ConcreteRequest {
  const { principal, action, resource, context } = decision.witness;
  const lower = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const own = Object.entries(principalContext(principal)).filter(([key]) => !lower.has(key.toLowerCase()));
  return {
    principal,
    action,
    resource,
    // What has no resource happens in the account of who asks.
    account: resource === '*' ? (principal.split(':')[4] ?? '') : world.resourceAccount,
    context: { ...Object.fromEntries(own), ...context },
  };
}

/** Compares what the engine says of requests with what the simulator says. */
async function compare(
  tools: Tools,
  world: World,
  requests: readonly ConcreteRequest[],
  expected: 'allowed' | 'denied',
  unchecked = false,
): Promise<Pick<Asked, 'asked' | 'known'> & { readonly first?: Disagreement }> {
  const verdicts = await tools.evaluator.ask(world.documents, requests, unchecked);
  const known: string[] = [];
  for (const [index, simulator] of verdicts.entries()) {
    const request = requests[index] as ConcreteRequest;
    if (agrees(simulator, expected, request, unchecked)) continue;
    const disagreement: Disagreement = { world, request, engine: expected, simulator };
    const difference = knownDifferences.find(({ applies }) => applies(disagreement));
    if (difference === undefined) return { asked: verdicts.length, known, first: disagreement };
    known.push(difference.name);
  }
  return { asked: verdicts.length, known };
}

/** What the simulator says of a request that AWS would not take: the resource is none of the action's. */
const NO_REQUEST = /^error: (no\.resource\.types|must\.use\.wildcard|multiple\.resource\.types)$/;

/** A request that AWS would not take proves nothing against a proof, and is no witness. */
function agrees(
  { verdict }: Verdict,
  expected: 'allowed' | 'denied',
  request: ConcreteRequest,
  unchecked: boolean,
): boolean {
  if (expected === 'allowed') return verdict === 'Allowed' && (unchecked || isReal(request));
  return verdict.endsWith('Denied') || NO_REQUEST.test(verdict);
}

/** The account of the ARN owns the resource, and its region may exist. */
function isReal({ resource, account }: ConcreteRequest): boolean {
  if (resource === '*') return true;
  const [, partition = '', , region = '', owner = ''] = resource.split(':');
  return (
    /^aws[a-z-]*$/.test(partition) && /^([a-z]+(-[a-z]+)+-\d+)?$/.test(region) && ['', account, 'aws'].includes(owner)
  );
}

/** A witness, or a proof, of a question about one world. */
async function check(
  tools: Tools,
  world: World,
  question: unknown,
  decision: Decision,
  near: () => readonly ConcreteRequest[],
): Promise<Asked> {
  if (decision.answer === 'undecided') return { decision, asked: 0, known: [] };
  const requests = decision.answer === 'yes' ? [requestOf(decision, world)] : near();
  const { asked, known, first } = await compare(
    tools,
    world,
    requests,
    decision.answer === 'yes' ? 'allowed' : 'denied',
  );
  return { decision, asked, known, ...(first && { disagreement: { question, decision, ...first } }) };
}

const allowsMode = mode('allows', fc.record({ world: worlds, question: questions }), (tools, { world, question }) =>
  check(tools, world, question, allows(accessIn(world), question), () =>
    borderRequests(world, question, tools.requests, tools.sample),
  ),
);

const ENROLMENT = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:GetUser', 'iam:ListMFADevices', 'iam:ListVirtualMFADevices', 'iam:ResyncMFADevice', 'sts:GetSessionToken']; // prettier-ignore

const credentials = fc.constantFrom('console' as const, 'access-key' as const);

const mfaMode = mode('mfa', fc.record({ world: users, credential: credentials }), (tools, { world, credential }) => {
  const decision = canWithoutMfa(accessIn(world), { credential });
  const near = (mfa: null | 'false'): readonly ConcreteRequest[] =>
    borderRequests(
      world,
      { actions: ['*'], context: { 'aws:MultiFactorAuthPresent': mfa } },
      tools.requests,
      tools.sample,
    )
      .filter(({ action }) => !ENROLMENT.some((name) => matches(name, action, true)))
      // "GetSessionToken": such a session cannot call IAM unless it was opened with MFA.
      .filter(({ action }) => credential === 'console' || mfa === null || !action.startsWith('iam:'));
  // In a console session the key is there; a session that an access key opens with GetSessionToken has it too.
  const all = (): readonly ConcreteRequest[] => [...(credential === 'console' ? [] : near(null)), ...near('false')];
  return check(tools, world, { credential }, decision, all);
});

const newAccessMode = mode('new-access', changes, async (tools, { before, after }) => {
  const world = (document: object): World => ({
    principal: 'arn:aws:iam::111122223333:role/deployer',
    resourceAccount: '111122223333',
    documents: { identity: [document] },
  });
  const [old, now] = [world(before), world(after)];
  const decision = newAccess(accessIn(old), accessIn(now));
  if (decision.answer === 'undecided') return { decision, asked: 0, known: [] };
  const question = { before, after };
  if (decision.answer === 'yes') {
    // Documents are compared, as CheckNoNewAccess of IAM Access Analyzer does, whether or not AWS has such a request.
    const requests = [requestOf(decision, now)];
    const allowed = await compare(tools, now, requests, 'allowed', true);
    const denied = await compare(tools, old, requests, 'denied', true);
    const first = allowed.first ?? denied.first;
    return {
      decision,
      asked: 2,
      known: [...allowed.known, ...denied.known],
      ...(first && { disagreement: { question, decision, ...first } }),
    };
  }
  // No new access: what the second allows, the first allows.
  const near = borderRequests(now, { actions: ['*'] }, tools.requests, tools.sample);
  const verdicts = await tools.evaluator.ask(now.documents, near);
  const allowed = near.filter((_, index) => verdicts[index]?.verdict === 'Allowed');
  const { asked, known, first } = await compare(tools, old, allowed, 'allowed');
  return {
    decision,
    asked: near.length + asked,
    known,
    ...(first && { disagreement: { question, decision, ...first } }),
  };
});

export const modes: readonly Mode[] = [allowsMode, mfaMode, newAccessMode];
