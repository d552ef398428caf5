/** What the resource that a policy belongs to does not take. */
import { quote } from '../check';
import { actionReference } from '../reference';
import { arnOf } from './arn';
import { hasWildcard, keyOf, type Entry, type PolicyView, type StatementView } from './view';

/** What the policy of a type of resource may speak of. */
interface Taken {
  /** Prefix of its actions. */
  readonly prefix: string;
  /** Service of its ARNs. */
  readonly arnService: string;
  /** Its names in the reference, where actions on anything else are not taken. */
  readonly resources?: readonly string[];
}

const TAKEN = new Map<string, Taken>([
  ['AWS::S3::Bucket', { prefix: 's3', arnService: 's3', resources: ['bucket', 'object'] }],
  ['AWS::S3::AccessPoint', { prefix: 's3', arnService: 's3' }],
  ['AWS::S3::MultiRegionAccessPoint', { prefix: 's3', arnService: 's3' }],
  ['AWS::S3ObjectLambda::AccessPoint', { prefix: 's3-object-lambda', arnService: 's3-object-lambda' }],
  ['AWS::DynamoDB::Table', { prefix: 'dynamodb', arnService: 'dynamodb' }],
  ['AWS::KMS::Key', { prefix: 'kms', arnService: 'kms' }],
  ['AWS::SQS::Queue', { prefix: 'sqs', arnService: 'sqs' }],
  ['AWS::SNS::Topic', { prefix: 'sns', arnService: 'sns' }],
  ['AWS::SecretsManager::Secret', { prefix: 'secretsmanager', arnService: 'secretsmanager' }],
]);
const TRUST: Taken = { prefix: 'sts', arnService: '' };

/** Checks of one statement of a resource or trust policy against the type of its resource. */
export function checkResourcePolicy(statement: StatementView, policy: PolicyView): void {
  const { type, resourceType = '' } = policy;
  const taken = type === 'trust' ? TRUST : type === 'resource' ? TAKEN.get(resourceType) : undefined;
  if (taken === undefined) return;
  const name = type === 'trust' ? 'a role' : `\`${resourceType}\``;
  for (const entry of statement.actions?.known ?? []) checkAction(entry, taken, name, policy);
  if (type === 'trust') return;
  for (const entry of statement.resources?.known ?? []) checkResource(entry, taken, name, policy);
  if (!resourceType.startsWith('AWS::S3::')) return;
  for (const atom of statement.atoms) {
    if (atom.lower !== 's3:resourceaccount') continue;
    const message = `${keyOf(atom)} is always the account of the bucket here: use it in identity policies`;
    policy.add('IRRELEVANT_CONDITION_KEY_IN_POLICY', atom.path, message, { about: 'name' });
  }
}

function checkAction({ text, path }: Entry, { prefix, resources }: Taken, name: string, { add }: PolicyView): void {
  const [service = ''] = text.toLowerCase().split(':');
  if (text.includes('${') || /[*?]/.test(service) || !text.includes(':')) return;
  const types = actionReference(text)?.resourceTypes;
  const isTaken =
    service === prefix && (resources === undefined || !types || types.some((type) => resources.includes(type.name)));
  if (!isTaken) add('UNSUPPORTED_ACTION_IN_POLICY', path, `the policy of ${name} cannot speak of ${quote(text)}`);
}

function checkResource(
  { text, path }: Entry,
  { arnService, resources }: Taken,
  name: string,
  { add }: PolicyView,
): void {
  const arn = arnOf(text);
  // Amazon S3 refuses the policy of a bucket that does not name the bucket.
  if (resources !== undefined && /^\*+$/.test(text)) {
    return add(
      'UNSUPPORTED_RESOURCE_ARN_IN_POLICY',
      path,
      `the policy of ${name} cannot speak of \`*\`: write the ARN of the bucket`,
    );
  }
  if (arn === undefined || hasWildcard(arn.service) || arn.service === arnService) return;
  add('UNSUPPORTED_RESOURCE_ARN_IN_POLICY', path, `the policy of ${name} cannot speak of ${quote(text)}`);
}
