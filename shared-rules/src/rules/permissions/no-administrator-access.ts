import * as v from 'valibot';
import { administration, policyAdministration, summaryOf } from '../../access/administration';
import { labelOf } from '../../access/of-principal';
import type { OutsideHolder } from '../../model/iam-model';
import { stringOf, unknown } from '../../model/value';
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
  recommendations: [
    'aws-iam/least-privilege',
    'aws-iam-classic/least-privilege',
    'guide/least-privilege',
    'access-keys/18-key-permissions',
  ],
  appliesTo: ['policy', 'user', 'role', 'group', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    policy: 'policy `{policy}` makes whoever has it an administrator: {reach}, such as {action} on {resource}',
    grant: '`{policy}` makes {kind} `{holder}` an administrator: {reach}, such as {action} on {resource}',
    together:
      '{kind} `{holder}` is an administrator: {documents} together allow {reach}, such as {action} on {resource}',
  },

  check(entity, { report, unresolved }) {
    if (entity.kind === 'policy') {
      if (entity.isBoundary && !entity.isAttached) return;
      const decision = policyAdministration(entity);
      if (decision.answer === 'undecided') unresolved(unknown(decision.reason), entity.resource, 'policy');
      if (decision.answer !== 'yes') return;
      const data = { policy: labelOf(entity), ...summaryOf(decision) };
      return report({ message: 'policy', at: entity.resource, property: 'policy', data, witness: decision.witness });
    }
    const found = administration(entity);
    const who = entity.kind === 'outside-holder' ? outsider(entity) : { kind: entity.kind, holder: labelOf(entity) };
    if (found.cause === 'undecided') return unresolved(unknown(found.reason), entity.resource);
    if (found.cause === 'one-document') {
      const { via, property, label } = found.grant;
      return report({
        message: 'grant',
        at: via,
        property,
        data: { policy: label, ...who, ...found.summary },
        witness: found.witness,
      });
    }
    if (found.cause === 'together') {
      const data = {
        ...who,
        ...found.summary,
        documents: found.documents.map((label) => `\`${label}\``).join(' and '),
      };
      report({ message: 'together', at: entity.resource, data, witness: found.witness });
    }
  },

  examples,
});

function outsider({ holder, name }: OutsideHolder): { readonly kind: string; readonly holder: string } {
  return { kind: holder, holder: stringOf(name) ?? 'that is not known' };
}
