import * as v from 'valibot';
import { isDeclared } from '../../access/declared';
import { labelOf } from '../../access/of-principal';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-iam-users.examples';
import { machineUserOptions } from './machine-users';

/** People are no IAM users. */
export const noIamUsers = defineRule({
  id: 'no-iam-users',
  title: 'People sign in through Identity Center or federation and are no IAM users',
  severity: 'low',
  rationale:
    'An IAM user has credentials that live until somebody takes them away, in each account anew. Whoever signs in through an ' +
    'identity provider gets temporary ones, and loses them on leaving.',
  remediation:
    'Give people permission sets of IAM Identity Center, or roles that trust your identity provider. Declare a user that is a machine by the tag or the option.',
  recommendations: ['aws-iam/federate-humans', 'guide/federation'],
  clouds: ['aws'],
  appliesTo: ['user'],
  decidedByOneResource: ['user'],
  options: v.strictObject(machineUserOptions),
  messages: {
    user: '`{user}` is an IAM user and not declared a machine: people sign in through IAM Identity Center or federation',
  },

  check(user, { options, report, unresolved }) {
    const machine = isDeclared(user, options.machineUsers, options.machineUserTag);
    if (machine === true) return;
    if (machine !== false) return unresolved(machine, user.resource);
    report({ message: 'user', at: user.resource, data: { user: labelOf(user) } });
  },

  examples,
});
