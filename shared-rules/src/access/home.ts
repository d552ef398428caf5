import type { Statement } from '../policy/document';
import { OWN_ACCOUNT, OWN_PARTITION } from '../policy/text';

/** Where a principal lives. A template does not say it; its documents may. */
export interface Home {
  readonly partition: string;
  readonly account: string;
}

const IAM_ARN = /^arn:(aws[^:*?]*):iam::([^:]*):/;

/**
 * The account and the partition that the documents name in ARNs of IAM: who deploys them means its own. Roles of other
 * accounts to assume do not count. Where none is named, those that stand for whoever deploys.
 */
export function homeOf(statements: readonly Statement[]): Home {
  const arns = statements
    .filter(({ actions }) => actions.negated || actions.patterns.some((pattern) => !pattern.startsWith('sts:')))
    .flatMap(({ resources }) => resources.patterns)
    .map((pattern) => IAM_ARN.exec(pattern))
    .filter((match) => match !== null)
    .map(([, partition = '', account = '']) => ({ partition, account }));
  const named = arns.find(({ account }) => /^\d{12}$/.test(account) && account !== OWN_ACCOUNT);
  const isOwn = arns.length === 0 || arns.some(({ partition }) => partition === OWN_PARTITION);
  return {
    partition: (isOwn ? undefined : arns[0]?.partition) ?? OWN_PARTITION,
    account: named?.account ?? OWN_ACCOUNT,
  };
}

const OWN_FIELD = new RegExp(`^(arn:[^:]*:[^:]*:[^:]*:)${OWN_ACCOUNT}:`);

/** The statement with the account that stands for whoever deploys replaced by the one that is named elsewhere. */
export function settleIn(statement: Statement, { account }: Home): Statement {
  if (account === OWN_ACCOUNT) return statement;
  const settle = (text: string): string => text.replace(OWN_FIELD, `$1${account}:`);
  return {
    ...statement,
    resources: { ...statement.resources, patterns: statement.resources.patterns.map(settle) },
    conditions: statement.conditions.map((condition) => ({ ...condition, values: condition.values.map(settle) })),
  };
}
