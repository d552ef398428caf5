import * as v from 'valibot';
import { shownAddress } from '../../model/address';
import { defineRule } from '../../rule/define-rule';
import { examples } from './instance-has-role.examples';

/** Compute that calls APIs has a role, and keeps its credentials to itself. */
export const instanceHasRole = defineRule({
  id: 'instance-has-role',
  title: 'Compute that calls APIs has a role, and hands out its credentials only with a token',
  severity: 'low',
  rationale:
    'A program that calls APIs and has no role gets its credentials from somewhere else, mostly an access key. Where there is a ' +
    'role, a metadata service that answers without a session token gives its credentials to whoever makes the machine fetch a URL.',
  remediation: 'Give the machine a role, and set `http_tokens` of `metadata_options` to `required`.',
  recommendations: [
    'aws-iam/temporary-credentials-for-workloads',
    'aws-iam-classic/roles-for-ec2',
    'guide/roles-for-ec2',
  ],
  appliesTo: ['machine'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    none: '{label} `{machine}` runs `{calls}` and has no role: give it one with `{property}`',
    token:
      '{label} `{machine}` has a role, and nothing requires a session token to read its credentials (IMDSv1): set `http_tokens` of `metadata_options` to `required`',
  },

  check(machine, { report, unresolved }) {
    const { resource: at, label, property, hasRole, calls, answersWithoutToken } = machine;
    const data = { label, machine: shownAddress(at.address) };
    if (typeof hasRole !== 'boolean') {
      if (calls !== undefined || answersWithoutToken !== false) unresolved(hasRole, at, property);
      return;
    }
    if (!hasRole) {
      if (calls !== undefined) report({ message: 'none', at, property, data: { ...data, calls, property } });
      return;
    }
    if (typeof answersWithoutToken !== 'boolean') return unresolved(answersWithoutToken, at, 'metadata_options');
    if (answersWithoutToken) report({ message: 'token', at, property: 'metadata_options', data });
  },

  examples,
});
