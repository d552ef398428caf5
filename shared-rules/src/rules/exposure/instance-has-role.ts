import * as v from 'valibot';
import { shownAddress } from '../../model/address';
import { cloudOf } from '../../model/cloud';
import { defineRule } from '../../rule/define-rule';
import { examples } from './instance-has-role.examples';

/** Compute that calls APIs has a role, and keeps its credentials to itself. */
export const instanceHasRole = defineRule({
  id: 'instance-has-role',
  title: 'Compute that calls APIs has a role or an agency, and hands out its credentials only with a token',
  severity: 'low',
  rationale:
    'A program that calls APIs and has no role gets its credentials from somewhere else, mostly an access key. Where there is a ' +
    'role, a metadata service that answers without a session token gives its credentials to whoever makes the machine fetch a URL.',
  remediation: 'Give the machine a role of its own, and set `http_tokens` of `metadata_options` to `required`.',
  remediations: {
    otc: 'Make an agency for the service, such as `op_svc_ecs`, with the roles that the machine needs, and lend it to the machine.',
  },
  recommendations: [
    'aws-iam/temporary-credentials-for-workloads',
    'aws-iam-classic/roles-for-ec2',
    'guide/roles-for-ec2',
    'otc/agencies-for-ecs',
  ],
  appliesTo: ['machine'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    none: '{label} `{machine}` runs `{calls}` and has no role: give it one with `{property}`',
    agency:
      '{label} `{machine}` uses `{calls}` and has no agency, so that its credentials come from somewhere else: lend it one with `{property}`',
    token:
      '{label} `{machine}` has a role, and nothing requires a session token to read its credentials (IMDSv1): set `http_tokens` of `metadata_options` to `required`',
    shared:
      '{label} `{machine}` runs with the role by which ECS starts it, and may do what that may: pull images and read secrets; give it a role of its own with `{property}`',
  },

  check(machine, { report, unresolved }) {
    const { resource: at, label, property, hasRole, calls, sharesRole, answersWithoutToken } = machine;
    const data = { label, machine: shownAddress(at.address) };
    if (typeof hasRole !== 'boolean') {
      if (calls !== undefined || answersWithoutToken !== false) unresolved(hasRole, at, property);
      return;
    }
    if (!hasRole) {
      const message = cloudOf(at.type) === 'otc' ? 'agency' : 'none';
      if (calls !== undefined) report({ message, at, property, data: { ...data, calls, property } });
      return;
    }
    if (sharesRole === true) report({ message: 'shared', at, property, data: { ...data, property } });
    if (typeof answersWithoutToken !== 'boolean') return unresolved(answersWithoutToken, at, 'metadata_options');
    if (answersWithoutToken) report({ message: 'token', at, property: 'metadata_options', data });
  },

  examples,
});
