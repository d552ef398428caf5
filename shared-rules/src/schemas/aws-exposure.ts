/** Identity pools with guests, and machines. */
import type { Machine } from '../model/exposure';
import type { IdentityPool, PoolRole } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { booleanOf } from '../model/settings';
import { isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
import type { Drafts, Of } from './aws-drafts';
import { valuesInBlocks } from './blocks';
import { callIn, OPTIONS } from './calls';
import { encode } from '../policy/text';
import { follow, indexOf, type Index, type Named } from './links';
import { workloadOf } from './secrets/workloads';

const off = (value: Value | undefined): Value => (value === undefined || isNull(value) ? known(false) : value);

/** Every identity pool of Cognito that the stack makes. */
export function identityPools(of: Of, drafts: Drafts): readonly IdentityPool[] {
  const pools = of('aws_cognito_identity_pool').map((resource) => ({
    resource,
    name: resource.values.get('identity_pool_name') ?? known(resource.address),
  }));
  const index = indexOf(pools);
  const attachments = of('aws_cognito_identity_pool_roles_attachment').map((attachment) => ({
    attachment,
    target: follow(attachment.values.get('identity_pool_id') ?? known(null), index, attachment),
  }));
  return pools.map(({ resource, name }) => {
    const own = attachments.find(({ target }) => target.to === 'entity' && target.entity.resource === resource);
    const perhaps = attachments.find(({ target }) => target.to === 'unknown');
    const role = own === undefined ? undefined : guestRoleOf(own.attachment, drafts);
    const doubt = own === undefined && perhaps?.target.to === 'unknown' ? perhaps.target.reason : undefined;
    return {
      kind: 'identity-pool',
      resource,
      name,
      allowsGuests: off(resource.values.get('allow_unauthenticated_identities')),
      allowsClassicFlow: off(resource.values.get('allow_classic_flow')),
      ...(role === undefined ? {} : 'kind' in role ? { uncertainRole: role } : { guestRole: role }),
      ...(doubt === undefined ? {} : { uncertainRole: doubt }),
    };
  });
}

/** The role that an attachment gives to guests, or why it is not known whether it gives one. */
function guestRoleOf(attachment: Resource, drafts: Drafts): PoolRole | Unknown | undefined {
  const roles = attachment.values.get('roles');
  if (roles === undefined || roles.kind !== 'map') return roles?.kind === 'unknown' ? roles : undefined;
  const arn = roles.entries.get('unauthenticated') ?? roles.more;
  if (arn === undefined || isNull(arn)) return undefined;
  const target = follow(arn, drafts.roles, attachment);
  const named: PoolRole = { resource: attachment, property: 'roles', name: arn };
  if (target.to === 'unknown') return target.reason;
  return target.to === 'entity' ? { ...named, name: target.entity.name, role: target.entity } : named;
}

/* ---- machines ---- */

/** Compute that may have a role, the argument that gives it one, and those that say what it runs. */
const MACHINES: readonly (readonly [type: string, property: string, ...runs: string[]])[] = [
  ['aws_instance', 'iam_instance_profile', 'user_data', 'user_data_base64'],
  ['aws_spot_instance_request', 'iam_instance_profile', 'user_data', 'user_data_base64'],
  ['aws_launch_template', 'iam_instance_profile', 'user_data'],
  ['aws_launch_configuration', 'iam_instance_profile', 'user_data', 'user_data_base64'],
  ['aws_ecs_task_definition', 'task_role_arn', 'container_definitions'],
];

/** The command line and the SDKs of AWS as they stand in a script. */
const CALLS = new RegExp(
  [
    String.raw`\baws\s+${OPTIONS}(?:s3|s3api|ec2|ssm|secretsmanager|sts|dynamodb|sqs|sns|logs|ecr|lambda|kms|iam|cloudformation|cloudwatch|autoscaling|rds|eks|route53|events|kinesis)\s+[a-z][a-z0-9-]+`,
    String.raw`\bboto3\b|\baws-sdk\b|\bamazon-cloudwatch-agent-ctl\b`,
  ].join('|'),
);

/** Compute that may have a role. */
export function machines(of: Of): readonly Machine[] {
  const isDefault = of('aws_ec2_instance_metadata_defaults').some(
    ({ values }) => stringOf(values.get('http_tokens')) === 'required',
  );
  const templates = indexOf(
    of('aws_launch_template').map((resource) => ({ resource, name: resource.values.get('name') ?? known(null) })),
  );
  return MACHINES.flatMap(([type, property, ...runs]) =>
    of(type).flatMap((resource): readonly Machine[] => {
      const workload = workloadOf(resource);
      if (workload === undefined) return [];
      const isTask = type === 'aws_ecs_task_definition';
      const template = templateOf(resource, templates);
      const inherited = template && workloadOf(template)?.hasRole;
      const calls = callIn(resource, runs, CALLS);
      return [
        {
          kind: 'machine',
          resource,
          label: workload.label,
          property,
          hasRole: workload.hasRole === true ? true : (inherited ?? workload.hasRole),
          ...(calls === undefined ? {} : { calls }),
          ...(isTask && sharesRole(resource) ? { sharesRole: true } : {}),
          answersWithoutToken: isTask ? false : answersWithoutToken(resource, isDefault, template),
        },
      ];
    }),
  );
}

/** The launch template of the stack that an instance is made of. */
function templateOf(resource: Resource, templates: Index<Named>): Resource | undefined {
  const block = resource.values.get('launch_template');
  const [name] = [...valuesInBlocks(block, 'id'), ...valuesInBlocks(block, 'name')].filter((value) => !isNull(value));
  const target = name && follow(name, templates, resource);
  return target?.to === 'entity' ? target.entity.resource : undefined;
}

/** The agent that starts a task has a role of its own, which pulls images and reads secrets. */
function sharesRole({ values }: Resource): boolean {
  const [own, agent] = [values.get('task_role_arn'), values.get('execution_role_arn')];
  if (own === undefined || agent === undefined || isNull(own)) return false;
  if (stringOf(own) !== undefined) return stringOf(own) === stringOf(agent);
  const [first, ...others] = own.references;
  const isOne =
    others.length === 0 && agent.references.length === 1 && first !== undefined && first.maybe === undefined;
  return isOne && encode(own) === encode(agent);
}

/**
 * What is not said is what the account, the image or the template say: nothing requires a token then. Of a template that has a
 * role it is said there.
 */
function answersWithoutToken(resource: Resource, isDefault: boolean, from?: Resource): boolean | Unknown {
  const options = resource.values.get('metadata_options');
  const [tokens] = valuesInBlocks(options, 'http_tokens');
  const [endpoint] = valuesInBlocks(options, 'http_endpoint');
  if (stringOf(endpoint) === 'disabled' || booleanOf(endpoint) === false) return false;
  if (tokens === undefined) {
    if (from !== undefined) return workloadOf(from)?.hasRole !== true && answersWithoutToken(from, isDefault);
    if (isDefault) return false;
    const template = resource.values.get('launch_template');
    return isNull(template) ? true : unknown(`the launch template of \`${resource.address}\` may require it`);
  }
  if (tokens.kind === 'unknown') return tokens;
  return stringOf(tokens) !== 'required';
}
