import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '@iam-guardrails/shared-rules';
import { frameworksOf } from './framework';
import { iamGuardrailsPolicies } from './index';

const [first] = rules;

describe('iamGuardrailsPolicies', () => {
  it('has a policy for every rule of the catalogue between those of the pack itself, what blocks first', () => {
    const policies = iamGuardrailsPolicies();
    const names = policies.map(({ name }) => name);
    expect(names[0]).toBe('iam-guardrails-defect');
    expect(names.slice(-4)).toEqual([
      'iam-guardrails-unresolved',
      'iam-guardrails-exemptions',
      'iam-guardrails-not-checked',
      'iam-guardrails-secrets',
    ]);
    expect(names.slice(1, -4).sort()).toEqual(rules.map((rule) => rule.id).sort());
    const levels = policies.slice(1, -4).map(({ enforcementLevel }) => enforcementLevel);
    expect(levels).toEqual([...levels].sort().reverse());
  });

  it('leaves out a rule that is disabled, and no other', () => {
    const names = iamGuardrailsPolicies({ configuration: { rules: { [first.id]: 'disabled' } } }).map(
      (policy) => policy.name,
    );
    expect(names).not.toContain(first.id);
    expect(names).toHaveLength(rules.length + 4);
  });

  it('has the level of the configuration, from an object or from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-'));
    const file = join(folder, 'guardrails.yaml');
    writeFileSync(file, `rules:\n  ${first.id}: advisory\n`);
    const levelIn = (configuration: string | object): unknown =>
      iamGuardrailsPolicies({ configuration }).find((policy) => policy.name === first.id)?.enforcementLevel;
    expect(levelIn(file)).toBe('advisory');
    expect(levelIn({ rules: { [first.id]: 'mandatory' } })).toBe('mandatory');
    expect(levelIn({ rules: { [first.id]: 'remediate' } })).toBe('mandatory');
    rmSync(folder, { recursive: true });
  });

  it('names the configuration, the path and the fix when it cannot be used', () => {
    expect(() => iamGuardrailsPolicies({ configuration: { rules: { 'no-root-acces-key': 'mandatory' } } })).toThrow(
      'the configuration of the policy pack cannot be used:\n  `rules.no-root-acces-key`: there is no rule `no-root-acces-key`; did you mean `no-root-access-key`?',
    );
  });

  it('says everything of a rule that CrossGuard can show', () => {
    const rule = rules.find((candidate) => candidate.id === 'no-root-access-key')!;
    expect(iamGuardrailsPolicies().find((policy) => policy.name === rule.id)).toMatchObject({
      displayName: rule.title,
      description: rule.rationale,
      severity: rule.severity,
      enforcementLevel: 'mandatory',
      framework: { name: 'CIS AWS Foundations Benchmark', version: '7.0', reference: '2.4' },
      tags: [...rule.recommendations, ...frameworksOf(rule)],
      remediationSteps: `${rule.remediation} In Open Telekom Cloud: ${rule.remediations?.otc}`,
      url: expect.stringContaining(rule.id) as string,
    });
  });
});
