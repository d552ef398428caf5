/**
 * Policies of Open Telekom Cloud in the access engine's terms. The language is AWS's with other words (IAM User Guide of OTC, "Policy
 * Syntax"): actions are `service:resource:operation`, resources `SERVICE:region:account:type:path`, conditions have operators of
 * their own, a deny goes first, and there are no variables. So a document becomes one of the engine's language.
 */
import { decodeJson } from '../expressions/json';
import {
  concatenate, dictionary, isNull, known, list, stringOf, unknown, type Dictionary, type List, type Value,
} from '../model/value'; // prettier-ignore
import { blocksIn } from './blocks';

/** An older version of the language, in which `${` is no variable. */
const VERSION = known('2008-10-17');

/** The document of `statement` blocks: `effect`, `action`, `resource`, `condition`. */
export function documentOfBlocks(blocks: Value | undefined): Value {
  const statements = blocksIn(blocks).map((block) => (block.kind === 'map' ? statementOf(lowerCased(block)) : block));
  const hole = blocks?.kind === 'list' ? blocks.more : undefined;
  return documentOf(list(hole === undefined ? statements : statements.slice(0, -1), [], hole));
}

/** The document of a policy as the console and the API have it: JSON text, or an object. */
export function documentOfJson(source: Value): Value {
  const json = source.kind === 'map' ? source : decodeJson(source);
  if (json?.kind !== 'map') {
    return source.kind === 'unknown' ? source : unknown('the policy is no JSON object', source.references);
  }
  const content = lowerCased(json);
  if (content.more !== undefined) return content.more;
  const statement = content.entries.get('statement');
  if (statement === undefined || statement.kind === 'unknown')
    return statement ?? unknown('the policy has no statement');
  const items = statement.kind === 'list' ? statement : list([statement]);
  const statements = items.items.map((item) => (item.kind === 'map' ? statementOf(lowerCased(item)) : item));
  return documentOf(list(statements, [], items.more));
}

function documentOf(statements: List): Value {
  return dictionary([
    ['Version', VERSION],
    ['Statement', statements],
  ]);
}

/** Both spellings of the elements are in use: `Effect` in JSON, `effect` in blocks. */
function lowerCased(map: Dictionary): Dictionary {
  return { ...map, entries: new Map([...map.entries].map(([key, value]) => [key.toLowerCase(), value])) };
}

function statementOf({ entries, more }: Dictionary): Value {
  if (more !== undefined) return more;
  const effect = effectOf(entries.get('effect'));
  const condition = conditionOf(entries.get('condition'));
  if (condition?.kind === 'unknown') return condition;
  const resource = entries.get('resource');
  return dictionary([
    ['Effect', effect],
    ...actionsOf(entries),
    ['Resource', isUnset(resource) ? known('*') : resourcesOf(resource)],
    ...(condition === undefined ? [] : [['Condition', condition] as const]),
  ]);
}

/** Whether `allow` is refused or taken for `Allow` is not documented: what it would allow counts. */
function effectOf(effect: Value = known('Allow')): Value {
  const same = ['Allow', 'Deny'].find((each) => each.toLowerCase() === stringOf(effect)?.toLowerCase());
  return same === undefined ? effect : known(same, effect.references);
}

/** `NotAction` is none of OTC's, but says best what a predefined role leaves out. */
function actionsOf(entries: Dictionary['entries']): readonly (readonly [string, Value])[] {
  const but = entries.get('notaction');
  return [but === undefined ? ['Action', entries.get('action') ?? list([])] : ['NotAction', but]];
}

function isUnset(value: Value | undefined): value is undefined {
  return value === undefined || isNull(value) || (value.kind === 'list' && value.items.length === 0 && !value.more);
}

/** One text or a list; where an agency is meant (`iam:agencies:assume`), `{ "uri": ["/iam/agencies/<id>"] }`. */
function resourcesOf(value: Value): Value {
  if (value.kind === 'list') return list(value.items.map(resourceOf), value.references, value.more);
  if (value.kind === 'map')
    return resourcesOf(lowerCased(value).entries.get('uri') ?? unknown('the resource is not known'));
  return resourceOf(value);
}

