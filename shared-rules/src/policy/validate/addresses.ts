/** IP addresses in conditions. */
import { quote } from '../check';
import { addressOf, addressRange, type AddressRange } from '../condition-values';
import { keyOf, type Atom, type PolicyView, type StatementView } from './view';

/** Checks of the addresses in the conditions of one statement. */
export function checkAddresses(statement: StatementView, policy: PolicyView): void {
  for (const atom of statement.atoms) if (atom.operator.family === 'IpAddress') checkAtom(atom, policy);
}

function checkAtom(atom: Atom, { add }: PolicyView): void {
  const ranges: AddressRange[] = [];
  let isSure = !atom.open;
  // More addresses than any policy can hold are not looked at.
  for (const { text, path } of atom.values.slice(0, 2000)) {
    const range = text.includes('${') ? undefined : addressRange(text);
    if (range === undefined) {
      isSure = false;
      if (text.includes('${')) continue;
      add('TYPE_MISMATCH_IP_RANGE', path, `${quote(text)} is no address or network such as \`203.0.113.0/24\``);
      continue;
    }
    ranges.push(range);
    const network = networkOf(text, range);
    if (network === undefined) continue;
    add('IMPROVE_IP_RANGE', path, `${quote(text)} has an address where a network belongs: write \`${network}\``);
  }
  if (isSure && atom.lower === 'aws:sourceip' && ranges.length > 0) checkPrivate(atom, ranges, add);
}

/** The network as it is meant, when the text has bits behind its mask. */
function networkOf(text: string, range: AddressRange): string | undefined {
  const [address = '', bits] = text.split('/');
  const own = bits === undefined ? undefined : addressRange(address);
  return own === undefined || own.first === range.first ? undefined : `${addressOf(range.first) ?? address}/${bits}`;
}

/** Addresses of private networks (RFC 1918, RFC 4193): requests never come to AWS from there. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];
let privateRanges: readonly AddressRange[] | undefined;

function isPrivate({ first, last }: AddressRange): boolean {
  privateRanges ??= PRIVATE.flatMap((text) => addressRange(text) ?? []);
  return privateRanges.some((range) => range.first <= first && last <= range.last);
}

function checkPrivate(atom: Atom, ranges: readonly AddressRange[], add: PolicyView['add']): void {
  const count = ranges.filter(isPrivate).length;
  if (count === 0) return;
  const isNegated = atom.operator.name === 'NotIpAddress';
  const why = `${keyOf(atom)} is always a public address: use \`aws:VpcSourceIp\` for addresses inside a VPC`;
  if (count < ranges.length) {
    const code = isNegated ? 'PRIVATE_NOT_IP_ADDRESS_SUBSET' : 'PRIVATE_IP_ADDRESS_SUBSET';
    return add(code, atom.path, `some of the addresses are private and never match, since ${why}`);
  }
  const code = isNegated ? 'PRIVATE_NOT_IP_ADDRESS' : 'PRIVATE_IP_ADDRESS';
  const effect = isNegated ? 'the condition always holds' : 'the condition never holds';
  add(code, atom.path, `all addresses are private, so ${effect}, since ${why}`);
}
