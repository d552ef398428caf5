import * as v from 'valibot';
import { agencyName, borrowerOf, broadLoans, loanDoubt } from '../../access/agencies';
import { defineRule } from '../../rule/define-rule';
import { examples } from './agency-least-privilege.examples';

/** Agencies lend what is needed to whom it concerns. */
export const agencyLeastPrivilege = defineRule({
  id: 'agency-least-privilege',
  title: 'No agency lends an administrator role, and none is lent to another account',
  severity: 'high',
  rationale:
    'Whoever is lent an agency acts with all of its roles: on every server that has it, or from another account whose users you ' +
    'do not know. An administrator role there is an administrator without a name.',
  remediation:
    'Grant the agency a custom policy with the actions that the service needs, in the projects where it needs them. ' +
    'Name accounts that may be lent agencies in the option `trustedDomains`.',
  recommendations: ['otc/least-privilege', 'otc/agencies-for-ecs'],
  clouds: ['otc'],
  appliesTo: ['agency'],
  decidedByOneResource: [],
  options: v.strictObject({
    trustedDomains: v.optional(
      v.pipe(v.array(v.string()), v.description('Names of accounts (domains) that agencies may be lent to.')),
      [],
    ),
  }),
  messages: {
    administrator: 'agency `{agency}` lends `{role}`, which makes whoever has it an administrator, such as {action}',
    everyProject: 'agency `{agency}` lends `{role}`, all of a service, in every project: name the projects',
    foreign:
      'agency `{agency}` is lent to the account `{borrower}`: each of its users that may switch roles acts here. Name it in `trustedDomains` if that is meant',
  },

  check(agency, { options, report, unresolved }) {
    const { resource: at, delegatedBy } = agency;
    const name = agencyName(agency);
    for (const loan of broadLoans(agency)) {
      const { property, label: role, uncertain } = loan.grant;
      const finding = { at, property, causes: loan.causes, fingerprint: role } as const;
      const data = { agency: name, role };
      if (uncertain !== undefined) unresolved(uncertain, at, property);
      else if (loan.reach === 'everyProject') report({ ...finding, message: loan.reach, severity: 'medium', data });
      else {
        const { witness } = loan;
        report({ ...finding, message: loan.reach, data: { ...data, action: witness.action }, witness });
      }
    }
    const doubt = loanDoubt(agency);
    if (doubt !== undefined) unresolved(doubt, at);
    const borrower = borrowerOf(agency, options.trustedDomains);
    if (typeof borrower === 'string')
      report({ message: 'foreign', at, property: delegatedBy, data: { agency: name, borrower } });
    else if (borrower !== undefined) unresolved(borrower, at, delegatedBy);
  },

  examples,
});
