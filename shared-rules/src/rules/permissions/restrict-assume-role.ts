import * as v from 'valibot';
import { assumptionsOf } from '../../access/role-handover';
import { defineRule } from '../../rule/define-rule';
import { examples } from './restrict-assume-role.examples';

/** Roles are assumed by name. */
export const restrictAssumeRole = defineRule({
  id: 'restrict-assume-role',
  title: 'Policies name the roles that may be assumed',
  severity: 'medium',
  rationale:
    'A permission to assume any role leaves it to the trust policies of all of them, those of tomorrow and of other accounts ' +
    'included, who gets in.',
  remediation: 'Name the roles that may be assumed by ARN, with the account that they are in.',
  recommendations: [
    'aws-iam/least-privilege',
    'aws-iam-classic/least-privilege',
    'guide/roles-sts',
    'access-keys/14-sts',
  ],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    every:
      '{document} allows any role to be assumed whose trust policy allows it too: sts:AssumeRole on {resource}. Name the roles, as in `arn:aws:iam::<account>:role/<name>`',
    'any-account':
      '{document} allows roles of any account to be assumed, as sts:AssumeRole on {resource}. Write the account id into the ARN, or bound it with a condition on `aws:ResourceOrgID`',
  },

  check(entity, { model, report, unresolved }) {
    const { found, doubts } = assumptionsOf(entity, model);
    for (const { kind, granted, witness, document, fingerprint } of found)
      report({
        message: kind,
        at: granted.at,
        property: granted.property,
        data: { document, resource: witness.resource },
        ...(kind === 'every' ? {} : { severity: 'low' }),
        witness,
        causes: [granted.cause],
        fingerprint,
      });
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
  },

  examples,
});
