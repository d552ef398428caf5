import * as v from 'valibot';
import { effectsOf, findingOf, managesPermissions } from '../../access/effect';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-permissions-management.examples';

/** Permissions are changed only where a policy names the resource. */
export const noPermissionsManagement = defineRule({
  id: 'no-permissions-management',
  title: 'No policy lets anybody change permissions on whatever resource',
  severity: 'high',
  rationale:
    'Who changes resource policies, keys or roles at will opens them to anybody, and can give more than it has.',
  remediation:
    'Name the resources whose permissions the work changes, or leave that to the deployment. For IAM ask for a boundary with iam:PermissionsBoundary.',
  recommendations: ['aws-iam/least-privilege', 'aws-iam-classic/least-privilege', 'guide/least-privilege'],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    unbounded:
      '{document} lets change who may do what: {actions} on {resource}, which no statement names. Leave them out, or name the resources, as in `{shape}`',
  },

  check(entity, { model, report, unresolved }) {
    const { effects, doubts } = effectsOf(entity, model, { action: managesPermissions, reach: 'anywhere' });
    for (const effect of effects) report({ message: 'unbounded', ...findingOf(effect, model) });
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
  },

  examples,
});
