import { isAdministrator, type AdministratorDecision } from './administrator';
import { causeOf, type Cause, type CauseQuestion, type Holder } from './cause';

/** That somebody is an administrator. */
export type AdministratorFound = AdministratorDecision & { readonly answer: 'yes' };

/** What a message says of an administrator. */
export interface AdministratorSummary {
  readonly reach: string;
  readonly action: string;
  readonly resource: string;
}

const QUESTION: CauseQuestion<AdministratorFound> = {
  ask: (access, own) => {
    const decision = isAdministrator(access, own);
    return isYes(decision) ? { answer: 'yes', found: decision, statements: decision.statements } : decision;
  },
  rest: () => ({ answer: 'no' }),
  isWhole: ({ reach }) => reach === 'everything',
  suffices: (alone, whole) => alone.reach === whole.reach || alone.reach === 'everything',
};

function isYes(decision: AdministratorDecision): decision is AdministratorFound {
  return decision.answer === 'yes';
}

/** A yes in words. */
export function summaryOf({ witness, reach }: AdministratorFound): AdministratorSummary {
  const words =
    reach === 'everything' ? 'practically every action on everything' : 'any permission that it gives itself';
  return { reach: words, action: witness.action, resource: witness.resource };
}

/** Why somebody is an administrator, or which policy makes one of whoever has it. */
export function administration(holder: Holder): Cause<AdministratorFound> {
  return causeOf(holder, QUESTION);
}
