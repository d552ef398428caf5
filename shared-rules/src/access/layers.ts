/** The statements of documents, in the layers that decide a request. */
import type { Unknown } from '../model/value';
import type { Statement } from '../policy/document';

/** A statement that takes part in an answer: which document, counted as given, and which statement of it. */
export interface StatementPlace {
  readonly document: number;
  readonly statement: number;
}

/** A statement with the document that it comes from. */
export interface PlacedStatement extends Statement {
  readonly place: StatementPlace;
  /** Set when it is not known whether the document applies. */
  readonly uncertain?: Unknown;
  /** In a resource policy: it names the account of the principal, whose own policies must then allow too. */
  readonly delegates?: boolean;
}

/** Which kind of documents a layer holds. */
export type LayerName = 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'resource';

/** Statements of which one must allow; a deny of any of them wins. */
export interface Layer {
  readonly name: LayerName;
  readonly allows: readonly PlacedStatement[];
  readonly denies: readonly PlacedStatement[];
  /** Why the layer may hold more than that. */
  readonly open?: Unknown;
}
