/**
 * The arguments of the provider of Open Telekom Cloud beside the names that Pulumi gives them. Pulumi bridges this provider on
 * the user's machine (`pulumi package add terraform-provider opentelekomcloud/opentelekomcloud`) and publishes no declarations: the
 * names are made here as the bridge makes them, from what `@cdktf/provider-opentelekomcloud` declares.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Pair } from './property-data';
import { type Property, takesList, terraformShape, type TerraformShape } from './provider-shapes';

/** The folders of `@cdktf/provider-opentelekomcloud` by Terraform type, of resources only. */
export function otcTypes(): ReadonlyMap<string, string> {
  const lib = join(dirname(require.resolve('@cdktf/provider-opentelekomcloud/package.json')), 'lib');
  const found = new Map<string, string>();
  for (const name of readdirSync(lib)) {
    const file = join(lib, name, 'index.d.ts');
    if (name.startsWith('data-') || !existsSync(file)) continue;
    const [, type] = /tfResourceType = "(opentelekomcloud_\w+)"/.exec(readFileSync(file, 'utf8')) ?? [];
    if (type !== undefined) found.set(type, join(lib, name));
  }
  return found;
}

/**
 * Every argument of every resource, at every depth, with the name that it has in Pulumi; without `id`, whose name is made of the
 * resource's, and without what has the name of something else further out.
 */
export function otcPairs(): readonly Pair[] {
  return [...otcTypes()].flatMap(([type, folder]) => {
    const shape = terraformShape(folder);
    const pairs = pairsOf(type, shape, shape.args, '', new Set());
    const outer = new Map(pairs.toReversed().map(({ pulumi, path, terraform }) => [pulumi.name, { path, terraform }]));
    for (const { pulumi, path, terraform } of pairs)
      if (!path.includes('.')) outer.set(pulumi.name, { path, terraform });
    return pairs.filter(({ pulumi, terraform }) => outer.get(pulumi.name)?.terraform === terraform);
  });
}

function pairsOf(
  type: string,
  { args, structures }: TerraformShape,
  properties: readonly Property[],
  path: string,
  visited: ReadonlySet<string>,
): readonly Pair[] {
  return properties.flatMap((property) => {
    const { terraform } = property;
    if (terraform === undefined || (path === '' && terraform === 'id')) return [];
    const structure = /^\w+/.exec(property.type)?.[0] ?? '';
    const members = visited.has(structure) ? undefined : structures.get(structure);
    const name = camelCase(takesList(property) ? plural(terraform) : terraform);
    const at = path === '' ? name : `${path}.${name}`;
    const list = takesList(property) ? '[]' : '';
    const pulumi = { name, type: members === undefined ? property.type : `inputs.${structure}${list}` };
    const inner =
      members === undefined ? [] : pairsOf(type, { args, structures }, members, at, new Set([...visited, structure]));
    return [{ type, path: at, pulumi, terraform }, ...inner];
  });
}

const camelCase = (name: string): string => name.replace(/_+([a-z0-9])/g, (_, first: string) => first.toUpperCase());

/** The plural that the bridge makes of the name of a list. A block that can stand only once is no list. */
function plural(name: string): string {
  if (/(?:ss|sh|ch|x|z)$/.test(name)) return `${name}es`;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return name.endsWith('s') ? name : `${name}s`;
}
