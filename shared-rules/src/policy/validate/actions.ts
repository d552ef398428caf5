/** Actions: do they exist, and does one say what another says already? */
import { quote, quoteAll } from '../check';
import { isUnknownService } from '../actions';
import { actionReference } from '../reference';
import { matchesAnAction, nearestAction, nearestService } from './names';
import { redundantAmong } from './redundant';
import { type Entry, type PolicyView, type StatementView } from './view';

/** Checks of the actions of one statement. */
export function checkActions({ actions }: StatementView, policy: PolicyView): void {
  if (actions === undefined) return;
  for (const entry of actions.known) checkAction(entry, policy);
  if (actions.negated) return;
  const redundant = redundantAmong(actions.known.map(({ text }) => text.toLowerCase()));
  const [first] = redundant;
  if (first === undefined) return;
  const texts = redundant.map((index) => actions.known[index]?.text ?? '');
  const message = `other actions of the list say what ${quoteAll(texts)} ${texts.length === 1 ? 'says' : 'say'}: remove ${texts.length === 1 ? 'it' : 'them'}`;
  policy.add('REDUNDANT_ACTION', actions.known[first]?.path ?? actions.path, message);
}

function checkAction({ text, path }: Entry, policy: PolicyView): void {
  // What a variable stands for is another check's business.
  if (/^\*+$/.test(text) || text.includes('${')) return;
  const [, service = '', name = ''] = /^([A-Za-z0-9*?-]*):(.*)$/s.exec(text) ?? [];
  if (service === '' || !/^[A-Za-z0-9*?-]+$/.test(name)) {
    const message = `${quote(text)} is no action: write the prefix of a service, a colon and a name, as in \`s3:GetObject\``;
    return policy.add('INVALID_ACTION', path, message);
  }
  const prefix = service.toLowerCase();
  if (/[*?]/.test(prefix)) return checkAnyService({ text, path }, policy);
  if (isUnknownService(`${prefix}:`)) return unknownService({ text, path }, service, policy);
  if (/[*?]/.test(name)) {
    if (/^\*+$/.test(name) || matchesAnAction(text.toLowerCase(), policy) !== false) return;
  } else if (actionReference(text) !== undefined) return;
  unknownAction({ text, path }, prefix, name, policy);
}

function checkAnyService({ text, path }: Entry, policy: PolicyView): void {
  if (/^\*+:\*+$/.test(text) || matchesAnAction(text.toLowerCase(), policy) !== false) return;
  policy.add('INVALID_ACTION', path, `${quote(text)} matches no action of any service`, { severity: 'warning' });
}

/** AWS has services and actions that it does not document: only a near miss is certainly a mistake. */
function unknownService({ text, path }: Entry, service: string, policy: PolicyView): void {
  const guess = nearestService(service, policy);
  const message = `${quote(text)} names a service ${quote(service)} that AWS does not document`;
  if (guess !== undefined) policy.add('INVALID_SERVICE_IN_ACTION', path, `${message}, did you mean \`${guess}\`?`);
  else policy.add('INVALID_SERVICE_IN_ACTION', path, message, { severity: 'warning' });
}

function unknownAction({ text, path }: Entry, service: string, name: string, policy: PolicyView): void {
  const guess = nearestAction(service, name, policy);
  const message = /[*?]/.test(name)
    ? `${quote(text)} matches no action that AWS documents for \`${service}\``
    : `${quote(text)} is no action that AWS documents for \`${service}\``;
  if (guess !== undefined) policy.add('INVALID_ACTION', path, `${message}, did you mean \`${guess}\`?`);
  else policy.add('INVALID_ACTION', path, message, { severity: 'warning' });
}
