/**
 * Blocks that are no resources and yet hold values that somebody may read: providers, outputs, variables, locals and the
 * arguments of modules. They are read like resources, see `Resource.mode`.
 */
import type { Resource } from '../model/resource';
import { booleanOf } from '../model/settings';
import { known, type Value } from '../model/value';
import { readData } from './body';
import { blocksOf, own, type Json } from './blocks';
import { exemptionsOf, expand, instancesOf, lazyMap, locationOf, type Declaration } from './instances';

import type { ConfigurationWorld, TerraformOptions } from './world';

/** The blocks of a configuration that are read like resources. What a `sensitive` variable holds becomes a secret. */
export function blocksAsResources(
  configuration: unknown,
  world: ConfigurationWorld,
  { variables = {} }: Pick<TerraformOptions, 'variables'>,
): readonly Resource[] {
  const expanded = [...providers(configuration), ...outputs(configuration), ...modules(configuration)].flatMap(
    (declaration) => instancesOf(expand(declaration, world.options)).map(({ resource }) => resource),
  );
  return [
    ...expanded,
    ...variablesOf(configuration, world, (name) => Object.hasOwn(variables, name)),
    ...localsOf(configuration, world),
  ];
}

function providers(configuration: unknown): readonly Declaration[] {
  return blocksOf(configuration, 'provider', 1, ([name]) => `provider.${name}`).blocks.map(
    ({ labels: [type = ''], body }) => {
      const written = own(body, 'alias');
      const name = typeof written === 'string' ? written : '';
      const address = ['provider', type, name].filter((part) => part !== '').join('.');
      return { mode: 'provider', type, name, address, body };
    },
  );
}

function outputs(configuration: unknown): readonly Declaration[] {
  return named(configuration, 'output', ['//', 'value', 'sensitive', 'ephemeral', 'description']);
}

function modules(configuration: unknown): readonly Declaration[] {
  return named(configuration, 'module').map((declaration) => {
    // `providers` hands over whole providers and holds no values.
    const body = Object.fromEntries(Object.entries(declaration.body).filter(([key]) => key !== 'providers'));
    return { ...declaration, body };
  });
}

/** Blocks with one label; of each only the first, and only the arguments that are asked for. */
function named(configuration: unknown, mode: 'output' | 'module', keep?: readonly string[]): readonly Declaration[] {
  const declarations = new Map<string, Declaration>();
  for (const { labels, body } of blocksOf(configuration, mode, 1, ([name]) => `${mode}.${name}`).blocks) {
    const [name = ''] = labels;
    const kept = keep === undefined ? body : Object.fromEntries(keep.flatMap((key) => entry(body, key)));
    const address = `${mode}.${name}`;
    if (!declarations.has(address)) declarations.set(address, { mode, type: mode, name, address, body: kept });
  }
  return [...declarations.values()];
}

function entry(body: Json, key: string): readonly (readonly [string, unknown])[] {
  return Object.hasOwn(body, key) ? [[key, body[key]]] : [];
}

/** Variables that have a value here, from their default or from elsewhere. */
function variablesOf(
  configuration: unknown,
  world: ConfigurationWorld,
  isGiven: (name: string) => boolean,
): readonly Resource[] {
  const { scope } = world.options;
  const bodies = new Map<string, Json>();
  for (const { labels, body } of blocksOf(configuration, 'variable', 1, ([name]) => `var.${name}`).blocks) {
    const [name = ''] = labels;
    bodies.set(name, body);
  }
  const valued = [...bodies].filter(([name, body]) => isGiven(name) || Object.hasOwn(body, 'default'));
  return valued.map(([name, body]) => {
    const sensitive = readData(own(body, 'sensitive') ?? false, scope);
    // Its value is a secret from the moment that it is known, also where nothing uses it.
    if (booleanOf(sensitive) === true) world.variable(name);
    const values = new Map<string, () => Value>([
      ['default', () => world.variable(name)],
      ['sensitive', () => sensitive],
    ]);
    return plain({ mode: 'variable', type: 'variable', name, address: `var.${name}`, body }, values, world);
  });
}

function localsOf(configuration: unknown, world: ConfigurationWorld): readonly Resource[] {
  const names = new Set<string>();
  for (const { body } of blocksOf(configuration, 'locals', 0, () => 'locals').blocks) {
    for (const name of Object.keys(body)) if (name !== '//') names.add(name);
  }
  return [...names].map((name) => {
    const values = new Map<string, () => Value>([['value', () => world.local(name)]]);
    return plain({ mode: 'local', type: 'local', name, address: `local.${name}`, body: {} }, values, world);
  });
}

/** A resource whose values stand elsewhere than in its body. */
function plain(
  declaration: Declaration,
  values: ReadonlyMap<string, () => Value>,
  { options }: ConfigurationWorld,
): Resource {
  const { address, type, mode } = declaration;
  const location = locationOf(declaration, options);
  return {
    address,
    type,
    mode,
    values: lazyMap([...values.keys()], (name) => values.get(name)?.() ?? known(null)),
    stack: options.stack,
    ...(location === undefined ? {} : { location }),
    ...exemptionsOf(declaration),
  };
}
