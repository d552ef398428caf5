/**
 * What the rules find in programs of others, each reviewed: would their author agree? `npm run corpus` fails on a finding
 * that is not listed here, and on a line here that is found no more.
 */
export const reviewed: ReadonlyMap<string, string> = new Map([
  [
    'terraform-aws-iam/iam-group/no-unused-identity/aws_iam_policy.this',
    'Right: nothing in the example refers to the policy.',
  ],
  [
    'terraform-aws-iam/iam-role/no-unused-identity/aws_iam_policy.this',
    'Right: nothing in the example refers to the policy.',
  ],
  [
    'cdktf/Pocket+terraform-modules/PocketECSCodePipeline/no-privilege-escalation/aws_iam_role_policy.part_codepipeline-role-policy_39D4D451.policy',
    'Right by what AWS allows: codebuild:StartBuild may replace the build commands. The author grants it to the pipeline on purpose: an exemption.',
  ],
  [
    'pulumi/aws-ts-apigatewayv2-eventbridge/no-privilege-escalation/api-gateway-role',
    'Right: AmazonEventBridgeFullAccess passes roles to the scheduler; the gateway only needs events:PutEvents.',
  ],
  [
    'pulumi/aws-ts-organizations/no-iam-users/automationUser',
    'Right: `cicd-automation` is a machine, and is to be declared one or to become a role that the CI assumes by OIDC.',
  ],
  [
    'pulumi/aws-ts-organizations/no-administrator-access/devAutomationUserBoundary',
    'Right: the boundary is also attached to the automation role, and holds `iam:*` on everything.',
  ],
  [
    'pulumi/aws-ts-organizations/no-privilege-escalation/devDevBoundary',
    "Right: the boundary is also attached to the developers' role, and holds `ec2:*` on everything.",
  ],
  [
    'pulumi/aws-ts-organizations/no-unused-identity/developers',
    'Arguable: the author puts people into the group by hand, which a program cannot show; of low severity and said to be "in this stack".',
  ],
  [
    'pulumi/aws-ts-organizations/permissions-through-groups/automationUserPolicy',
    'Right: the policy is inline in the user.',
  ],
  [
    'cdktf/Pocket+terraform-modules/ApplicationDynamoDBTable/no-wildcard-resource/aws_iam_policy.part_ReadCapacity_autoscaling_policy_30BD898F.policy',
    'Right: it changes every resource of a kind, where the ARNs that it needs are known to the program or have a prefix.',
  ],
  [
    'cdktf/Pocket+terraform-modules/ApplicationDynamoDBTable/no-wildcard-resource/aws_iam_policy.part_WriteCapacity_autoscaling_policy_963840DB.policy',
    'Right: it changes every resource of a kind, where the ARNs that it needs are known to the program or have a prefix.',
  ],
  [
    'cdktf/Pocket+terraform-modules/PocketECSCodePipeline/no-inline-policy/aws_iam_role_policy.part_codepipeline-role-policy_39D4D451.policy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'cdktf/Pocket+terraform-modules/PocketECSCodePipeline/no-wildcard-resource/aws_iam_role_policy.part_codepipeline-role-policy_39D4D451.policy',
    'Right: it changes every resource of a kind, where the ARNs that it needs are known to the program or have a prefix.',
  ],
  [
    'cdktf/Pocket+terraform-modules/PocketECSCodePipeline/restrict-pass-role/aws_iam_role_policy.part_codepipeline-role-policy_39D4D451.policy',
    'Right: every role may be passed; the pipeline needs the two roles of its task.',
  ],
  [
    'cdktf/Pocket+terraform-modules/PocketAwsSyntheticChecks/no-wildcard-resource/aws_iam_policy.part_part_synthetic_check_access_policy_377C9DB6.policy',
    'Right: it changes every resource of a kind, where the ARNs that it needs are known to the program or have a prefix.',
  ],
  [
    'cdktf/shazi7804+cdktf-aws-secure-constructs/EnableConfigRecorder/config-records-iam/aws_config_configuration_recorder.part_ConfigRemediationConfiguration_1CFFF46D.recording_group',
    'Right: the recorder leaves out what is global, and with it all of IAM.',
  ],
  [
    'cdktf/garysassano+cdktf-aws-ecs-task-events-tagger/my-stack.ts/no-inline-policy/aws_iam_role.ECSEventsTaggerRole.inline_policy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'cdktf/garysassano+cdktf-aws-ecs-task-events-tagger/my-stack.ts/no-inline-policy/aws_iam_role.ECSTaskExecutionRole.inline_policy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'pulumi/aws-ts-apigatewayv2-eventbridge/no-full-access-managed-policy/lambda-57e41134',
    'Right: the program uses one or two actions of the service.',
  ],
  [
    'pulumi/aws-ts-apigatewayv2-http-api-quickcreate/restrict-resource-policy/lambdaPermission',
    'Right, and of medium severity: any API gateway may call the function; the API of the program has an ARN.',
  ],
  [
    'pulumi/aws-ts-nextjs/no-inline-policy/mysite-image-function-policy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'pulumi/aws-ts-nextjs/no-inline-policy/mysite-server-function-policy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'pulumi/aws-ts-nextjs/no-public-resource-policy/mysite-image-url',
    'Right by what AWS allows: the site is open to everybody, which its author wants: an exemption.',
  ],
  [
    'pulumi/aws-ts-nextjs/no-public-resource-policy/mysite-server-url',
    'Right by what AWS allows: the site is open to everybody, which its author wants: an exemption.',
  ],
  [
    'pulumi/aws-ts-nextjs/no-public-resource-policy/mysite-image-function-invoke-permission',
    'Right by what AWS allows: the site is open to everybody, which its author wants: an exemption.',
  ],
  [
    'pulumi/aws-ts-nextjs/no-public-resource-policy/mysite-server-function-invoke-permission',
    'Right by what AWS allows: the site is open to everybody, which its author wants: an exemption.',
  ],
  [
    'pulumi/aws-ts-organizations/no-inline-policy/automationUserPolicy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'pulumi/aws-ts-organizations/no-inline-policy/developersGroupPolicy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'pulumi/aws-ts-organizations/restrict-cross-account-trust/devDevRole',
    'Right as long as nobody says that the account is inside: the canned account of the run stands for that of the management account.',
  ],
  [
    'pulumi/aws-ts-organizations/require-permissions-boundary/devAutomationUserRole',
    'Right: the role may write a new version of the policy that bounds it.',
  ],
  [
    'pulumi/aws-ts-organizations/restrict-assume-role/developersGroupPolicy',
    'Right, and of low severity: the name of the role stands for roles of that name in every account.',
  ],
  [
    'pulumi/aws-ts-organizations/restrict-assume-role/automationUserPolicy',
    'Right, and of low severity: the name of the role stands for roles of that name in every account.',
  ],
  [
    'pulumi/aws-ts-stepfunctions/no-inline-policy/sfnRolePolicy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'pulumi/aws-ts-stepfunctions/no-inline-policy/lambdaRolePolicy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
  [
    'pulumi/aws-ts-stepfunctions/no-wildcard-resource/sfnRolePolicy',
    'Right: it changes every resource of a kind, where the ARNs that it needs are known to the program or have a prefix.',
  ],
  [
    'pulumi/aws-ts-synthetics-canary/no-inline-policy/canary-exec-policy',
    'Right, and of low severity: the document stands in the principal and nowhere else.',
  ],
]);

const FILES = 'the set holds only some files of the program';

/** Programs that cannot be run with what is installed, and why. */
export const cannotRun: ReadonlyMap<string, string> = new Map([
  ['cdktf/ks6088ts-labs+baseline-environment-cdktf-typescript/aws-playground-stack.ts', FILES],
  ['cdktf/aws-samples+cdktf-aws-elb-cognito-auth/app.ts', FILES],
  ['cdktf/hashicorp+cdktf-integration-serverless-example/index.ts', FILES],
  ['cdktf/hashicorp+learn-cdktf-assets-stacks-lambda/main.ts', FILES],
  ['cdktf/garysassano+cdktf-aws-codebuild-github-runners/my-stack.ts', FILES],
  ['cdktf/hashicorp+terraform-cdk/main.ts', 'it changes a resource of Kubernetes, whose classes are not installed'],
  ['cdktf/Aiden-Ziegelaar+CDKtf-AWS-Serverless-App/main.ts', 'it uses a class that it does not import'],
  ['pulumi/aws-ts-apigateway', 'it needs @pulumi/aws-apigateway'],
  ['pulumi/aws-ts-ecs-anywhere', 'it needs @pulumi/awsx and @pulumi/digitalocean'],
  ['pulumi/aws-ts-multi-language-lambda', 'it needs @pulumi/docker-build'],
  ['pulumi/aws-ts-stackreference-architecture/networking', 'it needs jsbn and ip-address'],
  ['pulumi/aws-ts-thumbnailer', 'it needs @pulumi/awsx'],
  ['pulumi/redis-cloud-aws-ts', 'it needs @pulumi/awsx and @rediscloud/pulumi-rediscloud'],
  ['pulumi/testing-integration/program', FILES],
]);
