/** Words about what is wrong in a configuration. */
import { nearest } from '../model/nearest';

/** A map as it was read. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as a map; a problem where it is none. */
export function object(value: unknown, place: string, problems: string[]): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  problems.push(`${place} must be a map of keys to values, not ${describe(value)}`);
  return {};
}

/** That a key does not exist, and which one may be meant. */
export function unknownKey(path: string, word: string, allowed: readonly string[], what = 'key'): string {
  const guess = nearest(word, allowed);
  const hint = guess === undefined ? `allowed: ${allowed.join(', ')}` : `did you mean \`${guess}\`?`;
  return `\`${path}\`: there is no ${what} \`${word}\`; ${hint}`;
}

/** A problem for each key that is not allowed. `path` is empty at the top. */
export function unknownKeys(path: string, fields: Fields, allowed: readonly string[], problems: string[]): void {
  for (const key of Object.keys(fields))
    if (!allowed.includes(key)) problems.push(unknownKey(path === '' ? key : `${path}.${key}`, key, allowed));
}

/** The value when it is one of the allowed ones; a problem and undefined otherwise. */
export function oneOf<T extends string>(
  value: unknown,
  path: string,
  allowed: readonly T[],
  problems: string[],
): T | undefined {
  if (typeof value === 'string' && (allowed as readonly string[]).includes(value)) return value as T;
  const guess = typeof value === 'string' ? nearest(value, allowed) : undefined;
  const hint = guess === undefined ? '' : `; did you mean \`${guess}\`?`;
  problems.push(`\`${path}\`: ${describe(value)} is not one of ${allowed.join(', ')}${hint}`);
  return undefined;
}

/** The value as a list of texts, one text standing for a list of it; problems where it is none. */
export function texts(value: unknown, path: string, what: string, problems: string[]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item, index) => {
    if (typeof item === 'string' && item !== '') return [item];
    problems.push(`\`${Array.isArray(value) ? `${path}.${index}` : path}\`: ${describe(item)} is not ${what}`);
    return [];
  });
}

/** A value for people. */
export function describe(value: unknown): string {
  // What is a number without quotes is shown with them.
  if (typeof value === 'string')
    return `\`${/^[-+.\d]/.test(value) ? `"${value.slice(0, 60)}"` : value.slice(0, 60)}\``;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return `\`${String(value)}\``;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : typeof value;
}

/** Whether a value can be a policy document: a map, or the JSON text of one. */
export function isDocument(value: unknown): boolean {
  const data = typeof value === 'string' ? parsed(value) : value;
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
