/** Who is behind an IAM user. */
import type { User } from '../model/iam-model';
import { stringOf, type Unknown, type Value } from '../model/value';
import { any } from '../policy/condition';
import { globAnswer, type Answer } from '../policy/glob';
import { encode } from '../policy/text';
import { reasonOf } from './declared';

/** What Pulumi appends to the name of a resource when the program gives it none: seven hexadecimal digits. */
const AUTONAMED = /-(?=[a-f]*[0-9])[0-9a-f]{7}$/;

/** Whether the whole name of the user is one of these, whatever the case, the separators and the domain of a mail address. */
export function isNamedLike(user: User, patterns: readonly string[]): Answer {
  const name = plain(encode(user.name)).replace(/@.*$/s, '').replace(AUTONAMED, '');
  return any(patterns.map((pattern) => globAnswer(plain(pattern), name)));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_.\s]+/g, '-');
}

/** The people that the secrets of a user are encrypted for. */
export interface Recipients {
  /** Keybase names, such as `keybase:alice`, each once, in order. */
  readonly people: readonly string[];
  /** Why there may be further ones. */
  readonly open?: Unknown;
}

/**
 * The people that the password and the access keys of a user are made for. Only a Keybase name says who it is: two public keys
 * may be an old and a new one of the same person.
 */
export function recipientsOf({ accessKeys, loginProfiles }: User): Recipients {
  const encrypted = [...accessKeys.known, ...loginProfiles.known].flatMap(({ encryptedFor, resource }) =>
    encryptedFor === undefined ? [] : [{ encryptedFor, doubt: resource.uncertain ?? doubtOf(encryptedFor) }],
  );
  const certain = encrypted.flatMap(({ encryptedFor, doubt }) => (doubt === undefined ? [encryptedFor] : []));
  const names = certain.map((key) => stringOf(key) ?? '').filter((name) => name.startsWith('keybase:'));
  const people = [...new Set(names)].sort();
  const areSeveral = new Set(encrypted.map((each) => encode(each.encryptedFor))).size > 1;
  const doubt = areSeveral ? encrypted.find((each) => each.doubt !== undefined)?.doubt : undefined;
  const open = doubt ?? (encrypted.length > 0 ? accessKeys.open : undefined);
  return open === undefined ? { people } : { people, open };
}

function doubtOf(key: Value): Unknown | undefined {
  return key.kind === 'known' ? undefined : reasonOf(key, 'it is not known whom a key is encrypted for');
}
