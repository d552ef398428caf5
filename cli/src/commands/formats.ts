import { didYouMean } from '@iam-guardrails/shared-rules';
import { InputError } from '../input-error';

/** What lists are printed as. */
const FORMATS = ['text', 'json'];

/** Throws an `InputError` with the nearest format when a list is not printed as this one. */
export function assertFormat(format: string): void {
  if (FORMATS.includes(format)) return;
  const help = didYouMean(format, FORMATS) || `, the formats are ${FORMATS.join(', ')}`;
  throw new InputError(`unknown format \`${format}\`${help}`);
}
