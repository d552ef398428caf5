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
    ['an object without an id', { check: () => undefined }],
  ])('names the place of %s in the list', (_title, given) => {
    expect(rulesProblem([...rules, given])).toBe(
      `\`rules[${rules.length}]\` is no rule; make rules with \`defineRule\``,
    );
  });

  it('says what an object that is nearly a rule lacks', () => {
    const { check, ...nearly } = { ...rules[0], id: 'nearly' };
    expect(rulesProblem([nearly])).toBe(
      '`rules[0]` cannot run: the rule `nearly`: `check` is missing; make rules with `defineRule`',
    );
    expect(rulesProblem([{ ...nearly, check }])).toBeUndefined();
  });

  it('finds a hole in the list', () => {
    expect(rulesProblem(new Array(1))).toBe('`rules[0]` is no rule; make rules with `defineRule`');
  });

  it('names the id that two rules have', () => {
    expect(rulesProblem([...rules, rules[0]])).toBe(
      `two rules have the id \`${rules[0]?.id}\`; give one of them another`,
    );
  });
});
