import { organizationIn } from '../engine/configuration-trust';
import { readTerraform } from '../expressions';
import type { PolicyDocument } from '../model/iam-model';
import type { ResourcePolicy } from '../model/exposure';
import type { Value } from '../model/value';
import { stringOf } from '../model/value';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';
import { POLICY_ROWS } from './exposure/policy-table';

type Resources = Example['resources'];

function modelOf(resources: Resources, organization?: object): ReturnType<typeof iamModel> {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const limits = organization && organizationIn(organization, []);
  return iamModel(stack, limits && { limits });
}

function policiesOf(resources: Resources, organization?: object): readonly ResourcePolicy[] {
  return modelOf(resources, organization).entities.filter((entity) => entity.kind === 'resource-policy');
}

function only(resources: Resources): ResourcePolicy {
  const [policy, ...others] = policiesOf(resources);
  expect(others).toEqual([]);
  if (policy === undefined) throw new Error('there is no policy');
  return policy;
}

/** `yes` when the public is kept out for certain. */
function blockOf(resources: Resources, at?: string): 'yes' | 'maybe' | 'no' {
  const { block } = policiesOf(resources).find(({ resource }) => at === undefined || resource.address === at) ?? {};
  if (block === undefined) return 'no';
  return block.uncertain === undefined ? 'yes' : 'maybe';
}

function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'known':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]));
    default:
      return value?.kind;
  }
}

/** The only statement of a policy that was made. */
function statementOf(resources: Resources): unknown {
  const policy = only(resources);
  expect(policy.isMade).toBe(true);
  const { Statement } = plain(policy.document) as { readonly Statement: readonly unknown[] };
  expect(Statement).toHaveLength(1);
  return Statement[0];
}

const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const unknownName: Resources = { 'var.name': { type: 'string' } };
const unknownFlag: Resources = { 'var.flag': { type: 'bool' } };

describe('policies that stand in an argument', () => {
  it.each(POLICY_ROWS.map((row) => [`${row.type}.${row.property}`, row] as const))('are read: %s', (_, row) => {
    const [argument = '', nested] = row.property.split('.');
    const value = nested === undefined ? POLICY : { [nested]: POLICY };
    const policy = only({ [`${row.type}.a`]: { [argument]: value } });
    expect(policy).toMatchObject({ property: argument, label: row.label, resourceType: row.resourceType });
    expect(stringOf(policy.document)).toBe(POLICY);
    expect(policy.isMade).toBeUndefined();
  });

  it('are documents of resources too, with the type that they protect', () => {
    const { entities } = modelOf({
      'aws_sqs_queue_policy.a': { queue_url: 'q', policy: POLICY },
      'aws_lambda_permission.a': { action: 'lambda:InvokeFunction', function_name: 'f', principal: '*' },
    });
    const documents = entities.filter((entity): entity is PolicyDocument => entity.kind === 'document');
    expect(documents.map(({ use, resourceType }) => [use, resourceType])).toEqual([['resource', 'AWS::SQS::Queue']]);
  });

  it.each([null, ''])('are none where nothing is written: %j', (policy) => {
    expect(policiesOf({ 'aws_sns_topic.a': { name: 't', policy } })).toEqual([]);
  });

  it('stay when they are not known', () => {
    const policy = only({
      'var.policy': { type: 'string' },
      'aws_sns_topic.a': { name: 't', policy: '${var.policy}' },
    });
    expect(policy.document.kind).toBe('unknown');
  });

  it.each([
    ['arn:aws:sns:eu-central-1:111122223333:orders', 'orders'],
    ['arn:aws:dynamodb:eu-central-1:111122223333:table/orders', 'orders'],
    ['orders', 'orders'],
  ])('are called by the name in %s', (arn, name) => {
    expect(stringOf(only({ 'aws_sns_topic_policy.a': { arn, policy: POLICY } }).name)).toBe(name);
  });

  it('have the resource control policies of the organization', () => {
    const statement = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
    const levels = { resourceControlPolicies: [{ policies: [{ Version: '2012-10-17', Statement: [statement] }] }] };
    const [policy] = policiesOf({ 'aws_sns_topic.a': { policy: POLICY } }, levels);
    expect(policy?.rcps).toEqual(organizationIn(levels, [])?.rcps);
    expect(policy?.rcps).not.toHaveLength(0);
  });
});

