import type { Raw } from './raw';

/** One resource as the engine shows it to a policy, without the SDK's classes. */
export interface EngineResource {
  readonly urn: string;
  /** Pulumi type token. */
  readonly type: string;
  readonly properties: Raw;
  /** URNs of the resources that each property was computed from. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  /** URN of the resource or component that it stands under. */
  readonly parent?: string;
  /** URN of the provider that makes it. */
  readonly provider?: string;
  /** Pulumi names of the outputs that its provider makes and marks as secrets. */
  readonly secretOutputs?: readonly string[];
  /** Exemptions that the program declares on it, as they are written. */
  readonly exemptions?: readonly unknown[];
}
