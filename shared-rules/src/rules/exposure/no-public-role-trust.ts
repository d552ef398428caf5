import * as v from 'valibot';
import { publicEntrances, roleName } from '../../access/trust';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-public-role-trust.examples';

/** Not just anybody may assume a role. */
export const noPublicRoleTrust = defineRule({
  id: 'no-public-role-trust',
  title: 'No role can be assumed by anybody in any AWS account',
  severity: 'critical',
  rationale:
    'Whoever has an AWS account can assume a role that trusts everybody, and then has all that the role may do. The name of a ' +
    'role is no secret, and neither is an external id: it protects a third party from confusing its customers.',
  remediation:
    'Name the principals that assume the role, or bound the statement by `aws:PrincipalOrgID`, `aws:PrincipalAccount` or `aws:PrincipalArn`.',
  recommendations: [
    'aws-iam/public-and-cross-account',
    'guide/anonymous-principals',
    'guide/trust-and-permission-policies',
  ],
  clouds: ['aws'],
  appliesTo: ['role'],
  decidedByOneResource: ['role'],
  options: v.strictObject({}),
  messages: {
    public:
      'statement {statement} of the trust policy lets anybody in any AWS account assume role `{role}`; name the principals, or add a condition `StringEquals` on `aws:PrincipalOrgID` with your organization',
    guess:
      'statement {statement} of the trust policy lets anybody in any AWS account assume role `{role}` who knows or guesses the external id, which is no secret; name the principals',
  },

  check(role, { report, unresolved }) {
    const { faults, doubt } = publicEntrances(role);
    const { resource: at } = role;
    const property = 'assume_role_policy';
    const [first] = faults;
    if (first === undefined) {
      if (doubt !== undefined) unresolved(unknown(doubt), at, property);
      return;
    }
    report({
      message: first.hasExternalId ? 'guess' : 'public',
      at,
      property,
      data: { statement: first.statement, role: roleName(role) },
      witness: first.witness,
      causes: faults.map(({ cause }) => cause),
    });
  },

  examples,
});
