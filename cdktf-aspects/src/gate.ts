import { today } from '@iam-guardrails/pack';
import { controls, evaluate, type Report } from '@iam-guardrails/shared-rules';
import { addError, annotate } from './annotate';
import { isStack, type AspectLike, type ConstructLike, type StackLike } from './constructs';
import { defect } from './defect';
import type { Settings } from './options';
import { createStackReader } from './read-stack';

/** Checks stacks at the end of their synthesis. */
export interface Gate {
  /** Makes the synthesis of the stack end with a check of it, and with what else is given. */
  attach(stack: StackLike, further?: () => void): void;
  /** An aspect that attaches the stack of whatever it visits. */
  readonly aspect: AspectLike;
  /** True when the aspect saw the stack since `restart`. */
  visited(stack: StackLike): boolean;
  /** Checks a stack now and annotates it; answers what it will be written as. */
  check(stack: StackLike): unknown;
  /** True when the stack was checked since `restart`. */
  checked(stack: StackLike): boolean;
  /** Forgets what was visited and checked, before a synth. */
  restart(): void;
}

interface CustomSynthesis {
  onSynthesize(session: unknown): void;
}

/**
 * The hook through which both libraries let a construct write its own files. It is the only moment after every aspect
 * and validation and before the errors are collected; it is internal, so that tests pin it for each version.
 */
const CUSTOM_SYNTHESIS = Symbol.for('cdktf/customSynthesis');

/** A gate with its own memory; nothing is shared between two of them. */
export function createGate(settings: Settings): Gate {
  const attached = new WeakSet<StackLike>();
  let visited = new WeakSet<StackLike>();
  let checked = new WeakSet<StackLike>();
  const inspect = createInspection(settings);

  const check = (stack: StackLike): unknown => {
    const written = inspect.check(stack);
    checked.add(stack);
    return written;
  };
  const attach = (stack: StackLike, further?: () => void): void => {
    if (attached.has(stack)) return;
    onSynthesis(stack, () => {
      const written = check(stack);
      further?.();
      hold(stack, written);
    });
    attached.add(stack);
  };
  const visit = (construct: ConstructLike): void => {
    const stack = isStack(construct) ? construct : construct.node.scopes.filter(isStack).at(-1);
    if (stack === undefined) return;
    inspect.forget(stack);
    visited.add(stack);
    attach(stack);
  };
  return {
    attach,
    aspect: { visit },
    visited: (stack) => visited.has(stack),
    check,
    checked: (stack) => checked.has(stack),
    restart() {
      visited = new WeakSet();
      checked = new WeakSet();
    },
  };
}

/** Reads and evaluates stacks. */
export interface Inspection {
  /** What is found in a stack that is `written` as its `toTerraform` says. */
  report(stack: StackLike, written: unknown): Report;
  /** Puts that on the stack's constructs and answers what was checked. Throws what the library throws. */
  check(stack: StackLike): unknown;
  /** Says that the stack may change again. */
  forget(stack: StackLike): void;
}

/** The way from a stack to its report. */
export function createInspection({ rules, configuration }: Settings): Inspection {
  const reader = createStackReader();
  const report = (stack: StackLike, written: unknown): Report =>
    evaluate([reader.read(stack, written)], { rules, configuration, controls, today: today() });
  return {
    report,
    check(stack) {
      release(stack);
      // Outside the `try`: an error of the library itself belongs to the user as it is.
      const written = stack.toTerraform();
      try {
        annotate(stack, report(stack, written));
      } catch (error) {
        addError(stack, defect(`checking the stack ${stack.node.id}`, error));
      }
      return written;
    },
    forget: (stack) => reader.forget(stack),
  };
}

const held = new WeakSet<StackLike>();

/**
 * The library resolves the whole stack once more to write it, right after the hook: it gets what was checked, once. That
 * spares the second time and leaves no room between check and write.
 */
function hold(stack: StackLike, written: unknown): void {
  if (Object.hasOwn(stack, 'toTerraform')) return;
  held.add(stack);
  const value = (): unknown => {
    release(stack);
    return written;
  };
  Object.defineProperty(stack, 'toTerraform', { configurable: true, enumerable: false, writable: true, value });
}

/** What was held and not written, because the synth failed, must not be taken for the stack as it is now. */
function release(stack: StackLike): void {
  if (held.delete(stack)) Reflect.deleteProperty(stack, 'toTerraform');
}

function onSynthesis(stack: StackLike, check: () => void): void {
  const before = (stack as { readonly [CUSTOM_SYNTHESIS]?: CustomSynthesis })[CUSTOM_SYNTHESIS];
  const value: CustomSynthesis = {
    onSynthesize(session) {
      before?.onSynthesize(session);
      check();
    },
  };
  // The library's own `addCustomSynthesis` leaves a property that nobody can change.
  if (Reflect.defineProperty(stack, CUSTOM_SYNTHESIS, { configurable: true, enumerable: false, value })) return;
  throw new Error(
    `iam-guardrails: the stack ${stack.node.path} has a custom synthesis of its own, so that it cannot be checked; ` +
      'give that to a construct inside the stack instead: addCustomSynthesis(new Construct(stack, "files"), ...)',
  );
}
