/** Exemptions as tags: `iam-guardrails:exempt:<rule>` with `owner=... expires=... reason=...`. */
import type { Resource } from '../model/resource';
import { stringOf } from '../model/value';

/** Begins the keys of such tags. */
const KEY = 'iam-guardrails:exempt:';

/** What the tags of a resource declare, in the form of a configuration. */
export function tagExemptions({ values }: Resource): readonly Readonly<Record<string, string>>[] {
  const tags = values.get('tags');
  if (tags?.kind !== 'map') return [];
  return [...tags.entries].flatMap(([key, value]) => {
    if (!key.startsWith(KEY)) return [];
    // Who reads the key of a tag knows the rule: its value cannot name another.
    return [{ ...fieldsOf(stringOf(value) ?? ''), rule: key.slice(KEY.length) }];
  });
}

/** AWS allows only letters, digits, spaces and `_.:/=+-@` in a tag. The reason stands last and holds the rest. */
function fieldsOf(text: string): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  let rest = text.trim();
  for (;;) {
    const [found, name = '', value = ''] = /^(\w+)=(\S*)\s*/.exec(rest) ?? [];
    if (found === undefined) break;
    if (name === 'reason') return { ...fields, reason: rest.slice('reason='.length).trim() };
    fields[name] = value;
    rest = rest.slice(found.length);
  }
  return rest === '' ? fields : { ...fields, reason: rest };
}
