import * as v from 'valibot';
import { administration, summaryOf } from '../../access/administration';
import { blameOf } from '../../access/cause';
import { projectsInWords } from '../../access/otc-administrator';
import { heirsOf, takersOf } from '../../access/takers';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-administrator-access.examples';

/** Nobody is an administrator. */
export const noAdministratorAccess = defineRule({
  id: 'no-administrator-access',
  title: 'No principal is an administrator and no policy makes one',
  severity: 'critical',
  rationale:
    'Whoever can do everything, or can give itself any permission, is not limited by anything else in the account. ' +
    'It does not matter how the access is written or over how many policies it is spread.',
  remediation:
    'Grant the actions and resources that the work needs. Keep a break-glass role as an exemption with an owner and an expiry.',
  remediations: {
    otc: 'Grant a custom role with the actions and resources that the work needs, in the projects where it needs them. Leave administration to the members of the group `admin`.',
  },
  recommendations: [
    'aws-iam/least-privilege',
    'aws-iam-classic/least-privilege',
    'guide/least-privilege',
    'otc/least-privilege',
    'access-keys/13-user-keys',
    'access-keys/18-key-permissions',
  ],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    policy: '{kind} `{policy}` makes whoever has it an administrator: {reach}, such as {action} on {resource}{who}',
    grant: '`{policy}` makes {kind} `{holder}` an administrator{where}: {reach}, such as {action} on {resource}{who}',
    together:
      '{kind} `{holder}` is an administrator{where}: {documents} together allow {reach}, such as {action} on {resource}{who}',
    heir: '{kind} `{holder}` can become an administrator: it may assume role `{role}`{through}, for which that is accepted',
  },

  check(entity, { model, report, unresolved }) {
    const cause = administration(entity);
    if (cause.on === 'nothing') return;
    if (cause.on === 'unresolved') return unresolved(cause.reason, cause.at, cause.property);
    const { names, ...blame } = blameOf(cause);
    const { found } = cause;
    const where = projectsInWords(entity);
    const data = { ...names, ...summaryOf(found), where, who: takersOf(entity, model) };
    const severity = where === '' ? {} : ({ severity: 'high' } as const);
    report({ ...blame, ...severity, data, witness: found.witness, heirs: () => heirsOf(entity, model) });
  },

  examples,
});