describe('permissions of functions', () => {
  const permission = (more: Readonly<Record<string, unknown>>): unknown =>
    statementOf({
      'aws_lambda_permission.a': { action: 'lambda:InvokeFunction', function_name: 'resize', ...more },
    });
  const allow = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };

  it('let in a service, an account or everybody', () => {
    expect(permission({ principal: 'sns.amazonaws.com' })).toEqual({
      ...allow,
      Principal: { Service: 'sns.amazonaws.com' },
    });
    expect(permission({ principal: '111122223333' })).toEqual({ ...allow, Principal: { AWS: '111122223333' } });
    expect(permission({ principal: '*' })).toEqual({ ...allow, Principal: '*' });
  });

  it('take a service of a region that is not known for a service', () => {
    const policy = only({
      'data.aws_region.r': {},
      'aws_lambda_permission.a': {
        action: 'lambda:InvokeFunction',
        function_name: 'resize',
        principal: 'logs.${data.aws_region.r.name}.amazonaws.com',
      },
    });
    expect(plain(policy.document)).toMatchObject({ Statement: [{ Principal: { Service: 'text' } }] });
  });

  it('have their conditions', () => {
    const source_arn = 'arn:aws:sns:eu-central-1:111122223333:orders';
    expect(
      permission({
        principal: 'sns.amazonaws.com',
        source_arn,
        source_account: '111122223333',
        principal_org_id: 'o-a1b2c3d4e5',
        function_url_auth_type: 'AWS_IAM',
        event_source_token: null,
      }),
    ).toMatchObject({
      Condition: {
        ArnLike: { 'aws:SourceArn': source_arn },
        StringEquals: {
          'aws:SourceAccount': '111122223333',
          'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
          'lambda:FunctionUrlAuthType': 'AWS_IAM',
        },
      },
    });
  });

  it('open the URL of a function that asks nobody, as the provider does', () => {
    const url = (authorization_type: unknown): Resources => ({
      ...unknownName,
      'aws_lambda_function_url.a': { function_name: 'resize', authorization_type },
    });
    expect(statementOf(url('NONE'))).toMatchObject({ Principal: '*', Action: 'lambda:InvokeFunctionUrl' });
    expect(policiesOf(url('AWS_IAM'))).toEqual([]);
    expect(only(url('${var.name}')).document.kind).toBe('unknown');
  });
});

describe('other arguments that open something', () => {
  it.each([
    ['aws_lambda_layer_version_permission', { layer_name: 'l', action: 'lambda:GetLayerVersion', principal: '*' }, '*'],
    ['aws_cloudwatch_event_permission', { principal: '*', statement_id: 's' }, '*'],
    ['aws_signer_signing_profile_permission', { action: 'signer:StartSigningJob', principal: '*' }, '*'],
    ['aws_ami_launch_permission', { image_id: 'ami-1', group: 'all' }, { AWS: ['*'] }],
    ['aws_ami_launch_permission', { image_id: 'ami-1', account_id: '111122223333' }, { AWS: ['111122223333'] }],
    [
      'aws_snapshot_create_volume_permission',
      { snapshot_id: 's', account_id: '111122223333' },
      { AWS: ['111122223333'] },
    ],
    ['aws_db_snapshot', { db_snapshot_identifier: 's', shared_accounts: ['all'] }, { AWS: ['*'] }],
    ['aws_db_cluster_snapshot', { db_cluster_snapshot_identifier: 's', shared_accounts: ['all'] }, { AWS: ['*'] }],
    ['aws_ssm_document', { name: 'd', permissions: { type: 'Share', account_ids: 'All' } }, { AWS: ['*'] }],
    [
      'aws_ssm_document',
      { name: 'd', permissions: { type: 'Share', account_ids: '111122223333, 444455556666' } },
      { AWS: ['111122223333', '444455556666'] },
    ],
  ])('are made into a policy: %s %j', (type, values, Principal) => {
    expect(statementOf({ [`${type}.a`]: values })).toMatchObject({ Effect: 'Allow', Principal });
  });

  it('bound whom they let in to an organization', () => {
    expect(
      statementOf({
        'aws_ami_launch_permission.a': {
          image_id: 'ami-1',
          organization_arn: 'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5',
        },
      }),
    ).toMatchObject({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } });
    expect(
      statementOf({
        'aws_cloudwatch_event_permission.a': {
          principal: '*',
          condition: { key: 'aws:PrincipalOrgID', type: 'StringEquals', value: 'o-a1b2c3d4e5' },
        },
      }),
    ).toMatchObject({
      Action: 'events:PutEvents',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    });
  });

  it.each([
    ['aws_db_snapshot', { db_snapshot_identifier: 's' }],
    ['aws_db_snapshot', { db_snapshot_identifier: 's', shared_accounts: [] }],
    ['aws_ssm_document', { name: 'd' }],
    ['aws_s3_object', { bucket: 'b', key: 'k', acl: 'private' }],
    ['aws_s3_bucket_acl', { bucket: 'b', acl: 'log-delivery-write' }],
  ])('are none where they share nothing: %s %j', (type, values) => {
    expect(policiesOf({ [`${type}.a`]: values })).toEqual([]);
  });
});

