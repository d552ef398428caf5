/** What opens a resource by arguments instead of a policy, as the policy that it amounts to. */
import type { ResourcePolicy } from '../../model/exposure';
import type { Resource } from '../../model/resource';
import { dictionary, fromJson, isNull, known, list, stringOf, type Value } from '../../model/value';
import type { Of } from '../aws-drafts';
import { blocksIn, valuesInBlocks } from '../blocks';
import type { Buckets } from './public-blocks';

type Entries = Readonly<Record<string, Value | undefined>>;

function mapOf(entries: Entries): Value {
  return dictionary(
    Object.entries(entries).flatMap(([key, value]) =>
      value === undefined || isNull(value) ? [] : [[key, value] as const],
    ),
  );
}

function documentOf(statement: Entries): Value {
  return mapOf({ Version: known('2012-10-17'), Statement: list([mapOf(statement)]) });
}

/** `{ ArnLike: { aws:SourceArn: … } }` of those that are there; nothing where none is. */
function conditionOf(
  parts: readonly (readonly [operator: string, key: string, value: Value | undefined])[],
): Value | undefined {
  const there = parts.filter(([, , value]) => value !== undefined && !isNull(value));
  if (there.length === 0) return undefined;
  const operators = [...new Set(there.map(([operator]) => operator))];
  return mapOf(
    Object.fromEntries(
      operators.map((operator) => {
        const own = there.filter(([each]) => each === operator);
        return [operator, mapOf(Object.fromEntries(own.map(([, key, value]) => [key, value])))];
      }),
    ),
  );
}

/** A principal as the API of Lambda and EventBridge takes it: `*`, a service, an account or an ARN. */
function principalOf(value: Value | undefined): Value | undefined {
  const text = stringOf(value);
  if (value === undefined || text === '*') return value;
  return mapOf({ [text !== undefined && /\.amazon(aws)?\.com(\.cn)?$/.test(text) ? 'Service' : 'AWS']: value });
}

const at = (resource: Resource, name: string): Value | undefined => resource.values.get(name);

/** Every resource that opens something by its arguments. */
export function madePolicies(of: Of, buckets: Buckets): readonly ResourcePolicy[] {
  return [
    ...of('aws_lambda_permission').map(lambdaPermission),
    ...of('aws_lambda_layer_version_permission').map(layerPermission),
    ...of('aws_lambda_function_url').flatMap(functionUrl),
    ...of('aws_cloudwatch_event_permission').map(eventPermission),
    ...[...of('aws_s3_bucket_acl'), ...of('aws_s3_bucket')].flatMap((resource) => bucketAcl(resource, buckets)),
  ];
}

function made(
  resource: Resource,
  property: string,
  name: string,
  rest: Pick<ResourcePolicy, 'label' | 'resourceType' | 'document'>,
): ResourcePolicy {
  return {
    kind: 'resource-policy',
    resource,
    property,
    isMade: true,
    name: at(resource, name) ?? known(resource.address),
    ...rest,
  };
}

function lambdaPermission(resource: Resource): ResourcePolicy {
  const document = documentOf({
    Effect: known('Allow'),
    Principal: principalOf(at(resource, 'principal')),
    Action: at(resource, 'action'),
    Resource: known('*'),
    Condition: conditionOf([
      ['ArnLike', 'aws:SourceArn', at(resource, 'source_arn')],
      ['StringEquals', 'aws:SourceAccount', at(resource, 'source_account')],
      ['StringEquals', 'aws:PrincipalOrgID', at(resource, 'principal_org_id')],
      ['StringEquals', 'lambda:FunctionUrlAuthType', at(resource, 'function_url_auth_type')],
      ['StringEquals', 'lambda:EventSourceToken', at(resource, 'event_source_token')],
    ]),
  });
  return made(resource, 'principal', 'function_name', {
    label: 'Lambda function',
    resourceType: 'AWS::Lambda::Function',
    document,
  });
}

function layerPermission(resource: Resource): ResourcePolicy {
  const document = documentOf({
    Effect: known('Allow'),
    Principal: principalOf(at(resource, 'principal')),
    Action: at(resource, 'action'),
    Resource: known('*'),
    Condition: conditionOf([['StringEquals', 'aws:PrincipalOrgID', at(resource, 'organization_id')]]),
  });
  return made(resource, 'principal', 'layer_name', {
    label: 'Lambda layer',
    resourceType: 'AWS::Lambda::LayerVersion',
    document,
  });
}

