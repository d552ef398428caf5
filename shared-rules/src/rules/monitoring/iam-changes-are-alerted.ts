import * as v from 'valibot';
import { isIamTold, silentNotifications } from '../../access/cts';
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
    'Give what looks for these events somebody to tell: a metric filter an alarm with `alarm_actions`, an event rule a target (of IAM in us-east-1).',
  remediations: {
    otc: 'Declare an `opentelekomcloud_cts_event_notification_v3` for the operations of `IAM`, enabled, with a `topic_id`.',
  },
  recommendations: ['aws-iam-classic/monitor', 'guide/monitor', 'otc/cts'],
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
    untold: 'the stack is the baseline of its account, and no notification of Cloud Trace Service tells anybody of changes of IAM, whoever makes them: declare an `opentelekomcloud_cts_event_notification_v3` with a `topic_id`, and with `operation_type = "complete"` or with `operations` of the service `IAM`',
    silent: 'the notification of Cloud Trace Service is meant for changes of IAM, but {problem} (`{property}`)',
    elsewhere: 'the event rule looks for changes of IAM in {region}, where EventBridge never has them: move it to us-east-1',
  }, // prettier-ignore

  check({ resource, isBaseline, clouds, monitoring }, { options, report, unresolved }) {
    for (const alert of monitoring.alerts) {
      const fault = faultOf(alert);
      if (fault === undefined || 'reason' in alert.tells) continue;
      const { source, region = '', property, resource: at } = alert;
      const events = inWords(alert.tells);
      if (fault === 'elsewhere') report({ message: 'elsewhere', at, property, data: { region } });
      else if (fault !== 'unheard') unresolved(fault, at);
      else report({ message: source === 'metric-filter' ? 'filter' : 'rule', at, data: { events } });
    }
    for (const { resource: at, property, problem, isSilent } of silentNotifications(monitoring.otc)) {
      if (isSilent === true) report({ message: 'silent', at, property, data: { property, problem } });
      else unresolved(isSilent, at, property);
    }
    if (!isBaseline || options.managedElsewhere) return;
    const { missing, open } = clouds.has('aws') ? untold(monitoring) : { missing: [], open: undefined };
    if (missing.length > 0 && open !== undefined) unresolved(open, resource);
    else if (missing.length > 0) report({ message: 'absent', at: resource, data: { events: inWords(missing) } });
    const isTold = clouds.has('otc') ? isIamTold(monitoring.otc) : true;
    if (isTold === false) report({ message: 'untold', at: resource, data: {} });
    else if (isTold !== true) unresolved(isTold, resource);
  },

  examples,
});

function inWords(events: readonly ('iam' | 'root')[]): string {
  return events.map((event) => WORDS[event]).join(' and ');
}
