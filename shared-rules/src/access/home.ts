import type { Statement } from '../policy/document';
import { OWN_ACCOUNT, OWN_PARTITION } from '../policy/text';
import type { Home, Principal } from './principal';

const ACCOUNT_IN_ARN = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;
const PARTITION_IN_ARN = /^arn:(aws-[a-z-]+):/;
const ACCOUNT_KEYS = new Set(['aws:principalaccount', 'aws:resourceaccount', 'aws:sourceaccount']);

/** The region in which IAM answers. */
export const IAM_REGIONS: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1'],
]);

/** As many accounts and partitions as are tried. */
export const MAXIMUM_HOMES = 8;

/**
 * Where the principal of these documents may live: each account and partition that they name, those that stand for whoever
 * deploys, and the further accounts that are given. Roles of other accounts to assume do not count.
 */
export function homesOf(
  statements: readonly Statement[],
  principal?: Principal,
  further: readonly string[] = [],
): readonly Home[] {
  const accounts =
    principal?.account === undefined
      ? [...new Set([...byFrequency([...statements.flatMap(accountsIn), OWN_ACCOUNT]), ...further])]
      : [principal.account];
  const partitions =
    principal?.partition === undefined
      ? [...new Set([OWN_PARTITION, ...statements.flatMap(partitionsIn)])]
      : [principal.partition];
  return partitions.flatMap((partition) => accounts.map((account) => ({ partition, account })));
}

function accountsIn({ actions, resources, conditions }: Statement): readonly string[] {
  const assumes = !actions.negated && actions.patterns.every((pattern) => pattern.startsWith('sts:'));
  const named = conditions.filter(({ key }) => ACCOUNT_KEYS.has(key)).flatMap(({ values }) => values);
  const arns = conditions.filter(({ key }) => key === 'aws:principalarn').flatMap(({ values }) => values);
  return [
    ...named.filter((value) => /^\d{12}$/.test(value)),
    ...[...arns, ...(assumes ? [] : resources.patterns)].flatMap((arn) => ACCOUNT_IN_ARN.exec(arn)?.[1] ?? []),
  ];
}

function partitionsIn({ resources, conditions }: Statement): readonly string[] {
  const regions = conditions.filter(({ key }) => key === 'aws:requestedregion').flatMap(({ values }) => values);
  return [
    ...resources.patterns.flatMap((pattern) => PARTITION_IN_ARN.exec(pattern)?.[1] ?? []),
    ...regions.flatMap((region) =>
      region.startsWith('us-gov-') ? ['aws-us-gov'] : region.startsWith('cn-') ? ['aws-cn'] : [],
    ),
  ];
}

/** The most frequent first: a principal has more to do with its own account than with others. */
function byFrequency(accounts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const account of accounts) counts.set(account, (counts.get(account) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([account]) => account);
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
