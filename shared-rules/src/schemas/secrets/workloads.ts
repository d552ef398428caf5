/** Compute that runs with credentials, and could have a role of its own in their place. */
import type { SecretPlace, Workload } from '../../model/iam-model';
import type { Resource } from '../../model/resource';
import { isKnown, isNull, unknown, type Unknown, type Value } from '../../model/value';
import { otcName } from '../otc-resources';
import { argumentsIn } from './arguments';

/** How a kind of compute is called, and how it gets a role. */
interface Kind {
  readonly label: string;
  readonly alternative: string;
  /** Paths of the arguments that give the role; none where nothing runs without one. */
  readonly roles: readonly string[];
  /** Argument of which the role may come from too. */
  readonly elsewhere?: string;
  /** Argument that is encrypted, and that the compute reads all the same. */
  readonly encrypted?: string;
}

const profile = 'an instance profile with a role (argument `iam_instance_profile`)';
const always = (label: string, argument: string): Kind => ({
  label,
  alternative: `the permissions of the key in its role (argument \`${argument}\`)`,
  roles: [],
});

/** By Terraform type; what has no role, such as an instance of Lightsail, is not among them. */
const KINDS: ReadonlyMap<string, Kind> = new Map(
  Object.entries<Kind>({
    aws_instance: {
      label: 'EC2 instance',
      alternative: profile,
      roles: ['iam_instance_profile'],
      elsewhere: 'launch_template',
    },
    aws_spot_instance_request: {
      label: 'EC2 instance',
      alternative: profile,
      roles: ['iam_instance_profile'],
      elsewhere: 'launch_template',
    },
    aws_launch_template: {
      label: 'launch template',
      alternative: profile,
      roles: ['iam_instance_profile.name', 'iam_instance_profile.arn'],
    },
    aws_launch_configuration: { label: 'launch configuration', alternative: profile, roles: ['iam_instance_profile'] },
    aws_spot_fleet_request: {
      label: 'spot fleet',
      alternative: 'an instance profile with a role (argument `iam_instance_profile` of its launch specification)',
      roles: ['launch_specification.iam_instance_profile', 'launch_specification.iam_instance_profile_arn'],
      elsewhere: 'launch_template_config',
    },
    aws_lambda_function: always('Lambda function', 'role'),
    aws_ecs_task_definition: {
      label: 'ECS task',
      alternative: 'a task role (argument `task_role_arn`)',
      roles: ['task_role_arn'],
    },
    aws_batch_job_definition: {
      label: 'Batch job',
      alternative: 'a job role (`jobRoleArn` in `container_properties`)',
      roles: ['container_properties.jobRoleArn'],
      elsewhere: 'ecs_properties',
    },
    aws_codebuild_project: always('CodeBuild project', 'service_role'),
    aws_apprunner_service: {
      label: 'App Runner service',
      alternative: 'an instance role (argument `instance_role_arn` of `instance_configuration`)',
      roles: ['instance_configuration.instance_role_arn'],
    },
    aws_sagemaker_model: always('SageMaker model', 'execution_role_arn'),
    aws_sagemaker_notebook_instance_lifecycle_configuration: {
      label: 'SageMaker notebook',
      alternative: 'the permissions of the key in the role of the notebook instance (argument `role_arn`)',
      roles: [],
    },
    aws_glue_job: always('Glue job', 'role_arn'),
    aws_mwaa_environment: always('Airflow environment', 'execution_role_arn'),
    aws_synthetics_canary: always('canary', 'execution_role_arn'),
    aws_amplify_app: {
      label: 'Amplify app',
      alternative: 'a service role (argument `iam_service_role_arn`)',
      roles: ['iam_service_role_arn', 'compute_role_arn'],
    },
    aws_elastic_beanstalk_environment: {
      label: 'Elastic Beanstalk environment',
      alternative: 'an instance profile with a role (setting `IamInstanceProfile`)',
      roles: ['setting.IamInstanceProfile'],
      elsewhere: 'template_name',
    },
  }),
);

const inMetadata = 'an agency (`agency_name` in `metadata`)';
const agency = 'an agency (argument `agency_name`)';

