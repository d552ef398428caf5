import * as v from 'valibot';
import { centralRoot, ROOT_FEATURES } from '../../access/central-root';
import { defineRule } from '../../rule/define-rule';
import { examples } from './central-root-access.examples';

/** Member accounts need no root credentials. */
export const centralRootAccess = defineRule({
  id: 'central-root-access',
  title: 'The organization manages the root users of its accounts in one place',
  severity: 'medium',
  rationale:
    'Each member account has a root user that no policy of the account limits, with a password that somebody can reset by mail. ' +
    'With central root access member accounts have no such credentials, and what only root can do is done from one place for a few minutes.',
  remediation:
    'Declare `aws_iam_organizations_features` with `RootCredentialsManagement` and `RootSessions`, and list `iam.amazonaws.com` in ' +
    '`aws_service_access_principals` of the organization. Delete the root credentials of the accounts that are there already.',
  canFix: true,
  recommendations: ['aws-iam/protect-root', 'guide/root'],
  clouds: ['aws'],
  appliesTo: ['organization'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    absent:
      'the organization does not manage root access in one place, so every account has root credentials of its own: add `aws_iam_organizations_features` with {features}',
    incomplete: 'central root access lacks {missing}: add it to `enabled_features`',
    untrusted:
      'central root access cannot be turned on while IAM may not act in the accounts: add `iam.amazonaws.com` to `aws_service_access_principals`',
  },

  check(organization, { report, unresolved }) {
    const verdict = centralRoot(organization);
    switch (verdict.kind) {
      case 'fine':
        return;
      case 'unknown':
        return unresolved(verdict.reason, verdict.at);
      case 'absent':
        return report({ message: 'absent', at: organization.resource, data: { features: inWords(ROOT_FEATURES) } });
      case 'untrusted':
        return report({ message: 'untrusted', at: verdict.at, property: 'aws_service_access_principals', data: {} });
      case 'incomplete':
        report({
          message: 'incomplete',
          at: verdict.at,
          property: 'enabled_features',
          data: { missing: inWords(verdict.missing) },
          fix: { enabled_features: [...ROOT_FEATURES] },
          ...(verdict.missing.includes('RootCredentialsManagement') ? {} : { severity: 'low' }),
        });
    }
  },

  examples,
});

function inWords(features: readonly string[]): string {
  return features.map((feature) => `\`${feature}\``).join(' and ');
}
