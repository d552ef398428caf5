/**
 * Whether a secret arrives where only the resources are told that a value depends on, and not which of their attributes. Terraform
 * does so of a resource as a whole; Pulumi always, and for a property as a whole: of `{ KEY_ID: key.id, TOKEN: key.secret, USER: user.name }` all three entries depend
 * on the key and on the user. What can be said then:
 *
 * - Names count: `KEY_ID` is an id. A name that says both, such as `SECRET_ARN`, or `ACCESS_KEY`, which people call the id, is open.
 * - A value that is known, as of resources that are already there, is looked at: the secret of an access key has a form of its own.
 * - A name that says secret is certain, unless another of the resources may be where the secret comes from.
 * - Other names are certain where the value depends on nothing else and stands where secrets end up, such as user data.
 * - IAM's own resources name the key or its user, and hold no secret.
 */
import type { Resource } from '../../model/resource';
import type { SecretPlace, SecretSource } from '../../model/iam-model';
import { shownAddress } from '../../model/address';
import { stringOf, unknown, type Unknown, type Value } from '../../model/value';
import { plainName, saysIdentity, saysSecret } from './names';

/** A value that depends on a resource that makes a secret, and where it stands. */
export interface Dependent {
  readonly value: Value;
  readonly resource: Resource;
  /** Path of the argument as people call it. */
  readonly property: string;
  readonly place: SecretPlace;
  readonly source: SecretSource;
  /** Whether it depends on nothing else. */
  readonly isAlone: boolean;
  /** Whether something else that it depends on may hold secrets too. */
  readonly hasRival: boolean;
}

/** `flow`: the secret arrives. `none`: it does not. Else why nobody can say. */
export function arrives(dependent: Dependent): 'flow' | 'none' | Unknown {
  const { value, resource, source, place, isAlone, hasRival } = dependent;
  if (/^aws_iam_/.test(resource.type)) return 'none';
  if (value.kind === 'known') return source.attribute === 'secret' && holdsKeySecret(value.value) ? 'flow' : 'none';
  if (takesName(resource, dependent.property)) return 'none';
  const open = doubt(dependent);
  switch (meaning(dependent)) {
    case 'identity':
      return 'none';
    case 'secret':
      return hasRival ? open : 'flow';
    case 'either':
      return open;
    case 'neutral':
      return isAlone && TELLING.has(place) ? 'flow' : open;
  }
}

const TELLING: ReadonlySet<SecretPlace> = new Set(['user-data', 'environment', 'command', 'object', 'store']);

function doubt({ property, source }: Dependent): Unknown {
  const address = shownAddress(source.address);
  const reason = `\`${property}\` depends on \`${address}\`, and it is not known whether on ${source.label}`;
  return unknown(reason, [{ address: source.address }]);
}

/** Arguments of which the name says nothing of what they hold; the resource's own name may. */
const GENERIC = /(^|\.)(value|values|insecure_value|content|content_base64|plaintext_value|plaintext|data)$/;

function meaning({ property, resource }: Dependent): 'identity' | 'secret' | 'either' | 'neutral' {
  const last = property.slice(property.lastIndexOf('.') + 1);
  const names = GENERIC.test(property) ? [last, ...ownNames(resource)] : [last];
  const isSecret = names.some(saysSecret);
  if (names.some(saysIdentity)) return isSecret ? 'either' : 'identity';
  if (isSecret) return 'secret';
  return names.some((name) => /(^|_)access_?key$/.test(plainName(name))) ? 'either' : 'neutral';
}

/** What the program calls the thing in the cloud: `name` of a parameter, `secret_name` of a secret of a repository. */
function ownNames({ values, mode, address }: Resource): readonly string[] {
  if (mode === 'output') return [address];
  return ['name', 'secret_name', 'variable_name', 'key'].flatMap((argument) => stringOf(values.get(argument)) ?? []);
}

/** A variable of a build that is looked up by its name: what stands there is the name. */
function takesName({ type, values }: Resource, property: string): boolean {
  if (type !== 'aws_codebuild_project') return false;
  const name = property.slice(property.lastIndexOf('.') + 1);
  return entriesIn(values.get('environment'), 'environment_variable').some(
    (entry) => stringOf(entry.get('name')) === name && /^(PARAMETER_STORE|SECRETS_MANAGER)$/.test(typeIn(entry)),
  );
}

const typeIn = (entry: ReadonlyMap<string, Value>): string => stringOf(entry.get('type')) ?? '';

function entriesIn(value: Value | undefined, name: string): readonly ReadonlyMap<string, Value>[] {
  const maps = (one: Value | undefined): readonly ReadonlyMap<string, Value>[] =>
    one?.kind === 'list' ? one.items.flatMap(maps) : one?.kind === 'map' ? [one.entries] : [];
  return maps(value).flatMap((block) => maps(block.get(name)));
}

/** AWS: the secret of an access key has 40 characters of base64, the SMTP password made of it 44 and begins with its version, 4. */
const KEY_SECRET = /(?<![A-Za-z0-9/+])(?:[A-Za-z0-9/+]{40}|B[A-Za-z0-9/+]{43})(?![A-Za-z0-9/+=])/g;
const ENOUGH = 1_000_000;

/** Whether a text holds what has the form of a key's secret, as it is or in base64. */
function holdsKeySecret(value: unknown): boolean {
  if (typeof value !== 'string' || value.length < 40 || value.length > ENOUGH) return false;
  return hasForm(value) || (/^[A-Za-z0-9+/\s]{56,}={0,2}$/.test(value) && hasForm(decoded(value)));
}

const decoded = (text: string): string => Buffer.from(text, 'base64').toString('latin1');

/** Hashes are of hexadecimal digits, and paths have no digits or no capitals. */
function hasForm(text: string): boolean {
  const found = text.match(KEY_SECRET) ?? [];
  return found.some(
    (word) => /[A-Z]/.test(word) && /[a-z]/.test(word) && /[0-9+/]/.test(word) && /[g-zG-Z]/.test(word),
  );
}
