/** Credentials that a provider of Open Telekom Cloud is configured with: whatever stands there is one, however it looks. */
import type { Resource } from '../../model/resource';
import { stringOf, type Reference } from '../../model/value';
import type { Token } from './detect';
import type { WrittenText } from './written-texts';

/** What the arguments hold. */
const ARGUMENTS: readonly (readonly [argument: string, kind: Token['kind']])[] = [
  ['access_key', 'id'],
  ['secret_key', 'secret'],
  ['password', 'password'],
];

/** What people write for `terraform validate`, and where somebody else is to write something. */
const STAND_IN = /^(?:x+|\*+|<.*>|\[.*\]|.*(?:test|mock|dummy|fake|placeholder|change_?me|your[-_ ]).*)$/is;
/** Shorter ones are no keys; a password has six letters at least. */
const SHORTEST = { id: 16, secret: 16, password: 6 } as const;

/**
 * The texts of a provider configuration that are credentials. Keys of AWS have a form to tell them by, and local stand-ins of
 * AWS are given any; Open Telekom Cloud has neither.
 */
export function configuredIn(
  { mode, values }: Resource,
  isForeign: (reference: Reference) => boolean,
): readonly (Token & { readonly where: WrittenText; readonly encodings: readonly string[] })[] {
  if (mode !== 'provider') return [];
  return ARGUMENTS.flatMap(([property, kind]) => {
    const value = values.get(property);
    const text = stringOf(value);
    if (text === undefined || text.length < SHORTEST[kind] || STAND_IN.test(text)) return [];
    if (value?.references.some(isForeign) === true) return [];
    const where = { property, block: '', text, name: `${property}=` };
    return [{ kind, text, cloud: 'otc', is: 'certain', where, encodings: [] } as const];
  });
}
