/** Whether the MFA conditions of a statement hold with MFA and without; what else it asks for is left open. */
import { all, any, conditionAnswer, type Context } from '../policy/condition';
import { numberOf } from '../policy/condition-values';
import type { Condition, Statement } from '../policy/document';
import type { Answer } from '../policy/glob';
import type { Credential } from './mfa';

/** Says whether whoever asks signed in with MFA; in lower case. */
export const MFA_PRESENT = 'aws:multifactorauthpresent';
const MFA_AGE = 'aws:multifactorauthage';

/** Whether a condition is about MFA. */
export function isAboutMfa({ key }: Condition): boolean {
  return key === MFA_PRESENT || key === MFA_AGE;
}

/** What the MFA conditions of a statement say. */
export interface MfaAnswers {
  /** Whether they hold with MFA of some age. */
  readonly withSomeMfa: Answer;
  /** Whether they hold with MFA of any age. */
  readonly withAnyMfa: Answer;
  readonly without: Readonly<Record<Credential, Answer>>;
}

/**
 * The answers of a statement, undefined when it has no MFA condition. In a console session without MFA the key is `false`,
 * in a request that an access key signs both keys are absent (IAM User Guide, "AWS global condition context keys").
 */
export function mfaAnswers({ conditions, variables }: Statement): MfaAnswers | undefined {
  const tests = conditions.filter(isAboutMfa);
  if (tests.length === 0) return undefined;
  const holds = (context: Context): Answer => all(tests.map((test) => conditionAnswer(test, context, variables)));
  const withMfa = agesOf(tests).map((age) =>
    holds(
      new Map([
        [MFA_PRESENT, ['true']],
        [MFA_AGE, [String(age)]],
      ]),
    ),
  );
  return {
    withSomeMfa: any(withMfa),
    withAnyMfa: all(withMfa),
    without: { console: holds(new Map([[MFA_PRESENT, ['false']]])), 'access-key': holds(new Map()) },
  };
}

/** Seconds that a session lasts at the most (STS API Reference, GetSessionToken). */
const LONGEST_SESSION = 129_600;

/** Ages of MFA, in seconds, that stand for all: on both sides of every number that the conditions compare with. */
function agesOf(tests: readonly Condition[]): readonly number[] {
  const borders = tests
    .filter(({ key }) => key === MFA_AGE)
    .flatMap(({ values }) => values.map(numberOf))
    .flatMap((border) => [Math.ceil(border) - 1, Math.round(border), Math.floor(border) + 1])
    .filter((age) => age >= 0 && age <= LONGEST_SESSION);
  return [...new Set([0, ...borders, LONGEST_SESSION])];
}
