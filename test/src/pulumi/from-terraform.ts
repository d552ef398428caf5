/** A stack in the Terraform shape as the Pulumi program that makes the same: the inverse of what `pulumi-policy` reads. */
import { holdsUserKeys, pulumiName, pulumiType, terraformName } from '@iam-guardrails/pulumi-policy/mapping';
import {
  type Reference,
  type Resource,
  type Stack,
  type Value,
  dictionary,
  referencesIn,
} from '@iam-guardrails/shared-rules';
import { type PulumiResource, UNKNOWN, urnOf } from './analyzer';
import { type Property, pulumiArguments, pulumiMembers, takesList, takesUserKeys } from './provider-shapes';

/**
 * The resources of the stack as a Pulumi program declares them. The logical name is the Terraform address. What refers
 * to an attribute that is not known becomes an unknown value; a text, list or map that is known in parts becomes
 * unknown as a whole, since Pulumi knows no other; and every reference a property dependency. Data sources are left
 * out: what they answer stands in what uses them. A provider is a resource of the program; outputs, variables, locals and
 * modules of Terraform are left out, as nothing in Pulumi is read that way. Throws on a type that Pulumi has no name for.
 */
export function pulumiResources(stack: Stack): readonly PulumiResource[] {
  const declared = stack.resources.filter(({ mode }) => mode === 'managed' || mode === 'provider');
  const named = declared.map((resource) => ({ resource, type: tokenOf(resource), name: resource.address }));
  const urns = new Map(named.map(({ resource, type, name }) => [resource.address, urnOf({ type, name })] as const));
  const origins = originsIn(stack, urns);
  return named.map(({ resource, type, name }) => {
    const shapes = pulumiArguments(type);
    const properties: Record<string, unknown> = {};
    const propertyDependencies: Record<string, readonly string[]> = {};
    for (const [argument, value] of resource.values) {
      const property = propertyOf(resource.type, argument, value, shapes);
      const whole = rawOf(value, resource.type, property);
      const raw = resource.mode === 'provider' ? configured(whole) : whole;
      if (raw === undefined || raw === null) continue;
      properties[property.name] = raw;
      const from = origins(value);
      if (from.length > 0) propertyDependencies[property.name] = from;
    }
    const tagsAll = allTags(stack, resource, properties['tags'], shapes);
    if (tagsAll !== undefined) properties['tagsAll'] = tagsAll;
    return { type, name, properties, propertyDependencies };
  });
}

const TAGS: KnownProperty = { name: 'tags', declaration: { name: 'tags', type: '{ [key: string]: string }' } };

/** The tags of a resource over those of its provider: what the real provider's check adds. Undefined where it has none. */
function allTags(
  stack: Stack,
  { mode, provider = 'aws' }: Resource,
  own: unknown,
  shapes: readonly Property[] | undefined,
): unknown {
  if (mode !== 'managed' || shapes?.some(({ name }) => name === 'tags') !== true) return undefined;
  const configured = stack.resources.find(({ address }) => address === `provider.${provider}`);
  const block = configured?.values.get('default_tags');
  const given = block?.kind === 'list' ? block.items[0] : block;
  if (given?.kind !== 'map') return given?.kind === 'unknown' ? UNKNOWN : undefined;
  const defaults = rawOf(given.entries.get('tags') ?? dictionary([]), 'aws', TAGS);
  return holdsUnknown([defaults, own]) ? UNKNOWN : { ...(defaults as object), ...(own as object | undefined) };
}

/** The Terraform address of a resource that `pulumiResources` made. */
export function addressOf(urn: string): string {
  return urn.split('::').slice(3).join('::');
}

/** The SDKs write what is no text in the configuration of a provider as JSON text, unknown as a whole where a part is. */
function configured(raw: unknown): unknown {
  if (typeof raw === 'string' || raw === UNKNOWN || raw === null || raw === undefined) return raw;
  return holdsUnknown(raw) ? UNKNOWN : JSON.stringify(raw);
}

function holdsUnknown(raw: unknown): boolean {
  if (typeof raw !== 'object' || raw === null) return raw === UNKNOWN;
  return Object.values(raw).some(holdsUnknown);
}

function tokenOf(resource: Resource): string {
  if (resource.mode === 'provider') return `pulumi:providers:${resource.type}`;
  const token = pulumiType(resource.type);
  if (token === undefined) throw new Error(`Pulumi has no type for \`${resource.type}\` (${resource.address})`);
  return token;
}

/** A Pulumi property as far as it is known: those of bridged providers have no declaration. */
interface KnownProperty {
  readonly name: string;
  readonly declaration?: Property;
}

function propertyOf(
  type: string,
  argument: string,
  value: Value,
  declared: readonly Property[] | undefined,
): KnownProperty {
  const declaration = declared?.find((property) => terraformName(type, property.name) === argument);
  if (declaration !== undefined) return { name: declaration.name, declaration };
  return { name: pulumiName(type, argument, value.kind === 'list') };
}

/** The value as the program passes it; undefined where nothing is passed. */
function rawOf(value: Value, type: string, { name, declaration }: KnownProperty): unknown {
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'unknown':
    case 'text':
      return UNKNOWN;
    case 'list': {
      if (value.more !== undefined) return UNKNOWN;
      const items = value.items.map((item) => memberOf(item, type, declaration));
      // A block that may not repeat is a list in some shapes of Terraform, and an object in Pulumi.
      return declaration !== undefined && !takesList(declaration) && value.items[0]?.kind === 'map' ? items[0] : items;
    }
    case 'map': {
      if (value.more !== undefined) return UNKNOWN;
      const object = memberOf(value, type, declaration, hasUserKeys(type, name, declaration));
      return declaration !== undefined && takesList(declaration) ? [object] : object;
    }
  }
}

/** Whether the keys are the user's, where no declaration says it: of a provider that Pulumi bridges on the user's machine. */
function hasUserKeys(type: string, name: string, declaration: Property | undefined): boolean {
  return declaration === undefined && holdsUserKeys(type, name);
}

/** A value inside a property; the entries of a map are named as the property's own type names them. */
function memberOf(value: Value, type: string, declaration: Property | undefined, userKeys = false): unknown {
  if (value.kind !== 'map') return rawOf(value, type, { name: '' });
  if (value.more !== undefined) return UNKNOWN;
  const members = declaration === undefined ? undefined : pulumiMembers(declaration);
  const entries = [...value.entries].map(([key, entry]) => {
    if (userKeys || (declaration !== undefined && takesUserKeys(declaration)))
      return [key, rawOf(entry, type, { name: key })] as const;
    const property = propertyOf(type, key, entry, members);
    return [property.name, rawOf(entry, type, property)] as const;
  });
  return Object.fromEntries(entries.filter(([, entry]) => entry !== null && entry !== undefined));
}

/** Answers the URNs that a value was computed from, those behind data sources included. */
function originsIn(stack: Stack, urns: ReadonlyMap<string, string>): (value: Value) => readonly string[] {
  const data = new Map(
    stack.resources.filter(({ mode }) => mode === 'data').map((resource) => [resource.address, resource] as const),
  );
  const follow = (references: readonly Reference[], visited: Set<string>): readonly string[] =>
    references.flatMap(({ address }) => {
      if (visited.has(address)) return [];
      visited.add(address);
      const source = data.get(address);
      const behind =
        source === undefined
          ? []
          : [...source.values.values()].flatMap((value) => follow(referencesIn(value), visited));
      const urn = urns.get(address);
      return urn === undefined ? behind : [urn, ...behind];
    });
  return (value) => follow(referencesIn(value), new Set());
}
