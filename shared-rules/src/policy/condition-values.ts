/** How the values of conditions are read as numbers, dates and addresses. What cannot be read matches nothing. */

/** Needed by few documents. */
function addresses(): typeof import('ipaddr.js') {
  return require('ipaddr.js') as typeof import('ipaddr.js');
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** The integer or decimal value that numeric operators compare; NaN for anything else, the empty text included. */
export function numberOf(text: string): number {
  const number = DECIMAL.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : NaN;
}

const ISO = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
const HAS_ZONE = /T.*(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since the epoch of a W3C form of ISO 8601 (UTC where no zone is given) or of seconds since the epoch; four
 * digits are a year. NaN for anything else.
 */
export function dateNumber(text: string): number {
  if (ISO.test(text)) return Date.parse(text.includes('T') && !HAS_ZONE.test(text) ? `${text}Z` : text);
  return /^-?\d{1,12}$/.test(text) ? Number(text) * 1000 : NaN;
}

/** Addresses as numbers on one line: those of version 4 from 0, those of version 6 from here. */
export const FIRST_IPV6 = 1n << 33n;

/** First and last address of a network. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

const ranges = new Map<string, AddressRange | undefined>();

/** The addresses of a network in CIDR form; a text without prefix is one address. Undefined when it is neither. */
export function addressRange(text: string): AddressRange | undefined {
  if (ranges.has(text)) return ranges.get(text);
  const range = readRange(text);
  if (ranges.size >= 20_000) ranges.clear();
  ranges.set(text, range);
  return range;
}

function readRange(text: string): AddressRange | undefined {
  // The longest of them has 49 characters; a zone (`fe80::1%eth0`) means something on one host only.
  if (text.length > 60 || text.includes('%')) return undefined;
  const { IPv4, IPv6, isValidCIDR, parseCIDR } = addresses();
  const isV6 = text.includes(':');
  const [address = ''] = text.split('/');
  if (!(isV6 ? IPv6.isValid(address) : IPv4.isValidFourPartDecimal(address))) return undefined;
  const cidr = text.includes('/') ? text : `${text}/${isV6 ? 128 : 32}`;
  if (!isValidCIDR(cidr)) return undefined;
  const [network, bits] = parseCIDR(cidr);
  const free = BigInt((isV6 ? 128 : 32) - bits);
  const number = network.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const first = (number >> free) << free;
  const offset = isV6 ? FIRST_IPV6 : 0n;
  return { first: first + offset, last: first + offset + (1n << free) - 1n };
}

/** The address with this number, undefined between the two versions. */
export function addressOf(number: bigint): string | undefined {
  const isV6 = number >= FIRST_IPV6;
  const value = isV6 ? number - FIRST_IPV6 : number;
  const size = isV6 ? 16 : 4;
  if (value < 0n || value >> BigInt(size * 8) > 0n) return undefined;
  const { IPv4, IPv6 } = addresses();
  const bytes = Array.from({ length: size }, (_, index) => Number((value >> BigInt(8 * (size - 1 - index))) & 255n));
  return (isV6 ? new IPv6(bytes) : new IPv4(bytes)).toString();
}
