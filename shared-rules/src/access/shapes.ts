/**
 * What real requests look like (service authorization reference): the ARN formats of an action's resources, and which
 * condition keys its requests may carry. A witness has such a shape.
 */
import { arnFields } from '../policy/condition';
import { globMatches, globsMeet } from '../policy/glob';
import type { Pattern } from '../policy/pattern';
import { wordsOf } from '../policy/pattern-words';
import { actionHasConditionKey, actionReference, conditionKeyType, isGlobalConditionKey } from '../policy/reference';
import { hasSymbol } from '../policy/text';
import { all, any, resourceMatches, type Formula } from './formula';
import type { KeyDomain } from './key-theory';

/** The resources that a request with an action may be for. */
export interface Shape {
  readonly formula: Formula;
  /** Readable instances. */
  readonly hints: readonly string[];
}

/** Where the resources of requests are, and how the documents write them. */
export interface Surroundings {
  readonly partition: string;
  /** Where the resource is; anywhere by default. */
  readonly region?: string;
  /** The own account first, then those that an allow names; `iam:aws` and `ssm:` are owners of a service's resources. */
  readonly accounts: readonly string[];
  /** Patterns that are known in parts only. */
  readonly inParts: readonly string[];
}

const TRUE: Formula = { kind: 'constant', value: true };

/** Any resource; for actions that are not documented. */
export const ANY_SHAPE: Shape = { formula: TRUE, hints: ['*'] };

/** An ARN of whatever service; what is asked of an action that has no resources is asked for `*`. */
export function looseShapeOf(action: string): Shape {
  if (looseSignatureOf(action) === 'none') return ANY_SHAPE;
  return { formula: resourceMatches([arn('arn:*:*:*:*:?*')], true), hints: [] };
}

/** Whether requests with the action are for a resource. */
export function looseSignatureOf(action: string): 'none' | 'some' {
  return actionReference(action)?.resourceTypes.length === 0 ? 'none' : 'some';
}

/** Whether the pattern may match a resource of the action's. */
export function mayMatchResource(action: string, pattern: string): boolean {
  const globs = globsOf(action);
  return globs === undefined || globs.some((source) => mayMeet(source, pattern));
}

const globsKnown = new WeakMap<object, readonly string[]>();

/** The ARNs of the action's resources as globs; undefined when its requests are for no resource, or nobody knows. */
function globsOf(action: string): readonly string[] | undefined {
  const types = actionReference(action)?.resourceTypes ?? [];
  if (types.length === 0) return undefined;
  const globs = globsKnown.get(types) ?? types.map(({ arn: format }) => format.replace(PLACEHOLDER, '*'));
  globsKnown.set(types, globs);
  return globs;
}

/** Two ARNs: most pairs differ in the service or in a field that the pattern writes out. */
function mayMeet(format: string, pattern: string): boolean {
  const [own, given] = [arnFields(format), arnFields(pattern)];
  const isWrittenOut = own.length === FIELDS && given.length === FIELDS && !/[*?$]/.test(given.slice(0, -1).join('')) && !hasSymbol(pattern); // prettier-ignore
  if (isWrittenOut && own.some((field, index) => index < FIELDS - 1 && !globMatches(field, given[index] ?? '')))
    return false;
  return globsMeet(format, pattern);
}

/** Of an ARN. */
const FIELDS = 6;

/** The shape of an action's resources. */
export function shapeOf(action: string, around: Surroundings): Shape {
  const reference = actionReference(action);
  if (reference === undefined) return ANY_SHAPE;
  const formats = reference.resourceTypes.map(({ arn: format }) => format);
  const fitting = around.inParts.filter((pattern) => formats.some((format) => mayBe(pattern, format, around)));
  const inParts = fitting.length === 0 ? [] : [resourceMatches(fitting.map(glob), true)];
  if (formats.length === 0) {
    const resources = WITHOUT_TYPES.get(action.toLowerCase()) ?? ['*'];
    const own = resources.map((source): Pattern => ({ source, kind: 'literal' }));
    return { formula: any([resourceMatches(own, true), ...inParts]), hints: resources };
  }
  const shapes = formats.map((format) => formatFormula(format, around));
  return { formula: any([...shapes, ...inParts]), hints: hintsOf(formats, around) };
}

