/** Asks a question of all actions at once: of each class of them, and within a class of each kind of request. */
import { withoutVariables } from '../policy/condition';
import { decode } from '../policy/text';
import { statementsOf, type Decision } from './access';
import type { ActionClass, ActionClasses } from './action-classes';
import { actionAnswer } from './request';
import { ask, isRefuted, type Question } from './search';
import { isDocumented, looseSignatureOf, mayMatchResource, signatureOf } from './shapes';

/** Kinds of requests that are tried of one class. */
const MAXIMUM_KINDS = 2000;

/** A yes of one action is a yes; a no needs a proof for every action. */
export function askOfActions(question: Question, { classes, undocumented }: ActionClasses): Decision {
  const doubt = askEach(classes, (group) => askOfClass(question, group));
  if (doubt.answer !== 'no') return doubt;
  for (const action of undocumented) {
    if (ask(question, action).answer === 'no') continue;
    return { answer: 'undecided', reason: `\`${decode(action)}\` is no action that AWS documents` };
  }
  const open = question.accesses[0].layers.some((layer) => layer.open !== undefined);
  // With documents that are not known, only a deny of everything is an answer: asked of an action that none names.
  return open ? ask(question, 'any:Action') : { answer: 'no' };
}

/** A question that was not decided this often will hardly be answered yes by what is left. */
const MOST_DOUBTS = 12;

/** The first yes; else the first doubt, or no. */
function askEach<T>(items: readonly T[], ask_: (item: T) => Decision): Decision {
  let doubts = 0;
  let doubt: Decision | undefined;
  for (const item of items) {
    const decision = ask_(item);
    if (decision.answer === 'yes') return decision;
    if (decision.answer === 'no') continue;
    doubt ??= decision;
    doubts++;
    if (doubts >= MOST_DOUBTS) break;
  }
  return doubt ?? { answer: 'no' };
}

function askOfClass(question: Question, group: ActionClass): Decision {
  if (group.size === 1) return ask(question, group.representative);
  if (isRefuted(question, group.representative.toLowerCase())) return { answer: 'no' };
  const first = ask(question, group.representative);
  if (first.answer === 'yes') return first;
  const kinds = kindsOf(question, group);
  const decision = askEach(kinds.slice(0, MAXIMUM_KINDS), (action) => ask(question, action));
  if (decision.answer === 'yes') return decision;
  if (first.answer === 'undecided') return first;
  const isCut = kinds.length > MAXIMUM_KINDS && decision.answer === 'no';
  return isCut ? { answer: 'undecided', reason: 'there are too many kinds of requests to try' } : decision;
}

/**
 * One action for each kind of request: actions with the same formats of resources and the same condition keys. Kinds whose
 * resources no allow speaks of are left out.
 */
function kindsOf(question: Question, group: ActionClass): readonly string[] {
  const statements = question.accesses.flatMap(statementsOf);
  const keys = new Set(statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  const own = group.representative.toLowerCase();
  const allows = statements
    .filter(({ effect }) => effect === 'Allow')
    .filter((allow) => actionAnswer(allow, own) !== 'no');
  const isWide = allows.some(({ resources }) => resources.negated);
  const patterns = [...new Set(allows.flatMap(({ resources }) => resources.patterns.map(withoutVariables)))];
  const kinds = new Map<string, { readonly name: string; readonly carried: number }>();
  for (const name of group.members()) {
    const action = name.toLowerCase();
    const signature = question.unrealistic === true ? looseSignatureOf(action) : signatureOf(action, [...keys]);
    if (kinds.has(signature)) continue;
    const carried = [...keys].filter((key) => isDocumented(action, key)).length;
    if (isWide || question.unrealistic === true || patterns.some((pattern) => mayMatchResource(action, pattern)))
      kinds.set(signature, { name, carried });
  }
  // Requests that carry more of the keys that the documents ask for are more likely to be allowed.
  return [...kinds.values()].sort((a, b) => b.carried - a.carried).map(({ name }) => name);
}
