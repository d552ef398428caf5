/** Identity pools with guests, and machines. */
import type { Machine } from '../model/exposure';
import type { IdentityPool, PoolRole } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { booleanOf } from '../model/settings';
import { isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
import type { Drafts, Of } from './aws-drafts';
import { valuesInBlocks } from './blocks';
import { follow, indexOf } from './links';
import { layersOf } from './secrets/decode';
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
const CALLS =
  /\baws\s+(?:--[\w-]+(?:[ =]\S+)?\s+)*(?:s3|s3api|ec2|ssm|secretsmanager|sts|dynamodb|sqs|sns|logs|ecr|lambda|kms|iam|cloudformation|cloudwatch|autoscaling|rds|eks|route53|events|kinesis)\s+[a-z][a-z0-9-]+|\bboto3\b|\baws-sdk\b|\bamazon-cloudwatch-agent-ctl\b/;

/** Compute that may have a role. */
export function machines(of: Of): readonly Machine[] {
  const isDefault = of('aws_ec2_instance_metadata_defaults').some(
    ({ values }) => stringOf(values.get('http_tokens')) === 'required',
  );
  return MACHINES.flatMap(([type, property, ...runs]) =>
    of(type).flatMap((resource): readonly Machine[] => {
      const workload = workloadOf(resource);
      if (workload === undefined) return [];
      const calls = callsIn(resource, runs);
      return [
        {
          kind: 'machine',
          resource,
          label: workload.label,
          property,
          hasRole: workload.hasRole,
          ...(calls === undefined ? {} : { calls }),
          answersWithoutToken: type === 'aws_ecs_task_definition' ? false : answersWithoutToken(resource, isDefault),
        },
      ];
    }),
  );
}

function callsIn({ values }: Resource, runs: readonly string[]): string | undefined {
  for (const argument of runs) {
    for (const { text } of layersOf(literalOf(values.get(argument)))) {
      const [call] = CALLS.exec(text) ?? [];
      if (call !== undefined) return call.replace(/\s+/g, ' ');
    }
  }
  return undefined;
}

function literalOf(value: Value | undefined): string {
  if (value?.kind === 'unknown' && value.encoded !== undefined) return literalOf(value.encoded);
  if (value?.kind === 'text') return value.parts.map((part) => (typeof part === 'string' ? part : ' ')).join('');
  return stringOf(value) ?? '';
}

/** What is not said is what the account, the image or the template say: nothing requires a token then. */
function answersWithoutToken(resource: Resource, isDefault: boolean): boolean | Unknown {
  const options = resource.values.get('metadata_options');
  const [tokens] = valuesInBlocks(options, 'http_tokens');
  const [endpoint] = valuesInBlocks(options, 'http_endpoint');
  if (stringOf(endpoint) === 'disabled' || booleanOf(endpoint) === false) return false;
  if (tokens === undefined) {
    if (isDefault) return false;
    const template = resource.values.get('launch_template');
    return isNull(template) ? true : unknown(`the launch template of \`${resource.address}\` may require it`);
  }
  if (tokens.kind === 'unknown') return tokens;
  return stringOf(tokens) !== 'required';
}
