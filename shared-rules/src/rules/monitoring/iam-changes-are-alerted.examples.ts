const baseline = { role: 'account-baseline' };
const filter = (pattern: string) => ({
  log_group_name: 'audit',
  name: 'iam',
  pattern,
  metric_transformation: { name: 'IamChanges', namespace: 'Audit', value: '1' },
});
const iam = filter(
  '{ ($.eventName = PutRolePolicy) || ($.eventName = AttachUserPolicy) || ($.eventName = CreateAccessKey) }',
);
const root = filter('{ $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }');
const both = filter('{ ($.eventSource = "iam.amazonaws.com") || ($.userIdentity.type = "Root") }');
const alarm = {
  alarm_name: 'iam',
  metric_name: 'IamChanges',
  namespace: 'Audit',
  comparison_operator: 'GreaterThanOrEqualToThreshold',
  evaluation_periods: 1,
  threshold: 1,
  alarm_actions: ['arn:aws:sns:us-east-1:111122223333:security'],
};
const rule = {
  name: 'iam',
  event_pattern: '{"source":["aws.iam"],"detail-type":["AWS API Call via CloudTrail"]}',
};
const target = { rule: '${aws_cloudwatch_event_rule.iam.name}', arn: 'arn:aws:sns:us-east-1:111122223333:security' };

/** Examples of `iam-changes-are-alerted`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a filter without an alarm counts for nobody',
      resources: { 'aws_cloudwatch_log_metric_filter.iam': iam },
      at: ['aws_cloudwatch_log_metric_filter.iam'],
    },
    {
      title: 'an alarm that does nothing',
      resources: {
        'aws_cloudwatch_log_metric_filter.root': root,
        'aws_cloudwatch_metric_alarm.root': { ...alarm, alarm_actions: [] },
      },
      at: ['aws_cloudwatch_log_metric_filter.root'],
    },
    {
      title: 'the alarm watches another metric',
      resources: {
        'aws_cloudwatch_log_metric_filter.iam': iam,
        'aws_cloudwatch_metric_alarm.iam': { ...alarm, metric_name: 'IamChange' },
      },
      at: ['aws_cloudwatch_log_metric_filter.iam'],
    },
    {
      title: 'an event rule without a target',
      resources: { 'aws_cloudwatch_event_rule.iam': rule },
      at: ['aws_cloudwatch_event_rule.iam'],
    },
    {
      title: 'an event rule where the events of IAM do not arrive',
      resources: {
        'provider.aws': { region: 'eu-central-1' },
        'aws_cloudwatch_event_rule.iam': rule,
        'aws_cloudwatch_event_target.iam': target,
      },
      at: ['aws_cloudwatch_event_rule.iam'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the baseline of an account that tells of IAM and not of root',
      resources: { 'aws_cloudwatch_log_metric_filter.iam': iam, 'aws_cloudwatch_metric_alarm.iam': alarm },
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    {
      title: 'a filter with an alarm that tells a topic',
      resources: { 'aws_cloudwatch_log_metric_filter.both': both, 'aws_cloudwatch_metric_alarm.iam': alarm },
      configuration: baseline,
    },
    {
      title: 'an event rule with a target in us-east-1',
      resources: {
        'provider.aws': { region: 'us-east-1' },
        'aws_cloudwatch_event_rule.iam': rule,
        'aws_cloudwatch_event_target.iam': target,
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'what root does in another region is told there',
      resources: {
        'provider.aws': { region: 'eu-central-1' },
        'aws_cloudwatch_event_rule.iam': { ...rule, event_pattern: '{"detail":{"userIdentity":{"type":["Root"]}}}' },
        'aws_cloudwatch_event_target.iam': target,
      },
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a filter for something else',
      resources: { 'aws_cloudwatch_log_metric_filter.errors': filter('{ $.errorCode = "*Denied" }') },
    },
    {
      title: 'a stack that is no baseline tells of nothing',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
    },
    {
      title: 'somebody else tells of it',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
      configuration: baseline,
      options: { managedElsewhere: true },
    },
  ],
  unresolved: [
    {
      title: 'which metric the alarm watches is a variable',
      resources: {
        'var.metric': { type: 'string' },
        'aws_cloudwatch_log_metric_filter.iam': iam,
        'aws_cloudwatch_metric_alarm.iam': { ...alarm, metric_name: '${var.metric}' },
      },
      at: ['aws_cloudwatch_log_metric_filter.iam'],
      onlyIn: 'terraform' as const,
    },
  ],
};