/** Such an action is for `*`; this one also for all of S3, as AWS's own examples write it. */
const WITHOUT_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3:listallmybuckets', ['*', 'arn:aws:s3:::']],
]);

function glob(source: string): Pattern {
  return { source, kind: 'glob' };
}

function arn(source: string): Pattern {
  return { source, kind: 'arn' };
}

const PLACEHOLDER = /\$\{(\w+)\}/g;

/** Whether what a pattern leaves open may make it one of the format. */
function mayBe(pattern: string, format: string, around: Surroundings): boolean {
  if (hasSymbol(pattern.split(':').slice(0, 5).join(':'))) return true;
  const sources = sourcesOf(format, around);
  return (
    sources.some((source) => globsMeet(pattern, source)) &&
    !unlikeOf(format).some((other) => globMatches(other, pattern))
  );
}

/** All regions have this form. */
const REGION = '??-*-?';

function sourcesOf(format: string, { partition, accounts, region = REGION }: Surroundings): readonly string[] {
  const values: Readonly<Record<string, string>> = { Partition: partition, Region: region, Vendor: 'backup' };
  const source = (account: string): string =>
    format.replace(PLACEHOLDER, (_, name: string) => (name === 'Account' ? account : (values[name] ?? '*')));
  const own = `${format.split(':', 3)[2] ?? ''}:`;
  const fitting = accounts.filter((account) => !account.includes(':') || account.startsWith(own));
  return [...new Set(fitting.map((account) => source(account.slice(account.indexOf(':') + 1))))];
}

function formatFormula(format: string, around: Surroundings): Formula {
  const unlike = unlikeOf(format).map(arn);
  return all([
    resourceMatches(sourcesOf(format, around).map(arn), true),
    ...(unlike.length === 0 ? [] : [resourceMatches(unlike, false)]),
  ]);
}

/** What matches the format without being meant: a bucket has no slash in its name, and few names have a colon. */
function unlikeOf(format: string): readonly string[] {
  const [, , service = '', , , ...last] = format.split(':');
  if (/:\$\{BucketName\}$/.test(format)) return ['arn:*:s3:*:*:*/*'];
  return last.length === 1 && service !== 's3' ? ['arn:*:*:*:*:*:*'] : [];
}

function hintsOf(formats: readonly string[], around: Surroundings): readonly string[] {
  const plainFirst = [...formats].sort((a, b) => Number(a.includes('accesspoint')) - Number(b.includes('accesspoint')));
  return plainFirst.map((format) => instanceOf(format, around));
}

/** `arn:aws:s3:::example-bucket/example-object`. */
function instanceOf(format: string, { partition, region = REGIONS[0], accounts }: Surroundings): string {
  const [account = ''] = accounts;
  return format.replace(PLACEHOLDER, (_, name: string) => {
    switch (name) {
      case 'Partition':
        return partition;
      case 'Region':
        return region ?? '';
      case 'Account':
        return account;
      default:
        return `example-${wordOf(name)}`;
    }
  });
}

/** Regions that people know, one of each part of the world and of each partition. */
const REGIONS = [
  'eu-central-1', 'us-east-1', 'ap-southeast-1', 'sa-east-1', 'ca-central-1', 'af-south-1', 'me-central-1', 'il-central-1',
  'us-gov-west-1', 'cn-north-1',
]; // prettier-ignore

/** Whether the resources of the action are each in a region. */
export function isRegional(action: string): boolean {
  return actionReference(action)?.resourceTypes.some(({ arn: format }) => format.includes(':${Region}:')) === true;
}

/** One region of each kind, where the patterns tell regions apart; what a pattern names is a region too. */
export function regionsToldApart(patterns: readonly string[]): readonly string[] {
  const kinds = new Map<string, string>();
  const named = patterns.filter((pattern) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(pattern));
  for (const region of [...REGIONS, ...named]) {
    const kind = patterns.map((pattern) => globMatches(pattern, region)).join();
    if (!kinds.has(kind)) kinds.set(kind, region);
  }
  return [...kinds.values()];
}

