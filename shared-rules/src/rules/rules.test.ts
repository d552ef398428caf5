import { rules } from '../catalogue';
import { testRule } from '../testing';

for (const rule of rules) testRule(rule);

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it('names recommendations', () => {
    expect(rule.recommendations.length).toBeGreaterThan(0);
  });
});
