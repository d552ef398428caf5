/** Statements by `aws:ResourceTag` over actions that do not know the key. */
import { quoteAll } from '../check';
import { actionsOfService } from '../actions';
import { globMatches } from '../glob';
import { actionHasConditionKey } from '../reference';
import { isGlob, isNegatedAtom, keyOf, type Atom, type PolicyView, type StatementView } from './view';

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
  const without = (actions?.known ?? []).filter((_, index) => lacksTags(actions?.lower[index] ?? ''));
  const [first] = without;
  if (first === undefined) return;
  const verb = effect === 'Deny' ? 'denies' : 'allows';
  const names = quoteAll(without.map(({ text }) => text));
  const message = `the statement ${verb} nothing of ${names}, whose requests never have ${keyOf(atom)}: give ${without.length === 1 ? 'it' : 'them'} a statement without this key`;
  const code =
    effect === 'Deny'
      ? 'DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'
      : 'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE';
  add(code, first.path, message);
}

const lacking = new Map<string, boolean>();

/** Whether AWS documents the key for nothing that the pattern matches; of what it does not document nothing is said. */
function lacksTags(pattern: string): boolean {
  const known = lacking.get(pattern);
  if (known !== undefined || pattern.length > LONGEST) return known ?? false;
  const service = pattern.slice(0, Math.max(0, pattern.indexOf(':')));
  const keys = isGlob(pattern) ? (actionsOfService(service)?.keys ?? []) : [pattern];
  const matching = keys.filter((key) => globMatches(pattern, key));
  const lacks = matching.length > 0 && matching.every(takesNoTags);
  if (lacking.size >= 5000) lacking.clear();
  lacking.set(pattern, lacks);
  return lacks;
}

/** Actions that give tags, such as those that create something, decide by the tags of the request instead. */
function takesNoTags(action: string): boolean {
  return TAG_KEYS.every((key) => actionHasConditionKey(action, key) === false);
}

/** Longer patterns are not looked at. */
const LONGEST = 200;
/** For any tag: services document the keys for each of them or for none. */
const TAG_KEYS = ['aws:resourcetag/any', 'aws:requesttag/any', 'aws:tagkeys'];
