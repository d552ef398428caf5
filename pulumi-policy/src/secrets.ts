/**
 * What the engine marks as a secret. To a validation the SDK shows secrets as plain values; only a remediation is shown
 * the marks. What providers make and mark as secrets (the secret of an access key) is named in the options of a resource.
 */
import type { Reference, Resource, Value } from '@iam-guardrails/shared-rules';
import type { EngineResource } from './engine-resource';
import { DEEPEST, type Raw, SIGNATURE, isRaw, sentinels, signatures } from './raw';
import { snakeCase } from './words';

/** Shorter texts are no secrets that anybody would recognise, and stand inside ordinary words. */
const SHORTEST = 4;

/** Every text in the data that the engine marks as a secret. */
export function secretTexts(value: unknown, marked = false, depth = 0): readonly string[] {
  if (typeof value === 'string') return marked && value.length >= SHORTEST ? [value] : [];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  const inside = marked || (value as Raw)[SIGNATURE] === signatures.secret;
  return Object.entries(value).flatMap(([key, item]) =>
    key === SIGNATURE ? [] : secretTexts(item, inside, depth + 1),
  );
}

/** Names of the properties that hold a secret. */
export function secretProperties(properties: Raw): readonly string[] {
  return Object.keys(properties).filter((name) => holdsSecret(properties[name], 0));
}

function holdsSecret(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
  if (isRaw(value) && value[SIGNATURE] === signatures.secret) return true;
  return Object.values(value).some((item) => holdsSecret(item, depth + 1));
}

const MAKES_CREDENTIALS =
  /^(aws:iam\/(accessKey|userLoginProfile|serviceSpecificCredential):|opentelekomcloud:index\/identityCredentialV3:)/;

/** True for a resource that makes a credential, which flows as a secret to whatever uses it. */
export function makesCredentials(type: string): boolean {
  return MAKES_CREDENTIALS.test(type);
}

/** Ids of access keys and of temporary credentials (AWS IAM User Guide, Understanding unique ID prefixes). */
const KEY_ID = /\b(AKIA|ASIA)[A-Z2-7]{16}\b/;

/**
 * Names of the properties that may hold a credential which the program itself has made. Before a resource is created an
 * engine does not tell what its properties were computed from, so that such a credential looks like a written one. What
 * IAM decides by, such as the user of an access key, is never left out.
 */
export function doubtful({ type, properties }: EngineResource, secrets: readonly string[]): readonly string[] {
  if (type.startsWith('aws:iam/')) return [];
  return Object.keys(properties).filter(
    (name) => secrets.includes(name) || KEY_ID.test(JSON.stringify(properties[name])),
  );
}

/** A text that a provider made of a resource: a secret, or the id of an access key. */
export interface Born extends Reference {
  readonly text: string;
  /** How it shows: as it is, in JSON, in the address of a page, and in base64, which user data is often written in. */
  readonly forms: readonly string[];
  readonly attribute: string;
}

/** True for what a provider marked as a secret. */
export function isSecret({ attribute }: Born): boolean {
  return attribute !== 'id';
}

/** Shorter texts may be the same by chance. */
const UNMISTAKABLE = 16;

/** What the provider made of a resource that nobody else could know: none of its inputs, and known only after a creation. */
export function bornIn(resource: EngineResource, inputs: Raw = {}): readonly Born[] {
  const { urn, type, properties, secretOutputs = [] } = resource;
  const names = makesCredentials(type) ? ['id', ...secretOutputs] : secretOutputs;
  return names.flatMap((name) => {
    const text = properties[name];
    const isMade = typeof text === 'string' && text.length >= UNMISTAKABLE && !Object.hasOwn(inputs, name);
    return isMade && !sentinels.includes(text)
      ? [{ text, forms: formsOf(text), address: urn, attribute: snakeCase(name) }]
      : [];
  });
}

/**
 * In the base64 of a longer text it may begin at any of the three bytes of a group; letters that also hold bytes of its neighbours
 * are left out.
 */
function formsOf(text: string): readonly string[] {
  const encoded = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  return [...new Set([text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), ...encoded])];
}

/** True when the text holds what was made, as it is or encoded. */
export function holds(text: string, { forms }: Born): boolean {
  return forms.some((form) => text.includes(form));
}

/**
 * The resources with references where such a secret stands in them. After a creation the engine knows values, and of an
 * output of the stack not what it was computed from; the secret itself tells.
 */
export function traced(resources: readonly Resource[], born: readonly Born[]): readonly Resource[] {
  if (born.length === 0) return resources;
  return resources.map((resource) => {
    const others = born.filter(({ address }) => address !== resource.address);
    const values = [...resource.values].map(([name, value]) => [name, tracedValue(value, others)] as const);
    return values.every(([name, value]) => resource.values.get(name) === value)
      ? resource
      : { ...resource, values: new Map(values) };
  });
}

function tracedValue(value: Value, born: readonly Born[]): Value {
  switch (value.kind) {
    case 'known': {
      const { value: text, references } = value;
      const inside = typeof text === 'string' ? born.filter((secret) => holds(text, secret)) : [];
      if (inside.length === 0) return value;
      const origins = inside.map(({ address, attribute }): Reference => ({ address, attribute }));
      const others = references.filter(({ address }) => !inside.some((secret) => secret.address === address));
      return { ...value, references: [...others, ...origins] };
    }
    case 'list': {
      const items = value.items.map((item) => tracedValue(item, born));
      return items.every((item, index) => item === value.items[index]) ? value : { ...value, items };
    }
    case 'map': {
      const entries = [...value.entries].map(([key, entry]) => [key, tracedValue(entry, born)] as const);
      return entries.every(([key, entry]) => value.entries.get(key) === entry)
        ? value
        : { ...value, entries: new Map(entries) };
    }
    case 'text':
    case 'unknown':
      return value;
  }
}
