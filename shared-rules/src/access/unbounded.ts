/**
 * Whether an action is allowed on a resource that nobody named, in a plain request: one that carries nothing of the resource's
 * own (tags), of its content (prefix, tags that it asks for) and of a detour (another service on behalf of somebody). Who asks,
 * from where and when is free: that bounds nothing of what may be reached.
 */
import { conditionAnswer } from '../policy/condition';
import type { Patterns, Statement } from '../policy/document';
import { globMatches, globsMeet } from '../policy/glob';
import { actionReference } from '../policy/reference';
import { hasSymbol } from '../policy/text';
import { firstYes, inEachHome, statementsOf, type Access, type Decision } from './access';
import type { PlacedStatement } from './layers';
import { inOurTime } from './our-time';
import { searchRequest, type Fixed } from './search';

const PLACEHOLDER = /\$\{(\w+)\}/g;
const PLACES = new Set(['Partition', 'Region', 'Account', 'Vendor']);
const fresh = new Map<string, string>();

const EC2_PREFIXES: Readonly<Record<string, string>> = {
  'elastic-ip': 'eipalloc', image: 'ami', instance: 'i', 'internet-gateway': 'igw', 'launch-template': 'lt', natgateway: 'nat',
  'network-acl': 'acl', 'network-interface': 'eni', 'prefix-list': 'pl', 'route-table': 'rtb', 'security-group': 'sg',
  'security-group-rule': 'sgr', snapshot: 'snap', subnet: 'subnet', 'transit-gateway': 'tgw', volume: 'vol', vpc: 'vpc',
  'vpc-endpoint': 'vpce', 'vpc-peering-connection': 'pcx', 'vpn-connection': 'vpn', 'vpn-gateway': 'vgw',
}; // prettier-ignore

/** Ids that AWS gives have a shape: `instance/i-*` and `secret:*-??????` are all there are. */
const IDS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(EC2_PREFIXES).map(([kind, prefix]) => [`ec2:${kind}`, `${prefix}-0nobodynamedthis0`] as const),
  ['elasticfilesystem:file-system', 'fs-0nobodynamedthis0'],
  ['elasticfilesystem:access-point', 'fsap-0nobodynamedthis0'],
  ['kms:key', '00nobody-name-dthi-s000-000000000000'],
  ['route53:hostedzone', 'Z0NOBODYNAMEDTHIS000'],
  ['cloudfront:distribution', 'E0NOBODYNAMED0'],
  ['secretsmanager:secret', '0-any-secret-nobody-named-0aB1cD'],
]);

/** Service and kind of the resource, `ec2:instance`. */
function kindOf(format: string): string {
  const [, , service = '', , , ...rest] = format.split(':');
  return `${service}:${rest.join(':').split(/[/:]/, 1)[0] ?? ''}`;
}

/** The ARNs of a format in whichever place, of a resource with a name that nobody wrote down. */
export function freshResource(format: string): string {
  const known = fresh.get(format);
  if (known !== undefined) return known;
  const id = IDS.get(kindOf(format));
  const made = format.replace(PLACEHOLDER, (_, name: string) =>
    PLACES.has(name) ? '*' : (id ?? `0-any-${name.toLowerCase()}-nobody-named`),
  );
  fresh.set(format, made);
  return made;
}

/** Stands for what is known after the deployment: somebody's name, and no wildcard. */
const A_NAME = 'name-of-the-stack';
const SYMBOL = /\ue000[\s\S]{2}/g;

/** Formats of the ARNs of an action's resources, the one that people know first; none when its requests are for `*`. */
export function formatsOf(action: string): readonly string[] {
  const name = action.toLowerCase();
  const known = ordered.get(name);
  if (known !== undefined) return known;
  const formats = actionReference(action)?.resourceTypes.map(({ arn }) => arn) ?? [];
  const sorted = [...formats].sort((a, b) => rankOf(a, name) - rankOf(b, name));
  ordered.set(name, sorted);
  return sorted;
}

const ordered = new Map<string, readonly string[]>();

/** The type that the action is named after is the one that people know; access points are what they do not. */
function rankOf(format: string, action: string): number {
  if (format.includes('accesspoint')) return 2;
  const [kind = ''] = format.split(':').slice(5).join(':').split(/[/:$]/);
  if (kind !== '' && action.includes(kind.replace(/-/g, ''))) return 0;
  return kindOf(format) === 'ec2:instance' ? 0.5 : 1;
}

/**
 * The formats of an action of which a pattern of the statement may match a resource that nobody named. A request of EC2 is for
 * all its resources at once: one that is named bounds it.
 */
export function openFormats({ resources }: Statement, action: string): readonly string[] {
  const formats = formatsOf(action);
  if (resources.negated) return formats;
  const open = formats.filter((format) => meetsFresh(resources, format));
  return action.toLowerCase().startsWith('ec2:') && open.length < formats.length ? [] : open;
}

const meetings = new WeakMap<Patterns, Map<string, boolean>>();

function meetsFresh(resources: Patterns, format: string): boolean {
  const known = meetings.get(resources) ?? new Map<string, boolean>();
  meetings.set(resources, known);
  const before = known.get(format);
  if (before !== undefined) return before;
  const meets = resources.patterns.some((pattern) => patternMeets(pattern, format));
  known.set(format, meets);
  return meets;
}

