/** Access keys that a workload is handed under the names that SDKs look for, wherever the value comes from. */
import type { HandedKey, SecretFlow, WrittenCredential } from '../../model/iam-model';
import type { Resource, Stack } from '../../model/resource';
import { isNull, type Value } from '../../model/value';
import { argumentsIn, argumentsInJson, type Argument } from './arguments';
import { layersOf } from './decode';
import { placeOf } from './places';
import { workloadOf, workloadReading } from './workloads';

/** Names of a secret access key in environments: of AWS, and of OTC, OpenStack and Huawei Cloud. */
const NAMES =
  'AWS_SECRET_ACCESS_KEY|AWS_SECRET_KEY|OS_SECRET_KEY|OTC_SECRET_KEY|OTC_SDK_SK|HW_SECRET_KEY|HUAWEICLOUD_SDK_SK';
const NAME = new RegExp(`^(?:${NAMES})$`, 'i');

/** The same in a shell text or a credentials file, with a value that is not empty. */
const ASSIGNED = new RegExp(
  `(?:^|[\\s;"'{,])(?:export\\s+)?(${NAMES})["']?\\s*[=:]\\s*(?:"(?!")|'(?!')|[^\\s"';#])`,
  'im',
);
/** Beside it, the credentials are those of a session, which ends. */
const SESSION = /\b(?:AWS_SESSION_TOKEN|OS_SECURITY_TOKEN|HW_SECURITY_TOKEN)\b/i;

/** Stands for what is not known of a text. */
const HOLE = '…';

/** What was found of keys by their values: there a finding says more. */
export type FoundKeys = readonly (SecretFlow | WrittenCredential)[];

/** Every secret key that compute of the stack is handed by name. */
export function handedKeysOf({ resources }: Stack, found: FoundKeys): readonly HandedKey[] {
  const told = new Set(found.map(({ resource }) => resource.address));
  return resources.flatMap((resource) => (told.has(resource.address) ? [] : handedTo(resource)));
}

function handedTo(resource: Resource): readonly HandedKey[] {
  const workload = workloadOf(resource);
  if (workload === undefined) return [];
  const all = [...resource.values].flatMap(([name, value]) => argumentsIn(value, name)).flatMap(withJson);
  if (all.some(({ property }) => SESSION.test(property))) return [];
  const [first] = all.flatMap((argument) => nameIn(argument, resource) ?? []);
  return first === undefined ? [] : [{ kind: 'handed-key', resource, workload, ...first }];
}

/** What stands inside a JSON text has names of its own. */
function withJson(argument: Argument): readonly Argument[] {
  return argumentsInJson(argument) ?? [argument];
}

function nameIn(argument: Argument, resource: Resource): Pick<HandedKey, 'property' | 'name'> | undefined {
  const { property, value } = argument;
  const last = property.split('.').at(-1) ?? '';
  // The names inside a JSON text say nothing of the argument that it stands in.
  const place = placeOf(resource, argument.argument);
  if (workloadReading(resource, argument.argument, place) === undefined) return undefined;
  if (NAME.test(last)) return isEmpty(value) ? undefined : { property, name: last };
  if (place !== 'user-data' && place !== 'command') return undefined;
  const texts = layersOf(textOf(value)).map(({ text }) => text);
  if (texts.some((text) => SESSION.test(text))) return undefined;
  const name = texts.map((text) => ASSIGNED.exec(text)?.[1]).find((each) => each !== undefined);
  return name === undefined ? undefined : { property, name };
}

function isEmpty(value: Value): boolean {
  return isNull(value) || (value.kind === 'known' && String(value.value).trim() === '');
}

/** What is known of a text; one that is encoded with holes in it is looked at as it was before. */
function textOf(value: Argument['value']): string {
  if (value.kind === 'known') return String(value.value);
  if (value.kind === 'unknown') return value.encoded === undefined ? '' : textOf(value.encoded);
  return value.parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('');
}
