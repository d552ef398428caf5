type Statement = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const read = (principal: unknown, condition?: unknown): Statement => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::acme-reports/*',
  ...(condition === undefined ? {} : { Condition: condition }),
});

const bucket: Resources = { 'aws_s3_bucket.reports': { bucket: 'acme-reports' } };

const bucketPolicy = (...statements: readonly Statement[]): Resources => ({
  ...bucket,
  'aws_s3_bucket_policy.reports': { bucket: 'acme-reports', policy: document(...statements) },
});

const block = (settings: Readonly<Record<string, boolean>>): Resources => ({
  'aws_s3_bucket_public_access_block.reports': { bucket: 'acme-reports', ...settings },
});

const queue = (principal: unknown, condition?: unknown): Resources => ({
  'aws_sqs_queue_policy.jobs': {
    queue_url: 'https://sqs.eu-central-1.amazonaws.com/111122223333/jobs',
    policy: document({
      Effect: 'Allow',
      Principal: principal,
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:eu-central-1:111122223333:jobs',
      ...(condition === undefined ? {} : { Condition: condition }),
    }),
  },
});

const ofBucket = ['aws_s3_bucket_policy.reports'];

/** Examples of `no-public-resource-policy`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'everybody reads a bucket', resources: bucketPolicy(read('*')), at: ofBucket },
    { title: 'everybody who has an AWS account', resources: bucketPolicy(read({ AWS: ['*'] })), at: ofBucket },
    {
      title: 'a referer is what the caller says it is',
      resources: bucketPolicy(read('*', { StringLike: { 'aws:Referer': 'https://acme.example/*' } })),
      at: ofBucket,
    },
    {
      title: 'an address range of the whole internet',
      resources: bucketPolicy(read('*', { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } })),
      at: ofBucket,
    },
    {
      title: 'a public-access block that does not block policies',
      resources: {
        ...bucketPolicy(read('*')),
        ...block({ block_public_acls: true, ignore_public_acls: true }),
      },
      at: ofBucket,
    },
    { title: 'a queue that everybody may write to', resources: queue('*'), at: ['aws_sqs_queue_policy.jobs'] },
    {
      title: 'any role of a name in any account',
      resources: queue({ AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/worker' } }),
      at: ['aws_sqs_queue_policy.jobs'],
    },
    {
      title: 'a key that everybody may use',
      resources: {
        'aws_kms_key.data': {
          description: 'data',
          policy: document({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }),
        },
      },
      at: ['aws_kms_key.data'],
    },
    {
      title: 'a function that everybody may call',
      resources: {
        'aws_lambda_permission.all': { action: 'lambda:InvokeFunction', function_name: 'resize', principal: '*' },
      },
      at: ['aws_lambda_permission.all'],
    },
    {
      title: 'a bucket whose ACL lets everybody list it',
      resources: {
        ...bucket,
        'aws_s3_bucket_ownership_controls.reports': {
          bucket: 'acme-reports',
          rule: { object_ownership: 'BucketOwnerPreferred' },
        },
        'aws_s3_bucket_acl.reports': { bucket: 'acme-reports', acl: 'public-read' },
      },
      at: ['aws_s3_bucket_acl.reports'],
    },
    {
      title: 'an API that everybody may call, in the short form of its ARN',
      resources: {
        'aws_api_gateway_rest_api.shop': {
          name: 'shop',
          policy: document({
            Effect: 'Allow',
            Principal: '*',
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/*/GET/items',
          }),
        },
      },
      at: ['aws_api_gateway_rest_api.shop'],
    },
  ],
  compliant: [
    {
      title: 'one account reads a bucket',
      resources: bucketPolicy(read({ AWS: 'arn:aws:iam::111122223333:role/reader' })),
      configuration: { trust: { accounts: ['111122223333'] } },
    },
    {
      title: 'everybody of one organization',
      resources: bucketPolicy(read('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
    },
    {
      title: 'everybody who comes through one VPC endpoint',
      resources: bucketPolicy(read('*', { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } })),
    },
    {
      title: 'a public-access block keeps the public out whatever the policy says',
      resources: {
        ...bucketPolicy(read('*')),
        ...block({
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        }),
      },
    },
    {
      title: 'a deny for everybody who is not in the organization',
      resources: bucketPolicy(read('*'), {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::acme-reports/*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      }),
    },
    {
      title: 'a deny for everybody over plain HTTP lets nobody in',
      resources: bucketPolicy({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::acme-reports/*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    },
    {
      title: 'a queue that one topic writes to',
      resources: queue('*', { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-central-1:111122223333:orders' } }),
    },
    {
      title: 'a key whose account manages it',
      resources: {
        'aws_kms_key.data': {
          description: 'data',
          policy: document({
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
            Action: 'kms:*',
            Resource: '*',
          }),
        },
      },
      configuration: { trust: { accounts: ['111122223333'] } },
    },
    {
      title: 'a bucket whose ownership switches ACLs off',
      resources: {
        ...bucket,
        'aws_s3_bucket_ownership_controls.reports': {
          bucket: 'acme-reports',
          rule: { object_ownership: 'BucketOwnerEnforced' },
        },
        'aws_s3_bucket_acl.reports': { bucket: 'acme-reports', acl: 'public-read' },
      },
    },
  ],
  unresolved: [
    {
      title: 'a principal that a variable without a value names',
      onlyIn: 'terraform' as const,
      resources: { 'var.reader': { type: 'string' }, ...bucketPolicy(read({ AWS: '${var.reader}' })) },
      at: ofBucket,
    },
    {
      title: 'a policy that a variable without a value holds',
      onlyIn: 'terraform' as const,
      resources: {
        'var.policy': { type: 'string' },
        ...bucket,
        'aws_s3_bucket_policy.reports': { bucket: 'acme-reports', policy: '${var.policy}' },
      },
      at: ofBucket,
    },
  ],
};
