/** What the guests of an identity pool may do. */
import type { Role } from '../model/iam-model';
import { globMatches } from '../policy/glob';
import { inEachHome, type Decision } from './access';
import { actionClasses } from './action-classes';
import { accessOfPrincipal } from './of-principal';
import { inOurTime } from './our-time';
import { allowQuestion } from './search';
import { askOfActions } from './search-actions';

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
export function guestsMay(role: Role, flow: 'enhanced' | 'classic', harmless: readonly string[]): Decision {
  const patterns = harmless.map((action) => action.toLowerCase());
  const leaveOut = (action: string): boolean =>
    isOneOf(patterns, action) || (flow === 'enhanced' && !isOneOf(ENHANCED, action));
  return inEachHome(accessOfPrincipal(role), (at) => {
    const access = inOurTime(at);
    return askOfActions(allowQuestion(access, { fixed: new Map() }), actionClasses([access], leaveOut));
  });
}
