import {
  type Reference,
  type Unknown,
  type Value,
  concatenate,
  dictionary,
  known,
  list,
  unknown,
  withReferences,
} from '@iam-guardrails/shared-rules';
import { holdsJsonText, holdsUserKeys, terraformName } from './property-name';
import { DEEPEST, type Raw, SIGNATURE, isRaw, sentinels, signatures } from './raw';

/** How the properties of a resource are read. */
export interface Naming {
  /** Terraform type of the resource. */
  readonly type: string;
  /** True where the names are Terraform's already, as in a Terraform module inside Pulumi. */
  readonly terraformNames?: boolean;
}

/** Where a value stands: what an unknown value there is called, and how deep it is. */
interface Place {
  readonly naming: Naming;
  /** Terraform names from the resource down, without indices: `inline_policy.policy`. */
  readonly path: string;
  readonly ancestors: readonly object[];
  /** True where the keys of the object that stands here are the user's. */
  readonly userKeys: boolean;
}

const SENTINEL = new RegExp(`(${sentinels.join('|')})`);

/** Keys that the engine adds for itself. */
const ENGINE_KEYS: ReadonlySet<string> = new Set(['__defaults', '__meta', '__internal']);

const notKnown = (path: string): Unknown => unknown(`\`${path}\` is not known before it is deployed`);

/**
 * The properties of a Pulumi resource as Terraform arguments. What is unknown stays an unknown of its own place; an
 * object that stands for a JSON text becomes that text. `dependencies` are the resources that each property was
 * computed from, by the property's Pulumi name.
 */
export function argumentsOf(
  properties: Raw,
  naming: Naming,
  dependencies: ReadonlyMap<string, readonly Reference[]> = new Map(),
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [key, property] of Object.entries(properties)) {
    if (ENGINE_KEYS.has(key) || property === undefined) continue;
    const name = nameOf(key, naming);
    const value = member(key, property, { naming, path: name, ancestors: [], userKeys: false });
    values.set(name, withReferences(value, dependencies.get(key) ?? []));
  }
  return values;
}

function nameOf(key: string, naming: Naming): string {
  return naming.terraformNames === true ? key : terraformName(naming.type, key);
}

function member(key: string, property: unknown, place: Place): Value {
  const { naming } = place;
  const value = isRaw(property) && property[SIGNATURE] === signatures.secret ? property['value'] : property;
  const isDocument = isRaw(value) && value[SIGNATURE] === undefined && holdsJsonText(naming.type, key);
  if (isDocument && naming.terraformNames !== true) return jsonText(value, place);
  return valueOf(value, { ...place, userKeys: naming.terraformNames === true || holdsUserKeys(naming.type, key) });
}

function valueOf(value: unknown, place: Place): Value {
  switch (typeof value) {
    case 'string':
      return textOf(value, place);
    case 'number':
    case 'boolean':
      return known(value);
    case 'object':
      return value === null ? known(null) : structureOf(value, place);
    default:
      return value === undefined ? known(null) : unknown(`\`${place.path}\` is no data`);
  }
}

/** A sentinel is an unknown; one inside a text, which nothing known writes, is a hole in it. */
function textOf(text: string, place: Place): Value {
  if (!SENTINEL.test(text)) return known(text);
  const pieces = text.split(SENTINEL).map((piece) => (sentinels.includes(piece) ? notKnown(place.path) : piece));
  return concatenate(pieces);
}

function structureOf(value: object, place: Place): Value {
  if (place.ancestors.includes(value)) return unknown(`\`${place.path}\` refers to itself`);
  if (place.ancestors.length >= DEEPEST) return unknown(`\`${place.path}\` is nested too deeply to be read`);
  const inside = { ...place, ancestors: [...place.ancestors, value] };
  if (Array.isArray(value)) return list(value.map((item) => valueOf(item, { ...inside, userKeys: false })));
  const signature = (value as Raw)[SIGNATURE];
  return typeof signature === 'string' ? marked(signature, value as Raw, inside) : mapOf(value as Raw, inside);
}

function mapOf(value: Raw, place: Place): Value {
  const entries = Object.entries(value).filter(([key, item]) => item !== undefined && !ENGINE_KEYS.has(key));
  if (place.userKeys) return dictionary(entries.map(([key, item]) => [key, valueOf(item, place)] as const));
  return dictionary(
    entries.map(([key, item]) => {
      const name = nameOf(key, place.naming);
      return [name, member(key, item, { ...place, path: `${place.path}.${name}` })] as const;
    }),
  );
}

/** What the engine marks: the value of a secret, the content or place of an asset, the URN of a resource. */
function marked(signature: string, value: Raw, place: Place): Value {
  switch (signature) {
    case signatures.secret:
      return valueOf(value['value'], place);
    case signatures.output: {
      const origins = Array.isArray(value['dependencies']) ? value['dependencies'] : [];
      const references = origins.filter((urn) => typeof urn === 'string').map((address) => ({ address }));
      const inner = 'value' in value ? valueOf(value['value'], place) : notKnown(place.path);
      return withReferences(inner, references);
    }
    case signatures.resource: {
      const urn = value['urn'];
      const inner = 'id' in value && value['id'] !== '' ? valueOf(value['id'], place) : notKnown(place.path);
      return typeof urn === 'string' ? withReferences(inner, [{ address: urn }]) : inner;
    }
    case signatures.asset:
      return valueOf(value['text'] ?? value['path'] ?? value['uri'], place);
    case signatures.archive:
      return valueOf(value['assets'] ?? value['path'] ?? value['uri'], { ...place, userKeys: true });
    default:
      return unknown(`\`${place.path}\` is of a kind that is not read`);
  }
}

/** JSON text as Terraform's `jsonencode` writes it; an unknown inside is a hole, bare where it is a whole JSON value. */
function jsonText(value: unknown, place: Place): Value {
  return concatenate(jsonPieces(value, place));
}

function jsonPieces(value: unknown, place: Place): readonly (string | Value)[] {
  if (typeof value === 'string') return jsonString(value, place);
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value ?? null)];
  if (place.ancestors.includes(value) || place.ancestors.length >= DEEPEST) {
    return [unknown(`\`${place.path}\` is nested too deeply to be read`)];
  }
  const inside = { ...place, ancestors: [...place.ancestors, value] };
  if (Array.isArray(value)) return ['[', ...joined(value.map((item) => jsonPieces(item, inside))), ']'];
  if ((value as Raw)[SIGNATURE] === signatures.secret) return jsonPieces((value as Raw)['value'], inside);
  const entries = Object.entries(value).filter(([key, item]) => item !== undefined && !ENGINE_KEYS.has(key));
  return ['{', ...joined(entries.map(([key, item]) => [`${JSON.stringify(key)}:`, ...jsonPieces(item, inside)])), '}'];
}

function jsonString(text: string, place: Place): readonly (string | Value)[] {
  if (sentinels.includes(text)) return [notKnown(place.path)];
  const pieces = text.split(SENTINEL);
  const inside = pieces.map((piece) =>
    sentinels.includes(piece) ? notKnown(place.path) : JSON.stringify(piece).slice(1, -1),
  );
  return ['"', ...inside, '"'];
}

function joined(parts: readonly (readonly (string | Value)[])[]): readonly (string | Value)[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [',', ...part]));
}
