import * as v from 'valibot';
import { boundaryGap, canRewriteOwnBoundary } from '../../access/boundaries';
import { blameOf, inWords } from '../../access/cause';
import { labelOf } from '../../access/of-principal';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './require-permissions-boundary.examples';

/** Who makes principals stays within a boundary. */
export const requirePermissionsBoundary = defineRule({
  id: 'require-permissions-boundary',
  title: 'Whoever creates principals must bound them, and cannot undo a boundary',
  severity: 'medium',
  rationale:
    'Who may create a role and give it permissions has all permissions, unless what it creates must have a permissions boundary. ' +
    'A boundary that its subject can take away, exchange or rewrite bounds nothing.',
  remediation:
    'Require the boundary with the condition key `iam:PermissionsBoundary` where principals are created and get permissions. Deny ' +
    'to delete boundaries and to change the policy that is one.',
  recommendations: ['aws-iam/permissions-boundaries'],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({
    everywhere: v.optional(
      v.pipe(
        v.boolean(),
        v.description('Whether every user, role and permission set of the stack must have a boundary.'),
      ),
      false,
    ),
    except: v.optional(v.pipe(v.array(v.string()), v.description('Names of those that need none.')), []),
  }),
  messages: {
    policy: 'policy `{policy}` lets whoever has it {words}, such as {action} on {resource}; {fix}',
    grant: '`{policy}` lets {kind} `{holder}` {words}, such as {action} on {resource}; {fix}',
    together: '{kind} `{holder}` can {words}: {documents} together allow it, such as {action} on {resource}; {fix}',
    rewrite: '{kind} `{holder}` can rewrite its own boundary: {action} on {resource} is allowed; deny it',
    missing: '{kind} `{holder}` has no permissions boundary',
  },

  check(entity, { options, report, unresolved }) {
    if (entity.kind === 'user' || entity.kind === 'role' || entity.kind === 'permission-set') {
      const at = entity.resource;
      const own = { kind: inWords(entity.kind), holder: labelOf(entity) };
      const isAsked = options.everywhere && !options.except.includes(own.holder);
      if (isAsked && entity.boundary === undefined) report({ message: 'missing', at, data: own });
      const rewrite = canRewriteOwnBoundary(entity);
      if (rewrite.answer === 'undecided') unresolved(unknown(rewrite.reason), at);
      if (rewrite.answer === 'yes') {
        const { witness } = rewrite;
        const { action, resource } = witness;
        report({ message: 'rewrite', at, data: { ...own, action, resource }, witness });
      }
    }
    const cause = boundaryGap(entity);
    if (cause.on === 'nothing') return;
    if (cause.on === 'unresolved') return unresolved(cause.reason, cause.at, cause.property);
    const { words, fix, witness } = cause.found;
    const said = { words, fix, action: witness.action, resource: witness.resource };
    const { names, ...blame } = blameOf(cause);
    report({ ...blame, data: { ...names, ...said }, witness });
  },

  examples,
});
