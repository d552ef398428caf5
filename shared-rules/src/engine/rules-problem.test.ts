import { rules } from '../catalogue';
import { rulesProblem } from './rules-problem';

describe('rulesProblem', () => {
  it('finds nothing wrong with the catalogue', () => {
    expect(rulesProblem(rules)).toBeUndefined();
  });

  it.each([[undefined], [null], ['all'], [[]], [{ 0: rules[0] }]])('refuses %j, which is no list of rules', (given) => {
    expect(rulesProblem(given)).toBe('the option `rules` must be a list of at least one rule');
  });

  it.each([
    ['an id', 'no-root-access-key'],
    ['nothing', undefined],
    ['an object without a check', { id: 'mine' }],
    ['an object without an id', { check: () => undefined }],
  ])('names the place of %s in the list', (_title, given) => {
    expect(rulesProblem([...rules, given])).toBe(
      `\`rules[${rules.length}]\` is no rule; make rules with \`defineRule\``,
    );
  });

  it('finds a hole in the list', () => {
    expect(rulesProblem(new Array(1))).toBe('`rules[0]` is no rule; make rules with `defineRule`');
  });

  it('names the id that two rules have', () => {
    expect(rulesProblem([...rules, rules[0]])).toBe(
      `the option \`rules\` holds two rules with the id \`${rules[0]?.id}\``,
    );
  });
});
