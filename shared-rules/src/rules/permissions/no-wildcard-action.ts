import * as v from 'valibot';
import { findingOf } from '../../access/effect';
import { otcWildcards } from '../../access/otc-wildcards';
import { wildcardActions } from '../../access/wildcard-actions';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-wildcard-action.examples';

/** No wildcard grants all of a service. */
export const noWildcardAction = defineRule({
  id: 'no-wildcard-action',
  title: 'No wildcard in an action grants most of what changes a service',
  severity: 'medium',
  rationale:
    'A service-wide wildcard grants what nobody thought of, such as the policy of a bucket, and what AWS adds tomorrow. ' +
    'It is measured by what it grants after denies, conditions and boundary: wildcards that only read are fine.',
  remediation: 'List the actions that the work needs. Wildcards such as `s3:Get*` and `s3:List*` may stay.',
  remediations: {
    otc: 'List the actions that the work needs. Wildcards such as `ecs:*:get*` and `ecs:*:list*` may stay.',
  },
  recommendations: [
    'aws-iam/generate-from-activity',
    'aws-iam-classic/aws-managed-policies',
    'aws-iam/least-privilege',
    'aws-iam-classic/least-privilege',
    'guide/least-privilege',
    'otc/least-privilege',
  ],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    anywhere:
      '{document} allows {levels} actions by {patterns}, such as {actions} on {resource}. List the actions that are needed',
    named:
      '{document} allows {levels} actions by {patterns} within its resources and conditions, such as {actions}. Who uses a resource need not change its permissions: list the actions that are needed',
    otc: 'custom role `{policy}` allows {level} by {patterns}, such as {action} on {resource}. List the operations that are needed',
  },

  check(entity, { model, report, unresolved }) {
    const custom = otcWildcards(entity);
    for (const { witness, causes, property, fingerprint, ...data } of custom.found) {
      const { action, resource } = witness;
      report({
        message: 'otc',
        at: entity.resource,
        property,
        causes,
        fingerprint,
        witness,
        data: { ...data, action, resource },
      });
    }
    if (custom.doubt !== undefined) unresolved(custom.doubt, entity.resource);
    if (custom.isOtc) return;
    const { found, doubts } = wildcardActions(entity, model);
    for (const { effect, reach, patterns, levels } of found) {
      const { data, ...finding } = findingOf(effect, model);
      const severity = reach === 'named' ? ({ severity: 'low' } as const) : {};
      report({ message: reach, ...finding, ...severity, data: { ...data, patterns, levels } });
    }
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
  },

  examples,
});
