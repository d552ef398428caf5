/** Access keys that are written into a program, as a text or behind an encoding. */
import type { WrittenCredential } from '../../model/iam-model';
import type { Resource, Stack } from '../../model/resource';
import { unknown, type Reference } from '../../model/value';
import { configuredIn } from './configured';
import { layersOf } from './decode';
import { mayHoldKey, tokensIn, type Token } from './detect';
import { placeOf } from './places';
import { workloadReading } from './workloads';
import { writtenTexts, type WrittenText } from './written-texts';

/** An id or a secret in one text of a resource. */
interface Sighting extends Token {
  readonly where: WrittenText;
  readonly encodings: readonly string[];
}

/** An id, a secret, or both. */
interface Key {
  readonly id?: Sighting;
  readonly secret?: Sighting;
}

/** What makes access keys: what comes from one is handed over, not written. */
const KEY_TYPES =
  /(?:^|[./])(?:aws_iam_access_key|opentelekomcloud_identity_credential_v3|huaweicloud_identity_access_key)(?=\.|$)/;

/** Resources of OTC, and of the clouds that are built alike. */
const OTC = /^(?:opentelekomcloud|huaweicloud|flexibleengine)(?![A-Za-z0-9])/;

/** Beside it a key is one of OTC, whatever holds the text: a `clouds.yaml`, a script. */
const OTC_ENDPOINT = /\.otc\.t-systems\.com\b/;

/**
 * Every access key in a text of the stack. A key in a variable or a local is reported where it is used, or else there; one that
 * stands in a resource twice is reported once. Texts of data sources, providers, outputs and arguments of modules are read too,
 * and at last what the program says and no value shows, such as a branch that is not taken.
 */
export function writtenCredentialsOf(stack: Stack): readonly WrittenCredential[] {
  const makers = new Set(stack.resources.filter(({ type }) => KEY_TYPES.test(type)).map(({ address }) => address));
  const search: Search = {
    isForeign: ({ address }) => makers.has(address) || KEY_TYPES.test(address),
    kept: (text) => (stack.secrets?.some((secret) => secret.includes(text)) === true ? keptBy(stack) : 'no'),
    reported: new Set(),
    read: new Map(),
  };
  return [
    ...stack.resources.filter((resource) => !passesOn(resource)).flatMap((resource) => found(resource, search, false)),
    ...stack.resources.filter(passesOn).flatMap((resource) => found(resource, search, true)),
    ...(stack.written ?? []).flatMap((block) => found(block, search, true)),
  ];
}

/** What a search through a stack remembers. */
interface Search {
  readonly isForeign: (reference: Reference) => boolean;
  /** Whether a text that goes into a secrets manager is as it should be: its source is hidden, or perhaps hidden. */
  readonly kept: (text: string) => 'yes' | 'perhaps' | 'no';
  /** Ids and secrets that were reported, as such and by where. */
  readonly reported: Set<string>;
  /** What stands in texts, by the texts with their names: a program and its values say much the same. */
  readonly read: Map<string, readonly Seen[]>;
}

/** What is in a text, and what it stands behind. */
type Seen = Token & Pick<Sighting, 'encodings'>;

