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
  /**
   * `data` for what the stack only reads. The rest is no resource to the engine, and has values that a reader of the program or
   * of the state can see: `provider.aws`, `output.key`, `var.region`, `local.tags`, the arguments of `module.users`.
   */
  readonly mode: 'managed' | 'data' | 'provider' | 'output' | 'variable' | 'local' | 'module';
  /** Arguments in `snake_case`; a nested block is a map, or a list of maps where it may repeat. */
  readonly values: ReadonlyMap<string, Value>;
  /** Name of the stack. */
  readonly stack: string;
  /** The provider configuration that it is made with, as the program writes it; absent for the default one. */
  readonly provider?: string;
  readonly location?: Location;
  /** Addresses that a new version of makes this resource anew (`replace_triggered_by`), attributes cut off. */
  readonly replacedBy?: readonly string[];
  /** Exemptions that the program declares on the resource, as they are written: the engine reads them. */
  readonly exemptions?: readonly unknown[];
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
  /** Texts that the program declares sensitive, such as values of `sensitive` variables. No report shows them. */
  readonly secrets?: readonly string[];
  /**
   * The blocks of the program as they are written, where the adapter reads a program: with the texts of branches that are not taken
   * and of resources that will not be there. Nothing of it is a resource of the stack.
   */
  readonly written?: readonly Resource[];
}
