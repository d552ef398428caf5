/** Finds the blocks of a configuration, in every spelling that Terraform JSON and hcl2json have for them. */
import type { NotChecked } from '../model/resource';

/** A JSON object. Only its own entries are ever looked at. */
export type Json = Readonly<Record<string, unknown>>;

/** A block with its labels. */
export interface Block {
  readonly labels: readonly string[];
  readonly body: Json;
}

/** True for a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own entry of an object. */
export function own(object: Json, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Reads the blocks of one kind; what is no block is said to be not checked, by the address that it would have. */
export function blocksOf(
  configuration: unknown,
  kind: string,
  labels: number,
  address: (labels: readonly string[]) => string,
): { readonly blocks: readonly Block[]; readonly notChecked: readonly NotChecked[] } {
  const blocks: Block[] = [];
  const notChecked: NotChecked[] = [];
  const visit = (value: unknown, path: readonly string[], array: boolean): void => {
    if (Array.isArray(value) && !array) {
      value.forEach((item) => visit(item, path, true));
    } else if (!isObject(value)) {
      notChecked.push({ address: path.length === 0 ? kind : address(path), reason: 'its block is not an object' });
    } else if (path.length === labels) {
      blocks.push({ labels: path, body: value });
    } else {
      for (const [label, inner] of Object.entries(value)) {
        if (label !== '//') visit(inner, [...path, label], false);
      }
    }
  };
  for (const root of rootsOf(configuration)) if (Object.hasOwn(root, kind)) visit(root[kind], [], false);
  return { blocks, notChecked };
}

/** A configuration is one object, or a list of them: the files of a folder. */
export function rootsOf(configuration: unknown): readonly Json[] {
  return (Array.isArray(configuration) ? configuration : [configuration]).filter(isObject);
}
