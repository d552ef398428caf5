/** What keeps the public out of a bucket whatever its policy or its ACL says. */
import type { ResourcePolicy } from '../../model/exposure';
import type { Resource } from '../../model/resource';
import { booleanOf } from '../../model/settings';
import { isNull, known, stringOf, unknown, type Unknown, type Value } from '../../model/value';
import type { Of } from '../aws-drafts';
import { valuesInBlocks } from '../blocks';
import { encode } from '../../policy/text';
import { follow, indexOf, type Index, type Named, type Target } from '../links';

/** What opens a bucket: its policy, or an ACL. */
export type Opener = 'policy' | 'acl';

/** What keeps the public out. */
export type Block = NonNullable<ResourcePolicy['block']>;

/** Settings of which one is enough: it refuses the policy, or it ignores it ("Blocking public access", S3 User Guide). */
const SETTINGS: Readonly<Record<Opener, readonly string[]>> = {
  policy: ['restrict_public_buckets', 'block_public_policy'],
  acl: ['ignore_public_acls', 'block_public_acls'],
};

/** The buckets of a stack and what blocks the public from them. */
export interface Buckets {
  /** What blocks the public from the bucket that a resource is or names. */
  readonly blockOf: (from: Resource, opener: Opener) => Block | undefined;
  /** What blocks the public from all buckets of the account of a resource. */
  readonly accountBlockOf: (from: Resource, opener: Opener) => Block | undefined;
  /** What switches off the ACLs of a bucket. */
  readonly ownershipOf: (from: Resource) => Block | undefined;
  /** Whether a resource names a directory bucket. */
  readonly isDirectory: (from: Resource) => boolean;
}

/** Reads the buckets of a stack. */
export function bucketsOf(of: Of): Buckets {
  const all = [...of('aws_s3_bucket'), ...of('aws_s3_directory_bucket')];
  const index = indexOf(all.map((resource) => ({ resource, name: nameOf(resource) })));
  const ofAccount = of('aws_s3_account_public_access_block');
  const blocks = blocksOn(of('aws_s3_bucket_public_access_block'), index);
  const owners = blocksOn(of('aws_s3_bucket_ownership_controls'), index);
  const accountBlockOf: Buckets['accountBlockOf'] = (from, opener) =>
    surest(
      ofAccount
        .filter(({ provider }) => provider === from.provider)
        .flatMap((resource) => blockBy(resource, SETTINGS[opener])),
    );
  return {
    accountBlockOf,
    blockOf: (from, opener) =>
      surest([accountBlockOf(from, opener), blocks(from, (resource) => blockBy(resource, SETTINGS[opener]))]),
    ownershipOf: (from) => owners(from, enforced),
    isDirectory: (from) => isDirectory(targetOf(from, index)),
  };
}

function nameOf({ values, address }: Resource): Value {
  const name = values.get('bucket');
  return name === undefined || isNull(name) ? unknown(`the name of \`${address}\` is chosen on creation`) : name;
}

/** The bucket that a resource is, or that its argument names. */
function targetOf(from: Resource, index: Index<Named>): Target<Named> {
  const itself = index.byAddress.get(from.address);
  if (itself !== undefined) return { to: 'entity', entity: itself };
  return follow(from.values.get('bucket') ?? known(null), index, from);
}

/** The names of directory buckets end so ("Directory bucket naming rules", S3 User Guide). */
function isDirectory(target: Target<Named>): boolean {
  if (target.to === 'entity') return target.entity.resource.type === 'aws_s3_directory_bucket';
  return target.to === 'outside' && target.name.endsWith('--x-s3');
}

/* ---- which block is on which bucket ---- */

type Read = (resource: Resource) => readonly Block[];

/** Finds what the resources of one type say of the bucket that a resource names: surely, else what they may. */
function blocksOn(others: readonly Resource[], index: Index<Named>): (from: Resource, read: Read) => Block | undefined {
  const byKey = new Map<string, Resource[]>();
  const unclear: { readonly resource: Resource; readonly reason: Unknown }[] = [];
  for (const resource of others) {
    const target = targetOf(resource, index);
    const key = keyOf(target, resource);
    byKey.set(key, [...(byKey.get(key) ?? []), resource]);
    if (target.to === 'unknown') unclear.push({ resource, reason: target.reason });
  }
  return (from, read) => {
    const target = targetOf(from, index);
    const same = surest((byKey.get(keyOf(target, from)) ?? []).flatMap(read));
    if (same !== undefined) return same;
    if (target.to !== 'unknown') return firstOf(unclear, ({ resource, reason }) => inDoubt(read(resource), reason));
    return firstOf(others, (resource) => inDoubt(read(resource), target.reason));
  };
}

/** Equal keys mean the same bucket; the same expression does. */
function keyOf(target: Target<Named>, from: Resource): string {
  if (target.to === 'entity') return `resource ${target.entity.resource.address}`;
  if (target.to === 'outside') return `name ${target.name}`;
  return `expression ${encode(from.values.get('bucket') ?? target.reason)}`;
}

function inDoubt(blocks: readonly Block[], uncertain: Unknown): Block | undefined {
  const [block] = blocks;
  return block === undefined ? undefined : { ...block, uncertain };
}

function firstOf<T>(items: readonly T[], find: (item: T) => Block | undefined): Block | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/* ---- what a block says ---- */

/** One of the settings is on; a setting that is not known may be. */
function blockBy(resource: Resource, settings: readonly string[]): readonly Block[] {
  const block = blockOn(
    resource,
    settings.map((name) => resource.values.get(name)),
  );
  return block === undefined ? [] : [block];
}

function blockOn(by: Resource, values: readonly (Value | undefined)[]): Block | undefined {
  if (values.some((value) => booleanOf(value) === true)) return blockOf(by);
  const open = values.find((value) => value?.kind === 'unknown');
  return open?.kind === 'unknown' ? { by, uncertain: open } : undefined;
}

/** A block by a resource that may not be there is none for sure. */
function blockOf(by: Resource): Block {
  return by.uncertain === undefined ? { by } : { by, uncertain: by.uncertain };
}

function enforced(resource: Resource): readonly Block[] {
  return valuesInBlocks(resource.values.get('rule'), 'object_ownership').flatMap((value): readonly Block[] => {
    if (value.kind === 'unknown') return [{ by: resource, uncertain: value }];
    return stringOf(value) === 'BucketOwnerEnforced' ? [blockOf(resource)] : [];
  });
}

/** A certain one before one that may be there. */
export function surest(blocks: readonly (Block | undefined)[]): Block | undefined {
  const all = blocks.filter((block) => block !== undefined);
  return all.find(({ uncertain }) => uncertain === undefined) ?? all[0];
}

/** What blocks an access point has of its own, in these settings; all of it is on where nothing is said. */
export function pointBlock(by: Resource, settings: Value | undefined): Block | undefined {
  if (settings === undefined || isNull(settings)) return blockOf(by);
  if (settings.kind === 'list' && settings.items.length === 0 && settings.more === undefined) return blockOf(by);
  const values = SETTINGS.policy.map((name) => valuesInBlocks(settings, name)[0]);
  return values.includes(undefined) ? blockOf(by) : blockOn(by, values);
}
