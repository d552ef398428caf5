/** Resources: ARNs that AWS documents, and none that another one covers. */
import { quote, quoteAll } from '../check';
import { nearest } from '../../model/nearest';
import { globMatches } from '../glob';
import { isUnknownService } from '../actions';
import { isOpen } from '../structure';
import { arnOf, fieldsOf, formatsOf, formatsOfResource, type Arn, type Format } from './arn';
import { nearestService } from './names';
import { checkRedundant } from './redundant';
import { isRegion, partitions, regions } from './regions';
import { hasWildcard, type Entry, type PolicyView, type StatementView } from './view';

/** Checks of the resources of one statement. */
export function checkResources({ resources, path, source }: StatementView, policy: PolicyView): void {
  if (policy.type === 'trust') return;
  if (resources === undefined) return isOpen(source) ? undefined : missing(path, policy);
  for (const entry of resources.known) checkResource(entry, policy);
  if (resources.negated) return;
  const texts = resources.known.map(({ text }) => text);
  checkRedundant('REDUNDANT_RESOURCE', resources, texts, policy.add);
}

/** Resource policies that need no resource: those of one resource whose service takes none. */
const WITHOUT_RESOURCE = /^AWS::(ECR|CodeArtifact|CloudSearch|SES|Organizations)::/;

function missing(path: StatementView['path'], { type, resourceType, add }: PolicyView): void {
  if (type !== 'resource' || (resourceType !== undefined && WITHOUT_RESOURCE.test(resourceType))) return;
  add('MISSING_RESOURCE', path, 'the statement has neither `Resource` nor `NotResource`');
}

/** Texts in which nothing was wrong. */
const cleared = new Set<string>();

function checkResource({ text, path }: Entry, policy: PolicyView): void {
  if (/^\*+$/.test(text) || text.startsWith('${') || cleared.has(text)) return;
  const found: Parameters<PolicyView['add']>[] = [];
  checkShape({ text, path }, { ...policy, add: (...check) => found.push(check) });
  for (const check of found) policy.add(...check);
  // The same ARNs stand in many policies, and nearly all of them are right.
  if (found.length > 0 || text.length > 300 || policy.budget.left < 0) return;
  if (cleared.size >= 20_000) cleared.clear();
  cleared.add(text);
}

/** An ARN has at least so many. */
const FIELDS = 6;

function checkShape(entry: Entry, policy: PolicyView): void {
  const { text, path } = entry;
  const fields = fieldsOf(text);
  const [prefix = ''] = fields;
  const isPrefix = prefix === 'arn' || (hasWildcard(prefix) && globMatches(prefix, 'arn'));
  if (fields.length < FIELDS) {
    // `arn:aws:waf:*` is every ARN of the service.
    if (isPrefix && (prefix !== 'arn' || (fields.length > 3 && text.endsWith('*')))) return;
    const message = `${quote(text)} has ${fields.length} of the six fields \`arn:partition:service:region:account:resource\``;
    return policy.add('MISSING_ARN_FIELD', path, message);
  }
  if (!isPrefix) {
    return policy.add('INVALID_ARN_PREFIX', path, `${quote(text)} is no ARN: write \`*\`, or begin with \`arn:\``);
  }
  const arn = arnOf(text);
  if (arn === undefined) return;
  checkPartition(entry, arn, policy);
  if (!isServiceKnown(entry, arn, policy)) return;
  const formats = formatsOf(arn.service);
  checkFields(entry, arn, formats, policy);
  if (formats.length > 0) checkFormat(entry, arn, formats, policy);
}

function checkPartition({ text, path }: Entry, { partition }: Arn, { add }: PolicyView): void {
  if (hasWildcard(partition) || partitions.includes(partition)) return;
  const guess = nearest(partition, partitions);
  const message = `${quote(text)} names ${quote(partition)}, which is no partition`;
  add('INVALID_PARTITION', path, guess === undefined ? message : `${message}, did you mean \`${guess}\`?`);
}

function isServiceKnown({ text, path }: Entry, { service }: Arn, policy: PolicyView): boolean {
  if (hasWildcard(service)) {
    const message = `${quote(text)} has a wildcard in the name of the service: later services may match it as well`;
    policy.add('WILDCARD_IN_SERVICE_NAME', path, message);
    return false;
  }
  const lower = service.toLowerCase();
  if (formatsOf(service).length > 0 || !isUnknownService(`${service}:`)) return true;
  if (lower !== service) {
    const message = `${quote(text)} names the service ${quote(service)}: write \`${lower}\``;
    policy.add('INVALID_ARN_SERVICE_CASE', path, message);
    return false;
  }
  const guess = nearestService(service, policy);
  const message = `${quote(text)} names a service ${quote(service)} that AWS does not document`;
  if (guess === undefined) policy.add('INVALID_SERVICE', path, message, { severity: 'warning' });
  else policy.add('INVALID_SERVICE', path, `${message}, did you mean \`${guess}\`?`);
  return false;
}

