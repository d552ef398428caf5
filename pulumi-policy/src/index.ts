/** The rules of iam-guardrails as CrossGuard policies, for a pack of your own. Importing this starts nothing. */
import {
  type Configuration,
  ConfigurationError,
  type Rule,
  parseConfiguration,
  presets,
  rules as catalogue,
} from '@iam-guardrails/shared-rules';
import type { Policies, PolicyPack, PolicyPackArgs } from '@pulumi/policy';
import { assertOptions, guardrailKeys, packKeys } from './arguments';
import { type ConfigurationSource, configurationIn, readConfiguration } from './configuration-file';
import { policiesOf } from './policies';

export { pulumiType, terraformType } from './resource-type';

/** Which rules run, and how. */
export interface GuardrailOptions {
  /** The rules to run; the whole catalogue when absent. Your own rules go here as well: `[...rules, mine]`. */
  readonly rules?: readonly Rule[];
  /**
   * What `iam-guardrails.yaml` says, as an object, or the path of such a file. When absent, the file beside the
   * package.json of the pack is read, which is the folder that the engine starts a pack in.
   */
  readonly configuration?: string | object;
}

/** A whole pack. */
export interface PackOptions extends GuardrailOptions {
  /** Name of the pack: letters, digits, hyphens, underscores, periods. */
  readonly name?: string;
  /** CrossGuard policies of your own, in the same pack. */
  readonly policies?: Policies;
}

/**
 * The policies of the rules, for a `PolicyPack` that you make yourself. They share one memory: put all of them into one
 * pack, in their order. Throws when the options or the configuration cannot be used; the message names the file, the path
 * and the fix.
 */
export function iamGuardrailsPolicies(options: GuardrailOptions = {}): Policies {
  assertOptions(options, guardrailKeys);
  return policiesFor(options);
}

function policiesFor(options: GuardrailOptions): Policies {
  const rules = options.rules ?? catalogue;
  return policiesOf(rules, checked(sourceOf(options.configuration), rules));
}

function sourceOf(configuration: GuardrailOptions['configuration']): ConfigurationSource {
  if (configuration === undefined) return configurationIn(process.cwd());
  return typeof configuration === 'string' ? readConfiguration(configuration) : { content: configuration };
}

function checked({ file, content }: ConfigurationSource, rules: readonly Rule[]): Configuration {
  try {
    return parseConfiguration(content ?? undefined, rules, presets);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const where = file ?? 'the configuration of the policy pack';
    throw new Error(`${where} cannot be used:\n${error.problems.map((problem) => `  ${problem}`).join('\n')}`, {
      cause: error,
    });
  }
}

/**
 * Makes the policy pack and so starts it: the engine is answered from here on. Belongs into the file that the pack's
 * package.json names as `main`. With options or a configuration that cannot be used the process says so on stderr and ends with
 * status 1, so that nothing is deployed with half a configuration.
 */
export function createPolicyPack(options: PackOptions = {}): PolicyPack {
  const policies = policiesOrExit(options);
  // Loaded only here: this file is also imported by tests and tools that start nothing.
  const sdk = require('@pulumi/policy') as typeof import('@pulumi/policy');
  const args: PolicyPackArgs = {
    policies: [...policies, ...(options.policies ?? [])],
    displayName: 'IAM guardrails',
    description: 'Stops access keys for root, users without MFA, and permissions beyond least privilege.',
    tags: ['iam', 'security'],
  };
  return new sdk.PolicyPack(options.name ?? 'iam-guardrails', args);
}

function policiesOrExit(options: PackOptions): Policies {
  try {
    assertOptions(options, packKeys);
    return policiesFor(options);
  } catch (error) {
    process.stderr.write(`iam-guardrails: ${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(1);
  }
}
