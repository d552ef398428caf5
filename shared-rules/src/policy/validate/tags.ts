/** Statements by `aws:ResourceTag` over services that do not know the key. */
import { quoteAll } from '../check';
import { isUnknownService } from '../actions';
import { serviceReference } from '../reference';
import { isNegatedAtom, keyOf, type Atom, type PolicyView, type StatementView } from './view';

/** Checks of the tag conditions of one statement. */
export function checkTagConditions(statement: StatementView, policy: PolicyView): void {
  const { actions, effect, atoms } = statement;
  if (actions === undefined || effect === undefined) return;
  for (const atom of atoms) {
    // Where the key is absent, these hold: the statement applies all the same.
    if (isNegatedAtom(atom) || atom.operator.ifExists || atom.operator.quantifier === 'ForAllValues') continue;
    if (!atom.lower.startsWith('aws:resourcetag/') || atom.operator.family === 'Null') continue;
    if (actions.negated) everyService(atom, effect, policy);
    else namedServices(atom, statement, effect, policy);
  }
}

function everyService(atom: Atom, effect: 'Allow' | 'Deny', { add }: PolicyView): void {
  const outcome = effect === 'Deny' ? 'denies nothing of' : 'allows nothing of';
  const message = `${keyOf(atom)} with \`NotAction\` ${outcome} the services that do not know the key: list actions instead`;
  const code =
    effect === 'Deny'
      ? 'DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'
      : 'ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE';
  add(code, atom.path, message, { about: 'name' });
}

function namedServices(atom: Atom, { actions }: StatementView, effect: 'Allow' | 'Deny', { add }: PolicyView): void {
  const prefixes = (actions?.known ?? []).map(({ text }) =>
    text.slice(0, Math.max(0, text.indexOf(':'))).toLowerCase(),
  );
  const without = [...new Set(prefixes)].filter(
    (prefix) => prefix !== '' && !/[*?]/.test(prefix) && !knowsTags(prefix),
  );
  if (without.length === 0) return;
  const verb = effect === 'Deny' ? 'denies' : 'allows';
  const message = `the statement ${verb} nothing of ${quoteAll(without)}, where no request has ${keyOf(atom)}: give them a statement of their own`;
  const code =
    effect === 'Deny'
      ? 'DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'
      : 'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE';
  add(code, atom.path, message, { about: 'name' });
}

/** Whether the service documents the key for anything; of services that nobody documents nothing is said. */
function knowsTags(prefix: string): boolean {
  if (isUnknownService(`${prefix}:`)) return true;
  return (
    serviceReference(prefix)?.conditionKeys.some((key) => key.toLowerCase().startsWith('aws:resourcetag/')) ?? true
  );
}
