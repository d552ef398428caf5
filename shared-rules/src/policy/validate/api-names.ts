/**
 * Operations of APIs whose permission has another name, so that an action of the operation's name does not exist (Amazon S3 User
 * Guide, "Required permissions for Amazon S3 API operations"; permission references of Amazon SQS, Amazon SNS, AWS Lambda, AWS
 * KMS and Amazon DynamoDB).
 */
const OPERATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    CompleteMultipartUpload: 'PutObject',
    CopyObject: 'PutObject',
    CreateMultipartUpload: 'PutObject',
    DeleteBucketCors: 'PutBucketCORS',
    DeleteBucketEncryption: 'PutEncryptionConfiguration',
    DeleteBucketLifecycle: 'PutLifecycleConfiguration',
    DeleteBucketReplication: 'PutReplicationConfiguration',
    DeleteBucketTagging: 'PutBucketTagging',
    DeleteObjects: 'DeleteObject',
    DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
    GetBucketEncryption: 'GetEncryptionConfiguration',
    GetBucketLifecycle: 'GetLifecycleConfiguration',
    GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
    GetBucketNotificationConfiguration: 'GetBucketNotification',
    GetBucketReplication: 'GetReplicationConfiguration',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
    HeadBucket: 'ListBucket',
    HeadObject: 'GetObject',
    ListBuckets: 'ListAllMyBuckets',
    ListMultipartUploads: 'ListBucketMultipartUploads',
    ListObjects: 'ListBucket',
    ListObjectsV2: 'ListBucket',
    ListObjectVersions: 'ListBucketVersions',
    ListParts: 'ListMultipartUploadParts',
    PutBucketEncryption: 'PutEncryptionConfiguration',
    PutBucketLifecycle: 'PutLifecycleConfiguration',
    PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
    PutBucketNotificationConfiguration: 'PutBucketNotification',
    PutBucketReplication: 'PutReplicationConfiguration',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
    SelectObjectContent: 'GetObject',
    UploadPart: 'PutObject',
    UploadPartCopy: 'PutObject',
  },
  sqs: {
    ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
    DeleteMessageBatch: 'DeleteMessage',
    SendMessageBatch: 'SendMessage',
  },
  sns: { PublishBatch: 'Publish' },
  lambda: { Invoke: 'InvokeFunction' },
  kms: { ReEncrypt: 'ReEncrypt*' },
  dynamodb: { TransactGetItems: 'GetItem', TransactWriteItems: 'PutItem' },
};

const permissions = new Map(
  Object.entries(OPERATIONS).flatMap(([service, operations]) =>
    Object.entries(operations).map(([name, action]) => [`${service}:${name}`.toLowerCase(), `${service}:${action}`]),
  ),
);

/** The action that permits an operation of that name, the name in lower case; undefined when it is none of these. */
export function permissionOf(operation: string): string | undefined {
  return permissions.get(operation);
}
