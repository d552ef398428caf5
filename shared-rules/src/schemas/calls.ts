/** What shows in a program that it calls APIs of a cloud. */
import type { Resource } from '../model/resource';
import { stringOf, type Value } from '../model/value';
import { argumentOf } from './blocks';
import { layersOf } from './secrets/decode';

/** The options of a command line before its subcommand, as a part of a regular expression. */
export const OPTIONS = String.raw`(?:--[\w-]+(?:=\S*|\s+[^\s-]\S*)?\s+)*`;

/** A line that a shell, Python or YAML leaves out. */
const COMMENT = /^[ \t]*#(?!!).*$/gm;

/** The first call in what the arguments say to run, encoded or not. */
export function callIn(resource: Resource, runs: readonly string[], pattern: RegExp): string | undefined {
  for (const argument of runs) {
    for (const { text } of layersOf(literalOf(argumentOf(resource, argument)))) {
      const [call] = pattern.exec(text.replace(COMMENT, '')) ?? [];
      if (call !== undefined) return call.replace(/\s+/g, ' ');
    }
  }
  return undefined;
}

function literalOf(value: Value | undefined): string {
  if (value?.kind === 'unknown' && value.encoded !== undefined) return literalOf(value.encoded);
  if (value?.kind === 'text') return value.parts.map((part) => (typeof part === 'string' ? part : ' ')).join('');
  return stringOf(value) ?? '';
}
