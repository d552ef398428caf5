import type { NotChecked, Reference, Resource, Stack, Value } from '@iam-guardrails/shared-rules';
import { firstUnknown, known } from '@iam-guardrails/shared-rules';
import type { EngineResource } from './engine-resource';
import { type Raw, UNKNOWN } from './raw';
import { isModuleChild, terraformType } from './resource-type';
import { type Born, bornIn, holds, isSecret, makesCredentials, secretTexts, traced } from './secrets';
import { argumentsOf } from './value';

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

const PROVIDER = /^pulumi:providers:([a-z0-9-]+)$/;
/** The providers that the engine makes for resources that name none. */
const DEFAULT_PROVIDER = /::pulumi:providers:[^:]+::default(_[\w.+-]+)?$/;
/** Packages whose resources have a Terraform shape only in part: what they run on a machine. */
const COMMAND = /^command:(local|remote):Command$/;

/**
 * The resource in the Terraform shape. A provider is one of mode `provider`; what has no Terraform shape (components,
 * Kubernetes, `aws-native`) keeps its type token and the names of its properties, for what is written into them.
 * Undefined for what is no resource of the program: the stack itself, and what it reads of other stacks.
 */
export function resourceOf(resource: EngineResource, inputs?: Raw): Resource | undefined {
  const { urn, type: token, provider, exemptions = [] } = resource;
  const explicit = provider !== undefined && !DEFAULT_PROVIDER.test(provider) ? { provider } : {};
  const declared = exemptions.length === 0 ? {} : { exemptions };
  const shared = { address: urn, stack: stackOf(urn), ...explicit, ...declared };
  const [, configured] = PROVIDER.exec(token) ?? [];
  if (configured !== undefined) {
    const values = argumentsOf(decoded(inputs ?? resource.properties), { type: configured });
    return { ...shared, type: configured, mode: 'provider', values };
  }
  const [, place] = COMMAND.exec(token) ?? [];
  const type = terraformType(token) ?? (place === undefined ? undefined : `command_${place}_command`);
  if (type !== undefined) return { ...shared, type, mode: 'managed', values: valuesOf(resource, inputs, type) };
  // Of these only what the program declares is looked at: their outputs are the business of whoever makes them.
  if (inputs === undefined || /^pulumi:pulumi:/.test(token)) return undefined;
  return { ...shared, type: token, mode: 'managed', values: valuesOf({ ...resource, properties: {} }, inputs, token) };
}

function valuesOf(resource: EngineResource, inputs: Raw | undefined, type: string): ReadonlyMap<string, Value> {
  const naming = { type, terraformNames: isModuleChild(resource.type) || type.includes(':') };
  const references = new Map(
    Object.entries(resource.dependencies).map(([property, urns]) => [
      property,
      urns.map((address): Reference => ({ address })),
    ]),
  );
  const outputs = argumentsOf(declarable(resource, inputs), naming, references);
  const isWhole = inputs === undefined || inputs === resource.properties;
  return isWhole ? outputs : declared(argumentsOf(inputs, naming, references), outputs);
}

/**
 * Without inputs at hand, what the provider makes and marks as a secret is the only output known not to be an input; and
 * nobody wrote down the id of a key that the provider made.
 */
function declarable({ type, properties, secretOutputs = [] }: EngineResource, inputs: Raw | undefined): Raw {
  const made = [...(inputs === undefined ? secretOutputs : []), ...(makesCredentials(type) ? ['id'] : [])];
  if (made.length === 0) return properties;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !made.includes(name)));
}

/** The configuration of a provider, whose properties the SDKs write as JSON texts where they are not texts. */
function decoded(properties: Raw): Raw {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, parsed(value)]));
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
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

/** What is known of a stack besides its resources. */
export interface Shown {
  /** Answers the inputs of a resource where the engine has shown them. */
  readonly inputsOf: (urn: string) => Raw | undefined;
  /** Texts that the program marked as secrets. */
  readonly secrets?: readonly string[];
}

/** All resources as one stack, with the outputs of the stack where they are there. */
export function stackFrom(resources: readonly EngineResource[], { inputsOf, secrets = [] }: Shown): Stack {
  const born = resources.flatMap((resource) => bornIn(resource, inputsOf(resource.urn)));
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const read = resources.flatMap((resource) => [
    resourceOf(
      inheriting(resource, (urn) => byUrn.get(urn)),
      inputsOf(resource.urn),
    ) ?? [],
    resource.type === 'pulumi:pulumi:Stack' ? outputsOf(resource, born) : [],
  ]);
  const skipped = resources.map((resource) => notCheckedOf(resource));
  return {
    name: stackOf(resources[0]?.urn ?? ''),
    resources: traced(read.flat(), born),
    notChecked: skipped.filter((reason) => reason !== undefined),
    secrets: [...secrets, ...born.filter(isSecret).map(({ text }) => text)],
  };
}

/**
 * The outputs of the stack. A policy is not told which of them are secrets; one that holds what a provider marked as a
 * secret is one, because the mark goes with the value.
 */
function outputsOf({ urn, properties }: EngineResource, born: readonly Born[]): readonly Resource[] {
  return [...argumentsOf(properties, { type: 'output', terraformNames: true })].map(([name, value]) => {
    const texts = secretTexts(properties[name], true);
    const inside = born.filter((made) => texts.some((text) => holds(text, made)));
    const sensitive = known(inside.some(isSecret));
    const values = new Map([
      ['value', value],
      ['sensitive', sensitive],
    ]);
    return { address: `output.${name}`, type: 'output', mode: 'output', values, stack: stackOf(urn) };
  });
}

/** The resource with the exemptions of the components that it stands under: they hold for all that a component makes. */
export function inheriting(
  resource: EngineResource,
  find: (urn: string) => EngineResource | undefined,
): EngineResource {
  const exemptions = [...(resource.exemptions ?? [])];
  const seen = new Set([resource.urn]);
  for (let above = find(resource.parent ?? ''); above !== undefined && !seen.has(above.urn);) {
    seen.add(above.urn);
    if (terraformType(above.type) === undefined) exemptions.push(...(above.exemptions ?? []));
    above = find(above.parent ?? '');
  }
  return exemptions.length === (resource.exemptions ?? []).length ? resource : { ...resource, exemptions };
}

/** The resource with nothing known of these properties. */
export function without(resource: EngineResource, properties: readonly string[]): EngineResource {
  if (properties.length === 0) return resource;
  const hidden = Object.fromEntries(properties.map((name) => [name, UNKNOWN]));
  return { ...resource, properties: { ...resource.properties, ...hidden } };
}
