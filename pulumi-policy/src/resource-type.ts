import { camelCase, capitalised, snakeCase, words } from './words';

/**
 * Where the start of a Pulumi name (module, or module and first words of the resource) stands for another start in
 * Terraform than `module_`. The longest one decides: `ec2/networkAclRule` is `network_acl` + `rule`, `ec2/fleet` is `ec2_fleet`.
 */
const stems: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: 'prometheus',
    apigateway: 'api_gateway',
    bcmdata: 'bcmdataexports',
    'bedrock/agent': 'bedrockagent',
    'bedrock/agentAgent': 'bedrockagent_agent',
    'bedrock/agentcore': 'bedrockagentcore',
    bedrockfoundation: 'bedrock_foundation',
    bedrockmodel: 'bedrock_model',
    cfg: 'config',
    'chime/sdkvoice': 'chimesdkvoice',
    cloudcontrol: 'cloudcontrolapi',
    'cloudfront/keyvaluestore': 'cloudfrontkeyvaluestore',
    cloudhsmv2: 'cloudhsm_v2',
    costexplorer: 'ce',
    directconnect: 'dx',
    directoryservice: 'directory_service',
    'ec2/ami': 'ami',
    'ec2/default': 'default',
    'ec2/eip': 'eip',
    'ec2/internetGateway': 'internet_gateway',
    'ec2/launch': 'launch',
    'ec2/natGateway': 'nat_gateway',
    'ec2/networkAcl': 'network_acl',
    'ec2/networkInterface': 'network_interface',
    'ec2/route': 'route',
    'ec2/securityGroup': 'security_group',
    'ec2/spot': 'spot',
    'ec2/vpc': 'vpc',
    'ec2/vpn': 'vpn',
    ec2clientvpn: 'ec2_client_vpn',
    ec2transitgateway: 'ec2_transit_gateway',
    elasticbeanstalk: 'elastic_beanstalk',
    'fsx/openZfs': 'fsx_openzfs',
    'lex/v2models': 'lexv2models',
    mediaconvert: 'media_convert',
    mediapackage: 'media_package',
    mediapackagev2: 'media_packagev2',
    mediastore: 'media_store',
    'notifications/contacts': 'notificationscontacts',
    'opensearch/serverless': 'opensearchserverless',
    opensearchingest: 'osis',
    'pinpoint/smsvoicev2': 'pinpointsmsvoicev2',
    'rds/proxy': 'db_proxy',
    'rds/snapshot': 'db_snapshot',
    'resiliencehub/v2': 'resiliencehubv2',
    resourceexplorer: 'resourceexplorer2',
    'route53/profiles': 'route53profiles',
    route53recoverycontrol: 'route53recoverycontrolconfig',
    's3/files': 's3files',
    's3/vectors': 's3vectors',
    'servicecatalog/appregistry': 'servicecatalogappregistry',
    servicediscovery: 'service_discovery',
    'ssm/quicksetup': 'ssmquicksetup',
    'vpc/routeServer': 'vpc_route_server',
    'vpc/securityGroup': 'vpc_security_group',
  }),
);

