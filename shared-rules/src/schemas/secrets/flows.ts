/** Where secrets go by reference: from the attribute of the resource that makes them to the argument that they end up in. */
import { blockOf } from '../../model/address';
import type { SecretFlow, SecretSource } from '../../model/iam-model';
import type { Resource, Stack } from '../../model/resource';
import { unknown, type Reference, type Unknown, type Value } from '../../model/value';
import { argumentsIn, argumentsInJson, referencesOf, type Argument } from './arguments';
import { arrives } from './by-dependency';
import { partArrives } from './parts';
import { injections } from './injections';
import { argumentsBehind, placeAt } from './places';
import { mayHoldSecret, mayMakeSecrets, sourceByDependency, sourceOf } from './sources';
import { workloadReading } from './workloads';

/** The resources of a stack by address. */
type Lookup = ReadonlyMap<string, Resource>;

/** A source that a value comes from; `isExact` when the engine tells the attribute. */
interface Origin {
  readonly source: SecretSource;
  readonly via: readonly string[];
  readonly isExact: boolean;
  /** Why it is not known whether the value holds it: it stands in a branch that may not be taken. */
  readonly doubt?: Unknown;
}

/** Every way of a secret in the stack. A stack in which nothing makes secrets costs a look at its types. */
export function secretFlowsOf(stack: Stack): readonly SecretFlow[] {
  const types = new Set(stack.resources.map(({ type, mode }) => (mode === 'data' ? `data.${type}` : type)));
  if (![...types].some(mayMakeSecrets)) return [];
  const lookup = new Map(stack.resources.map((resource) => [resource.address, resource]));
  const flows = stack.resources.flatMap((resource) => distinct(flowsInto(resource, lookup)));
  return [...flows, ...injections(flows, stack.resources)];
}

function flowsInto(resource: Resource, lookup: Lookup): readonly SecretFlow[] {
  if (resource.mode === 'variable' || resource.mode === 'local') return [];
  return [...resource.values].flatMap(([name, value]) =>
    argumentsIn(value, name).flatMap((argument) => flowsInArgument(argument, resource, lookup)),
  );
}

/** A JSON text is opened, so that the flow is where the secret stands in it; a secret that it hides in itself is its own. */
function flowsInArgument(argument: Argument, resource: Resource, lookup: Lookup): readonly SecretFlow[] {
  const references = referencesOf(argument.value);
  if (references.length === 0) return [];
  const origins = originsOf(references, lookup).filter(
    // One instance of a resource does not hand its secret to another.
    ({ source }) => blockOf(source.address) !== blockOf(resource.address),
  );
  if (origins.length === 0) return [];
  const inside = (argumentsInJson(argument) ?? []).flatMap((inner) => {
    const own = originsOf(referencesOf(inner.value), lookup);
    // Nothing of a known text says where it comes from, but its form may.
    const found = inner.value.kind === 'known' ? origins.filter(({ isExact }) => !isExact) : own.map(longest(origins));
    return found.flatMap((origin) => flow({ origin, argument: inner, resource, references, lookup }));
  });
  if (inside.length > 0) return inside;
  return origins.flatMap((origin) => flow({ origin, argument, resource, references, lookup }));
}

/** The same origin by the way that the whole text tells, which knows what the text was made with. */
function longest(outer: readonly Origin[]): (origin: Origin) => Origin {
  return (origin) => {
    const same = outer.find(({ source }) => source === origin.source || keyOf(source) === keyOf(origin.source));
    return same !== undefined && same.via.length > origin.via.length ? same : origin;
  };
}

interface Arrival {
  readonly origin: Origin;
  readonly argument: Argument;
  readonly resource: Resource;
  /** All that the value depends on. */
  readonly references: readonly Reference[];
  readonly lookup: Lookup;
}

function flow(arrival: Arrival): readonly SecretFlow[] {
  const { origin, argument, resource } = arrival;
  const at = placeAt(resource, argument.argument);
  if (at === undefined || isEmpty(argument.value)) return [];
  const answer = origin.isExact ? byAttribute(arrival) : byDependency(arrival);
  if (answer === 'none') return [];
  // Where a secret is kept, it is no matter that it may not be there at all.
  const absence = at.place === 'store' ? undefined : arrival.lookup.get(origin.source.address)?.uncertain;
  const doubt = answer === 'flow' ? (at.doubt ?? origin.doubt ?? absence) : answer;
  const workload = workloadReading(resource, argument.argument, at.place);
  return [
    {
      kind: 'secret-flow',
      resource,
      property: argument.property,
      source: origin.source,
      via: origin.via,
      place: at.place,
      ...(workload === undefined ? {} : { workload }),
      ...(doubt === undefined ? {} : { doubt }),
    },
  ];
}

