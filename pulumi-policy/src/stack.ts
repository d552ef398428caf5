import type { NotChecked, Reference, Resource, Stack, Value } from '@iam-guardrails/shared-rules';
import { firstUnknown } from '@iam-guardrails/shared-rules';
import type { Raw } from './raw';
import { isModuleChild, terraformType } from './resource-type';
import { argumentsOf } from './value';

/** One resource as the engine shows it to a policy, without the SDK's classes. */
export interface EngineResource {
  readonly urn: string;
  /** Pulumi type token. */
  readonly type: string;
  readonly properties: Raw;
  /** URNs of the resources that each property was computed from. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** The name of the stack that a URN belongs to: `urn:pulumi:<stack>::<project>::<type>::<name>`. */
export function stackOf(urn: string): string {
  return /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? urn;
}

/** Modules of `aws-native` whose resources are, or hold, permissions and credentials. */
const NATIVE_MODULE = /^aws-native:(iam|sso|identitystore|organizations|rolesanywhere|cognito|index):/;
/** Policies that `aws-native` attaches to something: `s3:BucketPolicy`, `lambda:Permission`, `ssoadmin:...Policy`. */
const NATIVE_POLICY = /^aws-native:[^:]+:(\w*(Policy|PolicyAttachment|Permission|PermissionSet)|Key|ReplicaKey)$/;

/** Why a resource cannot be read, when it is one that may hold permissions. */
export function notCheckedOf(resource: Pick<EngineResource, 'urn' | 'type'>): NotChecked | undefined {
  if (!NATIVE_MODULE.test(resource.type) && !NATIVE_POLICY.test(resource.type)) return undefined;
  return {
    address: resource.urn,
    reason: `\`${resource.type}\` is of the provider \`aws-native\`, whose resources are not read yet`,
  };
}

/** The resource in the Terraform shape; undefined when its type has none. */
export function resourceOf(resource: EngineResource, inputs?: Raw): Resource | undefined {
  const type = terraformType(resource.type);
  if (type === undefined) return undefined;
  const naming = { type, terraformNames: isModuleChild(resource.type) };
  const references = new Map(
    Object.entries(resource.dependencies).map(([property, urns]) => [
      property,
      urns.map((address): Reference => ({ address })),
    ]),
  );
  const outputs = argumentsOf(resource.properties, naming, references);
  const values = inputs === undefined ? outputs : declared(argumentsOf(inputs, naming, references), outputs);
  return { address: resource.urn, type, mode: 'managed', values, stack: stackOf(resource.urn) };
}

/** Attributes by which other resources name this one. */
const IDENTITY = /^(?:id|arn|name|unique_id|url|\w+_(?:id|arn|name))$/;

/**
 * The arguments of a resource out of its inputs and its outputs. What the program did not declare is not in the inputs,
 * and what AWS answered for it (the policies that other resources attached to a role, a key's default policy) would be
 * reported a second time, or as unknown; so of the outputs only names and ids are added to what is declared.
 */
function declared(inputs: ReadonlyMap<string, Value>, outputs: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, input] of inputs) {
    const output = outputs.get(name);
    values.set(name, output === undefined || firstUnknown(output) !== undefined ? input : output);
  }
  for (const [name, output] of outputs) {
    if (!values.has(name) && output.kind === 'known' && IDENTITY.test(name)) values.set(name, output);
  }
  return values;
}

/** All resources as one stack; `inputsOf` answers the inputs of a resource where the engine has shown them. */
export function stackFrom(resources: readonly EngineResource[], inputsOf: (urn: string) => Raw | undefined): Stack {
  const read = resources.map((resource) => resourceOf(resource, inputsOf(resource.urn)));
  const skipped = resources.map((resource) => notCheckedOf(resource));
  return {
    name: stackOf(resources[0]?.urn ?? ''),
    resources: read.filter((resource) => resource !== undefined),
    notChecked: skipped.filter((reason) => reason !== undefined),
  };
}
