import * as v from 'valibot';
import { escalation, summaryOf } from '../../access/escalating';
import { blameOf } from '../../access/cause';
import { passableRoles, passesWeakRoles } from '../../access/passable-roles';
import { heirsOf, takersOf } from '../../access/takers';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-privilege-escalation.examples';

/** Nobody who is limited can lift the limit. */
export const noPrivilegeEscalation = defineRule({
  id: 'no-privilege-escalation',
  title: 'No principal can become more than it is and no policy lets its holder',
  severity: 'critical',
  rationale:
    'A limit that its subject can lift is none. A role that may pass another one to a function, or a user that may make an ' +
    'access key of another, has the permissions of that other one, whatever its own policies say. The steps may stand in ' +
    'different policies, none of which looks dangerous.',
  remediation:
    'Take away one of the steps, or limit it: name the roles that may be passed and the service with `iam:PassedToService`, ' +
    'limit IAM actions to the own user, require a permissions boundary.',
  recommendations: [
    'aws-iam/least-privilege',
    'aws-iam/permissions-boundaries',
    'aws-iam-classic/least-privilege',
    'guide/least-privilege',
    'access-keys/18-key-permissions',
  ],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    policy:
      'policy `{policy}` lets whoever has it become more than the policy says ({path}): it can {title}: {steps}{others}{roles}{who}',
    grant:
      '`{policy}` lets {kind} `{holder}` become more than it is ({path}): it can {title}: {steps}{others}{roles}{who}',
    together:
      '{kind} `{holder}` can become more than it is ({path}): {documents} together let it {title}: {steps}{others}{roles}{who}',
    heir: '{kind} `{holder}` can become more than it is: it may assume role `{role}`{through}, for which that is accepted',
  },

  check(entity, { model, report, unresolved }) {
    const cause = escalation(entity, model);
    if (cause.on === 'nothing') return;
    if (cause.on === 'unresolved') return unresolved(cause.reason, cause.at, cause.property);
    const { names, ...blame } = blameOf(cause);
    const { found } = cause;
    const data = {
      ...names,
      ...summaryOf(found),
      who: takersOf(entity, model),
      roles: passableRoles(found.mostDirect, model),
    };
    const ways = [found.mostDirect, ...found.others];
    const areWeak = ways.every((way) => passesWeakRoles(way, model));
    const fingerprint = ways
      .map(({ path }) => path)
      .sort()
      .join();
    const severity = areWeak ? ({ severity: 'medium' } as const) : {};
    const heirs = () => heirsOf(entity, model);
    report({ ...blame, ...severity, data, witness: found.witness, fingerprint, heirs });
  },

  examples,
});
