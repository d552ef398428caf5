/** What an argument is for: whether what is put into it can be read, and by whom. */
import type { SecretPlace } from '../../model/iam-model';
import type { Resource } from '../../model/resource';
import { isKnown, isNull, stringOf, unknown, type Unknown, type Value } from '../../model/value';
import { saysSecret } from './names';
import { isKeptSecret } from './sources';

/** A place, and why it is not known for certain that it is that one. */
export interface Place {
  readonly place: SecretPlace;
  readonly doubt?: Unknown;
}

/** The place as such; `argument` for what only passes a value on. */
export function placeOf(resource: Resource, property: string): SecretPlace {
  return placeAt(resource, property)?.place ?? 'argument';
}

/**
 * What the argument of that path is. Undefined where a value only passes: a local, a variable, the settings of Terraform itself,
 * a template. `property` has no positions of lists, and nothing of what stands inside a JSON text.
 */
export function placeAt(resource: Resource, property: string): Place | undefined {
  switch (resource.mode) {
    case 'variable':
    case 'local':
      return undefined;
    case 'output':
      return /^value(\.|$)/.test(property) ? outputPlace(resource) : { place: 'argument' };
    case 'provider':
      return { place: property.startsWith('default_tags') ? 'tag' : 'configuration' };
    case 'module':
      return { place: 'argument', doubt: unknown(`the inside of \`${resource.address}\` is not read`) };
    case 'managed':
    case 'data':
      return isPassing(resource, property) ? undefined : resourcePlace(resource, property);
  }
}

function outputPlace({ values, address }: Resource): Place {
  const sensitive = values.get('sensitive');
  if (isNull(sensitive)) return { place: 'output' };
  if (isKnown(sensitive)) return { place: String(sensitive.value) === 'true' ? 'hidden-output' : 'output' };
  return { place: 'output', doubt: unknown(`it is not known whether \`${address}\` is sensitive`) };
}

/** Arguments that are about the deployment and go nowhere. */
const META = /^(depends_on|lifecycle|count|for_each|provider|timeouts)(\.|$)/;

/** Types of which an attribute is made of arguments, so that what is put into them comes out again. */
const PASSES: ReadonlyMap<string, readonly [attribute: string, ...args: string[]]> = new Map([
  ['template_file', ['rendered', 'vars', 'template']],
  ['template_cloudinit_config', ['rendered', 'part']],
  ['cloudinit_config', ['rendered', 'part']],
  ['terraform_data', ['output', 'input']],
]);

/** The arguments that an attribute is made of, where it is nothing but these. */
export function argumentsBehind({ type }: Pick<Resource, 'type'>, attribute: string): readonly string[] {
  const [made, ...args] = PASSES.get(type) ?? [];
  return made === attribute ? args : [];
}

/** What makes a resource anew when it changes; it goes nowhere else. */
const TRIGGERS = /^(null_resource|terraform_data|random_\w+|time_\w+) (triggers|triggers_replace|keepers)(\.|$)/;

function isPassing({ type }: Resource, property: string): boolean {
  if (META.test(property) || TRIGGERS.test(`${type} ${property}`)) return true;
  const [, ...args] = PASSES.get(type) ?? [];
  return args.includes(property.split('.')[0] ?? '');
}

function resourcePlace(resource: Resource, property: string): Place {
  if (resource.type === 'aws_ssm_parameter') return parameterPlace(resource, property);
  const { type } = resource;
  if (STACKS.test(type) && /^parameters(\.|$)/.test(property)) return stackParameterPlace(resource);
  const general = GENERAL.find(([pattern]) => pattern.test(property))?.[1];
  const special = SPECIAL.find(([types, pattern]) => types.test(type) && pattern.test(property))?.[2];
  if (special !== undefined) return { place: special };
  // Labels of a secret are no secret.
  if (general === 'tag') return { place: general };
  const ci = STORES_IF.find(([types]) => types.test(type));
  if (ci !== undefined) return storeIf(resource, ci[1]);
  if (STORES.test(type)) return { place: 'store' };
  if (general !== undefined) return { place: general };
  return type.startsWith('aws_') ? awsArgument(type, property) : otherArgument(resource, property);
}

