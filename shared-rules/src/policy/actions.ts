import { brotliDecompressSync } from 'node:zlib';
import { globMatches } from './glob';

/** The actions of one service that AWS documents. */
export interface ActionsOfService {
  /** Index of its first action among all. */
  readonly start: number;
  /** As AWS spells them, `service:Name`. */
  readonly names: readonly string[];
  /** The same in lower case, since AWS compares actions without regard to case. */
  readonly keys: readonly string[];
  /** Index in `names` of each key. */
  readonly places: ReadonlyMap<string, number>;
}

/** Every action that AWS documents, in the order of the table. */
export interface ActionTable {
  readonly names: readonly string[];
  readonly keys: readonly string[];
}

let services: ReadonlyMap<string, () => ActionsOfService> | undefined;
let table: ActionTable | undefined;

/** Unpacked on first use; the actions of a service are cut apart when somebody asks for them. */
function allServices(): ReadonlyMap<string, () => ActionsOfService> {
  services ??= unpack();
  return services;
}

function unpack(): ReadonlyMap<string, () => ActionsOfService> {
  const { packed } = require('./data/actions') as typeof import('./data/actions');
  const lines = brotliDecompressSync(Buffer.from(packed, 'base64')).toString().split('\n');
  const result = new Map<string, () => ActionsOfService>();
  let next = 0;
  for (const line of lines) {
    const colon = line.indexOf(':');
    const start = next;
    next += line.length === colon + 1 ? 0 : countCommas(line) + 1;
    let service: ActionsOfService | undefined;
    result.set(line.slice(0, colon), () => (service ??= cut(line, colon, start)));
  }
  return result;
}

function countCommas(line: string): number {
  let count = 0;
  for (let at = line.indexOf(','); at >= 0; at = line.indexOf(',', at + 1)) count++;
  return count;
}

function cut(line: string, colon: number, start: number): ActionsOfService {
  const prefix = line.slice(0, colon + 1);
  const names =
    line.length === colon + 1
      ? []
      : line
          .slice(colon + 1)
          .split(',')
          .map((name) => prefix + name);
  const keys = names.map((name) => name.toLowerCase());
  return { start, names, keys, places: new Map(keys.map((key, index) => [key, index])) };
}

/** All actions at once. */
export function actionTable(): ActionTable {
  table ??= {
    names: [...allServices().values()].flatMap((service) => service().names),
    keys: [...allServices().values()].flatMap((service) => service().keys),
  };
  return table;
}

/** What AWS documents of the actions of a prefix, in lower case and without colon; undefined when it has no such prefix. */
export function actionsOfService(prefix: string): ActionsOfService | undefined {
  return allServices().get(prefix)?.();
}

/** Whether AWS documents an action of this name, in lower case. */
export function isAction(name: string): boolean {
  return actionsOfService(name.slice(0, Math.max(0, name.indexOf(':'))))?.places.has(name) === true;
}

/** Whether the pattern names a service, without wildcards, that the table does not have. */
export function isUnknownService(pattern: string): boolean {
  const service = /^([^:*?]+):/.exec(pattern)?.[1];
  return service !== undefined && !allServices().has(service);
}

const cache = new Map<string, readonly number[]>();

/** Indexes in the table of the actions that a pattern matches; the pattern in lower case and without symbols. */
export function actionsMatching(pattern: string): readonly number[] {
  const cached = cache.get(pattern);
  if (cached !== undefined) return cached;
  const matches = scan(pattern);
  if (cache.size > 5000) cache.clear();
  cache.set(pattern, matches);
  return matches;
}

function scan(pattern: string): readonly number[] {
  const prefix = pattern.slice(0, Math.max(0, pattern.indexOf(':')));
  if (!/[*?]/.test(pattern)) {
    const service = actionsOfService(prefix);
    const place = service?.places.get(pattern);
    return service === undefined || place === undefined ? [] : [service.start + place];
  }
  const all = /[*?]/.test(prefix) || prefix === '' ? [...allServices().values()] : [allServices().get(prefix)];
  const start = pattern.slice(0, pattern.search(/[*?]/));
  const found: number[] = [];
  for (const service of all) {
    if (service === undefined) continue;
    const { start: first, keys } = service();
    for (const [index, key] of keys.entries()) {
      if (key.startsWith(start) && globMatches(pattern, key)) found.push(first + index);
    }
  }
  return found;
}
