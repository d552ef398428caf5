/** Policies of resources, and what else opens a resource to others. */
import type { ResourcePolicy } from '../model/exposure';
import type { Limits } from '../model/organization';
import type { PolicyDocument } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { booleanOf } from '../model/settings';
import { isNull, known, stringOf, type Value } from '../model/value';
import type { Of } from './aws-drafts';
import { valuesInBlocks } from './blocks';
import { madePolicies } from './exposure/made-policies';
import { POLICY_ROWS, type PolicyRow } from './exposure/policy-table';
import { accessPointBlock, bucketsOf, type Buckets } from './exposure/public-blocks';
import { follow, indexOf } from './links';

/** Every policy of a resource that the stack makes. */
export function resourcePolicies(of: Of, limits?: Limits): readonly ResourcePolicy[] {
  const buckets = bucketsOf(of);
  const written = POLICY_ROWS.flatMap((row) =>
    of(row.type).flatMap((resource) => writtenPolicies(resource, row, of, buckets)),
  );
  const all = [...written, ...madePolicies(of, buckets)];
  const rcps = limits?.rcps ?? [];
  return rcps.length === 0 ? all : all.map((policy) => ({ ...policy, rcps }));
}

/** The documents as such; what was made from arguments is none. */
export function resourceDocuments(policies: readonly ResourcePolicy[]): readonly PolicyDocument[] {
  return policies
    .filter(({ isMade }) => isMade !== true)
    .map(({ resource, property, document, resourceType }) => ({
      kind: 'document',
      resource,
      property,
      document,
      use: 'resource',
      resourceType,
    }));
}

function writtenPolicies(resource: Resource, row: PolicyRow, of: Of, buckets: Buckets): readonly ResourcePolicy[] {
  const { property, label, resourceType, name } = row;
  const [argument = '', nested] = property.split('.');
  const value = resource.values.get(argument);
  const documents = nested === undefined ? [value] : valuesInBlocks(value, nested);
  return documents.flatMap((document) => {
    if (document === undefined || isNull(document) || stringOf(document) === '') return [];
    const block = blockFor(resource, resourceType, of, buckets);
    return [
      {
        kind: 'resource-policy',
        resource,
        property: argument,
        document,
        label,
        resourceType,
        name: shortName(name === undefined ? undefined : resource.values.get(name)) ?? known(resource.address),
        ...(block === undefined ? {} : { block }),
      },
    ];
  });
}

/** The name at the end of an ARN or a URL. */
function shortName(value: Value | undefined): Value | undefined {
  const text = stringOf(value);
  return text === undefined || !/^(arn|https?):/.test(text) ? value : known(text.replace(/^.*[:/](?=.)/, ''));
}

function blockFor(resource: Resource, resourceType: string, of: Of, buckets: Buckets): ResourcePolicy['block'] {
  switch (resourceType) {
    case 'AWS::S3::Bucket':
      return buckets.blockOf(resource.values.get('bucket'), resource, 'policy');
    case 'AWS::S3::AccessPoint':
      return blockOfPoint(resource, of);
    case 'AWS::SecretsManager::Secret':
      // Secrets Manager refuses a policy that is public.
      return booleanOf(resource.values.get('block_public_policy')) === true ? { by: resource } : undefined;
    default:
      return undefined;
  }
}

function blockOfPoint(resource: Resource, of: Of): ResourcePolicy['block'] {
  if (resource.type === 'aws_s3_access_point') return accessPointBlock(resource);
  const points = of('aws_s3_access_point').map((each) => ({
    resource: each,
    name: each.values.get('name') ?? known(''),
  }));
  const target = follow(resource.values.get('access_point_arn') ?? known(null), indexOf(points), resource);
  return target.to === 'entity' ? accessPointBlock(target.entity.resource) : undefined;
}
