import { recommended, type Preset, type PresetRule } from '../rule/preset';
import { controls, controlsOf, frameworks, type Framework } from './controls';

const strict: Preset = {
  name: 'strict',
  title: 'Every rule is mandatory, and people may not be IAM users',
  levels: { critical: 'mandatory', high: 'mandatory', medium: 'mandatory', low: 'mandatory' },
  rules: { 'no-iam-users': { severity: 'high' } },
};

/** What a framework asks and our defaults do not. Up to 6.0 the benchmark allows one active key; 7.0 does not say. */
const oneActiveKey = { 'limit-access-keys-per-user': { options: { maximumActive: 1 } } };
const benchmark: Readonly<Partial<Record<Framework, Readonly<Record<string, PresetRule>>>>> = {
  'cis-aws-1.4': oneActiveKey,
  'cis-aws-3.0': oneActiveKey,
  'cis-aws-4.0': oneActiveKey,
  'cis-aws-5.0': oneActiveKey,
  'cis-aws-6.0': oneActiveKey,
};

/** Presets by name, with the framework that each is about: people name a framework without its edition. */
const presetNames = {
  'cis-aws-1.4': 'cis-aws-1.4',
  'cis-aws-3.0': 'cis-aws-3.0',
  'cis-aws-4.0': 'cis-aws-4.0',
  'cis-aws-5.0': 'cis-aws-5.0',
  'cis-aws-6.0': 'cis-aws-6.0',
  'cis-aws-7.0': 'cis-aws-7.0',
  'aws-fsbp': 'aws-fsbp',
  'nist-800-53': 'nist-800-53-r5',
  'pci-dss-4': 'pci-dss-4.0',
  soc2: 'soc2',
  'iso-27001': 'iso-27001-2022',
} as const satisfies Readonly<Record<string, Framework>>;

/** With fewer controls than these a preset says that it shows little of its framework. */
const FEW = 10;

/** The rules that serve a control of the framework are mandatory. The title says how much that is. */
function ofFramework([name, framework]: readonly [string, Framework]): Preset {
  const served = [...controls.keys()].filter((rule) => (controlsOf(rule)[framework] ?? []).length > 0);
  const count = new Set(served.flatMap((rule) => controlsOf(rule)[framework] ?? [])).size;
  const few = count < FEW ? 'only ' : '';
  return {
    name,
    title: `What a template can show of ${frameworks[framework]} is mandatory: ${served.length} rules, which serve ${few}${count} of its controls`,
    rules: Object.fromEntries(
      served.map((rule) => [rule, { ...benchmark[framework]?.[rule], enforcement: 'mandatory' }]),
    ),
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

/** The presets, the one that every configuration starts from first. */
export const presets: readonly Preset[] = [recommended, strict, ...Object.entries(presetNames).map(ofFramework), otc];
