import { actionTable, actionsMatching, isUnknownService } from '../policy/actions';
import { hasSymbol, widen } from '../policy/text';
import type { Access, PlacedStatement } from './access';

/** Actions that people know and that do something: a class that has one of these is shown by it. */
const TELLING = [
  's3:DeleteObject', 's3:PutObject', 's3:GetObject', 'iam:CreateUser', 'ec2:TerminateInstances', 'ec2:RunInstances',
  'dynamodb:DeleteItem', 'dynamodb:GetItem', 'lambda:UpdateFunctionCode', 'rds:DeleteDBInstance', 'kms:Decrypt',
  'secretsmanager:GetSecretValue', 'ssm:GetParameter', 'sts:AssumeRole', 'sqs:DeleteQueue', 'sns:Publish',
  'cloudformation:DeleteStack', 'logs:DeleteLogGroup', 's3:ListBucket', 'iam:ListUsers', 'ec2:DescribeInstances',
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
 * Classes of the actions that some identity statement may allow, without those that `leaveOut` answers true for (given in lower case).
 */
export function actionClasses(access: Access, leaveOut: (action: string) => boolean): ActionClasses {
  const { names, keys } = actionTable();
  const classes = refine(access, names.length);
  const allowed = allowedActions(access.layers[0]?.allows ?? [], names.length);
  const members = new Map<number, number[]>();
  for (let index = 0; index < names.length; index++) {
    if (allowed[index] !== 1 || leaveOut(keys[index] as string)) continue;
    const group = members.get(classes[index] as number);
    if (group === undefined) members.set(classes[index] as number, [index]);
    else group.push(index);
  }
  const ranked = [...members.values()].map((group) => ({ group, best: mostTelling(group, keys) }));
  ranked.sort((a, b) => rank(keys[a.best]) - rank(keys[b.best]) || a.best - b.best);
  return {
    classes: ranked.map(({ group, best }) => ({
      representative: names[best] as string,
      size: group.length,
      members: () => group.map((index) => names[index] as string),
    })),
    undocumented: undocumented(access, leaveOut),
  };
}

const RANKS: ReadonlyMap<string, number> = new Map(TELLING.map((name, index) => [name.toLowerCase(), index]));

function rank(key: string | undefined): number {
  return RANKS.get(key ?? '') ?? RANKS.size;
}

function mostTelling(group: readonly number[], keys: readonly string[]): number {
  return group.reduce((best, index) => (rank(keys[index]) < rank(keys[best]) ? index : best));
}

/** The class of each action: two actions are in one class when every pattern matches both or neither. */
function refine(access: Access, size: number): Int32Array {
  const classes = new Int32Array(size);
  let next = 1;
  const statements = access.layers.flatMap((layer) => [...layer.allows, ...layer.denies]);
  for (const pattern of new Set(statements.flatMap((statement) => statement.actions.patterns))) {
    const split = new Map<number, number>();
    for (const index of actionsMatching(widen(pattern))) {
      const old = classes[index] as number;
      let renamed = split.get(old);
      if (renamed === undefined) {
        renamed = next++;
        split.set(old, renamed);
      }
      classes[index] = renamed;
    }
  }
  return classes;
}

function allowedActions(allows: readonly PlacedStatement[], size: number): Uint8Array {
  const allowed = new Uint8Array(size);
  for (const { actions } of allows) {
    if (actions.negated) {
      const excluded = new Set(
        actions.patterns.filter((pattern) => !hasSymbol(pattern)).flatMap((pattern) => actionsMatching(pattern)),
      );
      for (let index = 0; index < size; index++) if (!excluded.has(index)) allowed[index] = 1;
    } else {
      for (const pattern of actions.patterns) for (const index of actionsMatching(widen(pattern))) allowed[index] = 1;
    }
  }
  return allowed;
}

function undocumented(access: Access, leaveOut: (action: string) => boolean): readonly string[] {
  const literals = (access.layers[0]?.allows ?? [])
    .filter((allow) => !allow.actions.negated)
    .flatMap((allow) => allow.actions.patterns)
    .filter((pattern) => (!/[*?]/.test(pattern) || isUnknownService(pattern)) && !hasSymbol(pattern))
    .filter((pattern) => !leaveOut(pattern));
  return [...new Set(literals)].filter((pattern) => actionsMatching(pattern).length === 0);
}
