/** Terraform configurations, as CDKTF, CDK Terrain and hcl2json write them, read into resources. */
import type { NotChecked, Stack } from '../model/resource';
import { known, type Value } from '../model/value';
import { blocksOf, rootsOf } from './blocks';
import { instancesOf, type Declaration } from './instances';
import { blocksAsResources } from './block-resources';
import { outputOf } from './references';
import { writtenBlocks } from './written-blocks';
import { createWorld, type RemoteStack, type TerraformOptions } from './world';

export type { TerraformOptions } from './world';

/** A stack with what other stacks may read of it. */
export interface TerraformStack extends Stack, RemoteStack {
  readonly secrets: readonly string[];
}

/**
 * Reads a configuration: one object, or a list of objects that belong together (the files of a folder). Never throws:
 * what cannot be read is listed in `notChecked`, what is not known is unknown.
 */
export function readTerraform(configuration: unknown, options: TerraformOptions): TerraformStack {
  const { declarations, notChecked } = declarationsOf(configuration);
  const world = createWorld(configuration, declarations, options);
  // Values are evaluated when somebody looks at them: most resources of a stack are none of IAM's.
  const resources = [...declarations.values()].flatMap((declaration) => instancesOf(world.instances(declaration)));
  const others = blocksAsResources(configuration, world, options);
  const outputs = others
    .filter(({ mode }) => mode === 'output')
    .map(({ address, values }): [string, Value] => {
      const name = address.slice('output.'.length);
      return [name, outputOf(values.get('value') ?? known(null), options.stack, name)];
    });
  return {
    name: options.stack,
    resources: [...resources.map(({ resource }) => resource), ...others],
    notChecked: [...rootProblems(configuration, options), ...notChecked, ...modulesOf(configuration)],
    outputs: new Map(outputs),
    get secrets() {
      return [...world.secrets];
    },
    get written() {
      return writtenBlocks(configuration, world);
    },
  };
}

function rootProblems(configuration: unknown, { stack }: TerraformOptions): readonly NotChecked[] {
  const roots = rootsOf(configuration).length;
  const expected = Array.isArray(configuration) ? configuration.length : 1;
  return roots === expected ? [] : [{ address: stack, reason: 'the configuration is not an object' }];
}

function declarationsOf(configuration: unknown): {
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly notChecked: readonly NotChecked[];
} {
  const declarations = new Map<string, Declaration>();
  const notChecked: NotChecked[] = [];
  for (const mode of ['managed', 'data'] as const) {
    const addressOf = (labels: readonly string[]): string => (mode === 'data' ? ['data', ...labels] : labels).join('.');
    const found = blocksOf(configuration, mode === 'data' ? 'data' : 'resource', 2, addressOf);
    notChecked.push(...found.notChecked);
    for (const { labels, body } of found.blocks) {
      const [type = '', name = ''] = labels;
      const address = addressOf(labels);
      if (declarations.has(address))
        notChecked.push({ address, reason: 'it is declared twice; only the first block is read' });
      else declarations.set(address, { mode, type, name, address, body });
    }
  }
  return { declarations, notChecked };
}

function modulesOf(configuration: unknown): readonly NotChecked[] {
  const { blocks, notChecked } = blocksOf(configuration, 'module', 1, ([name]) => `module.${name}`);
  const names = new Set(blocks.map(({ labels: [name = ''] }) => name));
  const reason = 'the inside of a module is not read; check its plan';
  return [...[...names].map((name) => ({ address: `module.${name}`, reason })), ...notChecked];
}
