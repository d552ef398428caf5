/** Run by the benchmark in a process of its own: asks the access engine many things, prints how long each took as JSON. */
import {
  accessOf,
  canWithoutMfa,
  escalations,
  isAdministrator,
  newAccess,
  type Access,
} from '@iam-guardrails/shared-rules/access';
import { validatePolicy } from '@iam-guardrails/shared-rules/policy';
import { managedPolicies } from '../corpus/files';

/** Milliseconds. */
export interface Times {
  readonly count: number;
  readonly total: number;
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly undecided: number;
}

export interface Measured {
  /** valid-policy, administrator and escalations of each managed policy. */
  readonly policies: Times;
  /** The proof that a user with groups can do nothing without MFA. */
  readonly mfa: Times;
  /** What one managed policy allows and the one before it does not, and what each allows more without a statement. */
  readonly newAccess: Times;
}

function timesOf(work: readonly (() => boolean)[]): Times {
  let undecided = 0;
  const times = work.map((run) => {
    const begin = performance.now();
    if (!run()) undecided++;
    return performance.now() - begin;
  });
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return {
    count: times.length,
    total: times.reduce((sum, time) => sum + time, 0),
    first: times[0] ?? NaN,
    p50: at(0.5),
    p95: at(0.95),
    max: sorted.at(-1) ?? NaN,
    undecided,
  };
}

const documents = managedPolicies().map(({ document }) => document);

function ruleSet(document: object): boolean {
  validatePolicy(document, { type: 'identity' });
  const access = accessOf({ identity: [document] });
  escalations(access);
  return isAdministrator(access).answer !== 'undecided';
}

const document = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*'): object => ({
  Effect: 'Allow',
  Action,
  Resource,
});

const ENROLMENT = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:GetUser', 'iam:ListMFADevices', 'iam:ListVirtualMFADevices', 'iam:ResyncMFADevice', 'sts:GetSessionToken']; // prettier-ignore

/** A user as the IAM User Guide sets one up, in two groups, with a name of its own so that nothing is remembered. */
function userWithMfa(name: string): Access {
  const own = ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:mfa/*'];
  const forced = {
    Effect: 'Deny',
    NotAction: ENROLMENT,
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  };
  return accessOf({
    identity: [
      document(allow(ENROLMENT.slice(0, -1), own), allow(['iam:ListUsers', 'iam:GetAccountSummary']), forced),
      document(
        allow(['s3:*', 'dynamodb:*', 'lambda:*', 'logs:*', 'cloudwatch:Get*']),
        allow('s3:*', `arn:aws:s3:::home-${name}/*`),
      ),
      document(
        { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
        allow('iam:List*'),
      ),
    ],
    principal: `arn:aws:iam::111122223333:user/${name}`,
  });
}

function proof(number: number): boolean {
  const access = userWithMfa(`user-${number}`);
  const answers = (['console', 'access-key'] as const).map(
    (credential) => canWithoutMfa(access, { credential }).answer,
  );
  if (answers.includes('yes')) throw new Error('the user can do something without MFA');
  return !answers.includes('undecided');
}

/** Consecutive policies, and each with and without its last statement. */
function pairs(): readonly (readonly [object, object])[] {
  return documents.flatMap((after, index) => {
    const before = documents[index - 1];
    const statements = [(after as { Statement: object | readonly object[] }).Statement].flat();
    const less = { ...after, Statement: statements.slice(0, -1) };
    return [
      ...(before === undefined ? [] : [[before, after] as const]),
      ...(statements.length < 2 ? [] : [[less, after] as const, [after, less] as const]),
    ];
  });
}

const measured: Measured = {
  policies: timesOf(documents.map((one) => () => ruleSet(one))),
  mfa: timesOf(Array.from({ length: 50 }, (_, number) => () => proof(number))),
  newAccess: timesOf(
    pairs().map(
      ([before, after]) =>
        () =>
          newAccess(before, after).answer !== 'undecided',
    ),
  ),
};
process.stdout.write(JSON.stringify(measured));
