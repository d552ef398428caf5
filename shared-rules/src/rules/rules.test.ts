import { rules } from '../catalogue';
import { parseConfiguration } from '../engine/configuration';
import { evaluate } from '../engine/evaluate';
import { readTerraform } from '../expressions';
import type { Example, Rule, SpeakingExample } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import type { Finding } from '../rule/finding';
import { optionsOf } from '../rule/options';
import { awsAttribute } from '../schemas/aws-attributes';

function findingsOf(rule: Rule, example: Example): readonly Finding[] {
  const stack = readTerraform(terraformOf(example), { stack: 'example', attribute: awsAttribute });
  expect(stack.notChecked).toEqual([]);
  const configuration = parseConfiguration({ ...example.configuration, rules: { [rule.id]: { ...example.options } } }, [
    rule,
  ]);
  return evaluate([stack], { rules: [rule], configuration }).findings;
}

const addresses = (findings: readonly Finding[], status: Finding['status']): readonly string[] =>
  findings.filter((finding) => finding.status === status).map((finding) => finding.resource.address);

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const titled = <E extends Example>(examples: readonly E[]): readonly (readonly [string, E])[] =>
    examples.map((example) => [example.title, example] as const);

  it('says of each option what it is for', () => {
    expect(optionsOf(rule).filter(({ description }) => description === '')).toEqual([]);
  });

  it.each(titled<SpeakingExample>(rule.examples.violating))('finds: %s', (_, example) => {
    const findings = findingsOf(rule, example);
    expect(addresses(findings, 'violation')).toEqual([...example.at].sort());
    expect(addresses(findings, 'unresolved')).toEqual([]);
    for (const finding of findings) expect(finding.message).not.toMatch(/\{\w+\}|undefined|[\ue000-\uf8ff]/);
  });

  it.each(titled(rule.examples.compliant))('is silent: %s', (_, example) => {
    expect(findingsOf(rule, example)).toEqual([]);
  });

  for (const [title, example] of titled<SpeakingExample>(rule.examples.unresolved ?? [])) {
    it(`cannot decide: ${title}`, () => {
      const findings = findingsOf(rule, example);
      expect(addresses(findings, 'unresolved')).toEqual([...example.at].sort());
      expect(addresses(findings, 'violation')).toEqual([]);
    });
  }

  it('has nothing left to be filled in', () => {
    // What `npm run new-rule` leaves open.
    const texts = JSON.stringify(rule).match(/(?<=")[^"]*\bTODO\b[^"]*(?=")/g) ?? [];
    expect(texts).toEqual([]);
  });

  it('names recommendations and what to do', () => {
    expect(rule.recommendations.length).toBeGreaterThan(0);
    expect(rule.remediation).toMatch(/\.$/);
    expect(rule.id).toBe(id);
  });
});
