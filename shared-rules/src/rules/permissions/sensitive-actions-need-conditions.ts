import * as v from 'valibot';
import { unguardedActions } from '../../access/unguarded';
import { defineRule } from '../../rule/define-rule';
import { examples } from './sensitive-actions-need-conditions.examples';

/** What is hard to undo, and what takes away a guard. Giving permissions is asked by the rules on escalation. */
const ACTIONS = [
  'cloudtrail:DeleteTrail', 'cloudtrail:StopLogging', 'config:DeleteConfigurationRecorder', 'config:StopConfigurationRecorder',
  'guardduty:DeleteDetector', 'iam:CreateUser', 'iam:DeactivateMFADevice', 'iam:UpdateAssumeRolePolicy', 'kms:DisableKey',
  'kms:ScheduleKeyDeletion', 'organizations:DeletePolicy', 'organizations:DetachPolicy', 'organizations:LeaveOrganization',
  'rds:DeleteDBCluster', 'rds:DeleteDBInstance', 's3:DeleteBucket', 'secretsmanager:DeleteSecret',
]; // prettier-ignore

/** People do what is hard to undo with MFA, or from where they work. */
export const sensitiveActionsNeedConditions = defineRule({
  id: 'sensitive-actions-need-conditions',
  title: 'People need MFA, or a network of their own, for what is hard to undo',
  severity: 'medium',
  rationale:
    'Who has stolen a password or an access key of a person can do whatever that person may do without a second factor, from ' +
    'wherever. What gives permissions away or deletes for good is worth a condition. Roles are not asked: a service has no MFA.',
  remediation:
    'Bound the statement by `aws:MultiFactorAuthPresent`, `aws:SourceIp` or `aws:SourceVpce`, or deny the actions without MFA.',
  recommendations: [
    'aws-iam/conditions',
    'aws-iam/mfa',
    'aws-iam-classic/conditions',
    'aws-iam-classic/mfa-privileged',
    'guide/conditions',
  ],
  clouds: ['aws'],
  appliesTo: ['user', 'group'],
  decidedByOneResource: [],
  options: v.strictObject({
    actions: v.optional(
      v.pipe(v.array(v.string()), v.description('Actions that need a condition, with wildcards.')),
      ACTIONS,
    ),
  }),
  messages: {
    unguarded:
      '{document} lets people call {actions} without MFA and from any address: ask for `aws:MultiFactorAuthPresent` in a `Bool` condition',
  },

  check(holder, { options, model, report, unresolved }) {
    const { found, doubts } = unguardedActions(holder, model, options.actions);
    for (const { granted, document, actions, witness, fingerprint } of found)
      report({
        message: 'unguarded',
        at: granted.at,
        property: granted.property,
        data: { document, actions },
        witness,
        causes: [granted.cause],
        fingerprint,
      });
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
  },

  examples,
});