/** Compared part by part where the pattern has all parts of an ARN: the star of a region is no name. */
function patternMeets(pattern: string, format: string): boolean {
  if (!/[*?]/.test(pattern)) return false;
  const named = pattern.replace(SYMBOL, A_NAME);
  const [fields, wanted] = [named.split(':'), freshResource(format).split(':')];
  if (fields.length < PARTS || wanted.length < PARTS) return globsMeet(named, freshResource(format));
  const heads = wanted.slice(0, PARTS - 1);
  const isInPlace = heads.every((want, place) =>
    want === '*' ? fields[place] !== '' : globMatches(fields[place] ?? '', want),
  );
  return isInPlace && globsMeet(fields.slice(PARTS - 1).join(':'), wanted.slice(PARTS - 1).join(':'));
}

/** Of an ARN; the last one may hold colons. */
const PARTS = 6;

/**
 * Keys that say who asks, from where, when and by which means, or how what is read or written is kept; those of accounts are true
 * of all of an account.
 */
const FREE =
  /^(secretsmanager:versionstage$|s3:x-amz-(server-side-encryption.*|content-sha256|storage-class)$|aws:(multifactorauth|sourceip|securetransport|requestedregion|principal|userid|username|currenttime|epochtime|tokenissuetime|useragent|referer|sourcevpc|vpcsourceip|federatedprovider|sourceidentity|resourceaccount|resourceorg|ec2instancesource|assumedroot)|ec2:(region|roledelivery)$|s3:(tlsversion|signatureversion|signatureage|authtype|resourceaccount)$|kms:calleraccount$|lambda:sourcefunctionarn$|sts:|saml:|accounts\.google\.com:|identitystore:)/;

const NEVER_TRUE = new Set(['aws:viaawsservice', 'aws:principalisawsservice']);

/** What a plain request carries of the keys that the documents ask for. */
function plainKeys(access: Access): Fixed {
  const keys = new Set(statementsOf(access).flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  const told = [...keys].filter((key) => !access.context.has(key) && (NEVER_TRUE.has(key) || !FREE.test(key)));
  return new Map(told.map((key) => [key, NEVER_TRUE.has(key) ? ['false'] : null] as const));
}

const NOTHING: ReadonlyMap<string, readonly string[]> = new Map();
const bounded = new WeakMap<PlacedStatement, boolean>();

/** Whether a condition of the statement never holds in a plain request. */
export function isBoundedByCondition(statement: PlacedStatement): boolean {
  const before = bounded.get(statement);
  if (before !== undefined) return before;
  const answer = statement.conditions.some(
    (condition) =>
      !FREE.test(condition.key) &&
      !NEVER_TRUE.has(condition.key) &&
      conditionAnswer(condition, NOTHING, statement.variables) === 'no',
  );
  bounded.set(statement, answer);
  return answer;
}

/** Whether the action, as AWS spells it, is allowed by an access of one allow statement on a resource that nobody named. */
export function unbounded(access: Access, action: string): Decision {
  const [allow] = access.layers[0]?.allows ?? [];
  if (allow === undefined || isBoundedByCondition(allow)) return { answer: 'no' };
  const formats = openFormats(allow, action);
  if (formats.length === 0 && (formatsOf(action).length > 0 || !mayBeEverything(allow))) return { answer: 'no' };
  const asked = formats.length === 0 ? [undefined] : formats.slice(0, MOST_FORMATS);
  return inEachHome(access, (at) => firstYes(asked, (format) => askPlainly(at, action, format)));
}

/** Whether requests for no resource of their own may be meant; a name that is not known yet is no star. */
function mayBeEverything({ resources: { negated, patterns } }: Statement): boolean {
  return negated || patterns.some((pattern) => globMatches(pattern.replace(SYMBOL, A_NAME), '*'));
}

/** Formats of one action that are tried; the first ones are as good as the others. */
const MOST_FORMATS = 4;

function askPlainly(access: Access, action: string, format: string | undefined): Decision {
  const told = plainly(access, format ?? '');
  const resources = [format === undefined ? '*' : freshResource(format)];
  return searchRequest(told, { action, resources, fixed: plainKeys(told) });
}

const plain = new WeakMap<Access, Map<string, Access>>();

/** The access in our time, whose allow has only those patterns that may match what nobody named. */
function plainly(access: Access, format: string): Access {
  const known = plain.get(access) ?? new Map<string, Access>();
  plain.set(access, known);
  const before = known.get(format);
  if (before !== undefined) return before;
  const told = inOurTime(access);
  const layers = told.layers.map((layer) =>
    layer.name === 'identity'
      ? { ...layer, allows: layer.allows.map((allow) => withWidePlaces(allow, format)) }
      : layer,
  );
  const result = { ...told, layers };
  known.set(format, result);
  return result;
}

/** What is not known of these patterns is the place, which does not matter. */
function withWidePlaces(allow: PlacedStatement, format: string): PlacedStatement {
  const { resources } = allow;
  if (resources.negated || format === '') return allow;
  const open = resources.patterns.filter((pattern) => patternMeets(pattern, format));
  if (open.length === resources.patterns.length && !open.some(hasSymbol)) return allow;
  const patterns = open
    .map((pattern) => pattern.split(':'))
    .map((fields) => fields.map((field, place) => (place < PARTS - 1 ? field.replace(SYMBOL, '*') : field)).join(':'))
    .map((pattern) => pattern.replace(SYMBOL, A_NAME));
  return { ...allow, resources: { ...resources, patterns } };
}
