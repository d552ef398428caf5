/**
 * What the rules find in policies of AWS's own, each reviewed. `npm run corpus` fails on a finding that is not listed here,
 * and on a line here that is found no more.
 */

/** Findings of one rule with one reason. */
export interface ReviewedFindings {
  readonly set: 'aws-docs' | 'aws-managed';
  readonly rule: string;
  readonly why: string;
  /** Names of the policies. */
  readonly policies: readonly string[];
}

const docs = (rule: string, why: string, ...policies: readonly string[]): ReviewedFindings => ({
  set: 'aws-docs',
  rule,
  why,
  policies,
});
const managed = (rule: string, why: string, ...policies: readonly string[]): ReviewedFindings => ({
  set: 'aws-managed',
  rule,
  why,
  policies,
});

const ESCALATION = 'no-privilege-escalation';

const invalid: readonly ReviewedFindings[] = [
  docs(
    'valid-policy',
    'Right: the page shows the mistake on purpose, to say how it is mended.',
    'troubleshoot_policies__5',
    'troubleshoot_policies__6',
    'troubleshoot_policies__9',
    'troubleshoot_policies__12',
    'troubleshoot_policies__13',
    'troubleshoot_policies__16',
  ),
  docs(
    'valid-policy',
    'Right: a placeholder for a service or a list of actions stands where AWS takes none.',
    'id_roles_use_passrole__1',
    'reference_policies_condition-keys__6',
    'reference_policies_condition-keys__14',
    'reference_policies_elements_condition_operators__7',
    'reference_policies_examples_aws-dates__1',
    'reference_policies_examples_aws_mfa-dates__1',
  ),
  docs(
    'valid-policy',
    'Right: a slip of the guide. AWS documents no such resource, action or principal, and would grant nothing for it.',
    'access_policies_policy-summary-examples__5',
    'access_policies_understand-policy-summary__1',
    'access_tags__2',
    'reference_policies_condition-keys__13',
    'reference_policies_iam-condition-keys__7',
  ),
  docs(
    'valid-policy',
    'Right by the Service Authorization Reference, which says that the key has many values; of low severity.',
    'reference_policies_examples_datapipeline_not-owned__1',
  ),
  docs(
    'valid-policy',
    'Right: without `dynamodb:Select` a request that names no attributes reads all of them, which the guide says itself elsewhere.',
    'reference_policies_multi-value-conditions__1',
    'reference_policies_multi-value-conditions__3',
  ),
];

const people: readonly ReviewedFindings[] = [
  docs(
    'mfa-condition-is-effective',
    'Right: the deny is about the own user only, or leaves out all of IAM: a credential can be made without MFA.',
    'id_credentials_mfa_enable_physical__1',
    'reference_policies_elements_notaction__1',
  ),
  docs(
    'no-administrator-access',
    'Right: whoever has it may give any permission to anybody, and so to itself; the page shows it to be used with a boundary, or for administrators.',
    'access_controlling__2',
    'access_policies_boundaries__5',
    'id_credentials_delegate-permissions_examples__1',
    'id_credentials_delegate-permissions_examples__2',
    'reference_policies_condition-keys__10',
    'reference_policies_variables__8',
  ),
  docs(
    ESCALATION,
    'Right: `ec2:*` and the like on everything change what machines with other roles run; the page shows how a boundary or a condition works, and is not about least privilege.',
    'access_controlling__1',
    'access_policies_access-advisor-example-scenarios__2',
    'access_policies_boundaries__1',
    'access_policies_boundaries__3',
    'reference_policies_condition-keys__12',
    'reference_policies_elements_condition_operators__11',
    'reference_policies_examples_ec2_region__1',
    'reference_policies_examples_ec2_require-mfa__1',
    'reference_policies_examples_iam_multiple-services-console__1',
  ),
  docs(
    ESCALATION,
    'Right: everything but IAM holds Identity Center, whose permission sets are permissions.',
    'access_policies_access-advisor-example-scenarios__1',
  ),
  docs(
    ESCALATION,
    'Right: it manages the policies, groups or roles of others without a boundary or a list of policies that it may give; the guide calls it delegated administration.',
    'access_controlling__3',
    'access_controlling__4',
    'id_roles_create_for-service__1',
    'id_roles_create_for-service__2',
    'reference_policies_examples_iam_manage-group-membership__1',
  ),
  docs(
    ESCALATION,
    'Right: it forces a boundary on new users, and may make keys and passwords of all old ones but one.',
    'access_policies_boundaries__4',
  ),
  docs(
    ESCALATION,
    'Right: it makes access keys of other users, and whoever has the key of a user is that user.',
    'reference_identifiers__1',
    'reference_policies_elements_condition_operators__1',
    'reference_policies_elements_condition_operators__4',
    'reference_policies_elements_condition_operators__6',
    'reference_policies_variables__3',
  ),
  docs(
    ESCALATION,
    'Arguable: the roles are meant to be assumed or passed, and are told by a pattern or a tag; which ones that will be the policy does not say. Naming them ends the finding.',
    'id_roles_use_permissions-to-switch__1',
    'id_roles_use_switch-role-ec2__2',
  ),
];

