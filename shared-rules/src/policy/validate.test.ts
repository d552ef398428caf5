import { severityOf, placeOf, type CheckCode, type PolicyCheck, type PolicyType } from './check';
import { concatenate, unknown } from '../model/value';
import { validatePolicy, type ValidateOptions } from './validate';

type Fields = Readonly<Record<string, unknown>>;

const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };
const anybody = { Principal: { AWS: '111122223333' } };
const assume = { Effect: 'Allow', ...anybody, Action: 'sts:AssumeRole' };

/** A document of one statement with these elements besides what its type needs. */
function documentOf(type: PolicyType, statement: Fields): object {
  const base = type === 'trust' ? assume : { ...read, ...(type === 'resource' ? anybody : {}) };
  const rcp = { ...read, Effect: 'Deny', Principal: '*' };
  return { Version: '2012-10-17', Statement: [{ ...(type === 'rcp' ? rcp : base), ...statement }] };
}

const codes = (document: unknown, options: ValidateOptions): readonly string[] =>
  validatePolicy(document, options).map(({ code }) => code);

const where = (operator: string, key: string, value: unknown): Fields => ({
  Condition: { [operator]: { [key]: value } },
});
const PASS = 'iam:PassRole';
const SLR = 'iam:CreateServiceLinkedRole';
const ROLE = 'arn:aws:iam::111122223333:role/a';
const GITHUB = 'token.actions.githubusercontent.com';
const federated = (provider: string, ...actions: readonly string[]): Fields => ({
  Principal: { Federated: provider },
  Action: actions.length > 0 ? actions : 'sts:AssumeRoleWithWebIdentity',
});
const github = (sub: unknown): Fields => ({
  ...federated(`arn:aws:iam::111122223333:oidc-provider/${GITHUB}`),
  Condition: {
    StringLike: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', ...(sub === undefined ? {} : { [`${GITHUB}:sub`]: sub }) },
  },
});
const google = 'accounts.google.com';
const delivery = { Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject' };
const sourced = (key: string): Fields => ({ ...delivery, ...where('StringEquals', key, '111122223333') });
const without = (...names: readonly string[]): Fields => Object.fromEntries(names.map((name) => [name, undefined]));
const bucket = { type: 'resource', resourceType: 'AWS::S3::Bucket' } as const;
const many = (count: number): Fields => ({
  Resource: Array.from({ length: count }, (_, i) => `arn:aws:s3:::bucket-${i}/*`),
});

/** Code, type, elements of a statement that has it, elements of the nearest statement that has not. */
const TABLE: readonly (readonly [CheckCode, PolicyType | ValidateOptions, Fields, Fields])[] = [
  // Structure
  ['INVALID_POLICY_ELEMENT', 'identity', { Actions: 's3:*' }, {}],
  ['DATA_TYPE_MISMATCH', 'identity', { Action: [1] }, { Action: ['s3:GetObject'] }],
  ['DATA_TYPE_MISMATCH', 'identity', { Sid: 1 }, { Sid: '1' }],
  ['DATA_TYPE_MISMATCH', 'identity', { Effect: true }, {}],
  ['DATA_TYPE_MISMATCH', 'identity', { Condition: [] }, { Condition: undefined }],
  ['DATA_TYPE_MISMATCH', 'identity', where('StringEquals', 'aws:username', { a: 1 }), where('StringEquals', 'aws:username', 'a')],
  ['MISSING_EFFECT', 'identity', without('Effect'), {}],
  ['INVALID_EFFECT', 'identity', { Effect: 'allow' }, { Effect: 'Deny' }],
  ['MISSING_ACTION', 'identity', without('Action'), { ...without('Action'), NotAction: 's3:GetObject', Effect: 'Deny' }],
  ['MISSING_RESOURCE', 'identity', without('Resource'), { ...without('Resource'), NotResource: 'arn:aws:s3:::a' }],
  ['MISSING_RESOURCE', 'resource', without('Resource'), {}],
  ['MISSING_RESOURCE', bucket, without('Resource'), {}],
  ['MISSING_PRINCIPAL', 'resource', without('Principal'), {}],
  ['MISSING_PRINCIPAL', 'trust', without('Principal'), {}],
  ['UNSUPPORTED_ELEMENT_COMBINATION', 'identity', { NotAction: 's3:*' }, {}],
  ['UNSUPPORTED_ELEMENT_COMBINATION', 'resource', { NotPrincipal: '*' }, {}],
  ['UNSUPPORTED_PRINCIPAL', 'identity', anybody, {}],
  ['SCP_SYNTAX_ERROR_PRINCIPAL', 'scp', anybody, {}],
  ['ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE', 'trust', { Resource: '*' }, {}],
  ['ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL', 'trust', { ...without('Principal'), NotPrincipal: { AWS: '*' } }, {}],
  ['INVALID_PRINCIPAL_FORMAT', 'resource', { Principal: '111122223333' }, { Principal: '*' }],
  ['INVALID_PRINCIPAL_FORMAT', 'resource', { Principal: { AWS: 'me' } }, { Principal: { AWS: 'arn:aws:iam::111122223333:user/me' } }],
  ['INVALID_PRINCIPAL_KEY', 'resource', { Principal: { Aws: '*' } }, { Principal: { AWS: '*' } }],
  ['INVALID_CONDITION_OPERATOR', 'identity', where('StringEqualz', 'aws:username', 'a'), where('stringequals', 'aws:username', 'a')],
  ['NULL_WITH_IF_EXISTS', 'identity', where('NullIfExists', 'aws:username', 'true'), where('Null', 'aws:username', 'true')],
  // Elements
  ['UNSUPPORTED_SID', 'identity', { Sid: 'read logs' }, { Sid: 'ReadLogs' }],
  ['UNSUPPORTED_SID', 'trust', { Sid: 'a-b' }, { Sid: 'ab' }],
  ['EMPTY_SID_VALUE', 'identity', { Sid: '' }, { Sid: 'a' }],
  ['EMPTY_ARRAY_ACTION', 'identity', { Action: [] }, { Action: ['s3:GetObject'] }],
  ['EMPTY_ARRAY_RESOURCE', 'identity', { Resource: [] }, { Resource: ['*'] }],
  ['EMPTY_ARRAY_PRINCIPAL', 'resource', { Principal: { AWS: [] } }, { Principal: { AWS: ['111122223333'] } }],
  ['EMPTY_OBJECT_PRINCIPAL', 'resource', { Principal: {} }, {}],
  ['EMPTY_OBJECT_CONDITION', 'identity', { Condition: {} }, where('Bool', 'aws:SecureTransport', true)],
  ['EMPTY_OBJECT_CONDITION', 'identity', { Condition: { Bool: {} } }, {}],
  ['EMPTY_ARRAY_CONDITION', 'identity', where('StringEquals', 'aws:username', []), where('StringEquals', 'aws:username', ['a'])],
  ['EMPTY_ARRAY_CONDITION_FORALLVALUES', 'identity', where('ForAllValues:StringEquals', 'aws:TagKeys', []), where('ForAllValues:StringEquals', 'aws:TagKeys', ['a'])],
  ['EMPTY_ARRAY_CONDITION_FORANYVALUE', 'identity', where('ForAnyValue:StringEquals', 'aws:TagKeys', []), where('ForAnyValue:StringEquals', 'aws:TagKeys', ['a'])],
  ['EMPTY_ARRAY_CONDITION_IFEXISTS', 'identity', where('StringEqualsIfExists', 'aws:username', []), where('StringEqualsIfExists', 'aws:username', ['a'])],
  ['POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA', 'identity', many(500), many(300)],
  ['POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA', 'boundary', many(300), many(100)],
  ['POLICY_SIZE_EXCEEDS_SCP_QUOTA', 'scp', many(500), many(300)],
  ['POLICY_SIZE_EXCEEDS_RCP_QUOTA', 'rcp', many(300), many(100)],
  ['POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA', bucket, many(900), many(500)],
  ['POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA', 'trust', { Principal: { AWS: Array.from({ length: 80 }, (_, i) => `arn:aws:iam::111122223333:user/u${i}`) } }, {}],
  // Actions
  ['INVALID_ACTION', 'identity', { Action: 's3:GetObjct' }, { Action: 's3:getobject' }],
  ['INVALID_ACTION', 'identity', { Action: 's3:GetObjct*' }, { Action: 's3:GetObje*' }],
  ['INVALID_ACTION', 'identity', { Action: 'GetObject' }, { Action: '*' }],
  ['INVALID_ACTION', 'identity', { Action: 's3:*:*' }, { Action: '*:*' }],
  ['INVALID_ACTION', 'identity', { Action: 's3:Frobnicate' }, { Action: 's3:*' }],
  ['INVALID_ACTION', 'identity', { Action: '*:FrobnicateAll*' }, { Action: '*:Describe*' }],
  ['INVALID_SERVICE_IN_ACTION', 'identity', { Action: 'codedploy:*' }, { Action: 'CodeDeploy:*' }],
  ['INVALID_SERVICE_IN_ACTION', 'identity', { Action: 'frobnicator:Get' }, {}],
  ['REDUNDANT_ACTION', 'identity', { Action: ['s3:Get*', 's3:GetObject'] }, { Action: ['s3:Get*', 's3:PutObject'] }],
  ['REDUNDANT_ACTION', 'identity', { Action: ['s3:GetObject', 'S3:getObject'] }, {}],
  ['UNSUPPORTED_ACTION_IN_POLICY', bucket, { Action: 'kms:Decrypt' }, { Action: 's3:*' }],
  ['UNSUPPORTED_ACTION_IN_POLICY', bucket, { Action: 's3:ListAllMyBuckets' }, { Action: 's3:ListBucket' }],
  ['UNSUPPORTED_ACTION_IN_POLICY', 'trust', { Action: 's3:GetObject' }, { Action: 'sts:TagSession' }],
  // Resources
  ['INVALID_ARN_PREFIX', 'identity', { Resource: 'aws:s3:::logs/a:b:c' }, { Resource: '*' }],
  ['INVALID_ARN_PREFIX', 'identity', { Resource: 'arn :aws:s3:::logs' }, { Resource: 'logs/*' }],
  ['MISSING_ARN_FIELD', 'identity', { Resource: 'logs/*' }, { Resource: '*' }],
  ['MISSING_ARN_FIELD', 'identity', { Resource: 'arn:aws:s3:logs' }, { Resource: 'arn:aws:s3:*' }],
  ['INVALID_PARTITION', 'identity', { Resource: 'arn:amazon:s3:::logs' }, { Resource: 'arn:aws-cn:s3:::logs' }],
  ['INVALID_ARN_SERVICE_CASE', 'identity', { Resource: 'arn:aws:S3:::logs' }, { Resource: 'arn:aws:s3:::Logs' }],
  ['INVALID_SERVICE', 'identity', { Resource: 'arn:aws:autoscling:us-east-1:111122223333:x' }, {}],
  ['WILDCARD_IN_SERVICE_NAME', 'identity', { Resource: 'arn:aws:*code*::111122223333:*' }, { Resource: 'arn:aws:codebuild:*:111122223333:project/*' }],
  ['INVALID_ARN_REGION', 'identity', { Resource: 'arn:aws:sqs:eu-centrl-1:111122223333:q' }, { Resource: 'arn:aws:sqs:eu-*:111122223333:q' }],
  ['INVALID_ARN_ACCOUNT', 'identity', { Resource: 'arn:aws:sqs:*:1111:q' }, { Resource: 'arn:aws:sqs:*:*:q' }],
  ['INVALID_ARN_ACCOUNT', 'identity', { Resource: 'arn:aws:iam::account-id:role/a' }, { Resource: 'arn:aws:iam::aws:policy/a' }],
  ['ARN_REGION_NOT_ALLOWED', 'identity', { Resource: 'arn:aws:iam:us-east-1:111122223333:role/a' }, { Resource: ROLE }],
  ['ARN_ACCOUNT_NOT_ALLOWED', 'identity', { Resource: 'arn:aws:s3::111122223333:logs' }, { Resource: 'arn:aws:s3:us-east-1:111122223333:accesspoint/a' }],
  ['MISSING_ARN_REGION', 'identity', { Resource: 'arn:aws:lambda::111122223333:function:f' }, { Resource: 'arn:aws:lambda:*:111122223333:function:f' }],
  ['MISSING_ARN_ACCOUNT', 'identity', { Resource: 'arn:aws:iam:::role/a' }, { Resource: 'arn:aws:iam::*:role/a' }],
  ['MISSING_ARN_ACCOUNT', 'identity', { Resource: 'arn:aws:logs:*::log-group:a' }, { Resource: 'arn:aws:logs:::log-group:a' }],
  ['MISSING_ARN_ACCOUNT', 'identity', { Resource: 'arn:aws:sqs:us-east-1::q' }, { Resource: 'arn:aws:ssm:us-east-1::document/AWS-RunShellScript' }],
  ['INVALID_ARN_RESOURCE', 'identity', { Resource: 'arn:aws:iam::111122223333:rol/a' }, { Resource: 'arn:aws:iam::111122223333:*' }],
  ['INVALID_ARN_RESOURCE', 'identity', { Resource: 'arn:aws:states:*:*:statemachine:a' }, { Resource: 'arn:aws:states:*:*:stateMachine:a' }],
  ['INVALID_ARN_RESOURCE', 'identity', { Resource: 'arn:aws:dynamodb:*:*:table:a' }, { Resource: 'arn:aws:dynamodb:*:*:table/a' }],
  ['REDUNDANT_RESOURCE', 'identity', { Resource: ['arn:aws:iam::*:role/jane*', 'arn:aws:iam::*:role/jane-admin'] }, { Resource: ['arn:aws:iam::*:role/jane*', 'arn:aws:iam::*:role/joe'] }],
  ['UNSUPPORTED_RESOURCE_ARN_IN_POLICY', bucket, { Resource: '*' }, { Resource: 'arn:aws:s3:::logs' }],
  ['UNSUPPORTED_RESOURCE_ARN_IN_POLICY', bucket, { Resource: 'arn:aws:kms:*:111122223333:key/a' }, { Resource: 'arn:aws:s3:::logs' }],
  // Principals
  ['ALLOW_WITH_NOT_PRINCIPAL', 'resource', { ...without('Principal'), NotPrincipal: { AWS: '111122223333' } }, { ...without('Principal'), NotPrincipal: { AWS: '111122223333' }, Effect: 'Deny' }],
  ['ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL', 'trust', { Principal: '*' }, { Principal: { AWS: '*' } }],
  ['UNSUPPORTED_WILDCARD_IN_PRINCIPAL', 'resource', { Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } }, { Principal: { AWS: '*' } }],
  ['INVALID_ROLE_REFERENCE', 'resource', { Principal: { AWS: 'AROAEXAMPLEID12345678' } }, { Principal: { AWS: ROLE } }],
  ['INVALID_USER_REFERENCE', 'resource', { Principal: { AWS: 'AIDAEXAMPLEID12345678' } }, {}],
  ['INVALID_SERVICE_PRINCIPAL_FORMAT', 'trust', { Principal: { Service: 'EC2.amazonaws.com' } }, { Principal: { Service: 'ec2.amazonaws.com' } }],
  ['INVALID_SERVICE_PRINCIPAL_FORMAT', 'identity', where('StringEquals', 'iam:PassedToService', 'ec2'), where('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com')],
  ['INVALID_SERVICE_PRINCIPAL_FORMAT', 'identity', where('StringEquals', 'kms:ViaService', 's3.amazonaws.com'), where('StringLike', 'kms:ViaService', 's3.*.amazonaws.com')],
  ['FEDERATED_PRINCIPAL_NOT_SUPPORTED', 'resource', { Principal: { Federated: google } }, {}],
  ['INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY', 'trust', federated('google'), { ...federated(google), ...where('StringEquals', `${google}:aud`, 'a') }],
  ['REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY', 'trust', { Principal: { AWS: [ROLE, 'arn:aws:sts::111122223333:assumed-role/a/s'] } }, { Principal: { AWS: [ROLE, 'arn:aws:sts::111122223333:assumed-role/b/s'] } }],
  // Trust
  ['MISMATCHED_ACTION_FOR_PRINCIPAL', 'trust', federated('arn:aws:iam::111122223333:saml-provider/p'), federated('arn:aws:iam::111122223333:saml-provider/p', 'sts:AssumeRoleWithSAML')],
  ['MISMATCHED_ACTION_FOR_PRINCIPAL', 'trust', { Action: 'sts:AssumeRoleWithWebIdentity' }, { Action: 'sts:AssumeRole' }],
  ['MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY', 'trust', { Principal: { Service: 'rolesanywhere.amazonaws.com' } }, { Principal: { Service: 'rolesanywhere.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] }],
  ['MISSING_ACTION_FOR_CONDITION_KEY', 'trust', where('StringEquals', 'sts:SourceIdentity', 'a'), { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'], ...where('StringEquals', 'sts:SourceIdentity', 'a') }],
  ['MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL', 'trust', federated(google), { ...federated(google), ...where('StringEquals', `${google}:aud`, 'a') }],
  ['MISSING_GITHUB_REPO_CONDITION_KEY', 'trust', github(undefined), github('repo:a/b:ref:refs/heads/main')],
  ['SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED', 'trust', github('repo:a/*'), github('repo:a/b:ref:refs/heads/main')],
  ['CONFIRM_AUDIENCE_CLAIM_TYPE', 'trust', { ...federated(google), ...where('ForAnyValue:StringEquals', `${google}:aud`, 'a') }, { ...federated(google), ...where('StringEquals', `${google}:aud`, 'a') }],
  ['FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE', 'trust', { ...federated(google), ...where('ForAnyValue:StringEquals', `${google}:aud`, 'a') }, { ...federated(google), ...where('ForAllValues:StringEquals', `${google}:aud`, 'a') }],
  ['FORALLVALUES_WITH_SINGLE_VALUED_KEY', 'trust', { ...federated(google), ...where('ForAllValues:StringEquals', `${google}:aud`, 'a') }, { ...federated(google), ...where('StringEquals', `${google}:aud`, 'a') }],
  // Operators
  ['NULL_WITH_QUALIFIER', 'identity', where('ForAllValues:Null', 'aws:TagKeys', 'true'), where('Null', 'aws:TagKeys', 'true')],
  ['TYPE_MISMATCH', 'identity', where('StringEquals', 'aws:MultiFactorAuthPresent', 'true'), where('Bool', 'aws:MultiFactorAuthPresent', 'true')],
  ['TYPE_MISMATCH', 'identity', where('NumericLessThan', 'aws:username', '1'), where('NumericLessThan', 'aws:EpochTime', '1')],
  ['TYPE_MISMATCH', 'identity', where('ArnLike', 'aws:username', 'a'), where('ArnLike', 'kms:EncryptionContext:aws:s3:arn', 'arn:aws:s3:::a/*')],
  ['TYPE_MISMATCH', 'identity', where('StringEquals', 'aws:VpcSourceIp', '203.0.113.1'), { Condition: { StringEquals: { 'aws:VpcSourceIp': '${aws:Ec2InstanceSourcePrivateIPv4}', 'aws:SourceVpc': 'vpc-12345678' } } }],
  ['STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS', 'identity', where('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/a'), where('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/a')],
  ['MISSING_QUALIFIER', 'identity', where('StringEquals', 'aws:TagKeys', 'a'), where('ForAnyValue:StringEquals', 'aws:TagKeys', 'a')],
  ['FORALLVALUES_WITH_SINGLE_VALUED_KEY', 'identity', where('ForAllValues:StringEquals', 'aws:username', 'a'), { Effect: 'Deny', ...where('ForAllValues:StringEquals', 'aws:username', 'a') }],
  // Keys
  ['INVALID_CONDITION_KEY_FORMAT', 'identity', where('StringEquals', 'username', 'a'), where('StringEquals', 'AWS:UserName', 'a')],
  ['DUPLICATE_KEYS_WITH_DIFFERENT_CASE', 'identity', { Condition: { StringEquals: { 'aws:username': 'a', 'aws:UserName': 'b' } } }, { Condition: { StringEquals: { 'aws:username': 'a' }, StringLike: { 'aws:UserName': 'b*' } } }],
  ['INVALID_GLOBAL_CONDITION_KEY', 'identity', where('StringEquals', 'aws:usernam', 'a'), where('StringEquals', 'aws:PrincipalTag/usernam', 'a')],
  ['MISSING_TAG_KEY_IN_CONDITION', 'identity', where('StringEquals', 'aws:RequestTag/', 'a'), where('StringEquals', 'aws:RequestTag/team', 'a')],
  ['MISSING_TAG_KEY_IN_CONDITION', 'identity', where('StringEquals', 'aws:ResourceTag', 'a'), {}],
  ['DEPRECATED_GLOBAL_CONDITION_KEY', 'identity', where('ArnLike', 'aws:ARN', 'arn:aws:iam::*:role/a'), where('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/a')],
  ['UNSUPPORTED_GLOBAL_CONDITION_KEY', 'resource', where('ArnLike', 'aws:ARN', 'arn:aws:iam::*:role/a'), {}],
  ['INVALID_SERVICE', 'identity', { Resource: 'arn:aws:frobnicator:us-east-1:111122223333:x' }, { Resource: 'arn:aws:dynamodb:us-east-1:111122223333:table/x' }],
  ['INVALID_SERVICE', 'identity', where('StringEquals', 'dynamodbb:Attributes', 'a'), where('StringEquals', 'oidc.example.com:sub', 'a')],
  ['INVALID_SERVICE_CONDITION_KEY', 'identity', where('StringEquals', 's3:prefx', 'a'), where('StringEquals', 's3:authType', 'a')],
  ['UNSUPPORTED_ACTION_FOR_CONDITION_KEY', 'identity', where('StringEquals', 's3:prefix', 'a'), { Action: 's3:ListBucket', ...where('StringEquals', 's3:prefix', 'a') }],
  ['UNSUPPORTED_ACTION_FOR_CONDITION_KEY', 'identity', { Action: ['iam:PassRole', 'iam:GetRole'], Resource: ROLE, ...where('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com') }, { Action: ['iam:PassRole', 'iam:Get*'], Resource: ROLE, ...where('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com') }],
  ['UNTRUSTWORTHY_CONDITION_KEY', 'identity', where('StringEquals', 'aws:UserAgent', 'a'), where('StringEquals', 'aws:username', 'a')],
  ['MISSING_PAIRED_CONDITION_KEYS', 'identity', where('IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8'), { Condition: { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' }, StringEquals: { 'aws:SourceVpc': 'vpc-12345678' } } }],
  ['S3_PREFIX_IN_NEGATIVE_CONTEXT', 'identity', { Effect: 'Deny', Action: 's3:ListBucket', ...where('StringLike', 's3:prefix', 'a/*') }, { Effect: 'Deny', Action: 's3:ListBucket', ...where('StringNotLike', 's3:prefix', 'a/*') }],
  ['DYNAMODB_ATTRIBUTES_WITHOUT_SELECT', 'identity', { Action: 'dynamodb:Query', Resource: '*', ...where('ForAllValues:StringEquals', 'dynamodb:Attributes', 'a') }, { Action: 'dynamodb:Query', Resource: '*', Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': 'a' }, StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } } }],
  ['USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES', 'identity', { Effect: 'Deny', Action: '*', ...where('StringNotEquals', 'aws:VpceAccount', '111122223333') }, { Effect: 'Deny', Action: 's3:*', ...where('StringNotEquals', 'aws:VpceAccount', '111122223333') }],
  ['IRRELEVANT_CONDITION_KEY_IN_POLICY', bucket, where('StringEquals', 's3:ResourceAccount', '111122223333'), where('StringEquals', 'aws:PrincipalAccount', '111122223333')],
  // Values
  ['INVALID_CONDITION_DATA_TYPE', 'identity', where('StringEquals', 'aws:username', ['a', 1]), where('StringEquals', 'aws:username', ['a', '1'])],
  ['INVALID_CONDITION_MULTIPLE_BOOLEAN', 'identity', where('Bool', 'aws:SecureTransport', ['true', 'false']), where('Bool', 'aws:SecureTransport', ['true'])],
  ['TYPE_MISMATCH_BOOLEAN', 'identity', where('Bool', 'aws:SecureTransport', 'yes'), where('Bool', 'aws:SecureTransport', true)],
  ['TYPE_MISMATCH_NUMBER', 'identity', where('NumericLessThan', 'aws:MultiFactorAuthAge', 'an hour'), where('NumericLessThan', 'aws:MultiFactorAuthAge', 3600)],
  ['TYPE_MISMATCH_DATE', 'identity', where('DateLessThan', 'aws:CurrentTime', 'tomorrow'), where('DateLessThan', 'aws:CurrentTime', '2027-01-01T00:00:00Z')],
  ['INVALID_DATE_VALUE', 'identity', where('DateLessThan', 'aws:CurrentTime', '1767225600'), where('DateLessThan', 'aws:CurrentTime', '2026-01-01')],
  ['TYPE_MISMATCH_STRING', 'identity', where('BinaryEquals', 'x.example.com:y', '?'), where('BinaryEquals', 'x.example.com:y', 'QUJD')],
  ['TYPE_MISMATCH_IP_RANGE', 'identity', where('IpAddress', 'aws:SourceIp', '203.0.113.0/33'), where('IpAddress', 'aws:SourceIp', '203.0.113.0/32')],
  ['IMPROVE_IP_RANGE', 'identity', where('IpAddress', 'aws:SourceIp', '203.0.113.9/24'), where('IpAddress', 'aws:SourceIp', '203.0.113.0/24')],
  ['PRIVATE_IP_ADDRESS', 'identity', where('IpAddress', 'aws:SourceIp', ['10.0.0.0/8', 'fd00::/8']), where('IpAddress', 'aws:SourceIp', '11.0.0.0/8')],
  ['PRIVATE_NOT_IP_ADDRESS', 'identity', where('NotIpAddress', 'aws:SourceIp', '192.168.0.0/16'), where('NotIpAddress', 'aws:SourceIp', '192.0.0.0/8')],
  ['PRIVATE_IP_ADDRESS_SUBSET', 'identity', where('IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.0/24']), where('IpAddress', 'aws:SourceIp', ['2001:db8::/32', '203.0.113.0/24'])],
  ['PRIVATE_NOT_IP_ADDRESS_SUBSET', 'identity', where('NotIpAddress', 'aws:SourceIp', ['172.16.0.0/12', '203.0.113.0/24']), where('NotIpAddress', 'aws:SourceIp', ['172.0.0.0/8', '203.0.113.0/24'])],
  ['WILDCARD_WITHOUT_LIKE_OPERATOR', 'identity', where('StringEquals', 'aws:username', 'a*'), where('StringLike', 'aws:username', 'a*')],
  ['WILDCARD_WITHOUT_LIKE_OPERATOR', 'identity', where('StringEquals', 'aws:username', 'a?'), where('StringEquals', 'aws:username', 'a${*}')],
  ['VARIABLE_USAGE_TOO_PERMISSIVE', 'identity', where('StringLike', 'aws:ResourceAccount', '${aws:PrincipalTag/account}'), where('StringEquals', 'aws:ResourceAccount', '${aws:PrincipalTag/account}')],
  ['VARIABLE_USAGE_TOO_PERMISSIVE', 'identity', where('StringLike', 'aws:ResourceAccount', '${aws:username}'), where('StringLike', 'aws:ResourceAccount', '${aws:PrincipalAccount}')],
  ['VARIABLE_USAGE_TOO_PERMISSIVE', 'identity', where('StringLike', 'aws:userid', 'AROA${aws:PrincipalTag/id}:a'), where('StringLike', 'aws:userid', 'AROAEXAMPLEID:${aws:username}')],
  ['WILDCARD_USAGE_TOO_PERMISSIVE', 'identity', where('StringLike', 'aws:PrincipalOrgID', 'o-*'), where('StringLike', 'aws:username', 'o-*')],
  ['WILDCARD_USAGE_TOO_PERMISSIVE', 'identity', where('StringLike', 'aws:userid', 'AROA*:me'), where('StringLike', 'aws:userid', 'AROAEXAMPLE:*')],
  ['INVALID_REGION', 'identity', where('StringEquals', 'aws:RequestedRegion', 'us-west-3'), where('StringEquals', 'aws:RequestedRegion', ['us-west-2', 'eu-central-1'])],
  ['INVALID_VPC_FORMAT', 'identity', where('StringEquals', 'aws:SourceVpc', 'main'), where('StringEquals', 'aws:SourceVpc', 'vpc-12345678')],
  ['INVALID_VPCE_FORMAT', 'identity', where('StringEquals', 'aws:SourceVpce', 'vpce-123'), where('StringEquals', 'aws:SourceVpce', 'vpce-12345678901234567')],
  ['INVALID_KMS_KEY_VALUE', 'identity', { Action: 's3:PutObject', ...where('StringEquals', 's3:x-amz-server-side-encryption-aws-kms-key-id', 'alias/a') }, { Action: 's3:PutObject', ...where('StringEquals', 's3:x-amz-server-side-encryption-aws-kms-key-id', 'arn:aws:kms:us-east-1:111122223333:key/a') }],
  ['REDUNDANT_CONDITION_VALUE_NUM', 'identity', where('NumericLessThan', 'aws:MultiFactorAuthAge', ['2700', '3600']), where('NumericEquals', 'aws:MultiFactorAuthAge', ['2700', '3600'])],
  ['EQUIVALENT_TO_NULL_FALSE', 'identity', where('StringLike', 'aws:username', '*'), where('StringLike', 'aws:username', 'a*')],
  ['EQUIVALENT_TO_NULL_TRUE', 'identity', where('StringNotLike', 'aws:username', '*'), where('StringNotLike', 'aws:username', 'a*')],
  ['REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION', 'identity', where('StringLikeIfExists', 'aws:username', '*'), where('StringLikeIfExists', 'aws:username', 'a*')],
  ['REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION', 'identity', where('ForAnyValue:StringNotLike', 'aws:TagKeys', '*'), where('ForAnyValue:StringNotLike', 'aws:TagKeys', 'a*')],
  // Variables
  ['MISSING_BRACE_IN_VARIABLE', 'identity', { Resource: 'arn:aws:s3:::logs/${aws:username' }, { Resource: 'arn:aws:s3:::logs/${aws:username}' }],
  ['EMPTY_VARIABLE', 'identity', { Resource: 'arn:aws:s3:::logs/${}' }, { Resource: 'arn:aws:s3:::logs/${$}' }],
  ['MISSING_QUOTE_IN_VARIABLE', 'identity', { Resource: 'arn:aws:s3:::a-${aws:PrincipalTag/team, none}' }, { Resource: "arn:aws:s3:::a-${aws:PrincipalTag/team, 'no one'}" }],
  ['UNSUPPORTED_SPACE_IN_VARIABLE', 'identity', { Resource: 'arn:aws:s3:::logs/${aws:user name}' }, { Resource: 'arn:aws:s3:::logs/${aws:username}' }],
  ['UNSUPPORTED_SYMBOL_IN_VARIABLE', 'identity', { Resource: 'arn:aws:s3:::logs/${aws:user&name}' }, { Resource: 'arn:aws:s3:::logs/${aws:PrincipalTag/a+b=c@d}' }],
  ['VARIABLE_UNSUPPORTED_IN_ELEMENT', 'identity', { Action: 's3:${aws:PrincipalTag/do}' }, {}],
  ['INVALID_VARIABLE_FOR_OPERATOR', 'identity', where('NumericLessThan', 'aws:MultiFactorAuthAge', '${aws:PrincipalTag/age}'), where('StringEquals', 'aws:username', '${aws:PrincipalTag/age}')],
  // Grants
  ['PASS_ROLE_WITH_STAR_IN_RESOURCE', 'identity', { Action: PASS, Resource: '*' }, { Action: PASS, Resource: 'arn:aws:iam::*:role/Service*' }],
  ['PASS_ROLE_WITH_STAR_IN_RESOURCE', 'identity', { Action: PASS, Resource: 'arn:aws:iam::*:role/*' }, { Action: PASS, Resource: '*', ...where('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com') }],
  ['PASS_ROLE_WITH_STAR_IN_RESOURCE', 'identity', { Action: PASS, Resource: '*', ...where('StringEqualsIfExists', 'iam:PassedToService', 'ec2.amazonaws.com') }, { Action: PASS, Resource: '*', ...where('StringLike', 'iam:PassedToService', 'ec2.amazonaws.com*') }],
  ['PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE', 'identity', { Action: 'iam:Pass*', Resource: '*' }, { Action: 'iam:Get*', Resource: '*' }],
  ['PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE', 'identity', { Action: '*', Resource: '*' }, { Effect: 'Deny', Action: '*', Resource: '*' }],
  ['PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION', 'identity', { ...without('Action'), NotAction: 's3:*', Resource: '*' }, { ...without('Action'), NotAction: 'iam:*', Resource: '*' }],
  ['PASS_ROLE_WITH_NOT_RESOURCE', 'identity', { Action: PASS, ...without('Resource'), NotResource: ROLE }, { Action: PASS, Resource: ROLE }],
  ['PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE', 'identity', { Action: 'iam:*', ...without('Resource'), NotResource: ROLE }, {}],
  ['PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE', 'identity', { ...without('Action', 'Resource'), NotAction: 's3:*', NotResource: ROLE }, {}],
  ['CREATE_SLR_WITH_STAR_IN_RESOURCE', 'identity', { Action: SLR, Resource: '*' }, { Action: SLR, Resource: '*', ...where('StringLike', 'iam:AWSServiceName', 'a4b.amazonaws.com') }],
  ['CREATE_SLR_WITH_STAR_IN_RESOURCE', 'identity', { Action: SLR, Resource: '*', ...where('StringLike', 'iam:AWSServiceName', '*a4b.amazonaws.com') }, { Action: SLR, Resource: 'arn:aws:iam::*:role/aws-service-role/a4b.amazonaws.com/*' }],
  ['CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE', 'identity', { Action: 'iam:Create*', Resource: '*' }, { Action: 'iam:CreateRole', Resource: '*' }],
  ['CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION', 'identity', { ...without('Action'), NotAction: PASS, Resource: '*' }, { ...without('Action'), NotAction: SLR, Resource: '*' }],
  ['CREATE_SLR_WITH_NOT_RESOURCE', 'identity', { Action: SLR, ...without('Resource'), NotResource: ROLE }, {}],
  ['CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE', 'identity', { Action: 'iam:*', ...without('Resource'), NotResource: ROLE }, {}],
  ['CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE', 'identity', { ...without('Action', 'Resource'), NotAction: 's3:*', NotResource: ROLE }, {}],
  // Tags
  ['DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE', 'identity', { Effect: 'Deny', Action: ['support:CreateCase', 'ec2:StopInstances'], Resource: '*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }, { Effect: 'Deny', Action: 'ec2:StopInstances', Resource: '*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }],
  ['ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE', 'identity', { Action: 'support:CreateCase', Resource: '*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }, { Action: 'support:CreateCase', Resource: '*', ...where('StringEqualsIfExists', 'aws:ResourceTag/a', 'b') }],
  ['ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE', 'identity', { Action: ['logs:CreateLogStream', 'logs:DescribeLogGroups'], Resource: '*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }, { Action: ['logs:CreateLogStream', 'resource-groups:CreateGroup'], Resource: '*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }],
  ['ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE', 'identity', { Action: ['ec2:StopInstances', 'support:*'], Resource: '*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }, { Action: ['ec2:*', 'logs:*'], Resource: '*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }],
  ['DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE', 'identity', { Effect: 'Deny', ...without('Action'), NotAction: 's3:*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }, { Effect: 'Deny', ...without('Action'), NotAction: 's3:*', ...where('StringNotEquals', 'aws:ResourceTag/a', 'b') }],
  ['ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE', 'identity', { ...without('Action'), NotAction: 's3:*', ...where('StringEquals', 'aws:ResourceTag/a', 'b') }, {}],
  // Service principals
  ['RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL', 'resource', delivery, sourced('aws:SourceAccount')],
  ['RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL', 'resource', sourced('s3:x-amz-acl'), sourced('aws:SourceOrgID')],
  ['RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL', 'resource', sourced('aws:Referer'), sourced('aws:SourceAccount')],
  ['UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL', 'resource', sourced('aws:PrincipalOrgID'), { ...sourced('aws:PrincipalOrgID'), ...anybody }],
  // Resource control policies
  ['RCP_SYNTAX_ERROR_PRINCIPAL', 'rcp', anybody, {}],
  ['RCP_SYNTAX_ERROR_ALLOW', 'rcp', { Effect: 'Allow' }, { Effect: 'Allow', Action: '*', Resource: '*' }],
  ['RCP_SYNTAX_ERROR_NOTACTION', 'rcp', { ...without('Action'), NotAction: 's3:GetObject' }, {}],
  ['RCP_SYNTAX_ERROR_ACTION', 'rcp', { Action: 'ec2:RunInstances' }, { Action: 'S3:*' }],
  ['RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY', 'rcp', where('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-a'), { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }],
  ['RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY', 'rcp', where('StringNotEqualsIfExists', 'aws:SourceOrgID', 'o-a'), { Condition: { StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } } }],
  ['RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK', 'rcp', where('StringNotEqualsIfExists', 'aws:SourceOrgID', 'o-a'), { Condition: { StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a' }, Null: { 'aws:SourceAccount': 'false' } } }],
]; // prettier-ignore

describe('validatePolicy', () => {
  const cases = TABLE.map(([code, type, violating, compliant], index) => {
    const options = typeof type === 'string' ? { type } : type;
    return {
      code,
      index,
      options,
      violating: documentOf(options.type, violating),
      compliant: documentOf(options.type, compliant),
    };
  });

  it.each(cases)('says $code of the violating document and not of its neighbour ($index)', (one) => {
    expect(codes(one.violating, one.options)).toContain(one.code);
    expect(codes(one.compliant, one.options)).not.toContain(one.code);
    expect(codes(JSON.stringify(one.violating), one.options)).toEqual(codes(one.violating, one.options));
  });

  it('has a case for every code', () => {
    const ofDocuments: readonly CheckCode[] = [
      'JSON_SYNTAX_ERROR', 'MISSING_STATEMENT', 'INVALID_VERSION', 'MISSING_VERSION', 'UNIQUE_SIDS_REQUIRED',
      'UNIQUE_SIDS_RECOMMENDED', 'REDUNDANT_STATEMENT', 'VARIABLE_UNSUPPORTED_IN_VERSION',
    ]; // prettier-ignore
    const covered = new Set<string>([...TABLE.map(([code]) => code), ...ofDocuments]);
    expect(Object.keys(severityOf).filter((code) => !covered.has(code))).toEqual([]);
  });

  it.each([
    ['{"Version": "2012-10-17", "Statement": [}', ['JSON_SYNTAX_ERROR']],
    ['[]', ['JSON_SYNTAX_ERROR']],
    ['{"Version": "2012-10-17"}', ['MISSING_STATEMENT']],
    ['{"Version": "2012-10-17", "Statement": []}', ['MISSING_STATEMENT']],
    [{ Version: '2012-10-18', Statement: read }, ['INVALID_VERSION']],
    [{ Version: 2012, Statement: read }, ['DATA_TYPE_MISMATCH']],
    [{ Statement: read }, ['MISSING_VERSION']],
    [{ Version: '2008-10-17', Statement: { ...read, Resource: 'arn:aws:s3:::a/${aws:username}' } }, ['VARIABLE_UNSUPPORTED_IN_VERSION']],
    [{ Version: '2012-10-17', Statement: [{ ...read, Sid: 'a' }, { ...read, Sid: 'a', Effect: 'Deny' }] }, ['UNIQUE_SIDS_REQUIRED']],
    [{ Version: '2012-10-17', Statement: [{ ...read, Sid: 'a' }, { ...read, Sid: 'b', Action: ['S3:GetObject'] }] }, ['REDUNDANT_STATEMENT']],
    ['{"Version": "2012-10-17", "Version": "2012-10-17", "Statement": []}', ['JSON_SYNTAX_ERROR', 'MISSING_STATEMENT']],
  ])('says of %j: %j', (document, expected) => {
    expect(codes(document, { type: 'identity' })).toEqual(expected);
  }); // prettier-ignore

  it('recommends unique ids where services do not ask for them', () => {
    const statement = { ...read, ...anybody, Sid: 'a' };
    const document = { Version: '2012-10-17', Statement: [statement, { ...statement, Effect: 'Deny' }] };
    expect(codes(document, { type: 'resource' })).toEqual(['UNIQUE_SIDS_RECOMMENDED']);
  });

  it('takes the full policy language in service control policies', () => {
    const statement = {
      Effect: 'Allow',
      NotAction: 'iam:*User',
      Resource: 'arn:aws:s3:::a',
      ...where('StringEquals', 'aws:PrincipalAccount', '111122223333'),
    };
    expect(codes({ Version: '2012-10-17', Statement: [statement] }, { type: 'scp' })).toEqual([]);
  });

  it('asks no resource of a repository policy', () => {
    const statement = { Effect: 'Allow', ...anybody, Action: 'ecr:BatchGetImage' };
    const document = { Version: '2012-10-17', Statement: [statement] };
    expect(codes(document, { type: 'resource', resourceType: 'AWS::ECR::Repository' })).toEqual([]);
  });

  it('says what Access Analyzer says of the example of `aws accessanalyzer validate-policy`', () => {
    // AWS CLI Command Reference, accessanalyzer, validate-policy
    const statement = {
      Sid: '',
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-west-2_EXAMPLE' } },
    };
    const options = { type: 'resource', resourceType: 'AWS::IAM::AssumeRolePolicyDocument' } as const;
    const checks = validatePolicy({ Version: '2012-10-17', Statement: [statement] }, options);
    expect(checks.map(({ code, path }) => `${code} ${placeOf(path)}`)).toEqual([
      'EMPTY_SID_VALUE Statement[0].Sid',
      'MISMATCHED_ACTION_FOR_PRINCIPAL Statement[0].Action[0]',
      'UNSUPPORTED_ACTION_FOR_CONDITION_KEY Statement[0].Action[1]',
    ]);
  });

  it('calls an unknown name an error only when a real one is near', () => {
    const of = (action: string): readonly Pick<PolicyCheck, 'code' | 'severity' | 'message'>[] =>
      validatePolicy(documentOf('identity', { Action: action }), { type: 'identity' });
    expect(of('s3:GetObjct')).toMatchObject([
      { code: 'INVALID_ACTION', severity: 'error', message: expect.stringContaining('`s3:GetObject`') },
    ]);
    // Names of API operations, whose permissions have other names
    expect(of('s3:ListBuckets')).toMatchObject([
      { code: 'INVALID_ACTION', severity: 'error', message: expect.stringContaining('`s3:ListAllMyBuckets`') },
    ]);
    expect(of('s3:HeadObject')).toMatchObject([{ code: 'INVALID_ACTION', severity: 'error' }]);
    expect(of('s3:Frobnicate')).toMatchObject([{ code: 'INVALID_ACTION', severity: 'warning' }]);
    expect(of('lamda:*')).toMatchObject([
      { code: 'INVALID_SERVICE_IN_ACTION', severity: 'error', message: expect.stringContaining('`lambda`') },
    ]);
    expect(of('frobnicator:*')).toMatchObject([{ code: 'INVALID_SERVICE_IN_ACTION', severity: 'warning' }]);
  });

  it('names each text that covers others once, at the first of them all', () => {
    const statement = {
      Action: ['s3:PutObjectAcl', 's3:PutObject*', 's3:Get*', 's3:GetObject', 's3:GetBucketAcl', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b/c/*', 'arn:aws:s3:::a', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/c/d/*'],
    };
    const checks = validatePolicy(documentOf('identity', statement), { type: 'identity' });
    expect(checks.map(({ code, path, message }) => `${code} ${placeOf(path)} ${message}`)).toEqual([
      'REDUNDANT_ACTION Statement[0].Action[0] `s3:PutObject*` covers `s3:PutObjectAcl`: remove it',
      'REDUNDANT_ACTION Statement[0].Action[2] `s3:Get*` covers `s3:GetObject`, `s3:GetBucketAcl`: remove them',
      'REDUNDANT_RESOURCE Statement[0].Resource[0] `arn:aws:s3:::a` stands 2 times in the list: once is enough',
      'REDUNDANT_RESOURCE Statement[0].Resource[1] `arn:aws:s3:::b/*` covers `arn:aws:s3:::b/c/*`, `arn:aws:s3:::b/c/d/*`: remove them',
    ]);
  });

  it('points at the value that is a wildcard', () => {
    const document = documentOf('identity', where('StringLike', 'aws:username', ['a', '*']));
    expect(validatePolicy(document, { type: 'identity' })).toMatchObject([
      { code: 'EQUIVALENT_TO_NULL_FALSE', path: ['Statement', 0, 'Condition', 'StringLike', 'aws:username', 1] },
    ]);
  });

  it('gives path and position, counted from 1, of names and values', () => {
    const text =
      '{\n  "Version": "2012-10-17",\n  "Statement": {"Effect": "Allow",\n    "Action": ["ec2:*", "s3:Objct"], "Resource": "*",\n    "Condition": {"Bool": {"aws:usernam": "true"}}}}';
    expect(validatePolicy(text, { type: 'identity' })).toMatchObject([
      { code: 'INVALID_ACTION', path: ['Statement', 'Action', 1], position: { line: 4, column: 25 } },
      {
        code: 'INVALID_GLOBAL_CONDITION_KEY',
        path: ['Statement', 'Condition', 'Bool', 'aws:usernam'],
        position: { line: 5, column: 28 },
      },
    ]);
    expect(validatePolicy(JSON.parse(text), { type: 'identity' })[0]).not.toHaveProperty('position');
  });

  it('judges what is known and nothing else', () => {
    const hole = unknown('known after apply', [{ address: 'aws_s3_bucket.b', attribute: 'arn' }]);
    const text = (...parts: readonly (string | typeof hole)[]): readonly string[] =>
      codes(concatenate(parts), { type: 'identity' });
    const head = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObjct",';
    expect(text(head, hole, '],"Resource":"', hole, '/*"}]}')).toEqual(['INVALID_ACTION']);
    expect(text(head, '"a:', hole, '"],"Resource":"*","Condition":', hole, '}]}')).toEqual(['INVALID_ACTION']);
    expect(text('{"Version":"2012-10-17","Statement":', hole, '}')).toEqual([]);
    expect(text('{"Version":"2012-10-17",', hole, '}')).toEqual([]);
    expect(codes(hole, { type: 'identity' })).toEqual([]);
  });
});
