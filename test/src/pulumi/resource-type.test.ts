import { pulumiType, terraformType } from '@iam-guardrails/pulumi-policy/mapping';
import { otcTypes } from './otc-pairs';
import { pulumiTokens, terraformTypes } from './provider-shapes';

/**
 * Resources of `@pulumi/aws` 7.48 that the older Terraform provider behind `@cdktf/provider-aws` 21.22 does not have
 * yet, without `aws_`: their names follow from the rule and cannot be compared with anything.
 */
const newer = `
  accountaccess_application accountaccess_entitlement agentregistry_registry apigatewayv2_routing_rule
  arcregionswitch_plan arczonalshift_autoshift_observer_notification_status
  arczonalshift_zonal_autoshift_configuration bedrock_evaluation_job bedrock_foundation_model_agreement
  bedrock_model_invocation_job bedrock_use_case_for_model_access bedrockagentcore_browser_profile
  bedrockagentcore_evaluator bedrockagentcore_gateway_rule bedrockagentcore_harness
  bedrockagentcore_online_evaluation_config bedrockagentcore_policy bedrockagentcore_policy_engine
  bedrockagentcore_registry bedrockagentcore_resource_policy cloudfront_anycast_ip_list
  cloudfront_connection_function cloudfront_connection_group cloudfront_distribution_tenant
  cloudfront_multitenant_distribution cloudfront_trust_store cloudwatch_alarm_mute_rule
  cloudwatch_log_s3_table_integration_source cloudwatch_log_storage_tier_policy cloudwatch_otel_enrichment
  datazone_policy_grant dms_data_provider dms_instance_profile dms_migration_project dsql_cluster_policy
  dynamodb_global_secondary_index ebs_volume_copy ec2_local_gateway_route_table
  ec2_local_gateway_route_table_virtual_interface_group_association ec2_network_insights_access_scope
  ec2_secondary_network ec2_secondary_subnet ec2_transit_gateway_metering_policy
  ec2_transit_gateway_metering_policy_entry ec2_transit_gateway_policy_table_entry ecr_pull_time_update_exclusion
  ecs_daemon ecs_daemon_task_definition fis_safety_lever_state glue_catalog iam_outbound_web_identity_federation
  kinesis_account_settings lambda_core_network_connector lambda_function_scaling_config lambda_microvms_image
  lambda_resource_policy lambdamicrovms_image lambdamicrovms_microvm mailmanager_archive mailmanager_ingress_point
  mailmanager_relay mailmanager_rule_set mailmanager_traffic_policy msk_channel msk_topic
  neptunegraph_private_graph_endpoint networkfirewall_container_association
  networkmanager_attachment_routing_policy_label networkmanager_prefix_list_association
  notifications_managed_notification_account_contact_association
  notifications_managed_notification_additional_channel_association notifications_organizational_unit_association
  notifications_organizations_access observabilityadmin_s3_table_integration
  observabilityadmin_telemetry_enrichment observabilityadmin_telemetry_evaluation
  observabilityadmin_telemetry_evaluation_for_organization observabilityadmin_telemetry_pipeline
  observabilityadmin_telemetry_rule observabilityadmin_telemetry_rule_for_organization odb_iam_role_association
  opensearch_application opensearchserverless_collection_group organizations_aws_service_access organizations_tag
  osis_pipeline_endpoint osis_resource_policy outposts_capacity_task pinpointsmsvoicev2_event_destination
  pinpointsmsvoicev2_keyword pinpointsmsvoicev2_pool pinpointsmsvoicev2_resource_policy
  pinpointsmsvoicev2_sender_id prometheus_anomaly_detector prometheus_scraper_logging_configuration ram_permission
  ram_resource_share_associations_exclusive redshift_idc_application redshift_namespace_registration
  resiliencehubv2_assertion resiliencehubv2_input_source resiliencehubv2_policy resiliencehubv2_service
  resiliencehubv2_service_function resiliencehubv2_system resiliencehubv2_user_journey
  s3control_multi_region_access_point_routes s3files_access_point s3files_file_system s3files_file_system_policy
  s3files_mount_target s3files_synchronization_configuration sagemaker_algorithm sagemaker_hub_content_reference
  sagemaker_hyper_parameter_tuning_job sagemaker_labeling_job sagemaker_mlflow_app sagemaker_model_card
  sagemaker_model_card_export_job sagemaker_training_job savingsplans_savings_plan secretsmanager_tag
  securityhub_account_v2 securityhub_aggregator_v2 securityhub_automation_rule_v2 securityhub_connector_v2
  securityhub_feature_v2 servicequotas_auto_management sesv2_multi_region_endpoint sesv2_tenant
  sesv2_tenant_resource_association ssoadmin_customer_managed_policy_attachments_exclusive
  ssoadmin_managed_policy_attachments_exclusive ssoadmin_region uxc_account_customizations
  vpc_security_group_rules_exclusive wafv2_web_acl_rule workmail_default_domain workmail_domain workmail_group
  workmail_organization workmail_user workspaces_pool xray_indexing_rule xray_trace_segment_destination
`
  .split(/\s+/)
  .filter((name) => name !== '')
  .map((name) => `aws_${name}`);

const tokens = pulumiTokens();
const terraform = terraformTypes();

describe('the type mapping', () => {
  it('names a Terraform type for every resource that @pulumi/aws declares', () => {
    expect(tokens.length).toBeGreaterThan(1700);
    expect(tokens.filter((token) => terraformType(token) === undefined)).toEqual([]);
  });

  it('names a type that the Terraform provider has, unless the resource is newer than the provider', () => {
    const missing = tokens.map((token) => terraformType(token) ?? token).filter((type) => !terraform.has(type));
    expect(terraform.size).toBeGreaterThan(1500);
    expect(missing.toSorted()).toEqual(newer);
  });

  it('reaches every type of the Terraform provider from some resource of @pulumi/aws', () => {
    const reached = new Set(tokens.map((token) => terraformType(token)));
    expect([...terraform.keys()].filter((type) => !reached.has(type))).toEqual([]);
  });

  it('leads back from every Terraform type to a resource that @pulumi/aws declares and that maps to it', () => {
    const declared = new Set(tokens);
    const wrong = [...terraform.keys()].filter((type) => {
      const token = pulumiType(type);
      return token === undefined || !declared.has(token) || terraformType(token) !== type;
    });
    expect(wrong).toEqual([]);
  });

  it('maps all resources of the modules that hold IAM', () => {
    const iam = tokens.filter((token) => token.startsWith('aws:iam/'));
    expect(iam.length).toBeGreaterThanOrEqual(35);
    expect(iam.filter((token) => !terraform.has(terraformType(token) ?? ''))).toEqual([
      'aws:iam/outboundWebIdentityFederation:OutboundWebIdentityFederation',
    ]);
  });
});

describe('the types of Open Telekom Cloud', () => {
  const types = [...otcTypes().keys()];

  it('are bridged under `index`, each with a token that leads back', () => {
    expect(types.length).toBeGreaterThan(300);
    const tokens = new Set(types.map((type) => pulumiType(type)));
    expect(tokens.size).toBe(types.length);
    expect(types.filter((type) => terraformType(pulumiType(type) ?? '') !== type)).toEqual([]);
    expect(pulumiType('opentelekomcloud_identity_credential_v3')).toBe(
      'opentelekomcloud:index/identityCredentialV3:IdentityCredentialV3',
    );
  });
});
