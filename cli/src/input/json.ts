import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { InputError } from '../input-error';

/** Parses JSON. Throws an `InputError` with line and column, and without a piece of the text, which may be secret. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InputError(`${name}${problem(text)}`);
  }
}

/** The same for a file that must hold one object. */
export function parseJsonObject(text: string, name: string): Readonly<Record<string, unknown>> {
  const json = parseJson(text, name);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InputError(`${name}: it holds no JSON object`);
  }
  return json as Readonly<Record<string, unknown>>;
}

function problem(text: string): string {
  if (text.trim() === '') return ': it is empty';
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return ': it is not JSON';
  const before = text.slice(0, first.offset).split('\n');
  // `CommaExpected` and the like, in words.
  const words = printParseErrorCode(first.error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return `:${before.length}:${(before.at(-1) ?? '').length + 1}: it is not JSON (${words})`;
}
