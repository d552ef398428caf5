/** AWS Organizations: the organization, its policies, and who counts as inside. */
import type { Resource } from './resource';
import type { Unknown, Value } from './value';

/** Who counts as inside. The account that the stack is deployed to always does. */
export interface ZoneOfTrust {
  /** Account ids. */
  readonly accounts?: readonly string[];
  /** Organization id, `o-abc123`. */
  readonly organization?: string;
  /** Accounts of third parties that may be let in, with an external id. */
  readonly thirdParties?: readonly string[];
}

/** Documents of the organization that bear on a principal or a resource. */
export interface Limits {
  /** Service control policies by level, each of which must allow. */
  readonly scps: readonly (readonly Value[])[];
  /** Resource control policies by level; only their denies count. */
  readonly rcps: readonly (readonly Value[])[];
}

/** The organization, in the stack that manages it. */
export interface Organization {
  readonly kind: 'organization';
  /** `aws_organizations_organization`, or what else shows that the stack manages one. */
  readonly resource: Resource;
  /** Policy types that are enabled, such as `SERVICE_CONTROL_POLICY`; undefined where the stack does not say. */
  readonly policyTypes?: Value;
  /** `ALL` or `CONSOLIDATED_BILLING`; the provider's default filled in. */
  readonly featureSet?: Value;
  /** Central root access: the resource that turns it on, and the features that it lists. */
  readonly rootFeatures?: { readonly resource: Resource; readonly enabled: Value };
}

/** A policy of the organization. */
export interface OrganizationPolicy {
  readonly kind: 'organization-policy';
  readonly resource: Resource;
  readonly property: string;
  readonly name: Value;
  readonly use: 'scp' | 'rcp';
  readonly document: Value;
  /** Roots, organizational units and accounts that it is attached to in this stack. */
  readonly targets: { readonly known: readonly Value[]; readonly open?: Unknown };
}