/** The keys of a resource; `isRest`: only those that nothing showed before. */
function found(resource: Resource, search: Search, isRest: boolean): readonly WrittenCredential[] {
  const { reported } = search;
  const block = resource.address.replace(/\[.*$/s, '');
  const isReported = (text = ''): boolean => reported.has(passesOn(resource) ? text : `${block} ${text}`);
  const keys = keysIn(resource, search).filter((key) =>
    isRest ? !isReported((key.secret ?? key.id)?.text) : keptOf(resource, key, search) !== 'yes',
  );
  for (const { text } of keys.flatMap(({ id, secret }) => [id ?? [], secret ?? []].flat()))
    reported.add(text).add(`${block} ${text}`);
  return keys.map((key) => {
    const credential = credentialOf(resource, key, isRest);
    return !isRest && keptOf(resource, key, search) === 'perhaps' ? { ...credential, doubt: MAY_BE_GIVEN } : credential;
  });
}

const MAY_BE_GIVEN = unknown(
  'it goes where secrets are kept, and whether the program writes it or is given it as a secret is not told',
);

/** Where what is written can be read, its variable or block tells of a key; an engine that shows values alone leaves it open. */
function keptBy({ written }: Stack): 'yes' | 'perhaps' {
  return written === undefined ? 'perhaps' : 'yes';
}

function keptOf(resource: Resource, { id, secret }: Key, { kept }: Search): ReturnType<Search['kept']> {
  const shown = secret ?? id;
  if (shown === undefined || placeOf(resource, shown.where.property) !== 'store') return 'no';
  return kept(shown.text);
}

/** What a variable or a local holds is used elsewhere. */
function passesOn({ mode }: Resource): boolean {
  return mode === 'variable' || mode === 'local';
}

function keysIn(resource: Resource, { isForeign, read }: Search): readonly Key[] {
  const cloud = OTC.test(resource.type) ? 'otc' : 'aws';
  const sightings = new Map<string, Sighting>();
  writtenTexts(resource, mayHoldKey, isForeign, (where) => {
    const of = OTC_ENDPOINT.test(where.text) ? 'otc' : cloud;
    const signature = `${of} ${where.name}${where.text}`;
    const seen = read.get(signature) ?? seenIn(where, of);
    read.set(signature, seen);
    for (const one of seen) {
      const before = sightings.get(one.text);
      if (before === undefined || (before.is !== 'certain' && one.is === 'certain'))
        sightings.set(one.text, { ...one, where });
    }
  });
  if (cloud === 'otc')
    for (const one of configuredIn(resource, isForeign)) if (!sightings.has(one.text)) sightings.set(one.text, one);
  return sightings.size === 0 ? [] : paired([...sightings.values()]);
}

function seenIn({ text, name }: WrittenText, cloud: 'aws' | 'otc'): readonly Seen[] {
  return layersOf(text, name).flatMap((layer) =>
    tokensIn(layer, cloud).map((token) => ({ ...token, encodings: layer.encodings })),
  );
}

/** An id belongs to the secret in the same text, else in the same block, else in the same resource; in order. */
function paired(sightings: readonly Sighting[]): readonly Key[] {
  const ids = new Set(sightings.filter(({ kind }) => kind === 'id'));
  const secrets = new Set(sightings.filter(({ kind, is }) => kind === 'secret' && is === 'certain'));
  const named = sightings.filter(({ kind, is }) => kind === 'secret' && is === 'named');
  const bare = sightings.filter(({ kind, is }) => kind === 'secret' && is === 'bare');
  const pairs: Key[] = [];
  const pair = (candidates: Iterable<Sighting>, belongs: (id: Sighting, secret: Sighting) => boolean): void => {
    for (const secret of candidates) {
      const id = [...ids].find((each) => belongs(each, secret));
      if (id === undefined) continue;
      ids.delete(id);
      secrets.delete(secret);
      pairs.push({ id, secret });
    }
  };
  pair(secrets, (id, secret) => id.where === secret.where);
  pair(secrets, (id, secret) => id.where.block === secret.where.block);
  pair(secrets, () => true);
  pair(named, (id, secret) => id.where.block === secret.where.block);
  pair(named, () => true);
  pair(bare, (id, secret) => id.where.block === secret.where.block);
  const others = sightings.filter(({ kind }) => kind === 'password');
  return [...pairs, ...[...secrets, ...others].map((secret) => ({ secret })), ...[...ids].map((id) => ({ id }))];
}

/** What no value shows is given to no workload, as far as anybody knows. */
function credentialOf(resource: Resource, { id, secret }: Key, isRest: boolean): WrittenCredential {
  const shown = secret ?? id;
  const property = shown?.where.property ?? '';
  const place = placeOf(resource, property);
  const workload = isRest ? undefined : workloadReading(resource, property, place);
  return {
    kind: 'written-credential',
    resource,
    property,
    cloud: (id ?? secret)?.cloud ?? 'aws',
    credential: id !== undefined && secret !== undefined ? 'pair' : (shown?.kind ?? 'id'),
    ...(id === undefined ? {} : { hint: `${id.text.slice(0, 8)}…` }),
    encodings: shown?.encodings ?? [],
    place,
    ...(workload === undefined ? {} : { workload }),
  };
}