const jobs: readonly ReviewedFindings[] = [
  managed('no-administrator-access', 'Right: it is what its name says.', 'AdministratorAccess'),
  managed(
    ESCALATION,
    'Right: everything but IAM holds Identity Center, code of functions and commands on machines.',
    'PowerUserAccess',
  ),
  managed(
    ESCALATION,
    'Right: the job changes code and machines of others, or passes roles by pattern to services that run code.',
    'DataScientist',
    'DatabaseAdministrator',
    'SystemAdministrator',
  ),
];

/** The role is meant for one service; what the service does with it, whoever uses the service decides. */
const services: readonly ReviewedFindings[] = [
  managed(
    ESCALATION,
    'Right by what AWS allows: it passes any role, or a pattern of them, to what runs code, since AWS does not know the role.',
    'AWSBackupServiceRolePolicyForRestores',
    'AWSBatchServiceRole',
    'AWSPanoramaServiceRolePolicy',
    'AmazonEC2ContainerServiceEventsRole',
    'AmazonEC2SpotFleetTaggingRole',
    'AmazonElasticMapReduceRole',
    'AmazonEMRServicePolicy_v2',
    'AwsGlueSessionUserRestrictedNotebookServiceRole',
    'AwsGlueSessionUserRestrictedServiceRole',
    'AWSTransformApplicationECSDeploymentPolicy',
    'ROSAInstallerPolicy',
    'ROSAKarpenterControllerPolicy',
    'ROSANodePoolManagementPolicy',
    'ServerMigrationServiceLaunchRole',
  ),
  managed(
    ESCALATION,
    'Right by what AWS allows: it changes code, builds or jobs that run with roles of their own, by a pattern of names or tags.',
    'AWSBatchServiceEventTargetRole',
    'AWSDeepLensServiceRolePolicy',
    'AWSDeepRacerServiceRolePolicy',
    'AmazonSageMakerPartnerServiceCatalogProductsCloudFormationServiceRolePolicy',
    'AmazonSageMakerServiceCatalogProductsCloudformationServiceRolePolicy',
    'AmazonSageMakerServiceCatalogProductsLambdaServiceRolePolicy',
  ),
  managed(
    ESCALATION,
    'Right by what AWS allows: it changes stacks of CloudFormation, which act with roles of their own.',
    'AWSControlTowerServiceRolePolicy',
    'AWSElasticBeanstalkRoleCore',
    'AWSElasticBeanstalkService',
    'AmazonSSMAutomationRole',
    'AmazonSageMakerServiceCatalogProductsCodePipelineServiceRolePolicy',
  ),
  managed(
    ESCALATION,
    'Right by what AWS allows: it runs commands on machines, with the role of the machine.',
    'AWSDataLifecycleManagerSSMFullAccess',
    'AWSFaultInjectionSimulatorEC2Access',
    'AWSFaultInjectionSimulatorECSAccess',
    'AWSFaultInjectionSimulatorSSMAccess',
    'AmazonSSMMaintenanceWindowRole',
  ),
  managed(
    ESCALATION,
    'Right by what AWS allows: `glue:*` puts a key into a development endpoint, which has a role of its own.',
    'AWSGlueServiceNotebookRole',
    'AWSGlueServiceRole',
  ),
  managed(
    ESCALATION,
    'Right by what AWS allows: it assumes roles by a pattern of their names.',
    'AWSElasticDisasterRecoveryEc2InstancePolicy',
    'AWSElasticDisasterRecoveryRecoveryInstancePolicy',
    'AmplifyBackendDeployFullAccess',
  ),
  managed(
    ESCALATION,
    'Right by what AWS allows: it rewrites policies and roles of a pattern of names, which may be its own.',
    'AWSCodeStarServiceRole',
    'SageMakerStudioProjectProvisioningRolePolicy',
  ),
];

