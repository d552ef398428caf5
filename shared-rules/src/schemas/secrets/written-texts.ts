/** The texts that a resource is declared with, each with what says what it is: the names above and beside it. */
import type { Resource } from '../../model/resource';
import { stringOf, type Reference, type Text, type Value } from '../../model/value';

/** One text of a resource. */
export interface WrittenText {
  /** Names from the resource down, without the positions of lists: `environment.variables.TOKEN`. */
  readonly property: string;
  /** The block that it stands in, positions of lists included: what stands in the same block belongs together. */
  readonly block: string;
  readonly text: string;
  /** Such as `environment.variables.TOKEN=`. */
  readonly name: string;
}

type Found = (text: WrittenText) => void;

/** Where a walk is: an argument, and what stands in the same block. */
interface Place extends Pick<WrittenText, 'property' | 'block'> {
  readonly key: string;
  readonly beside: ReadonlyMap<string, Value>;
}

/** Arguments that name what another argument of the same block holds: `name` and `value`. */
const NAMING = ['name', 'key', 'parameter_key', 'Name', 'Key'];
const NAMED = /^(?:parameter_?|string_?)?(?:value|content|default)$/i;

/** Providers whose access keys open AWS or OTC, and what their arguments hold. */
const PROVIDER_NAMES: readonly (readonly [provider: RegExp, argument: RegExp, name: string])[] = [
  [/^aws/, /^secret_?key$/i, 'aws_secret_access_key'],
  [/^(?:opentelekomcloud|huaweicloud|flexibleengine)/, /^secret_?key$/i, 'os_secret_key'],
  [/^(?:opentelekomcloud|huaweicloud|flexibleengine)/, /^access_?key$/i, 'os_access_key'],
];

/**
 * Calls `found` with every text of the resource that `isOfInterest`. Of a text with holes, the pieces that are known, kept
 * apart by a word. A value for which `isForeign` is true of a reference comes from elsewhere and is passed over.
 */
export function writtenTexts(
  resource: Resource,
  isOfInterest: (text: string) => boolean,
  isForeign: (reference: Reference) => boolean,
  found: Found,
): void {
  const visit = (value: Value, place: Place): void => {
    const { property, block } = place;
    if (value.kind === 'unknown') return value.encoded === undefined ? undefined : visit(value.encoded, place);
    if (value.kind === 'list') value.items.forEach((item, at) => visit(item, { ...place, block: `${block}[${at}]` }));
    else if (value.kind === 'map') visitAll(value.entries, `${property}.`, block);
    else {
      const text = value.kind === 'text' ? piecesOf(value) : value.value;
      if (typeof text !== 'string' || !isOfInterest(text)) return;
      // The holes of a text in parts are what comes from elsewhere; a whole text may be that.
      if (value.kind === 'text' || !value.references.some(isForeign))
        found({ property, block, text, name: `${nameOf(resource, place)}=` });
    }
  };
  const visitAll = (beside: ReadonlyMap<string, Value>, path: string, outer: string): void => {
    for (const [key, value] of beside) {
      const block = value.kind === 'map' || value.kind === 'list' ? `${outer}.${key}` : outer;
      visit(value, { property: path + key, block, key, beside });
    }
  };
  visitAll(resource.values, '', '');
}

function nameOf({ mode, type, address }: Resource, { property, key, beside }: Place): string {
  if (NAMED.test(key)) {
    const name = NAMING.map((naming) => stringOf(beside.get(naming))).find((text) => text !== undefined);
    if (name !== undefined) return name;
  }
  // A variable and a local are named by their address.
  if (mode === 'variable' || mode === 'local') return `${address.slice(address.indexOf('.') + 1)}.${property}`;
  if (mode !== 'provider') return property;
  return PROVIDER_NAMES.find(([provider, name]) => provider.test(type) && name.test(property))?.[2] ?? property;
}

/** The word is no letter of a key and no name of one, and keeps a name from what stands behind the hole. */
function piecesOf({ parts }: Text): string {
  const pieces = parts.map((part) => {
    if (typeof part === 'string') return part;
    if (part.encoded === undefined) return ' (unknown) ';
    return part.encoded.kind === 'text' ? ` ${piecesOf(part.encoded)} ` : ` ${part.encoded.value} `;
  });
  return pieces.join('');
}
