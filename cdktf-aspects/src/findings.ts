import type { Finding } from '@iam-guardrails/shared-rules';
import { isStack, prepareStacks, runAspects, type ConstructLike } from './constructs';
import { defect } from './defect';
import { createInspection } from './gate';
import { readOptions, type IamGuardrailsOptions, type Settings } from './options';

/**
 * What a synth would find in the stack, after all of its aspects and overrides. Nothing is written; aspects run again at
 * each call, as they do with `Testing.synth`.
 *
 * @throws Error when the first argument is not a stack, or when the options or the configuration are wrong.
 */
export function findingsOf(stack: ConstructLike, options?: IamGuardrailsOptions): readonly Finding[] {
  return inspect(stack, readOptions(options));
}

/** The same with options that were read. */
export function inspect(stack: unknown, settings: Settings): readonly Finding[] {
  if (!isStack(stack)) throw new TypeError('iam-guardrails: expected a TerraformStack of cdktf or cdktn');
  prepareStacks(stack);
  runAspects(stack);
  const written = stack.toTerraform();
  try {
    return createInspection(settings).report(stack, written).findings;
  } catch (error) {
    throw new Error(defect(`checking the stack ${stack.node.id}`, error));
  }
}
