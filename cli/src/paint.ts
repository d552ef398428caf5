import type { Tone } from '@iam-guardrails/shared-rules';
import { createColors } from 'picocolors';
import type { Io } from './io';

const { bold, dim, green, red, yellow, cyan } = createColors(true);

const TONES: Readonly<Record<Tone, (text: string) => string>> = {
  mandatory: red,
  advisory: yellow,
  unresolved: cyan,
  good: green,
  strong: bold,
  quiet: dim,
};

/** The colour of a tone. */
export function paint(tone: Tone, text: string): string {
  return TONES[tone](text);
}

/** True when results may be coloured: on a terminal, or where it is forced, and never against `NO_COLOR`. */
export function colours({ env, terminal }: Io): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0';
  return terminal && env['TERM'] !== 'dumb';
}