function byAttribute({ origin: { source }, argument, lookup }: Arrival): ReturnType<typeof arrives> {
  return partArrives(source, argument, lookup.get(source.address));
}

function byDependency({ origin, argument, resource, references, lookup }: Arrival): ReturnType<typeof arrives> {
  const others = references.filter(
    ({ address, attribute }) => attribute === undefined && address !== origin.source.address,
  );
  return arrives({
    value: argument.value,
    resource,
    property: argument.property,
    place: placeAt(resource, argument.argument)?.place ?? 'argument',
    source: origin.source,
    isAlone: others.length === 0,
    hasRival: others.some(({ address }) => mayHoldSecret(address, lookup.get(address))),
  });
}

/** What a conditional leaves out, and what is no text at all. */
function isEmpty(value: Value): boolean {
  return value.kind === 'known' && (typeof value.value !== 'string' || value.value === '');
}

/* ---- from references to sources ---- */

/** The secrets that references lead to, each once: by an attribute rather than without, and by the longest way that is told. */
function originsOf(references: readonly Reference[], lookup: Lookup): readonly Origin[] {
  const origins = new Map<string, Origin>();
  for (const reference of expand(references, lookup, 0)) {
    const { address, attribute, via = [], maybe } = reference;
    if (reference.onlyTells === true) continue;
    const isExact = attribute !== undefined || reference.isWhole === true;
    const resource = lookup.get(address);
    const source =
      attribute !== undefined ? sourceOf(address, attribute, resource) : sourceByDependency(address, resource);
    if (source === undefined) continue;
    const origin = {
      ...{ source, via, isExact },
      ...(maybe === undefined ? {} : { doubt: unknown(maybe, [{ address }]) }),
    };
    const before = origins.get(keyOf(source));
    if (before === undefined || says(origin) > says(before)) origins.set(keyOf(source), origin);
  }
  return withoutCarriers([...origins.values()], lookup);
}

const says = ({ isExact, doubt, via }: Origin): number =>
  (isExact ? 200 : 0) + (doubt === undefined ? 100 : 0) + via.length;
const keyOf = ({ address, attribute }: SecretSource): string => `${address} ${attribute}`;
const DEEPEST = 5;

/** The references behind what only passes on: a template's variables for what it renders. */
function expand(references: readonly Reference[], lookup: Lookup, depth: number): readonly Reference[] {
  return references.flatMap((reference) => {
    const { address, attribute, via = [], onlyTells, maybe } = reference;
    const resource = lookup.get(address);
    if (resource === undefined || attribute === undefined || depth === DEEPEST) return [reference];
    const behind = argumentsBehind(resource, attribute).flatMap((name) => {
      const value = resource.values.get(name);
      return value === undefined ? [] : argumentsIn(value, name).flatMap((argument) => referencesOf(argument.value));
    });
    const passed = expand(behind, lookup, depth + 1).map((one) => ({
      ...one,
      via: [...(one.via ?? []), address, ...via],
      ...(onlyTells === true ? { onlyTells } : {}),
      ...(maybe === undefined ? {} : { maybe }),
    }));
    return [reference, ...passed];
  });
}

/** A secret in a parameter that was put there from a key is the key's: the parameter is on the way. */
function withoutCarriers(origins: readonly Origin[], lookup: Lookup): readonly Origin[] {
  if (origins.length < 2) return origins;
  const carriers = origins.filter(({ source }) => {
    const held = lookup.get(source.address)?.values.get(source.attribute);
    const references = held === undefined ? [] : argumentsIn(held, '').flatMap(({ value }) => referencesOf(value));
    return references.some(({ address, attribute }) =>
      origins.some((other) => other.source.address === address && other.source.attribute === attribute),
    );
  });
  if (carriers.length === 0) return origins;
  const passed = carriers.map(({ source }) => `${source.address}.${source.attribute}`);
  return origins
    .filter((origin) => !carriers.includes(origin))
    .map((origin) => ({ ...origin, via: [...origin.via, ...passed] }));
}

/** One flow for an argument and a secret: an item of a list is like another. */
function distinct(flows: readonly SecretFlow[]): readonly SecretFlow[] {
  const seen = new Map<string, SecretFlow>();
  for (const one of flows) {
    const key = `${one.property} ${keyOf(one.source)}`;
    const before = seen.get(key);
    if (before === undefined || (before.doubt !== undefined && one.doubt === undefined)) seen.set(key, one);
  }
  return [...seen.values()];
}
