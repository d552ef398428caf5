import { didYouMean, rulesProblem } from '@iam-guardrails/shared-rules';

/** The options of `iamGuardrailsPolicies`. */
export const guardrailKeys = ['pack', 'rules', 'configuration'] as const;
/** The options of `createPolicyPack`. */
export const packKeys = ['name', ...guardrailKeys, 'policies'] as const;

/** Throws a `TypeError` that says what is wrong with the options: the types say as much, but not to JavaScript. */
export function assertOptions(options: unknown, keys: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError("the options must be an object such as { configuration: 'iam-guardrails.yaml' }");
  }
  const stranger = Object.keys(options).find((key) => !keys.includes(key));
  if (stranger !== undefined) {
    const help = didYouMean(stranger, keys) || `, the options are ${keys.map((key) => `\`${key}\``).join(', ')}`;
    throw new TypeError(`unknown option \`${stranger}\`${help}`);
  }
  const { name, rules, policies } = options as Readonly<Record<string, unknown>>;
  if (name !== undefined && typeof name !== 'string') throw new TypeError('the option `name` must be a text');
  const problem = rules === undefined ? undefined : rulesProblem(rules);
  if (problem !== undefined) throw new TypeError(problem);
  if (policies !== undefined && !Array.isArray(policies)) {
    throw new TypeError('the option `policies` must be a list of CrossGuard policies');
  }
}
