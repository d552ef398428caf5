import { cloudOf, type Cloud } from '../model/cloud';
import type { Access } from './access';
import { isAdministrator, type AdministratorDecision, type Reach } from './administrator';
import { causeOf, type Belongings, type Cause, type CauseQuestion, type Holder } from './cause';
import { isOtcAdministrator } from './otc-administrator';

/** That somebody is an administrator. */
export type AdministratorFound = AdministratorDecision & { readonly answer: 'yes' };

/** What a message says of an administrator. */
export interface AdministratorSummary {
  readonly reach: string;
  readonly action: string;
  readonly resource: string;
}

const questionOf = (
  decide: (access: Access, own: Belongings) => AdministratorDecision,
): CauseQuestion<AdministratorFound> => ({
  ask: (access, own) => {
    const decision = decide(access, own);
    return isYes(decision) ? { answer: 'yes', found: decision, statements: decision.statements } : decision;
  },
  rest: () => ({ answer: 'no' }),
  isWhole: ({ reach }) => reach !== 'own-permissions',
  suffices: (alone, whole) => alone.reach === whole.reach || alone.reach === 'everything',
});

const QUESTIONS: Readonly<Record<Cloud, CauseQuestion<AdministratorFound>>> = {
  aws: questionOf(isAdministrator),
  // Two administrators' roles, such as `Tenant Administrator` and `Security Administrator`, are two faults.
  otc: { ...questionOf(isOtcAdministrator), suffices: () => true },
};

function isYes(decision: AdministratorDecision): decision is AdministratorFound {
  return decision.answer === 'yes';
}

const WORDS: Readonly<Record<Reach, string>> = {
  everything: 'practically every action on everything',
  'all-but-iam': 'every action of every service but IAM',
  'own-permissions': 'any permission that it gives itself',
};

/** A yes in words. */
export function summaryOf({ witness, reach }: AdministratorFound): AdministratorSummary {
  return { reach: WORDS[reach ?? 'everything'], action: witness.action, resource: witness.resource };
}

/** Why somebody is an administrator, or which policy makes one of whoever has it. */
export function administration(holder: Holder): Cause<AdministratorFound> {
  return causeOf(holder, QUESTIONS[cloudOf(holder.resource.type)]);
}
