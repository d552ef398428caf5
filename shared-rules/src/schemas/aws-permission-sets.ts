/** Documents on permission sets of IAM Identity Center. Other resources name a permission set by its ARN only. */
import type { Grant, PermissionSet } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { known } from '../model/value';
import { blocksIn, valuesInBlocks } from './blocks';
import type { Draft, Drafts, Of } from './aws-drafts';
import { attachedGrant, attachedGrants, give, inlineGrant, markAttached, markBoundary, namedGrant } from './aws-grants';
import { follow, type Target } from './links';

const REFERENCE = 'customer_managed_policy_reference';

/** Each type, and the documents that it gives. */
const GRANTS: readonly (readonly [string, (resource: Resource, drafts: Drafts) => readonly Grant[]])[] = [
  [
    'aws_ssoadmin_permission_set_inline_policy',
    (resource) => [inlineGrant(resource, 'inline_policy', resource.values.get('inline_policy'), 'the inline policy')],
  ],
  [
    'aws_ssoadmin_managed_policy_attachment',
    (resource, drafts) => attachedGrants(resource, 'managed_policy_arn', drafts),
  ],
  [
    'aws_ssoadmin_managed_policy_attachments_exclusive',
    (resource, drafts) => attachedGrants(resource, 'managed_policy_arns', drafts),
  ],
  ['aws_ssoadmin_customer_managed_policy_attachment', customerManaged],
  ['aws_ssoadmin_customer_managed_policy_attachments_exclusive', customerManaged],
];

function customerManaged(resource: Resource, drafts: Drafts): readonly Grant[] {
  const grants = blocksIn(resource.values.get(REFERENCE)).map((block) =>
    namedGrant(resource, REFERENCE, block, drafts),
  );
  for (const { policy } of grants) markAttached(policy, drafts);
  return grants;
}

/** Hands every document of the stack to its permission set, and puts permission sets within their boundaries. */
export function attachToPermissionSets(of: Of, drafts: Drafts): void {
  for (const [type, grantsOf] of GRANTS) {
    for (const resource of of(type)) {
      const target = permissionSetOf(resource, drafts);
      for (const grant of grantsOf(resource, drafts)) give(target, grant, 'permissionSets', drafts);
    }
  }
  for (const resource of of('aws_ssoadmin_permissions_boundary_attachment')) {
    for (const grant of boundariesIn(resource, drafts)) bound(permissionSetOf(resource, drafts), grant, drafts);
  }
}

/** One that is looked up is none that the stack makes. */
function permissionSetOf(resource: Resource, drafts: Drafts): Target<Draft<PermissionSet>> {
  const arn = resource.values.get('permission_set_arn') ?? known(null);
  const target = follow(arn, drafts.permissionSets, resource);
  const found = arn.references.find(({ address }) => address.startsWith('data.aws_ssoadmin_permission_set.'));
  return target.to === 'unknown' && found !== undefined ? { to: 'outside', name: found.address } : target;
}

function boundariesIn(resource: Resource, drafts: Drafts): readonly Grant[] {
  const blocks = resource.values.get('permissions_boundary');
  const arns = valuesInBlocks(blocks, 'managed_policy_arn');
  const names = valuesInBlocks(blocks, REFERENCE).flatMap(blocksIn);
  return [
    ...arns.map((arn) => attachedGrant(resource, 'permissions_boundary', arn, drafts)),
    ...names.map((name) => namedGrant(resource, 'permissions_boundary', name, drafts)),
  ];
}

function bound(target: Target<Draft<PermissionSet>>, grant: Grant, drafts: Drafts): void {
  markBoundary(grant, drafts);
  if (target.to === 'entity') target.entity.boundary = grant;
  if (target.to !== 'unknown') return;
  for (const set of drafts.permissionSets.all) set.boundary ??= { ...grant, uncertain: target.reason };
}
