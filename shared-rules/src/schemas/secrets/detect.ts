/**
 * Tells access keys from other texts.
 *
 * The prefixes and the alphabet of ids, the entropy that an id has at least, and the exception for `EXAMPLE` are those of
 * gitleaks (https://github.com/gitleaks/gitleaks, cmd/generate/config/rules/aws.go, MIT License). Its `ABIA` and `ACCA` are
 * no access keys of users and are left out. That a secret needs a name beside it is the lesson of git-secrets and secretlint;
 * neither is used: they read files asynchronously, decode nothing and find secrets by one name each.
 */
import { hasRun, matchesOf, WINDOW, type Layer } from './decode';

/** The id or the secret of an access key, or a password that signs in a program. */
export interface Token {
  readonly kind: 'id' | 'secret' | 'password';
  /** Never leaves this folder. */
  readonly text: string;
  readonly cloud: 'aws' | 'otc';
  /**
   * Whether it is one for certain. `named`: only when the same resource holds an id, because the name beside it (`secret_key`)
   * has other uses. `bare`: only when an id stands beside it, because nothing says what it is.
   */
  readonly is: 'certain' | 'named' | 'bare';
}

/** A test that costs next to nothing and that no text with a key fails. */
export function mayHoldKey(text: string): boolean {
  if (text.length < 20) return false;
  // The secret of a key and every encoded block have a long run, escapes included; a lone id of OTC is the whole text.
  return text.includes('AKIA') || text.includes('ASIA') || hasRun(text) || (text.length < 40 && LONE_ID.test(text));
}

const LONE_ID = /^\s*[A-Z0-9]{20}\s*$/;

/** The ids and secrets in a text, in order, each once. */
export function tokensIn(layer: Layer, cloud: 'aws' | 'otc'): readonly Token[] {
  const isRandomId = remembered(isId);
  const ids = [...awsIdsIn(layer.text, isRandomId), ...namedIdsIn(layer, cloud, isRandomId)].sort(byPlace);
  const tokens = [...ids, ...secretsIn(layer, cloud, ids)].sort(byPlace);
  const first = new Map<string, Token>();
  for (const token of tokens) if (first.get(token.text)?.is !== 'certain') first.set(token.text, token);
  return [...first.values()];
}

type Found = Token & { readonly at: number };
type Test = (text: string) => boolean;

const byPlace = (a: Found, b: Found): number => a.at - b.at;

/** The same text stands in hostile ones a hundred thousand times. */
function remembered(test: Test): Test {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = test(text);
    answers.set(text, answer);
    return answer;
  };
}

/* ---- ids ---- */

/** The prefix and sixteen letters of base32 (https://awsteele.com/blog/2020/09/26/aws-access-key-format.html). */
const AWS_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g;

function awsIdsIn(text: string, isRandomId: Test): readonly Found[] {
  if (!text.includes('AKIA') && !text.includes('ASIA')) return [];
  return matchesOf(AWS_ID, text)
    .filter(([id]) => isRandomId(id))
    .map(({ 0: id, index }) => ({ kind: 'id', text: id, cloud: 'aws', is: 'certain', at: index }));
}

/** Separators in names are as free as the tools that read them. */
const ID_NAME =
  '(?<![A-Za-z0-9])(aws|os|otc|obs|hw|huaweicloud|)[_.-]?(?:access[_.-]?key(?:[_.-]?id)?|(?:sdk[_.-]?)?ak)';
/** What stands between a name and its value: punctuation, the words of formats that keep both apart, `${OTHER:-`. */
const GAP =
  '(?:\\$\\{\\w{1,40}:[-=]|[^A-Za-z0-9]|name|value|val|key|type|string|str|plaintext|content|default|set|parameter|env|encoding|base64|b64|gz|echo|n)*';
const ENDS_IN_ID_NAME = new RegExp(`${ID_NAME}[^A-Za-z0-9]${GAP}$`, 'i');
const PLAIN_ID = /(?<![A-Za-z0-9])[A-Z0-9]{20}(?![A-Za-z0-9])/g;