/** Grants for every resource of a kind, where one could be named. */
const broad: readonly ReviewedFindings[] = [
  docs(
    'no-wildcard-resource',
    'Right: it changes every resource of a kind, where AWS lets one name them; the page is about something else, such as a condition, and keeps the statement short.',
    'access_iam-tags__2',
    'access_permissions-required__1',
    'access_tags__4',
    'id_credentials_mfa_configure-api-require__5',
    'id_credentials_temp_control-access_getsessiontoken__1',
    'reference_policies_condition-keys__12',
    'reference_policies_elements_condition_operators__10',
    'reference_policies_examples_ec2_terminate-ip__1',
    'reference_policies_examples_iam-manage-tags__1',
    'reference_policies_examples_iam-new-user-tag__1',
    'reference_policies_examples_rds_db-console__1',
  ),
  docs(
    'no-data-exfiltration',
    'Right: it reads the objects of every bucket, or of every one but those that a deny names.',
    'access_policies_policy-summary-examples__1',
    'reference_policies_examples_s3_full-access-except-production__1',
  ),
  docs(
    'no-credentials-exposure',
    'Arguable: it makes tokens for federated users of any name, which hold at most the permissions of the user itself.',
    'id_credentials_temp_control-access_enable-create__2',
    'id_credentials_temp_control-access_getfederationtoken__1',
  ),
  docs(
    'no-permissions-management',
    'Right: it opens the security groups of every database of a region.',
    'reference_policies_examples_rds_region__1',
  ),
  docs(
    'no-wildcard-action',
    'Right: the star of the service holds writes, and the permissions of the resource, that nobody who uses it needs.',
    'access_policies_policy-summary-examples__5',
    'id_credentials_mfa_configure-api-require__3',
    'id_roles_create_policy-examples__5',
    'introduction_access-management__1',
    'reference_policies_elements_resource__1',
    'reference_policies_variables__6',
    'security-iam-awsmanpol__2',
    'troubleshoot_policies__3',
    'troubleshoot_policies__4',
  ),
  docs(
    'restrict-cross-account-trust',
    'Right as long as nobody says whose account it is: the page lets in the whole account, which is the own one.',
    'roles-managingrole-editing-api__1',
  ),
];

const later: readonly ReviewedFindings[] = [
  docs(
    'restrict-pass-role',
    'Right: the statement leaves open which roles are passed, or to which service; the page is about something else. Low where the roles are named.',
    'access-analyzer-policy-generation__3',
    'id_roles_use_passrole__3',
    'id_roles_use_switch-role-ec2__1',
    'reference_policies_examples_iam-passrole-service__1',
  ),
  docs(
    'valid-policy',
    'Right: a placeholder or an example that AWS would not take as it stands, or an ARN that `StringLike` compares.',
    'access-analyzer-policy-generation__4',
    'access-analyzer-policy-generation__5',
    'id_credentials_mfa_configure-api-require__6',
    'reference_policies_elements_condition_operators__8',
    'reference_policies_variables__7',
  ),
  docs(
    'sensitive-actions-need-conditions',
    'Right for people: what is hard to undo is allowed without MFA from anywhere; the page is about something else.',
    'access_policies_boundaries__4',
    'reference_policies_evaluation-logic__1',
    'reference_policies_examples_rds_tag-owner__1',
    'reference_policies_examples_s3_deny-except-bucket__1',
    'troubleshoot_policies__15',
    'tutorial_attribute-based-access-control__2',
  ),
  docs(
    'no-public-resource-policy',
    "Right: the principal is everybody, and the variable in the resource is the caller's own matter: whoever has such a session gets in.",
    'reference_policies_condition-keys__5',
    'reference_policies_condition-keys__11',
  ),
  managed(
    'restrict-tag-based-access',
    'Right by what AWS allows: the same policy sets the tag on what it did not make, and the tag opens it. AWS trusts its own service with that.',
    'AWSApplicationMigrationFSxProxyPolicy',
    'AWSApplicationMigrationFSxProxyVPCPolicy',
    'AWSGlueDataBrewServiceRole',
    'AWSManagedServiceAccessManagementAccess',
    'AmazonECSInfrastructureRoleforExpressGatewayServices',
    'AmazonEFSCSIDriverPolicy',
    'AmazonS3FilesCSIDriverPolicy',
    'AWSSupplyChainFederationAdminAccess',
    'AmazonEMRServicePolicyForSessions',
    'ROSAKubeControllerPolicy',
  ),
  managed(
    'require-permissions-boundary',
    'Right: the policy creates roles and gives them permissions; nothing asks for a boundary.',
  ),
  managed('audit-trail-cannot-be-stopped', 'Right: Control Tower manages trails, and can stop them.'),
  managed(
    'no-full-access-managed-policy',
    'Right: the job function writes to many services on every resource; the rule is about exactly these policies.',
    'NetworkAdministrator',
  ),
];

/** All of them. */
export const reviewedSilence: readonly ReviewedFindings[] = [
  ...invalid,
  ...people,
  ...broad,
  ...jobs,
  ...services,
  ...later,
];
