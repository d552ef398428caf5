import * as v from 'valibot';
import { isDeclared } from '../../access/declared';
import { labelOf } from '../../access/of-principal';
import { isNamedLike, recipientsOf } from '../../access/people';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './individual-users.examples';
import { machineUserOptions } from './machine-users';

/** Names of nobody in particular. Whole names: `admin-alice` is one person's, `shared-services-deployer` is no shared login. */
const SHARED = (
  'admin admin? administrator administrators sysadmin superuser root ' +
  'team team-* *-team shared *-shared shared-account* shared-admin* shared-login* shared-user* ' +
  'anybody anyone common everybody everyone generic guest guests office people staff test user users ' +
  'developer developers dev devs devops engineers operator operators ops support contractors interns'
).split(' ');

/** A user is one person. */
export const individualUsers = defineRule({
  id: 'individual-users',
  title: 'Every user is one person',
  severity: 'low',
  rationale:
    'Whoever shares a user shares its credentials: nobody can say later who did it, nobody can be let go without new ' +
    'credentials for all others, and an MFA device is passed around.',
  remediation:
    'Make a user for each person and put them into a group. Declare a user that is a machine by the tag or the option.',
  remediations: {
    otc: 'Make a user for each person and put them into a group. Name a user that is a machine in the option, and give it `access_type = "programmatic"`.',
  },
  recommendations: ['aws-iam-classic/individual-users', 'guide/individual-users', 'otc/individual-users'],
  appliesTo: ['user'],
  decidedByOneResource: ['user'],
  options: v.strictObject({
    names: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description(
          "Names that are no person's, with `*` and `?`; `-`, `_` and `.` are one, and so are `A` and `a`.",
        ),
      ),
      SHARED,
    ),
    ...machineUserOptions,
  }),
  messages: {
    name: 'the name of user `{user}` is not that of one person',
    people: 'the credentials of user `{user}` are made for several people: {people}',
  },

  check(user, { options, report, unresolved }) {
    const machine = isDeclared(user, options.machineUsers, options.machineUserTag);
    if (machine === true) return;
    const { people, open } = recipientsOf(user);
    const isShared = isNamedLike(user, options.names);
    const isFound = people.length > 1 || isShared === 'yes';
    if (isFound && machine !== false) return unresolved(machine, user.resource);
    const at = user.resource;
    const data = { user: labelOf(user) };
    if (people.length > 1)
      return report({ message: 'people', at, data: { ...data, people: people.map((who) => `\`${who}\``).join(', ') } });
    if (isShared === 'yes') return report({ message: 'name', at, property: 'name', data });
    if (isShared === 'maybe') return unresolved(unknown('the name of the user is not known'), at, 'name');
    if (open !== undefined) unresolved(open, at);
  },

  examples,
});
