import * as v from 'valibot';
import { placeOf, type CheckSeverity, type PolicyCheck } from '../../policy/check';
import { contentOfStatement } from '../../policy/content';
import { readDocument } from '../../policy/document';
import { validatePolicy } from '../../policy/validate';
import { causeKey } from '../../access/cause';
import type { Resource } from '../../model/resource';
import { defineRule } from '../../rule/define-rule';
import type { Severity } from '../../rule/finding';
import { examples } from './valid-policy.examples';

/** Policy documents do what they say. */
export const validPolicy = defineRule({
  id: 'valid-policy',
  title: 'Every policy document is one that AWS accepts and means what it says',
  severity: 'high',
  rationale:
    'AWS refuses a malformed document halfway through a deployment. What it accepts and then ignores is worse: a misspelled ' +
    'action, a condition that never holds or always does.',
  remediation: 'Correct the document at the place that the finding names.',
  recommendations: ['aws-iam/validate-policies'],
  clouds: ['aws'],
  appliesTo: ['document'],
  decidedByOneResource: ['document'],
  options: v.strictObject({
    suggestions: v.optional(
      v.pipe(
        v.boolean(),
        v.description('Whether to report suggestions too, such as an action that another one of the list covers.'),
      ),
      false,
    ),
  }),
  messages: { check: '{code} at {place}: {problem}' },

  check({ document, resource, property, use, resourceType }, { options, report }) {
    const contents = readDocument(document, use).statements.map(contentOfStatement);
    for (const check of validatePolicy(document, { type: use, ...(resourceType && { resourceType }) })) {
      if (check.severity === 'suggestion' && !options.suggestions) continue;
      if (GRANTS.test(check.code)) continue;
      const { code, message } = check;
      report({
        message: 'check',
        at: resource,
        property,
        data: { code, place: placeText(check), problem: message },
        severity: SEVERITIES[check.severity],
        fingerprint: `${property}\n${code}\n${message}\n${contents[indexIn(check)] ?? ''}`,
        ...(use === 'trust' && TRUST.test(code) ? { causes: [trustCause(resource, check)] } : {}),
      });
    }
  },

  examples,
});

/** How much a document grants is judged by its effect, by the rules about permissions: one finding for one cause. */
const GRANTS = /^(PASS_ROLE|CREATE_SLR)_/;

/** What the rules about trust decide by its effect: they say it first where they find it too. */
const TRUST =
  /WILDCARD_IN_PRINCIPAL$|^MISSING_(CONDITION_KEY_FOR_OIDC_PRINCIPAL|GITHUB_REPO_CONDITION_KEY)$|^SPECIFIC_GITHUB_REPO/;

function trustCause(resource: Resource, check: PolicyCheck): string {
  return causeKey(resource, 'assume_role_policy', 'trust policy', indexIn(check));
}

/** The statement that a check is about; a document may have only one, without a list. */
function indexIn({ path }: PolicyCheck): number {
  const index = path.find((step) => typeof step === 'number');
  return typeof index === 'number' ? index : 0;
}

const SEVERITIES: Readonly<Record<CheckSeverity, Severity>> = {
  error: 'high',
  'security-warning': 'medium',
  warning: 'low',
  suggestion: 'low',
};

function placeText({ path, position }: PolicyCheck): string {
  const place = path.length === 0 ? 'the document' : `\`${placeOf(path).replaceAll('`', '"')}\``;
  return position === undefined ? place : `${place} (line ${position.line}, column ${position.column})`;
}
