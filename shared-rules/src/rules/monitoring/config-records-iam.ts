import * as v from 'valibot';
import { recordersWithoutIam } from '../../access/watching';
import { defineRule } from '../../rule/define-rule';
import { examples } from './config-records-iam.examples';

const flag = (description: string) => v.optional(v.pipe(v.boolean(), v.description(description)), false);

/** What IAM looked like at any time can be told. */
export const configRecordsIam = defineRule({
  id: 'config-records-iam',
  title: 'AWS Config records users, groups, roles and policies, and a baseline stack logs who uses its buckets',
  severity: 'low',
  rationale:
    'A recorder leaves out IAM unless it is told not to, so nobody can say what a role was allowed last month. Logs of buckets and ' +
    'distributions say who used what.',
  remediation:
    'Set `include_global_resource_types` in the recording group of one region, start the recorder, and give buckets and distributions logs.',
  recommendations: ['aws-iam-classic/monitor', 'guide/monitor'],
  clouds: ['aws'],
  appliesTo: ['account'],
  decidedByOneResource: [],
  options: v.strictObject({
    managedElsewhere: flag('Whether another stack or the organisation has a recorder that records IAM.'),
  }),
  messages: {
    absent: 'the stack is the baseline of its account and has no recorder of AWS Config',
    blind: 'the recorder leaves out {types}: set `include_global_resource_types` in `recording_group`',
    stopped: 'nothing starts the recorder: declare an `aws_config_configuration_recorder_status` with `is_enabled`',
    unlogged: 'nothing logs who uses the {label}',
  },

  check({ resource, isBaseline, monitoring }, { options, report, unresolved }) {
    const { recorders, loggables } = monitoring;
    if (isBaseline) {
      for (const { isLogged, label, resource: at } of loggables) {
        if (isLogged === false) report({ message: 'unlogged', at, data: { label } });
        else if (isLogged !== true) unresolved(isLogged, at);
      }
    }
    if (options.managedElsewhere) return;
    if (isBaseline && recorders.length === 0) return report({ message: 'absent', at: resource, data: {} });
    const { blind, open } = recordersWithoutIam(monitoring);
    if (open !== undefined) unresolved(open.reason, open.recorder.resource, open.recorder.property);
    for (const { resource: at, property, leavesOut } of blind)
      report({
        message: 'blind',
        at,
        property,
        data: { types: leavesOut.join(', ') },
        fingerprint: leavesOut.join('\n'),
      });
    for (const { resource: at, isEnabled } of recorders.filter(
      (each) => !blind.some((one) => one.resource === each.resource),
    )) {
      if (isEnabled === false) report({ message: 'stopped', at, data: {} });
      else if (isEnabled !== true && at !== open?.recorder.resource) unresolved(isEnabled, at);
    }
  },

  examples,
});
