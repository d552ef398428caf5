/** Who asks, and which condition keys follow from it. */
import { variablesOf } from '../policy/condition';
import { symbolFor } from '../policy/text';
import type { Layer } from './layers';

/** Where a principal lives. A template does not say it; its documents may. */
export interface Home {
  readonly partition: string;
  readonly account: string;
}

/** A user or a role. */
export interface Principal {
  readonly kind: 'user' | 'role';
  /** With symbols for what is not known of it; see text.ts. */
  readonly name?: string;
  /** IAM path, `/` by default. */
  readonly path?: string;
  /** Twelve digits; by default the account of whoever deploys, or one that the documents name. */
  readonly account?: string;
  /** Such as `aws-us-gov`. */
  readonly partition?: string;
  /** Tags of the principal, with symbols; without them it may have any. */
  readonly tags?: ReadonlyMap<string, string>;
  /** Set when it has further tags that are not known. */
  readonly furtherTags?: boolean;
}

const ARN = /^arn:([^:]+):(?:iam|sts)::([^:]+):(user|role|assumed-role)(\/(?:[^/]+\/)*)([^/]+)$/;

/** The principal of an ARN; undefined for another text, which says nothing of who asks. */
export function readPrincipal(source: Principal | string | undefined): Principal | undefined {
  if (typeof source !== 'string') return source;
  const [, partition, account, type, path = '/', last = ''] = ARN.exec(source) ?? [];
  if (partition === undefined || account === undefined) return undefined;
  const home = { partition, account };
  if (type !== 'assumed-role') return { kind: type === 'user' ? 'user' : 'role', name: last, path, ...home };
  // `assumed-role/<role>/<session>` does not tell the path of the role.
  return { kind: 'role', name: path === '/' ? last : path.slice(1, -1), ...home };
}

/** A name that nobody knows is never taken for a certain one. */
const UNNAMED = symbolFor('a name that is not known');

/** ARN of the principal, or of somebody who stands for whoever has the documents. */
export function principalArn(principal: Principal | undefined, { partition, account }: Home): string {
  const { kind = 'role', path = '/', name = UNNAMED } = principal ?? { name: 'whoever-has-this-policy' };
  return `arn:${partition}:iam::${account}:${kind}${path}${name}`;
}

/** Condition keys that follow from who asks; null for a key that is absent then. */
export function principalContext(
  principal: Principal | undefined,
  arn: string,
  { account }: Home,
  layers: readonly Layer[],
): ReadonlyMap<string, readonly string[] | null> {
  const context = new Map<string, readonly string[] | null>([
    ['aws:principalaccount', [account]],
    ['aws:principalisawsservice', ['false']],
    ['aws:principalservicename', null],
    // A service calls for a principal only after a request of its own.
    ['aws:viaawsservice', ['false']],
    ['aws:calledvia', null],
    ['aws:calledviafirst', null],
    ['aws:calledvialast', null],
  ]);
  if (principal === undefined) return context;
  // These are of requests that a service makes for a resource of its own.
  for (const key of OF_SERVICES) context.set(key, null);
  const isUser = principal.kind === 'user';
  context.set('aws:principalarn', [arn]);
  context.set('aws:principaltype', [isUser ? 'User' : 'AssumedRole']);
  context.set('aws:username', isUser ? [principal.name ?? UNNAMED] : null);
  if (isUser) for (const key of OF_SESSIONS) context.set(key, null);
  if (principal.tags === undefined) return context;
  const other = principal.furtherTags === true ? [symbolFor('a tag that is not known')] : null;
  for (const key of tagKeys(layers)) context.set(key, other);
  for (const [key, value] of principal.tags) context.set(`${TAG}${key.toLowerCase()}`, [value]);
  return context;
}

const OF_SERVICES = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths'];
const OF_SESSIONS = [
  'aws:assumedroot', 'aws:federatedprovider', 'aws:sourceidentity', 'ec2:sourceinstancearn', 'ec2:roledelivery',
  'lambda:sourcefunctionarn', 'ssm:sourceinstancearn', 'glue:roleassumedby', 'glue:credentialissuingservice',
]; // prettier-ignore

const TAG = 'aws:principaltag/';

function tagKeys(layers: readonly Layer[]): readonly string[] {
  return layers
    .flatMap((layer) => [...layer.allows, ...layer.denies])
    .flatMap(({ conditions, resources }) => [
      ...conditions.flatMap(({ key, values }) => [key, ...values.flatMap(variablesOf)]),
      ...resources.patterns.flatMap(variablesOf),
    ])
    .filter((key) => key.startsWith(TAG));
}