/** As an ARN, which is what the engine compares field by field: `OBS:*:*:bucket:x` is `arn:otc:obs:*:*:bucket:x`. */
function resourceOf(value: Value): Value {
  const text = stringOf(value);
  if (text === '*' || text === '' || value.kind === 'unknown') return value;
  const first = text ?? (value.kind === 'text' && typeof value.parts[0] === 'string' ? value.parts[0] : '');
  const service = /^[A-Za-z]+(?=:)/.exec(first)?.[0] ?? '';
  if (first.startsWith('/')) return concatenate(['arn:otc:iam:*:*:', value]);
  if (service === '') return concatenate(['arn:otc:', value]);
  return concatenate([`arn:otc:${service.toLowerCase()}`, withoutStart(value, service.length)]);
}

function withoutStart(value: Value, length: number): Value {
  if (value.kind !== 'text') return known((stringOf(value) ?? '').slice(length), value.references);
  const [first, ...others] = value.parts;
  return concatenate([typeof first === 'string' ? first.slice(length) : '', ...others], value.references);
}

/* ---- conditions ---- */

/** Operators that compare with the start, the end or a part of a text. */
const LIKE: Readonly<Record<string, readonly [operator: string, before: string, after: string]>> = {
  StringStartWith: ['StringLike', '', '*'],
  StringNotStartWith: ['StringNotLike', '', '*'],
  StringEndWith: ['StringLike', '*', ''],
  StringNotEndWith: ['StringNotLike', '*', ''],
  StringContains: ['StringLike', '*', '*'],
  StringNotContains: ['StringNotLike', '*', '*'],
  StringMatch: ['StringLike', '', ''],
  StringNotMatch: ['StringNotLike', '', ''],
};

const SAME = new Set([
  'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike', 'Bool',
  'IpAddress', 'NotIpAddress', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals', 'DateEquals',
  'DateNotEquals', 'Null',
]); // prettier-ignore

const QUANTIFIED = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/;

/** The condition of a statement, given as JSON text or as a map; undefined where there is none. */
function conditionOf(source: Value | undefined): Value | undefined {
  if (source === undefined || isNull(source) || stringOf(source)?.trim() === '') return undefined;
  const json = source.kind === 'map' ? source : decodeJson(source);
  if (json?.kind !== 'map') return source.kind === 'unknown' ? source : unknown('the condition is no JSON object');
  if (json.more !== undefined) return json.more;
  const operators = new Map<string, Value>();
  for (const [name, block] of json.entries) {
    const [operator, own] = operatorOf(name, block);
    const merged = merge(operators.get(operator), own);
    if (merged.kind === 'unknown') return merged;
    operators.set(operator, merged);
  }
  return operators.size === 0 ? undefined : dictionary(operators);
}

/** Two operators may come to the same one of the engine's, and both must hold. */
function merge(before: Value | undefined, block: Value): Value {
  if (before === undefined || block.kind === 'unknown') return block;
  if (before.kind !== 'map' || block.kind !== 'map') return unknown('a condition is not known');
  const twice = [...block.entries.keys()].find((key) => before.entries.has(key));
  if (twice !== undefined) return unknown(`the condition compares \`${twice}\` twice`);
  return dictionary([...before.entries, ...block.entries]);
}

function operatorOf(name: string, block: Value): readonly [string, Value] {
  const [, quantifier = '', operator = '', ifExists = ''] = QUANTIFIED.exec(name) ?? [];
  const like = LIKE[operator];
  if (like !== undefined) {
    const [own, before, after] = like;
    return [`${quantifier}${own}${ifExists}`, eachValue(block, (value) => concatenate([before, value, after]))];
  }
  const numeric = operator.replace(/^Number(?!ic)/, 'Numeric');
  if (SAME.has(operator) || /^Numeric(Not)?(Equals|(Less|Greater)Than(Equals)?)$/.test(numeric))
    return [`${quantifier}${numeric}${ifExists}`, block];
  return [name, unknown(`the condition operator \`${name}\` is not known`)];
}

function eachValue(block: Value, change: (value: Value) => Value): Value {
  if (block.kind !== 'map') return block;
  const entries = [...block.entries].map(([key, value]) => {
    const values = value.kind === 'list' ? list(value.items.map(change), value.references, value.more) : change(value);
    return [key, values] as const;
  });
  return dictionary(entries, block.references, block.more);
}
