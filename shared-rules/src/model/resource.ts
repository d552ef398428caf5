import type { Unknown, Value } from './value';

/** Where a resource is written, as far as the engine tells. */
export interface Location {
  readonly file?: string;
  readonly line?: number;
  /** Path of the construct in a CDKTF or CDK Terrain app, such as `network/alice`. */
  readonly constructPath?: string;
}

/**
 * One resource of a stack in the Terraform shape, whichever engine it came from. What refers to what stands inside the
 * values (`Value.references`): a Pulumi dependency and a Terraform expression look the same to a schema.
 */
export interface Resource {
  /** Unique within its stack: a Terraform address such as `aws_iam_user.people["a"]`, or a Pulumi URN. */
  readonly address: string;
  /** Terraform type, such as `aws_iam_access_key`. */
  readonly type: string;
  /** `data` for what the stack only reads. */
  readonly mode: 'managed' | 'data';
  /** Arguments in `snake_case`; a nested block is a map, or a list of maps where it may repeat. */
  readonly values: ReadonlyMap<string, Value>;
  /** Name of the stack. */
  readonly stack: string;
  /** The provider configuration that it is made with, as the program writes it; absent for the default one. */
  readonly provider?: string;
  readonly location?: Location;
  /** Set when it is not known whether, or how often, the resource will be there (`count`, `for_each`). */
  readonly uncertain?: Unknown;
}

/** Something that holds or may hold permissions and could not be read at all. */
export interface NotChecked {
  /** Address of the module, resource or file. */
  readonly address: string;
  /** Why, in one short sentence without a full stop. */
  readonly reason: string;
}

/** What an adapter hands to the engine: the resources of one stack, and what it could not read. */
export interface Stack {
  readonly name: string;
  readonly resources: readonly Resource[];
  readonly notChecked: readonly NotChecked[];
}
