/** What is wrong with a list of rules that a program gave, for JavaScript, which no type stops; undefined when nothing is. */
export function rulesProblem(rules: unknown): string | undefined {
  if (!Array.isArray(rules) || rules.length === 0) return 'the option `rules` must be a list of at least one rule';
  const ids = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    if (!isRule(rule)) return `\`rules[${index}]\` is no rule; make rules with \`defineRule\``;
    if (ids.has(rule.id)) return `the option \`rules\` holds two rules with the id \`${rule.id}\``;
    ids.add(rule.id);
  }
  return undefined;
}

function isRule(value: unknown): value is { readonly id: string } {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('check' in value)) return false;
  return typeof value.id === 'string' && typeof value.check === 'function';
}