/** Region and account as such, whatever the service wants. */
function checkFields({ text, path }: Entry, arn: Arn, formats: readonly Format[], { add }: PolicyView): void {
  const { region, account } = arn;
  if (region !== '' && !hasWildcard(region) && !isRegion(region) && !formats.some((one) => one.region === region)) {
    const guess = nearest(region, regions);
    const message = `${quote(text)} names ${quote(region)}, which is no region`;
    add('INVALID_ARN_REGION', path, guess === undefined ? message : `${message}, did you mean \`${guess}\`?`);
  }
  if (account === '' || hasWildcard(account) || /^\d{12}$/.test(account) || account === 'aws') return;
  if (formats.some((one) => one.account === account)) return;
  const message = `${quote(text)} names the account ${quote(account)}: write its twelve digits`;
  add('INVALID_ARN_ACCOUNT', path, message);
}

/** Services whose resources always belong to an account; of others, such as ssm, AWS itself has some that belong to none. */
const NEVER_OF_AWS = new Set(
  'cloudformation cloudwatch dynamodb ecr ecs iam kinesis kms lambda logs rds secretsmanager sns sqs states sts'.split(
    ' ',
  ),
);

/** Services of whose resources every kind is documented. */
const WELL_DOCUMENTED = new Set(['iam', 'kms', 'lambda']);

/** AWS has resources that it does not document: only a near miss of a documented kind is certainly a mistake. */
function wrongResource({ text, path }: Entry, arn: Arn, formats: readonly Format[], add: PolicyView['add']): void {
  const { service, resource } = arn;
  const guess = meantBy(resource, formats);
  if (guess === undefined && (!WELL_DOCUMENTED.has(service) || resource === 'root')) return;
  const shapes = quoteAll([...new Set(formats.map((format) => format.resource))]);
  const meant = guess === undefined ? `, whose ARNs end in ${shapes}` : `, did you mean \`${guess}\`?`;
  add('INVALID_ARN_RESOURCE', path, `${quote(text)} is no resource of \`${service}\`${meant}`);
}

/** The beginning of a resource that was meant: `function:` by `fuction:name` or `function/name`. */
function meantBy(resource: string, formats: readonly Format[]): string | undefined {
  const kind = kindOf(resource);
  const beginnings = new Map(formats.map((format) => [kindOf(format.resource), beginningOf(format.resource)]));
  const own = beginnings.get(kind);
  if (own === undefined) return kind.length > 3 ? nearest(kind, beginnings.keys(), 2) : undefined;
  const isOther = /^[/:]$/.test(resource.charAt(kind.length)) && resource.charAt(kind.length) !== own.slice(-1);
  const isOnly = formats.every(({ resource: other }) => kindOf(other) !== kind || beginningOf(other) === own);
  return kind !== '' && isOther && isOnly ? own : undefined;
}

/** `function` of `function:name`. */
function kindOf(resource: string): string {
  return /^[^/:*?]*/.exec(resource)?.[0] ?? '';
}

/** `function:` of `function:name`. */
function beginningOf(resource: string): string {
  return /^[^/:*?]*[/:]?/.exec(resource)?.[0] ?? '';
}

/** What the formats that AWS documents for such a resource have in common. */
function checkFormat({ text, path }: Entry, arn: Arn, formats: readonly Format[], { add }: PolicyView): void {
  const { service, region, account, resource } = arn;
  const matching = formatsOfResource(resource, formats);
  if (matching === undefined) return;
  if (matching.length === 0) return wrongResource({ text, path }, arn, formats, add);
  const every = (field: 'region' | 'account', is: (value: string) => boolean): boolean =>
    matching.every((one) => is(one[field]));
  const name = `the ARN of such a resource of \`${service}\``;
  const lacks = (field: 'region' | 'account'): boolean => arn[field] === '' && every(field, (value) => value !== '');
  const lacksAccount = NEVER_OF_AWS.has(service) && lacks('account');
  if (lacks('region')) {
    const what = lacksAccount ? 'no region and no account' : 'no region';
    return add('MISSING_ARN_REGION', path, `${quote(text)} has ${what}, unlike ${name}: write it, or \`*\``);
  }
  if (!/^\**$/.test(region) && every('region', (value) => value === '')) {
    add('ARN_REGION_NOT_ALLOWED', path, `${quote(text)} has a region, and ${name} has none: leave it empty`);
  }
  if (lacksAccount) {
    add('MISSING_ARN_ACCOUNT', path, `${quote(text)} has no account, and ${name} has one: write it, or \`*\``);
  } else if (!/^\**$/.test(account) && every('account', (value) => value === '')) {
    add('ARN_ACCOUNT_NOT_ALLOWED', path, `${quote(text)} has an account, and ${name} has none: leave it empty`);
  }
}
