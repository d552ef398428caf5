/**
 * What tells people about an access key. A key has no tags: the console keeps its description as a tag of the user, and so the
 * tags of the user are what there is (IAM User Guide, "Tag IAM users").
 */
import { cloudOf } from '../model/cloud';
import type { AccessKey } from '../model/iam-model';
import { isNull, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { rootLikeness } from './root';

/** What the tags do not tell, in words, or why that is not known. */
export type Missing =
  | { readonly missing: readonly string[] }
  /** Open Telekom Cloud keeps a description with the key. */
  | { readonly lacks: 'description' }
  | { readonly reason: Unknown };

/** Looks for a tag of each kind; the names of tags count without their case and without a prefix such as `acme:`. */
export function missingDescription(
  key: AccessKey,
  tags: { readonly owner: readonly string[]; readonly purpose: readonly string[] },
): Missing {
  const { user } = key;
  // A key of the root user is to go, whoever owns it.
  if (rootLikeness(key) === 'root') return { missing: [] };
  if (cloudOf(key.resource.type) === 'otc') {
    const description = key.resource.values.get('description');
    return description !== undefined && saysSomething(description) ? { missing: [] } : { lacks: 'description' };
  }
  if (user === undefined)
    return { reason: unknown('the user of the access key is outside of this stack, and so are its tags') };
  const told = [...user.tags.known].filter(([, value]) => saysSomething(value)).map(([name]) => plain(name));
  const tells = (names: readonly string[]): boolean => names.some((name) => told.includes(plain(name)));
  const missing = [...(tells(tags.owner) ? [] : ['who owns it']), ...(tells(tags.purpose) ? [] : ['what it is for'])];
  const { open } = user.tags;
  return missing.length > 0 && open !== undefined ? { reason: open } : { missing };
}

function saysSomething(value: Value): boolean {
  return !isNull(value) && stringOf(value)?.trim() !== '';
}

/** `acme:Cost-Center` as `costcenter`. */
function plain(name: string): string {
  const last = name.split(/[:/]/).at(-1) ?? name;
  return last.toLowerCase().replace(/[-_. ]/g, '');
}
