/**
 * The parts of cdktf and of cdktn (CDK Terrain) that are used here, by shape. Neither is imported: both may be loaded in
 * one process, or twice in different versions, and the symbols below are registered, so that they are the same in every
 * copy. `instanceof` is not.
 */

/** A construct of any copy of `constructs`. */
export interface ConstructLike {
  readonly node: NodeLike;
}

/** The tree node of a construct. */
export interface NodeLike {
  readonly id: string;
  readonly path: string;
  readonly root: ConstructLike;
  readonly scopes: readonly ConstructLike[];
  readonly children: readonly ConstructLike[];
  readonly metadata: readonly { readonly type: string; readonly data: unknown }[];
  findAll(): readonly ConstructLike[];
  tryFindChild(id: string): ConstructLike | undefined;
  tryRemoveChild(id: string): boolean;
  addMetadata(type: string, data: unknown, options?: { readonly stackTrace?: boolean }): void;
  addValidation(validation: { validate(): string[] }): void;
}

/** A `TerraformStack`. */
export interface StackLike extends ConstructLike {
  readonly synthesizer: { synthesize(session: SynthesisSession): void };
  prepareStack(): void;
  toTerraform(): unknown;
}

/** An `App`. */
export interface AppLike extends ConstructLike {
  readonly synth: () => void;
}

/** What a stack's synthesizer is given; `stacksPrepared` is cdktn's. */
export interface SynthesisSession {
  readonly outdir: string;
  readonly skipValidation: boolean;
  readonly stacksPrepared: boolean;
  readonly manifest: { forStack(stack: unknown): unknown };
}

/** An `IAspect`. */
export interface AspectLike {
  visit(node: ConstructLike): void;
}

/** The class `Aspects` that the app's own library exports. */
export interface AspectsLike {
  of(scope: ConstructLike): { add(aspect: AspectLike): void };
}

const APP = Symbol.for('cdktf/App');
const STACK = Symbol.for('cdktf/TerraformStack');
const BACKEND = Symbol.for('cdktf/TerraformBackend');

/** True for an `App` of any copy of cdktf or cdktn. */
export function isApp(value: unknown): value is AppLike {
  return has(value, APP);
}

/** True for a `TerraformStack` of any copy of cdktf or cdktn. */
export function isStack(value: unknown): value is StackLike {
  return has(value, STACK);
}

/** Every stack in the tree that the construct belongs to, nested ones included, parents first. */
export function stacksAround(construct: ConstructLike): readonly StackLike[] {
  return construct.node.root.node.findAll().filter(isStack);
}

const REACHED = new Error('the aspects of the stack have run');

/**
 * Brings a stack to the state in which `app.synth` would write it, without writing anything: cross-stack references are
 * made, and the stack's aspects are run by its own synthesizer, which is left before it touches a file.
 */
export function runAspects(stack: StackLike): void {
  const forStack = (): never => {
    throw REACHED;
  };
  try {
    stack.synthesizer.synthesize({
      outdir: '',
      skipValidation: true,
      stacksPrepared: true,
      manifest: { forStack },
    });
  } catch (thrown) {
    if (thrown !== REACHED) throw thrown;
  }
}

/**
 * Makes the references between all stacks of the tree, as `app.synth` does first. The backends that this gives to stacks
 * without one are taken away again: a later snapshot of the stack must not show that it was checked.
 */
export function prepareStacks(construct: ConstructLike): void {
  const stacks = stacksAround(construct);
  const before = new Set(stacks.flatMap(({ node }) => node.children));
  for (const stack of stacks) stack.prepareStack();
  for (const { node } of stacks) {
    const added = node.children.filter((child) => !before.has(child) && has(child, BACKEND));
    for (const backend of added) node.tryRemoveChild(backend.node.id);
  }
}

function has(value: unknown, symbol: symbol): boolean {
  return typeof value === 'object' && value !== null && symbol in value;
}
