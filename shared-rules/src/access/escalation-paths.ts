/**
 * Ways in which a principal becomes more than it is, as sets of permissions that are needed together. Facts, in our words,
 * from: pathfinding.cloud (DataDog, Apache-2.0; its ids are kept), Rhino Security Labs' list and its second part,
 * cloudsplaining (BSD-3-Clause), prowler (Apache-2.0), iam-vulnerable (Bishop Fox, MIT), and the edges that PMapper follows.
 * Sources number their paths differently: what makes two of them one path is the set of permissions.
 */

/** What a step is done to. */
export type StepTarget =
  /** What the action applies to; see `of`. */
  | 'anything'
  /** The principal itself. */
  | 'self'
  /** A user or role of the account, the principal itself or another. */
  | 'user'
  | 'role'
  | 'other-user'
  | 'other-role'
  | 'group'
  /** A customer-managed policy of the account. */
  | 'policy'
  /** A machine with the EC2 or the Systems Manager agent's role. */
  | 'instance'
  /** A Systems Manager document of AWS that runs any command. */
  | 'shell-document';

/** One request of a path. */
export interface Step {
  /** As AWS spells it. */
  readonly action: string;
  readonly on: StepTarget;
  /** Types of resources that it must be allowed on, where the action applies to several. */
  readonly of?: readonly string[];
  /** Set when it is done to the same resource as the step before. */
  readonly same?: true;
  /** The services of which one is given the role, where the step passes one: values of `iam:PassedToService`. */
  readonly passedTo?: readonly string[];
  /** Set when the step attaches a policy: to count, it must be one that gives more. */
  readonly attaches?: true;
  /** What the step does to the permissions boundary of its target; other steps need a target without one. */
  readonly boundary?: 'removes' | 'replaces';
  /** Condition keys that its requests carry, as AWS spells them. */
  readonly carries?: readonly string[];
  /** Set when the path works without the step, which only makes it easier. */
  readonly helps?: true;
}

/** A known way to more permissions. */
export interface EscalationPath {
  /** Id of pathfinding.cloud where that has the path, otherwise our own. */
  readonly id: string;
  /** Completes "it can", in lower case without a full stop. */
  readonly title: string;
  readonly steps: readonly Step[];
  /**
   * Set when the first step uses something that is there already. Where the policies name it, somebody decided about it
   * and principals do this in everyday work: roles to assume, functions to deploy.
   */
  readonly uses?: 'existing';
}

type StepSource = string | Step;

function path(id: string, title: string, ...steps: readonly StepSource[]): EscalationPath {
  return {
    id,
    title,
    steps: steps.map((step) => (typeof step === 'string' ? { action: step, on: 'anything' } : step)),
  };
}

function on(target: StepTarget, action: string, more: Partial<Step> = {}): Step {
  return { action, on: target, ...more };
}

function same(action: string, target: StepTarget = 'anything', more: Partial<Step> = {}): Step {
  return { action, on: target, same: true, ...more };
}

function pass(...services: readonly string[]): Step {
  const passedTo = services.map((service) => `${service}.amazonaws.com`);
  return { action: 'iam:PassRole', on: 'other-role', passedTo };
}

const ATTACHES = { attaches: true } as const;
/** Those of AWS have no role. */
const CUSTOM_INTERPRETER = ['code-interpreter-custom'];
const CUSTOM_BROWSER = ['browser-custom'];

const OWN_DOCUMENT = { of: ['document'] } as const;

