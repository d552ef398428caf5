/** Whether one concrete request is allowed (IAM User Guide, "Policy evaluation logic"). */
import { all, any, arnAnswer, conditionAnswer, not, substitute, type Context } from '../policy/condition';
import type { Patterns, Principals, Statement } from '../policy/document';
import { globAnswer, type Answer } from '../policy/glob';
import { deniesOf, waysOf, type Access } from './access';
import type { PlacedStatement } from './layers';
import { accountOf, arnsOf } from './principals';

/** A request without who asks; the action in lower case. */
export interface Point {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Whether the statement speaks of the action, which is given in lower case. */
export function actionAnswer({ actions }: Statement, action: string): Answer {
  if (actions.patterns.length <= FEW) return patternsAnswer(actions, (pattern) => globAnswer(pattern, action));
  const answer = answersOf(actions).get(action) ?? patternsAnswer(actions, (pattern) => globAnswer(pattern, action));
  answersOf(actions).set(action, answer);
  return answer;
}

const FEW = 4;
const answers = new WeakMap<Patterns, Map<string, Answer>>();

/** Long lists of actions are asked the same again and again. */
function answersOf(actions: Patterns): Map<string, Answer> {
  const known = answers.get(actions) ?? new Map<string, Answer>();
  answers.set(actions, known);
  return known;
}

/** Whether the statement speaks of the resource in a request with this context. */
export function resourceAnswer({ resources, variables }: Statement, resource: string, context: Context): Answer {
  return patternsAnswer(resources, (pattern) => {
    const text = variables ? substitute(pattern, context, true) : pattern;
    return text === undefined ? 'no' : globAnswer(text, resource);
  });
}

function patternsAnswer(patterns: Patterns, test: (pattern: string) => Answer): Answer {
  let answer: Answer = 'no';
  for (const pattern of patterns.patterns) {
    const one = test(pattern);
    if (one === 'yes') return patterns.negated ? 'no' : 'yes';
    if (one === 'maybe') answer = 'maybe';
  }
  return patterns.negated ? not(answer) : answer;
}

/** Where it is open who asks, the principal is the user or role of `aws:PrincipalArn`. */
function principalAnswer({ negated, patterns }: Principals, context: Context): Answer {
  const [arn] = context.get('aws:principalarn') ?? [];
  const answer = any(
    patterns.map((pattern) => {
      if (pattern.value === '*') return 'yes';
      if (arn === undefined || pattern.type !== 'AWS') return 'no';
      const account = accountOf(pattern);
      return arnAnswer(account === undefined ? pattern.value : arnsOf(account), arn);
    }),
  );
  return negated ? not(answer) : answer;
}

/** Whether the statement matches the request; a document that is perhaps not attached matches perhaps. */
export function statementAnswer(statement: PlacedStatement, point: Point): Answer {
  const answer = all([
    actionAnswer(statement, point.action),
    resourceAnswer(statement, point.resource, point.context),
    ...statement.conditions.map((condition) => conditionAnswer(condition, point.context, statement.variables)),
    ...(statement.principals === undefined ? [] : [principalAnswer(statement.principals, point.context)]),
  ]);
  return answer === 'yes' && statement.uncertain !== undefined ? 'maybe' : answer;
}

/** Whether AWS would allow the request. */
export function requestAnswer(access: Access, point: Point): Answer {
  const denied = any(deniesOf(access, point.action).map((deny) => statementAnswer(deny, point)));
  const allowed = any(
    waysOf(access, point.action).map((way) =>
      all(
        way.map((layer) => {
          const answer = any(layer.allows.map((allow) => statementAnswer(allow, point)));
          return answer === 'no' && layer.open !== undefined ? 'maybe' : answer;
        }),
      ),
    ),
  );
  const open = access.layers.some((layer) => layer.open !== undefined);
  const answer = all([not(denied), allowed]);
  return answer === 'yes' && open ? 'maybe' : answer;
}
