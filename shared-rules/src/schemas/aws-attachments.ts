/**
 * Documents on users, roles and groups. What an exclusive resource lists counts, and so does what another attachment gives:
 * which of the two AWS keeps depends on the order of the deployments. `aws_iam_*_policies_exclusive` give nothing: they name
 * inline policies that other resources write.
 */
import type { Role } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { isNull, known, stringOf } from '../model/value';
import { blocksIn } from './blocks';
import { holdersOf, type Draft, type Drafts, type Of } from './aws-drafts';
import { attachedGrant, attachedGrants, give, inlineGrant, markBoundary, openGrant } from './aws-grants';
import { follow, followAll } from './links';

const INLINE = [
  ['aws_iam_user_policy', 'user', 'users'],
  ['aws_iam_role_policy', 'role', 'roles'],
  ['aws_iam_group_policy', 'group', 'groups'],
] as const;

const ATTACHMENTS = [
  ['aws_iam_user_policy_attachment', 'user', 'users', 'policy_arn'],
  ['aws_iam_role_policy_attachment', 'role', 'roles', 'policy_arn'],
  ['aws_iam_group_policy_attachment', 'group', 'groups', 'policy_arn'],
  ['aws_iam_user_policy_attachments_exclusive', 'user_name', 'users', 'policy_arns'],
  ['aws_iam_role_policy_attachments_exclusive', 'role_name', 'roles', 'policy_arns'],
  ['aws_iam_group_policy_attachments_exclusive', 'group_name', 'groups', 'policy_arns'],
] as const;

/** Hands every document of the stack to those who get it. */
export function attach(of: Of, drafts: Drafts): void {
  for (const [type, argument, kind] of INLINE) {
    for (const resource of of(type)) {
      const { values } = resource;
      const grant = inlineGrant(resource, 'policy', values.get('policy'), stringOf(values.get('name')));
      give(follow(values.get(argument) ?? known(null), holdersOf(drafts, kind), resource), grant, kind, drafts);
    }
  }
  for (const [type, argument, kind, property] of ATTACHMENTS) {
    for (const resource of of(type)) {
      const target = follow(resource.values.get(argument) ?? known(null), holdersOf(drafts, kind), resource);
      for (const grant of attachedGrants(resource, property, drafts)) give(target, grant, kind, drafts);
    }
  }
  for (const resource of of('aws_iam_policy_attachment')) {
    for (const kind of ['users', 'roles', 'groups'] as const) attachMany(resource, kind, drafts);
  }
  for (const role of drafts.roles.all) attachOnRole(role, drafts);
}

function attachMany(resource: Resource, kind: 'users' | 'roles' | 'groups', drafts: Drafts): void {
  const { targets, open } = followAll(resource.values.get(kind), holdersOf(drafts, kind), resource);
  for (const grant of attachedGrants(resource, 'policy_arn', drafts)) {
    for (const target of targets) give(target, grant, kind, drafts);
    if (open !== undefined) give({ to: 'unknown', reason: open }, { ...grant, uncertain: open }, kind, drafts);
  }
}

function attachOnRole(role: Draft<Role>, drafts: Drafts): void {
  const { resource } = role;
  role.grants.known.push(...attachedGrants(resource, 'managed_policy_arns', drafts));
  const blocks = resource.values.get('inline_policy');
  const hole = blocks?.kind === 'list' ? blocks.more : undefined;
  for (const block of blocksIn(blocks)) {
    if (block === hole) role.grants.known.push(openGrant(resource, 'inline_policy', hole));
    else if (block.kind !== 'map') role.grants.known.push(inlineGrant(resource, 'inline_policy', block));
    else if (!isNull(block.entries.get('policy'))) {
      const label = stringOf(block.entries.get('name'));
      role.grants.known.push(inlineGrant(resource, 'inline_policy', block.entries.get('policy'), label));
    }
  }
}

/** Puts users and roles within their permissions boundaries. */
export function bound(drafts: Drafts): void {
  for (const principal of [...drafts.users.all, ...drafts.roles.all]) {
    const { resource } = principal;
    const arn = resource.values.get('permissions_boundary');
    if (arn === undefined || isNull(arn)) continue;
    principal.boundary = attachedGrant(resource, 'permissions_boundary', arn, drafts);
    markBoundary(principal.boundary, drafts);
  }
}
