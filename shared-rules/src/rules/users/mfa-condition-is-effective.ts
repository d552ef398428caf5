import * as v from 'valibot';
import { mfaFaultsOf, repairOf } from '../../access/mfa-conditions';
import { worstOf } from '../../access/mfa-fault';
import { defineRule } from '../../rule/define-rule';
import { examples } from './mfa-condition-is-effective.examples';

/** What means to require MFA requires it. */
export const mfaConditionIsEffective = defineRule({
  id: 'mfa-condition-is-effective',
  title: 'A policy that means to require MFA requires it',
  severity: 'high',
  rationale:
    'The MFA keys of a request are absent when an access key signs it and `false` in a console session, so most ways to ' +
    'ask for MFA let one of the two through. Nobody notices: the policy looks right, and whoever has MFA sees no difference.',
  remediation:
    'Deny with `"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}` everything but enrolling a device, or allow with ' +
    '`"Bool": {"aws:MultiFactorAuthPresent": "true"}`. Name what else needs no MFA in the option `alsoWithoutMfa`.',
  canFix: true,
  recommendations: [
    'aws-iam/mfa',
    'aws-iam/conditions',
    'aws-iam-classic/mfa-privileged',
    'aws-iam-classic/conditions',
    'guide/mfa',
    'guide/conditions',
  ],
  clouds: ['aws'],
  appliesTo: ['document'],
  decidedByOneResource: ['document'],
  options: v.strictObject({
    alsoWithoutMfa: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description('Actions that a deny without MFA may leave out besides those that enrol a device.'),
      ),
      [],
    ),
  }),
  messages: {
    hole: '{statements} should deny every request without MFA, but {through} can pass: the condition with {operators} does not hold {when}; use {remedy}',
    reversed: '{statements} would deny whoever has MFA, while {through} can pass: use {remedy}',
    loose:
      '{statements} should allow with MFA only, but {through} can pass too: the condition with {operators} holds {when}; use {remedy}',
    exempt:
      '{statements} should deny everything without MFA but enrolling a device, but {action} on {resource} can pass',
    overridden:
      '{statements} cannot require MFA: other statements of the same document allow all of it without; put the condition there too',
    strict: '{statements} should leave out iam:EnableMFADevice: whoever has no MFA yet can never enrol a device',
  },

  check(entity, { options, report, unresolved }) {
    const { faults, doubt } = mfaFaultsOf(entity, options);
    const { resource: at, property } = entity;
    const worst = worstOf(faults);
    if (worst === undefined) {
      if (doubt !== undefined) unresolved(doubt, at, property);
      return;
    }
    const fix = repairOf(entity, worst);
    report({
      message: worst.kind,
      at,
      property,
      data: worst.data,
      fingerprint: worst.mark,
      ...(worst.kind === 'strict' ? { severity: 'medium' } : {}),
      ...(worst.witness === undefined ? {} : { witness: worst.witness }),
      ...(fix === undefined ? {} : { fix }),
    });
  },

  examples,
});
