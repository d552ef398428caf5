/** What can be read of something that was thrown. */
export interface Thrown {
  readonly name: string;
  message: string;
  stack?: string;
  readonly code?: unknown;
}

/**
 * What was thrown, when it looks like an error. By shape: inside Jest, which users run these functions in, the errors of
 * Node's own modules are no instances of the `Error` that this file sees.
 */
export function asError(thrown: unknown): Thrown | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { name, message } = thrown as Partial<Thrown>;
  return typeof name === 'string' && typeof message === 'string' ? (thrown as Thrown) : undefined;
}
