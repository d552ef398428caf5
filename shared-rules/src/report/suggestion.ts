import type { Finding } from '../rule/finding';
import { printable } from './printable';

/** A longer value is no help in one line: the rule's own advice says it better. */
const LONGEST = 60;

/**
 * What to do about a finding, on one line: the arguments as they should be where that is certain and short, else the
 * rule's advice. `nameOf` spells an argument as the reader's engine does.
 */
export function fixOf(
  { suggestion, remediation }: Finding,
  nameOf: (argument: string, value: unknown) => string = (argument) => argument,
): string {
  const settings = Object.entries(suggestion?.arguments ?? {}).map(([argument, value]) => {
    const name = printable(nameOf(argument, value));
    return value === null ? `leave out \`${name}\`` : `set \`${name}\` to \`${printable(JSON.stringify(value))}\``;
  });
  const isShort = settings.length > 0 && settings.every((setting) => setting.length <= LONGEST);
  return isShort ? listOf(settings) : printable(remediation);
}

function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
