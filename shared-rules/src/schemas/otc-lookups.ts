/** Users and groups that a stack looks up instead of making them: resources of OTC name each other by id, and people by name. */
import { isNull, known, list, stringOf, type Value } from '../model/value';
import type { Of } from './aws-drafts';

/** The name behind the id of what is looked up; any other value as it is. */
export type Named = (value: Value) => Value;

/** Reads the data sources of a stack. */
export function namesBehindIds(data: Of): Named {
  const sources = [...data('identity_user'), ...data('identity_group')];
  const names = new Map(sources.map(({ address, values }) => [address, values.get('name')]));
  const named: Named = (value) => {
    if (value.kind === 'list') return list(value.items.map(named), value.references, value.more);
    const [reference, ...others] = value.references;
    if (value.kind !== 'unknown' || reference === undefined || others.length > 0) return value;
    const name = reference.maybe === undefined ? names.get(reference.address) : undefined;
    if (name === undefined || isNull(name)) return value;
    const text = stringOf(name);
    return text === undefined ? name : known(text, value.references);
  };
  return named;
}
