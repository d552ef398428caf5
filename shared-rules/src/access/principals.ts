/** `Principal` and `NotPrincipal` of resource policies (IAM User Guide, "AWS JSON policy elements: Principal"). */
import type { PrincipalPattern } from '../policy/document';
import { any, not } from '../policy/condition';
import { globAnswer, type Answer } from '../policy/glob';
import { unknown } from '../model/value';
import type { PlacedStatement } from './layers';
import type { Home } from './principal';

/**
 * The statement as it bears on a principal that is known: nothing when it speaks of others; marked when it names only the
 * account, or when it is not known whether it speaks of the principal. RCPs name everybody.
 */
export function speaksOf(statement: PlacedStatement, arn: string, home: Home): readonly PlacedStatement[] {
  const { principals, ...rest } = statement;
  if (principals === undefined) return [statement];
  const direct = any(principals.patterns.map((pattern) => namesArn(pattern, arn)));
  const account = any(principals.patterns.map((pattern) => namesAccount(pattern, home.account)));
  if (principals.negated) return withAnswer(rest, not(any([direct, account])));
  if (direct === 'yes') return [rest];
  if (account === 'no') return withAnswer(rest, direct);
  return withAnswer({ ...rest, delegates: true }, account);
}

function withAnswer(statement: PlacedStatement, answer: Answer): readonly PlacedStatement[] {
  if (answer === 'no') return [];
  if (answer === 'yes') return [statement];
  return [{ ...statement, uncertain: unknown('it is not known whether a resource policy names the principal') }];
}

function namesArn({ type, value }: PrincipalPattern, arn: string): Answer {
  if (type !== 'AWS') return 'no';
  if (value === '*') return 'yes';
  const session = /^(arn:[^:]*):sts::([^:]*):assumed-role\/([^/]+)\//.exec(value);
  // A session of the role: the role may open one with any name.
  const role = session === null ? value : `${session[1]}:iam::${session[2]}:role/${session[3]}`;
  return globAnswer(role.replaceAll('*', '\u0001').replaceAll('?', '\u0001'), arn);
}

/** The account of a principal that stands for all of the account: `111122223333` or `arn:aws:iam::111122223333:root`. */
export function accountOf({ type, value }: PrincipalPattern): string | undefined {
  if (type !== 'AWS') return undefined;
  return /^(?:arn:[^:]*:iam::)?([^:]+?)(?::root)?$/.exec(value)?.[1];
}

/** The ARNs of all principals of an account. */
export function arnsOf(account: string): string {
  return `arn:*:*::${account}:*`;
}

function namesAccount(pattern: PrincipalPattern, account: string): Answer {
  const named = accountOf(pattern);
  return named === undefined || named === '*' ? 'no' : globAnswer(named, account);
}
