/** Whether one concrete request is allowed (IAM User Guide, "Policy evaluation logic"). */
import { all, any, conditionAnswer, not, substitute, withoutVariables, type Context } from '../policy/condition';
import type { Patterns, Statement } from '../policy/document';
import { globAnswer, globsMeet, type Answer } from '../policy/glob';
import type { Access, PlacedStatement } from './access';

/** A request without who asks; the action in lower case. */
export interface Point {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Whether the statement speaks of the action. */
export function actionAnswer(statement: Statement, action: string): Answer {
  return patternsAnswer(statement.actions, (pattern) => globAnswer(pattern, action));
}

/** Whether the statement speaks of the resource in a request with this context. */
export function resourceAnswer(statement: Statement, resource: string, context: Context): Answer {
  return resourcePatternsAnswer(statement, resource, context, () => 'no');
}

/** The same while keys are still to be chosen: a policy variable without a value may yet get one. */
export function resourceAnswerSoFar(statement: Statement, resource: string, context: Context): Answer {
  return resourcePatternsAnswer(statement, resource, context, (pattern) =>
    globsMeet(withoutVariables(pattern), resource) ? 'maybe' : 'no',
  );
}

function resourcePatternsAnswer(
  { resources, variables }: Statement,
  resource: string,
  context: Context,
  unfilled: (pattern: string) => Answer,
): Answer {
  return patternsAnswer(resources, (pattern) => {
    const text = variables ? substitute(pattern, context) : pattern;
    return text === undefined ? unfilled(pattern) : globAnswer(text, resource);
  });
}

function patternsAnswer(patterns: Patterns, test: (pattern: string) => Answer): Answer {
  const answer = any(patterns.patterns.map(test));
  return patterns.negated ? not(answer) : answer;
}

/** Whether the statement matches the request; a document that is perhaps not attached matches perhaps. */
export function statementAnswer(statement: PlacedStatement, point: Point): Answer {
  const answer = all([
    actionAnswer(statement, point.action),
    resourceAnswer(statement, point.resource, point.context),
    ...statement.conditions.map((condition) => conditionAnswer(condition, point.context, statement.variables)),
  ]);
  return answer === 'yes' && statement.uncertain !== undefined ? 'maybe' : answer;
}

/** Whether AWS would allow the request. */
export function requestAnswer(access: Access, point: Point): Answer {
  const denied = any(access.layers.flatMap((layer) => layer.denies).map((deny) => statementAnswer(deny, point)));
  const allowed = all(
    access.layers.map((layer) => {
      const answer = any(layer.allows.map((allow) => statementAnswer(allow, point)));
      return answer === 'no' && layer.open !== undefined ? 'maybe' : answer;
    }),
  );
  const open = access.layers.some((layer) => layer.open !== undefined);
  const answer = all([not(denied), allowed]);
  return answer === 'yes' && open ? 'maybe' : answer;
}
