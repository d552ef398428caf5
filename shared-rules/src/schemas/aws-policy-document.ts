/** `aws_iam_policy_document`: the JSON that the data source makes of its blocks, as the Terraform AWS provider does it. */
import { decodeJson, encodeJson, objectOf } from '../expressions/json';
import type { Resource } from '../model/resource';
import {
  dictionary,
  isNull,
  known,
  list,
  stringOf,
  unknown,
  type Dictionary,
  type Unknown,
  type Value,
} from '../model/value';

/** The `json` attribute of a `data.aws_iam_policy_document`, without blanks. What is not known stands in it as a hole. */
export function renderPolicyDocument(data: Resource): Value {
  const { values, address } = data;
  const sources = documentsOf(values, 'source_policy_documents', 'source_json');
  const overrides = documentsOf(values, 'override_policy_documents', 'override_json');
  if ('kind' in sources) return unknown(sources.reason, referencesIn(values));
  if ('kind' in overrides) return unknown(overrides.reason, referencesIn(values));
  if (repeatsSid(sources))
    return unknown(`two source documents of \`${address}\` share a \`sid\``, referencesIn(values));
  const merged = mergeAll([...sources, ownDocument(values), ...overrides]);
  if (merged !== undefined) return encodeJson(printed(merged), 'given');
  return unknown(`it is not known which statements of \`${address}\` override others`, referencesIn(values));
}

function mergeAll(documents: readonly PolicyDocument[]): PolicyDocument | undefined {
  const empty: PolicyDocument | undefined = { entries: new Map(), statements: [] };
  return documents.reduce<PolicyDocument | undefined>((before, document) => before && merge(before, document), empty);
}

/** A document in the course of merging: everything but its statements, and these. */
interface PolicyDocument {
  readonly entries: ReadonlyMap<string, Value>;
  /** Maps, and unknowns for those that are not known. */
  readonly statements: readonly (Dictionary | Unknown)[];
}

type Values = ReadonlyMap<string, Value>;

function referencesIn(values: Values): Value['references'] {
  return encodeJson(list([...values.values()])).references;
}

function printed({ entries, statements }: PolicyDocument): Value {
  const names = ['Version', 'Id'].filter((name) => entries.has(name));
  const head = names.map((name) => [name, entries.get(name) ?? known(null)] as const);
  return dictionary(statements.length === 0 ? head : [...head, ['Statement', list(statements)] as const]);
}

/** Documents that are merged in; an unknown when one of them cannot be read. */
function documentsOf(values: Values, name: string, formerName: string): readonly PolicyDocument[] | Unknown {
  const given = [values.get(formerName), values.get(name)].flatMap((value) => (value === undefined ? [] : [value]));
  const open = given.find((value) => value.kind === 'list' && value.more !== undefined);
  if (open?.kind === 'list' && open.more !== undefined) return open.more;
  const documents: PolicyDocument[] = [];
  for (const source of given.flatMap((value) => (value.kind === 'list' ? value.items : [value]))) {
    if (isNull(source) || stringOf(source) === '') continue;
    const document = readDocument(source);
    if (document === undefined)
      return source.kind === 'unknown' ? source : unknown(`a document of \`${name}\` cannot be read`);
    documents.push(document);
  }
  return documents;
}

function readDocument(source: Value): PolicyDocument | undefined {
  const document = decodeJson(source);
  // Members that are not known could be any, also the statements.
  if (document?.kind !== 'map' || document.more !== undefined) return undefined;
  const statement = document.entries.get('Statement');
  const { items, holes } = blocksOf(statement);
  return { entries: document.entries, statements: [...items, ...holes] };
}

function repeatsSid(documents: readonly PolicyDocument[]): boolean {
  const sids = documents
    .flatMap(({ statements }) => statements.map(sidOf))
    .filter((sid) => typeof sid === 'string' && sid !== '');
  return new Set(sids).size < sids.length;
}

/** The `Sid` of a statement, empty when it has none; undefined when that is not known. */
function sidOf(statement: Dictionary | Unknown): string | undefined {
  if (statement.kind === 'unknown' || statement.more !== undefined) return undefined;
  const sid = statement.entries.get('Sid');
  return isNull(sid) ? '' : stringOf(sid);
}

