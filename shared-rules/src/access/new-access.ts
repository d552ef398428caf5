import { accessOf, firstYes, statementsOf, type Access, type Decision } from './access';
import { actionClasses } from './action-classes';
import { all, allowed, refused } from './formula';
import { OWN_ACCOUNT, OWN_PARTITION } from '../policy/text';
import { accessOfResource, namesPrincipals, readResourcePolicy, requestersOf, SOMEBODY } from './requesters';
import { requestAnswer } from './request';
import { ask, type Question } from './search';
import { askOfActions } from './search-actions';
import { not, all as both } from '../policy/condition';

/**
 * Whether there is a request that the second allows and the first does not. Identity policies are compared whoever has
 * them, resource policies for every kind of requester. All condition keys may hold anything.
 */
export function newAccess(before: Access | string | object, after: Access | string | object): Decision {
  return firstYes(pairsOf(before, after), ([old, recent]) => compare(old, recent));
}

type Pair = readonly [before: Access, after: Access];

function pairsOf(before: Access | string | object, after: Access | string | object): readonly Pair[] {
  if (isAccess(before) || isAccess(after)) {
    return [[isAccess(before) ? before : identityAccess(before), isAccess(after) ? after : identityAccess(after)]];
  }
  const documents = [before, after].map(readResourcePolicy);
  if (!documents.some(namesPrincipals)) return [[identityAccess(before), identityAccess(after)]];
  const [old, recent] = documents;
  if (old === undefined || recent === undefined) return [];
  return requestersOf(documents).map((requester) => [
    accessOfResource(old, requester),
    accessOfResource(recent, requester),
  ]);
}

function isAccess(source: unknown): source is Access {
  return typeof source === 'object' && source !== null && 'layers' in source && 'elsewhere' in source;
}

function identityAccess(document: string | object): Access {
  const principal = { kind: 'role', account: OWN_ACCOUNT, partition: OWN_PARTITION } as const;
  return { ...accessOf({ identity: [document], principal }), context: new Map(), arn: '*' };
}

function compare(before: Access, after: Access): Decision {
  const question: Question = {
    accesses: [after, before],
    formula: (action) => all([allowed(after, action), refused(before, action)]),
    check: (point) => both([requestAnswer(after, point), not(requestAnswer(before, point))]),
    fixed: after.context,
    ...(after.context.get('aws:principalarn') === undefined ? { domains: SOMEBODY } : {}),
    unrealistic: true,
  };
  const decision = askOfActions(
    question,
    actionClasses([after, before], () => false),
  );
  if (decision.answer === 'yes') return realistic(question, decision);
  for (const action of unheardOf(after)) {
    const further = ask(question, action);
    if (further.answer === 'yes') return further;
  }
  return decision;
}

/** The same with a request as AWS documents it, where there is one. */
function realistic(question: Question, found: Decision & { readonly answer: 'yes' }): Decision {
  const better = ask({ ...question, unrealistic: false }, found.witness.action);
  return better.answer === 'yes' ? better : found;
}

/** Actions that are not documented, or not yet, but that an allow speaks of. */
function unheardOf(after: Access): readonly string[] {
  const instances = statementsOf(after)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions }) => (actions.negated ? ['*'] : actions.patterns))
    .flatMap((pattern) => {
      const [service = '', name = '*'] = /^\*+$/.test(pattern) ? ['*'] : pattern.split(':');
      if (/^\*+$/.test(service)) return `any-service:${memberOf(name)}`;
      return /[*?]/.test(service) ? [] : `${service}:${memberOf(name)}`;
    });
  return [...new Set(instances)].slice(0, 200);
}

function memberOf(name: string): string {
  return name.replaceAll('*', 'AnyAction').replaceAll('?', 'x');
}
