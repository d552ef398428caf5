/** What keeps the public out of resources whatever their policies say, as far as the stack shows it. */
import type { Resource } from '../../model/resource';
import { booleanOf } from '../../model/settings';
import { isNull, known, type Value } from '../../model/value';
import type { Of } from '../aws-drafts';
import { argumentOf, blocksIn } from '../blocks';
import { follow, indexOf } from '../links';
import { pointBlock, surest, type Block, type Buckets } from './public-blocks';

/** What keeps the public out of what the policy of a resource protects. */
export type BlockFor = (resource: Resource, resourceType: string) => Block | undefined;

/** Reads what the stack says of it. */
export function blocksFor(of: Of, buckets: Buckets): BlockFor {
  const points = finderOf(of('aws_s3_access_point'), 'name');
  const multiRegionPoints = finderOf(of('aws_s3control_multi_region_access_point'), 'details.name');
  const domains = finderOf([...of('aws_opensearch_domain'), ...of('aws_elasticsearch_domain')], 'domain_name');
  return (resource, resourceType) => {
    switch (resourceType) {
      case 'AWS::S3::Bucket':
        return buckets.blockOf(resource, 'policy');
      case 'AWS::S3::AccessPoint':
        return surest([
          points(resource, 'access_point_arn', (point) => accessPoint(point, buckets)),
          buckets.accountBlockOf(resource, 'policy'),
        ]);
      case 'AWS::S3::MultiRegionAccessPoint':
        return surest([
          multiRegionPoints(resource, 'details.name', multiRegionPoint),
          buckets.accountBlockOf(resource, 'policy'),
        ]);
      case 'AWS::SecretsManager::Secret':
        return secret(resource);
      case 'AWS::OpenSearchService::Domain':
        return domains(resource, 'domain_name', searchDomain);
      default:
        return isClosed(resource, resourceType) ? { by: resource } : undefined;
    }
  };
}

type Finder = (resource: Resource, argument: string, read: (found: Resource) => Block | undefined) => Block | undefined;

/** Finds the one of these that a resource is or that its argument names, and says what it says. */
function finderOf(others: readonly Resource[], nameArgument: string): Finder {
  const index = indexOf(
    others.map((resource) => ({ resource, name: argumentOf(resource, nameArgument) ?? known(null) })),
  );
  return (resource, argument, read) => {
    const itself = index.byAddress.get(resource.address);
    if (itself !== undefined) return read(resource);
    const target = follow(argumentOf(resource, argument) ?? known(null), index, resource);
    if (target.to === 'entity') return read(target.entity.resource);
    if (target.to === 'outside') return undefined;
    const block = surest(others.map(read));
    return block && { ...block, uncertain: target.reason };
  };
}

/**
 * Directory buckets and Object Lambda access points that Terraform makes block the public for good ("Block public access",
 * S3 User Guide). An auth policy of VPC Lattice speaks to the VPCs of a service network only.
 */
function isClosed({ type }: Resource, resourceType: string): boolean {
  return (
    resourceType === 'AWS::S3Express::DirectoryBucket' ||
    resourceType === 'AWS::S3ObjectLambda::AccessPoint' ||
    type === 'aws_vpclattice_auth_policy'
  );
}

/** Secrets Manager refuses a policy that is public, where it is asked to (`block_public_policy`). */
function secret(by: Resource): Block | undefined {
  const setting = by.values.get('block_public_policy');
  if (setting?.kind === 'unknown') return { by, uncertain: setting };
  return booleanOf(setting) === true ? { by } : undefined;
}

/* ---- access points of S3 ---- */

/** The strictest of the access point, its bucket and the account counts ("Blocking public access", S3 User Guide). */
function accessPoint(point: Resource, buckets: Buckets): Block | undefined {
  const settings = argumentOf(point, 'public_access_block_configuration');
  return surest([inVpc(point, 'vpc_configuration'), pointBlock(point, settings), buckets.blockOf(point, 'policy')]);
}

function multiRegionPoint(point: Resource): Block | undefined {
  return pointBlock(point, argumentOf(point, 'details.public_access_block'));
}

/** "An access point that has a network origin of VPC is always considered non-public"; so are domains in a VPC. */
function inVpc(by: Resource, argument: string): Block | undefined {
  const [block] = blocksIn(by.values.get(argument));
  if (block?.kind === 'unknown') return { by, uncertain: block };
  return block?.kind === 'map' ? { by } : undefined;
}

/* ---- OpenSearch ---- */

/**
 * A domain in a VPC is not reached from outside; one with fine-grained access control knows nobody but its own users and
 * roles, unless it takes anonymous ones ("Fine-grained access control in Amazon OpenSearch Service").
 */
function searchDomain(domain: Resource): Block | undefined {
  const options = blocksIn(domain.values.get('advanced_security_options'));
  return surest([inVpc(domain, 'vpc_options'), ...options.map(asksWho(domain))]);
}

function asksWho(by: Resource): (options: Value) => Block | undefined {
  return (options) => {
    if (options.kind === 'unknown') return { by, uncertain: options };
    if (options.kind !== 'map') return undefined;
    const { entries, more } = options;
    const anonymous = entries.get('anonymous_auth_enabled');
    const enabled = entries.get('enabled') ?? more;
    if (booleanOf(anonymous) === true || enabled === undefined || isNull(enabled)) return undefined;
    const open = [enabled, anonymous].find((value) => value?.kind === 'unknown');
    if (open?.kind === 'unknown') return { by, uncertain: open };
    return booleanOf(enabled) === true ? { by } : undefined;
  };
}
