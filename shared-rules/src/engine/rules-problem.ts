import { nameOf, ruleProblem } from '../rule/rule-problem';

/** What is wrong with a list of rules that a program gave, for JavaScript, which no type stops; undefined when nothing is. */
export function rulesProblem(rules: unknown): string | undefined {
  if (!Array.isArray(rules) || rules.length === 0) return 'the option `rules` must be a list of at least one rule';
  const ids = new Set<string>();
  // A hole in the list is an entry too.
  for (const [index, rule] of Array.from<unknown>(rules).entries()) {
    if (!hasId(rule)) return `\`rules[${index}]\` is no rule; make rules with \`defineRule\``;
    const problem = ruleProblem(rule);
    if (problem !== undefined)
      return `\`rules[${index}]\` cannot run: ${nameOf(rule)}: ${problem}; make rules with \`defineRule\``;
    if (ids.has(rule.id)) return `two rules have the id \`${rule.id}\`; give one of them another`;
    ids.add(rule.id);
  }
  return undefined;
}

function hasId(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}