/** The provider's merge: a statement takes the place of an earlier one of its `Sid`. Undefined when it is not known which. */
function merge(before: PolicyDocument, next: PolicyDocument): PolicyDocument | undefined {
  const statements = [...before.statements];
  for (const statement of next.statements) {
    const sid = sidOf(statement);
    if (sid === '') {
      statements.push(statement);
      continue;
    }
    // What is not known may override every statement that has a name, and stands beside those that have none.
    const doubtful = before.statements.some((other) =>
      sid === undefined ? sidOf(other) !== '' : other.kind === 'map' && sidOf(other) === undefined,
    );
    if (doubtful) return undefined;
    const position = sid === undefined ? -1 : statements.findIndex((other) => sidOf(other) === sid);
    if (position === -1) statements.push(statement);
    else statements[position] = statement;
  }
  return { entries: mergeHeads(before.entries, next.entries), statements };
}

function mergeHeads(before: Values, next: Values): Values {
  const head = new Map<string, Value>();
  const [oldVersion, newVersion] = [before.get('Version'), next.get('Version')];
  const newer = isNull(oldVersion) || (stringOf(newVersion) ?? '\uffff') > (stringOf(oldVersion) ?? '');
  const version = !isNull(newVersion) && newer ? newVersion : oldVersion;
  if (version !== undefined && !isNull(version)) head.set('Version', version);
  const id = isNull(next.get('Id')) || stringOf(next.get('Id')) === '' ? before.get('Id') : next.get('Id');
  if (id !== undefined && !isNull(id)) head.set('Id', id);
  return head;
}

/** The document of the data source's own blocks. */
function ownDocument(values: Values): PolicyDocument {
  const version = values.get('version');
  const id = values.get('policy_id');
  const entries = new Map<string, Value>([
    ['Version', version === undefined || isNull(version) ? known('2012-10-17') : version],
  ]);
  if (id !== undefined && !isNull(id)) entries.set('Id', id);
  const { items, holes } = blocksOf(values.get('statement'));
  return { entries, statements: [...items.map(statementOf), ...holes] };
}

/** Nested blocks: one map, or a list of them; unknowns for those that are not known. */
function blocksOf(value: Value | undefined): {
  readonly items: readonly Dictionary[];
  readonly holes: readonly Unknown[];
} {
  if (value === undefined || isNull(value)) return { items: [], holes: [] };
  if (value.kind === 'map') return { items: [value], holes: [] };
  if (value.kind !== 'list') return { items: [], holes: [holeOf(value)] };
  const items = value.items.filter((item) => item.kind === 'map');
  const holes = value.items.filter((item) => item.kind !== 'map').map(holeOf);
  return { items, holes: value.more === undefined ? holes : [...holes, value.more] };
}

function holeOf(value: Value): Unknown {
  return value.kind === 'unknown' ? value : unknown('a block cannot be read', value.references);
}

function statementOf({ entries, more }: Dictionary): Dictionary {
  const effect = entries.get('effect');
  const members: readonly (readonly [string, Value | undefined])[] = [
    ['Sid', scalarOf(entries.get('sid'))],
    ['Effect', effect === undefined || isNull(effect) ? known('Allow') : effect],
    ['Action', stringSet(entries.get('actions'))],
    ['NotAction', stringSet(entries.get('not_actions'))],
    ['Resource', variablesIn(stringSet(entries.get('resources')))],
    ['NotResource', variablesIn(stringSet(entries.get('not_resources')))],
    ['Principal', principalsOf(entries.get('principals'))],
    ['NotPrincipal', principalsOf(entries.get('not_principals'))],
    ['Condition', conditionsOf(entries.get('condition'))],
  ];
  const present = members.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return dictionary(present, [], more);
}

function scalarOf(value: Value | undefined): Value | undefined {
  return isNull(value) || stringOf(value) === '' ? undefined : value;
}

/** A set of strings as the provider prints it: one alone, several in reverse order. */
function stringSet(value: Value | undefined): Value | undefined {
  if (value === undefined || isNull(value)) return undefined;
  if (value.kind !== 'list') return value;
  const texts = new Map<string, Value>();
  const others: Value[] = [];
  for (const item of value.items) {
    if (item.kind !== 'known') others.push(item);
    else if (item.value !== null) texts.set(String(item.value), known(String(item.value), item.references));
  }
  const sorted = [...texts].sort(([left], [right]) => (left < right ? 1 : -1)).map(([, text]) => text);
  return oneOrSeveral([...sorted, ...others], value.more);
}

function oneOrSeveral(items: readonly Value[], more: Unknown | undefined): Value | undefined {
  if (more !== undefined) return items.length === 0 ? more : list(items, [], more);
  return items.length > 1 ? list(items) : items[0];
}

