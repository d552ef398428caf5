import * as v from 'valibot';
import { judgeTrackers } from '../../access/cts';
import { judgeTrails, type TrailVerdict, type TrailWeakness } from '../../access/trails';
import type { Cloud } from '../../model/cloud';
import type { Trail } from '../../model/monitoring';
import type { CtsTracker } from '../../model/otc';
import { defineRule } from '../../rule/define-rule';
import type { Severity } from '../../rule/finding';
import { examples } from './audit-trail-enabled.examples';

const flag = (standard: boolean, description: string) =>
  v.optional(v.pipe(v.boolean(), v.description(description)), standard);

/** What happens in the account is recorded. */
export const auditTrailEnabled = defineRule({
  id: 'audit-trail-enabled',
  title: 'A trail records what happens in the whole account, and its files can be trusted',
  severity: 'high',
  rationale:
    'Without a trail nobody can say afterwards who did what with which key. A trail of one region misses what an intruder does in ' +
    'the others, and files that nobody validates can be changed. Traces of Open Telekom Cloud that no bucket keeps are gone after a week.',
  remediation:
    'Declare one `aws_cloudtrail` with `is_multi_region_trail`, `enable_log_file_validation` and a `kms_key_id`, or set the arguments that the finding names.',
  remediations: {
    otc: 'Declare one `opentelekomcloud_cts_tracker_v3` with `status = "enabled"`, a `bucket_name` and `is_lts_enabled`, or set the arguments that the finding names.',
  },
  canFix: true,
  recommendations: ['aws-iam-classic/monitor', 'access-keys/10-tracking', 'guide/monitor', 'otc/cts'],
  appliesTo: ['account'],
  decidedByOneResource: [],
  options: v.strictObject({
    managedElsewhere: flag(false, 'Whether another stack or the organisation has a trail for the account.'),
    ownKey: flag(true, 'Whether the files must be encrypted with a key of KMS that the account chooses.'),
    cloudWatchLogs: flag(false, 'Whether a trail must write to a log group of CloudWatch too.'),
    logTransfer: flag(true, 'Whether a tracker of Cloud Trace Service should send its traces to Log Tank Service too.'),
  }),
  messages: {
    absent:
      'the stack is the baseline of its account and has no trail: declare an `aws_cloudtrail` with `is_multi_region_trail`',
    noTracker:
      'the stack is the baseline of its account and has no tracker of Cloud Trace Service: declare an `opentelekomcloud_cts_tracker_v3` with `status = "enabled"` and a `bucket_name`',
    weak: 'the trail is weak: {problems}',
    tracker: 'the tracker of Cloud Trace Service is weak: {problems}',
  },

  check({ resource, isBaseline, clouds, monitoring }, { options, report, unresolved }) {
    const isWanted = isBaseline && !options.managedElsewhere;
    const missing = (cloud: Cloud, [first, ...others]: readonly Trail[] | readonly CtsTracker[]): boolean => {
      if (!isWanted || !clouds.has(cloud)) return false;
      const doubt = others.length === 0 ? first?.resource.uncertain : undefined;
      if (doubt !== undefined) unresolved(doubt, resource);
      return first === undefined;
    };
    if (missing('aws', monitoring.trails)) report({ message: 'absent', at: resource, data: {} });
    if (missing('otc', monitoring.otc.trackers)) report({ message: 'noTracker', at: resource, data: {} });
    const tell = (message: 'weak' | 'tracker', { resource: at, weak, open }: TrailVerdict): void => {
      const [first] = weak;
      if (first !== undefined) report({ message, at, property: first.property, ...gistOf(weak) });
      else if (open !== undefined) unresolved(open.reason, at, open.property);
    };
    for (const verdict of judgeTrails(monitoring, options)) tell('weak', verdict);
    for (const verdict of judgeTrackers(monitoring.otc, options.logTransfer)) tell('tracker', verdict);
  },

  examples,
});

/** What is weak in one sentence, as bad as the gravest of it, with what mends it. */
function gistOf(weak: readonly TrailWeakness[]): {
  readonly data: { readonly problems: string };
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly fix?: Readonly<Record<string, boolean | string>>;
} {
  const severity = (['high', 'medium'] as const).find((each) => weak.some((one) => one.severity === each)) ?? 'low';
  const pairs = weak.flatMap(({ property, wanted }) => (wanted === undefined ? [] : [[property, wanted] as const]));
  return {
    data: { problems: weak.map(({ problem }) => problem).join('; ') },
    fingerprint: weak.map(({ property }) => property).join('\n'),
    severity,
    ...(pairs.length === 0 ? {} : { fix: Object.fromEntries(pairs) }),
  };
}
