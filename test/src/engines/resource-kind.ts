import { createHash } from 'node:crypto';

import type { Plain, PlainObject } from './aws-values';

/** What is known of a resource when the cloud gives it its values. */
export interface Created {
  readonly type: string;
  readonly name: string;
  readonly inputs: PlainObject;
}

/** What the real provider does with one type of resource. Only what tests can see is here. */
export interface ResourceKind {
  /** The property that gets a name when the program gives none. */
  readonly named?: string;
  /** What the provider fills in when the program says nothing. */
  readonly defaults?: PlainObject;
  /** Properties with a policy document: objects become JSON text. */
  readonly documents?: readonly string[];
  /** What the cloud tells only after the creation; undefined where it tells nothing in this case. */
  readonly computed: Readonly<Record<string, (created: Created) => Plain | undefined>>;
  readonly secrets?: readonly string[];
  readonly id: (created: Created) => string;
}

/** Something that looks random and is the same in every run. */
export function hash(purpose: string, { type, name, inputs }: Created): string {
  return createHash('sha256')
    .update(JSON.stringify([purpose, type, name, inputs]))
    .digest('hex')
    .slice(0, 40);
}