/** Permissions of its own, or of anybody in the account. */
const PERMISSIONS: readonly EscalationPath[] = [
  path('iam-001', 'rewrite a policy', on('policy', 'iam:CreatePolicyVersion')),
  path('iam-default-version', 'bring back an older version of a policy', on('policy', 'iam:SetDefaultPolicyVersion')),
  path('iam-007', 'write a policy into a user', on('user', 'iam:PutUserPolicy')),
  path('iam-005', 'write a policy into a role', on('role', 'iam:PutRolePolicy')),
  path('iam-011', 'write a policy into a group', on('group', 'iam:PutGroupPolicy')),
  path('iam-008', 'attach a policy that gives more to a user', on('user', 'iam:AttachUserPolicy', ATTACHES)),
  path('iam-009', 'attach a policy that gives more to a role', on('role', 'iam:AttachRolePolicy', ATTACHES)),
  path('iam-010', 'attach a policy that gives more to a group', on('group', 'iam:AttachGroupPolicy', ATTACHES)),
  path('iam-013', 'put a user into a group', on('group', 'iam:AddUserToGroup')),
  path(
    'iam-remove-user-boundary',
    'remove its own permissions boundary',
    on('self', 'iam:DeleteUserPermissionsBoundary', { boundary: 'removes' }),
  ),
  path(
    'iam-remove-role-boundary',
    'remove its own permissions boundary',
    on('self', 'iam:DeleteRolePermissionsBoundary', { boundary: 'removes' }),
  ),
  path(
    'iam-replace-user-boundary',
    'replace its own permissions boundary by one that bounds nothing',
    on('self', 'iam:PutUserPermissionsBoundary', { boundary: 'replaces' }),
  ),
  path(
    'iam-replace-role-boundary',
    'replace its own permissions boundary by one that bounds nothing',
    on('self', 'iam:PutRolePermissionsBoundary', { boundary: 'replaces' }),
  ),
  path(
    'sso-attach-policy',
    'attach a policy to a permission set',
    on('anything', 'sso:AttachManagedPolicyToPermissionSet', { of: ['PermissionSet'] }),
  ),
  path(
    'sso-put-policy',
    'write a policy into a permission set',
    on('anything', 'sso:PutInlinePolicyToPermissionSet', { of: ['PermissionSet'] }),
  ),
  path(
    'sso-assign',
    'assign a permission set to anybody',
    on('anything', 'sso:CreateAccountAssignment', { of: ['PermissionSet'] }),
  ),
];

/** Acting as another user or role. */
const PRINCIPALS: readonly EscalationPath[] = [
  path('iam-002', 'make an access key of another user', on('other-user', 'iam:CreateAccessKey')),
  path('iam-004', 'give another user a password', on('other-user', 'iam:CreateLoginProfile')),
  path('iam-006', 'change the password of another user', on('other-user', 'iam:UpdateLoginProfile')),
  path('iam-012', 'let itself assume another role', on('other-role', 'iam:UpdateAssumeRolePolicy')),
  { ...path('sts-001', 'assume a role of the account', on('other-role', 'sts:AssumeRole')), uses: 'existing' },
  path(
    'iam-003',
    'replace an access key of another user by its own',
    on('other-user', 'iam:CreateAccessKey'),
    same('iam:DeleteAccessKey', 'other-user'),
  ),
  path(
    'iam-014',
    'attach a policy that gives more to a role that it can assume',
    on('other-role', 'iam:AttachRolePolicy', ATTACHES),
    same('sts:AssumeRole', 'other-role'),
  ),
  path(
    'iam-015',
    'attach a policy that gives more to a user whose access key it can make',
    on('other-user', 'iam:AttachUserPolicy', ATTACHES),
    same('iam:CreateAccessKey', 'other-user'),
  ),
  path(
    'iam-016',
    'rewrite a policy of a role that it can assume',
    on('policy', 'iam:CreatePolicyVersion'),
    on('other-role', 'sts:AssumeRole'),
  ),
  path(
    'iam-017',
    'write a policy into a role that it can assume',
    on('other-role', 'iam:PutRolePolicy'),
    same('sts:AssumeRole', 'other-role'),
  ),
  path(
    'iam-018',
    'write a policy into a user whose access key it can make',
    on('other-user', 'iam:PutUserPolicy'),
    same('iam:CreateAccessKey', 'other-user'),
  ),
  path(
    'iam-019',
    'attach a policy that gives more to a role and let itself assume it',
    on('other-role', 'iam:AttachRolePolicy', ATTACHES),
    same('iam:UpdateAssumeRolePolicy', 'other-role'),
  ),
  path(
    'iam-020',
    'rewrite a policy of a role and let itself assume the role',
    on('policy', 'iam:CreatePolicyVersion'),
    on('other-role', 'iam:UpdateAssumeRolePolicy'),
  ),
  path(
    'iam-021',
    'write a policy into a role and let itself assume it',
    on('other-role', 'iam:PutRolePolicy'),
    same('iam:UpdateAssumeRolePolicy', 'other-role'),
  ),
];

