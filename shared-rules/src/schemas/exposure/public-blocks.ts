/** What keeps the public out of a bucket whatever its policy or its ACL says. */
import type { ResourcePolicy } from '../../model/exposure';
import type { Resource } from '../../model/resource';
import { booleanOf } from '../../model/settings';
import { isNull, known, stringOf, unknown, type Unknown, type Value } from '../../model/value';
import type { Of } from '../aws-drafts';
import { valuesInBlocks } from '../blocks';
import { follow, indexOf, type Index, type Named, type Target } from '../links';

/** What opens a bucket: its policy, or an ACL. */
export type Opener = 'policy' | 'acl';

type Block = NonNullable<ResourcePolicy['block']>;

/** Settings of which one is enough: it refuses the policy, or it ignores it ("Blocking public access", S3 User Guide). */
const SETTINGS: Readonly<Record<Opener, readonly string[]>> = {
  policy: ['restrict_public_buckets', 'block_public_policy'],
  acl: ['ignore_public_acls', 'block_public_acls'],
};

/** The buckets of a stack and what blocks the public from them. */
export interface Buckets {
  readonly index: Index<Named>;
  /** What blocks the public from the bucket that an argument names. */
  readonly blockOf: (bucket: Value | undefined, from: Resource, opener: Opener) => Block | undefined;
  /** What switches off the ACLs of a bucket. */
  readonly ownershipOf: (bucket: Value | undefined, from: Resource) => Block | undefined;
}

/** Reads the buckets of a stack. */
export function bucketsOf(of: Of): Buckets {
  const index = indexOf(of('aws_s3_bucket').map((resource) => ({ resource, name: nameOf(resource) })));
  const ofAccount = of('aws_s3_account_public_access_block');
  const ofBuckets = [...of('aws_s3_bucket_public_access_block')];
  const owners = [...of('aws_s3_bucket_ownership_controls')];
  const meant = (bucket: Value | undefined, from: Resource, others: readonly Resource[]): readonly Meant[] => {
    const target = targetOf(bucket, from, index);
    return others.flatMap((resource) => {
      const same = isSame(target, targetOf(resource.values.get('bucket'), resource, index));
      return same === false ? [] : [{ resource, doubt: same === true ? resource.uncertain : same }];
    });
  };
  return {
    index,
    blockOf: (bucket, from, opener) => {
      const account = ofAccount
        .filter(({ provider }) => provider === from.provider)
        .map((resource) => ({ resource, doubt: resource.uncertain }));
      return surest([...account, ...meant(bucket, from, ofBuckets)].flatMap((each) => blockBy(each, SETTINGS[opener])));
    },
    ownershipOf: (bucket, from) => surest(meant(bucket, from, owners).flatMap(enforced)),
  };
}

interface Meant {
  readonly resource: Resource;
  /** Why it is not known whether it counts. */
  readonly doubt: Unknown | undefined;
}

function nameOf({ values, address }: Resource): Value {
  const name = values.get('bucket');
  return name === undefined || isNull(name) ? unknown(`the name of \`${address}\` is chosen on creation`) : name;
}

function targetOf(bucket: Value | undefined, from: Resource, index: Index<Named>): Target<Named> {
  return follow(bucket ?? known(null), index, from);
}

/** Whether two arguments name the same bucket, or why that is not known. */
function isSame(one: Target<Named>, other: Target<Named>): boolean | Unknown {
  if (one.to === 'unknown' || other.to === 'unknown') {
    const reason = one.to === 'unknown' ? one.reason : other.to === 'unknown' ? other.reason : undefined;
    return isSameText(one, other) || (reason ?? false);
  }
  if (one.to === 'entity' && other.to === 'entity') return one.entity === other.entity;
  return one.to === 'outside' && other.to === 'outside' && one.name === other.name;
}

/** The same expression means the same bucket. */
function isSameText(one: Target<Named>, other: Target<Named>): boolean {
  if (one.to !== 'unknown' || other.to !== 'unknown') return false;
  const [first] = one.reason.references;
  const [second] = other.reason.references;
  return first !== undefined && first.address === second?.address && first.attribute === second.attribute;
}

/** One of the settings is on; a setting that is not known may be. */
function blockBy({ resource, doubt }: Meant, settings: readonly string[]): readonly Block[] {
  const values = settings.map((name) => resource.values.get(name));
  if (values.some((value) => booleanOf(value) === true))
    return [{ by: resource, ...(doubt === undefined ? {} : { uncertain: doubt }) }];
  const open = values.find((value) => value?.kind === 'unknown');
  return open?.kind === 'unknown' ? [{ by: resource, uncertain: open }] : [];
}

function enforced({ resource, doubt }: Meant): readonly Block[] {
  return valuesInBlocks(resource.values.get('rule'), 'object_ownership').flatMap((value): readonly Block[] => {
    if (value.kind === 'unknown') return [{ by: resource, uncertain: value }];
    if (stringOf(value) !== 'BucketOwnerEnforced') return [];
    return [{ by: resource, ...(doubt === undefined ? {} : { uncertain: doubt }) }];
  });
}

/** A certain one before one that may be there. */
function surest(blocks: readonly Block[]): Block | undefined {
  return blocks.find(({ uncertain }) => uncertain === undefined) ?? blocks[0];
}

/** The block of an access point of its own; all of it is on where nothing is said (`aws_s3_access_point`). */
export function accessPointBlock(point: Resource): Block | undefined {
  const configuration = point.values.get('public_access_block_configuration');
  if (configuration === undefined || isNull(configuration)) return { by: point };
  const values = SETTINGS.policy.map((name) => valuesInBlocks(configuration, name)[0]);
  if (values.some((value) => value === undefined || booleanOf(value) === true)) return { by: point };
  const open = values.find((value) => value?.kind === 'unknown');
  return open?.kind === 'unknown' ? { by: point, uncertain: open } : undefined;
}
