import type { IamModel } from '../model/iam-model';
import { isAdministrator } from './administrator';
import type { Request } from './access';
import { causeOf, type Cause, type CauseQuestion, type Holder, type Verdict } from './cause';
import { mostDirect, searchEscalations, type PlacedEscalation } from './escalation';
import { rolesClosedTo } from './passable-roles';

/** The ways to more permissions that are open, none of which is a part of another. */
export interface Ways {
  readonly mostDirect: PlacedEscalation;
  readonly others: readonly PlacedEscalation[];
  /** Of the first step of the most direct way. */
  readonly witness: Request;
}

/** What a message says of them. */
export interface EscalationSummary {
  /** Id in the catalogue. */
  readonly path: string;
  /** Completes "it can". */
  readonly title: string;
  readonly steps: string;
  /** The other ways, or nothing. */
  readonly others: string;
}

const questionOf = (model: IamModel): CauseQuestion<Ways> => ({
  ask: (access, own) => {
    if (isAdministrator(access, own).answer === 'yes') return { answer: 'no' };
    const unfit = (services: readonly string[]): readonly string[] => rolesClosedTo(services, model);
    const { found, undecided } = searchEscalations(access, { named: false, unfit });
    const [doubt] = undecided;
    return verdictOf(mostDirect(found), doubt?.reason);
  },
  rest: ({ found }, elsewhere) => {
    const reported = new Set(elsewhere.flatMap(allOf).map(({ path }) => path));
    return verdictOf(allOf(found).filter(({ path }) => !reported.has(path)));
  },
  isWhole: () => false,
  suffices: (alone, whole) => allOf(alone).some(({ path }) => path === whole.mostDirect.path),
});

const questions = new WeakMap<IamModel, CauseQuestion<Ways>>();

function allOf({ mostDirect: first, others }: Ways): readonly PlacedEscalation[] {
  return [first, ...others];
}

function verdictOf(ways: readonly PlacedEscalation[], doubt?: string): Verdict<Ways> {
  const [first, ...others] = ways;
  const [witness] = first?.steps ?? [];
  if (first !== undefined && witness !== undefined) {
    return { answer: 'yes', found: { mostDirect: first, others, witness }, statements: first.statements };
  }
  return doubt === undefined ? { answer: 'no' } : { answer: 'undecided', reason: doubt };
}

/** Why somebody can become more than it is, or which policy lets whoever has it become more. An administrator cannot. */
export function escalation(holder: Holder, model: IamModel): Cause<Ways> {
  const question = questions.get(model) ?? questionOf(model);
  questions.set(model, question);
  return causeOf(holder, question);
}

/** The ways in words. */
export function summaryOf({ mostDirect: first, others }: Ways): EscalationSummary {
  const ids = others.map(({ path }) => path);
  return {
    path: first.path,
    title: first.title,
    steps: first.steps.map(stepInWords).join(', '),
    others: ids.length === 0 ? '' : `; further ways: ${ids.join(', ')}`,
  };
}

function stepInWords({ action, resource, context }: Request): string {
  const service = Object.entries(context).find(([key]) => key.toLowerCase() === 'iam:passedtoservice')?.[1];
  const where = resource === '*' ? '' : ` on ${resource}`;
  return `${action}${where}${typeof service === 'string' ? ` to ${service}` : ''}`;
}