describe('access control lists', () => {
  const READ = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];
  const ALL = 'http://acs.amazonaws.com/groups/global/AllUsers';

  it('that are canned let everybody in, or everybody with an account', () => {
    const acl = (name: string): Resources => ({ 'aws_s3_bucket_acl.a': { bucket: 'b', acl: name } });
    expect(statementOf(acl('public-read'))).toMatchObject({ Principal: '*', Action: READ });
    expect(statementOf(acl('authenticated-read'))).toMatchObject({ Principal: { AWS: '*' }, Action: READ });
    expect(statementOf(acl('public-read-write'))).toMatchObject({
      Action: [...READ, 's3:PutObject', 's3:DeleteObject'],
    });
  });

  it('on an object let everybody read it', () => {
    expect(statementOf({ 'aws_s3_object.a': { bucket: 'b', key: 'k', acl: 'public-read' } })).toMatchObject({
      Principal: '*',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
    });
  });

  it('grant to groups', () => {
    expect(
      statementOf({
        'aws_s3_bucket_acl.a': {
          bucket: 'b',
          access_control_policy: { grant: [{ grantee: { type: 'Group', uri: ALL }, permission: 'READ_ACP' }] },
        },
      }),
    ).toMatchObject({ Principal: '*', Action: ['s3:GetBucketAcl'] });
    expect(
      statementOf({
        'aws_s3_bucket.a': { bucket: 'b', grant: [{ type: 'Group', uri: ALL, permissions: ['FULL_CONTROL'] }] },
      }),
    ).toMatchObject({ Action: expect.arrayContaining(['s3:PutBucketAcl', 's3:PutObject']) as unknown });
  });

  it('are not known where the ACL, the group or the permission is not', () => {
    const grant = (more: object): Resources => ({
      ...unknownName,
      'aws_s3_bucket.a': { bucket: 'b', grant: [{ type: 'Group', uri: ALL, permissions: ['READ'], ...more }] },
    });
    expect(only(grant({ uri: '${var.name}' })).document.kind).toBe('unknown');
    expect(only(grant({ permissions: ['${var.name}'] })).document.kind).toBe('unknown');
    const canned = only({ ...unknownName, 'aws_s3_bucket_acl.a': { bucket: 'b', acl: '${var.name}' } });
    expect(canned.document.kind).toBe('unknown');
  });

  it('are switched off by the ownership of objects', () => {
    const bucket = (object_ownership: string): Resources => ({
      ...unknownName,
      'aws_s3_bucket.a': { bucket: 'b' },
      'aws_s3_bucket_ownership_controls.a': { bucket: '${aws_s3_bucket.a.id}', rule: { object_ownership } },
      'aws_s3_bucket_acl.a': { bucket: '${aws_s3_bucket.a.id}', acl: 'public-read' },
    });
    expect(blockOf(bucket('BucketOwnerEnforced'))).toBe('yes');
    expect(blockOf(bucket('BucketOwnerPreferred'))).toBe('no');
    expect(blockOf(bucket('${var.name}'))).toBe('maybe');
  });
});

