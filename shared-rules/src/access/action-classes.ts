import { actionTable, actionsMatching, isUnknownService } from '../policy/actions';
import type { Patterns } from '../policy/document';
import { hasSymbol, widen } from '../policy/text';
import { statementsOf, type Access } from './access';
import type { PlacedStatement } from './layers';

/** Actions that people know and that do something: a class that has one of these is shown by it. */
const TELLING = [
  's3:DeleteObject', 's3:PutObject', 's3:GetObject', 'iam:CreateUser', 'ec2:TerminateInstances', 'ec2:RunInstances',
  'dynamodb:DeleteItem', 'dynamodb:GetItem', 'lambda:UpdateFunctionCode', 'rds:DeleteDBInstance', 'kms:Decrypt',
  'secretsmanager:GetSecretValue', 'ssm:GetParameter', 'sts:AssumeRole', 'sqs:DeleteQueue', 'sns:Publish',
  'cloudformation:DeleteStack', 'logs:DeleteLogGroup', 's3:ListBucket', 'iam:ListUsers', 'ec2:DescribeInstances',
  'lambda:InvokeFunction', 'ecr:BatchGetImage', 'elasticfilesystem:ClientWrite', 'es:ESHttpPost', 'events:PutEvents', 'ses:SendEmail',
]; // prettier-ignore

/** Actions that no pattern of the access tells apart. */
export interface ActionClass {
  /** The most telling one, as AWS spells it. */
  readonly representative: string;
  readonly size: number;
  members(): readonly string[];
}

/** What may be allowed at all, cut into classes of actions that no pattern of the access tells apart. */
export interface ActionClasses {
  /** Those with a telling action first. */
  readonly classes: readonly ActionClass[];
  /** Actions of allow statements, or all of a service, that AWS does not document. */
  readonly undocumented: readonly string[];
}

/**
 * Classes of the actions that the first access may allow by its identity or resource documents, without those that
 * `leaveOut` answers true for (given in lower case); no pattern of any of the accesses tells the actions of a class apart.
 */
export function actionClasses(
  accesses: readonly [Access, ...Access[]],
  leaveOut: (action: string) => boolean,
): ActionClasses {
  const { names, keys } = actionTable();
  const groups = groupsOf(accesses)
    .map((group) => group.filter((index) => !leaveOut(keys[index] as string)))
    .filter((group) => group.length > 0);
  const ranks = rankTable(keys);
  const ranked = groups.map((group) => ({ group, best: mostTelling(group, ranks) }));
  ranked.sort((a, b) => (ranks[a.best] as number) - (ranks[b.best] as number) || a.best - b.best);
  return {
    classes: ranked.map(({ group, best }) => ({
      representative: names[best] as string,
      size: group.length,
      members: () => group.map((index) => names[index] as string),
    })),
    undocumented: undocumented(grantsOf(accesses[0]), leaveOut),
  };
}

type Groups = readonly (readonly number[])[];
const known = new WeakMap<Access, Groups>();

/** What is asked with a password is asked with a key again: the actions of one access are cut into classes once. */
function groupsOf(accesses: readonly [Access, ...Access[]]): Groups {
  if (accesses.length > 1) return newGroupsOf(accesses);
  const groups = known.get(accesses[0]) ?? newGroupsOf(accesses);
  known.set(accesses[0], groups);
  return groups;
}

function newGroupsOf(accesses: readonly [Access, ...Access[]]): Groups {
  const { length } = actionTable().names;
  const classes = refine(accesses, length);
  const members = new Map<number, number[]>();
  for (const index of allowedActions(grantsOf(accesses[0]), length)) {
    const group = members.get(classes[index] as number);
    if (group === undefined) members.set(classes[index] as number, [index]);
    else group.push(index);
  }
  return [...members.values()];
}

function grantsOf(access: Access): readonly PlacedStatement[] {
  return access.layers.flatMap(({ name, allows }) => (name === 'identity' || name === 'resource' ? allows : []));
}

/** Permissions that no request is made with alone. */
const NO_CALLS = new Set(['iam:passrole', 'sts:tagsession', 'sts:setsourceidentity']);

let ranksOfAll: Uint8Array | undefined;

/** The place of each action among the telling ones; the same for all others. */
function rankTable(keys: readonly string[]): Uint8Array {
  if (ranksOfAll !== undefined) return ranksOfAll;
  const places = new Map(TELLING.map((name, index) => [name.toLowerCase(), index]));
  ranksOfAll = Uint8Array.from(keys, (key) => places.get(key) ?? TELLING.length + Number(NO_CALLS.has(key)));
  return ranksOfAll;
}

function mostTelling(group: readonly number[], ranks: Uint8Array): number {
  let best = group[0] as number;
  for (const index of group) if ((ranks[index] as number) < (ranks[best] as number)) best = index;
  return best;
}

/** The class of each action, by index; made anew for each question, so one table serves all. */
let table = new Int32Array(0);

/**
 * The class of each action: two actions are in one class when every statement speaks of both or of neither. A pattern that
 * is known in parts only tells actions apart by what it may match.
 */
function refine(accesses: readonly Access[], size: number): Int32Array {
  if (table.length === size) table.fill(0);
  else table = new Int32Array(size);
  let next = 1;
  for (const indexes of distinctSets(accesses.flatMap(statementsOf))) {
    const split = new Map<number, number>();
    for (const index of indexes) {
      const old = table[index] as number;
      let renamed = split.get(old);
      if (renamed === undefined) {
        renamed = next++;
        split.set(old, renamed);
      }
      table[index] = renamed;
    }
  }
  return table;
}

function distinctSets(statements: readonly PlacedStatement[]): readonly Iterable<number>[] {
  const sets = new Map<string, Iterable<number>>();
  for (const { actions } of statements) {
    const known = knownPatterns(actions);
    if (!sets.has(known.join())) sets.set(known.join(), unionOf(known));
    if (known.length === actions.patterns.length) continue;
    for (const pattern of actions.patterns) if (hasSymbol(pattern)) sets.set(pattern, actionsMatching(widen(pattern)));
  }
  return [...sets.values()];
}

function knownPatterns({ patterns }: Patterns): readonly string[] {
  return patterns.some(hasSymbol) ? patterns.filter((pattern) => !hasSymbol(pattern)) : patterns;
}

function unionOf(patterns: readonly string[]): Iterable<number> {
  const [first] = patterns;
  if (first !== undefined && patterns.length === 1) return actionsMatching(first);
  const union = new Set<number>();
  for (const pattern of patterns) for (const index of actionsMatching(pattern)) union.add(index);
  return union;
}

function allowedActions(allows: readonly PlacedStatement[], size: number): Iterable<number> {
  const allowed = new Set<number>();
  for (const { actions } of allows) {
    if (actions.negated) {
      const excluded = new Set(unionOf(knownPatterns(actions)));
      for (let index = 0; index < size; index++) if (!excluded.has(index)) allowed.add(index);
    } else {
      for (const pattern of actions.patterns) for (const index of actionsMatching(widen(pattern))) allowed.add(index);
    }
  }
  return allowed;
}

function undocumented(allows: readonly PlacedStatement[], leaveOut: (action: string) => boolean): readonly string[] {
  const literals = allows
    .filter((allow) => !allow.actions.negated)
    .flatMap((allow) => allow.actions.patterns)
    .filter((pattern) => (!/[*?]/.test(pattern) || isUnknownService(pattern)) && !hasSymbol(pattern))
    .filter((pattern) => !leaveOut(pattern));
  return [...new Set(literals)].filter((pattern) => actionsMatching(pattern).length === 0);
}
