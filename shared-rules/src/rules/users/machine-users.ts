import * as v from 'valibot';

/** The options that declare users to be machines: one spelling for every rule that asks who a user is. */
export const machineUserOptions = {
  machineUsers: v.optional(
    v.pipe(v.array(v.string()), v.description('Names of users that are machines, with `*` and `?`.')),
    [],
  ),
  machineUserTag: v.optional(
    v.pipe(v.string(), v.description('Tag that declares a user a machine when its value is `true`.')),
    'iam-guardrails:machine-user',
  ),
};