/** Single resources whose name follows no rule. */
const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'account/alternativeContact': 'account_alternate_contact',
    'alb/loadBalancer': 'alb',
    'apigateway/response': 'api_gateway_gateway_response',
    'appconfig/eventIntegration': 'appintegrations_event_integration',
    'appsync/dataSource': 'appsync_datasource',
    'appsync/graphQLApi': 'appsync_graphql_api',
    'autoscaling/tag': 'autoscaling_group_tag',
    'cfg/recorder': 'config_configuration_recorder',
    'cfg/recorderStatus': 'config_configuration_recorder_status',
    'cfg/rule': 'config_config_rule',
    'cloud9/environmentEC2': 'cloud9_environment_ec2',
    'cloudformation/cloudFormationType': 'cloudformation_type',
    'cloudtrail/trail': 'cloudtrail',
    'cloudwatch/internetMonitor': 'internetmonitor_monitor',
    'codeartifact/domainPermissions': 'codeartifact_domain_permissions_policy',
    'codedeploy/application': 'codedeploy_app',
    'codepipeline/pipeline': 'codepipeline',
    'cognito/identityPoolRoleAttachment': 'cognito_identity_pool_roles_attachment',
    'cognito/userPoolUICustomization': 'cognito_user_pool_ui_customization',
    'controltower/controlTowerControl': 'controltower_control',
    'datasync/efsLocation': 'datasync_location_efs',
    'datasync/fsxOpenZfsFileSystem': 'datasync_location_fsx_openzfs_file_system',
    'datasync/locationFsxLustre': 'datasync_location_fsx_lustre_file_system',
    'datasync/locationFsxWindows': 'datasync_location_fsx_windows_file_system',
    'datasync/nfsLocation': 'datasync_location_nfs',
    'datasync/s3Location': 'datasync_location_s3',
    'directconnect/hostedTransitVirtualInterfaceAcceptor': 'dx_hosted_transit_virtual_interface_accepter',
    'directconnect/linkAggregationGroup': 'dx_lag',
    'directoryservice/serviceRegion': 'directory_service_region',
    'docdb/elasticCluster': 'docdbelastic_cluster',
    'ec2/customerGateway': 'customer_gateway',
    'ec2/dedicatedHost': 'ec2_host',
    'ec2/defaultCreditSpecification': 'ec2_default_credit_specification',
    'ec2/egressOnlyInternetGateway': 'egress_only_internet_gateway',
    'ec2/flowLog': 'flow_log',
    'ec2/instance': 'instance',
    'ec2/keyPair': 'key_pair',
    'ec2/mainRouteTableAssociation': 'main_route_table_association',
    'ec2/networkInterfaceSecurityGroupAttachment': 'network_interface_sg_attachment',
    'ec2/peeringConnectionOptions': 'vpc_peering_connection_options',
    'ec2/placementGroup': 'placement_group',
    'ec2/proxyProtocolPolicy': 'proxy_protocol_policy',
    'ec2/securityGroupAssociation': 'vpc_endpoint_security_group_association',
    'ec2/snapshotCreateVolumePermission': 'snapshot_create_volume_permission',
    'ec2/subnet': 'subnet',
    'ec2/volumeAttachment': 'volume_attachment',
    'ec2/vpcEndpointServiceAllowedPrinciple': 'vpc_endpoint_service_allowed_principal',
    'ec2/vpcSecurityGroupRulesExclusive': 'vpc_security_group_rules_exclusive',
    'ec2transitgateway/instanceConnectEndpoint': 'ec2_instance_connect_endpoint',
    'ec2transitgateway/instanceState': 'ec2_instance_state',
    'ec2transitgateway/transitGateway': 'ec2_transit_gateway',
    'elb/appCookieStickinessPolicy': 'app_cookie_stickiness_policy',
    'elb/listenerPolicy': 'load_balancer_listener_policy',
    'elb/loadBalancer': 'elb',
    'elb/loadBalancerBackendServerPolicy': 'load_balancer_backend_server_policy',
    'elb/loadBalancerCookieStickinessPolicy': 'lb_cookie_stickiness_policy',
    'elb/loadBalancerPolicy': 'load_balancer_policy',
    'elb/sslNegotiationPolicy': 'lb_ssl_negotiation_policy',
    'glue/mLTransform': 'glue_ml_transform',
    'guardduty/iPSet': 'guardduty_ipset',
    'guardduty/threatIntelSet': 'guardduty_threatintelset',
    'iam/openIdConnectProvider': 'iam_openid_connect_provider',
    'iam/sshKey': 'iam_user_ssh_key',
    'lb/loadBalancer': 'lb',
    'licensemanager/licenseGrant': 'licensemanager_grant',
    'licensemanager/licenseGrantAccepter': 'licensemanager_grant_accepter',
    'lightsail/disk_attachment': 'lightsail_disk_attachment',
    'location/routeCalculation': 'location_route_calculator',
    'macie/customDataIdentifier': 'macie2_custom_data_identifier',
    'macie/findingsFilter': 'macie2_findings_filter',
    'rds/clusterSnapshot': 'db_cluster_snapshot',
    'rds/eventSubscription': 'db_event_subscription',
    'rds/instance': 'db_instance',
    'rds/instanceAutomatedBackupsReplication': 'db_instance_automated_backups_replication',
    'rds/instanceDesiredState': 'rds_instance_state',
    'rds/optionGroup': 'db_option_group',
    'rds/parameterGroup': 'db_parameter_group',
    'rds/roleAssociation': 'db_instance_role_association',
    'rds/subnetGroup': 'db_subnet_group',
    'route53/hostedZoneDnsSec': 'route53_hosted_zone_dnssec',
    'route53/resolverDnsSecConfig': 'route53_resolver_dnssec_config',
    's3/analyticsConfiguration': 's3_bucket_analytics_configuration',
    's3/bucketObjectv2': 's3_object',
    's3/bucketReplicationConfig': 's3_bucket_replication_configuration',
    's3/inventory': 's3_bucket_inventory',
    'sagemaker/humanTaskUI': 'sagemaker_human_task_ui',
    'serverlessrepository/cloudFormationStack': 'serverlessapplicationrepository_cloudformation_stack',
    'ses/mailFrom': 'ses_domain_mail_from',
    'sns/dataProtectionPolicy': 'sns_topic_data_protection_policy',
    'sqs/redriveAllowPolicy': 'sqs_queue_redrive_allow_policy',
    'sqs/redrivePolicy': 'sqs_queue_redrive_policy',
    'ssm/contactsRotation': 'ssmcontacts_rotation',
    'storagegateway/cachesIscsiVolume': 'storagegateway_cached_iscsi_volume',
    'vpc/endpointPrivateDns': 'vpc_endpoint_private_dns',
    'vpc/endpointServicePrivateDnsVerification': 'vpc_endpoint_service_private_dns_verification',
    'waf/ipSet': 'waf_ipset',
    'wafregional/ipSet': 'wafregional_ipset',
  }),
);

