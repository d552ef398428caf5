import * as v from 'valibot';
import { protectedBy, publicOpenings } from '../../access/outside';
import { placeOf } from '../../access/words';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-public-resource-policy.examples';

/** Nothing is open to everybody by its own policy. */
export const noPublicResourcePolicy = defineRule({
  id: 'no-public-resource-policy',
  title: 'No policy of a resource lets everybody in',
  severity: 'critical',
  rationale:
    'The policy of a bucket, a queue, a key or a function can let in people who have nothing to do with the account. Conditions ' +
    'are decided and not only seen: one that anybody can meet, such as a referer or an address range of the whole internet, ' +
    'bounds nothing. What a public-access block, the ownership of objects or a control policy of the organization keeps out is ' +
    'not reported.',
  remediation:
    'Name the accounts, roles or services that need it, or bound the statement by `aws:PrincipalOrgID`, `aws:SourceArn`, `aws:SourceAccount` or a VPC endpoint.',
  recommendations: ['aws-iam/public-and-cross-account', 'guide/anonymous-principals', 'guide/conditions'],
  appliesTo: ['resource-policy'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    policy: 'anybody may call {action} on {resource}: statement {statement} of the policy of {what} lets everybody in',
    made: 'anybody may call {action} on {resource}: `{property}` opens {what} to everybody',
    api: 'anybody may call {what}, unless its methods ask who it is: statement {statement} of its policy lets everybody in',
  },

  check(policy, { report, unresolved }) {
    const { openings, doubt } = publicOpenings(policy);
    const { resource: at, property, isMade } = policy;
    for (const { statement, cause, witness } of openings) {
      const { action, resource } = witness;
      const shared = { at, property, witness, causes: [cause], fingerprint: cause };
      const what = protectedBy(policy);
      if (policy.resourceType === 'AWS::ApiGateway::RestApi')
        report({ message: 'api', ...shared, severity: 'medium', data: { what, statement } });
      else if (isMade === true)
        report({ message: 'made', ...shared, data: { what, action, resource: placeOf(resource), property } });
      else report({ message: 'policy', ...shared, data: { what, action, resource: placeOf(resource), statement } });
    }
    if (openings.length === 0 && doubt !== undefined) unresolved(doubt, at, property);
  },

  examples,
});
