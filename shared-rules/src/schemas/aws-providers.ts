/** The configurations of the AWS provider. */
import type { Resource } from '../model/resource';

/** The configurations by the name that `Resource.provider` has: `aws` for the default one. */
export type Providers = ReadonlyMap<string, Resource>;

/** Finds the configurations among the resources of a stack. */
export function providersOf(resources: readonly Resource[]): Providers {
  return new Map(
    resources
      .filter(({ mode, type }) => mode === 'provider' && type === 'aws')
      .map((provider) => [provider.address.replace(/^provider\./, ''), provider] as const),
  );
}
