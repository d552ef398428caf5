import { addError, errorsIn } from './annotate';
import { isApp, isStack, runAspects, stacksAround, type AppLike, type AspectsLike, type StackLike } from './constructs';
import { createGate, type Gate } from './gate';
import { readOptions, type IamGuardrailsOptions } from './options';
import { asError, type Thrown } from './thrown';

const USAGE = 'enforceIamGuardrails(app, Aspects, options)';

const WRONG_ASPECTS =
  'iam-guardrails: the `Aspects` that were given to enforceIamGuardrails are not those of the library that made this ' +
  'app. Import `App` and `Aspects` from the same package, and see with `npm ls cdktf cdktn` that there is one copy of it.';

/**
 * Makes `app.synth` fail when a stack of the app violates a mandatory rule. Call it once, at any time before
 * `app.synth()`: stacks that are made later are checked too.
 *
 * @param app The `App` of cdktf or cdktn.
 * @param Aspects The class `Aspects` from the same import as `App`: another copy's aspects are never visited.
 * @param options Configuration and rules; see `IamGuardrailsOptions`.
 * @throws Error when an argument or the configuration is wrong, or when the app was synthesized before.
 */
export function enforceIamGuardrails(app: AppLike, Aspects: AspectsLike, options?: IamGuardrailsOptions): void {
  assertArguments(app, Aspects);
  const gate = createGate(readOptions(options));
  const known = new WeakSet<StackLike>();
  const watch = (): void => {
    for (const stack of stacksAround(app)) {
      if (known.has(stack)) continue;
      known.add(stack);
      Aspects.of(stack).add({ visit });
      addHook(gate, stack);
    }
  };
  const visit: Gate['aspect']['visit'] = (construct) => {
    gate.aspect.visit(construct);
    // A subclass of `App` may make stacks inside its own `synth`, after the call below.
    if (isStack(construct)) watch();
  };
  watch();
  app.node.addValidation({ validate: () => unchecked(app, gate) });
  wrapSynth(app, gate, watch);
}

/** Even a stack that the aspects do not reach is checked, and says why they do not. */
function addHook(gate: Gate, stack: StackLike): void {
  gate.attach(stack, () => {
    if (!gate.visited(stack)) addError(stack, WRONG_ASPECTS);
  });
}

function wrapSynth(app: AppLike, gate: Gate, watch: () => void): void {
  const synth = app.synth;
  const value = (): void => {
    gate.restart();
    watch();
    try {
      synth.call(app);
    } catch (error) {
      throw withOtherStacks(error, app, gate);
    }
    // With `skipValidation` nothing else says it.
    const problems = unchecked(app, gate);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  };
  Object.defineProperty(app, 'synth', { configurable: true, writable: true, enumerable: false, value });
}

function unchecked(app: AppLike, gate: Gate): string[] {
  return stacksAround(app)
    .filter((stack) => !gate.checked(stack))
    .map(
      (stack) =>
        `iam-guardrails did not check the stack ${stack.node.path}: make every stack before app.synth(), and do not ` +
        'replace app.synth, the synthesizer or the custom synthesis of a stack',
    );
}

/**
 * Outside the CLIs both libraries stop at the first stack with errors. The others are brought to the same point without
 * writing them, so that one run shows the findings of all.
 */
function withOtherStacks(thrown: unknown, app: AppLike, gate: Gate): unknown {
  const error = asError(thrown);
  const stacks = stacksAround(app);
  const ours = (stack: StackLike): boolean =>
    gate.checked(stack) && errorsIn(stack).some((line) => error?.message.includes(line));
  if (error === undefined || !stacks.some(ours)) return thrown;
  const lines = stacks.filter((stack) => !gate.checked(stack)).flatMap((stack) => findingsAhead(stack, gate));
  const further = [...new Set(lines)].filter((line) => !error.message.includes(line));
  if (further.length > 0) extend(error, `The stacks after it, which were not written:\n${further.join('\n')}\n`);
  return thrown;
}

function findingsAhead(stack: StackLike, gate: Gate): readonly string[] {
  try {
    runAspects(stack);
    gate.check(stack);
    return errorsIn(stack);
  } catch {
    // What the stack itself does wrong is said when its turn comes.
    return [];
  }
}

function extend(error: Thrown, text: string): void {
  const { message, stack } = error;
  const longer = `${message}\n${text}`;
  error.message = longer;
  // An uncaught error is printed as its stack, which holds the message as it was.
  if (stack?.includes(message) === true) error.stack = stack.replace(message, () => longer);
}

function assertArguments(app: unknown, Aspects: unknown): void {
  if (!isApp(app)) {
    const given = isStack(app) ? 'a stack' : app === undefined ? 'nothing' : `no App (${typeof app})`;
    throw new TypeError(`iam-guardrails: the first argument of ${USAGE} is ${given}; give the App`);
  }
  if (!hasOf(Aspects)) {
    throw new TypeError(
      `iam-guardrails: the second argument of ${USAGE} is not the class \`Aspects\`; ` +
        "give the one that is imported beside App: import { App, Aspects } from 'cdktf'",
    );
  }
  if (wasSynthesized(app)) {
    throw new Error(
      'iam-guardrails: enforceIamGuardrails was called after app.synth(); call it before, or nothing is checked',
    );
  }
}

function hasOf(value: unknown): boolean {
  const holds = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return holds && 'of' in value && typeof value.of === 'function';
}

function wasSynthesized(app: AppLike): boolean {
  const manifest: unknown = 'manifest' in app ? app.manifest : undefined;
  const stacks =
    typeof manifest === 'object' && manifest !== null && 'stacks' in manifest ? manifest.stacks : undefined;
  return typeof stacks === 'object' && stacks !== null && Object.keys(stacks).length > 0;
}
