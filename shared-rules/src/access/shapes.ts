/**
 * What real requests look like (service authorization reference): the ARN formats of an action's resources, and which
 * condition keys its requests may carry. A witness has such a shape.
 */
import { actionHasConditionKey, actionReference, conditionKeyType, isGlobalConditionKey } from '../policy/reference';
import { globMatches, globsMeet } from '../policy/glob';
import type { Pattern } from '../policy/pattern';
import { hasSymbol } from '../policy/text';
import { all, any, resourceMatches, type Formula } from './formula';
import type { Home } from './principal';
import type { KeyDomain } from './key-theory';

/** The resources that a request with an action may be for. */
export interface Shape {
  readonly formula: Formula;
  /** Readable instances. */
  readonly hints: readonly string[];
}

const TRUE: Formula = { kind: 'constant', value: true };

/** Any resource; for actions that are not documented. */
export const ANY_SHAPE: Shape = { formula: TRUE, hints: ['*'] };

/** The shape of an action's resources; `named` are the patterns of the documents that are known in parts only. */
export function shapeOf(action: string, home: Home, named: readonly string[]): Shape {
  const reference = actionReference(action);
  if (reference === undefined) return ANY_SHAPE;
  const fitting = named.filter((pattern) =>
    reference.resourceTypes.some(({ arn: format }) => mayBe(pattern, format, home)),
  );
  const inParts = fitting.length === 0 ? [] : [resourceMatches(fitting.map(glob), true)];
  const service = action.slice(0, action.indexOf(':'));
  if (reference.resourceTypes.length === 0) {
    const own: readonly Pattern[] = [{ source: '*', kind: 'literal' }, glob(`arn:${home.partition}:${service}:*`)];
    return { formula: any([resourceMatches(own, true), ...inParts]), hints: ['*'] };
  }
  const formats = reference.resourceTypes.map(({ arn }) => arn);
  const shapes = formats.map((format) => formatFormula(format, home));
  return { formula: any([...shapes, ...inParts]), hints: formats.map((format) => instanceOf(format, home)) };
}

function glob(source: string): Pattern {
  return { source, kind: 'glob' };
}

function arn(source: string): Pattern {
  return { source, kind: 'arn' };
}

const PLACEHOLDER = /\$\{(\w+)\}/g;

/** Whether what a pattern leaves open may make it one of the format. */
function mayBe(pattern: string, format: string, home: Home): boolean {
  if (hasSymbol(pattern.split(':').slice(0, 5).join(':'))) return true;
  const source = sourceOf(format, home);
  return globsMeet(pattern, source) && !unlikeOf(format, source).some((other) => globMatches(other, pattern));
}

function sourceOf(format: string, home: Home): string {
  return format.replace(PLACEHOLDER, (_, name: string) => (name === 'Partition' ? home.partition : '*'));
}

function formatFormula(format: string, home: Home): Formula {
  const source = sourceOf(format, home);
  const unlike = unlikeOf(format, source);
  return all([resourceMatches([arn(source)], true), ...unlike.map((other) => resourceMatches([arn(other)], false))]);
}

/** What matches the format without being meant: a bucket has no slash in its name, and few names have a colon. */
function unlikeOf(format: string, source: string): readonly string[] {
  const [, , service = '', region = '', , ...last] = format.split(':');
  return [
    ...(/:\$\{BucketName\}$/.test(format) ? [`${source}/*`] : []),
    ...(last.length === 1 && service !== 's3' ? ['arn:*:*:*:*:*:*'] : []),
    ...(region === '${Region}' ? ['arn:*:*::*:*'] : []),
  ];
}

/** `arn:aws:s3:::example-bucket/example-object`. */
function instanceOf(format: string, home: Home): string {
  return format.replace(PLACEHOLDER, (_, name: string) => {
    switch (name) {
      case 'Partition':
        return home.partition;
      case 'Region':
        return 'eu-central-1';
      case 'Account':
        return home.account;
      default:
        return `example-${wordOf(name)}`;
    }
  });
}

function wordOf(name: string): string {
  const words = name.replace(/(?:Name)?(?:WithPath)?$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, '-');
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

/** Global keys that are there only when the action says so. */
const BY_ACTION = /^aws:(requesttag\/|tagkeys$|resourcetag\/)/;

const HINTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:sourceip', ['203.0.113.7', '10.0.0.1']],
  ['aws:requestedregion', ['eu-central-1', 'us-east-1']],
  ['aws:securetransport', ['true']],
  ['aws:currenttime', ['2026-01-01T00:00:00Z']],
  ['aws:userid', ['AIDAEXAMPLE']],
]);

/** How much is known of a request. */
export type Realism =
  /** Only keys that the reference documents for the action. */
  | 'documented'
  /** Also keys of the service and tags, which the reference may have left out. */
  | 'possible'
  /** Any key at any action. */
  | 'any';

/** Which values a key may take in a request with the action (lower case). */
export function keyDomain(action: string, key: string, realism: Realism): KeyDomain {
  const type = conditionKeyType(key);
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
  const documented = actionHasConditionKey(action, key);
  if (documented === true || documented === undefined) return 'optional';
  if (isGlobalConditionKey(key) && !BY_ACTION.test(key)) return 'optional';
  const mayBeMissingInReference =
    BY_ACTION.test(key) || servicePart(key) === servicePart(action) || conditionKeyType(key) === undefined;
  return realism === 'possible' && mayBeMissingInReference ? 'optional' : 'never';
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
