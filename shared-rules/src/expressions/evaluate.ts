/** Evaluates expressions. What is not known stays unknown; nothing here throws. */
import { booleanOf } from '../model/settings';
import { dictionary, known, list, unknown, type Unknown, type Value } from '../model/value';
import { itemOf, pairsOf } from './access';
import { callFunction } from './functions';
import { objectOf } from './json';
import { furtherOf, isFailure, lookupOf, markFurther } from './marks';
import { binary, unary } from './operators';
import { telling } from './references';
import { metered, nameIn, within, type Scope } from './scope';
import type { Expression, ForExpression, RepeatExpression, Step } from './syntax';
import { addReferences, bounded, containsFailure, derived, equal, failure, oneOf, textOf, toText } from './values';

const UNREADABLE = 'the expression cannot be read';

/** The value of a string of the configuration. */
export function evaluateText(text: string, scope: Scope): Value {
  if (!text.includes('${') && !text.includes('%{')) return known(text);
  const expression = scope.world.parse(text);
  return expression === undefined ? unknown(UNREADABLE) : evaluate(expression, scope);
}

/** The value of an expression. */
export function evaluate(expression: Expression, scope: Scope): Value {
  return metered(scope.world.meter, () => valueOf(expression, scope));
}

function valueOf(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return known(expression.value);
    case 'template':
      return bounded(textOf(expression.parts.map((part) => evaluate(part, scope))));
    case 'name':
      return traverse(expression, [], scope);
    case 'traversal':
      return traverse(expression.source, expression.steps, scope);
    case 'call':
      return call(expression, scope);
    case 'tuple':
      return bounded(list(expression.items.map((item) => evaluate(item, scope))));
    case 'object':
      return bounded(object(expression, scope));
    case 'conditional':
      return conditional(expression, scope);
    case 'binary':
      return binary(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope));
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, scope));
    case 'for':
      return bounded(
        expression.key === undefined ? listFor(expression, scope) : mapFor(expression, expression.key, scope),
      );
    case 'repeat':
      return bounded(repeat(expression, scope));
  }
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

function traverse(source: Expression, steps: readonly Step[], scope: Scope): Value {
  if (source.kind !== 'name') return follow(evaluate(source, scope), steps, scope);
  const local = nameIn(scope, source.name);
  if (local !== undefined) return follow(local, steps, scope);
  const { value, used } = scope.world.resolve(source.name, steps, (step) => keyOf(step, scope));
  return follow(value, steps.slice(used), scope);
}

function keyOf(step: Step, scope: Scope): Value {
  if (step.kind === 'attribute') return known(step.name);
  return step.kind === 'index' ? evaluate(step.key, scope) : unknown('a splat is no key');
}

function follow(start: Value, steps: readonly Step[], scope: Scope): Value {
  let value = start;
  for (const step of steps) {
    value = step.kind === 'splat' ? splat(value, step.steps, scope) : itemOf(value, keyOf(step, scope));
  }
  return value;
}

/** `[*]` goes over a list; null is no item and anything else is one. */
function splat(value: Value, steps: readonly Step[], scope: Scope): Value {
  if (value.kind === 'unknown') return derived(value.reason, value);
  if (value.kind === 'known' && value.value === null) return list([], value.references);
  if (value.kind !== 'list') return list([follow(value, steps, scope)]);
  const item = furtherOf(value.more);
  const more = value.more && item ? furtherLike(value.more, follow(item, steps, scope)) : value.more;
  return bounded(
    list(
      value.items.map((each) => follow(each, steps, scope)),
      value.references,
      more,
    ),
  );
}

/** The items that `more` stands for after something was done with each: what that gave, and in how many nobody knows. */
function furtherLike(more: Unknown, item: Value, ...others: readonly (Value | undefined)[]): Unknown {
  return markFurther(derived(more.reason, telling(more), item, ...others), item);
}

