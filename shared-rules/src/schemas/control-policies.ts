/** Documents of control policies: what AWS attaches on its own, and what it refuses. */
import { fromJson, type Value } from '../model/value';
import { placeOf } from '../policy/check';
import { readDocument } from '../policy/document';
import { validatePolicy } from '../policy/validate';

/** `scp` or `rcp`. */
export type ControlPolicyUse = 'scp' | 'rcp';

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

/** `FullAWSAccess` and `RCPFullAWSAccess`, which AWS attaches to every root, unit and account. */
export const FULL_ACCESS: Readonly<Record<ControlPolicyUse, Value>> = {
  scp: fromJson({ Version: '2012-10-17', Statement: [EVERYTHING] }),
  rcp: fromJson({ Version: '2012-10-17', Statement: [{ ...EVERYTHING, Principal: '*' }] }),
};

/** What is only a guess where our list of actions, keys and regions is older than AWS's. */
const NAMES =
  /^(INVALID_(ACTION|SERVICE|SERVICE_IN_ACTION|GLOBAL_CONDITION_KEY|SERVICE_CONDITION_KEY|REGION|ARN_REGION)|RCP_SYNTAX_ERROR_ACTION)$/;

/** Why AWS would refuse the document as a control policy, in words that name the place; undefined when it would not. */
export function controlPolicyFault(document: Value, use: ControlPolicyUse): string | undefined {
  const wrong = validatePolicy(document, { type: use }).find(
    ({ severity, code }) => severity === 'error' && !NAMES.test(code),
  );
  return wrong && `${wrong.code} at ${placeOf(wrong.path)}: ${wrong.message}`;
}

/** Whether the document can count as a limit: one that is not known, or that AWS refuses, limits nobody for certain. */
export function isLegible(document: Value, use: ControlPolicyUse): boolean {
  const { open, problem } = readDocument(document, use);
  return open === undefined && problem === undefined;
}
