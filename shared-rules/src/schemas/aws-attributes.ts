/** What the AWS provider will answer for attributes that nobody configured, as far as a configuration tells it. */
import type { Resource } from '../model/resource';
import { concatenate, isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { managedPoliciesNamed } from '../policy/managed-policies';
import { renderPolicyDocument } from './aws-policy-document';

/** The last part of the ARN before the path, by type. */
const ARN_KINDS: ReadonlyMap<string, string> = new Map([
  ['aws_iam_user', 'user'],
  ['aws_iam_group', 'group'],
  ['aws_iam_role', 'role'],
  ['aws_iam_policy', 'policy'],
  ['aws_iam_instance_profile', 'instance-profile'],
]);

/** Types whose `id` is their name. */
const NAMED = new Set(['aws_iam_user', 'aws_iam_group', 'aws_iam_role', 'aws_iam_instance_profile']);

/** The value of an attribute that is not configured; undefined when it is known after apply. */
export function awsAttribute(resource: Resource, name: string): Value | undefined {
  return resource.mode === 'data' ? dataAttribute(resource, name) : managedAttribute(resource, name);
}

function managedAttribute(resource: Resource, name: string): Value | undefined {
  if (name === 'arn' && resource.type === OIDC_PROVIDER) return arnOfIssuer(resource);
  if (name === 'id' && NAMED.has(resource.type)) return configured(resource, 'name');
  // The `id` of a policy is its ARN.
  if (name === 'arn' || (name === 'id' && resource.type === 'aws_iam_policy')) return arnOf(resource);
  return undefined;
}

function configured(resource: Resource, name: string): Value | undefined {
  const value = resource.values.get(name);
  return isNull(value) ? undefined : value;
}

/** `arn:<partition>:iam::<account>:user/path/name`: who deploys, and where, nobody knows yet. */
function arnOf(resource: Resource): Value | undefined {
  const kind = ARN_KINDS.get(resource.type);
  const name = configured(resource, 'name');
  if (kind === undefined || (name?.kind !== 'known' && name?.kind !== 'text')) return undefined;
  const hole = unknownArn(resource);
  return concatenate(['arn:', hole, ':iam::', hole, `:${kind}`, configured(resource, 'path') ?? known('/'), name]);
}

const OIDC_PROVIDER = 'aws_iam_openid_connect_provider';

/** The ARN of a provider holds its address without the protocol. */
function arnOfIssuer(resource: Resource): Value | undefined {
  const issuer = /^(?:https:\/\/)?(.+)$/.exec(stringOf(configured(resource, 'url')) ?? '')?.[1];
  const hole = unknownArn(resource);
  return issuer === undefined ? undefined : concatenate(['arn:', hole, ':iam::', hole, `:oidc-provider/${issuer}`]);
}

/** The reference to the ARN itself tells a reader that the hole is of the own account. */
function unknownArn({ address }: Resource): Unknown {
  return unknown(`\`${address}.arn\` is known after apply`, [{ address, attribute: 'arn' }]);
}

function dataAttribute(resource: Resource, name: string): Value | undefined {
  switch (resource.type) {
    case OIDC_PROVIDER:
      return name === 'arn' ? arnOfIssuer(resource) : undefined;
    case 'aws_iam_policy_document':
      return name === 'json' || name === 'minified_json' ? renderPolicyDocument(resource) : undefined;
    case 'aws_iam_role':
      return name === 'id' ? configured(resource, 'name') : undefined;
    case 'aws_iam_policy':
      return name === 'arn' || name === 'id'
        ? (configured(resource, 'arn') ?? policyByName(resource))
        : policyName(resource, name);
    default:
      return undefined;
  }
}

/**
 * A policy that is looked up by its name is AWS's when AWS has one of that name: the provider refuses a second one that fits.
 * Else it is the account's own, and may have any path.
 */
function policyByName(resource: Resource): Value | undefined {
  const name = configured(resource, 'name');
  const prefix = configured(resource, 'path_prefix') ?? known('/');
  const fitting = managedPoliciesNamed(stringOf(name) ?? '').filter((path) =>
    `/${path}`.startsWith(stringOf(prefix) ?? '-'),
  );
  const [path] = fitting;
  if (path !== undefined && fitting.length === 1)
    return concatenate(['arn:', unknownArn(resource), ':iam::aws:policy/', path]);
  return name === undefined ? undefined : concatenate([unknownArn(resource), '/', name]);
}

function policyName(resource: Resource, name: string): Value | undefined {
  const arn = name === 'name' ? stringOf(configured(resource, 'arn')) : undefined;
  const last = arn?.split('/').at(-1);
  return last === undefined || last === arn ? undefined : known(last, configured(resource, 'arn')?.references ?? []);
}
