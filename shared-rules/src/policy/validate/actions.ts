/** Actions: do they exist, and does one say what another says already? */
import { quote, type CheckCode, type CheckSeverity } from '../check';
import { isAction, isUnknownService } from '../actions';
import { matchesAnAction, nearestAction, nearestService } from './names';
import { checkRedundant } from './redundant';
import { isGlob, type PolicyView, type StatementView } from './view';

/** Checks of the actions of one statement. */
export function checkActions({ actions }: StatementView, policy: PolicyView): void {
  if (actions === undefined) return;
  for (const [index, { text }] of actions.known.entries()) {
    const lower = actions.lower[index] ?? '';
    const fault = isAction(lower) ? undefined : faultOnce(text, lower, policy);
    if (fault === undefined) continue;
    const { code, message, severity } = fault;
    const path = actions.known[index]?.path ?? actions.path;
    policy.add(code, path, message, severity === undefined ? {} : { severity });
  }
  if (actions.negated) return;
  checkRedundant('REDUNDANT_ACTION', actions, actions.lower, policy.add);
}

/** What is wrong with an action, wherever it stands. */
interface Fault {
  readonly code: CheckCode;
  readonly message: string;
  readonly severity?: CheckSeverity;
}

const faults = new Map<string, Fault | undefined>();

/** The same patterns, and the same misspelled names, stand in many policies. */
function faultOnce(text: string, lower: string, policy: PolicyView): Fault | undefined {
  if (faults.has(text)) return faults.get(text);
  const fault = faultOf(text, lower, policy);
  // What was not looked for, because the document has used up its share, is not known.
  if (text.length > 200 || policy.budget.left < 0) return fault;
  if (faults.size >= 20_000) faults.clear();
  faults.set(text, fault);
  return fault;
}

function faultOf(text: string, lower: string, policy: PolicyView): Fault | undefined {
  // What a variable stands for is another check's business.
  if (/^\*+$/.test(text) || text.includes('${')) return undefined;
  const [, service = '', name = ''] = /^([A-Za-z0-9*?-]*):(.*)$/s.exec(text) ?? [];
  if (service === '' || !/^[A-Za-z0-9*?-]+$/.test(name)) {
    const message = `${quote(text)} is no action: write the prefix of a service, a colon and a name, as in \`s3:GetObject\``;
    return { code: 'INVALID_ACTION', message };
  }
  const prefix = service.toLowerCase();
  if (isGlob(prefix)) return anyService(text, lower, policy);
  if (isUnknownService(`${prefix}:`)) return unknownService(text, service, policy);
  if (isGlob(name) && (/^\*+$/.test(name) || matchesAnAction(lower, policy) !== false)) return undefined;
  return unknownAction(text, prefix, name, policy);
}

function anyService(text: string, lower: string, policy: PolicyView): Fault | undefined {
  if (/^\*+:\*+$/.test(text) || matchesAnAction(lower, policy) !== false) return undefined;
  return { code: 'INVALID_ACTION', message: `${quote(text)} matches no action of any service`, severity: 'warning' };
}

/** AWS has services and actions that it does not document: only a near miss is certainly a mistake. */
function graded(code: CheckCode, message: string, guess: string | undefined): Fault {
  if (guess === undefined) return { code, message, severity: 'warning' };
  return { code, message: `${message}, did you mean \`${guess}\`?` };
}

function unknownService(text: string, service: string, policy: PolicyView): Fault {
  const message = `${quote(text)} names a service ${quote(service)} that AWS does not document`;
  return graded('INVALID_SERVICE_IN_ACTION', message, nearestService(service, policy));
}

function unknownAction(text: string, service: string, name: string, policy: PolicyView): Fault {
  const verb = isGlob(name) ? 'matches' : 'is';
  const message = `${quote(text)} ${verb} no action that AWS documents for \`${service}\``;
  return graded('INVALID_ACTION', message, nearestAction(service, name, policy));
}
