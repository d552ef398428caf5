/** Keys of conditions: do they exist, for these actions, and do they bound what they seem to bound? */
import { quote, quoteAll } from '../check';
import { isUnknownService } from '../actions';
import { globMatches } from '../glob';
import {
  actionHasConditionKey,
  conditionKeyType,
  globalConditionKeys,
  isGlobalConditionKey,
  serviceReference,
} from '../reference';
import { nearestKey, nearestService } from './names';
import { isNegatedAtom, keyOf, type Atom, type PolicyView, type StatementView } from './view';

/** Checks of the condition keys of one statement. */
export function checkConditionKeys(statement: StatementView, policy: PolicyView): void {
  const seen = new Map<string, string>();
  for (const atom of statement.atoms) {
    const place = `${atom.written}\n${atom.lower}`;
    const before = seen.get(place);
    if (before !== undefined && before !== atom.key) {
      const message = `${keyOf(atom)} and ${quote(before)} are one key, since case does not count: keep one of them`;
      policy.add('DUPLICATE_KEYS_WITH_DIFFERENT_CASE', atom.path, message, { about: 'name' });
    }
    seen.set(place, atom.key);
    if (isKeyKnown(atom, policy)) checkUse(atom, statement, policy);
  }
}

function isKeyKnown(atom: Atom, policy: PolicyView): boolean {
  const { lower, path } = atom;
  const { add } = policy;
  const colon = lower.indexOf(':');
  if (colon <= 0 || colon === lower.length - 1) {
    add('INVALID_CONDITION_KEY_FORMAT', path, `${keyOf(atom)} is no condition key: write \`service:name\``, {
      about: 'name',
    });
    return false;
  }
  if (/^[^:]+:(resource|request|principal)tag\/?$/.test(lower)) {
    const message = `${keyOf(atom)} needs the key of a tag: write \`${atom.key.replace(/\/$/, '')}/tag-key\``;
    add('MISSING_TAG_KEY_IN_CONDITION', path, message, { about: 'name' });
    return false;
  }
  if (lower === 'aws:arn') {
    oldArnKey(atom, policy);
    return false;
  }
  if (conditionKeyType(atom.key) !== undefined || lower.length > 200) return true;
  if (colon === 3 && lower.startsWith('aws:')) unknownGlobal(atom, policy);
  else unknownKey(atom, lower.slice(0, colon), policy);
  return false;
}

function oldArnKey({ path, key }: Atom, { type, add }: PolicyView): void {
  const message = `${quote(key)} is outdated: write \`aws:PrincipalArn\`, or \`aws:SourceArn\` for the resource that a service acts for`;
  const code = type === 'resource' ? 'UNSUPPORTED_GLOBAL_CONDITION_KEY' : 'DEPRECATED_GLOBAL_CONDITION_KEY';
  add(code, path, message, { about: 'name' });
}

/** Global keys that the reference does not list. */
const MORE_GLOBAL = new Set(['aws:signinsessionarn']);

/** As with actions, only a near miss is certainly a mistake. */
function unknownGlobal(atom: Atom, policy: PolicyView): void {
  if (MORE_GLOBAL.has(atom.lower)) return;
  const guess = nearestKey(atom.key, globalConditionKeys(), policy);
  const message = `${keyOf(atom)} is no global condition key${guess === undefined ? '' : `, did you mean \`${guess}\`?`}`;
  const more = guess === undefined ? ({ severity: 'warning' } as const) : {};
  policy.add('INVALID_GLOBAL_CONDITION_KEY', atom.path, message, { about: 'name', ...more });
}

function unknownKey(atom: Atom, service: string, policy: PolicyView): void {
  // Keys of identity providers begin with a domain, and services have tag keys that they do not document.
  if (/[./]/.test(service) || /^[^:]+:(resource|request)tag\//.test(atom.lower)) return;
  const { path } = atom;
  if (isUnknownService(`${service}:`)) {
    const guess = nearestService(service, policy);
    const message = `${keyOf(atom)} is a key of a service ${quote(service)} that AWS does not document`;
    if (guess === undefined)
      return policy.add('INVALID_SERVICE', path, message, { about: 'name', severity: 'warning' });
    return policy.add('INVALID_SERVICE', path, `${message}, did you mean \`${guess}\`?`, { about: 'name' });
  }
  const guess = nearestKey(atom.key, serviceReference(service)?.conditionKeys ?? [], policy);
  const message = `${keyOf(atom)} is no condition key that AWS documents for \`${service}\``;
  if (guess !== undefined) {
    return policy.add('INVALID_SERVICE_CONDITION_KEY', path, `${message}, did you mean \`${guess}\`?`, {
      about: 'name',
    });
  }
  policy.add('INVALID_SERVICE_CONDITION_KEY', path, message, { about: 'name', severity: 'warning' });
}

