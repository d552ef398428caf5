/** Nested blocks: one map, or a list of maps. */
import type { Resource } from '../model/resource';
import { isNull, type Value } from '../model/value';

/** The blocks of an argument: maps, and whatever else stands for blocks that are not known. */
export function blocksIn(blocks: Value | undefined): readonly Value[] {
  if (blocks === undefined || isNull(blocks)) return [];
  if (blocks.kind !== 'list') return [blocks];
  return blocks.more === undefined ? blocks.items : [...blocks.items, blocks.more];
}

/** What each block has for an argument; a block that is not known stands for its arguments. */
export function valuesInBlocks(blocks: Value | undefined, argument: string): readonly Value[] {
  return blocksIn(blocks).flatMap((block) => {
    if (block.kind !== 'map') return [block];
    const value = block.entries.get(argument) ?? block.more;
    return value === undefined || isNull(value) ? [] : [value];
  });
}

/** The argument at a path: `policy`, or `details.policy` for the first block that has it. */
export function argumentOf({ values }: Resource, path: string): Value | undefined {
  const [argument = '', nested] = path.split('.');
  const value = values.get(argument);
  return nested === undefined ? value : valuesInBlocks(value, nested)[0];
}
