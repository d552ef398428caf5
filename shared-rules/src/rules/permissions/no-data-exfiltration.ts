import * as v from 'valibot';
import { effectsOf, findingOf } from '../../access/effect';
import { givesData } from '../../access/sensitive-actions';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-data-exfiltration.examples';

/** Data is read only where a policy names it. */
export const noDataExfiltration = defineRule({
  id: 'no-data-exfiltration',
  title: 'No policy lets anybody read all data of a kind',
  severity: 'high',
  rationale:
    'One leaked session then reads every object, secret or table of the account, those of other teams and of tomorrow among them.',
  remediation:
    'Name the buckets, secrets, parameters or tables that the work needs, or ask for a tag with aws:ResourceTag.',
  recommendations: ['aws-iam/least-privilege', 'aws-iam-classic/least-privilege', 'guide/least-privilege'],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    unbounded:
      '{document} allows reading all data of a kind: {actions} on {resource}, which no statement names. Name the resources, as in `{shape}`, or ask for aws:ResourceTag',
  },

  check(entity, { model, report, unresolved }) {
    const { effects, doubts } = effectsOf(entity, model, { action: ({ name }) => givesData(name), reach: 'anywhere' });
    for (const effect of effects) report({ message: 'unbounded', ...findingOf(effect, model) });
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
  },

  examples,
});