function checkUse(atom: Atom, statement: StatementView, policy: PolicyView): void {
  unsupportedActions(atom, statement, policy);
  const { lower, path } = atom;
  if (lower === 'aws:useragent' || lower === 'aws:referer') {
    const message = `${keyOf(atom)} is what the caller says of itself, and anybody can say it: do not decide by it`;
    policy.add('UNTRUSTWORTHY_CONDITION_KEY', path, message, { about: 'name' });
  }
  if (lower === 'aws:vpcsourceip') missingPair(atom, statement, policy);
  if (lower === 's3:prefix') negativePrefix(atom, statement, policy);
  if (lower === 'dynamodb:attributes') missingSelect(atom, statement, policy);
  if (/^aws:vpce(account|orgid|orgpaths)$/.test(lower)) unscopedEndpoint(atom, statement, policy);
}

/** Services whose condition keys AWS documents for every action; of others the tables have gaps. */
const WELL_DOCUMENTED = new Set(['s3', 'kms', 'sts', 'dynamodb', 'iam', 'sqs', 'sns', 'lambda', 'secretsmanager']);

function unsupportedActions(atom: Atom, { actions }: StatementView, { add }: PolicyView): void {
  const service = atom.lower.slice(0, atom.lower.indexOf(':'));
  const isOfProvider = service.includes('.') || service === 'saml';
  if (actions === undefined || actions.negated || atom.operator.ifExists) return;
  if (atom.operator.family === 'Null' || !(isOfProvider || WELL_DOCUMENTED.has(service))) return;
  if (isGlobalConditionKey(atom.key)) return;
  if (/^[^:]+:[^:/]*tag\//.test(atom.lower)) return;
  // What an identity provider says stays with the session: requests to other services carry it too.
  const exact = actions.known.filter(
    ({ text }) => !/[*?]/.test(text) && (!isOfProvider || text.toLowerCase().startsWith('sts:')),
  );
  const without = exact.filter(({ text }) => actionHasConditionKey(text, atom.lower) === false);
  const [first] = without;
  if (first === undefined) return;
  const names = quoteAll(without.map(({ text }) => text));
  const message = `requests for ${names} never carry ${keyOf(atom)}: give ${without.length === 1 ? 'it' : 'them'} a statement without this key`;
  add('UNSUPPORTED_ACTION_FOR_CONDITION_KEY', first.path, message);
}

function has(statement: StatementView, ...keys: readonly string[]): boolean {
  return statement.conditionsOpen || statement.atoms.some(({ lower }) => keys.includes(lower));
}

function missingPair(atom: Atom, statement: StatementView, { add }: PolicyView): void {
  if (has(statement, 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn')) return;
  const message = `${keyOf(atom)} may be the address of anybody's network: ask for \`aws:SourceVpc\` as well`;
  add('MISSING_PAIRED_CONDITION_KEYS', atom.path, message, { about: 'name' });
}

/** A request for a shorter prefix lists what lies under the longer ones. */
function negativePrefix(atom: Atom, { effect }: StatementView, { add }: PolicyView): void {
  if (atom.operator.family !== 'String' || effect === undefined) return;
  if ((effect === 'Deny') === isNegatedAtom(atom)) return;
  const message =
    `${keyOf(atom)} does not stop a request for a shorter prefix, which lists the same objects: allow the prefixes with ` +
    '`StringLike`, or deny with `StringNotLike`';
  add('S3_PREFIX_IN_NEGATIVE_CONTEXT', atom.path, message);
}

const READS = ['dynamodb:getitem', 'dynamodb:batchgetitem', 'dynamodb:query', 'dynamodb:scan'];

function missingSelect(atom: Atom, statement: StatementView, { add }: PolicyView): void {
  const { effect, actions } = statement;
  if (effect !== 'Allow' || actions === undefined || actions.negated || has(statement, 'dynamodb:select')) return;
  const patterns = actions.known.map(({ text }) => text.toLowerCase());
  if (!READS.some((read) => patterns.some((pattern) => globMatches(pattern, read)))) return;
  const message = `${keyOf(atom)} bounds only requests that name attributes: ask for \`dynamodb:Select\` \`SPECIFIC_ATTRIBUTES\` as well`;
  add('DYNAMODB_ATTRIBUTES_WITHOUT_SELECT', atom.path, message);
}

function unscopedEndpoint(atom: Atom, { actions }: StatementView, { add }: PolicyView): void {
  if (actions === undefined) return;
  if (!actions.negated && !actions.known.some(({ text }) => /^\*+(:\*+)?$/.test(text))) return;
  const message = `${keyOf(atom)} is known to some services only: name the actions of those in the statement`;
  add('USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES', atom.path, message, { about: 'name' });
}
