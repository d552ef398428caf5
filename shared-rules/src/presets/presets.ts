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

/**
 * What enforces Open Telekom Cloud's "Recommendations for Using IAM". Of its advice that fits not every stack, such as agencies in
 * place of keys, the rules say what they find and stop nothing.
 */
const otc: Preset = {
  name: 'otc',
  title: 'What Open Telekom Cloud recommends for IAM is mandatory',
  rules: Object.fromEntries(
    [
      'account-validity',
      'agency-least-privilege',
      'audit-trail-enabled',
      'critical-operation-protection',
      'individual-users',
      'limit-access-keys-per-user',
      'no-access-key-for-console-user',
      'no-access-key-in-output',
      'no-administrator-access',
      'no-full-access-managed-policy',
      'no-hardcoded-access-key',
      'no-login-profile-without-reset',
      'no-privileged-user-without-mfa',
      'no-root-access-key',
      'no-static-credentials-in-workload',
      'no-user-without-mfa',
      'no-wildcard-action',
      'password-policy-present',
      'rotate-access-keys',
      'strong-password-policy',
    ].map((rule) => [rule, { enforcement: 'mandatory' as const }]),
  ),
};

/** The presets besides `recommended`, which the engine starts from. */
export const presets: readonly Preset[] = [
  strict,
  otc,
  ...(Object.keys(frameworks) as Framework[]).filter((name) => name.startsWith('cis-aws-')).map(ofFramework),
];
