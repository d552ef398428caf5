import * as v from 'valibot';
import { controlFaults, perimeterHole, type ControlFault } from '../../access/control-policies';
import { stringOf } from '../../model/value';
import { shownAddress } from '../../model/address';
import { defineRule } from '../../rule/define-rule';
import { examples } from './scp-is-effective.examples';

/** Control policies limit somebody. */
export const scpIsEffective = defineRule({
  id: 'scp-is-effective',
  title: 'Every control policy of the organization limits somebody',
  severity: 'medium',
  rationale:
    'A guardrail that never takes effect looks like one that does. A copy of `FullAWSAccess`, a condition that no request meets, a ' +
    'policy that is attached to nothing or to the management account limit nobody, and nothing tells so.',
  remediation:
    'Deny what nobody in the account is to do, with a condition that such requests meet, and attach the policy to the root or to an ' +
    'organizational unit. Remove what limits nobody.',
  recommendations: ['aws-iam/org-guardrails'],
  clouds: ['aws'],
  appliesTo: ['organization-policy', 'organization'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    allowsAll:
      'control policy `{policy}` allows everything and denies nothing, like the one that AWS attaches itself: it limits nobody',
    never: '{statement} of control policy `{policy}` denies nothing: {why}',
    unattached: 'control policy `{policy}` is attached to no root, organizational unit or account: it limits nobody',
    management:
      'control policy `{policy}` is attached to the management account only, which control policies do not bear on: attach it to the root or to an organizational unit',
    disabled:
      'control policy `{policy}` is not in force: the organization does not enable its type; add it to `enabled_policy_types`, with the feature set `ALL`',
    tooMany: 'control policy `{policy}` is one too many: AWS takes {quota} of its type on one root, unit or account',
    perimeter:
      'resource control policies are enabled and none keeps outsiders out: principals of other organizations get {action} on {resource} wherever a resource policy lets them in; deny what `StringNotEqualsIfExists` on `aws:PrincipalOrgID` tells to be of another organization',
  },

  check(entity, { model, report, unresolved }) {
    const at = entity.resource;
    if (entity.kind === 'organization') {
      const { witness, doubt } = perimeterHole(entity, model);
      if (doubt !== undefined) unresolved(doubt, at);
      if (witness === undefined) return;
      const { action, resource } = witness;
      return report({ message: 'perimeter', at, data: { action, resource }, witness, severity: 'low' });
    }
    const { faults, doubt } = controlFaults(entity, model);
    const policy = stringOf(entity.name) ?? shownAddress(at.address);
    const { property } = entity;
    for (const fault of faults) report(violation(fault));
    if (doubt !== undefined && faults.length === 0) unresolved(doubt, at, property);

    function violation(fault: ControlFault): Parameters<typeof report>[0] {
      switch (fault.kind) {
        case 'never': {
          const { statement, why, content } = fault;
          return { message: 'never', at, property, data: { policy, statement, why }, fingerprint: content };
        }
        case 'tooMany':
          return { message: 'tooMany', at: fault.at, data: { policy, quota: fault.quota } };
        default: {
          const severity = fault.severity === undefined ? {} : { severity: fault.severity };
          return { message: fault.kind, at, data: { policy }, ...severity };
        }
      }
    }
  },

  examples,
});
