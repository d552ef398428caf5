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
  /** Services that may act in all accounts; undefined where the stack does not say. */
  readonly trustedServices?: Value;
  /** Central root access: the resource that turns it on, and the features that it lists. */
  readonly rootFeatures?: { readonly resource: Resource; readonly enabled: Value };
  /** Organizational units and accounts that the stack declares, by what they stand under. */
  readonly tree: readonly OrganizationNode[];
  /** What the configuration says of control policies that another stack attaches. */
  readonly configured?: Limits;
}

/** Where a control policy is attached, or an organizational unit or account stands. */
export type OrganizationPlace =
  | { readonly level: 'root' }
  /** The account of which the organization is made: control policies do not bear on it. */
  | { readonly level: 'management-account' }
  /** `key` is the address in this stack, or the id. */
  | { readonly level: 'unit' | 'account'; readonly key: string }
  | { readonly level: 'unknown'; readonly reason: Unknown };

/** An organizational unit or an account of the stack. */
export interface OrganizationNode {
  readonly level: 'unit' | 'account';
  /** Its address. */
  readonly key: string;
  readonly resource: Resource;
  readonly parent: OrganizationPlace;
}

/** One attachment of a control policy. */
export interface PolicyAttachment {
  readonly resource: Resource;
  readonly place: OrganizationPlace;
}

/** A policy of the organization. */
export interface OrganizationPolicy {
  readonly kind: 'organization-policy';
  readonly resource: Resource;
  readonly property: string;
  readonly name: Value;
  readonly use: 'scp' | 'rcp';
  readonly document: Value;
  /** Where it is attached in this stack; `open` where there may be more. */
  readonly attachments: { readonly known: readonly PolicyAttachment[]; readonly open?: Unknown };
}
