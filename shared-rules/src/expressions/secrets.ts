/** Texts that a program declares secret: values of `sensitive` variables, arguments of `sensitive`. */
import type { Value } from '../model/value';
import { lookupOf } from './marks';
import { numberText } from './values';

/** Shorter literal pieces around holes are separators and not secrets. */
const SHORTEST_PIECE = 8;
/** A shorter secret may stand in any text. */
const SHORTEST_PART = 6;
/** Of so many nobody looks for each one in a text. */
const MOST_SECRETS = 1000;

/** Every known text and number in a value, and the literal pieces of what is known in parts. */
export function secretTexts(value: Value): readonly string[] {
  switch (value.kind) {
    case 'known':
      if (typeof value.value === 'number') return [numberText(value.value)];
      return typeof value.value === 'string' && value.value !== '' ? [value.value] : [];
    case 'unknown':
      return [];
    case 'text':
      return value.parts.flatMap((part) => (typeof part === 'string' && part.length >= SHORTEST_PIECE ? [part] : []));
    case 'list':
      return value.items.flatMap(secretTexts);
    case 'map':
      // A whole resource is evaluated when somebody looks at it, and is no text of the program.
      return lookupOf(value) === undefined ? [...value.entries.values()].flatMap(secretTexts) : [];
  }
}

/** Whether the value is a text that holds one of the secrets. */
export function holdsSecret(value: Value, secrets: ReadonlySet<string>): boolean {
  if (secrets.size === 0) return false;
  const parts = value.kind === 'known' ? [value.value] : value.kind === 'text' ? value.parts : [];
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.some((text) => secrets.has(text) || (secrets.size <= MOST_SECRETS && holdsOne(text, secrets)));
}

function holdsOne(text: string, secrets: ReadonlySet<string>): boolean {
  for (const secret of secrets) if (secret.length >= SHORTEST_PART && text.includes(secret)) return true;
  return false;
}
