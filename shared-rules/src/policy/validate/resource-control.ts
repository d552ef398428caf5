/** Resource control policies (AWS Organizations User Guide, "RCP syntax"). */
import { quote } from '../check';
import { supportsResourceControlPolicies } from '../reference';
import type { Atom, PolicyView, StatementView } from './view';

/** Checks of one statement of a resource control policy. */
export function checkResourceControl(statement: StatementView, policy: PolicyView): void {
  if (policy.type !== 'rcp') return;
  const { effect, principals, resources, actions, atoms, path } = statement;
  const { add } = policy;
  const isEverybody = principals?.negated === false && principals.known.every(({ text }) => text === '*');
  if (principals !== undefined && !isEverybody) {
    add(
      'RCP_SYNTAX_ERROR_PRINCIPAL',
      principals.path,
      'a resource control policy is about all principals: write `"Principal": "*"`',
    );
  }
  const isEverything = resources?.negated === false && resources.known.every(({ text }) => text === '*');
  if (effect === 'Allow' && (!isEverybody || !isEverything || atoms.length > 0)) {
    add(
      'RCP_SYNTAX_ERROR_ALLOW',
      path,
      'a resource control policy can only allow everything to everybody: write `Deny`',
    );
  }
  if (actions?.negated === true) {
    const message = 'a resource control policy takes no `NotAction`: list the actions in `Action`';
    add('RCP_SYNTAX_ERROR_NOTACTION', actions.path, message, { about: 'name' });
  } else checkServices(statement, policy);
  if (effect === 'Deny' && !statement.conditionsOpen) checkServiceCalls(statement, policy);
}

function checkServices({ actions, effect }: StatementView, { add }: PolicyView): void {
  for (const { text, path } of actions?.known ?? []) {
    const [service = ''] = text.toLowerCase().split(':');
    if (supportsResourceControlPolicies(service) || (effect !== 'Deny' && text === '*')) continue;
    add(
      'RCP_SYNTAX_ERROR_ACTION',
      path,
      `${quote(text)} is not of a service that resource control policies can speak of`,
    );
  }
}

const OF_PRINCIPAL = /^aws:principal(account|arn|orgid|orgpaths|tag\/.*)$/;
const OF_SOURCE = /^aws:source(account|arn|orgid|orgpaths)$/;

/** AWS services that act on somebody's behalf have no key of a principal, and others have none of a source. */
function checkServiceCalls({ atoms }: StatementView, policy: PolicyView): void {
  const ofPrincipal = atoms.find(({ lower }) => OF_PRINCIPAL.test(lower));
  const ofSource = atoms.find(({ lower, operator }) => OF_SOURCE.test(lower) && operator.family !== 'Null');
  const isAsked = atoms.some(({ lower }) => lower === 'aws:principalisawsservice');
  if (ofPrincipal !== undefined && !isAsked && ofSource === undefined) {
    missing(ofPrincipal, 'RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY', 'false', policy);
  }
  if (ofSource === undefined) return;
  if (!isAsked) missing(ofSource, 'RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY', 'true', policy);
  if (atoms.some(({ lower, operator }) => operator.family === 'Null' && OF_SOURCE.test(lower))) return;
  const message = `some services act without ${quote(ofSource.key)}: add \`"Null": {"aws:SourceAccount": "false"}\``;
  policy.add('RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK', ofSource.path, message, { about: 'name' });
}

function missing(
  atom: Atom,
  code: 'RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY' | 'RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY',
  value: 'true' | 'false',
  { add }: PolicyView,
): void {
  const whom = value === 'false' ? 'AWS services that act on your behalf' : 'your own principals';
  const message = `with ${quote(atom.key)} alone the statement hits ${whom} too: add \`"BoolIfExists": {"aws:PrincipalIsAWSService": "${value}"}\``;
  add(code, atom.path, message, { about: 'name' });
}
