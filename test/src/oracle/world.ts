/** What the engine and the evaluator are asked about. */

/** A request whose every context key is given; `account` owns the resource. */
export interface ConcreteRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** The documents of one principal, and of the resource that it asks for. */
export interface Documents {
  readonly identity: readonly object[];
  readonly boundary?: object;
  readonly scps?: readonly (readonly object[])[];
  readonly rcps?: readonly (readonly object[])[];
  readonly session?: object;
  readonly resource?: object;
}

/** An answer of the evaluator. */
export interface Verdict {
  /** `Allowed`, `ImplicitlyDenied`, `ExplicitlyDenied`, or `error: ...` where AWS would not take the request. */
  readonly verdict: string;
  /** Context keys that AWS does not send with the action; they were left out. */
  readonly ignored: readonly string[];
}

/** A principal with its documents. */
export interface World {
  readonly principal: string;
  readonly resourceAccount: string;
  readonly documents: Documents;
}
