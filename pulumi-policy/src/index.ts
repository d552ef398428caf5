/** The rules of iam-guardrails as CrossGuard policies, for a pack of your own. Importing this starts nothing. */
import { configurationIn, load, type Pack } from '@iam-guardrails/pack';
import { ConfigurationError, type Rule } from '@iam-guardrails/shared-rules';
import type { Policies, PolicyPack, PolicyPackArgs } from '@pulumi/policy';
import { assertOptions, guardrailKeys, packKeys } from './arguments';
import { policiesOf } from './policies';

export { pulumiType, terraformType } from './resource-type';

/** Which rules run, and how. */
export interface GuardrailOptions {
  /** The organisation's pack: its configuration, and its rules besides the catalogue. */
  readonly pack?: Pack;
  /** The rules to run; the whole catalogue when absent. Your own rules go here as well: `[...rules, mine]`. */
  readonly rules?: readonly Rule[];
  /**
   * What `iam-guardrails.yaml` says, as an object, or the path of such a file. It extends that of `pack`. When neither is given,
   * the file beside the package.json of the pack is read, which is the folder that the engine starts a pack in.
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

function policiesFor({ pack, rules, configuration }: GuardrailOptions): Policies {
  const folder = process.cwd();
  try {
    const own = configuration ?? (pack === undefined ? configurationIn(folder) : undefined);
    const loaded = load({
      ...(pack !== undefined && { pack }),
      ...(own !== undefined && { configuration: own }),
      ...(rules !== undefined && { rules }),
      folder,
      isShared: true,
    });
    return policiesOf(loaded.rules, loaded.configuration);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.problems.map((problem) => `  ${problem}`).join('\n');
    throw new Error(`the configuration of the policy pack cannot be used:\n${problems}`, { cause: error });
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
