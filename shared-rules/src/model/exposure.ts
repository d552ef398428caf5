/** What lets others in from outside: policies of resources, and machines. */
import type { Resource } from './resource';
import type { Unknown, Value } from './value';

/** A policy that is attached to a resource and says who may use it. */
export interface ResourcePolicy {
  readonly kind: 'resource-policy';
  /** The resource that holds the policy. */
  readonly resource: Resource;
  /** Argument that holds it, or that opens the resource. */
  readonly property: string;
  /** The policy; made from the arguments where the provider has arguments instead, as an ACL or a Lambda permission. */
  readonly document: Value;
  /** Set where the document was made from arguments. */
  readonly isMade?: true;
  /** Of what it protects, such as `S3 bucket`. */
  readonly label: string;
  /** How what it protects is called. */
  readonly name: Value;
  /** CloudFormation type of what it protects, such as `AWS::S3::Bucket`. */
  readonly resourceType: string;
  /** What keeps the public out whatever the policy says: a public-access block of the bucket or of the account; unknown when it may. */
  readonly block?: { readonly by: Resource; readonly uncertain?: Unknown };
  /** Resource control policies of the organization, by level. */
  readonly rcps?: readonly (readonly Value[])[];
}

/** Compute that runs programs of the user's. */
export interface Machine {
  readonly kind: 'machine';
  readonly resource: Resource;
  /** Such as `EC2 instance`. */
  readonly label: string;
  /** Argument that would give it a role. */
  readonly property: string;
  /** Whether it has a role, or unknown. */
  readonly hasRole: boolean | Unknown;
  /** What shows that it calls APIs of the cloud, such as `aws s3 cp` in its user data. */
  readonly calls?: string;
  /** Set where its role is the one by which the service starts it (the execution role of an ECS task). */
  readonly sharesRole?: true;
  /** Whether its metadata service answers without a session token (IMDSv1), or unknown. */
  readonly answersWithoutToken: boolean | Unknown;
}