/** `obsutil config -i=<id> -k=<secret>`, whose options have no names. */
const ENDS_IN_OBSUTIL = /\bobsutil\s+config\s[^\n]{0,200}?-i[=\s]["']?$/;

/** Ids of OTC look like nothing but twenty letters: their names tell them. */
function namedIdsIn({ text, before }: Layer, cloud: 'aws' | 'otc', isRandomId: Test): readonly Found[] {
  const found: Found[] = [];
  for (const { 0: id, index } of matchesOf(PLAIN_ID, text)) {
    if (/^A[KS]IA/.test(id) || !/[A-Z]/.test(id) || !isRandomId(id)) continue;
    const window = windowBefore(text, before, index);
    const name = ENDS_IN_OBSUTIL.test(window) ? 'obs' : ENDS_IN_ID_NAME.exec(window)?.[1];
    if (name === undefined) continue;
    const isOtc = cloud === 'otc' || /^(os|otc|obs|hw|huaweicloud)$/i.test(name);
    if (isOtc) found.push({ kind: 'id', text: id, cloud: 'otc', is: 'certain', at: index });
  }
  return found;
}

/* ---- secrets ---- */

/** Not what an escape is a part of: the layer without escapes holds the whole of it. */
const SECRET = /(?<![A-Za-z0-9/+%\\])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=]|%[0-9A-Fa-f]{2}|\\+(?:u00|\/))/g;
/** Names may go on: `AWS_SECRET_ACCESS_KEY_PROD`. */
const MORE = '(?:[_.-][A-Za-z0-9_]{1,20})?';
const AWS_NAME = `(?:secret[_.\\s-]?access[_.\\s-]?key|aws[A-Za-z0-9_.-]{0,12}secret(?:[_.-]?key)?|(?<![A-Za-z])(?:s3a?|ses|sqs|sns|dynamodb)[_.-]?secret(?:[_.-]?key)?)`;
const OTC_NAME = `(?<![A-Za-z0-9])(?:os|otc|obs|hw|huaweicloud)[_.-]?(?:sdk[_.-]?)?(?:secret(?:[_.-]?access)?[_.-]?key|sk)`;
const ENDS_IN_AWS_NAME = new RegExp(`${AWS_NAME}${MORE}${GAP}$`, 'i');
const ENDS_IN_OTC_NAME = new RegExp(`${OTC_NAME}${MORE}${GAP}$`, 'i');
const ENDS_IN_SECRET_NAME = new RegExp(`(?:secret|password|passwd|(?<![A-Za-z])s_?k)(?:[_.-]?key)?${MORE}${GAP}$`, 'i');
/** Characters between an id and its secret where no name tells the secret: `id:secret@host`, a line of CSV. */
const NEAR = 200;

function secretsIn({ text, before }: Layer, cloud: 'aws' | 'otc', ids: readonly Found[]): readonly Found[] {
  const found: Found[] = [];
  const isRandomSecret = remembered(isSecret);
  let next = 0;
  for (const { 0: secret, index: at } of matchesOf(SECRET, text)) {
    if (!isRandomSecret(secret)) continue;
    while ((ids[next]?.at ?? at) < at) next++;
    const near = [ids[next - 1], ids[next]].find((id) => id !== undefined && Math.abs(id.at - at) <= NEAR);
    const name = secretName(windowBefore(text, before, at));
    const id = near ?? (name === 'secret' ? ids[0] : undefined);
    const of = id?.cloud ?? (name === 'otc' ? 'otc' : cloud);
    if (name === 'aws' || name === 'otc' || id !== undefined)
      found.push({ kind: 'secret', text: secret, cloud: of, is: 'certain', at });
    else if (name === 'secret') found.push({ kind: 'secret', text: secret, cloud: of, is: 'named', at });
    else if (text.trim() === secret) found.push({ kind: 'secret', text: secret, cloud: of, is: 'bare', at });
  }
  return found;
}

/** Whose secret a name before a value says that it is; `secret`: somebody's. */
function secretName(window: string): 'aws' | 'otc' | 'secret' | undefined {
  if (ENDS_IN_OTC_NAME.test(window)) return 'otc';
  if (ENDS_IN_AWS_NAME.test(window)) return 'aws';
  return ENDS_IN_SECRET_NAME.test(window) ? 'secret' : undefined;
}

function windowBefore(text: string, before: string, at: number): string {
  return at >= WINDOW ? text.slice(at - WINDOW, at) : (before + text.slice(0, at)).slice(-WINDOW);
}

/* ---- what is made at random ---- */

/** Words of people who show where a key would stand. */
const PLACEHOLDER = /example|placeholder|changeme|replace|dummy|notreal|your(access|secret|key)/i;

/** The entropy is lower than the 3 bits of gitleaks, which one id in fifty thousand does not reach. */
function isId(text: string): boolean {
  return isRandom(text, 2.75);
}

/** Forty letters as AWS and OTC make them, and not a hash, a path, a name or the base64 of a text. */
function isSecret(text: string): boolean {
  return (
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text) &&
    isRandom(text, 4) &&
    !isWords(text) &&
    Buffer.from(text, 'base64').some((byte) => byte < 9 || byte > 126)
  );
}

/** `bits` is the entropy of one letter at least. */
function isRandom(text: string, bits: number): boolean {
  return entropy(text) >= bits && ascents(text) * 4 <= text.length && !PLACEHOLDER.test(text);
}

/** Bits of one letter, by how often each occurs (Shannon). ASCII only. */
function entropy(text: string): number {
  const counts = new Uint8Array(128);
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at)] = (counts[text.charCodeAt(at)] ?? 0) + 1;
  let repeated = 0;
  for (let at = 0; at < text.length; at++) repeated += Math.log2(counts[text.charCodeAt(at)] ?? 1);
  return Math.log2(text.length) - repeated / text.length;
}

/** How often a letter is followed by the next one of the alphabet: `abcdef`, `123456`. */
function ascents(text: string): number {
  let count = 0;
  for (let at = 1; at < text.length; at++) if (text.charCodeAt(at) === text.charCodeAt(at - 1) + 1) count++;
  return count;
}

/** Nearly all letters are in words such as `Access` or `key`, with vowels as in a language: at random 13 of forty, and a fifth. */
function isWords(text: string): boolean {
  const letters = (text.match(/[A-Z]?[a-z]{2,}/g) ?? []).join('');
  return letters.length >= 30 && letters.replace(/[^aeiou]/gi, '').length >= letters.length / 3;
}