describe('blocks of public access', () => {
  const blocked = (settings: object, bucket = '${aws_s3_bucket.a.id}'): Resources => ({
    ...unknownFlag,
    ...unknownName,
    'aws_s3_bucket.a': { bucket: 'b' },
    'aws_s3_bucket.other': { bucket: 'other' },
    'aws_s3_bucket_public_access_block.a': { bucket, ...settings },
    'aws_s3_bucket_policy.a': { bucket: '${aws_s3_bucket.a.id}', policy: POLICY },
    'aws_s3_bucket_acl.a': { bucket: '${aws_s3_bucket.a.id}', acl: 'public-read' },
  });
  const both = (resources: Resources): readonly string[] =>
    ['aws_s3_bucket_policy.a', 'aws_s3_bucket_acl.a'].map((at) => blockOf(resources, at));

  it.each([
    [{ block_public_policy: true }, ['yes', 'no']],
    [{ restrict_public_buckets: 'true' }, ['yes', 'no']],
    [{ block_public_acls: true }, ['no', 'yes']],
    [{ ignore_public_acls: true }, ['no', 'yes']],
    [{ block_public_policy: false, restrict_public_buckets: '${var.flag}' }, ['maybe', 'no']],
    [{}, ['no', 'no']],
  ])('keep the public out by the settings that bear on the policy, or on the ACL: %j', (settings, answers) => {
    expect(both(blocked(settings))).toEqual(answers);
  });

  it('count for their own bucket only, by reference or by name', () => {
    const policy = { block_public_policy: true };
    expect(both(blocked(policy, 'b'))).toEqual(['yes', 'no']);
    expect(both(blocked(policy, '${aws_s3_bucket.other.id}'))).toEqual(['no', 'no']);
    expect(both(blocked(policy, 'other'))).toEqual(['no', 'no']);
    expect(both(blocked(policy, '${var.name}'))).toEqual(['maybe', 'no']);
  });

  it('count where both name the bucket by the same expression', () => {
    const resources = (one: string, other: string): Resources => ({
      ...unknownName,
      'aws_s3_bucket_public_access_block.a': { bucket: one, block_public_policy: true },
      'aws_s3_bucket_policy.a': { bucket: other, policy: POLICY },
    });
    expect(blockOf(resources('${var.name}-a', '${var.name}-a'))).toBe('yes');
    expect(blockOf(resources('${var.name}-a', '${var.name}-b'))).toBe('maybe');
    expect(blockOf(resources('b', '${var.name}'))).toBe('maybe');
  });

  it('of the account count for every bucket that the same provider makes', () => {
    const resources = (provider?: string): Resources => ({
      'aws_s3_account_public_access_block.a': { block_public_policy: true, ...(provider && { provider }) },
      'aws_s3_bucket_policy.a': { bucket: 'b', policy: POLICY },
    });
    expect(blockOf(resources())).toBe('yes');
    expect(blockOf(resources('aws.other'))).toBe('no');
  });

  it('of an access point are on where nothing is said', () => {
    const point = (more: object): Resources => ({
      ...unknownFlag,
      'aws_s3_access_point.a': { bucket: 'b', name: 'p', policy: POLICY, ...more },
    });
    const configuration = (settings: object): object => ({
      public_access_block_configuration: { block_public_policy: false, restrict_public_buckets: false, ...settings },
    });
    expect(blockOf(point({}))).toBe('yes');
    expect(blockOf(point(configuration({})))).toBe('no');
    expect(blockOf(point(configuration({ restrict_public_buckets: '${var.flag}' })))).toBe('maybe');
    expect(blockOf(point({ ...configuration({}), vpc_configuration: { vpc_id: 'vpc-1' } }))).toBe('yes');
  });

  it('of an access point count for the policy that stands beside it', () => {
    const resources: Resources = {
      'aws_s3_access_point.a': { bucket: 'b', name: 'p' },
      'aws_s3control_access_point_policy.a': { access_point_arn: '${aws_s3_access_point.a.arn}', policy: POLICY },
    };
    expect(blockOf(resources)).toBe('yes');
  });

  it('of a secret are asked for', () => {
    const secret = (block_public_policy: unknown): Resources => ({
      ...unknownFlag,
      'aws_secretsmanager_secret_policy.a': { secret_arn: 's', policy: POLICY, block_public_policy },
    });
    expect([true, false, null, '${var.flag}'].map((value) => blockOf(secret(value)))).toEqual([
      'yes',
      'no',
      'no',
      'maybe',
    ]);
  });

  it('are always on for directory buckets', () => {
    const policy = only({ 'aws_s3_bucket_policy.a': { bucket: 'logs--euc1-az1--x-s3', policy: POLICY } });
    expect(policy).toMatchObject({ resourceType: 'AWS::S3Express::DirectoryBucket' });
    expect(policy.block).toBeDefined();
  });

  it('are the network of a search domain, or its own users', () => {
    const domain = (more: object): Resources => ({
      'aws_opensearch_domain.a': { domain_name: 'd', ...more },
      'aws_opensearch_domain_policy.a': {
        domain_name: '${aws_opensearch_domain.a.domain_name}',
        access_policies: POLICY,
      },
    });
    expect(blockOf(domain({}))).toBe('no');
    expect(blockOf(domain({ vpc_options: { subnet_ids: ['subnet-1'] } }))).toBe('yes');
    expect(blockOf(domain({ advanced_security_options: { enabled: true } }))).toBe('yes');
    expect(blockOf(domain({ advanced_security_options: { enabled: false } }))).toBe('no');
    expect(blockOf(domain({ advanced_security_options: { enabled: true, anonymous_auth_enabled: true } }))).toBe('no');
  });
});

it('reads thousands of buckets at once', () => {
  const many = Array.from({ length: 3000 }, (_, i) => i);
  const resources: Resources = Object.fromEntries(
    many.flatMap((i) => [
      [`aws_s3_bucket_public_access_block.b${i}`, { bucket: `b${i}`, block_public_policy: true }],
      [`aws_s3_bucket_policy.b${i}`, { bucket: `b${i}`, policy: POLICY }],
    ]),
  );
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const start = performance.now();
  const { entities } = iamModel(stack);
  expect(performance.now() - start).toBeLessThan(2000);
  expect(entities.filter((entity) => entity.kind === 'resource-policy' && entity.block !== undefined)).toHaveLength(
    3000,
  );
});
