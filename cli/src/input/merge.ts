type Fields = Readonly<Record<string, unknown>>;

/** One file of a stack, parsed. */
export interface ParsedFile {
  /** As messages show it. */
  readonly name: string;
  readonly configuration: Fields;
}

interface Block {
  /** Kind, type and name, as far as the kind has them. */
  readonly labels: readonly string[];
  readonly body: unknown;
}

/** How many labels stand before a body; of `locals` each entry counts as one. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  locals: 1,
  provider: 1,
};

/** True for the files that Terraform merges into the others instead of reading beside them. */
export function isOverride(name: string): boolean {
  return /(^|\/|_)override\.tf(\.json)?$/.test(name);
}

/**
 * The configurations that Terraform reads from the files of one folder. The arguments and nested blocks of a block in an
 * override file replace those of the same block elsewhere (Terraform, "Override Files").
 */
export function mergeFiles(files: readonly ParsedFile[]): readonly Fields[] {
  const overrides = files.filter(({ name }) => isOverride(name));
  const plain = files.filter(({ name }) => !isOverride(name)).map(({ configuration }) => configuration);
  if (overrides.length === 0) return plain;
  const blocks = new Map<string, Block[]>();
  for (const block of plain.flatMap(blocksOf)) {
    const key = keyOf(block);
    blocks.set(key, [...(blocks.get(key) ?? []), block]);
  }
  for (const { labels, body } of overrides.flatMap(({ configuration }) => blocksOf(configuration))) {
    const key = keyOf({ labels, body });
    const [first, ...others] = blocks.get(key) ?? [];
    blocks.set(key, [{ labels, body: first === undefined ? body : overridden(first.body, body) }, ...others]);
  }
  return [...blocks.values()].flat().map(configurationOf);
}

/** What says that two blocks are one; of providers the alias too. */
function keyOf({ labels, body }: Block): string {
  const alias = labels[0] === 'provider' && isFields(body) ? body['alias'] : undefined;
  return JSON.stringify([...labels, alias]);
}

function overridden(base: unknown, change: unknown): unknown {
  return isFields(base) && isFields(change) ? { ...base, ...change } : change;
}

function blocksOf(configuration: Fields): readonly Block[] {
  return Object.entries(configuration).flatMap(([kind, value]) => {
    const depth = Object.hasOwn(LABELS, kind) ? LABELS[kind] : undefined;
    return depth === undefined ? [] : descend([kind], value, depth);
  });
}

/** Every body below the labels. In both syntaxes a list in the place of an object stands for its items. */
function descend(labels: readonly string[], value: unknown, depth: number): readonly Block[] {
  if (depth === 0 && labels[0] === 'locals') return [{ labels, body: value }];
  return (Array.isArray(value) ? value : [value]).flatMap((item: unknown): readonly Block[] => {
    // What is no object stays in its place, so that the reader says that it is not checked.
    if (depth === 0 || !isFields(item)) return [{ labels, body: item }];
    const entries = Object.entries(item).filter(([key]) => key !== '//');
    return entries.flatMap(([key, inner]) => descend([...labels, key], inner, depth - 1));
  });
}

function configurationOf({ labels, body }: Block): Fields {
  return labels.reduceRight<unknown>((inner, label) => Object.fromEntries([[label, inner]]), body) as Fields;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
