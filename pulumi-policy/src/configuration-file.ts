import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationFiles, parseConfigurationText } from '@iam-guardrails/shared-rules';

/** A configuration as it was read, and where it came from. */
export interface ConfigurationSource {
  /** Path of the file; absent for the defaults and for a configuration given as an object. */
  readonly file?: string;
  /** The parsed content, not checked yet. */
  readonly content: unknown;
}

/** The configuration file in the folder, or the defaults when there is none. Throws on two files, and on one that is not YAML or JSON. */
export function configurationIn(folder: string): ConfigurationSource {
  const [first, second] = configurationFiles.filter((name) => existsSync(join(folder, name)));
  if (second !== undefined) {
    throw new Error(
      `there are ${first} and ${second} in ${folder}; keep one of them, or say which with the option \`configuration\``,
    );
  }
  return first === undefined ? { content: undefined } : readConfiguration(join(folder, first));
}

/** Reads a configuration file. Throws an `Error` that names it when it cannot be read or is not YAML or JSON. */
export function readConfiguration(file: string): ConfigurationSource {
  try {
    const text = readFileSync(file, 'utf8');
    return { file, content: parseConfigurationText(text) };
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
