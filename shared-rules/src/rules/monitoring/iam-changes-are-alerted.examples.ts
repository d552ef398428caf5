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

const TOPIC = 'urn:smn:eu-de:0123456789abcdef0123456789abcdef:security';
const notification = (settings: Readonly<Record<string, unknown>> = {}) => ({
  'opentelekomcloud_cts_event_notification_v3.iam': {
    notification_name: 'iam',
    operation_type: 'customized',
    topic_id: TOPIC,
    status: 'enabled',
    operations: [{ service_type: 'IAM', resource_type: 'user', trace_names: ['createUser', 'createCredential'] }],
    ...settings,
  },
});
const everything = { operation_type: 'complete', operations: null };
const ofOtc = ['opentelekomcloud_cts_event_notification_v3.iam'] as const;

/** Examples of `iam-changes-are-alerted`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a notification of Cloud Trace Service without a topic',
      resources: notification({ ...everything, topic_id: null }),
      at: ofOtc,
    },
    {
      title: 'a notification of changes of IAM that is switched off',
      resources: notification({ status: 'disabled' }),
      at: ofOtc,
    },
    {
      title: 'the baseline of an account of Open Telekom Cloud that only tells of networks',
      resources: notification({
        operations: [{ service_type: 'VPC', resource_type: 'vpc', trace_names: ['deleteVpc'] }],
      }),
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the baseline of an account of Open Telekom Cloud that only tells who signs in',
      resources: notification({
        operations: [{ service_type: 'IAM', resource_type: 'user', trace_names: ['login', 'loginfailed'] }],
      }),
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the baseline of an account of Open Telekom Cloud that only tells of what one user does',
      resources: notification({ ...everything, notify_user_list: [{ user_group: 'admin', user_list: ['alice'] }] }),
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
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
      title: 'a baseline that only tells of security groups and bucket policies',
      resources: {
        'aws_cloudwatch_log_metric_filter.other': filter(
          '{ ($.eventName = CreateSecurityGroup) || (($.eventSource = s3.amazonaws.com) && ($.eventName = PutBucketPolicy)) }',
        ),
        'aws_cloudwatch_metric_alarm.other': alarm,
      },
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
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
      title: 'a notification of every operation, to a topic of the stack',
      resources: {
        'opentelekomcloud_smn_topic_v2.security': { name: 'security' },
        ...notification({ ...everything, topic_id: '${opentelekomcloud_smn_topic_v2.security.id}' }),
      },
      configuration: baseline,
    },
    {
      title: 'a notification of changes of IAM needs nothing of CloudWatch beside it',
      resources: notification(),
      configuration: baseline,
    },
    {
      title: 'a notification of networks without a topic is none of IAM',
      resources: notification({
        topic_id: null,
        operations: [{ service_type: 'VPC', resource_type: 'vpc', trace_names: ['deleteVpc'] }],
      }),
    },
    {
      title: 'a notification of Huawei Cloud, with the names that arguments have there',
      resources: {
        'huaweicloud_cts_notification.iam': {
          name: 'iam',
          operation_type: 'customized',
          smn_topic: TOPIC,
          operations: [{ service: 'IAM', resource: 'user', trace_names: ['createUser'] }],
        },
      },
      configuration: baseline,
    },
    {
      title: 'an alarm on an expression with the metric in it',
      resources: {
        'aws_cloudwatch_log_metric_filter.iam': iam,
        'aws_cloudwatch_metric_alarm.iam': {
          alarm_name: 'iam',
          alarm_actions: alarm.alarm_actions,
          metric_query: [
            {
              id: 'm',
              return_data: true,
              metric: [{ metric_name: 'IamChanges', namespace: 'Audit', period: 60, stat: 'Sum' }],
            },
          ],
        },
      },
    },
    {
      title: 'a filter for security groups is no filter for IAM',
      resources: { 'aws_cloudwatch_log_metric_filter.groups': filter('{ ($.eventName = DeleteSecurityGroup) }') },
    },
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
      title: 'which topic Cloud Trace Service tells is a variable',
      resources: { 'var.topic': { type: 'string' }, ...notification({ topic_id: '${var.topic}' }) },
      at: ofOtc,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'whom the alarm tells is a variable',
      resources: {
        'var.topics': { type: 'list(string)' },
        'aws_cloudwatch_log_metric_filter.iam': iam,
        'aws_cloudwatch_metric_alarm.iam': { ...alarm, alarm_actions: '${var.topics}' },
      },
      at: ['aws_cloudwatch_log_metric_filter.iam'],
      onlyIn: 'terraform' as const,
    },
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
