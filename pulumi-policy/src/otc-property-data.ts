/**
 * How the property names of Open Telekom Cloud's provider, bridged by Pulumi, differ from Terraform's. Written by
 * `test/src/pulumi/write-property-data.ts` from the declarations of `@cdktf/provider-opentelekomcloud`; do not edit.
 */

/** Lists that Pulumi names in the plural and Terraform in the singular. */
export const plurals: string = `
  abortIncompleteMultipartUploads accessRules accessToAcls accessToBuckets accessToObjects accountPermissions actions
  addressGroups apiAccessTrustlists backupAts blockDevices componentLists configurations corsRules customSans
  customServices dependLists destinations differentHosts disks dnsLists dpds environments eventLevels expirations
  extraDhcpOptions filterRules flavors funcGraphPolicies httpPolicies identities ipAddresses ipLists lifecycleRules
  lifetimes limitSpeeds localEpGroupIpv6s localEpGroups loggings memberGroups members mockPolicies networks
  noncurrentVersionExpirations noncurrentVersionTransitions notificationLists notifyUserLists
  obsDestinationDescriptors obsProcessingSchemas peerInstanceAddresses persistences personalities ports
  predefinedGroups projectRoles publicipIds queries readonlyNodesWeights redirectPoolsConfigs regionLists
  remoteEpGroups resources routers routes rules sameHosts scalingPolicyActions scheduledPolicies servers
  serviceEpGroups serviceGroups sipHeaderLists statements threats topicsMappings transitions triggerPatterns userLists
  variables weekFrequencies whitelists
`;

/** Names that differ in another way. */
export const renamed: string = `
  accessPrivateIp1=access_private_ip_1 accessPrivateIp2=access_private_ip_2 pci3ds=pci_3ds
`;

/** Names that are something else in this resource than in most others. */
export const byType: string = `
  opentelekomcloud_as_group_v1 networks=networks
  opentelekomcloud_cbr_vault_v3 policies=policy
  opentelekomcloud_cce_cluster_v3 configurations=configurations
  opentelekomcloud_fw_firewall_group_v2 ports=ports
  opentelekomcloud_fw_policy_v2 rules=rules
  opentelekomcloud_identity_mapping_v3 rules=rules
  opentelekomcloud_lb_policy_v3 rules=rules
  opentelekomcloud_rds_instance_v3 availabilityZones=availability_zone
  opentelekomcloud_tms_resource_tags_v1 resources=resources
  opentelekomcloud_vbs_backup_policy_v2 resources=resources
  opentelekomcloud_waf_dedicated_instance_v1 securityGroups=security_group
`;

/** Properties whose objects have keys that the user chose. */
export const userKeys: string = `
  annotations authValue basic common custom excludeEnvs excludeK8sLabels excludeLabels extendParam extendParams
  extraInfo files includeEnvs includeK8sLabels includeLabels inputValues k8sTags labels logEnvs logK8s logLabels
  ltsCustomTag metadata microserviceTags options outputValues parameters renameCommands tag tags userTags valueSpecs
  values
`;

/** JSON texts for which Pulumi takes an object too. */
export const jsonText: string = `
  
`;

/** Properties of these names that are blocks in this resource after all. */
export const blocks: string = `
  opentelekomcloud_cce_addon_v3 values
  opentelekomcloud_ecs_instance_v1 metadata
  opentelekomcloud_identity_protocol_v3 metadata
  opentelekomcloud_waf_policy_v1 options
`;
