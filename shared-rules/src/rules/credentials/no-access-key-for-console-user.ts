import * as v from 'valibot';
import { isDeclared } from '../../access/declared';
import { consolePasswordOf, hasBoth, ownerDeclarable, ownerName } from '../../access/keys';
import { labelOf } from '../../access/of-principal';
import { stringOf } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-access-key-for-console-user.examples';

const ACCESS_TYPES = new Set(['default', 'programmatic', 'console']);

/** People sign in, programs have keys; nobody does both by accident. */
export const noAccessKeyForConsoleUser = defineRule({
  id: 'no-access-key-for-console-user',
  title: 'A user with a console password has no access key',
  severity: 'high',
  rationale:
    'Whoever signs in to the console rarely needs a key, and a key that is made along with the user is forgotten. It works ' +
    'without the password and its MFA, and goes on working when the password is changed.',
  remediation:
    'Remove the key and let the person sign in with `aws login` or Identity Center; give a program a role, or a user of its own. ' +
    'Where both are meant, declare it with the tag or the option.',
  remediations: {
    otc: 'Set `access_type` to `console` and remove the key, or to `programmatic` and remove the password: a program gets a user of its own, a server an agency. Where both are meant, name the user in the option.',
  },
  recommendations: [
    'access-keys/6-deleting',
    'access-keys/8-roles-instead',
    'aws-iam/remove-unused',
    'aws-iam-classic/remove-unnecessary',
    'guide/credential-types',
    'otc/access-type',
    'otc/delete-unnecessary',
  ],
  appliesTo: ['access-key', 'user'],
  decidedByOneResource: [],
  options: v.strictObject({
    bothOnPurpose: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description('Names of users that have a password and a key on purpose, with `*` and `?`.'),
      ),
      [],
    ),
    bothOnPurposeTag: v.optional(
      v.pipe(v.string(), v.description('Tag that declares the same of a user when its value is `true`.')),
      'iam-guardrails:console-and-key',
    ),
  }),
  messages: {
    both: '`{user}` has a console password and an active access key',
    consoleOnly: '`{user}` is for the console only (`access_type`), and has an active access key',
    wrong: '`access_type` of `{user}` is `{type}`, which is none of `default`, `programmatic` and `console`',
    open: '`{user}` may use the console and access keys alike, since `access_type` is not set: say which',
  },

  check(key, { options, model, report, unresolved }) {
    if (key.kind === 'user') {
      const finding = { severity: 'low', at: key.resource, property: 'access_type' } as const;
      const data = { user: labelOf(key) };
      const type = stringOf(key.signIn?.accessType) ?? 'default';
      // Where they have both, it is said of the key.
      if (key.signIn?.isAccessTypeSet === false)
        return hasBoth(key) ? undefined : report({ ...finding, message: 'open', data });
      if (!ACCESS_TYPES.has(type)) report({ ...finding, message: 'wrong', data: { ...data, type } });
      return;
    }
    if (key.status === 'inactive') return;
    const declared = isDeclared(ownerDeclarable(key), options.bothOnPurpose, options.bothOnPurposeTag);
    const console = consolePasswordOf(key, model);
    if (declared === true) return;
    const type = key.user?.signIn?.accessType;
    if (key.status === 'active' && stringOf(type) === 'console')
      return report({ message: 'consoleOnly', at: key.resource, data: { user: ownerName(key) } });
    if (type?.kind === 'unknown') return unresolved(type, key.resource);
    if (console === undefined) return;
    if ('doubt' in console) return unresolved(console.doubt.reason, key.resource, console.doubt.property);
    if (key.status !== 'active') return unresolved(key.status, key.resource, 'status');
    if (declared !== false) return unresolved(declared, key.resource);
    report({ message: 'both', at: key.resource, data: { user: ownerName(key) } });
  },

  examples,
});
