/** Buckets and distributions, and whether they log who uses them. */
import type { Loggable } from '../model/monitoring';
import type { Resource } from '../model/resource';
import { concatenate, isNull, known, unknown, type Unknown, type Value } from '../model/value';
import type { Of } from './aws-drafts';
import { blocksIn } from './blocks';
import { follow, indexOf, referredBy, type Index, type Named } from './links';

/** The buckets and distributions of the stack; a bucket that logs are written to is not asked for logs of its own. */
export function loggablesOf(of: Of): readonly Loggable[] {
  return [...bucketsOf(of), ...distributionsOf(of)];
}

function bucketsOf(of: Of): readonly Loggable[] {
  const buckets = of('aws_s3_bucket').map((resource) => ({ resource, name: bucketName(resource) }));
  if (buckets.length === 0) return [];
  const index = indexOf(buckets);
  const loggings = of('aws_s3_bucket_logging');
  const logged = loggings.map((logging) => ({ logging, to: toBucket(logging, 'bucket', index) }));
  const targets = new Set<Named | undefined>([
    ...loggings.map((logging) => entityIn(toBucket(logging, 'target_bucket', index))),
    ...of('aws_cloudtrail').map((trail) => entityIn(toBucket(trail, 's3_bucket_name', index))),
    ...of('aws_config_delivery_channel').map((channel) => entityIn(toBucket(channel, 's3_bucket_name', index))),
  ]);
  const open = logged.map(({ to }) => to).find((to) => to.to === 'unknown')?.reason;
  return buckets.flatMap((bucket) => {
    if (targets.has(bucket)) return [];
    const own = logged.filter(({ to }) => entityIn(to) === bucket).map(({ logging }) => logging.uncertain ?? true);
    const isLogged = blocksIn(bucket.resource.values.get('logging')).length > 0 || (own[0] ?? open ?? false);
    return [{ resource: bucket.resource, label: 'bucket', isLogged }];
  });
}

type Target = ReturnType<typeof follow<Named>>;

function toBucket(resource: Resource, argument: string, index: Index<Named>): Target {
  return follow(resource.values.get(argument) ?? known(''), index, resource);
}

function entityIn(target: Target): Named | undefined {
  return target.to === 'entity' ? target.entity : undefined;
}

function bucketName(resource: Resource): Value {
  const name = resource.values.get('bucket');
  if (name !== undefined && !isNull(name)) return name;
  const chosen = unknown(`the name of \`${resource.address}\` is chosen on creation`, [{ address: resource.address }]);
  const prefix = resource.values.get('bucket_prefix');
  return prefix === undefined || isNull(prefix) ? chosen : concatenate([prefix, chosen]);
}

/** The older logs are an argument of the distribution, the newer ones a delivery of CloudWatch Logs. */
function distributionsOf(of: Of): readonly Loggable[] {
  const distributions = of('aws_cloudfront_distribution');
  const byAddress = new Map(distributions.map((resource) => [resource.address, { resource, name: known('') }]));
  const sources = of('aws_cloudwatch_log_delivery_source').flatMap((source): readonly (Named | Unknown)[] => {
    const arn = source.values.get('resource_arn') ?? known('');
    const found = referredBy(arn, { byAddress });
    return found.length === 0 && arn.kind === 'unknown' && arn.references.length === 0 ? [arn] : found;
  });
  const open = sources.find((source): source is Unknown => 'reason' in source);
  return distributions.map((resource) => {
    const delivered = sources.some((source) => 'resource' in source && source.resource === resource);
    const isLogged = blocksIn(resource.values.get('logging_config')).length > 0 || delivered || (open ?? false);
    return { resource, label: 'distribution', isLogged };
  });
}
