import { actionReference } from '../policy/reference';
import { globMatches } from '../policy/glob';
import { inEachHome, type Access, type Decision } from './access';
import { actionClasses } from './action-classes';
import { allowQuestion, ask, type Fixed } from './search';
import { askOfActions } from './search-actions';

/** A set of requests. */
export interface Requests {
  /** Actions, with wildcards, in any case of letters. */
  readonly actions: readonly string[];
  /** ARNs or patterns; any resource by default. */
  readonly resources?: readonly string[];
  /** Condition keys that the requests carry; null for a key that is absent. Other keys may hold anything. */
  readonly context?: Readonly<Record<string, string | number | boolean | readonly string[] | null>>;
}

/** Whether any request of the set is allowed. */
export function allows(access: Access, { actions, resources, context = {} }: Requests): Decision {
  const patterns = actions.map((action) => action.toLowerCase());
  const goal = { ...(resources === undefined ? {} : { resources }), fixed: fixedOf(context) };
  return inEachHome(access, (at) => {
    const question = allowQuestion(at, goal);
    const single = patterns.filter((pattern) => !/[*?]/.test(pattern));
    let doubt: Decision | undefined;
    for (const action of single) {
      const decision = ask(question, actionReference(action)?.name ?? action);
      if (decision.answer === 'yes') return decision;
      if (decision.answer === 'undecided') doubt ??= decision;
    }
    const wide = patterns.filter((pattern) => !single.includes(pattern));
    if (wide.length === 0) return doubt ?? { answer: 'no' };
    const leaveOut = (action: string): boolean => !wide.some((pattern) => globMatches(pattern, action));
    const decision = askOfActions(question, actionClasses([at], leaveOut));
    return decision.answer === 'no' ? (doubt ?? decision) : decision;
  });
}

function fixedOf(context: NonNullable<Requests['context']>): Fixed {
  const texts = (value: string | number | boolean | readonly string[] | null): readonly string[] | null =>
    value === null ? null : typeof value === 'object' ? value : [String(value)];
  return new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), texts(value)]));
}
