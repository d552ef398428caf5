/** What the access control lists of buckets and objects open to everybody, as the policies that they amount to. */
import type { ResourcePolicy } from '../../model/exposure';
import type { Resource } from '../../model/resource';
import { fromJson, stringOf, type Value } from '../../model/value';
import type { Of } from '../aws-drafts';
import { blocksIn, valuesInBlocks } from '../blocks';
import { at, made } from './made';
import { surest, type Buckets } from './public-blocks';

/** What an ACL is on. */
type Kind = 'bucket' | 'object';

/** What each permission of an ACL allows ("Mapping of ACL permissions and access policy permissions", S3 User Guide). */
const ALLOWS: Readonly<Record<Kind, Readonly<Record<string, readonly string[]>>>> = {
  bucket: {
    READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
    WRITE: ['s3:PutObject', 's3:DeleteObject'],
    READ_ACP: ['s3:GetBucketAcl'],
    WRITE_ACP: ['s3:PutBucketAcl'],
  },
  object: {
    READ: ['s3:GetObject', 's3:GetObjectVersion'],
    READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
    WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
  },
};

/** Who gets which permissions. */
type Opened = readonly [who: 'all' | 'signed', ...permissions: string[]];

/** Canned ACLs that open something ("Canned ACL", S3 User Guide). */
const CANNED: Readonly<Record<string, Opened>> = {
  'public-read': ['all', 'READ'],
  'public-read-write': ['all', 'READ', 'WRITE'],
  'authenticated-read': ['signed', 'READ'],
};

const GROUPS: readonly (readonly [end: string, who: 'all' | 'signed'])[] = [
  ['/groups/global/AllUsers', 'all'],
  ['/groups/global/AuthenticatedUsers', 'signed'],
];

/** Every ACL that opens a bucket or an object to everybody. */
export function bucketAcls(of: Of, buckets: Buckets): readonly ResourcePolicy[] {
  const on = (kind: Kind, ...types: readonly string[]): readonly ResourcePolicy[] =>
    types.flatMap(of).flatMap((resource) => acl(resource, kind, buckets));
  return [
    ...on('bucket', 'aws_s3_bucket_acl', 'aws_s3_bucket'),
    ...on('object', 'aws_s3_object', 'aws_s3_bucket_object', 'aws_s3_object_copy'),
  ];
}

function acl(resource: Resource, kind: Kind, buckets: Buckets): readonly ResourcePolicy[] {
  const opened = openedBy(resource, kind);
  if (opened.length === 0) return [];
  const block = surest([buckets.ownershipOf(resource), buckets.blockOf(resource, 'acl')]);
  const about = { label: `S3 ${kind}`, resourceType: kind === 'bucket' ? 'AWS::S3::Bucket' : 'AWS::S3::Object' };
  return opened.map(([property, document]) => ({
    ...made(resource, property, kind === 'bucket' ? 'bucket' : 'key', { ...about, document }),
    ...(block === undefined ? {} : { block }),
  }));
}

type ByArgument = readonly (readonly [property: string, document: Value])[];

function openedBy(resource: Resource, kind: Kind): ByArgument {
  const canned = at(resource, 'acl');
  const whole = CANNED[stringOf(canned) ?? ''];
  const nested = valuesInBlocks(at(resource, 'access_control_policy'), 'grant').flatMap(blocksIn);
  const own = blocksIn(at(resource, 'grant'));
  return [
    ...(whole === undefined ? [] : [['acl', documentOf(whole, kind)] as const]),
    ...(canned?.kind === 'unknown' || canned?.kind === 'text' ? [['acl', canned] as const] : []),
    ...nested.flatMap((grant) => granted(grant, kind)).map((each) => ['access_control_policy', each] as const),
    ...own.flatMap((grant) => granted(grant, kind)).map((each) => ['grant', each] as const),
  ];
}

/** What a grant opens to a group of everybody; a grant that is not known may. */
function granted(grant: Value, kind: Kind): readonly Value[] {
  if (grant.kind !== 'map') return grant.kind === 'unknown' ? [grant] : [];
  const { entries, more } = grant;
  const uri = entries.get('uri') ?? valuesInBlocks(entries.get('grantee'), 'uri')[0] ?? more;
  if (uri?.kind === 'unknown') return [uri];
  const who = GROUPS.find(([end]) => stringOf(uri)?.endsWith(end) === true)?.[1];
  if (who === undefined) return [];
  const listed = entries.get('permissions') ?? entries.get('permission') ?? more;
  const permissions = listed?.kind === 'list' ? [...listed.items, ...(listed.more ? [listed.more] : [])] : [listed];
  const open = permissions.find((each) => each?.kind === 'unknown');
  return [open ?? documentOf([who, ...permissions.flatMap((each) => stringOf(each) ?? [])], kind)];
}

function documentOf([who, ...permissions]: Opened, kind: Kind): Value {
  const all = permissions.includes('FULL_CONTROL') ? Object.keys(ALLOWS[kind]) : permissions;
  const actions = all.flatMap((permission) => ALLOWS[kind][permission] ?? []);
  const principal = who === 'all' ? '*' : { AWS: '*' };
  return fromJson({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: actions, Resource: '*' }],
  });
}