/** Code of its own in what already has a role. It counts on named resources too: it runs as their role, whoever wrote it. */
const EXISTING_ROLES: readonly EscalationPath[] = [
  path('lambda-003', 'replace the code of a function', 'lambda:UpdateFunctionCode'),
  path(
    'lambda-004',
    'replace the code of a function and call it',
    'lambda:UpdateFunctionCode',
    same('lambda:InvokeFunction'),
  ),
  path(
    'lambda-005',
    'replace the code of a function and let itself call it',
    'lambda:UpdateFunctionCode',
    same('lambda:AddPermission'),
  ),
  path('lambda-configuration', 'put a layer of its own under a function', 'lambda:UpdateFunctionConfiguration'),
  path(
    'apprunner-002',
    'replace the image of an App Runner service',
    on('anything', 'apprunner:UpdateService', { of: ['service'] }),
  ),
  path('cloudformation-002', 'change a stack that has a role', 'cloudformation:UpdateStack'),
  path(
    'cloudformation-005',
    'change a stack that has a role through a change set',
    'cloudformation:CreateChangeSet',
    same('cloudformation:ExecuteChangeSet'),
  ),
  path('codebuild-002', 'start a build with commands of its own', 'codebuild:StartBuild'),
  path('codebuild-003', 'start a batch of builds with commands of its own', 'codebuild:StartBuildBatch'),
  path('ssm-001', 'open a session on a machine', on('instance', 'ssm:StartSession')),
  path(
    'ssm-002',
    'run commands on a machine',
    on('instance', 'ssm:SendCommand'),
    on('shell-document', 'ssm:SendCommand'),
  ),
  path(
    'ssm-create-document',
    'run a document of its own on a machine',
    on('instance', 'ssm:SendCommand'),
    on('anything', 'ssm:CreateDocument', OWN_DOCUMENT),
    same('ssm:SendCommand', 'anything', OWN_DOCUMENT),
  ),
  path(
    'ssm-update-document',
    'rewrite a document and run it on a machine',
    on('instance', 'ssm:SendCommand'),
    on('anything', 'ssm:UpdateDocument', OWN_DOCUMENT),
    same('ssm:SendCommand', 'anything', OWN_DOCUMENT),
  ),
  path(
    'ssm-association',
    'let a machine run commands by an association',
    on('instance', 'ssm:CreateAssociation'),
    on('shell-document', 'ssm:CreateAssociation'),
  ),
  path(
    'ec2instanceconnect-003',
    'log in to a machine with a key of its own',
    on('instance', 'ec2-instance-connect:SendSSHPublicKey'),
    { action: 'ec2:DescribeInstances', on: 'anything', helps: true },
  ),
  path(
    'ec2instanceconnect-serial-console',
    'log in to the serial console of a machine with a key of its own',
    on('instance', 'ec2-instance-connect:SendSerialConsoleSSHPublicKey'),
  ),
  path(
    'ec2-002',
    'change what a machine runs when it starts',
    on('instance', 'ec2:ModifyInstanceAttribute'),
    same('ec2:StopInstances', 'instance'),
    same('ec2:StartInstances', 'instance'),
  ),
  path(
    'ec2-004',
    'change what new machines of a launch template run',
    'ec2:CreateLaunchTemplateVersion',
    same('ec2:ModifyLaunchTemplate'),
  ),
  path('ecs-006', 'run commands in a container', 'ecs:ExecuteCommand', {
    action: 'ecs:DescribeTasks',
    on: 'anything',
    helps: true,
  }),
  path('glue-002', 'put a key of its own into a development endpoint', 'glue:UpdateDevEndpoint'),
  path('sagemaker-004', 'open a notebook of another', 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  path(
    'sagemaker-005',
    'change what a notebook runs when it starts',
    'sagemaker:CreateNotebookInstanceLifecycleConfig',
    'sagemaker:StopNotebookInstance',
    same('sagemaker:UpdateNotebookInstance'),
    same('sagemaker:StartNotebookInstance'),
  ),
  path(
    'bedrock-002',
    'run code in a code interpreter',
    on('anything', 'bedrock-agentcore:StartCodeInterpreterSession', { of: CUSTOM_INTERPRETER }),
    same('bedrock-agentcore:InvokeCodeInterpreter', 'anything', { of: CUSTOM_INTERPRETER }),
  ),
  path('bedrock-runtime-command', 'run commands in an agent runtime', 'bedrock-agentcore:InvokeAgentRuntimeCommand'),
  path(
    'bedrock-browser-session',
    'drive a browser that has a role',
    on('anything', 'bedrock-agentcore:StartBrowserSession', { of: CUSTOM_BROWSER }),
    'bedrock-agentcore:ConnectBrowserAutomationStream',
  ),
  path(
    'batch-submit-job',
    'submit a job with commands of its own',
    on('anything', 'batch:SubmitJob', { of: ['job-definition', 'job-definition-revision'] }),
  ),
  path(
    'codedeploy-deployment',
    'deploy a revision of its own',
    'codedeploy:CreateDeployment',
    'codedeploy:RegisterApplicationRevision',
    'codedeploy:GetDeploymentConfig',
  ),
  path(
    'states-update',
    'change what a state machine does and start it',
    'states:UpdateStateMachine',
    same('states:StartExecution'),
  ),
];

const ECS_TASKS = pass('ecs-tasks');
const GLUE = pass('glue');
const AGENT_CORE = pass('bedrock-agentcore');
const SAGEMAKER = pass('sagemaker');

/** Another role for what is there already: it counts on named resources too, since the role need not be theirs. */
const REPLACED_ROLES: readonly EscalationPath[] = [
  path(
    'lambda-role',
    'give a function another role and a layer of its own',
    pass('lambda'),
    'lambda:UpdateFunctionConfiguration',
  ),
  path(
    'lambda-role-code',
    'give a function another role and replace its code',
    pass('lambda'),
    'lambda:UpdateFunctionConfiguration',
    same('lambda:UpdateFunctionCode'),
  ),
  path(
    'states-role',
    'give a state machine another role and start it',
    pass('states'),
    'states:UpdateStateMachine',
    same('states:StartExecution'),
  ),
  path('scheduler-update', 'change a schedule to another role', pass('scheduler'), 'scheduler:UpdateSchedule'),
  path('pipes-update', 'change a pipe to another role', pass('pipes'), 'pipes:UpdatePipe'),
  path(
    'codepipeline-update',
    'change a pipeline to another role and start it',
    pass('codepipeline'),
    'codepipeline:UpdatePipeline',
    same('codepipeline:StartPipelineExecution'),
  ),
  path(
    'apprunner-role',
    'give an App Runner service another role and image',
    pass('apprunner', 'tasks.apprunner'),
    on('anything', 'apprunner:UpdateService', { of: ['service'] }),
  ),
  path('cloudformation-role', 'give a stack another role', pass('cloudformation'), 'cloudformation:UpdateStack'),
  path(
    'cloudformation-change-set-role',
    'give a stack another role through a change set',
    pass('cloudformation'),
    'cloudformation:CreateChangeSet',
    same('cloudformation:ExecuteChangeSet'),
  ),
  path('codebuild-role', 'start a build as another role', pass('codebuild'), 'codebuild:StartBuild'),
  path(
    'codebuild-batch-role',
    'start a batch of builds as another role',
    pass('codebuild'),
    'codebuild:StartBuildBatch',
  ),
  path(
    'sagemaker-role',
    'give a notebook another role and open it',
    SAGEMAKER,
    'sagemaker:StopNotebookInstance',
    same('sagemaker:UpdateNotebookInstance'),
    same('sagemaker:StartNotebookInstance'),
    same('sagemaker:CreatePresignedNotebookInstanceUrl'),
  ),
  path(
    'bedrock-runtime-role',
    'give an agent runtime another role and image',
    AGENT_CORE,
    'bedrock-agentcore:UpdateAgentRuntime',
    'bedrock-agentcore:InvokeAgentRuntime',
  ),
  path(
    'emrserverless-role',
    'run a job in an application as another role',
    pass('emr-serverless'),
    'emr-serverless:StartJobRun',
  ),
  path(
    'synthetics-role',
    'give a canary another role and start it',
    pass('lambda'),
    'synthetics:UpdateCanary',
    same('synthetics:StartCanary'),
  ),
];

/** Code of its own with a role that it passes. */
const PASSED_ROLES: readonly EscalationPath[] = [
  path(
    'ec2-001',
    'start a machine with another role',
    pass('ec2'),
    on('instance', 'ec2:RunInstances', { carries: ['ec2:InstanceProfile'] }),
  ),
  path(
    'ec2-003',
    'request a spot machine with another role',
    pass('ec2'),
    on('anything', 'ec2:RequestSpotInstances', { of: ['spot-instances-request'] }),
  ),
  path(
    'ec2-spot-fleet',
    'request a fleet of machines with another role',
    pass('ec2'),
    on('anything', 'ec2:RequestSpotFleet', { of: ['spot-fleet-request'] }),
  ),
  path(
    'ec2-associate-profile',
    'give a machine another role',
    pass('ec2'),
    on('instance', 'ec2:AssociateIamInstanceProfile'),
  ),
  path(
    'ec2-replace-profile',
    'replace the role of a machine',
    pass('ec2'),
    on('instance', 'ec2:ReplaceIamInstanceProfileAssociation'),
  ),
  path(
    'ec2-profile-role',
    'replace the role in the instance profile of a machine',
    pass('ec2'),
    'iam:RemoveRoleFromInstanceProfile',
    same('iam:AddRoleToInstanceProfile'),
  ),
  path(
    'lambda-001',
    'run a function of its own as another role',
    pass('lambda'),
    'lambda:CreateFunction',
    same('lambda:InvokeFunction'),
  ),
  path(
    'lambda-002',
    'run a function of its own as another role on events',
    pass('lambda'),
    'lambda:CreateFunction',
    'lambda:CreateEventSourceMapping',
  ),
  path(
    'lambda-006',
    'run a function of its own as another role after letting itself call it',
    pass('lambda'),
    'lambda:CreateFunction',
    same('lambda:AddPermission'),
  ),
  path(
    'cloudformation-001',
    'let a new stack act as another role',
    pass('cloudformation'),
    'cloudformation:CreateStack',
  ),
  path(
    'cloudformation-003',
    'let a new stack set act as another role',
    pass('cloudformation'),
    'cloudformation:CreateStackSet',
    same('cloudformation:CreateStackInstances', 'anything', { of: ['stackset'] }),
  ),
  path(
    'cloudformation-004',
    'let a stack set act as another role',
    pass('cloudformation'),
    on('anything', 'cloudformation:UpdateStackSet', { of: ['stackset'] }),
  ),
  path(
    'apprunner-001',
    'run a service as another role',
    pass('apprunner', 'tasks.apprunner'),
    on('anything', 'apprunner:CreateService', { of: ['service'] }),
  ),
  path(
    'bedrock-001',
    'run code in a code interpreter as another role',
    AGENT_CORE,
    'bedrock-agentcore:CreateCodeInterpreter',
    on('anything', 'bedrock-agentcore:StartCodeInterpreterSession', { of: CUSTOM_INTERPRETER }),
    same('bedrock-agentcore:InvokeCodeInterpreter', 'anything', { of: CUSTOM_INTERPRETER }),
  ),
  path(
    'bedrock-agent-runtime',
    'run an agent as another role',
    AGENT_CORE,
    'bedrock-agentcore:CreateAgentRuntime',
    'bedrock-agentcore:InvokeAgentRuntime',
  ),
  path(
    'bedrock-harness',
    'run an agent harness as another role',
    AGENT_CORE,
    'bedrock-agentcore:CreateHarness',
    'bedrock-agentcore:InvokeHarness',
  ),
  path(
    'bedrock-browser',
    'drive a browser as another role',
    AGENT_CORE,
    'bedrock-agentcore:CreateBrowser',
    on('anything', 'bedrock-agentcore:StartBrowserSession', { of: CUSTOM_BROWSER }),
    'bedrock-agentcore:ConnectBrowserAutomationStream',
  ),
  path(
    'codebuild-001',
    'run a build as another role',
    pass('codebuild'),
    'codebuild:CreateProject',
    same('codebuild:StartBuild'),
  ),
  path(
    'codebuild-004',
    'run a batch of builds as another role',
    pass('codebuild'),
    'codebuild:CreateProject',
    same('codebuild:StartBuildBatch'),
  ),
  path(
    'codebuild-update-project',
    'run the build of a project as another role',
    pass('codebuild'),
    'codebuild:UpdateProject',
    same('codebuild:StartBuild'),
  ),
  path(
    'datapipeline-001',
    'run a pipeline as another role',
    pass('datapipeline', 'elasticmapreduce', 'ec2'),
    'datapipeline:CreatePipeline',
    'datapipeline:PutPipelineDefinition',
    same('datapipeline:ActivatePipeline'),
  ),
  path(
    'ecs-003',
    'run a service of containers as another role',
    ECS_TASKS,
    'ecs:RegisterTaskDefinition',
    'ecs:CreateService',
  ),
  path('ecs-004', 'run a container as another role', ECS_TASKS, 'ecs:RegisterTaskDefinition', 'ecs:RunTask'),
  path(
    'ecs-005',
    'run a container as another role on a machine of the cluster',
    ECS_TASKS,
    'ecs:RegisterTaskDefinition',
    'ecs:StartTask',
  ),
  path('ecs-008', 'run a container as another role in place of its own', ECS_TASKS, 'ecs:RunTask'),
  path(
    'ecs-009',
    'run a container as another role in place of its own on a machine of the cluster',
    ECS_TASKS,
    'ecs:StartTask',
  ),
  path(
    'ecs-007',
    'run a container as another role on a machine of its own',
    ECS_TASKS,
    'ecs:StartTask',
    'ecs:RegisterContainerInstance',
  ),
  path(
    'ecs-update-service',
    'change a service of containers to another role',
    ECS_TASKS,
    'ecs:RegisterTaskDefinition',
    'ecs:UpdateService',
  ),
  path(
    'ecs-001',
    'run a service of containers as another role in a cluster of its own',
    ECS_TASKS,
    'ecs:CreateCluster',
    'ecs:RegisterTaskDefinition',
    'ecs:CreateService',
  ),
  path(
    'ecs-002',
    'run a container as another role in a cluster of its own',
    ECS_TASKS,
    'ecs:CreateCluster',
    'ecs:RegisterTaskDefinition',
    'ecs:RunTask',
  ),
  path('glue-001', 'log in to a development endpoint that has another role', GLUE, 'glue:CreateDevEndpoint'),
  path('glue-003', 'run a job as another role', GLUE, 'glue:CreateJob', same('glue:StartJobRun')),
  path('glue-004', 'run a job as another role by a trigger', GLUE, 'glue:CreateJob', 'glue:CreateTrigger'),
  path('glue-005', 'change a job to another role and run it', GLUE, 'glue:UpdateJob', same('glue:StartJobRun')),
  path('glue-006', 'change a job to another role and trigger it', GLUE, 'glue:UpdateJob', 'glue:CreateTrigger'),
  path('glue-007', 'run statements as another role', GLUE, 'glue:CreateSession', same('glue:RunStatement')),
  path('sagemaker-001', 'open a notebook that has another role', SAGEMAKER, 'sagemaker:CreateNotebookInstance'),
  path(
    'sagemaker-002',
    'run a training job as another role',
    SAGEMAKER,
    on('anything', 'sagemaker:CreateTrainingJob', { of: ['training-job'] }),
  ),
  path('sagemaker-003', 'run a processing job as another role', SAGEMAKER, 'sagemaker:CreateProcessingJob'),
  path(
    'autoscaling-create',
    'start a group of machines with another role',
    pass('ec2', 'autoscaling'),
    'autoscaling:CreateLaunchConfiguration',
    'autoscaling:CreateAutoScalingGroup',
  ),
  path(
    'autoscaling-update',
    'change a group of machines to another role',
    pass('ec2', 'autoscaling'),
    'autoscaling:CreateLaunchConfiguration',
    'autoscaling:UpdateAutoScalingGroup',
  ),
  path(
    'batch-001',
    'run a batch job as another role',
    pass('ecs-tasks', 'batch'),
    on('anything', 'batch:RegisterJobDefinition', { of: ['job-definition'] }),
    same('batch:SubmitJob', 'anything', { of: ['job-definition', 'job-definition-revision'] }),
  ),
  path(
    'braket-001',
    'run a hybrid job as another role',
    pass('braket'),
    on('anything', 'braket:CreateJob', { of: ['job'] }),
  ),
  path(
    'cognito-identity-pool',
    'hand another role to the users of an identity pool',
    pass('cognito-identity'),
    'cognito-identity:SetIdentityPoolRoles',
  ),
  path(
    'elasticmapreduce-cluster',
    'start a cluster with another role',
    pass('elasticmapreduce', 'ec2'),
    'elasticmapreduce:RunJobFlow',
  ),
  path(
    'emrserverless-001',
    'run a Spark job as another role',
    pass('emr-serverless'),
    'emr-serverless:CreateApplication',
    'emr-serverless:StartJobRun',
  ),
  path(
    'gamelift-001',
    'run a game server as another role',
    pass('gamelift'),
    'gamelift:CreateBuild',
    'gamelift:RequestUploadCredentials',
    'gamelift:CreateFleet',
  ),
  path(
    'imagebuilder-image',
    'build an image on a machine with another role',
    pass('ec2', 'imagebuilder'),
    'imagebuilder:CreateComponent',
    'imagebuilder:CreateImageRecipe',
    'imagebuilder:CreateInfrastructureConfiguration',
    'imagebuilder:CreateImage',
  ),
  path(
    'kinesisanalytics-application',
    'run a streaming application as another role',
    pass('kinesisanalytics'),
    'kinesisanalytics:CreateApplication',
    same('kinesisanalytics:StartApplication'),
  ),
  path(
    'omics-workflow',
    'run a workflow as another role',
    pass('omics'),
    'omics:CreateWorkflow',
    on('anything', 'omics:StartRun', { of: ['workflow', 'run'] }),
  ),
  path(
    'scheduler-schedule',
    'call any API as another role on a schedule',
    pass('scheduler'),
    'scheduler:CreateSchedule',
  ),
  path('pipes-pipe', 'call targets as another role through a pipe', pass('pipes'), 'pipes:CreatePipe'),
  path('codepipeline-pipeline', 'run a pipeline as another role', pass('codepipeline'), 'codepipeline:CreatePipeline'),
  path(
    'ssm-automation',
    'run an automation as another role',
    pass('ssm'),
    'ssm:CreateDocument',
    on('anything', 'ssm:StartAutomationExecution', { of: ['automation-definition', 'document'] }),
  ),
  path(
    'states-create',
    'call any API as another role in a state machine',
    pass('states'),
    'states:CreateStateMachine',
    same('states:StartExecution'),
  ),
  path('states-test', 'call any API as another role in a test of one state', pass('states'), 'states:TestState'),
  path('codestar-project', 'let a project act as another role', pass('codestar'), 'codestar:CreateProject'),
  path(
    'amplify-app',
    'run the build of an app as another role',
    pass('amplify'),
    'amplify:CreateApp',
    'amplify:CreateBranch',
    'amplify:StartJob',
  ),
  path(
    'synthetics-canary',
    'run a canary as another role',
    pass('lambda'),
    'synthetics:CreateCanary',
    same('synthetics:StartCanary'),
  ),
];

/** The catalogue; the more direct ways first. */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...PERMISSIONS,
  ...PRINCIPALS,
  ...EXISTING_ROLES.map((existing) => ({ ...existing, uses: 'existing' }) as const),
  ...PASSED_ROLES,
  ...REPLACED_ROLES,
];
