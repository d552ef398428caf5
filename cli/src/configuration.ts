import { configurationIn, load, type Loaded } from '@iam-guardrails/pack';
import { ConfigurationError } from '@iam-guardrails/shared-rules';
import { InputError } from './input-error';
import type { Io } from './io';

/**
 * What the named configuration file, else the one in the working folder, else the defaults say, with the rules of packs that it
 * extends. Throws an `InputError` with every problem of it.
 */
export function readConfiguration(named: string | undefined, { cwd }: Io): Loaded {
  try {
    const configuration = named ?? configurationIn(cwd);
    return load({ ...(configuration !== undefined && { configuration }), folder: cwd });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new InputError(error.problems.join('\n'));
  }
}