/** Where names of arguments say enough, whichever the provider. */
const GENERAL: readonly (readonly [property: RegExp, place: SecretPlace])[] = [
  [/^(tags|tags_all|tag|labels|metadata\.labels|metadata\.annotations|volume_tags|tag_specifications)(\.|$)/, 'tag'],
  // Of a command the text is logged; what its environment holds is known to whoever deploys, and kept nowhere.
  [/^provisioner\.[\w-]+\.environment(\.|$)/, 'configuration'],
  [/^provisioner\.file\.content$/, 'object'],
  [/^provisioner(\.|$)/, 'command'],
  [/^connection(\.|$)/, 'store'],
  [/(^|\.)(user_data(_base64)?|custom_data|metadata_startup_script|startup_script)$/, 'user-data'],
  [
    /(^|\.)(environment|env|environment_variables?|runtime_environment_variables|env_vars|environment_properties)(\.|$)/,
    'environment',
  ],
];

/** Where only the type tells; read from the top. */
const SPECIAL: readonly (readonly [type: RegExp, property: RegExp, place: SecretPlace])[] = [
  [/^aws_sagemaker_notebook_instance_lifecycle_configuration$/, /^on_(create|start)$/, 'user-data'],
  [/^aws_ecs_task_definition$/, /^container_definitions/, 'environment'],
  [/^aws_batch_job_definition$/, /^(\w+_properties|parameters)/, 'environment'],
  [/^aws_codebuild_project$/, /^source\.buildspec$/, 'command'],
  [/^aws_elastic_beanstalk_\w+$/, /^setting(\.|$)/, 'environment'],
  [/^aws_glue_job$/, /^(non_overridable|default)_arguments/, 'environment'],
  [/^aws_mwaa_environment$/, /^airflow_configuration_options/, 'environment'],
  [/^aws_(s3_object|s3_bucket_object)$/, /^(content|content_base64|metadata)(\.|$)/, 'object'],
  // A file for secrets has narrow permissions, and still holds them in plain text on the disk of whoever deploys.
  [/^local_(sensitive_)?file$/, /^(content|content_base64|sensitive_content)$/, 'object'],
  [/^(google_storage_bucket_object|azurerm_storage_blob)$/, /^(content|source_content)$/, 'object'],
  [/^(github|gitlab)_repository_file$|^(opentelekomcloud|huaweicloud)_(obs|s3)_bucket_object$/, /^content$/, 'object'],
  [/^archive_file$/, /^(source_content|source\.content)$/, 'object'],
  [/^(opentelekomcloud|huaweicloud)_compute_instance(_v2)?$/, /^(metadata|personality)(\.|$)/, 'user-data'],
  [
    /^(opentelekomcloud|huaweicloud)_as_configuration(_v1)?$/,
    /^instance_config\.(metadata|personality)(\.|$)/,
    'user-data',
  ],
  [/^(opentelekomcloud|huaweicloud)_cce_node\w*$/, /^(pre|post)_?install$/, 'user-data'],
  [/^(opentelekomcloud|huaweicloud)_fgs_function(_v2)?$/, /^encrypted_user_data(\.|$)/, 'store'],
  [/^(opentelekomcloud|huaweicloud)_fgs_function(_v2)?$/, /^func_code$/, 'object'],
  // Its provider hides the content, and whoever reads the configuration reads it.
  [/^aws_appconfig_hosted_configuration_version$/, /^content$/, 'parameter'],
  // The names in these are the user's own, and say nothing of what AWS makes of them.
  [
    /^aws_(api_gateway_(stage|deployment)|apigatewayv2_stage|ssm_association)$/,
    /^((stage_)?variables|parameters)\./,
    'argument',
  ],
  [/^google_compute_\w+$/, /^metadata(\.|$)/, 'user-data'],
  [/^command_(local|remote)_command$/, /^environment(\.|$)/, 'configuration'],
  [/^command_(local|remote)_command$/, /^(create|update|delete|stdin|triggers)(\.|$)/, 'command'],
  [/^kubernetes_config_map(_v1(_data)?)?$|^kubernetes:core\/v1:ConfigMap$/, /^(binary_)?data/, 'parameter'],
  [/^(consul_keys|consul_key_prefix|azurerm_app_configuration_key)$/, /./, 'parameter'],
  [/^github_actions_(organization_|environment_)?variable$/, /^value$/, 'environment'],
  [/^helm_release$/, /^set_sensitive(\.|$)/, 'store'],
  [/^helm_release$/, /^(set|set_list|values)(\.|$)/, 'argument'],
];