/** IAM's variables are written `&{aws:username}` so that Terraform leaves them alone. */
function variablesIn(value: Value): Value;
function variablesIn(value: Value | undefined): Value | undefined;
function variablesIn(value: Value | undefined): Value | undefined {
  switch (value?.kind) {
    case 'known':
      return typeof value.value === 'string' ? { ...value, value: value.value.replaceAll('&{', '${') } : value;
    case 'text':
      return {
        ...value,
        parts: value.parts.map((part) => (typeof part === 'string' ? part.replaceAll('&{', '${') : part)),
      };
    case 'list':
      return { ...value, items: value.items.map((item) => variablesIn(item)) };
    default:
      return value;
  }
}

/** One unknown for several that stand in one place. */
function together(holes: readonly Unknown[]): Unknown | undefined {
  const [first, ...others] = holes;
  if (first === undefined || others.length === 0) return first;
  return unknown(
    first.reason,
    holes.flatMap((hole) => hole.references),
  );
}

function principalsOf(value: Value | undefined): Value | undefined {
  const { items, holes } = blocksOf(value);
  const [only] = items;
  if (only !== undefined && items.length === 1 && holes.length === 0 && isEveryone(only)) return known('*');
  const types = new Map<string, Value[]>();
  const open = [...holes];
  for (const { entries, more } of items) {
    const type = stringOf(entries.get('type'));
    const identifiers = variablesIn(stringSet(entries.get('identifiers')));
    if (more !== undefined) open.push(more);
    if (type === undefined) open.push(unknownType(entries.get('type'), identifiers));
    else types.set(type, [...(types.get(type) ?? []), ...itemsOf(identifiers)]);
  }
  return membersOrHole(
    new Map([...types].map(([type, all]) => [type, all.length === 1 ? (all[0] ?? list([])) : list(all)])),
    together(open),
  );
}

function isEveryone({ entries }: Dictionary): boolean {
  return stringOf(entries.get('type')) === '*' && stringOf(stringSet(entries.get('identifiers'))) === '*';
}

function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  if (value.kind !== 'list') return [value];
  return value.more === undefined ? value.items : [...value.items, value.more];
}

function unknownType(type: Value | undefined, ...content: readonly (Value | undefined)[]): Unknown {
  const references = [type, ...content].flatMap((value) => (value === undefined ? [] : encodeJson(value).references));
  return unknown(type?.kind === 'unknown' ? type.reason : 'the kind of a block is not known', references);
}

/** An object; where nothing of it is known, only the hole. */
function membersOrHole(entries: ReadonlyMap<string, Value>, hole: Unknown | undefined): Value | undefined {
  if (entries.size === 0) return hole;
  return dictionary(entries, [], hole);
}

function conditionsOf(value: Value | undefined): Value | undefined {
  const { items, holes } = blocksOf(value);
  const tests = new Map<string, Comparisons>();
  const open = [...holes];
  for (const { entries, more } of items) {
    const test = stringOf(entries.get('test'));
    const values = itemsOf(variablesIn(listOfTexts(entries.get('values'))));
    if (more !== undefined) open.push(more);
    if (test === undefined) open.push(unknownType(entries.get('test'), ...values));
    else tests.set(test, compare(tests.get(test) ?? { known: new Map(), open: [] }, entries.get('variable'), values));
  }
  return membersOrHole(new Map([...tests].map(([test, all]) => [test, printedComparisons(all)])), together(open));
}

/** What one operator compares: values by key, and those whose key is not known. */
interface Comparisons {
  readonly known: ReadonlyMap<string, readonly Value[]>;
  readonly open: readonly (readonly [Value | undefined, readonly Value[]])[];
}

function compare(before: Comparisons, variable: Value | undefined, values: readonly Value[]): Comparisons {
  const name = stringOf(variable);
  if (name === undefined) return { ...before, open: [...before.open, [variable, values]] };
  return { ...before, known: new Map(before.known).set(name, [...(before.known.get(name) ?? []), ...values]) };
}

/** A key may be known in part, as in `${local.issuer}:sub`, and stands there with its hole. */
function printedComparisons({ known: named, open }: Comparisons): Value {
  const members = [...[...named].map(([name, values]) => [known(name), values] as const), ...open];
  return objectOf(members.map(([key, values]) => [key, values.length === 1 ? (values[0] ?? list([])) : list(values)]));
}

function listOfTexts(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'list') return value;
  const items = value.items.map((item) =>
    item.kind === 'known' ? known(String(item.value ?? ''), item.references) : item,
  );
  return list(items, value.references, value.more);
}
