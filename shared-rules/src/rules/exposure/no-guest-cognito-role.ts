import * as v from 'valibot';
import { givenToGuests, takenByGuests } from '../../access/guests';
import { labelOf } from '../../access/of-principal';
import { placeOf } from '../../access/words';
import type { IdentityPool, Role } from '../../model/iam-model';
import { booleanOf } from '../../model/settings';
import { stringOf, unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import type { Witness } from '../../rule/finding';
import { examples } from './no-guest-cognito-role.examples';

/** What every guest may do: be one, and say how an app is used. */
const HARMLESS = [
  'cognito-identity:*', 'cognito-sync:*', 'mobileanalytics:PutEvents', 'mobiletargeting:PutEvents',
  'mobiletargeting:UpdateEndpoint', 'rum:PutRumEvents',
]; // prettier-ignore

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
  clouds: ['aws'],
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
    taken:
      'guests of identity pool `{pool}` may call {action} on {resource} without signing in: role `{role}` trusts the pool for whoever it knows, and in the classic flow guests choose their role; ask for `authenticated` in `cognito-identity.amazonaws.com:amr`, or turn off `allow_classic_flow`',
    flag: 'identity pool `{pool}` lets in guests; whatever role they get is open to everybody',
  },

  check(pool, { model, options: { allowed }, report, unresolved }) {
    const { resource: at, allowsGuests, allowsClassicFlow, guestRole, uncertainRole } = pool;
    const property = 'allow_unauthenticated_identities';
    const told = (role: Role, { action, resource }: Witness): Record<'pool' | 'role' | 'action' | 'resource', string> => ({
      pool: nameOf(pool), role: labelOf(role), action, resource: placeOf(resource),
    }); // prettier-ignore
    if (booleanOf(allowsGuests) === false) return;
    for (const { role, witness, doubt } of takenByGuests(pool, model, allowed)) {
      const place = { at: role.resource, property: 'assume_role_policy' };
      if (doubt !== undefined) unresolved(doubt, place.at, place.property);
      else report({ message: 'taken', ...place, data: told(role, witness), witness, fingerprint: at.address });
    }
    if (uncertainRole !== undefined) return unresolved(uncertainRole, at, property);
    if (guestRole === undefined) {
      if (allowsGuests.kind === 'unknown') return unresolved(allowsGuests, at, property);
      return report({ message: 'flag', at, property, severity: 'low', data: { pool: nameOf(pool) } });
    }
    const place = { at: guestRole.resource, property: guestRole.property };
    const { role } = guestRole;
    if (role === undefined)
      return unresolved(unknown('the role of guests is outside of this stack'), place.at, place.property);
    const { flow, decision } = givenToGuests(role, pool, allowed);
    if (decision.answer === 'undecided') return unresolved(unknown(decision.reason), place.at, place.property);
    if (decision.answer === 'no') return;
    if (allowsGuests.kind === 'unknown') return unresolved(allowsGuests, at, property);
    if (flow === 'classic' && allowsClassicFlow.kind === 'unknown')
      return unresolved(allowsClassicFlow, at, 'allow_classic_flow');
    const { witness } = decision;
    report({ message: flow === 'classic' ? 'classic' : 'role', ...place, data: told(role, witness), witness });
  },

  examples,
});
