/** Denies of everything without MFA: they leave out what it takes to enrol a device, and no more. */
import type { Document, Statement } from '../policy/document';
import { ENROLMENT } from './mfa';
import type { MfaFault } from './mfa-fault';
import { isAboutMfa, mfaAnswers } from './mfa-situations';
import { actionAnswer } from './request';
import { escapes, without } from './statement-questions';

/**
 * What the console shows a user of itself, read by the policies of the IAM User Guide; and what clears away a device whose
 * enrolment was broken off: AWS deletes only one that is no longer in use.
 */
const HARMLESS = [
  'iam:DeleteVirtualMFADevice', 'iam:GetAccessKeyLastUsed', 'iam:GetAccountPasswordPolicy', 'iam:GetAccountSummary',
  'iam:GetLoginProfile', 'iam:ListAccessKeys', 'iam:ListAccountAliases', 'iam:ListMFADeviceTags', 'iam:ListSSHPublicKeys',
  'iam:ListServiceSpecificCredentials', 'iam:ListSigningCertificates', 'iam:ListUserTags', 'iam:ListUsers',
  'sts:GetCallerIdentity',
]; // prettier-ignore

/** Actions that people know and with which somebody who stole a password gets further; such a request is shown first. */
const TELLING = [
  'iam:CreateAccessKey', 'iam:DeactivateMFADevice', 'iam:AttachUserPolicy', 'iam:ChangePassword', 'iam:UpdateLoginProfile',
  'sts:AssumeRole', 's3:GetObject', 's3:DeleteObject', 'ec2:TerminateInstances',
]; // prettier-ignore

const ENABLE = 'iam:enablemfadevice';
const CREATE = 'iam:createvirtualmfadevice';
const RESYNC = 'iam:resyncmfadevice';

/** What is wrong with denies that stop whoever has no MFA: a fault, or why there may be one. */
export function enrolmentFaults(
  document: Document,
  effective: readonly Statement[],
  alsoWithoutMfa: readonly string[],
): readonly (MfaFault | string)[] {
  const leaveOut = new Set([...ENROLMENT, ...HARMLESS, ...alsoWithoutMfa].map((action) => action.toLowerCase()));
  return effective.flatMap((statement) => {
    const exempt = exemptFault(statement, document, leaveOut);
    return exempt ?? strictFault(statement, document) ?? [];
  });
}

/** Whether the statement means everything but enrolling a device: by what it leaves out of its actions or resources. */
function leavesSomethingOut({ actions, resources }: Statement): boolean {
  if (actions.negated) {
    if (resources.negated || isEverything(resources.patterns)) return true;
    return ENROLMENT.some((action) => isExempt(actions, action));
  }
  return isEverything(actions.patterns) && resources.negated && resources.patterns.every((arn) => IAM_ARN.test(arn));
}

const IAM_ARN = /^arn:[^:]*:iam:/;

function isEverything(patterns: readonly string[]): boolean {
  return patterns.some((pattern) => /^\*+(:\*+)?$/.test(pattern));
}

function isExempt(actions: Statement['actions'], action: string): boolean {
  return actionAnswer({ actions } as Statement, action.toLowerCase()) === 'no';
}

function exemptFault(
  statement: Statement,
  { statements }: Document,
  leaveOut: ReadonlySet<string>,
): MfaFault | string | undefined {
  if (!leavesSomethingOut(statement) || leavesOutOnly(statement, leaveOut)) return undefined;
  const open = statement.conditions.filter((condition) => !isAboutMfa(condition));
  const others = statements.filter(
    (other) => other.effect === 'Deny' && other.open === undefined && other.index !== statement.index,
  );
  const decision = escapes(
    [without(statement, open), ...others.map((other) => without(other, open))],
    leaveOut,
    TELLING,
  );
  if (decision.answer === 'undecided') return decision.reason;
  return decision.answer === 'no' ? undefined : { kind: 'exempt', statement, through: [], witness: decision.witness };
}

/** What most such statements are: nothing is to be searched. */
function leavesOutOnly({ actions, resources }: Statement, leaveOut: ReadonlySet<string>): boolean {
  if (resources.negated || !isEverything(resources.patterns)) return false;
  return actions.negated && actions.patterns.every((pattern) => leaveOut.has(pattern));
}

/**
 * A deny of everything that stops `iam:EnableMFADevice` too. Who leaves out only to synchronise a device has devices that
 * somebody else enrols (IAM User Guide, "Resynchronize virtual and hardware MFA devices").
 */
function strictFault(statement: Statement, { statements }: Document): MfaFault | undefined {
  const { actions, resources, conditions } = statement;
  if (resources.negated || !isEverything(resources.patterns) || !conditions.every(isAboutMfa)) return undefined;
  if (!actions.negated && !isEverything(actions.patterns)) return undefined;
  if (actionAnswer(statement, ENABLE) !== 'yes') return undefined;
  const isGranted = statements.some((each) => isPlainAllow(each) && actionAnswer(each, ENABLE) === 'yes');
  const othersEnrol = isExempt(actions, RESYNC) && !isExempt(actions, CREATE) && !isGranted;
  return othersEnrol ? undefined : { kind: 'strict', statement, through: [] };
}

function isPlainAllow(statement: Statement): boolean {
  return statement.effect === 'Allow' && statement.open === undefined && mfaAnswers(statement) === undefined;
}
