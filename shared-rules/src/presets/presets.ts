import type { Preset, PresetRule } from '../rule/preset';
import { controls, controlsOf, frameworks, type Framework } from './controls';

const strict: Preset = {
  name: 'strict',
  title: 'Every rule is mandatory, and people may not be IAM users',
  levels: { critical: 'mandatory', high: 'mandatory', medium: 'mandatory', low: 'mandatory' },
  rules: { 'no-iam-users': { severity: 'high' } },
};

/** What the benchmark asks and our defaults do not. */
const benchmark: Readonly<Record<string, PresetRule>> = {
  'limit-access-keys-per-user': { options: { maximumActive: 1 } },
};

/** The rules that serve a control of the framework are mandatory. */
function ofFramework(framework: Framework): Preset {
  const served = [...controls.keys()].filter((rule) => (controlsOf(rule)[framework] ?? []).length > 0);
  return {
    name: framework,
    title: `What a template can show of ${frameworks[framework]} is mandatory`,
    rules: Object.fromEntries(served.map((rule) => [rule, { ...benchmark[rule], enforcement: 'mandatory' }])),
  };
}

/** The presets besides `recommended`, which the engine starts from. */
export const presets: readonly Preset[] = [
  strict,
  ...(Object.keys(frameworks) as Framework[]).filter((name) => name.startsWith('cis-aws-')).map(ofFramework),
];
