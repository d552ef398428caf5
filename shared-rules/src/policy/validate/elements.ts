/** `Sid`, and elements that are there and hold nothing. */
import { quote } from '../check';
import { asList, asObject, hasElement } from '../structure';
import { hasSymbol } from '../text';
import { keyOf, type Atom, type Entries, type PolicyView, type StatementView } from './view';

/** Checks of elements of one statement, whatever they mean. */
export function checkElements(statement: StatementView, policy: PolicyView): void {
  checkSid(statement, policy);
  checkEmptyLists(statement, policy);
  checkEmptyPrincipal(statement, policy);
  checkEmptyCondition(statement, policy);
}

/** IAM takes letters and digits only; services such as S3 and SQS are not so strict in their resource policies. */
const STRICT = new Set(['identity', 'boundary', 'session', 'trust']);

function checkSid({ source, path }: StatementView, { type, add }: PolicyView): void {
  const sid = source['Sid'];
  if (typeof sid !== 'string' || hasSymbol(sid)) return;
  if (sid === '') add('EMPTY_SID_VALUE', [...path, 'Sid'], 'the `Sid` is empty, write one or remove it');
  else if (STRICT.has(type) && !/^[A-Za-z0-9]*$/.test(sid)) {
    add('UNSUPPORTED_SID', [...path, 'Sid'], `the \`Sid\` ${quote(sid)} holds more than letters and digits`);
  }
}

function checkEmptyLists({ source, path }: StatementView, { type, add }: PolicyView): void {
  for (const name of ['Action', 'NotAction', 'Resource', 'NotResource']) {
    const value = source[name];
    if (!Array.isArray(value) || value.length > 0) continue;
    if (name.endsWith('Action')) add('EMPTY_ARRAY_ACTION', [...path, name], `\`${name}\` lists no action`);
    else if (type !== 'trust') add('EMPTY_ARRAY_RESOURCE', [...path, name], `\`${name}\` lists no resource`);
  }
}

function checkEmptyPrincipal({ source, path }: StatementView, { add }: PolicyView): void {
  for (const name of ['Principal', 'NotPrincipal']) {
    const principal = asObject(source[name]);
    if (principal === undefined) continue;
    const kinds = Object.entries(principal);
    if (kinds.length === 0) add('EMPTY_OBJECT_PRINCIPAL', [...path, name], `\`${name}\` names nobody`);
    for (const [kind, entries] of kinds) {
      if (!Array.isArray(entries) || entries.length > 0) continue;
      add('EMPTY_ARRAY_PRINCIPAL', [...path, name, kind], `\`${name}.${kind}\` names nobody`);
    }
  }
}

function checkEmptyCondition({ source, path, atoms }: StatementView, policy: PolicyView): void {
  if (!hasElement(source, 'Condition')) return;
  const condition = asObject(source['Condition']);
  if (condition === undefined) return;
  const place = [...path, 'Condition'];
  const blocks = Object.entries(condition);
  if (blocks.length === 0) policy.add('EMPTY_OBJECT_CONDITION', place, '`Condition` asks for nothing, remove it');
  for (const [operator, block] of blocks) {
    if (asObject(block) === undefined || Object.keys(block as object).length > 0) continue;
    policy.add('EMPTY_OBJECT_CONDITION', [...place, operator], `${quote(operator)} asks for no key, remove it`);
  }
  for (const atom of atoms) if (atom.isList && atom.raw.length === 0) emptyList(atom, policy);
}

function emptyList(atom: Atom, { add }: PolicyView): void {
  const absent = 'holds only where the key is absent, write `Null` with `"true"` for that';
  if (atom.operator.quantifier === 'ForAllValues') {
    add(
      'EMPTY_ARRAY_CONDITION_FORALLVALUES',
      atom.path,
      `${keyOf(atom)} with no value under \`ForAllValues\` ${absent}`,
    );
  } else if (atom.operator.quantifier === 'ForAnyValue') {
    add(
      'EMPTY_ARRAY_CONDITION_FORANYVALUE',
      atom.path,
      `${keyOf(atom)} with no value under \`ForAnyValue\` never holds`,
    );
  } else if (atom.operator.ifExists) {
    add('EMPTY_ARRAY_CONDITION_IFEXISTS', atom.path, `${keyOf(atom)} with no value under \`IfExists\` ${absent}`);
  } else add('EMPTY_ARRAY_CONDITION', atom.path, `${keyOf(atom)} has no value`);
}

/** Statements that repeat each other, or each other's `Sid`. */
export function checkRepeatedStatements(policy: PolicyView): void {
  const sids = new Map<string, number>();
  const contents = new Map<string, number>();
  const isAlone = alone(policy.statements);
  for (const [index, statement] of policy.statements.entries()) {
    const sid = statement.source['Sid'];
    if (typeof sid === 'string' && sid !== '' && !hasSymbol(sid)) {
      if (sids.has(sid)) repeatedSid(statement, sid, policy);
      else sids.set(sid, index);
    }
    if (isAlone(index)) continue;
    const content = contentOf(statement);
    const first = contents.get(content);
    if (first === undefined) contents.set(content, index);
    else if (!hasSymbol(content)) {
      const message = `the statement says what statement ${first + 1} says already, remove one of them`;
      policy.add('REDUNDANT_STATEMENT', statement.path, message);
    }
  }
}

/** Tells the statements that no other one can be equal to, so that only the others are compared. */
function alone(statements: readonly StatementView[]): (statement: number) => boolean {
  if (statements.length < 2) return () => true;
  const outlines = statements.map(outlineOf);
  const count = new Map<string, number>();
  for (const outline of outlines) count.set(outline, (count.get(outline) ?? 0) + 1);
  return (statement) => count.get(outlines[statement] ?? '') === 1;
}

/** A few things that are equal in statements of equal content. */
function outlineOf({ actions, resources, effect, atoms }: StatementView): string {
  return [effect, ...lengthsOf(actions), ...lengthsOf(resources), atoms.length].join(' ');
}

/** Lists of the same texts, in whichever order and however often, have the same. */
function lengthsOf(entries: Entries | undefined): readonly (string | number | undefined)[] {
  let least = Infinity;
  let most = 0;
  for (const { text } of entries?.known ?? []) {
    if (text.length < least) least = text.length;
    if (text.length > most) most = text.length;
  }
  return [entries?.element, least, most];
}

function repeatedSid({ path }: StatementView, sid: string, { type, add }: PolicyView): void {
  const code = STRICT.has(type) ? 'UNIQUE_SIDS_REQUIRED' : 'UNIQUE_SIDS_RECOMMENDED';
  add(code, [...path, 'Sid'], `another statement has the \`Sid\` ${quote(sid)} already`);
}

/** What a statement says, without its `Sid`: equal for statements that differ only in the order of lists. */
function contentOf({ source }: StatementView): string {
  return Object.keys(source)
    .filter((name) => name !== 'Sid')
    .sort()
    .map((name) => `${name}:${canonical(source[name], name.endsWith('Action'), 0)}`)
    .join('\n');
}

function canonical(value: unknown, anyCase: boolean, depth: number): string {
  if (depth > 4) return '?';
  const object = asObject(value);
  if (object !== undefined) {
    const members = Object.keys(object).sort();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(object[name], false, depth + 1)}`).join()}}`;
  }
  const texts = asList(value).map((one) => {
    if (typeof one === 'string') return JSON.stringify(anyCase ? one.toLowerCase() : one);
    return typeof one === 'number' || typeof one === 'boolean' ? String(one) : canonical(one, anyCase, depth + 1);
  });
  return [...new Set(texts)].sort().join();
}
