import { formatFinding, isBlocking } from '@iam-guardrails/shared-rules';
import { inspect } from './findings';
import { readOptions, type IamGuardrailsOptions } from './options';

/** What a matcher of `expect.extend` returns. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The matcher as `expect(...)` offers it, for the types of runners other than Jest with its global types. */
export interface IamGuardrailsMatchers<R> {
  /** Passes when a synth of the stack would. */
  toPassIamGuardrails(options?: IamGuardrailsOptions): R;
}

declare global {
  // Jest's own types are a namespace; there is no other way to add to them.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // The type parameters must be those of @types/jest, used or not.
    // eslint-disable-next-line @typescript-eslint/no-unused-vars
    interface Matchers<R, T> {
      /** Passes when a synth of the stack would. */
      toPassIamGuardrails(options?: IamGuardrailsOptions): R;
    }
  }
}

/**
 * A matcher for Jest and its relatives: `expect.extend({ toPassIamGuardrails })`, then
 * `expect(stack).toPassIamGuardrails({ configuration: 'iam-guardrails.yaml' })`. It fails where a synth would fail.
 *
 * @throws Error when the value is not a stack, or when the options or the configuration are wrong.
 */
export function toPassIamGuardrails(received: unknown, options?: IamGuardrailsOptions): MatcherResult {
  const blocking = inspect(received, readOptions(options)).filter(isBlocking);
  return {
    pass: blocking.length === 0,
    message: () =>
      blocking.length === 0
        ? 'expected the stack to be stopped by iam-guardrails, and nothing in it is'
        : ['expected the stack to pass iam-guardrails', ...blocking.map(formatFinding)].join('\n\n'),
  };
}
