/**
 * The properties of a resource as the engine sent them. The SDK hands them over behind a proxy that throws an
 * `UnknownValueError` when a value is read that a preview does not know; here such a value is a sentinel string.
 */

/** Plain data: JSON values, with sentinels for what is unknown and the engine's own marks for secrets and assets. */
export type Raw = Readonly<Record<string, unknown>>;

/** What the SDK puts in place of an unknown boolean, number, string, list, asset, archive and object, in this order. */
export const sentinels: readonly string[] = [
  '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  '030794c1-ac77-496b-92df-f27374a8bd58',
  'e48ece36-62e2-4504-bad9-02848725956a',
  'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
];

/** The key of an object that is not data but a mark of the engine, and the kinds of marks. */
export const SIGNATURE = '4dabf18193072939515e22adb298388d';
export const signatures = {
  secret: '1b47061264138c4ac30d75fd1eb44270',
  asset: 'c44067f5952c0a294b673a41bacd8c17',
  archive: '0def7320c3a5731c473e5ecbe6d01bc7',
  resource: '5cf8f73096256a8f31e491e813e4eb8e',
  output: 'd0e6a833031e9bbcd3f4e8bde6ca49a4',
} as const;

/** Deeper data is not looked into: no provider nests that deep, and a cycle has no end. */
export const DEEPEST = 64;

/** The sentinel of an unknown string, which stands for any unknown value here. */
export const UNKNOWN: unknown = sentinels[2];

/** True for data with keys of its own: not for lists, and not for what has a class. */
export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The properties without the SDK's proxies; a remediation is handed two, one inside the other. Uses the SDK's own way out
 * of them where there is one; otherwise reads every value guarded, so that an unknown one costs that value and not the
 * whole resource.
 */
export function rawProperties(properties: object): Raw {
  let target: unknown = properties;
  while (isRaw(target) && isRaw(target[TARGET])) target = target[TARGET];
  return target === properties ? (guardedCopy(properties, 0) as Raw) : (target as Raw);
}

const TARGET = '__getSpecialProxyTarget';

function guardedCopy(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return UNKNOWN;
  const entries = Object.keys(value).map((key) => [key, guardedCopy(guardedRead(value, key), depth + 1)] as const);
  if (Array.isArray(value)) return entries.map(([, item]) => item);
  return recordOf(isSecretObject(value) ? [[SIGNATURE, signatures.secret], ...entries] : entries);
}

function guardedRead(container: object, key: string): unknown {
  try {
    return (container as Raw)[key];
  } catch (error) {
    // The SDK compares with `instanceof` and there may be two copies of it, so the error is known by what it carries.
    if (isRaw(error) && 'unknownTypeSentinel' in error) return UNKNOWN;
    throw error;
  }
}

/** An object without a prototype, so that no key of the user's (`__proto__`) means anything. */
function recordOf(entries: Iterable<readonly [string, unknown]>): Raw {
  const record = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of entries) record[key] = value;
  return record;
}

/**
 * The same data with the SDK's objects for assets, which hold promises, and for secrets written as the engine sends them.
 * Answers the very same object when there are none, which is nearly always.
 */
export async function withMarks(raw: Raw): Promise<Raw> {
  return holdsObject(raw, 0) ? ((await settled(raw, 0)) as Raw) : raw;
}

const isAsset = (value: Raw): boolean => value['__pulumiAsset'] === true || value['__pulumiArchive'] === true;
/** True for the object that a remediation is shown for a secret. Its class is known by its name: there may be two copies of the SDK. */
export const isSecretObject = (value: { readonly constructor?: { readonly name?: unknown } }): boolean =>
  value.constructor?.name === 'Secret' && !isPlain(value);

function holdsObject(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
  return (
    (isRaw(value) && (isAsset(value) || isSecretObject(value))) ||
    Object.values(value).some((item) => holdsObject(item, depth + 1))
  );
}

async function settled(value: unknown, depth: number): Promise<unknown> {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => settled(item, depth + 1)));
  const kind = kindOf(value as Raw);
  const keys =
    kind === undefined || kind === 'secret'
      ? Object.keys(value)
      : ['path', 'text', 'uri', 'assets'].filter((key) => key in value);
  const entries = await Promise.all(
    keys.map(async (key) => [key, await settled(await (value as Raw)[key], depth + 1)] as const),
  );
  return recordOf(kind === undefined ? entries : [[SIGNATURE, signatures[kind]], ...entries]);
}

function kindOf(value: Raw): 'secret' | 'asset' | 'archive' | undefined {
  if (isSecretObject(value)) return 'secret';
  if (!isAsset(value)) return undefined;
  return value['__pulumiAsset'] === true ? 'asset' : 'archive';
}

/** True when both hold the same data. Anything that is not plain data equals only itself. */
export function sameData(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > DEEPEST) return false;
  if (Array.isArray(a) !== Array.isArray(b) || !isPlain(a) || !isPlain(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameData((a as Raw)[key], (b as Raw)[key], depth + 1));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || prototype === Array.prototype;
}
