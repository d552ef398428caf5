import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readText } from '../files';
import { isManifest } from './detect';

/** A stack as the manifest of a `cdktf.out` lists it. */
export interface ListedStack {
  readonly name: string;
  readonly constructPath: string;
  /** What was written for it, absolute. */
  readonly file: string;
  /** The manifest, absolute: stacks of one app share it. */
  readonly manifest: string;
}

/** The stacks of a `manifest.json`; none when there is no such file, or when it is somebody else's. */
export function listedStacks(manifest: string): readonly ListedStack[] {
  const stacks = stacksIn(manifest);
  return stacks.flatMap(({ name, constructPath, synthesizedStackPath }) => {
    if (typeof name !== 'string' || typeof synthesizedStackPath !== 'string') return [];
    const path = typeof constructPath === 'string' ? constructPath : name;
    return [{ name, constructPath: path, file: resolve(dirname(manifest), synthesizedStackPath), manifest }];
  });
}

function stacksIn(manifest: string): readonly Readonly<Record<string, unknown>>[] {
  if (!existsSync(manifest)) return [];
  try {
    const json: unknown = JSON.parse(readText(manifest, manifest));
    if (typeof json !== 'object' || json === null || !isManifest({ ...json })) return [];
    const { stacks } = json as { readonly stacks: Readonly<Record<string, unknown>> };
    return Object.values(stacks).filter(
      (stack): stack is Readonly<Record<string, unknown>> => typeof stack === 'object' && stack !== null,
    );
  } catch {
    return [];
  }
}
