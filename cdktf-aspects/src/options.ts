import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ConfigurationError,
  didYouMean,
  parseConfiguration,
  parseConfigurationText,
  presets,
  rules as catalogue,
  rulesProblem,
  type Configuration,
  type Rule,
} from '@iam-guardrails/shared-rules';
import { asError } from './thrown';

/** What to check, and with which configuration. */
export interface IamGuardrailsOptions {
  /**
   * The configuration, or the path of its YAML or JSON file, from the working folder. No file is looked for on its own:
   * without this the defaults hold.
   */
  readonly configuration?: string | object;
  /** The rules to run instead of the whole catalogue, such as an organisation's own. */
  readonly rules?: readonly Rule[];
}

/** Options that were read and are known to be right. */
export interface Settings {
  readonly configuration: Configuration;
  readonly rules: readonly Rule[];
}

const KEYS = ['configuration', 'rules'];

/** Reads the options. Throws an `Error` that says what is wrong with them, or with the configuration. */
export function readOptions(options: IamGuardrailsOptions = {}): Settings {
  assertOptions(options);
  const { configuration, rules = catalogue } = options;
  return { rules, configuration: configured(configuration, rules) };
}

/** The types say as much, but not to JavaScript. */
function assertOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(
      `iam-guardrails: the options must be an object such as { configuration: 'iam-guardrails.yaml' }`,
    );
  }
  const stranger = Object.keys(options).find((key) => !KEYS.includes(key));
  if (stranger !== undefined) {
    const help = didYouMean(stranger, KEYS) || `, the options are ${KEYS.map((key) => `\`${key}\``).join(' and ')}`;
    throw new TypeError(`iam-guardrails: unknown option \`${stranger}\`${help}`);
  }
  const rules = 'rules' in options ? options.rules : undefined;
  const problem = rules === undefined ? undefined : rulesProblem(rules);
  if (problem !== undefined) throw new TypeError(`iam-guardrails: ${problem}`);
}

function configured(configuration: string | object | undefined, rules: readonly Rule[]): Configuration {
  const path = typeof configuration === 'string' ? configuration : undefined;
  try {
    return parseConfiguration(path === undefined ? configuration : read(path), rules, presets);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.problems.map((problem) => `\n  ${problem}`).join('');
    throw new Error(`iam-guardrails: the configuration${path === undefined ? '' : ` ${path}`} is wrong:${problems}`);
  }
}

function read(path: string): unknown {
  return parseConfigurationText(contents(path));
}

function contents(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = String(asError(error)?.code);
    throw new Error(`iam-guardrails: cannot read the configuration ${path} (${code}), looked for at ${resolve(path)}`);
  }
}
