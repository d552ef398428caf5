import * as v from 'valibot';
import { passesOf } from '../../access/role-handover';
import { defineRule } from '../../rule/define-rule';
import { narrowed } from '../../access/narrowing';
import { examples } from './restrict-pass-role.examples';

/** Roles are passed by name, to the service that needs them. */
export const restrictPassRole = defineRule({
  id: 'restrict-pass-role',
  title: 'Roles are passed by name and to named services only',
  severity: 'high',
  rationale:
    'Whoever passes a role to a service makes the service act with it. A permission to pass any role is a permission to pass the ' +
    'strongest one of the account, whatever else the policy says.',
  remediation:
    'Name the roles that may be passed by ARN, or by a path or prefix of their own, and the service with `iam:PassedToService`.',
  recommendations: [
    'aws-iam/least-privilege',
    'aws-iam/conditions',
    'aws-iam-classic/least-privilege',
    'guide/conditions',
  ],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    every:
      '{document} allows every role to be passed to every service: iam:PassRole on {resource}. Name the roles, as in `arn:aws:iam::*:role/<name>`, and the service with `iam:PassedToService`',
    'to-some':
      '{document} allows every role to be passed, though to some services only: iam:PassRole on {resource}. Name the roles, as in `arn:aws:iam::*:role/<name>`',
    named:
      '{document} allows {resource} to be passed to every service that it trusts. Name the service in a condition on `iam:PassedToService`',
  },

  check(entity, { model, report, unresolved }) {
    const { found, doubts } = passesOf(entity, model);
    for (const { kind, granted, witness, document, fingerprint } of found) {
      const narrower = narrowed(granted, model);
      report({
        message: kind,
        at: granted.at,
        property: granted.property,
        data: { document, resource: witness.resource },
        ...(kind === 'every' ? {} : { severity: kind === 'named' ? 'low' : 'medium' }),
        witness,
        causes: [granted.cause],
        fingerprint,
        ...(narrower === undefined ? {} : { narrower }),
      });
    }
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
  },

  examples,
});
