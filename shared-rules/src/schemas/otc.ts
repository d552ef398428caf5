/** Resources of Open Telekom Cloud, and of Huawei Cloud where the fields agree, as entities of the IAM model. */
import type { Entity } from '../model/iam-model';
import type { OtcMonitoring } from '../model/otc';
import type { Resource, Stack } from '../model/resource';
import type { Rotation } from './aws-rotation';
import { join } from './groups';
import { loginPolicies, otcPasswordPolicies, protectionPolicies } from './otc-account';
import { otcAccessKeys, otcLoginProfiles } from './otc-credentials';
import { otcDraftsOf } from './otc-drafts';
import { otcMachines } from './otc-exposure';
import { admitFederated } from './otc-federation';
import { grantRoles } from './otc-grants';
import { otcMonitoringOf } from './otc-monitoring';
import { otcResources } from './otc-resources';

/** What a stack has of Open Telekom Cloud. */
export interface OtcPart {
  readonly entities: readonly Entity[];
  readonly monitoring: OtcMonitoring;
}

/** Reads the resources of Open Telekom Cloud among those of a stack. */
export function otcPart(stack: Stack, rotation: Rotation): OtcPart {
  const { resources } = stack;
  const of = otcResources(resources.filter(({ mode }) => mode === 'managed'));
  const drafts = otcDraftsOf(of, otcResources(resources.filter(({ mode }) => mode === 'data')));
  const outside = grantRoles(of, drafts);
  const keys = otcAccessKeys(of, drafts, rotation);
  const profiles = otcLoginProfiles(drafts, stack);
  const byName = (resource: Resource): Resource => ({
    ...resource,
    values: new Map([...resource.values].map(([argument, value]) => [argument, drafts.named(value)])),
  });
  const ofGroups = of('identity_group_membership').map(byName);
  join({ ofGroups, ofUsers: of('identity_user_group_membership').map(byName) }, drafts);
  admitFederated(of, drafts.groups);
  return {
    entities: [
      ...[drafts.users, drafts.groups].flatMap(({ all }) => [...all]),
      ...keys,
      ...profiles,
      ...drafts.policies.all,
      ...drafts.agencies,
      ...outside,
      ...otcPasswordPolicies(of),
      ...loginPolicies(of),
      ...protectionPolicies(of),
      ...otcMachines(of),
    ],
    monitoring: otcMonitoringOf(of),
  };
}
