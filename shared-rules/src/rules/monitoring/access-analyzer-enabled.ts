import * as v from 'valibot';
import { missingAnalyzers } from '../../access/watching';
import { defineRule } from '../../rule/define-rule';
import { examples } from './access-analyzer-enabled.examples';

const flag = (standard: boolean, description: string) =>
  v.optional(v.pipe(v.boolean(), v.description(description)), standard);

/** Somebody looks for access from outside and for access that nobody uses. */
export const accessAnalyzerEnabled = defineRule({
  id: 'access-analyzer-enabled',
  title: 'The baseline of an account has analyzers of IAM Access Analyzer',
  severity: 'low',
  rationale:
    'What others may reach and what nobody uses changes with every deployment, also with those that are not checked here. ' +
    'An analyzer tells of it all the time.',
  remediation:
    'Declare an `aws_accessanalyzer_analyzer` of type `ACCOUNT` in each region in use, and one of type `ACCOUNT_UNUSED_ACCESS`.',
  recommendations: ['aws-iam/generate-from-activity', 'guide/access-analyzer'],
  clouds: ['aws'],
  appliesTo: ['account'],
  decidedByOneResource: [],
  options: v.strictObject({
    managedElsewhere: flag(false, 'Whether another stack or the organisation has the analyzers of the account.'),
    unusedAccess: flag(true, 'Whether access that nobody uses must be looked for, which AWS charges for.'),
  }),
  messages: { absent: 'the stack is the baseline of its account and has no analyzer of {kinds} access: declare an `aws_accessanalyzer_analyzer` of type {types}' }, // prettier-ignore

  check({ resource, isBaseline, monitoring }, { options, report, unresolved }) {
    if (!isBaseline || options.managedElsewhere) return;
    const { missing, open } = missingAnalyzers(monitoring, options.unusedAccess);
    if (missing.length > 0) {
      const kinds = missing.map(({ kind }) => kind).join(' and ');
      const types = missing.map(({ type }) => `\`${type}\``).join(' and ');
      report({ message: 'absent', at: resource, data: { kinds, types } });
    } else if (open !== undefined) unresolved(open, resource);
  },

  examples,
});
