/**
 * Texts with holes. What is not known of a pattern stands in it as a symbol: three private-use characters that no
 * wildcard but `*` covers and that equal only themselves. So a pattern that is known in parts is still one string.
 */
import type { Unknown, Value } from '../model/value';
import { concatenate, originalOf } from '../model/value';

const START = 0xe000;
const FIRST_DIGIT = 0xe100;
const BASE = 4096;
const PRIVATE_USE = /[\ue000-\uf8ff]/;
const SYMBOL = /\ue000[\ue100-\uf0ff]{2}/g;

const symbolOfLabel = new Map<string, string>();
const labels: string[] = [];
const symbolOfUnknown = new WeakMap<Unknown, string>();

/** The symbol of something that is one fixed text although it is not known which; equal labels are equal texts. */
export function symbolFor(label: string): string {
  const existing = symbolOfLabel.get(label);
  if (existing !== undefined) return existing;
  const symbol = newSymbol(label);
  symbolOfLabel.set(label, symbol);
  return symbol;
}

function newSymbol(label: string): string {
  const index = labels.push(label) - 1;
  return String.fromCharCode(START, FIRST_DIGIT + Math.floor(index / BASE), FIRST_DIGIT + (index % BASE));
}

function symbolOf(hole: Unknown): string {
  const [reference] = hole.references;
  if (hole.references.length === 1 && reference?.attribute !== undefined) {
    return symbolFor(`${reference.address}.${reference.attribute}`);
  }
  const original = originalOf(hole);
  const existing = symbolOfUnknown.get(original);
  if (existing !== undefined) return existing;
  const symbol = newSymbol('?');
  symbolOfUnknown.set(original, symbol);
  return symbol;
}

/** The value as one text in which each hole is a symbol. */
export function encode(value: Value): string {
  const text = concatenate([value]);
  switch (text.kind) {
    case 'known':
      return String(text.value);
    case 'text':
      return settleArn(text.parts.map((part) => (typeof part === 'string' ? part : symbolOf(part))).join(''));
    default:
      return symbolOf(text as Unknown);
  }
}

/** The parts of a text in order, each hole as a symbol. */
export function encodePart(part: string | Unknown): string {
  return typeof part === 'string' ? part : symbolOf(part);
}

/** The text as people may read it: `${aws_s3_bucket.b.arn}/*`. What stood for a literal wildcard is one again. */
export function decode(text: string): string {
  const plain = text.replaceAll('\u0001', '*').replaceAll('\u0002', '?');
  return plain.replace(SYMBOL, (symbol) => `\${${labelOf(symbol)}}`);
}

function labelOf(symbol: string): string {
  const index = (symbol.charCodeAt(1) - FIRST_DIGIT) * BASE + (symbol.charCodeAt(2) - FIRST_DIGIT);
  return labels[index] ?? '?';
}

/** True when something of the text is not known. */
export function hasSymbol(text: string): boolean {
  return PRIVATE_USE.test(text);
}

/** True for a character of a symbol; nothing else may hold one. */
export function isSymbolCode(code: number): boolean {
  return code >= START && code <= 0xf8ff;
}

/** The text with every symbol replaced by `*`: everything that it may turn out to be. */
export function widen(text: string): string {
  return hasSymbol(text) ? text.replace(SYMBOL, '*') : text;
}

/** The account and partition of whoever deploys: fixed, but nowhere written in a template. Shown in witnesses. */
export const OWN_ACCOUNT = '123456789012';
/** See `OWN_ACCOUNT`. */
export const OWN_PARTITION = 'aws';

const ARN_HEAD = /^arn:(\ue000..|[^:*?]*):([^:]*):([^:]*):(\ue000..|[^:]*):/;
const OWN = /^(data\.aws_(partition|caller_identity)\.|.*\.(arn|account_id|partition)$)/;

/**
 * In `arn:<hole>:iam::<hole>:user/alice` the holes are the partition and the account of whoever deploys, when they come
 * from `aws_partition`, `aws_caller_identity` or the ARN of a resource of the stack.
 */
export function settleArn(text: string): string {
  if (!hasSymbol(text)) return text;
  const head = ARN_HEAD.exec(text);
  if (head === null) return text;
  const [whole, partition = '', service = '', region = '', account = ''] = head;
  const settled = [own(partition, OWN_PARTITION), service, region, own(account, OWN_ACCOUNT)].join(':');
  return `arn:${settled}:${text.slice(whole.length)}`;
}

function own(field: string, value: string): string {
  return field.startsWith('\ue000') && OWN.test(labelOf(field)) ? value : field;
}
