import { load, type Pack } from '@iam-guardrails/pack';
import {
  ConfigurationError,
  didYouMean,
  rulesProblem,
  type Configuration,
  type Rule,
} from '@iam-guardrails/shared-rules';

/** What to check, and with which configuration. */
export interface IamGuardrailsOptions {
  /** The organisation's pack: its configuration, and its rules besides the catalogue. */
  readonly pack?: Pack;
  /**
   * The configuration, or the path of its YAML or JSON file, from the working folder. No file is looked for on its own:
   * without this the defaults hold, or what `pack` says, which it extends.
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

const KEYS = ['pack', 'configuration', 'rules'];

/** Reads the options. Throws an `Error` that says what is wrong with them, or with the configuration. */
export function readOptions(options: IamGuardrailsOptions = {}): Settings {
  assertOptions(options);
  try {
    return load({ ...options, folder: process.cwd(), isShared: true });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.problems.map((problem) => `\n  ${problem}`).join('');
    throw new Error(`iam-guardrails: the configuration cannot be used:${problems}`);
  }
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
    const help = didYouMean(stranger, KEYS) || `, the options are ${KEYS.map((key) => `\`${key}\``).join(', ')}`;
    throw new TypeError(`iam-guardrails: unknown option \`${stranger}\`${help}`);
  }
  const rules = 'rules' in options ? options.rules : undefined;
  const problem = rules === undefined ? undefined : rulesProblem(rules);
  if (problem !== undefined) throw new TypeError(`iam-guardrails: ${problem}`);
}
