/**
 * Regular expressions of the configuration. Terraform's engine is linear, JavaScript's is not: a pattern that could take
 * long on its text is refused, and what it would have given is not known.
 */
import { dictionary, known, list, unknown, type Unknown, type Value } from '../model/value';

const MAXIMUM_WORK = 20_000_000;
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/\[:alpha:\]/g, 'a-zA-Z'],
  [/\[:alnum:\]/g, '0-9a-zA-Z'],
  [/\[:digit:\]/g, '0-9'],
  [/\[:lower:\]/g, 'a-z'],
  [/\[:upper:\]/g, 'A-Z'],
  [/\[:space:\]/g, '\\s'],
  [/\[:word:\]/g, '\\w'],
  [/\(\?P</g, '(?<'],
  [/\\A/g, '^'],
  [/\\z/g, '$'],
];

const REFUSED: Unknown = unknown('a regular expression is not evaluated here');

/** The pattern for JavaScript, when it is certain that it reads the same and cannot take long. */
export function compile(source: string, text: string, flags = ''): RegExp | undefined {
  const inline = /^\(\?([is]+)\)/.exec(source);
  const body = CLASSES.reduce((result, [from, to]) => result.replace(from, to), source.slice(inline?.[0].length ?? 0));
  const groups = quantifiers(body);
  if (groups === undefined || (text.length + 1) ** (groups + 1) > MAXIMUM_WORK) return undefined;
  // RE2 knows no lookaround and no back reference, and reads flags within the pattern.
  if (/\(\?[^:<]|\(\?<[=!]|\\[1-9QEC]/.test(body)) return undefined;
  try {
    return new RegExp(body, `${flags}${inline?.[1] ?? ''}u`);
  } catch {
    return undefined;
  }
}

/** How many quantifiers can backtrack; undefined when one stands on a group that repeats or branches inside. */
function quantifiers(source: string): number | undefined {
  const plain = source.replace(/\\./gs, 'e').replace(/\[\^?\]?[^\]]*\]/g, 'c');
  if (/[\])}][*+?{][*+{]/.test(plain) || repeatsGroup(plain)) return undefined;
  return plain.match(/[*+{]|[^(]\?/g)?.length ?? 0;
}

function repeatsGroup(plain: string): boolean {
  const starts: number[] = [];
  for (let at = 0; at < plain.length; at++) {
    if (plain[at] === '(') starts.push(at);
    if (plain[at] !== ')') continue;
    const inner = plain.slice((starts.pop() ?? 0) + 1, at).replace(/^\?(:|<\w+>)/, '');
    if (/[*+{]/.test(plain[at + 1] ?? '') && /[*+?{|]/.test(inner)) return true;
  }
  return false;
}

/** `regex`: the match, a list of its groups or a map of its named groups. Undefined when there is none. */
export function firstMatch(source: string, text: string): Value | undefined {
  const pattern = compile(source, text);
  if (pattern === undefined) return REFUSED;
  const match = pattern.exec(text);
  return match === null ? undefined : matchValue(match);
}

/** `regexall`: all matches. */
export function allMatches(source: string, text: string): Value {
  const pattern = compile(source, text, 'g');
  return pattern === undefined ? REFUSED : list([...text.matchAll(pattern)].map(matchValue));
}

function matchValue(match: RegExpMatchArray): Value {
  const group = (text: string | undefined): Value => known(text ?? null);
  if (match.groups !== undefined) {
    return dictionary(Object.entries(match.groups).map(([name, text]) => [name, group(text)] as const));
  }
  return match.length === 1 ? known(match[0]) : list(match.slice(1).map(group));
}

/** `replace` with a pattern between slashes. */
export function replaceMatches(text: string, source: string, replacement: string): Value {
  const pattern = compile(source, text, 'g');
  if (pattern === undefined) return REFUSED;
  const result = text.replace(pattern, (...found: unknown[]) => expand(replacement, found));
  return known(result);
}

/** `$1`, `$name` and `${name}` of a replacement. */
function expand(replacement: string, found: readonly unknown[]): string {
  const last = found.at(-1);
  const names = new Map<string, unknown>(Object.entries(last ?? {}));
  return replacement.replace(/\$(?:(\w+)|\{(\w+)\}|\$)/g, (whole, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    if (name === undefined) return whole === '$$' ? '$' : whole;
    const group = /^\d+$/.test(name) ? found[Number(name)] : names.get(name);
    return typeof group === 'string' ? group : '';
  });
}
