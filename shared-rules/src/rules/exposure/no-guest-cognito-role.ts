import * as v from 'valibot';
import { guestsMay } from '../../access/guests';
import { labelOf } from '../../access/of-principal';
import { placeOf } from '../../access/words';
import type { IdentityPool } from '../../model/iam-model';
import { booleanOf } from '../../model/settings';
import { stringOf, unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-guest-cognito-role.examples';

/** What every guest may do: be one, and say how an app is used. */
const HARMLESS = [
  'cognito-identity:*',
  'cognito-sync:*',
  'mobileanalytics:PutEvents',
  'mobiletargeting:PutEvents',
  'mobiletargeting:UpdateEndpoint',
  'rum:PutRumEvents',
];

const nameOf = ({ name, resource }: IdentityPool): string => stringOf(name) ?? resource.address;

/** Guests of an identity pool may do nothing that matters. */
export const noGuestCognitoRole = defineRule({
  id: 'no-guest-cognito-role',
  title: 'Guests of an identity pool have no permissions that matter',
  severity: 'high',
  rationale:
    'Whoever knows the id of an identity pool, which stands in the code of every app, gets credentials of the role that the pool ' +
    'gives to guests. Nobody signs in for them.',
  remediation:
    'Turn guests off with `allow_unauthenticated_identities`, or take from their role whatever is more than telling how the app is used.',
  recommendations: ['guide/cognito-guests', 'aws-iam/public-and-cross-account', 'guide/anonymous-principals'],
  appliesTo: ['identity-pool'],
  decidedByOneResource: [],
  options: v.strictObject({
    allowed: v.optional(
      v.pipe(v.array(v.string()), v.description('Actions that guests may call, with wildcards.')),
      HARMLESS,
    ),
  }),
  messages: {
    role: 'guests of identity pool `{pool}` may call {action} on {resource} without signing in: role `{role}` allows it',
    classic:
      'guests of identity pool `{pool}` may call {action} on {resource} without signing in: role `{role}` allows it, and the classic flow does not narrow the role; turn off `allow_classic_flow`',
    flag: 'identity pool `{pool}` lets in guests; whatever role they get is open to everybody',
  },

  check(pool, { options, report, unresolved }) {
    const { resource: at, allowsGuests, guestRole, uncertainRole } = pool;
    const property = 'allow_unauthenticated_identities';
    if (booleanOf(allowsGuests) === false) return;
    const isOn = booleanOf(allowsGuests) === true;
    if (uncertainRole !== undefined) return unresolved(uncertainRole, at, property);
    if (guestRole === undefined) {
      if (isOn) report({ message: 'flag', at, property, severity: 'low', data: { pool: nameOf(pool) } });
      return;
    }
    const { role } = guestRole;
    if (role === undefined)
      return unresolved(unknown('the role of guests is outside of this stack'), guestRole.resource, guestRole.property);
    const enhanced = guestsMay(role, 'enhanced', options.allowed);
    const isNarrow = enhanced.answer === 'no' && booleanOf(pool.allowsClassicFlow) !== false;
    const decision = isNarrow ? guestsMay(role, 'classic', options.allowed) : enhanced;
    if (decision.answer === 'undecided')
      return unresolved(unknown(decision.reason), guestRole.resource, guestRole.property);
    if (decision.answer === 'no') return;
    if (allowsGuests.kind === 'unknown') return unresolved(allowsGuests, at, property);
    if (isNarrow && pool.allowsClassicFlow.kind === 'unknown')
      return unresolved(pool.allowsClassicFlow, at, 'allow_classic_flow');
    const { witness } = decision;
    const { action, resource } = witness;
    const data = { pool: nameOf(pool), role: labelOf(role), action, resource: placeOf(resource) };
    const message = isNarrow ? 'classic' : 'role';
    report({ message, at: guestRole.resource, property: guestRole.property, data, witness });
  },

  examples,
});
