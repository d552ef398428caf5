import * as v from 'valibot';
import { faultOf, untold } from '../../access/watching';
import { defineRule } from '../../rule/define-rule';
import { examples } from './iam-changes-are-alerted.examples';

const WORDS = { iam: 'changes of IAM', root: 'use of the root user' };

/** Somebody is told when permissions change and when root acts. */
export const iamChangesAreAlerted = defineRule({
  id: 'iam-changes-are-alerted',
  title: 'Somebody is told of changes of IAM and of use of the root user',
  severity: 'low',
  rationale:
    'Who gets in makes a key or a user first. A filter without an alarm, and an event rule where the events of IAM do not arrive, tell nobody.',
  remediation:
    'Give the metric filter an alarm with `alarm_actions`, or the event rule a target; event rules for IAM belong into us-east-1.',
  recommendations: ['aws-iam-classic/monitor', 'guide/monitor'],
  appliesTo: ['account'],
  decidedByOneResource: [],
  options: v.strictObject({
    managedElsewhere: v.optional(
      v.pipe(v.boolean(), v.description('Whether another stack, or a service that is bought, tells of these events.')),
      false,
    ),
  }),
  messages: {
    absent: 'the stack is the baseline of its account, and nothing in it tells anybody of {events}',
    filter: 'the metric filter looks for {events}, but no alarm on its metric does anything: declare an `aws_cloudwatch_metric_alarm` with `alarm_actions`',
    rule: 'the event rule looks for {events}, but it is switched off or has no target: declare an `aws_cloudwatch_event_target`',
    elsewhere: 'the event rule looks for changes of IAM in {region}, where EventBridge never has them: move it to us-east-1',
  }, // prettier-ignore

  check({ resource, isBaseline, monitoring }, { options, report, unresolved }) {
    for (const alert of monitoring.alerts) {
      const fault = faultOf(alert);
      if (fault === undefined || 'reason' in alert.tells) continue;
      const { source, region = '', property, resource: at } = alert;
      const events = inWords(alert.tells);
      if (fault === 'elsewhere') report({ message: 'elsewhere', at, property, data: { region } });
      else if (fault !== 'unheard') unresolved(fault, at);
      else report({ message: source === 'metric-filter' ? 'filter' : 'rule', at, data: { events } });
    }
    if (!isBaseline || options.managedElsewhere) return;
    const { missing, open } = untold(monitoring);
    if (missing.length === 0) return;
    if (open !== undefined) unresolved(open, resource);
    else report({ message: 'absent', at: resource, data: { events: inWords(missing) } });
  },

  examples,
});

function inWords(events: readonly ('iam' | 'root')[]): string {
  return events.map((event) => WORDS[event]).join(' and ');
}
