/** What somebody declares of a user: by patterns of names in an option, or by a tag on the user. */
import type { User } from '../model/iam-model';
import { unknown, type Unknown, type Value } from '../model/value';
import { globAnswer } from '../policy/glob';
import { encode } from '../policy/text';

/** Of whom something is declared: a user of the stack, or the name of another one. */
export type Declarable = Partial<Pick<User, 'name' | 'tags'>>;

const TRUE = new Set(['true', 'yes', '1']);

/**
 * Whether a pattern (`*` any characters, `?` one) fits the name whatever is not known of it, or the tag says so, where one is
 * given; unknown when it may be.
 */
export function isDeclared(declarable: Declarable, patterns: readonly string[], tag?: string): boolean | Unknown {
  const { name } = declarable;
  const tags = tag === undefined ? undefined : declarable.tags;
  const text = name === undefined ? '' : encode(name);
  const answers = patterns.map((pattern) => globAnswer(pattern, text));
  const value = tags?.known.get(tag ?? '');
  const isTagged = value?.kind === 'known' && TRUE.has(String(value.value).toLowerCase());
  if (isTagged || answers.includes('yes')) return true;
  if (value !== undefined && value.kind !== 'known') return reasonOf(value, `the tag \`${tag ?? ''}\` is not known`);
  if (value === undefined && tags?.open !== undefined) return tags.open;
  return name !== undefined && answers.includes('maybe')
    ? reasonOf(name, 'the name of the user is known in parts only')
    : false;
}

/** Why a value is not known. */
export function reasonOf(value: Value, otherwise: string): Unknown {
  return value.kind === 'unknown' ? value : unknown(otherwise, value.references);
}
