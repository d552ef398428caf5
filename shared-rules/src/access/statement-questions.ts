/** Questions about statements of one document: what some of them leave to a request without MFA. */
import type { Condition, Statement } from '../policy/document';
import { accessOf, firstYes, type Access, type Decision } from './access';
import { actionClasses, type ActionClasses } from './action-classes';
import type { PlacedStatement } from './layers';
import { contextWithoutMfa, type Credential } from './mfa';
import { isAboutMfa } from './mfa-situations';
import { inOurTime } from './our-time';
import { allowQuestion, ask, type Question } from './search';
import { askOfActions } from './search-actions';

/** Whoever has the document. */
const SOMEBODY = { kind: 'user', name: 'whoever-has-this-policy' } as const;

const EVERYTHING = { negated: false, patterns: ['*'] } as const;

/** Which requests are looked for. */
export interface Asked {
  /** The statement that matches them but for its MFA conditions. */
  readonly matched: Statement;
  /** Statements that do not match them, whatever their effect is. */
  readonly missed: readonly Statement[];
  readonly credential: Credential;
}

/** Whether there is a request without MFA that the one statement speaks of and the others do not. */
export function isLeft({ matched, missed, credential }: Asked): Decision {
  const conditions = matched.conditions.filter((condition) => !isAboutMfa(condition));
  const access = accessFrom({ ...matched, conditions }, missed);
  return askOfActions(
    questionOf(access, credential),
    actionClasses([access], () => false),
  );
}

/**
 * Whether a request without MFA escapes all of the denies, other than the actions that `leaveOut` names in lower case; of the
 * actions in `telling` one is shown where it can be.
 */
export function escapes(
  denies: readonly [Statement, ...Statement[]],
  leaveOut: ReadonlySet<string>,
  telling: readonly string[],
): Decision {
  const [first] = denies;
  const access = accessFrom({ ...first, actions: EVERYTHING, resources: EVERYTHING, conditions: [] }, denies);
  const shown = telling.filter((action) => !leaveOut.has(action.toLowerCase()));
  const classes = (): ActionClasses => actionClasses([access], (action) => leaveOut.has(action));
  return firstYes(CREDENTIALS, (credential) => {
    const question = questionOf(access, credential);
    const told = firstYes(shown, (action) => ask(question, action));
    return told.answer === 'yes' ? told : askOfActions(question, classes());
  });
}

const CREDENTIALS = ['console', 'access-key'] as const;

/** The statement as it stands when these conditions hold. */
export function without(statement: Statement, conditions: readonly Condition[]): Statement {
  const texts = new Set(conditions.map((condition) => JSON.stringify(condition)));
  return { ...statement, conditions: statement.conditions.filter((one) => !texts.has(JSON.stringify(one))) };
}

function accessFrom(allow: Statement, denies: readonly Statement[]): Access {
  const base = accessOf({ identity: [], principal: SOMEBODY });
  const layer = {
    name: 'identity',
    allows: [placed({ ...allow, effect: 'Allow' })],
    denies: denies.map((deny) => placed({ ...deny, effect: 'Deny' })),
  } as const;
  return inOurTime({ ...base, layers: [layer] });
}

/** The principals of a trust policy are left out: who asks is somebody that the statements speak of. */
function placed({ index, effect, actions, resources, conditions, variables }: Statement): PlacedStatement {
  return { index, effect, actions, resources, conditions, variables, place: { document: 0, statement: index } };
}

function questionOf(access: Access, credential: Credential): Question {
  return allowQuestion(access, { fixed: contextWithoutMfa(credential) });
}
