import type { Suggestion, Witness } from '../rule/finding';

/** A text without the secrets in it. */
export type Redact = (text: string) => string;

/** What stands in a report where a secret was. */
export const SENSITIVE = '(sensitive)';

/** What a program may declare secret and everybody knows: without it a message could not be read. */
const NO_SECRET = /^(true|false|null|\d{0,3})$/;
/** A shorter secret may be a part of any word, and is taken out only where it stands alone. */
const SHORT = 6;
/** A longer one is looked for on its own, because an expression that holds it may become too large. */
const LONG = 100;
const IN_ONE_EXPRESSION = 2000;

/** Takes secrets out of texts: as they are, and as they stand inside a JSON text. The longest that fits goes first. */
export function redactor(secrets: readonly string[] = []): Redact {
  const texts = [...new Set(secrets.flatMap(spellings))]
    .filter((text) => !NO_SECRET.test(text))
    .sort((a, b) => b.length - a.length);
  const separators = [
    ...texts.filter((text) => text.length > LONG),
    ...expressionsFor(texts.filter((text) => text.length <= LONG)),
  ];
  if (separators.length === 0) return (text) => text;
  const cut = (pieces: readonly string[], separator: string | RegExp): readonly string[] =>
    pieces.flatMap((piece) => piece.split(separator));
  return (text) => separators.reduce(cut, [text]).join(SENSITIVE);
}

/** As it is, in JSON, and in the JSON of Terraform's `jsonencode`. */
function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, json.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)];
}

function expressionsFor(texts: readonly string[]): readonly RegExp[] {
  const chunks = Array.from({ length: Math.ceil(texts.length / IN_ONE_EXPRESSION) }, (_, index) =>
    texts.slice(index * IN_ONE_EXPRESSION, (index + 1) * IN_ONE_EXPRESSION),
  );
  return chunks.map((chunk) => new RegExp(chunk.map(patternOf).join('|')));
}

/** A short word is a secret in quotes or in an ARN, and a word between blanks. */
function patternOf(text: string): string {
  const literal = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  if (text.length >= SHORT) return literal;
  const beside = /^[a-z]+$/i.test(text) ? '[^\\w\\s]' : '\\W';
  return `(?<=^|${beside})${literal}(?=$|${beside})`;
}

/** The witness without secrets. */
export function redactedWitness(witness: Witness, redact: Redact): Witness {
  const value = (held: string | readonly string[]): string | readonly string[] =>
    typeof held === 'string' ? redact(held) : held.map(redact);
  return {
    principal: redact(witness.principal),
    action: redact(witness.action),
    resource: redact(witness.resource),
    context: Object.fromEntries(Object.entries(witness.context).map(([key, held]) => [redact(key), value(held)])),
  };
}

/** The suggestion, or null when it would show a secret: with a piece taken out it would mend nothing. */
export function suggestionWithoutSecrets(
  fix: Suggestion['arguments'] | undefined,
  narrower: Suggestion['narrower'],
  redact: Redact,
): Suggestion | null {
  if (fix === undefined && narrower === undefined) return null;
  const texts = [...textsIn(fix), ...textsIn(narrower)];
  if (texts.some((text) => redact(text) !== text)) return null;
  return { arguments: fix ?? {}, ...(narrower === undefined ? {} : { narrower }) };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
