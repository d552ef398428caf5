import { type Rule, frameworks, parseConfiguration, presets, rules } from '@iam-guardrails/shared-rules';
import { frameworkOf, frameworksOf } from './framework';

const ruleOf = (id: string): Rule => rules.find((rule) => rule.id === id)!;
const under = (id: string, preset: readonly string[]): unknown =>
  frameworkOf(ruleOf(id), parseConfiguration(preset.length === 0 ? {} : { preset }, rules, presets));

describe('the framework of a policy', () => {
  it('is the newest benchmark that the rule serves, with its controls and what the rule asks', () => {
    expect(under('no-root-access-key', [])).toEqual({
      name: 'CIS AWS Foundations Benchmark',
      version: '7.0',
      reference: '2.4',
      specification: ruleOf('no-root-access-key').title,
    });
    expect(under('limit-access-keys-per-user', [])).toMatchObject({ version: '6.0', reference: '2.12' });
  });

  it('is that of the first preset of a framework that the rule serves', () => {
    const [framework = ''] = ['cis-aws-5.0', 'nist-800-53'].filter((name) =>
      presets.some((preset) => preset.name === name),
    );
    expect(under('no-root-access-key', ['strict', framework])).toMatchObject({ version: '5.0', reference: '1.3' });
    expect(under('no-login-profile-without-reset', [framework])).toMatchObject({
      name: 'PCI DSS',
      reference: '8.3.5',
    });
  });

  it('is none for a rule that serves no control', () => {
    const rule = rules.find((candidate) => frameworksOf(candidate).length === 0)!;
    expect(frameworkOf(rule, parseConfiguration({}, rules))).toBeUndefined();
  });

  it('has a name and a version for every framework', () => {
    const served = new Set(rules.flatMap((rule) => frameworksOf(rule)));
    expect([...served].sort()).toEqual(Object.keys(frameworks).sort());
  });
});
