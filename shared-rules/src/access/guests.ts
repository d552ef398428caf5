/** What the guests of an identity pool may do. */
import type { Role } from '../model/iam-model';
import { globMatches } from '../policy/glob';
import { inEachHome, type Decision } from './access';
import { actionClasses } from './action-classes';
import { accessOfPrincipal } from './of-principal';
import { inOurTime } from './our-time';
import { allowQuestion } from './search';
import { askOfActions } from './search-actions';

/** Whether a role allows anything besides these actions, which may have wildcards. */
export function allowsBeyond(role: Role, actions: readonly string[]): Decision {
  const patterns = actions.map((action) => action.toLowerCase());
  const leaveOut = (action: string): boolean => patterns.some((pattern) => globMatches(pattern, action));
  return inEachHome(accessOfPrincipal(role), (at) => {
    const access = inOurTime(at);
    return askOfActions(allowQuestion(access, { fixed: new Map() }), actionClasses([access], leaveOut));
  });
}