/** Resources that are there to keep a secret. */
const STORES =
  /^(kubernetes_secret(_v1)?(_data)?|kubernetes:core\/v1:Secret|github_(actions|dependabot|codespaces)_(organization_|environment_)?secret|circleci_(environment_variable|context_environment_variable)|vault_\w+|google_secret_manager_secret_version|azurerm_key_vault_secret|doppler_secret|hcp_vault_secrets_secret|onepassword_item|infisical_secret|scaleway_secret_version|opentelekomcloud_csms_secret\w*|huaweicloud_csms_secret\w*)$/;

/** Variables of a build service that are secrets when an argument says so. */
const STORES_IF: readonly (readonly [type: RegExp, argument: string])[] = [
  [/^gitlab_(project|group|instance)_variable$/, 'masked'],
  [/^tfe_variable$/, 'sensitive'],
  [/^bitbucket_(repository|workspace|deployment)_variable$/, 'secured'],
  [/^spacelift_(environment_variable|mounted_file)$/, 'write_only'],
];

function storeIf({ values, address }: Resource, argument: string): Place {
  const value = values.get(argument);
  // Spacelift hides unless it is told not to.
  if (isNull(value)) return { place: argument === 'write_only' ? 'store' : 'environment' };
  if (isKnown(value)) return { place: String(value.value) === 'true' ? 'store' : 'environment' };
  return { place: 'environment', doubt: unknown(`\`${argument}\` of \`${address}\` is not known`) };
}

/** AWS Systems Manager encrypts a `SecureString`; everybody who may read a parameter of another type reads what it holds. */
function parameterPlace({ values, address }: Resource, property: string): Place {
  if (/^tags/.test(property)) return { place: 'tag' };
  if (property === 'insecure_value') return { place: 'parameter' };
  if (!/^value(_wo)?$/.test(property)) return { place: 'argument' };
  const type: Value | undefined = values.get('type');
  if (stringOf(type) === 'SecureString') return { place: 'store' };
  if (type === undefined || isKnown(type)) return { place: 'parameter' };
  return { place: 'parameter', doubt: unknown(`the type of \`${address}\` is not known`) };
}

const STACKS = /^aws_cloudformation_stack(_set(_instance)?)?$/;

/** CloudFormation shows a parameter unless the template says `NoEcho`. */
function stackParameterPlace({ values, address }: Resource): Place {
  const template = stringOf(values.get('template_body'));
  if (template?.includes('NoEcho') === false) return { place: 'parameter' };
  return { place: 'parameter', doubt: unknown(`it is not known whether the template of \`${address}\` hides it`) };
}

function awsArgument(type: string, property: string): Place {
  const [argument = ''] = property.split('.');
  const isMeant = isKeptSecret(type, argument) || property.split('.').some(saysSecret);
  return { place: isMeant ? 'store' : 'argument' };
}

function otherArgument({ type, mode }: Resource, property: string): Place {
  if (property.split('.').some(saysSecret)) return { place: 'store' };
  const what = mode === 'data' ? `data.${type}` : type;
  return { place: 'argument', doubt: unknown(`it is not known what \`${what}\` makes of \`${property}\``) };
}
