import * as v from 'valibot';
import { readDocument } from '../../policy/document';
import { defineRule } from '../../rule/define-rule';

const wrong = (document: unknown): { readonly 'aws_iam_policy.logs': Readonly<Record<string, unknown>> } => ({
  'aws_iam_policy.logs': { name: 'logs', policy: typeof document === 'string' ? document : JSON.stringify(document) },
});
const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };

/** Policy documents have the structure that AWS accepts. */
export const validPolicy = defineRule({
  id: 'valid-policy',
  title: 'Every policy document has the structure that AWS accepts',
  severity: 'high',
  rationale:
    'AWS refuses such a document halfway through a deployment, and until then nobody can say what it would grant.',
  remediation: 'Correct the document at the place that the finding names.',
  recommendations: ['aws-iam/validate-policies'],
  appliesTo: ['document'],
  decidedByOneResource: ['document'],
  options: v.strictObject({}),
  messages: { problem: 'AWS rejects the document ({code}): {problem}' },

  check({ document, resource, property, use }, { report }) {
    const { problem } = readDocument(document, use);
    if (problem === undefined) return;
    report({ message: 'problem', at: resource, property, data: { code: problem.code, problem: problem.message } });
  },

  examples: {
    violating: [
      {
        title: 'text that is not JSON',
        resources: wrong('{"Version": "2012-10-17", "Statement": [}'),
        at: ['aws_iam_policy.logs'],
      },
      {
        title: 'an effect in the wrong case',
        resources: wrong({ Version: '2012-10-17', Statement: [{ ...statement, Effect: 'allow' }] }),
        at: ['aws_iam_policy.logs'],
      },
      {
        title: 'a statement without an action',
        resources: wrong({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*' }] }),
        at: ['aws_iam_policy.logs'],
      },
    ],
    compliant: [
      {
        title: 'a statement with effect, action and resource',
        resources: wrong({ Version: '2012-10-17', Statement: [statement] }),
      },
      {
        title: 'a single statement that is no list',
        resources: wrong({ Version: '2012-10-17', Statement: statement }),
      },
    ],
  },
});
