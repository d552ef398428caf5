/**
 * Actions that hand something out. The lists are our own; where to look was told by the service authorization reference and
 * by the categories of cloudsplaining (BSD-3-Clause).
 */

/**
 * The answer is a credential of somebody else, or one that lasts. The password that EC2 gives is encrypted with a key pair. What only exchanges the caller's own rights for a token
 * (ecr:GetAuthorizationToken, sts:GetSessionToken) gives nothing new; sts:AssumeRole has a rule of its own.
 */
const CREDENTIALS = [
  'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile',
  'iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential',
  'redshift:GetClusterCredentials', 'redshift:GetClusterCredentialsWithIAM', 'redshift-serverless:GetCredentials',
  'rds-db:connect', 'sts:GetFederationToken', 'sso:GetRoleCredentials',
  'lightsail:GetInstanceAccessDetails', 'lightsail:DownloadDefaultKeyPair', 'lightsail:CreateBucketAccessKey',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity', 'codepipeline:PollForJobs',
  'airflow:CreateCliToken', 'airflow:CreateWebLoginToken', 'appsync:CreateApiKey', 'chime:CreateApiKey',
  'cloud9:CreateEnvironmentToken', 'connect:GetFederationToken', 'connect:GetFederationTokens',
  'emr-containers:GetManagedEndpointSessionCredentials', 'finspace-api:GetProgrammaticAccessCredentials',
  'gamelift:RequestUploadCredentials', 'gamelift:GetInstanceAccess', 'gamelift:GetComputeAccess',
  'gamelift:GetComputeAuthToken', 'grafana:CreateWorkspaceApiKey', 'grafana:CreateWorkspaceServiceAccountToken',
  'mediapackage:RotateChannelCredentials', 'mediapackage:RotateIngestEndpointCredentials',
] as const; // prettier-ignore

/** The answer is data at rest. */
const DATA = [
  's3:GetObject', 's3:GetObjectVersion', 'secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue',
  'ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory',
  'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PartiQLSelect',
  'dynamodb:ExportTableToPointInTime', 'ebs:GetSnapshotBlock', 'codecommit:GitPull', 'glacier:GetJobOutput',
] as const; // prettier-ignore

/** Of statements that speak of very many services these stand for the rest. */
const TELLING = [
  's3:DeleteObject', 's3:PutObject', 'ec2:TerminateInstances', 'dynamodb:DeleteItem', 'lambda:UpdateFunctionCode',
  'rds:DeleteDBInstance', 'sqs:DeleteQueue', 'sns:DeleteTopic', 'cloudformation:DeleteStack', 'logs:DeleteLogGroup',
  's3:PutBucketPolicy', 'iam:PutRolePolicy', 'iam:AttachUserPolicy', 'kms:PutKeyPolicy', 'lambda:AddPermission',
  'sqs:AddPermission', 'secretsmanager:PutResourcePolicy', 'ecr:SetRepositoryPolicy', 'ec2:ModifySnapshotAttribute', 'ec2:ModifyImageAttribute',
  'cloudfront:UpdateDistribution', 'route53:ChangeResourceRecordSets', 'rds:ModifyDBInstance',
] as const; // prettier-ignore

const lower = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, index) => [name.toLowerCase(), index]));

const credentials = lower(CREDENTIALS);
const data = lower(DATA);
const telling = lower(TELLING);

/** Whether the action, in whichever case, hands out a credential. */
export function givesCredentials(action: string): boolean {
  return credentials.has(action.toLowerCase());
}

/** Whether the action, in whichever case, hands out data at rest. */
export function givesData(action: string): boolean {
  return data.has(action.toLowerCase());
}

/** What people know comes first. */
export function fameOf(action: string): number {
  const before = fames.get(action);
  if (before !== undefined) return before;
  const fame = newFameOf(action.toLowerCase());
  fames.set(action, fame);
  return fame;
}

const fames = new Map<string, number>();

function newFameOf(name: string): number {
  return telling.get(name) ?? credentials.get(name) ?? data.get(name) ?? Number.MAX_SAFE_INTEGER;
}

/** In lower case: what is asked of statements that speak of very many services. */
export const SHOWN_ACTIONS: readonly string[] = [...credentials.keys(), ...data.keys(), ...telling.keys()];

/** Verbs of actions that make something, whose id in these services nobody knows before: its ARN cannot be named. */
const MAKES =
  /^(ec2|elasticfilesystem|cloudfront|route53|acm|kms|apigateway|cognito-idp|cognito-identity|organizations|workspaces|fsx|directconnect|globalaccelerator|guardduty|wafv2|imagebuilder|sso|identitystore):(create|allocate|import|copy|request|register|provision|purchase|restore)|^comprehend:start\w+job$/i;

/** Whether nobody can name the resource of a request, since the request makes it and AWS gives it an id. */
export function makesUnnamed(action: string): boolean {
  return MAKES.test(action) && action.toLowerCase() !== 'ec2:createtags';
}

/**
 * What opens nothing that is there already: the own password, a device without owner, the role that a service needs. PassRole and
 * AssumeRole have rules of their own.
 */
const HARMLESS = lower([
  'iam:ChangePassword',
  'iam:CreateVirtualMFADevice',
  'iam:CreateServiceLinkedRole',
  // Its resource is optional: numbers for a namespace are for no resource (CloudWatch User Guide, "Actions, resources").
  'cloudwatch:PutMetricData',
  'iam:PassRole',
  'sts:AssumeRole',
  // Whoever calls these has no permissions that could be asked (STS API Reference): the trust policy alone decides.
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:TagSession',
  'sts:SetSourceIdentity',
]);

/** Whether an action in whichever case is no fault on any resource, or another rule's matter. */
export function isNoFaultAnywhere(action: string): boolean {
  return HARMLESS.has(action.toLowerCase());
}

/** All that a workload does that writes logs (AWSLambdaBasicExecutionRole grants it on everything). */
const APPENDING = lower(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']);

/** Whether an action in whichever case only adds to logs. */
export function onlyAppends(action: string): boolean {
  return APPENDING.has(action.toLowerCase());
}
