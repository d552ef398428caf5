import * as v from 'valibot';
import { makesAdministrator, sessionHours } from '../../access/session-length';
import { labelOf } from '../../access/of-principal';
import { defineRule } from '../../rule/define-rule';
import { examples } from './permission-set-limits.examples';

const hours = (standard: number, description: string) =>
  v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(12), v.description(description)), standard);

/** Sessions of permission sets end. */
export const permissionSetLimits = defineRule({
  id: 'permission-set-limits',
  title: 'Sessions of permission sets are short, those of administrators shorter',
  severity: 'medium',
  rationale:
    'The credentials of a session work until it ends, wherever they are copied to, and cannot be called back one by one. A working ' +
    'day is enough for work, and a few hours for what an administrator does.',
  remediation: 'Set `session_duration` to a working day at most, and to a few hours for an administrator.',
  recommendations: ['aws-iam/federate-humans', 'access-keys/14-sts'],
  clouds: ['aws'],
  appliesTo: ['permission-set'],
  decidedByOneResource: ['permission-set'],
  options: v.strictObject({
    maximumSessionHours: hours(8, 'The longest session in hours.'),
    maximumAdministratorSessionHours: hours(4, 'The longest session of a permission set that makes an administrator.'),
  }),
  messages: {
    long: 'a session of permission set `{set}` lasts {hours} hours, longer than {limit}; set `session_duration` to `PT{limit}H`',
    administrator:
      'a session of permission set `{set}` lasts {hours} hours and is that of an administrator; set `session_duration` to `PT{limit}H` or less',
  },

  check(set, { options, report, unresolved }) {
    const hours = sessionHours(set);
    if (hours === undefined) return;
    const at = set.resource;
    const property = 'session_duration';
    if (typeof hours !== 'number') return unresolved(hours, at, property);
    const all = options.maximumSessionHours;
    const ofAdministrators = Math.min(all, options.maximumAdministratorSessionHours);
    if (hours <= ofAdministrators) return;
    const isOfAdministrator = makesAdministrator(set);
    const limit = isOfAdministrator ? ofAdministrators : all;
    if (hours <= limit) return;
    const data = { set: labelOf(set), hours: Math.round(hours * 10) / 10, limit };
    report({ message: isOfAdministrator ? 'administrator' : 'long', at, property, data });
  },

  examples,
});
