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
