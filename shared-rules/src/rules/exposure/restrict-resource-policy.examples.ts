type Statement = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:orders';

const topic = (principal: unknown, condition?: unknown): Resources => ({
  'aws_sns_topic_policy.orders': {
    arn: TOPIC,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [allow(principal, condition)],
    }),
  },
});

const allow = (principal: unknown, condition?: unknown): Statement => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sns:Publish',
  Resource: TOPIC,
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** A key with which the logs of these log groups are encrypted. */
const logKey = (groups: string): Resources => ({
  'aws_kms_key.logs': {
    description: 'logs',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'logs.eu-central-1.amazonaws.com' },
          Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*'],
          Resource: '*',
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
        },
      ],
    }),
  },
});

/** A bucket to which load balancers write here. */
const accessLogs = (path: string): Resources => ({
  'aws_s3_bucket_policy.logs': {
    bucket: 'acme-logs',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::acme-logs/${path}*`,
        },
      ],
    }),
  },
});

const at = ['aws_sns_topic_policy.orders'];
const zone = { trust: { accounts: ['111122223333', '222233334444'], organization: 'o-a1b2c3d4e5' } };

/** Examples of `restrict-resource-policy`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'an account outside of the zone of trust',
      configuration: zone,
      resources: topic({ AWS: ['arn:aws:iam::222233334444:role/shop', 'arn:aws:iam::999988887777:root'] }),
      at,
    },
    {
      title: 'another organization',
      configuration: zone,
      resources: topic('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-z9y8x7w6v5' } }),
      at,
    },
    {
      title: 'a service that does not say for whose resource it acts',
      resources: topic({ Service: 's3.amazonaws.com' }),
      at,
    },
    {
      title: 'a service that acts for any bucket',
      resources: topic({ Service: 's3.amazonaws.com' }, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }),
      at,
    },
    {
      title: 'a service that acts for any bucket whose name begins so, and anybody may choose a name',
      resources: topic({ Service: 's3.amazonaws.com' }, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::acme-*' } }),
      at,
    },
    {
      title: 'an API gateway of anybody calls the function',
      resources: {
        'aws_lambda_permission.api': {
          action: 'lambda:InvokeFunction',
          function_name: 'resize',
          principal: 'apigateway.amazonaws.com',
        },
      },
      at: ['aws_lambda_permission.api'],
    },
    {
      title: 'a key for the log groups of any account',
      resources: logKey('arn:aws:logs:eu-central-1:*:*'),
      at: ['aws_kms_key.logs'],
    },
    {
      title: 'load balancers of any account write their logs',
      resources: accessLogs('web/AWSLogs/'),
      at: ['aws_s3_bucket_policy.logs'],
    },
  ],
  compliant: [
    {
      title: 'CloudFront reads by an identity of the stack',
      onlyIn: 'terraform' as const,
      resources: {
        'aws_cloudfront_origin_access_identity.site': {},
        'aws_s3_bucket_policy.site': {
          bucket: 'acme-site',
          policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: '${aws_cloudfront_origin_access_identity.site.iam_arn}' },
                Action: 's3:GetObject',
                Resource: 'arn:aws:s3:::acme-site/*',
              },
            ],
          }),
        },
      },
    },
    {
      title: 'a key for the log groups of one account, which the service tells the key',
      resources: logKey('arn:aws:logs:eu-central-1:111122223333:*'),
    },
    {
      title: 'load balancers of one account write their logs, below its number',
      resources: accessLogs('web/AWSLogs/111122223333/'),
    },
    {
      title: 'accounts of the zone of trust',
      configuration: zone,
      resources: topic({ AWS: ['arn:aws:iam::222233334444:role/shop', '111122223333'] }),
    },
    {
      title: 'the own organization',
      configuration: zone,
      resources: topic('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    },
    {
      title: 'a service for one bucket of one account',
      resources: topic(
        { Service: 's3.amazonaws.com' },
        {
          ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::acme-reports' },
          StringEquals: { 'aws:SourceAccount': '111122223333' },
        },
      ),
    },
    {
      title: 'one API calls the function',
      resources: {
        'aws_lambda_permission.api': {
          action: 'lambda:InvokeFunction',
          function_name: 'resize',
          principal: 'apigateway.amazonaws.com',
          source_arn: 'arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/*/GET/images',
        },
      },
    },
    {
      title: 'load balancers of AWS write their logs',
      configuration: zone,
      resources: {
        'aws_s3_bucket_policy.logs': {
          bucket: 'acme-logs',
          policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::054676820928:root' },
                Action: 's3:PutObject',
                Resource: 'arn:aws:s3:::acme-logs/*',
              },
            ],
          }),
        },
      },
    },
  ],
  unresolved: [
    {
      title: 'an account of which nobody said whether it is inside',
      resources: topic({ AWS: 'arn:aws:iam::999988887777:role/shop' }),
      at,
    },
  ],
};
