/** What the guests of an identity pool may do. */
import type { IamModel, IdentityPool, Role } from '../model/iam-model';
import { booleanOf } from '../model/settings';
import type { Unknown } from '../model/value';
import { globMatches } from '../policy/glob';
import { symbolFor } from '../policy/text';
import { firstYes, inEachHome, type Decision, type Request } from './access';
import { actionClasses } from './action-classes';
import { accessOfPrincipal } from './of-principal';
import { inOurTime } from './our-time';
import { allowQuestion } from './search';
import { askOfActions } from './search-actions';
import { enters, trustOf, type Entrance } from './trust';

/**
 * What the session policies of Cognito leave to guests in the enhanced flow, whatever their role allows: the inline one of
 * "IAM roles" in its developer guide and `AmazonCognitoUnAuthedIdentitiesSessionPolicy` (v4), of which each counts.
 */
const ENHANCED = [
  'appsync:*', 'cloudwatch:*', 'codewhisperer:*', 'cognito-identity:*', 'cognito-idp:*', 'cognito-sync:*', 'comprehend:*',
  'dynamodb:*', 'execute-api:*', 'firehose:*', 'gamelift:*', 'geo:*deviceposition*', 'geo:*geofence', 'geo:*geofences',
  'geo:calculateroute*', 'geo:getmap*', 'geo:getplace', 'geo:listmaps', 'geo:searchplaceindex*', 'iot:*', 'kinesis:*',
  'kms:decrypt', 'kms:encrypt', 'kms:generatedatakey', 'kms:generatedatakeypair',
  'kms:generatedatakeypairwithoutplaintext', 'kms:generatedatakeywithoutplaintext', 'kms:reencryptfrom',
  'kms:reencryptto', 'lambda:*', 'lex:*', 'logs:*', 'machinelearning:*', 'mobileanalytics:*', 'mobiletargeting:*',
  'personalize:*', 'polly:*', 'rekognition:*', 'rum:putrumevents', 's3:*', 'sagemaker:invokeendpoint', 'sdb:*', 'ses:*',
  'sns:*', 'sqs:*', 'textract:analyzedocument', 'textract:detectdocumenttext', 'transcribe:*', 'translate:*',
]; // prettier-ignore

const isOneOf = (patterns: readonly string[], action: string): boolean =>
  patterns.some((pattern) => globMatches(pattern, action));

/** Whether a role lets guests call, in a flow, anything besides the harmless actions, which may have wildcards. */
function guestsMay(role: Role, flow: 'enhanced' | 'classic', harmless: readonly string[]): Decision {
  const patterns = harmless.map((action) => action.toLowerCase());
  const leaveOut = (action: string): boolean =>
    isOneOf(patterns, action) || (flow === 'enhanced' && !isOneOf(ENHANCED, action));
  return inEachHome(accessOfPrincipal(role), (at) => {
    const access = inOurTime(at);
    return askOfActions(allowQuestion(access, { fixed: new Map() }), actionClasses([access], leaveOut));
  });
}

/** What guests may do with the role that the pool gives them: by the flow that leaves them anything. */
export function givenToGuests(
  role: Role,
  { allowsClassicFlow }: IdentityPool,
  harmless: readonly string[],
): { readonly flow: 'enhanced' | 'classic'; readonly decision: Decision } {
  const enhanced = guestsMay(role, 'enhanced', harmless);
  if (enhanced.answer !== 'no' || booleanOf(allowsClassicFlow) === false)
    return { flow: 'enhanced', decision: enhanced };
  return { flow: 'classic', decision: guestsMay(role, 'classic', harmless) };
}

/** A role that guests take besides the one that the pool gives them, and with which they may do what matters. */
export interface TakenRole {
  readonly role: Role;
  readonly witness: Request;
  /** Why it is not known whether they can. */
  readonly doubt?: Unknown;
}

const WEB = 'sts:AssumeRoleWithWebIdentity';
const COGNITO = 'cognito-identity.amazonaws.com';

/**
 * Roles that guests of a pool take in the classic flow: whoever has the token of a guest chooses the role, and the trust policy
 * alone says who may ("Identity pools authentication flow", Cognito Developer Guide).
 */
export function takenByGuests(
  pool: IdentityPool,
  { entities }: IamModel,
  harmless: readonly string[],
): readonly TakenRole[] {
  const flags = [pool.allowsGuests, pool.allowsClassicFlow];
  if (flags.some((flag) => booleanOf(flag) === false)) return [];
  const doubt = flags.find((flag) => flag.kind === 'unknown');
  const fixed = new Map([
    [`${COGNITO}:aud`, [symbolFor(`${pool.resource.address}.id`)]],
    [`${COGNITO}:amr`, ['unauthenticated']],
  ]);
  return entities.flatMap((role): readonly TakenRole[] => {
    if (role.kind !== 'role' || role === pool.guestRole?.role) return [];
    const own = trustOf(role).entrances.filter(trustsCognito);
    if (firstYes(own, (entrance) => enters(entrance, GUEST, { action: WEB, fixed })).answer !== 'yes') return [];
    const decision = guestsMay(role, 'classic', harmless);
    return decision.answer === 'yes' ? [{ role, witness: decision.witness, ...(doubt && { doubt }) }] : [];
  });
}

const GUEST = { kind: 'Federated', value: COGNITO } as const;

function trustsCognito({ statement: { principals } }: Entrance): boolean {
  return principals?.negated === false && principals.patterns.some(({ value }) => value === COGNITO);
}
