import type { Location, TerraformOptions } from '@iam-guardrails/shared-rules';
import { isStack, type ConstructLike, type StackLike } from './constructs';

type Locate = NonNullable<TerraformOptions['locate']>;

const OUTPUT = Symbol.for('cdktf/TerraformOutput');
const PROVIDER = Symbol.for('cdktf/TerraformProvider');

/**
 * Finds the construct of a block. Both libraries leave its path in a comment of resources, data sources and modules; the
 * others are looked for in the tree.
 */
export function constructIn(stack: StackLike, configuration: unknown): Locate {
  let others: ReadonlyMap<string, string> | undefined;
  return (kind, type, name) => {
    if (kind === 'resource' || kind === 'data' || kind === 'module') {
      const keys = kind === 'module' ? [kind, name] : [kind, type, name];
      return locationOf([...keys, '//', 'metadata', 'path'].reduce(property, configuration));
    }
    others ??= new Map(stack.node.findAll().flatMap((construct) => entryOf(construct, stack)));
    return locationOf(others.get(keyOf(kind, type, name)));
  };
}

function locationOf(path: unknown): Location | undefined {
  return typeof path === 'string' ? { constructPath: path } : undefined;
}

function keyOf(kind: string, type: string, name: string): string {
  return kind === 'provider' ? `${kind} ${type} ${name}` : `${kind} ${name}`;
}

/** The block that a construct of the stack, and of none inside it, will be written as. */
function entryOf(construct: ConstructLike, stack: StackLike): readonly (readonly [string, string])[] {
  const key = blockOf(construct);
  if (key === undefined || construct.node.scopes.filter(isStack).at(-1) !== stack) return [];
  return [[key, construct.node.path]];
}

function blockOf(construct: ConstructLike): string | undefined {
  if (PROVIDER in construct) {
    const type = textOf(construct, 'terraformResourceType');
    return type === undefined ? undefined : keyOf('provider', type, aliasOf(construct));
  }
  // Variables and locals have no registered symbol.
  const kind = OUTPUT in construct ? 'output' : KINDS.get(textOf(construct, '_elementType') ?? '');
  const name = kind === undefined ? undefined : textOf(construct, 'friendlyUniqueId');
  return kind === undefined || name === undefined ? undefined : keyOf(kind, '', name);
}

function aliasOf(provider: ConstructLike): string {
  const overrides: unknown = 'rawOverrides' in provider ? provider.rawOverrides : undefined;
  const overridden = property(overrides, 'alias');
  return typeof overridden === 'string' ? overridden : (textOf(provider, 'alias') ?? '');
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['var', 'variable'],
  ['local', 'local'],
]);

function textOf(construct: object, key: string): string | undefined {
  const value: unknown = key in construct ? (construct as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
