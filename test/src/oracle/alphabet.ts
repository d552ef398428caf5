/**
 * The small world of the differential test: real actions, ARNs of the shapes that these accept, and the condition keys
 * that AWS sends with them (Service Authorization Reference).
 */

/** Account of the principal, and most of the time of the resource. */
export const OWN = '111122223333';
export const OTHER = '999988887777';

export interface Action {
  readonly name: string;
  /** Resources that a request may be for; `*` for actions without resource-level permissions. */
  readonly resources: readonly string[];
}

/** No actions of KMS and STS: there a resource policy must exist, which is a question of its own. */
export const ACTIONS: readonly Action[] = [
  {
    name: 's3:GetObject',
    resources: ['arn:aws:s3:::logs/2026/a', 'arn:aws:s3:::secret/x', 'arn:aws:s3:::lots/alice/x'],
  },
  { name: 's3:PutObject', resources: ['arn:aws:s3:::logs/2026/a', 'arn:aws:s3:::secret/x', 'arn:aws:s3:::red/x'] },
  { name: 's3:ListBucket', resources: ['arn:aws:s3:::logs', 'arn:aws:s3:::secret'] },
  { name: 's3:ListAllMyBuckets', resources: ['*'] },
  { name: 'iam:CreateUser', resources: [`arn:aws:iam::${OWN}:user/bob`, `arn:aws:iam::${OWN}:user/alice`] },
  { name: 'iam:PassRole', resources: [`arn:aws:iam::${OWN}:role/app-1`, `arn:aws:iam::${OWN}:role/admin`] },
  { name: 'iam:ListUsers', resources: ['*'] },
  { name: 'sqs:SendMessage', resources: [`arn:aws:sqs:eu-central-1:${OWN}:jobs`, `arn:aws:sqs:us-east-1:${OWN}:x`] },
  { name: 'dynamodb:GetItem', resources: [`arn:aws:dynamodb:eu-central-1:${OWN}:table/orders`] },
  { name: 'ec2:DescribeInstances', resources: ['*'] },
  { name: 'ec2:TerminateInstances', resources: [`arn:aws:ec2:eu-central-1:${OWN}:instance/i-0a`] },
];

export const ACTION_PATTERNS = [
  '*', 's3:*', 's3:Get*', 'S3:getobject', 's3:?etObject', 's3:*Object', 's3:List*', 's3:GetObject', 's3:PutObject',
  'iam:*', 'iam:PassRole', 'iam:Create*', 'sqs:SendMessage', 'dynamodb:*', 'ec2:*', 'ec2:Describe*', '*:*', 'i?m:*',
]; // prettier-ignore

export const RESOURCE_PATTERNS = [
  '*', 'arn:*', 'arn:aws:s3:::*', 'arn:aws:s3:::logs/*', 'arn:aws:s3:::logs', 'arn:aws:s3:::lo?s/*', 'arn:aws:s3:::*/x',
  'arn:aws:s3:::secret/x', 'arn:aws:s3:::lots/${aws:username}/*', 'arn:aws:s3:::${aws:PrincipalTag/team}/*',
  `arn:aws:iam::${OWN}:*`, `arn:aws:iam::${OWN}:user/\${aws:username}`, 'arn:aws:iam::*:role/app-*', `arn:aws:iam::${OWN}:role/app-?`,
  `arn:aws:sqs:*:${OWN}:*`, `arn:aws:sqs:eu-*:${OWN}:jobs`, `arn:aws:dynamodb:*:*:table/orders`, `arn:aws:ec2:*:${OWN}:instance/*`,
]; // prettier-ignore

export type KeyType = 'text' | 'arn' | 'number' | 'date' | 'bool' | 'address' | 'texts';

/** How a condition key appears in requests. */
export interface Key {
  readonly name: string;
  readonly type: KeyType;
  /** What policies compare it with. */
  readonly values: readonly string[];
  /** What requests hold, at the borders of the values above; besides these, the values themselves without wildcards. */
  readonly others: readonly string[];
  /** Whether every request has it. */
  readonly always?: boolean;
  /** Actions that it is sent with; all without this. */
  readonly actions?: readonly string[];
}

