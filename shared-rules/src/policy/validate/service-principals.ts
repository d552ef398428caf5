/** Resource policies that let in an AWS service, on whose behalf it may be asked to act (the confused deputy). */
import { keyOf, isNegatedAtom, type PolicyView, type StatementView } from './view';
import { quoteAll } from '../check';

const SOURCES = new Set(['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths']);
/** What people ask for instead, as far as it bounds anything. */
const INSTEAD = new Set(['aws:referer', 'aws:principalorgid', 'aws:sourceowner']);
/** Requests that a service makes for itself have no principal in an organisation. */
const NEVER = new Set(['aws:principalorgid', 'aws:principalorgpaths']);

/** Checks of the service principals of one statement of a resource policy. */
export function checkServicePrincipals(statement: StatementView, policy: PolicyView): void {
  const { principals, effect, atoms, conditionsOpen } = statement;
  if (policy.type !== 'resource' || effect !== 'Allow' || principals === undefined || principals.negated) return;
  const services = principals.known.filter(({ type }) => type === 'Service');
  const [first] = services;
  if (first === undefined || conditionsOpen) return;
  const isOnlyServices = !principals.open && services.length === principals.known.length;
  if (isOnlyServices) neverThere(statement, policy);
  if (atoms.some(({ lower }) => SOURCES.has(lower))) return;
  const names = quoteAll(services.map(({ text }) => text));
  const instead = atoms.find(({ lower }) => INSTEAD.has(lower));
  if (instead !== undefined) {
    const message = `${keyOf(instead)} does not say for whom ${names} acts: ask for \`aws:SourceArn\` or \`aws:SourceAccount\``;
    return policy.add('RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL', instead.path, message, { about: 'name' });
  }
  const message = `${names} may act here for anybody: ask for \`aws:SourceArn\`, \`aws:SourceAccount\` or \`aws:SourceOrgID\``;
  policy.add('RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL', first.path, message);
}

function neverThere({ atoms }: StatementView, { add }: PolicyView): void {
  for (const atom of atoms) {
    if (!NEVER.has(atom.lower) || isNegatedAtom(atom) || atom.operator.ifExists || atom.operator.family === 'Null')
      continue;
    const message = `requests of a service principal never have ${keyOf(atom)}, so nothing is allowed: use \`aws:SourceOrgID\``;
    add('UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL', atom.path, message, { about: 'name' });
  }
}
