import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { awsAttribute, readTerraform, type TerraformStack } from '@iam-guardrails/shared-rules';
import { isInside } from '../files';
import { locationKey } from './hcl';
import type { LoadedStack } from './load';

/** Reads loaded stacks into resources; a stack of a `cdktf.out` reads the outputs of the others there. */
export function readStacks(stacks: readonly LoadedStack[], cwd: string): readonly TerraformStack[] {
  const read = new Map<LoadedStack, TerraformStack | 'busy'>();
  const readOne = (stack: LoadedStack): TerraformStack | 'busy' => {
    const before = read.get(stack);
    if (before !== undefined) return before;
    read.set(stack, 'busy');
    const result = readTerraform(stack.configurations, {
      stack: stack.name,
      variables: stack.variables,
      attribute: awsAttribute,
      readFile: (path) => readFile(path, stack.source.folder, cwd),
      locate: (kind, type, name) => stack.locations.get(locationKey(kind, type, name)),
      remoteState: (name) => {
        const origin = stacks.find((candidate) => isOrigin(candidate, stack, name));
        const other = origin === undefined ? undefined : readOne(origin);
        // What is being read already refers back to this stack; only a broken app does.
        return other === 'busy' ? undefined : other;
      },
    });
    read.set(stack, result);
    return result;
  };
  return stacks.map(readOne).filter((result) => result !== 'busy');
}

/** True when the data source of that name is the one that both libraries make for references to the candidate. */
function isOrigin(candidate: LoadedStack, reader: LoadedStack, name: string): boolean {
  const { listed } = candidate.source;
  if (listed === undefined || listed.manifest !== reader.source.listed?.manifest) return false;
  const path = listed.constructPath.replaceAll('/', '--').replace(/[^\w-]/g, '');
  return name === `cross-stack-reference-input-${path}`;
}

/** The text that `file()` reads. Files outside the working folder and the stack are none of a check's business. */
function readFile(path: string, folder: string, cwd: string): string | undefined {
  try {
    const file = isAbsolute(path) ? path : resolve(folder, path);
    return isInside(file, [cwd, folder]) ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
