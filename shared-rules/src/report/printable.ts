// Control characters start terminal escapes; format characters (bidirectional overrides, zero-width ones) make a line
// read as another. Both come from whoever wrote the checked files.
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** The text on one line, without characters that a terminal would obey instead of showing. */
export function printable(text: string): string {
  return text.replace(BREAKS, ' ').replace(UNPRINTABLE, '');
}
