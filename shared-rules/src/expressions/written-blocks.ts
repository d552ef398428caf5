/**
 * The blocks of a configuration as they are written, before anything is evaluated. A value shows the branch that is taken, and a
 * resource with a `count` of 0 shows nothing; whoever reads the program reads the rest of it too.
 */
import type { Resource } from '../model/resource';
import { concatenate, dictionary, known, list, unknown, type Value } from '../model/value';
import { isObject, own, rootsOf, type Json } from './blocks';
import { exemptionsOf, lazyMap, locationOf, type Declaration } from './instances';
import type { Expression } from './syntax';
import type { ConfigurationWorld } from './world';

/** How many labels stand before the body of a block; of a kind that is not here, none. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ...(['resource', 'data', 'ephemeral'] as const).map((kind) => [kind, 2] as const),
  ...(['module', 'variable', 'output', 'provider', 'check'] as const).map((kind) => [kind, 1] as const),
]);

const MODES: ReadonlyMap<string, Resource['mode']> = new Map([
  ['resource', 'managed'],
  ['module', 'module'],
  ['variable', 'variable'],
  ['output', 'output'],
  ['provider', 'provider'],
]);

/**
 * Every block with the texts that stand in it, in the branches of conditions, in arguments of functions and in `dynamic` blocks
 * too. One block is one resource however many it makes. What is no text that is written out is unknown.
 */
export function writtenBlocks(configuration: unknown, world: ConfigurationWorld): readonly Resource[] {
  return rootsOf(configuration).flatMap((root) =>
    Object.entries(root).flatMap(([kind, content]) => {
      // What is imported has an id, and the id of an access key is its own.
      if (kind === 'import') return [];
      return kind === 'locals'
        ? bodiesIn(content, 0).flatMap(({ body }) => localsIn(body, world))
        : bodiesIn(content, LABELS.get(kind) ?? 0)
            .filter(({ body }) => isWorthReading(body, 0))
            .map(({ labels, body }) => blockOf(kind, labels, body, world));
    }),
  );
}

const MAXIMUM_NESTING = 100;

/** No access key and nothing encoded is without such a run, or an escape in it, and most blocks have none. */
const RUN = /[A-Za-z0-9+/=]{20}|\\|%[0-9A-Fa-f]{2}/;

function isWorthReading(data: unknown, depth: number): boolean {
  if (typeof data === 'string') return RUN.test(data);
  if (typeof data !== 'object' || data === null) return false;
  if (depth > MAXIMUM_NESTING) return true;
  return Object.entries(data).some(
    ([name, inner]) => name !== '//' && (RUN.test(name) || isWorthReading(inner, depth + 1)),
  );
}

interface Body {
  readonly labels: readonly string[];
  readonly body: Json;
}

/** What is no block is no text either; those who read blocks say so. */
function bodiesIn(content: unknown, labels: number, path: readonly string[] = []): readonly Body[] {
  if (Array.isArray(content)) return content.filter(isObject).flatMap((item) => bodiesIn(item, labels, path));
  if (!isObject(content)) return [];
  if (path.length === labels) return [{ labels: path, body: content }];
  return Object.entries(content).flatMap(([label, inner]) => bodiesIn(inner, labels, [...path, label]));
}

function blockOf(kind: string, labels: readonly string[], body: Json, world: ConfigurationWorld): Resource {
  const [type = kind] = labels;
  const name = kind === 'provider' ? aliasOf(body) : (labels[1] ?? type);
  const prefix = kind === 'variable' ? ['var'] : kind === 'resource' ? [] : [kind];
  const address = [...prefix, ...labels, ...(name !== '' && kind === 'provider' ? [name] : [])].join('.');
  const mode = MODES.get(kind) ?? 'data';
  return asWritten(
    { mode, type: labels.length === 1 && mode !== 'provider' ? kind : type, name, address, body },
    world,
  );
}

function aliasOf(body: Json): string {
  const alias = own(body, 'alias');
  return typeof alias === 'string' ? alias : '';
}

function localsIn(body: Json, world: ConfigurationWorld): readonly Resource[] {
  return Object.entries(body).map(([name, value]) =>
    asWritten({ mode: 'local', type: 'local', name, address: `local.${name}`, body: { value } }, world),
  );
}

function asWritten(declaration: Declaration, { options }: ConfigurationWorld): Resource {
  const { mode, type, address, body } = declaration;
  const location = locationOf(declaration, options);
  const parse: Parse = (text) => options.scope.world.parse(text);
  return {
    address,
    type,
    mode,
    values: lazyMap(
      Object.keys(body).filter((name) => name !== '//'),
      (name) => writtenIn(body[name], parse, 0),
    ),
    stack: options.stack,
    ...(location === undefined ? {} : { location }),
    ...exemptionsOf(declaration),
  };
}

type Parse = (text: string) => Expression | undefined;

const HOLE = unknown('an expression is not evaluated here');

function writtenIn(data: unknown, parse: Parse, depth: number): Value {
  if (depth > MAXIMUM_NESTING) return HOLE;
  if (typeof data === 'string') {
    if (!data.includes('${') && !data.includes('%{')) return known(data);
    if (!RUN.test(data)) return HOLE;
    const expression = parse(data);
    // What cannot be read as an expression can be read by people.
    return expression === undefined ? known(data) : textsIn(expression);
  }
  if (Array.isArray(data)) return list(data.map((item) => writtenIn(item, parse, depth + 1)));
  if (!isObject(data)) return HOLE;
  return dictionary(Object.entries(data).map(([name, value]) => [name, writtenIn(value, parse, depth + 1)] as const));
}

/** The texts of an expression; of an object by their names, of a template with holes where something is put in. */
function textsIn(expression: Expression): Value {
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? known(expression.value) : HOLE;
  if (expression.kind === 'object') return objectTexts(expression);
  const inside = partsOf(expression);
  if (inside.length === 0) return HOLE;
  if (expression.kind !== 'template') return list(inside.map(textsIn));
  const pieces = inside.map((part) => (part.kind === 'literal' ? known(part.value) : HOLE));
  return list([concatenate(pieces), ...inside.filter(({ kind }) => kind !== 'literal').map(textsIn)]);
}

function objectTexts({ items }: Extract<Expression, { kind: 'object' }>): Value {
  const named = items.flatMap(({ key, value }) =>
    key.kind === 'literal' ? [[String(key.value), textsIn(value)] as const] : [],
  );
  const others = items.filter(({ key }) => key.kind !== 'literal').flatMap(({ key, value }) => [key, value]);
  return others.length === 0 ? dictionary(named) : list([dictionary(named), ...others.map(textsIn)]);
}

/** The expressions that an expression is made of. */
function partsOf(expression: Exclude<Expression, { kind: 'literal' | 'object' }>): readonly Expression[] {
  switch (expression.kind) {
    case 'name':
      return [];
    case 'template':
      return expression.parts;
    case 'traversal':
      return [expression.source, ...expression.steps.flatMap((step) => (step.kind === 'index' ? [step.key] : []))];
    case 'call':
      return expression.args;
    case 'tuple':
      return expression.items;
    case 'conditional':
      return [expression.condition, expression.then, expression.otherwise];
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    case 'for': {
      const { collection, key, result, condition } = expression;
      return [collection, key, result, condition].filter((part) => part !== undefined);
    }
    case 'repeat':
      return [expression.collection, expression.body];
  }
}