/** Keys that requests are free in; those that follow from the principal stand in `requests.ts`. */
export const KEYS: readonly Key[] = [
  { name: 'aws:MultiFactorAuthPresent', type: 'bool', values: ['true', 'false'], others: [] },
  { name: 'aws:MultiFactorAuthAge', type: 'number', values: ['300', '3600'], others: ['0', '299', '301', '3599', '3601'] },
  { name: 'aws:SecureTransport', type: 'bool', values: ['true', 'false'], others: [], always: true },
  { name: 'aws:RequestedRegion', type: 'text', values: ['eu-central-1', 'eu-*', 'us-east-1'], others: ['ap-south-1'], always: true },
  { name: 'aws:PrincipalOrgID', type: 'text', values: ['o-1', 'o-?', 'O-1'], others: ['o-22', 'x'] },
  { name: 'aws:PrincipalTag/team', type: 'text', values: ['red', 'r*', '${aws:username}', 'Red'], others: ['blue', 'alice', 'r', 'logs'] },
  { name: 'aws:UserAgent', type: 'text', values: ['*cli*', 'aws-cli', '${*}'], others: ['browser', '*'] },
  { name: 'aws:CurrentTime', type: 'date', values: ['2030-01-01T00:00:00Z', '2031-01-01T00:00:00Z'], others: ['2029-12-31T23:59:59Z', '2030-01-01T00:00:01Z', '2030-12-31T23:59:59Z', '2035-01-01T00:00:00Z'], always: true },
  { name: 'aws:SourceIp', type: 'address', values: ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32', '0.0.0.0/1'], others: ['203.0.113.0', '203.0.113.255', '203.0.114.0', '198.51.100.7', '198.51.100.8', '2001:db8::1', '2001:db9::1'] },
  { name: 'aws:SourceVpce', type: 'text', values: ['vpce-1', 'vpce-*'], others: ['vpce-22'] },
  { name: 's3:prefix', type: 'text', values: ['home/', 'home/${aws:username}/*', 'x?'], others: ['home/alice/x', 'x', 'x1'], actions: ['s3:ListBucket'] },
  { name: 's3:max-keys', type: 'number', values: ['10', '100'], others: ['9', '11', '1000'], actions: ['s3:ListBucket'] },
  { name: 's3:ExistingObjectTag/class', type: 'text', values: ['public', 'p*'], others: ['secret'], actions: ['s3:GetObject'] },
  { name: 'iam:PassedToService', type: 'text', values: ['lambda.amazonaws.com', '*.amazonaws.com'], others: ['ec2.amazonaws.com'], actions: ['iam:PassRole'] },
  { name: 'iam:AssociatedResourceArn', type: 'arn', values: [`arn:aws:lambda:*:${OWN}:function:f`, 'arn:aws:ec2:*:*:instance/*'], others: [`arn:aws:lambda:eu-central-1:${OWN}:function:f`, `arn:aws:lambda:eu-central-1:${OWN}:function:g:h`, `arn:aws:ec2:us-east-1:${OWN}:instance/i-1`], actions: ['iam:PassRole'] },
  { name: 'iam:PermissionsBoundary', type: 'arn', values: [`arn:aws:iam::${OWN}:policy/cap`, `arn:aws:iam::*:policy/*`], others: [`arn:aws:iam::${OWN}:policy/cap2`], actions: ['iam:CreateUser'] },
  { name: 'aws:TagKeys', type: 'texts', values: ['team', 'cost*', 'owner'], others: ['Team', 'costs', 'x'], actions: ['iam:CreateUser'] },
  { name: 'aws:RequestTag/team', type: 'text', values: ['red', '${aws:PrincipalTag/team}'], others: ['blue'], actions: ['iam:CreateUser'] },
  { name: 'dynamodb:LeadingKeys', type: 'texts', values: ['${aws:username}', 'a*', 'b'], others: ['alice', 'bob', 'b'], actions: ['dynamodb:GetItem'] },
  { name: 'ec2:InstanceType', type: 'text', values: ['t3.*', 'm5.large'], others: ['t3.micro', 'm5.xlarge'], actions: ['ec2:TerminateInstances'] },
]; // prettier-ignore
