/** Programs that people wrote for their own purposes, as data: what is run of each, and with what. */

/** A construct or a program of cdktf-examples. */
export interface CdktfProgram {
  /** Below cdktf-examples. */
  readonly file: string;
  /** The construct to put into a stack, with its arguments; without it the file is a program. */
  readonly construct?: { readonly name: string; readonly arguments: object };
  /** The stack to put into an app. */
  readonly stack?: string;
}

/** A program of pulumi-examples. */
export interface PulumiProgram {
  /** Below pulumi-examples. */
  readonly folder: string;
  /** What `pulumi config` would hold. */
  readonly config?: Readonly<Record<string, string>>;
}

const pocket = (file: string, name: string, values: object): CdktfProgram => ({
  file: `Pocket+terraform-modules/src/${file}.ts`,
  construct: { name, arguments: values },
});

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:deployments';

export const cdktfPrograms: readonly CdktfProgram[] = [
  pocket('base/ApplicationECSIAM', 'ApplicationECSIAM', {
    prefix: 'Recommendations-Prod',
    taskExecutionDefaultAttachmentArn: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
    taskExecutionRolePolicyStatements: [
      {
        actions: ['secretsmanager:GetSecretValue', 'kms:Decrypt'],
        resources: ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:Recommendations/Prod/*'],
        effect: 'Allow',
      },
    ],
    taskRolePolicyStatements: [
      { actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:eu-central-1:123456789012:events'], effect: 'Allow' },
    ],
  }),
  pocket('base/ApplicationBackups', 'ApplicationBackup', {
    name: 'vault',
    kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/8a7d4c1e-0b6f-4f6e-9d55-1c2b3a4d5e6f',
    prefix: 'Backups-Prod',
    accountId: '123456789012',
    vaultPolicy:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*"}]}',
    backupPlans: [{ name: 'daily', resources: ['*'], rules: [{ ruleName: 'daily' }], selectionTag: [] }],
  }),
  pocket('base/ApplicationDynamoDBTable', 'ApplicationDynamoDBTable', {
    prefix: 'Users-Prod',
    tableConfig: { hashKey: 'id', attribute: [{ name: 'id', type: 'S' }], globalSecondaryIndex: [] },
    readCapacity: { tracking: 70, max: 10, min: 1 },
    writeCapacity: { tracking: 70, max: 10, min: 1 },
  }),
  pocket('base/ApplicationLambdaCodeDeploy', 'ApplicationLambdaCodeDeploy', {
    name: 'Mailer',
    deploySnsTopicArn: TOPIC,
    region: 'eu-central-1',
    accountId: '123456789012',
  }),
  pocket('base/ApplicationECSAlbCodeDeploy', 'ApplicationECSAlbCodeDeploy', {
    prefix: 'Web-Prod',
    clusterName: 'web',
    serviceName: 'web',
    listenerArn:
      'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2',
    snsNotificationTopicArn: TOPIC,
    targetGroupNames: ['blue', 'green'],
  }),
  pocket('base/ApplicationLoadBalancer', 'ApplicationLoadBalancer', {
    prefix: 'Web-Prod',
    alb6CharacterPrefix: 'WEBPRD',
    vpcId: 'vpc-0a1b2c3d',
    subnetIds: ['subnet-0a1b2c3d'],
    accessLogs: { bucket: 'web-prod-logs' },
  }),
  pocket('base/ApplicationVersionedLambda', 'ApplicationVersionedLambda', {
    name: 'Mailer',
    runtime: 'nodejs20.x',
    handler: 'index.handler',
    s3Bucket: 'mailer-code',
  }),
  pocket('pocket/PocketECSCodePipeline', 'PocketECSCodePipeline', {
    prefix: 'Web-Prod',
    source: {
      repository: 'team/web',
      branchName: 'main',
      codeStarConnectionArn: 'arn:aws:codestar-connections:eu-central-1:123456789012:connection/web',
    },
  }),
  pocket('pocket/PocketCloudwatchSynthetics', 'PocketAwsSyntheticChecks', {
    environment: 'Prod',
    prefix: 'Web-Prod',
    query: [],
    shortName: 'WEB',
    uptime: [{ response: 'ok', url: 'web.example.com' }],
  }),
  {
    file: 'shazi7804+cdktf-aws-secure-constructs/src/config.ts',
    construct: { name: 'EnableConfigRecorder', arguments: { snsTopicName: TOPIC } },
  },
  { file: 'ks6088ts-labs+baseline-environment-cdktf-typescript/lib/stack/aws-playground-stack.ts' },
  { file: 'aws-samples+cdktf-aws-elb-cognito-auth/src/app.ts' },
  { file: 'hashicorp+learn-cdktf-assets-stacks-lambda/cdktf/main.ts' },
  { file: 'Aiden-Ziegelaar+CDKtf-AWS-Serverless-App/Infrastructure/main.ts' },
  { file: 'garysassano+cdktf-aws-ecs-task-events-tagger/src/stacks/my-stack.ts', stack: 'MyStack' },
  { file: 'garysassano+cdktf-aws-codebuild-github-runners/src/stacks/my-stack.ts', stack: 'MyStack' },
  { file: 'hashicorp+terraform-cdk/test/typescript/providers/main.ts' },
  { file: 'hashicorp+cdktf-integration-serverless-example/posts/api/index.ts' },
];

export const pulumiPrograms: readonly PulumiProgram[] = [
  { folder: 'aws-ts-apigateway' },
  { folder: 'aws-ts-apigatewayv2-eventbridge' },
  { folder: 'aws-ts-apigatewayv2-http-api' },
  { folder: 'aws-ts-apigatewayv2-http-api-quickcreate' },
  { folder: 'aws-ts-ecs-anywhere' },
  { folder: 'aws-ts-multi-language-lambda' },
  { folder: 'aws-ts-nextjs' },
  { folder: 'aws-ts-organizations', config: { devAccountEmailContact: 'dev@example.com' } },
  { folder: 'aws-ts-stackreference-architecture/networking' },
  { folder: 'aws-ts-stepfunctions' },
  { folder: 'aws-ts-synthetics-canary' },
  { folder: 'aws-ts-thumbnailer' },
  { folder: 'redis-cloud-aws-ts' },
  { folder: 'testing-integration/program' },
];

/** What AWS would answer to the data sources that the programs ask, by Pulumi token. */
export const answers: Readonly<Record<string, unknown>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': {
    accountId: '123456789012',
    arn: 'arn:aws:iam::123456789012:user/deployer',
    id: '123456789012',
    userId: 'AIDACKCEVSQ6C2DEPLOYR',
  },
  'aws:index/getRegion:getRegion': { id: 'eu-central-1', region: 'eu-central-1', name: 'eu-central-1' },
  'aws:index/getAvailabilityZones:getAvailabilityZones': {
    id: 'eu-central-1',
    names: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    zoneIds: ['euc1-az2', 'euc1-az3', 'euc1-az1'],
  },
  'aws:organizations/getOrganization:getOrganization': {
    id: 'o-exampleorgid',
    roots: [{ id: 'r-exam', name: 'Root', arn: 'arn:aws:organizations::123456789012:root/o-exampleorgid/r-exam' }],
    masterAccountId: '123456789012',
  },
};
