import { inEachHome, type Access, type Decision, type Request } from './access';
import { actionClasses } from './action-classes';
import { actionAnswer, resourceAnswer } from './request';
import { inOurTime } from './our-time';
import { allowQuestion, type Fixed } from './search';
import { askOfActions } from './search-actions';

/** What a user signs in with. */
export type Credential = 'console' | 'access-key';

/** Actions that a user needs to enrol an MFA device, allowed without MFA by default. */
export const ENROLMENT: readonly string[] = [
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  // The current policy of AWS's guide has it too; it reads what a device of the own is.
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'sts:GetSessionToken',
];

const MFA_KEY = 'aws:multifactorauthpresent';

/** AWS answers these to everybody; they need no grant. */
const NEEDS_NO_GRANT = ['sts:getcalleridentity'];

/**
 * Whether a request is allowed without MFA, other than those needed to enrol a device. In a console session without MFA
 * `aws:MultiFactorAuthPresent` is `false`; in a request that an access key signs the key is absent (IAM User Guide,
 * "AWS global condition context keys").
 */
export function canWithoutMfa(
  access: Access,
  {
    credential,
    enrolment = ENROLMENT,
  }: { readonly credential: Credential | 'any'; readonly enrolment?: readonly string[] },
): Decision {
  return inEachHome(access, (at) => withoutMfaAt(at, credential, enrolment));
}

function withoutMfaAt(access: Access, credential: Credential | 'any', enrolment: readonly string[]): Decision {
  if (credential === 'any') {
    const console = withoutMfaAt(access, 'console', enrolment);
    if (console.answer === 'yes') return console;
    const key = withoutMfaAt(access, 'access-key', enrolment);
    return key.answer === 'no' ? console : key;
  }
  const exempt = new Set([...enrolment.map((action) => action.toLowerCase()), ...NEEDS_NO_GRANT]);
  const leaveOut = (action: string): boolean => exempt.has(action);
  const direct = searchClasses(access, leaveOut, contextWithoutMfa(credential));
  if (credential === 'console' || direct.answer === 'yes') return direct;
  const session = searchClasses(
    access,
    (action) => leaveOut(action) || needsMfaInSession(action),
    contextWithoutMfa('console'),
  );
  return session.answer === 'no' ? direct : session;
}

/**
 * An access key may open a session with `sts:GetSessionToken`, which no policy can forbid; without MFA the key is `false`
 * in its requests, and it cannot call IAM, nor STS but for assuming a role (STS API Reference, GetSessionToken).
 */
function needsMfaInSession(action: string): boolean {
  return action.startsWith('iam:') || (action.startsWith('sts:') && action !== 'sts:assumerole');
}

/** What a request without MFA carries. The session that an access key opens carries what one of the console does. */
export function contextWithoutMfa(credential: Credential): Fixed {
  return new Map<string, readonly string[] | null>([
    [MFA_KEY, credential === 'console' ? ['false'] : null],
    ['aws:multifactorauthage', null],
    // Only temporary credentials were issued at some time, those of the console among them.
    ...(credential === 'access-key' ? [['aws:tokenissuetime', null] as const] : []),
  ]);
}

/** The access as far as it goes without MFA. */
export function restrictedToNoMfa(access: Access, credential: Credential): Access {
  return {
    ...access,
    context: new Map([...access.context, ...contextWithoutMfa(credential)]),
    elsewhere: access.elsewhere.map((other) => restrictedToNoMfa(other, credential)),
  };
}

function searchClasses(access: Access, leaveOut: (action: string) => boolean, fixed: Fixed): Decision {
  return askOfActions(allowQuestion(inOurTime(access), { fixed }), actionClasses([access], leaveOut));
}

/** A deny that was meant to require MFA and that does not stop the request. */
export interface WeakDeny {
  /** Document that it is in, counted as given to `accessOf`. */
  readonly document: number;
  readonly operator: string;
}

/**
 * A deny that covers the request's action and resource and tests MFA with an operator that is false for an absent key:
 * the classic hole of `Bool` where `BoolIfExists` is meant.
 */
export function weakDenyOf(access: Access, request: Request): WeakDeny | undefined {
  const context = new Map(
    Object.entries(request.context).map(([key, value]) => [
      key.toLowerCase(),
      typeof value === 'string' ? [value] : value,
    ]),
  );
  for (const deny of access.layers.flatMap((layer) => layer.denies)) {
    const tests = deny.conditions.find(
      (condition) => condition.key === MFA_KEY && !condition.ifExists && condition.operator === 'Bool',
    );
    if (tests === undefined || context.has(MFA_KEY)) continue;
    const speaks =
      actionAnswer(deny, request.action.toLowerCase()) === 'yes' &&
      resourceAnswer(deny, request.resource, context) === 'yes';
    if (speaks) return { document: deny.place.document, operator: tests.operator };
  }
  return undefined;
}