/** With `NONE` the provider permits everybody to call the URL (`aws_lambda_function_url`, FunctionURLAllowPublicAccess). */
function functionUrl(resource: Resource): readonly ResourcePolicy[] {
  const type = at(resource, 'authorization_type');
  if (type === undefined || stringOf(type) === 'AWS_IAM') return [];
  const document =
    type.kind === 'unknown'
      ? type
      : fromJson({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl', Resource: '*' }],
        });
  return [
    made(resource, 'authorization_type', 'function_name', {
      label: 'the URL of Lambda function',
      resourceType: 'AWS::Lambda::Url',
      document,
    }),
  ];
}

function eventPermission(resource: Resource): ResourcePolicy {
  const [condition] = blocksIn(at(resource, 'condition'));
  const part = (name: string): Value | undefined =>
    condition?.kind === 'map' ? condition.entries.get(name) : condition;
  const document = documentOf({
    Effect: known('Allow'),
    Principal: principalOf(at(resource, 'principal')),
    Action: at(resource, 'action') ?? known('events:PutEvents'),
    Resource: known('*'),
    Condition: conditionOf([
      [stringOf(part('type')) ?? 'StringEquals', stringOf(part('key')) ?? 'aws:PrincipalOrgID', part('value')],
    ]),
  });
  return made(resource, 'principal', 'event_bus_name', {
    label: 'event bus',
    resourceType: 'AWS::Events::EventBus',
    document,
  });
}

/* ---- access control lists ---- */

/** What each permission of an ACL on a bucket allows ("Mapping of ACL permissions and access policy permissions", S3 User Guide). */
const ALLOWS: Readonly<Record<string, readonly string[]>> = {
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  WRITE: ['s3:PutObject', 's3:DeleteObject'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};

/** Canned ACLs that open a bucket: who, and with which permissions ("Canned ACL", S3 User Guide). */
const CANNED: Readonly<Record<string, readonly [who: 'all' | 'signed', ...permissions: string[]]>> = {
  'public-read': ['all', 'READ'],
  'public-read-write': ['all', 'READ', 'WRITE'],
  'authenticated-read': ['signed', 'READ'],
};

const GROUPS: readonly (readonly [end: string, who: 'all' | 'signed'])[] = [
  ['/groups/global/AllUsers', 'all'],
  ['/groups/global/AuthenticatedUsers', 'signed'],
];

type Opened = readonly [who: 'all' | 'signed', ...permissions: string[]];

function aclDocument([who, ...permissions]: Opened): Value {
  const all = permissions.includes('FULL_CONTROL') ? Object.keys(ALLOWS) : permissions;
  const actions = all.flatMap((permission) => ALLOWS[permission] ?? []);
  const principal = who === 'all' ? '*' : { AWS: '*' };
  return fromJson({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: actions, Resource: '*' }],
  });
}

function bucketAcl(resource: Resource, buckets: Buckets): readonly ResourcePolicy[] {
  const bucket = at(resource, 'bucket');
  const block = buckets.ownershipOf(bucket, resource) ?? buckets.blockOf(bucket, resource, 'acl');
  const about = { label: 'S3 bucket', resourceType: 'AWS::S3::Bucket' };
  const policy = (property: string, document: Value): ResourcePolicy => ({
    ...made(resource, property, 'bucket', { ...about, document }),
    ...(block === undefined ? {} : { block }),
  });
  const acl = at(resource, 'acl');
  const canned = CANNED[stringOf(acl) ?? ''];
  return [
    ...(canned === undefined ? [] : [policy('acl', aclDocument(canned))]),
    ...(acl?.kind === 'unknown' ? [policy('acl', acl)] : []),
    ...grantsIn(resource).map(([property, opened]) => policy(property, aclDocument(opened))),
  ];
}

/** The grants to groups of everybody, of a block `grant` or of an access control policy. */
function grantsIn(resource: Resource): readonly (readonly [property: string, opened: Opened])[] {
  const nested = valuesInBlocks(at(resource, 'access_control_policy'), 'grant').flatMap(blocksIn);
  const own = blocksIn(at(resource, 'grant'));
  const openedBy = (grant: Value): readonly Opened[] => {
    if (grant.kind !== 'map') return [];
    const uri = stringOf(grant.entries.get('uri')) ?? stringOf(valuesInBlocks(grant.entries.get('grantee'), 'uri')[0]);
    const who = GROUPS.find(([end]) => uri?.endsWith(end) === true)?.[1];
    const listed = grant.entries.get('permissions');
    const permissions = listed?.kind === 'list' ? listed.items : [grant.entries.get('permission')];
    return who === undefined ? [] : [[who, ...permissions.flatMap((each) => stringOf(each) ?? [])]];
  };
  return [
    ...nested.flatMap(openedBy).map((opened) => ['access_control_policy', opened] as const),
    ...own.flatMap(openedBy).map((opened) => ['grant', opened] as const),
  ];
}
