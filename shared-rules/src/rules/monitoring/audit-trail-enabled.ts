import * as v from 'valibot';
import { judgeTrails, type TrailWeakness } from '../../access/trails';
import { defineRule } from '../../rule/define-rule';
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
    'the others, and files that nobody validates can be changed.',
  remediation:
    'Declare one `aws_cloudtrail` with `is_multi_region_trail`, `enable_log_file_validation` and a `kms_key_id`, or set the arguments that the finding names.',
  canFix: true,
  recommendations: ['aws-iam-classic/monitor', 'access-keys/10-tracking', 'guide/monitor'],
  appliesTo: ['account'],
  decidedByOneResource: [],
  options: v.strictObject({
    managedElsewhere: flag(false, 'Whether another stack or the organisation has a trail for the account.'),
    ownKey: flag(true, 'Whether the files must be encrypted with a key of KMS that the account chooses.'),
    cloudWatchLogs: flag(false, 'Whether a trail must write to a log group of CloudWatch too.'),
  }),
  messages: {
    absent:
      'the stack is the baseline of its account and has no trail: declare an `aws_cloudtrail` with `is_multi_region_trail`',
    weak: 'the trail is weak: {problems}',
  },

  check({ resource, isBaseline, monitoring }, { options, report, unresolved }) {
    const [trail, ...others] = monitoring.trails;
    const isAbsent = trail === undefined && isBaseline && !options.managedElsewhere;
    if (isAbsent) return report({ message: 'absent', at: resource, data: {} });
    const doubt = others.length === 0 ? trail?.resource.uncertain : undefined;
    if (isBaseline && !options.managedElsewhere && doubt !== undefined) unresolved(doubt, resource);
    for (const {
      trail: { resource: at },
      weak,
      open,
    } of judgeTrails(monitoring, options)) {
      const [first] = weak;
      if (first !== undefined) {
        const problems = weak.map(({ problem }) => problem).join('; ');
        const fix = fixOf(weak);
        const severity = weak.some(({ isGrave }) => isGrave) ? 'high' : 'medium';
        report({ message: 'weak', at, property: first.property, data: { problems }, severity, ...fix });
      } else if (open !== undefined) unresolved(open.reason, at, open.property);
    }
  },

  examples,
});

function fixOf(weak: readonly TrailWeakness[]): { readonly fix?: Readonly<Record<string, boolean>> } {
  const pairs = weak.flatMap(({ property, wanted }) => (wanted === undefined ? [] : [[property, wanted] as const]));
  return pairs.length === 0 ? {} : { fix: Object.fromEntries(pairs) };
}
