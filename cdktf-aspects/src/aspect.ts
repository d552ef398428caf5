import type { AspectLike } from './constructs';
import { createGate } from './gate';
import { readOptions, type IamGuardrailsOptions } from './options';

/** An aspect that checks the stack it is added to. */
export type IamGuardrailsAspect = AspectLike;

/**
 * An aspect for a single stack: `Aspects.of(stack).add(iamGuardrailsAspect())`. Added to a construct inside a stack it
 * checks the whole stack. Added to an `App` it does nothing, because the libraries never visit an app's aspects: use
 * `enforceIamGuardrails` there.
 *
 * @throws Error when the options or the configuration are wrong.
 */
export function iamGuardrailsAspect(options?: IamGuardrailsOptions): IamGuardrailsAspect {
  return createGate(readOptions(options)).aspect;
}