/** Older Pulumi names of a resource that has a newer one; the newer one is what `pulumiType` answers. */
const olderNames: ReadonlyMap<string, string> = new Map([['ec2/encryptionControl', 'vpc_encryption_control']]);

const BRIDGED = /^([a-z][a-z0-9-]*):([a-z0-9]+)\/([A-Za-z0-9_]+):([A-Za-z0-9_]+)$/;
/** Resources of a Terraform module that runs inside Pulumi keep their Terraform type: `vpc:tf:aws_iam_role`. */
const MODULE_CHILD = /^[^:]+:tf:([a-z][a-z0-9]*_[a-z0-9_]+)$/;

/** True for a resource of a Terraform module inside Pulumi: its type and its property names are Terraform's own. */
export function isModuleChild(token: string): boolean {
  return MODULE_CHILD.test(token);
}

/**
 * The Terraform type of a Pulumi type token: `aws:iam/accessKey:AccessKey` is `aws_iam_access_key`. Understands the
 * `aws` provider, any Terraform provider that Pulumi bridges under `index`, and Terraform modules inside Pulumi.
 * Undefined for everything else (`aws-native`, `kubernetes`, components).
 */
export function terraformType(token: string): string | undefined {
  const child = MODULE_CHILD.exec(token)?.[1];
  if (child !== undefined) return child;
  const [, provider, module, name, className] = BRIDGED.exec(token) ?? [];
  if (provider === undefined || module === undefined || name === undefined) return undefined;
  if (className !== capitalised(name)) return undefined;
  // Before `aws`: the same provider, when Pulumi bridges it on the fly, has all of its resources there.
  if (module === 'index') return bridgedName(provider.replaceAll('-', '_'), snakeCase(name));
  return provider === 'aws' ? `aws_${awsName(module, name)}` : undefined;
}

function awsName(module: string, name: string): string {
  // Version 6 of the provider called the buckets' resources of today `BucketV2`, `BucketAclV2` and so on.
  const current = module === 's3' ? name.replace(/^(bucket.*)V2$/, '$1') : name;
  const path = `${module}/${current}`;
  const whole = names.get(path) ?? olderNames.get(path);
  if (whole !== undefined) return whole;
  const parts = words(current);
  for (let count = parts.length; count > 0; count -= 1) {
    const stem = stems.get(`${module}/${camelCase(parts.slice(0, count).join('_'))}`);
    if (stem !== undefined) return [stem, ...parts.slice(count)].join('_');
  }
  return [stems.get(module) ?? module, ...parts].join('_');
}

/** `random:index/randomPassword` says the provider twice, `opentelekomcloud:index/identityUserV3` once. */
function bridgedName(provider: string, name: string): string {
  return name.startsWith(`${provider}_`) ? name : `${provider}_${name}`;
}

const pathsByName: ReadonlyMap<string, string> = new Map([...names].map(([path, name]) => [name, path]));
const pathsByStem: ReadonlyMap<string, string> = new Map([...stems].map(([path, stem]) => [stem, path]));

/**
 * The Pulumi type token of a Terraform type, the inverse of `terraformType`: `aws_iam_access_key` is
 * `aws:iam/accessKey:AccessKey`. A provider other than `aws` is taken for one that Pulumi bridges under `index`.
 * Undefined when the type has no provider prefix.
 */
export function pulumiType(type: string): string | undefined {
  const [, provider, name] = /^([a-z0-9]+)_([a-z0-9_]+)$/.exec(type) ?? [];
  if (provider === undefined || name === undefined) return undefined;
  const path = provider === 'aws' ? awsPath(name) : `index/${camelCase(name)}`;
  return `${provider}:${path}:${capitalised(path.slice(path.indexOf('/') + 1))}`;
}

function awsPath(name: string): string {
  const whole = pathsByName.get(name);
  if (whole !== undefined) return whole;
  const parts = name.split('_');
  for (let count = parts.length; count > 0; count -= 1) {
    const path = pathsByStem.get(parts.slice(0, count).join('_'));
    const rest = camelCase(parts.slice(count).join('_'));
    if (path === undefined) continue;
    if (path.includes('/')) return `${path}${capitalised(rest)}`;
    if (rest !== '') return `${path}/${rest}`;
  }
  return `${parts[0] ?? name}/${camelCase(parts.slice(1).join('_'))}`;
}