function object(expression: Of<'object'>, scope: Scope): Value {
  return objectOf(expression.items.map(({ key, value }) => [toText(evaluate(key, scope)), evaluate(value, scope)]));
}

function conditional(expression: Of<'conditional'>, scope: Scope): Value {
  const condition = evaluate(expression.condition, scope);
  const known = booleanOf(condition);
  if (known !== undefined) return evaluate(known ? expression.then : expression.otherwise, scope);
  const [then, otherwise] = [evaluate(expression.then, scope), evaluate(expression.otherwise, scope)];
  if (equal(then, otherwise) === true) return addReferences(then, otherwise.references);
  if (condition.kind === 'known') return failure('a condition is no boolean', condition);
  return oneOf(reasonOf(condition), then, otherwise);
}

interface Turn {
  readonly scope: Scope;
  /** False when `if` leaves the item out, undefined when that is not known. */
  readonly included: boolean | undefined;
  readonly condition: Value | undefined;
}

function turns(expression: ForExpression, pairs: readonly (readonly [Value, Value])[], scope: Scope): readonly Turn[] {
  return pairs.map(([key, value]) => {
    const inner = bind(expression, key, value, scope);
    const condition = expression.condition === undefined ? undefined : evaluate(expression.condition, inner);
    return { scope: inner, condition, included: condition === undefined ? true : booleanOf(condition) };
  });
}

function bind(
  names: { readonly keyName?: string; readonly valueName: string },
  key: Value,
  value: Value,
  scope: Scope,
): Scope {
  const own = [[names.valueName, value]] as [string, Value][];
  if (names.keyName !== undefined) own.unshift([names.keyName, key]);
  return within(scope, own);
}

/** What is not known of the items, after a `for` went over them with what `result` says of an item. */
function furtherTurns(
  expression: ForExpression,
  collection: Value,
  scope: Scope,
  result: (turn: Turn) => readonly [item: Value, key?: Value | undefined],
): Unknown | undefined {
  const more = moreOf(collection);
  const item = furtherOf(more);
  if (more === undefined || item === undefined) return more;
  const [turn] = turns(expression, [[derived(more.reason, telling(more)), item]], scope);
  if (turn === undefined || turn.included === false) return undefined;
  const [made, key] = result(turn);
  return furtherLike(more, made, key, turn.condition);
}

function moreOf(value: Value): Unknown | undefined {
  return value.kind === 'list' || value.kind === 'map' ? value.more : undefined;
}

function doubtful(turn: Turn, more: Unknown | undefined, ...values: readonly Value[]): Unknown {
  const reason = reasonOf(turn.condition);
  // Left out, it is nothing.
  return derived(reason, ...values.map((value) => oneOf(reason, value, known(null))), more);
}

function reasonOf(condition: Value | undefined): string {
  return condition?.kind === 'unknown' ? condition.reason : 'a condition is not known';
}

/** A collection that has no items to go over. */
function noCollection(value: Value): Value {
  if (value.kind === 'unknown') return derived(value.reason, value);
  return failure('a `for` goes over something that is no collection', value);
}

function collectionOf(expression: { readonly collection: Expression }, scope: Scope): Value {
  const value = evaluate(expression.collection, scope);
  // The map that stands for a resource is gone over as what is configured of it.
  return value.kind === 'map' && lookupOf(value) !== undefined ? { ...value } : value;
}

function listFor(expression: ForExpression, scope: Scope): Value {
  const collection = collectionOf(expression, scope);
  const pairs = pairsOf(collection);
  if (pairs === undefined) return noCollection(collection);
  const items: Value[] = [];
  let more = furtherTurns(expression, collection, scope, (turn) => [evaluate(expression.result, turn.scope)]);
  for (const turn of turns(expression, pairs, scope)) {
    if (turn.included === false) continue;
    const value = evaluate(expression.result, turn.scope);
    if (turn.included === true) items.push(value);
    else more = doubtful(turn, more, value);
  }
  return list(items, collection.references, more);
}

