/** What actions of Open Telekom Cloud can do, by how it names them: `service:resource:operation`. */
import { globMatches } from './glob';

/** What an action can do: only read, change something, or change who may do what. */
export type OtcLevel = 'read' | 'write' | 'permissions';

/**
 * What operations begin with that change nothing, in whichever case. The data of objects and backups is read with
 * `GetObject` and `download*`; `export*` is not among them, since it writes an image or a file into a bucket.
 */
const READS = /^(get|list|query|show|head|view|describe|check|search|download|count|display|select|explain|preview)/;

/** Resources of IAM that say who may do what, or who may become whom. */
const PERMISSIONS = ['permissions', 'roles', 'agencies', 'identityproviders'];

/**
 * What an action, or a pattern of actions, can do at most. The operation says whether it reads, and `*` does not say so
 * (`ecs:*:*` is a write); a pattern over all services has IAM in it.
 */
export function levelOfOtcAction(action: string): OtcLevel {
  const [service = '', resource = '*', ...operation] = action.trim().toLowerCase().split(':');
  const what = operation.join(':') || '*';
  if (READS.test(what)) return 'read';
  // To take an agency over is to use what is granted.
  if (!globMatches(service, 'iam') || what === 'assume') return 'write';
  return PERMISSIONS.some((each) => globMatches(resource, each)) ? 'permissions' : 'write';
}