/** A readable member of a pattern of a document, in a region that exists and in an account that takes part. */
export function memberOf(pattern: string, { accounts, region }: Surroundings): string {
  const fields = pattern.split(':');
  const settled = fields.map((field, index) => {
    const known = index === 3 ? [region ?? [], REGIONS].flat() : index === 4 ? accounts : [];
    return fields.length >= 6 && /[*?]/.test(field) ? (known.find((one) => globMatches(field, one)) ?? field) : field;
  });
  return wordsOf(glob(settled.join(':')))[0] ?? pattern;
}

function wordOf(name: string): string {
  const words = name.replace(/(?:Name)?(?:WithPath|WithoutLeadingSlash)?$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, '-');
  return words.toLowerCase() || 'name';
}

/* ---- condition keys ---- */

/** Every request carries these (IAM User Guide, "AWS global condition context keys"). */
const ALWAYS = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:securetransport',
  'aws:requestedregion',
  'aws:userid',
]);

/** Well known to be in no other request (IAM User Guide, "Grant a user permissions to pass a role"). */
const OF_PASS_ROLE = new Set(['iam:passedtoservice', 'iam:associatedresourcearn']);

/** Global keys that are there only when the action says so. */
const BY_ACTION = /^aws:(requesttag\/|tagkeys$|resourcetag\/)/;

const HINTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:sourceip', ['203.0.113.7', '10.0.0.1']],
  ['aws:requestedregion', ['eu-central-1', 'us-east-1']],
  ['aws:securetransport', ['true']],
  ['aws:currenttime', ['2026-01-01T00:00:00Z']],
  ['aws:epochtime', ['1767225600']],
  ['aws:userid', ['AIDAEXAMPLE']],
]);

/** How much is known of a request. */
export type Realism =
  /** Only keys that the reference documents for the action. */
  | 'documented'
  /** Also keys of the service and tags, which the reference may have left out. */
  | 'possible'
  /** Any key that some action may carry. */
  | 'some-action'
  /** Any key at any action, absent or not. */
  | 'any';

/** Which values a key may take in a request with the action (lower case). */
export function keyDomain(action: string, key: string, realism: Realism): KeyDomain {
  // Seconds, which may be compared as numbers or as dates.
  const type = key === 'aws:epochtime' ? 'Numeric' : conditionKeyType(key);
  const hints = HINTS.get(key);
  return {
    presence: presenceOf(action, key, realism),
    multiValued: type === undefined ? 'maybe' : type.startsWith('ArrayOf') ? 'yes' : 'no',
    ...(type === undefined ? {} : { type }),
    ...(hints === undefined ? {} : { hints }),
  };
}

function presenceOf(action: string, key: string, realism: Realism): KeyDomain['presence'] {
  if (realism === 'any') return 'optional';
  if (ALWAYS.has(key)) return 'always';
  if (realism === 'some-action') return 'optional';
  if (OF_PASS_ROLE.has(key)) return action === 'iam:passrole' ? 'optional' : 'never';
  const documented = actionHasConditionKey(action, key);
  if (documented === true || documented === undefined) return 'optional';
  if (isGlobalConditionKey(key) && !BY_ACTION.test(key)) return 'optional';
  const mayBeMissingInReference =
    BY_ACTION.test(key) || servicePart(key) === servicePart(action) || conditionKeyType(key) === undefined;
  return realism === 'possible' && mayBeMissingInReference ? 'optional' : 'never';
}

/** Whether requests with the action carry the key, as far as AWS documents it. */
export function isDocumented(action: string, key: string): boolean {
  return presenceOf(action, key, 'documented') !== 'never';
}

function servicePart(text: string): string {
  return text.slice(0, text.indexOf(':'));
}

/** What tells actions apart besides the patterns that name them: formats of their resources, and which keys they carry. */
export function signatureOf(action: string, keys: readonly string[]): string {
  const reference = actionReference(action);
  if (reference === undefined) return `?${action}`;
  const formats = reference.resourceTypes.map(({ arn }) => arn).join(' ');
  return `${formats}|${keys.map((key) => presenceOf(action, key, 'documented')).join()}`;
}
