/** What is wrong with what a check reports, for JavaScript, which no type stops. */
import { didYouMean } from '../model/nearest';
import type { Rule } from './define-rule';

type Given = Readonly<Record<string, unknown>>;

/** What is wrong with a violation; undefined when nothing is. */
export function violationFault({ messages }: Pick<Rule, 'messages'>, violation: unknown): string | undefined {
  const { message, data, at } = Object(violation) as Given;
  const template = typeof message === 'string' && Object.hasOwn(messages, message) ? messages[message] : undefined;
  if (template === undefined) {
    const help = didYouMean(String(message), Object.keys(messages));
    return `\`report\` was given the message \`${String(message)}\`, which \`messages\` does not have${help}`;
  }
  const values = Object(data) as Given;
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const missing = names.find((name) => !isShown(values[name]));
  if (missing === undefined) return placeFault('report', at);
  const what = values[missing] === undefined ? `no \`${missing}\`` : `a \`${missing}\` that is no text and no number`;
  return `\`report\` was given ${what} in \`data\`, which the message \`${String(message)}\` shows`;
}

/** What is wrong with something that is unresolved; undefined when nothing is. */
export function unresolvedFault(reason: unknown, at: unknown): string | undefined {
  const { kind, reason: words } = Object(reason) as Given;
  if (kind === 'unknown' && typeof words === 'string') return placeFault('unresolved', at);
  return '`unresolved` was given no reason: make one with `unknown(words)`';
}

function isShown(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function placeFault(call: string, at: unknown): string | undefined {
  const { address, type, stack } = Object(at) as Given;
  if ([address, type, stack].every((each) => typeof each === 'string')) return undefined;
  return `\`${call}\` was given no resource as \`at\`: give that of the entity, \`entity.resource\``;
}
