import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { awsAttribute, readTerraform, type TerraformStack } from '@iam-guardrails/shared-rules';
import { stacksAround, type ConstructLike, type StackLike } from './constructs';
import { constructIn } from './locate';

/** Reads what a stack will be written as. */
export interface StackReader {
  /** The stack as `configuration`, which its `toTerraform` gave, says. */
  read(stack: StackLike, configuration: unknown): TerraformStack;
  /** Says that the stack may change again. */
  forget(stack: StackLike): void;
}

/**
 * A reader that remembers what it read, for the references between stacks: a stack that was read is final, one that was
 * not yet is looked at as it is now.
 */
export function createStackReader(): StackReader {
  const final = new Map<StackLike, TerraformStack>();
  const busy = new Set<StackLike>();

  const readAs = (stack: StackLike, configuration: unknown): TerraformStack =>
    readTerraform(configuration, {
      stack: stack.node.id,
      attribute: awsAttribute,
      readFile: (path) => readFile(stack, path),
      remoteState: (name) => {
        const origin = originOf(stack, name);
        // Only an override can make a ring of references; what is still being read is not known.
        return origin === undefined || busy.has(origin) ? undefined : readOrigin(origin);
      },
      locate: constructIn(stack, configuration),
    });

  const readOrigin = (stack: StackLike): TerraformStack => {
    const known = final.get(stack);
    if (known !== undefined) return known;
    busy.add(stack);
    try {
      return readAs(stack, stack.toTerraform());
    } finally {
      busy.delete(stack);
    }
  };

  return {
    read(stack, configuration) {
      const result = readAs(stack, configuration);
      final.set(stack, result);
      return result;
    },
    forget(stack) {
      final.delete(stack);
    },
  };
}

/** The stack whose outputs a cross-stack data source of this stack reads, found by the id that the library gives it. */
function originOf(stack: StackLike, name: string): StackLike | undefined {
  return stacksAround(stack).find((candidate) => {
    const id = `cross-stack-reference-input-${candidate.node.path.replaceAll('/', '--')}`;
    const source = stack.node.tryFindChild(id);
    return source !== undefined && 'friendlyUniqueId' in source && source.friendlyUniqueId === name;
  });
}

/** The text of a file that the stack reads with `file()`: an asset, which is copied only later, or an absolute path. */
function readFile(stack: StackLike, path: string): string | undefined {
  const relative = path.replace(/^(\$\{path\.module\}\/|\.\/)+/, '');
  const source = isAbsolute(path) ? path : assetSource(stack, relative);
  try {
    return source === undefined || !statSync(source).isFile() ? undefined : readFileSync(source, 'utf8');
  } catch {
    return undefined;
  }
}

function assetSource(stack: StackLike, path: string): string | undefined {
  for (const construct of stack.node.findAll()) {
    if (!isAsset(construct)) continue;
    if (construct.path === path) return construct.sourcePath;
    if (path.startsWith(`${construct.path}/`)) return join(construct.sourcePath, path.slice(construct.path.length));
  }
  return undefined;
}

function isAsset(
  construct: ConstructLike,
): construct is ConstructLike & { readonly path: string; readonly sourcePath: string } {
  // A `TerraformAsset` has no registered symbol.
  return (
    'assetHash' in construct &&
    'sourcePath' in construct &&
    typeof construct.sourcePath === 'string' &&
    'path' in construct &&
    typeof construct.path === 'string'
  );
}
