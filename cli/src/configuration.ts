import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  ConfigurationError,
  configurationFiles,
  parseConfiguration,
  parseConfigurationText,
  presets,
  rules as catalogue,
  type Configuration,
} from '@iam-guardrails/shared-rules';
import { readText } from './files';
import { InputError } from './input-error';
import type { Io } from './io';

/**
 * The configuration of the named file, else of the one in the working folder, else the default one. Throws an
 * `InputError` with every problem of it.
 */
export function readConfiguration(named: string | undefined, { cwd }: Io): Configuration {
  const path = named ?? fileIn(cwd);
  try {
    return parseConfiguration(path === undefined ? undefined : read(resolve(cwd, path), path), catalogue, presets);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new InputError(error.problems.map((problem) => `${path ?? 'configuration'}: ${problem}`).join('\n'));
  }
}

function fileIn(cwd: string): string | undefined {
  const [first, second] = configurationFiles.filter((name) => existsSync(join(cwd, name)));
  if (second !== undefined)
    throw new InputError(`there are ${first} and ${second} in this folder; say which with --config`);
  return first;
}

function read(path: string, name: string): unknown {
  const text = readText(path, name);
  return parseConfigurationText(text);
}
