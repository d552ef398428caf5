/**
 * Secrets that a platform takes out of a store and hands to a workload: a container reads them in its environment as if they were
 * written there. Nobody else can read them, but the workload runs with a key all the same.
 */
import type { SecretFlow } from '../../model/iam-model';
import type { Resource } from '../../model/resource';
import { argumentsIn, argumentsInJson, referencesOf, type Argument } from './arguments';
import { workloadOf } from './workloads';

/** Arguments that name what is taken out of a store. A function that is told the name of a secret may be there to rotate it. */
const INJECTS: ReadonlyMap<string, { readonly argument: string; readonly path: RegExp }> = new Map([
  ['aws_ecs_task_definition', { argument: 'container_definitions', path: /^container_definitions\.secrets\./ }],
  ['aws_batch_job_definition', { argument: 'container_properties', path: /^container_properties\.secrets\./ }],
  ['aws_apprunner_service', { argument: 'source_configuration', path: /\.runtime_environment_secrets\./ }],
]);

/** The flows through stores into workloads, for the flows into stores. */
export function injections(flows: readonly SecretFlow[], resources: readonly Resource[]): readonly SecretFlow[] {
  const stored = flows.filter(({ place, doubt }) => place === 'store' && doubt === undefined);
  if (stored.length === 0) return [];
  const byStore = new Map<string, SecretFlow[]>();
  for (const flow of stored) {
    for (const address of storesOf(flow)) byStore.set(address, [...(byStore.get(address) ?? []), flow]);
  }
  return resources.flatMap((resource) =>
    injectedInto(resource).flatMap(({ property, value }) => {
      const addresses = new Set(referencesOf(value).map(({ address }) => address));
      return [...addresses].flatMap((address) =>
        (byStore.get(address) ?? []).map((flow) => injection(flow, address, resource, property)),
      );
    }),
  );
}

/** A version of a secret is named by the secret. */
function storesOf({ resource }: SecretFlow): readonly string[] {
  const secret = resource.type === 'aws_secretsmanager_secret_version' ? resource.values.get('secret_id') : undefined;
  return [resource.address, ...(secret?.references ?? []).map(({ address }) => address)];
}

function injectedInto(resource: Resource): readonly Argument[] {
  const injects = resource.mode === 'managed' ? INJECTS.get(resource.type) : undefined;
  const value = injects && resource.values.get(injects.argument);
  if (injects === undefined || value === undefined) return [];
  const inside = argumentsIn(value, injects.argument).flatMap((argument) => argumentsInJson(argument) ?? [argument]);
  return inside.filter(({ property }) => injects.path.test(property));
}

function injection(flow: SecretFlow, store: string, resource: Resource, property: string): SecretFlow {
  const workload = workloadOf(resource);
  return {
    kind: 'secret-flow',
    resource,
    property,
    source: flow.source,
    via: [...flow.via, store],
    place: 'store',
    ...(workload === undefined ? {} : { workload }),
  };
}
