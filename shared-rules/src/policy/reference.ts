import { brotliDecompressSync } from 'node:zlib';
import { actionsOfService } from './actions';

/** What AWS says an action does; some have two, such as Tagging and Write. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging';

type SingleType = 'String' | 'Bool' | 'Numeric' | 'Date' | 'ARN' | 'IPAddress' | 'Binary';

/** What the values of a condition key are; AWS's `ArrayOf…` is a key that may have many values in one request. */
export type ConditionKeyType = SingleType | `ArrayOf${SingleType}`;

/** One format of a resource that AWS documents; a type with two formats of ARN is there twice, under the same name. */
export interface ResourceType {
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}/${ObjectName}`; a few have `*` in it, as AWS writes them. */
  readonly arn: string;
  /** As AWS spells them; only the keys of the type itself. */
  readonly conditionKeys: readonly string[];
}

/** What AWS documents about an action. */
export interface ActionReference {
  /** As AWS spells it, `s3:GetObject`. */
  readonly name: string;
  readonly levels: readonly AccessLevel[];
  /** Empty: no resource-level permissions, the resource of a request is `*`. */
  readonly resourceTypes: readonly ResourceType[];
  /**
   * Every condition key of the action, of its resource types in this action and of those types themselves, as AWS spells
   * them (`aws:ResourceTag/${TagKey}`, `s3:ExistingObjectTag/<key>`), without the global keys that every request carries.
   */
  readonly conditionKeys: readonly string[];
}

/** What AWS documents about the actions that share a prefix. */
export interface ServiceReference {
  /** In lower case, without the colon. */
  readonly prefix: string;
  /** In the order of the action table. */
  readonly actions: readonly ActionReference[];
  readonly resourceTypes: readonly ResourceType[];
  /** Of all its actions and resource types, those of other prefixes (`saml:aud` of sts) and `aws:` tag keys included. */
  readonly conditionKeys: readonly string[];
}

type PackedKey = readonly [name: string, type: ConditionKeyType];

/** The first line of the data: what belongs to no single service. */
interface PackedGlobals {
  /** The combinations of access levels that actions have; these name one by its index. */
  readonly levels: readonly (readonly AccessLevel[])[];
  readonly global: readonly PackedKey[];
  /** Keys with the prefix of an identity provider or of another service, which does not document them itself. */
  readonly foreign: readonly PackedKey[];
  /** Prefixes whose resource types have ARNs of a service, where these are not just the prefix of the same name. */
  readonly arnServices: readonly (readonly [service: string, ...prefixes: string[]])[];
  /** Prefixes of the services to which resource control policies apply. */
  readonly rcpServices: readonly string[];
}

/** What follows `prefix count ` on the line of a service; numbers are indexes of `keys` and `types`. */
interface PackedService {
  readonly keys: readonly PackedKey[];
  readonly types: readonly (readonly [name: string, arn: string, keys: readonly number[]])[];
  /** The keys are those that the resource types do not have anyway. */
  readonly actions: readonly (readonly [levels: number, types: readonly number[], keys: readonly number[]])[];
}

interface Reference {
  readonly globals: PackedGlobals;
  readonly services: ReadonlyMap<string, () => Service>;
}

/** A service cut out of the data; its actions are put together when somebody asks for them. */
interface Service {
  readonly prefix: string;
  /** Of each action in lower case, its place. */
  readonly places: ReadonlyMap<string, number>;
  readonly action: (place: number) => ActionReference;
  readonly types: readonly ResourceType[];
  readonly keys: KeySet;
  /** For each action, the places of its keys in `keys`. */
  readonly actionKeys: (place: number) => ReadonlySet<number>;
  whole?: ServiceReference;
}

let loaded: Reference | undefined;

function reference(): Reference {
  loaded ??= unpack();
  return loaded;
}

function unpack(): Reference {
  const { packed } = require('./data/reference') as typeof import('./data/reference');
  const [first = '', ...lines] = brotliDecompressSync(Buffer.from(packed, 'base64')).toString().split('\n');
  const services = new Map<string, () => Service>();
  for (const line of lines) {
    const prefix = line.slice(0, line.indexOf(' '));
    let service: Service | undefined;
    services.set(prefix, () => (service ??= cut(line, prefix)));
  }
  return { globals: JSON.parse(first) as PackedGlobals, services };
}

function cut(line: string, prefix: string): Service {
  const packed = JSON.parse(line.slice(line.indexOf('{'))) as PackedService;
  const keys = keySet(packed.keys);
  const namesOf = (places: readonly number[]): string[] => places.map((place) => keys.names[place] ?? '');
  const types = packed.types.map(([name, arn, own]) => ({ name, arn, conditionKeys: namesOf(own) }));
  const actionKeys = lazily((place) => {
    const [, ofTypes, own] = packed.actions[place] ?? NOTHING;
    return new Set([...ofTypes.flatMap((type) => packed.types[type]?.[2] ?? []), ...own]);
  });
  const { names = [], places = new Map<string, number>() } = actionsOfService(prefix) ?? {};
  const action = lazily((place): ActionReference => {
    const [levels, ofTypes] = packed.actions[place] ?? NOTHING;
    return {
      name: names[place] ?? '',
      levels: reference().globals.levels[levels] ?? [],
      resourceTypes: ofTypes.flatMap((type) => types[type] ?? []),
      // The table is in alphabetical order.
      conditionKeys: namesOf([...actionKeys(place)].sort((a, b) => a - b)),
    };
  });
  return { prefix, places, action, types, keys, actionKeys };
}

const NOTHING = [-1, [], []] as const;

function lazily<T extends object>(make: (place: number) => T): (place: number) => T {
  const made: (T | undefined)[] = [];
  return (place) => (made[place] ??= make(place));
}

/** Condition keys by the name in lower case, and those with a hole, such as that of a tag key. */
interface KeySet {
  readonly names: readonly string[];
  readonly types: readonly ConditionKeyType[];
  readonly places: ReadonlyMap<string, number>;
  /** The longest first, so that the closest one answers. */
  readonly templates: readonly { readonly before: string; readonly after: string; readonly place: number }[];
}

/** The one hole of a key: `${TagKey}`, or `<key>` as S3 writes it. */
const HOLE = /\$\{[^}]*\}|<[^>]*>/;

function keySet(keys: readonly PackedKey[]): KeySet {
  const lower = keys.map(([name]) => name.toLowerCase());
  const templates = lower.flatMap((name, place) => {
    const [before, after] = name.split(HOLE);
    return before === undefined || after === undefined ? [] : [{ before, after, place }];
  });
  const fixed = (key: { before: string; after: string }): number => key.before.length + key.after.length;
  return {
    names: keys.map(([name]) => name),
    types: keys.map(([, type]) => type),
    places: new Map(lower.map((name, place) => [name, place])),
    templates: templates.sort((a, b) => fixed(b) - fixed(a)),
  };
}

/** Place of a key in lower case. */
function placeOf(key: string, { places, templates }: KeySet): number | undefined {
  const place = places.get(key);
  if (place !== undefined) return place;
  for (const { before, after, place } of templates) {
    if (key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after)) return place;
  }
  return undefined;
}

function typeIn(key: string, set: KeySet | undefined): ConditionKeyType | undefined {
  const place = set && placeOf(key, set);
  return place === undefined ? undefined : set?.types[place];
}

function serviceOf(name: string): Service | undefined {
  return reference().services.get(name.slice(0, Math.max(0, name.indexOf(':'))))?.();
}

/** What AWS documents about an action, in whichever case; undefined when it documents none of this name. */
export function actionReference(action: string): ActionReference | undefined {
  const name = action.toLowerCase();
  const service = serviceOf(name);
  const place = service?.places.get(name);
  return place === undefined ? undefined : service?.action(place);
}

/** What AWS documents about the actions of a prefix, in whichever case. */
export function serviceReference(prefix: string): ServiceReference | undefined {
  const service = reference().services.get(prefix.toLowerCase())?.();
  if (service === undefined) return undefined;
  service.whole ??= wholeOf(service);
  return service.whole;
}

function wholeOf({ prefix, places, action, types, keys }: Service): ServiceReference {
  let actions: readonly ActionReference[] | undefined;
  return {
    prefix,
    get actions() {
      actions ??= Array.from(places.values(), action);
      return actions;
    },
    resourceTypes: types,
    conditionKeys: keys.names,
  };
}

let prefixes: readonly string[] | undefined;

/** The prefixes of all services that AWS documents, in lower case and sorted. */
export function servicePrefixes(): readonly string[] {
  prefixes ??= [...reference().services.keys()];
  return prefixes;
}

let globals: KeySet | undefined;
let foreign: KeySet | undefined;

function globalKeys(): KeySet {
  globals ??= keySet(reference().globals.global);
  return globals;
}

/**
 * Type of a condition key in whichever case, also of one with a tag key (`aws:ResourceTag/Team`); undefined when AWS
 * documents no such key. The service that a key is named after decides, also about a key that other services document.
 */
export function conditionKeyType(key: string): ConditionKeyType | undefined {
  const name = key.toLowerCase();
  const type = typeIn(name, serviceOf(name)?.keys) ?? typeIn(name, globalKeys());
  if (type !== undefined) return type;
  foreign ??= keySet(reference().globals.foreign);
  return typeIn(name, foreign);
}

/** Whether AWS lists the key among the global ones: those of `aws:` and some of services, such as `lambda:SourceFunctionArn`. */
export function isGlobalConditionKey(key: string): boolean {
  return placeOf(key.toLowerCase(), globalKeys()) !== undefined;
}

/** The global condition keys as AWS spells them, with `${TagKey}` where a tag key belongs. */
export function globalConditionKeys(): readonly string[] {
  return globalKeys().names;
}

/**
 * Whether an action documents a condition key, both in whichever case, with a tag key in the place of the template. A
 * global key counts only where the action documents it, as many do `aws:ResourceTag`. Undefined: no such action.
 */
export function actionHasConditionKey(action: string, key: string): boolean | undefined {
  const name = action.toLowerCase();
  const service = serviceOf(name);
  const place = service?.places.get(name);
  if (service === undefined || place === undefined) return undefined;
  const keyPlace = placeOf(key.toLowerCase(), service.keys);
  return keyPlace !== undefined && service.actionKeys(place).has(keyPlace);
}

let arnServices: ReadonlyMap<string, readonly string[]> | undefined;
const formats = new Map<string, readonly string[]>();

/**
 * The documented formats of the ARNs that name a service in their third part (`s3`, in lower case), whichever prefix the
 * actions have that accept them: the ARNs of vpc-lattice-svcs name vpc-lattice. The one format whose service is itself a
 * hole, the recovery point of backup, is not among them. Empty when no ARN is documented.
 */
export function arnFormats(service: string): readonly string[] {
  const known = formats.get(service);
  if (known !== undefined) return known;
  arnServices ??= new Map(reference().globals.arnServices.map(([name, ...of]) => [name, of]));
  const types = (arnServices.get(service) ?? [service]).flatMap(
    (prefix) => serviceReference(prefix)?.resourceTypes ?? [],
  );
  const found = [...new Set(types.map((type) => type.arn))].filter((arn) => arn.split(':', 3)[2] === service);
  if (found.length > 0) formats.set(service, found);
  return found;
}

let rcpServices: ReadonlySet<string> | undefined;

/**
 * Whether resource control policies apply to the resources of a service, by its prefix in whichever case (`s3`); to those
 * of the other services a resource control policy does nothing, also when it names their actions or `*`.
 */
export function supportsResourceControlPolicies(service: string): boolean {
  rcpServices ??= new Set(reference().globals.rcpServices);
  return rcpServices.has(service.toLowerCase());
}
