/** Policies of resources, and what else opens a resource to others. */
import type { ResourcePolicy } from '../model/exposure';
import type { Limits } from '../model/organization';
import type { PolicyDocument } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { isNull, known, stringOf, type Value } from '../model/value';
import type { Of } from './aws-drafts';
import { argumentOf, valuesInBlocks } from './blocks';
import { blocksFor, type BlockFor } from './exposure/closed';
import { madePolicies } from './exposure/made-policies';
import { POLICY_ROWS, type PolicyRow } from './exposure/policy-table';
import { bucketsOf, type Buckets } from './exposure/public-blocks';

/** Every policy of a resource that the stack makes. */
export function resourcePolicies(of: Of, limits?: Limits): readonly ResourcePolicy[] {
  const buckets = bucketsOf(of);
  const blockFor = blocksFor(of, buckets);
  const written = POLICY_ROWS.flatMap((row) =>
    of(row.type).flatMap((resource) => writtenPolicies(resource, row, buckets, blockFor)),
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

function writtenPolicies(
  resource: Resource,
  row: PolicyRow,
  buckets: Buckets,
  blockFor: BlockFor,
): readonly ResourcePolicy[] {
  const { property, name } = row;
  const [argument = '', nested] = property.split('.');
  const value = resource.values.get(argument);
  const documents = nested === undefined ? [value] : valuesInBlocks(value, nested);
  return documents.flatMap((document) => {
    if (document === undefined || isNull(document) || stringOf(document) === '') return [];
    const { label, resourceType } = protectedBy(resource, row, buckets);
    const block = blockFor(resource, resourceType);
    return [
      {
        kind: 'resource-policy',
        resource,
        property: argument,
        document,
        label,
        resourceType,
        name: shortName(name === undefined ? undefined : argumentOf(resource, name)) ?? known(resource.address),
        ...(block === undefined ? {} : { block }),
      },
    ];
  });
}

/** One type holds the policies of buckets of both kinds. */
function protectedBy(resource: Resource, row: PolicyRow, buckets: Buckets): Pick<PolicyRow, 'label' | 'resourceType'> {
  if (row.type !== 'aws_s3_bucket_policy' || !buckets.isDirectory(resource)) return row;
  return { label: 'S3 directory bucket', resourceType: 'AWS::S3Express::DirectoryBucket' };
}

/** The name at the end of an ARN or a URL. */
function shortName(value: Value | undefined): Value | undefined {
  const text = stringOf(value);
  return text === undefined || !/^(arn|https?):/.test(text) ? value : known(text.replace(/^.*[:/](?=.)/, ''));
}
