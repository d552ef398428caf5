/** Which resources of the AWS provider hold the policy of a resource, and what it protects (Terraform Registry, hashicorp/aws). */

/** One argument that holds a policy. */
export interface PolicyRow {
  readonly type: string;
  /** Path of the argument; of a nested block with a dot. */
  readonly property: string;
  readonly label: string;
  /** CloudFormation type of what it protects. */
  readonly resourceType: string;
  /** Argument that names what it protects. */
  readonly name?: string;
}

/** Provider type without `aws_`, the argument, and the one that names what is protected. */
type Row = readonly [type: string, property: string, name?: string];

const TABLE: readonly (readonly [label: string, resourceType: string, ...rows: readonly Row[]])[] = [
  ['S3 bucket', 'AWS::S3::Bucket', ['s3_bucket_policy', 'policy', 'bucket'], ['s3_bucket', 'policy', 'bucket']],
  ['S3 access point', 'AWS::S3::AccessPoint', ['s3_access_point', 'policy', 'name'], ['s3control_access_point_policy', 'policy', 'access_point_arn']],
  ['S3 Object Lambda access point', 'AWS::S3ObjectLambda::AccessPoint', ['s3control_object_lambda_access_point_policy', 'policy', 'name']],
  ['S3 multi-region access point', 'AWS::S3::MultiRegionAccessPoint', ['s3control_multi_region_access_point_policy', 'details.policy', 'details.name']],
  ['S3 on Outposts bucket', 'AWS::S3Outposts::Bucket', ['s3control_bucket_policy', 'policy', 'bucket']],
  ['S3 table bucket', 'AWS::S3Tables::TableBucket', ['s3tables_table_bucket_policy', 'resource_policy', 'table_bucket_arn']],
  ['S3 access grants instance', 'AWS::S3::AccessGrantsInstance', ['s3control_access_grants_instance_resource_policy', 'policy']],
  ['S3 vector bucket', 'AWS::S3Vectors::VectorBucket', ['s3vectors_vector_bucket_policy', 'policy', 'vector_bucket_arn']],
  ['S3 file system', 'AWS::S3Files::FileSystem', ['s3files_file_system_policy', 'policy', 'file_system_id']],
  ['S3 table', 'AWS::S3Tables::Table', ['s3tables_table_policy', 'resource_policy', 'name']],
  ['S3 Glacier vault', 'AWS::S3::Glacier', ['glacier_vault', 'access_policy', 'name'], ['glacier_vault_lock', 'policy', 'vault_name']],
  ['SNS topic', 'AWS::SNS::Topic', ['sns_topic', 'policy', 'name'], ['sns_topic_policy', 'policy', 'arn']],
  ['SQS queue', 'AWS::SQS::Queue', ['sqs_queue', 'policy', 'name'], ['sqs_queue_policy', 'policy', 'queue_url']],
  ['KMS key', 'AWS::KMS::Key', ['kms_key', 'policy'], ['kms_key_policy', 'policy', 'key_id'], ['kms_external_key', 'policy'], ['kms_replica_key', 'policy'], ['kms_replica_external_key', 'policy']],
  ['secret', 'AWS::SecretsManager::Secret', ['secretsmanager_secret', 'policy', 'name'], ['secretsmanager_secret_policy', 'policy', 'secret_arn']],
  ['ECR repository', 'AWS::ECR::Repository', ['ecr_repository_policy', 'policy', 'repository']],
  ['ECR repositories', 'AWS::ECR::RepositoryCreationTemplate', ['ecr_repository_creation_template', 'repository_policy', 'prefix']],
  ['ECR registry', 'AWS::ECR::RegistryPolicy', ['ecr_registry_policy', 'policy']],
  ['ECR public repository', 'AWS::ECR::PublicRepository', ['ecrpublic_repository_policy', 'policy', 'repository_name']],
  ['EFS file system', 'AWS::EFS::FileSystem', ['efs_file_system_policy', 'policy', 'file_system_id']],
  ['OpenSearch domain', 'AWS::OpenSearchService::Domain', ['opensearch_domain', 'access_policies', 'domain_name'], ['opensearch_domain_policy', 'access_policies', 'domain_name'], ['elasticsearch_domain', 'access_policies', 'domain_name'], ['elasticsearch_domain_policy', 'access_policies', 'domain_name']],
  ['DynamoDB table or stream', 'AWS::DynamoDB::Table', ['dynamodb_resource_policy', 'policy', 'resource_arn']],
  ['Kinesis stream or consumer', 'AWS::Kinesis::Stream', ['kinesis_resource_policy', 'policy', 'resource_arn']],
  ['REST API', 'AWS::ApiGateway::RestApi', ['api_gateway_rest_api', 'policy', 'name'], ['api_gateway_rest_api_policy', 'policy', 'rest_api_id']],
  ['private domain name', 'AWS::ApiGateway::DomainNameV2', ['api_gateway_domain_name', 'policy', 'domain_name']],
  ['Lambda function', 'AWS::Lambda::Function', ['lambda_resource_policy', 'policy', 'resource_arn']],
  ['Aurora DSQL cluster', 'AWS::DSQL::Cluster', ['dsql_cluster_policy', 'policy', 'identifier']],
  ['CodeBuild project or report group', 'AWS::CodeBuild::Project', ['codebuild_resource_policy', 'policy', 'resource_arn']],
  ['agent runtime', 'AWS::BedrockAgentCore::Runtime', ['bedrockagentcore_resource_policy', 'policy', 'resource_arn']],
  ['CodeArtifact domain', 'AWS::CodeArtifact::Domain', ['codeartifact_domain_permissions_policy', 'policy_document', 'domain']],
  ['CodeArtifact repository', 'AWS::CodeArtifact::Repository', ['codeartifact_repository_permissions_policy', 'policy_document', 'repository']],
  ['backup vault', 'AWS::Backup::BackupVault', ['backup_vault_policy', 'policy', 'backup_vault_name']],
  ['event bus', 'AWS::Events::EventBus', ['cloudwatch_event_bus_policy', 'policy', 'event_bus_name']],
  ['event schema registry', 'AWS::EventSchemas::RegistryPolicy', ['schemas_registry_policy', 'policy', 'registry_name']],
  ['log resource policy', 'AWS::Logs::ResourcePolicy', ['cloudwatch_log_resource_policy', 'policy_document', 'policy_name']],
  ['log destination', 'AWS::Logs::Destination', ['cloudwatch_log_destination_policy', 'access_policy', 'destination_name']],
  ['log delivery destination', 'AWS::Logs::DeliveryDestination', ['cloudwatch_log_delivery_destination_policy', 'delivery_destination_policy', 'delivery_destination_name']],
  ['monitoring sink', 'AWS::Oam::Sink', ['oam_sink_policy', 'policy', 'sink_identifier']],
  ['Prometheus workspace', 'AWS::APS::ResourcePolicy', ['prometheus_resource_policy', 'policy_document', 'workspace_id']],
  ['ingestion pipeline', 'AWS::OSIS::Pipeline', ['osis_resource_policy', 'policy', 'resource_arn']],
  ['phone number or sender', 'AWS::SMSVOICE::ResourcePolicy', ['pinpointsmsvoicev2_resource_policy', 'policy', 'resource_arn']],
  ['Glue data catalog', 'AWS::Glue::DataCatalog', ['glue_resource_policy', 'policy']],
  ['SES identity', 'AWS::SES::EmailIdentity', ['ses_identity_policy', 'policy', 'identity'], ['sesv2_email_identity_policy', 'policy', 'email_identity']],
  ['MediaStore container', 'AWS::MediaStore::Container', ['media_store_container_policy', 'policy', 'container_name']],
  ['MSK cluster', 'AWS::MSK::ClusterPolicy', ['msk_cluster_policy', 'policy', 'cluster_arn']],
  ['VPC Lattice resource', 'AWS::VpcLattice::AuthPolicy', ['vpclattice_auth_policy', 'policy', 'resource_identifier'], ['vpclattice_resource_policy', 'policy', 'resource_arn']],
  ['private certificate authority', 'AWS::ACMPCA::CertificateAuthority', ['acmpca_policy', 'policy', 'resource_arn']],
  ['network firewall resource', 'AWS::NetworkFirewall::ResourcePolicy', ['networkfirewall_resource_policy', 'policy', 'resource_arn']],
  ['Redshift resource', 'AWS::Redshift::ResourcePolicy', ['redshift_resource_policy', 'policy', 'resource_arn'], ['redshiftserverless_resource_policy', 'policy', 'resource_arn']],
  ['CloudSearch domain', 'AWS::CloudSearch::Domain', ['cloudsearch_domain_service_access_policy', 'access_policy', 'domain_name']],
  ['model package group', 'AWS::SageMaker::ModelPackageGroup', ['sagemaker_model_package_group_policy', 'resource_policy', 'model_package_group_name']],
  ['X-Ray resource policy', 'AWS::XRay::ResourcePolicy', ['xray_resource_policy', 'policy_document', 'policy_name']],
  ['organization', 'AWS::Organizations::ResourcePolicy', ['organizations_resource_policy', 'content']],
]; // prettier-ignore

/** Every argument that holds the policy of a resource. */
export const POLICY_ROWS: readonly PolicyRow[] = TABLE.flatMap(([label, resourceType, ...rows]) =>
  rows.map(([type, property, name]) => ({
    type: `aws_${type}`,
    property,
    label,
    resourceType,
    ...(name === undefined ? {} : { name }),
  })),
);
