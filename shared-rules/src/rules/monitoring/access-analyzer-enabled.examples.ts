const baseline = { role: 'account-baseline' };
const outside = { 'aws_accessanalyzer_analyzer.outside': { analyzer_name: 'outside', type: 'ACCOUNT' } };
const unused = {
  'aws_accessanalyzer_analyzer.unused': { analyzer_name: 'unused', type: 'ORGANIZATION_UNUSED_ACCESS' },
};
const alice = { 'aws_iam_user.alice': { name: 'alice' } };

/** Examples of `access-analyzer-enabled`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'the baseline of an account without analyzers',
      resources: alice,
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'only access that nobody uses is looked for',
      resources: unused,
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
  ],
  compliant: [
    {
      title: 'an analyzer of access from outside and one of access that nobody uses',
      resources: { ...outside, ...unused },
      configuration: baseline,
    },
    {
      title: 'the provider makes an analyzer of access from outside when no type is given',
      resources: { 'aws_accessanalyzer_analyzer.outside': { analyzer_name: 'outside' } },
      configuration: baseline,
      options: { unusedAccess: false },
    },
    { title: 'a stack that is no baseline', resources: alice },
    {
      title: 'the organisation has them',
      resources: alice,
      configuration: baseline,
      options: { managedElsewhere: true },
    },
  ],
  unresolved: [
    {
      title: 'what the second one looks for is a variable',
      resources: {
        ...outside,
        'var.type': { type: 'string' },
        'aws_accessanalyzer_analyzer.other': { analyzer_name: 'other', type: '${var.type}' },
      },
      configuration: baseline,
      at: ['example'],
      onlyIn: 'terraform' as const,
    },
  ],
};
