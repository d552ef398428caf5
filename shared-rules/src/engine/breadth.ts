/** Exemptions that take in more than what somebody looked at. */
import { blockOf } from '../model/address';
import type { Resource, Stack } from '../model/resource';
import { globMatches } from '../policy/glob';
import type { Exemption } from './configuration-model';

/** In words what an exemption takes in: every rule of a resource, or every resource of a kind; undefined when it is neither. */
export function breadth(
  { rule, resource, fingerprint, place }: Exemption,
  stacks: readonly Stack[],
): string | undefined {
  if (fingerprint !== undefined) return undefined;
  if (rule === '*') return 'it is for every rule';
  if (place === 'program' || !isOfKind(resource, stacks)) return undefined;
  return `\`${resource}\` is every resource of its kind`;
}

const ANYTHING = /^[*?]*\*[*?]*$/;

/** What no resource is called and no glob says: only `*` stands for it. */
const NOBODY = '\u0003'.repeat(64);

/** Whether the glob says nothing of the name: it still fits where a resource of the stacks is called anything else. */
function isOfKind(glob: string, stacks: readonly Stack[]): boolean {
  if (ANYTHING.test(glob.split(/::|[./]/).at(-1) ?? '')) return true;
  if (!glob.includes('*')) return false;
  return stacks.some(({ resources }) =>
    resources.some((each) => renamed(each).some((name) => globMatches(glob, name))),
  );
}

/** What a resource is called, with another name in the last place. */
function renamed({ address, location }: Resource): readonly string[] {
  const block = blockOf(address);
  const separator = address.startsWith('urn:') ? '::' : '.';
  const other = `${upTo(block, separator)}${NOBODY}`;
  const instance = address.slice(block.length);
  const path = location?.constructPath;
  return [
    other,
    ...(instance === '' ? [] : [`${other}${instance}`]),
    ...(path === undefined ? [] : [`${upTo(path, '/')}${NOBODY}`]),
  ];
}

function upTo(text: string, separator: string): string {
  const last = text.lastIndexOf(separator);
  return last === -1 ? '' : text.slice(0, last + separator.length);
}
