import { didYouMean, rulesProblem, version, type Rule } from '@iam-guardrails/shared-rules';

/** What an organisation's pack is made of. */
export interface PackDefinition {
  /** Name of the npm package, which messages show. */
  readonly name: string;
  /**
   * What `iam-guardrails.yaml` says, as an object, or the absolute path of such a file. When absent, every rule has the level of
   * the preset `recommended`.
   */
  readonly configuration?: string | object;
  /** Rules of the organisation's own, besides the catalogue. */
  readonly rules?: readonly Rule[];
}

/** A pack as the front ends take it: made by `definePack`, exported by a package under the name `pack`. */
export interface Pack extends PackDefinition {
  /** Version of the rules that it was built with. */
  readonly builtWith: string;
}

const KEYS = ['name', 'configuration', 'rules'];

/**
 * Defines what an organisation publishes. The package that exports it as `pack` can be named under `extends`. Throws a
 * `TypeError` that names what is wrong.
 */
export function definePack(definition: PackDefinition): Pack {
  const stranger = Object.keys(definition).find((key) => !KEYS.includes(key));
  if (stranger !== undefined) {
    const help = didYouMean(stranger, KEYS) || `, the options are ${KEYS.join(', ')}`;
    throw new TypeError(`iam-guardrails: definePack: unknown option \`${stranger}\`${help}`);
  }
  const pack = { ...definition, builtWith: version };
  const problem = packProblem(pack);
  if (problem !== undefined) throw new TypeError(`iam-guardrails: definePack: ${problem}`);
  return pack;
}

/** What is wrong with a pack, for JavaScript, which no type stops; undefined when nothing is. */
export function packProblem(pack: unknown): string | undefined {
  if (typeof pack !== 'object' || pack === null || !('builtWith' in pack) || typeof pack.builtWith !== 'string')
    return 'it was not made with `definePack`';
  const { name, configuration, rules } = pack as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || name === '') return 'it has no `name`';
  if (
    configuration !== undefined &&
    typeof configuration !== 'string' &&
    (typeof configuration !== 'object' || configuration === null)
  )
    return '`configuration` is neither a path nor an object';
  return rules === undefined || (Array.isArray(rules) && rules.length === 0) ? undefined : rulesProblem(rules);
}