/** Of Open Telekom Cloud and its relatives, by `otcName`. Huawei Cloud has an argument where OTC has metadata. */
const OTC_KINDS: ReadonlyMap<string, Kind> = new Map(
  Object.entries<Kind>({
    compute_instance: {
      label: 'ECS instance',
      alternative: inMetadata,
      roles: ['metadata.agency_name', 'agency_name'],
    },
    ecs_instance: { label: 'ECS instance', alternative: inMetadata, roles: ['metadata.agency_name'] },
    as_configuration: {
      label: 'auto-scaling configuration',
      alternative: 'an agency (`agency_name` in `metadata` of `instance_config`)',
      roles: ['instance_config.metadata.agency_name'],
      elsewhere: 'instance_config.instance_id',
    },
    cce_node: { label: 'CCE node', alternative: agency, roles: ['agency_name', 'extend_params.agency_name'] },
    cce_node_pool: { label: 'CCE node pool', alternative: agency, roles: ['agency_name', 'extend_params.agency_name'] },
    fgs_function: {
      label: 'FunctionGraph function',
      alternative: 'an agency (argument `agency`)',
      roles: ['agency', 'app_agency'],
      encrypted: 'encrypted_user_data',
    },
  }),
);

/** Places that nothing on a machine looks at. */
const UNREAD: ReadonlySet<SecretPlace> = new Set(['tag', 'store', 'configuration', 'argument']);

/** The compute that reads what stands in an argument of the resource; a command that whoever deploys runs is none of it. */
export function workloadReading(resource: Resource, property: string, place: SecretPlace): Workload | undefined {
  if (property.startsWith('provisioner.local-exec')) return undefined;
  const isRead = !UNREAD.has(place) || kindOf(resource.type)?.encrypted === property.split('.')[0];
  return isRead ? workloadOf(resource) : undefined;
}

/** The compute that a resource is or starts; undefined for anything else. */
export function workloadOf(resource: Resource): Workload | undefined {
  const kind = resource.mode === 'managed' ? kindOf(resource.type) : undefined;
  if (kind === undefined) return undefined;
  return { label: kind.label, alternative: kind.alternative, hasRole: hasRole(resource, kind) };
}

function kindOf(type: string): Kind | undefined {
  return KINDS.get(type) ?? OTC_KINDS.get(otcName(type) ?? '');
}

function hasRole(resource: Resource, { roles, elsewhere }: Kind): boolean | Unknown {
  if (roles.length === 0) return true;
  const answers = roles.map((role) => isGiven(resource, role));
  if (answers.includes(true)) return true;
  const open = answers.find((answer) => typeof answer !== 'boolean');
  if (open !== undefined) return open;
  if (elsewhere === undefined || isGiven(resource, elsewhere) === false) return false;
  return unknown(`\`${elsewhere}\` of \`${resource.address}\` may name a role`);
}

function isGiven(resource: Resource, path: string): boolean | Unknown {
  const [argument = '', inner = ''] = path.split('.');
  const value = resource.values.get(argument);
  if (value === undefined || isNull(value)) return false;
  if (argument === 'container_properties' || argument === 'setting') return isWritten(value, inner);
  if (!path.includes('.')) return isSet(value);
  const inside = argumentsIn(value, argument);
  const named = inside.find((each) => each.argument === path);
  if (named !== undefined) return isSet(named.value);
  const around = inside.find((each) => each.value.kind === 'unknown' && path.startsWith(`${each.argument}.`));
  return around === undefined ? false : mayHold(around.value);
}

/** What gives a role, by the address of a resource: Terraform's, or Pulumi's with the type token in it. */
const GIVES_ROLE =
  /_(?:role|instance_profile|agency)(?:_v\d+)?[.[]|\/(?:role|instanceProfile|identityAgency(?:V\d+)?):/;

/** An engine may say of a whole block only that it depends on some resources. */
function mayHold(block: Value): boolean | Unknown {
  const isRole = block.references.some(({ address }) => GIVES_ROLE.test(address));
  return isRole || (block.kind === 'unknown' ? block : false);
}

/** A value that refers to something is that thing's name; one that nobody knows anything of may be null. */
function isSet(value: Value): boolean | Unknown {
  if (isKnown(value)) return value.value !== null && value.value !== '';
  return value.kind !== 'unknown' || value.references.length > 0 || value;
}

/** Where it is named somewhere inside: in a JSON text, in a list of settings. */
function isWritten(value: Value, name: string): boolean | Unknown {
  switch (value.kind) {
    case 'known':
      return String(value.value).includes(name);
    case 'text':
      return value.parts.some((part) => typeof part === 'string' && part.includes(name));
    case 'unknown':
      return value;
    case 'list':
    case 'map': {
      const members = value.kind === 'list' ? value.items : [...value.entries.values()];
      if (value.kind === 'map' && value.entries.has(name)) return true;
      return members.some((item) => isWritten(item, name) === true) || (value.more ?? false);
    }
  }
}