function mapFor(expression: ForExpression, keyExpression: Expression, scope: Scope): Value {
  const collection = collectionOf(expression, scope);
  const pairs = pairsOf(collection);
  if (pairs === undefined) return noCollection(collection);
  const groups = new Map<string, Value[]>();
  let more = furtherTurns(expression, collection, scope, (turn) => {
    const item = evaluate(expression.result, turn.scope);
    return [expression.grouping ? list([item]) : item, toText(evaluate(keyExpression, turn.scope))];
  });
  for (const turn of turns(expression, pairs, scope)) {
    if (turn.included === false) continue;
    const key = toText(evaluate(keyExpression, turn.scope));
    const value = evaluate(expression.result, turn.scope);
    if (turn.included === undefined) more = doubtful(turn, more, value);
    else if (key?.kind !== 'known' || key.value === null)
      more = derived('the key of an entry is not known', key, value, more);
    else addTo(groups, String(key.value), value);
  }
  const last = (values: readonly Value[]): Value => values.at(-1) ?? known(null);
  const entries = [...groups].map(([key, values]) => [key, expression.grouping ? list(values) : last(values)] as const);
  return dictionary(entries, collection.references, more);
}

function addTo(groups: Map<string, Value[]>, key: string, value: Value): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

function repeat(expression: RepeatExpression, scope: Scope): Value {
  const collection = collectionOf(expression, scope);
  const pairs = pairsOf(collection);
  if (pairs === undefined) return noCollection(collection);
  const pieces = pairs.map(([key, value]) => evaluate(expression.body, bind(expression, key, value, scope)));
  const more = moreOf(collection);
  if (more === undefined) return textOf(pieces);
  const item = furtherOf(more);
  if (item === undefined) return textOf([...pieces, more]);
  const inner = bind(expression, derived(more.reason, telling(more)), item, scope);
  return textOf([...pieces, furtherLike(more, evaluate(expression.body, inner))]);
}

function call(expression: Of<'call'>, scope: Scope): Value {
  const name = expression.name.replace(/^core::/, '');
  if (name === 'try') return firstThatWorks(expression, scope);
  if (name === 'can') return works(expression, scope);
  const args = expression.args.map((arg) => evaluate(arg, scope));
  const expanded = expression.expand ? expand(args) : args;
  if (expanded === undefined) return derived('the arguments of a function are not known', ...args);
  const { world } = scope;
  const result = bounded(
    callFunction(name, expanded, {
      meter: world.meter,
      readFile: (path) => world.readFile(path),
      addSecret: (value) => world.addSecret(value),
      render: (text, names) => evaluateText(text, { world, names, closed: true }),
    }),
  );
  // What `upper` or `substr` makes of a secret is as secret as that.
  if (!expanded.includes(result) && expanded.some((arg) => world.isSecret(arg))) world.addSecret(result);
  return result;
}

/** `f(a, b...)`: the items of the last argument are arguments. */
function expand(args: readonly Value[]): readonly Value[] | undefined {
  const last = args.at(-1);
  return last?.kind === 'list' && last.more === undefined ? [...args.slice(0, -1), ...last.items] : undefined;
}

function firstThatWorks(expression: Of<'call'>, scope: Scope): Value {
  let last: Value = failure('`try` has nothing that works');
  for (const arg of expression.args) {
    last = evaluate(arg, scope);
    if (!containsFailure(last)) return last;
  }
  return last;
}

function works(expression: Of<'call'>, scope: Scope): Value {
  const [arg] = expression.args;
  if (arg === undefined) return failure('`can` has no argument');
  const value = evaluate(arg, scope);
  const { references } = telling(value);
  if (containsFailure(value)) return known(false, references);
  return value.kind === 'unknown' && !isFailure(value)
    ? derived(value.reason, telling(value))
    : known(true, references);
}
