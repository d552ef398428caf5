import * as v from 'valibot';
import { invertedIn } from '../../access/inverted';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-allow-with-not-action.examples';

/** What is allowed is said, and not what is not. */
export const noAllowWithNotAction = defineRule({
  id: 'no-allow-with-not-action',
  title: 'No allow says what it does not grant',
  severity: 'high',
  rationale:
    'An allow with NotAction, NotResource or NotPrincipal grants everything but what it lists, and with it each service that AWS ' +
    'adds tomorrow. A misspelt action in the list excludes nothing.',
  remediation:
    'List what is allowed. What must never be allowed belongs into a deny, where NotAction, NotResource and NotPrincipal are safe.',
  recommendations: [
    'aws-iam/least-privilege',
    'aws-iam-classic/least-privilege',
    'aws-iam-classic/access-levels',
    'guide/least-privilege',
  ],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder', 'resource-policy'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    NotAction: '{document} allows every action but {listed}: {actions}. List what is needed in `Action`',
    NotResource: '{document} allows {actions} on everything but {listed}. List what is needed in `Resource`',
    NotPrincipal: '{document} lets in everybody but {listed}, for {actions}. List who is let in, in `Principal`',
  },

  check(entity, { model, report, unresolved }) {
    const { found, doubts } = invertedIn(entity, model);
    for (const { element, at, property, document, listed, actions, witness, cause, fingerprint } of found)
      report({
        message: element,
        at,
        property,
        data: { document, listed, actions },
        causes: [cause],
        fingerprint,
        ...(witness === undefined ? {} : { witness }),
      });
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
  },

  examples,
});
