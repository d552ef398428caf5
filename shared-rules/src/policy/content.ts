/** What a statement says, whatever its place and order: by it findings are told apart. */
import type { Statement } from './document';
import { decode } from './text';

/** The same text for statements that mean the same, as far as the order of lists goes; the `Sid` means nothing. */
export function contentOfStatement({ effect, actions, resources, principals, conditions }: Statement): string {
  const sorted = (patterns: readonly string[]): readonly string[] => patterns.map(decode).sort();
  const terms = conditions.map(({ quantifier, operator, ifExists, key, values }) =>
    JSON.stringify([quantifier, operator, ifExists, decode(key), sorted(values)]),
  );
  const named = principals?.patterns.map(({ type, value }) => `${type} ${decode(value)}`) ?? [];
  return JSON.stringify([
    effect,
    [actions.negated, sorted(actions.patterns)],
    [resources.negated, sorted(resources.patterns)],
    ...(principals === undefined ? [] : [[principals.negated, named.sort()]]),
    terms.sort(),
  ]);
}
