import * as v from 'valibot';
import { rootLikeness } from '../../access/root';
import { alternativesTo, flowsOf } from '../../access/secret-flows';
import { defineRule } from '../../rule/define-rule';
import { examples } from './prefer-roles-over-access-keys.examples';

/** Temporary credentials in place of long-lived keys. */
export const preferRolesOverAccessKeys = defineRule({
  id: 'prefer-roles-over-access-keys',
  title: 'Nobody has a long-lived access key',
  severity: 'medium',
  rationale:
    'An access key works from anywhere until somebody deletes it, and most leaks in AWS begin with one. Nearly everything that ' +
    'is given a key today can have a role in its place.',
  remediation: 'Use a role where the key goes, then set the key to Inactive, and delete it when nothing fails.',
  remediations: {
    otc: 'Lend an agency to the server or function that has the key, then set the key to `inactive`, and delete it when nothing fails.',
  },
  recommendations: [
    'access-keys/8-roles-instead',
    'access-keys/14-sts',
    'access-keys/5-disabling',
    'access-keys/6-deleting',
    'aws-iam/temporary-credentials-for-workloads',
    'aws-iam-classic/delegate-by-roles',
    'guide/roles-sts',
    'guide/credential-types',
    'otc/agencies-for-ecs',
  ],
  appliesTo: ['access-key'],
  // The alternative is named by where the secret goes, which other resources say.
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: { key: 'the access key works until somebody deletes it; {alternative}' },

  check(key, { model, report, unresolved }) {
    const { status, resource } = key;
    if (status === 'inactive' || rootLikeness(key) === 'root') return;
    if (status !== 'active') return unresolved(status, resource, 'status');
    const alternative = alternativesTo(resource.type, flowsOf(model, resource.address));
    report({ message: 'key', at: resource, data: { alternative } });
  },

  examples,
});
