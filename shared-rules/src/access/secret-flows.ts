/** What rules ask about the ways of secrets, and how they say it. */
import type { IamModel, SecretFlow, SecretPlace, SecretSource, Workload } from '../model/iam-model';
import { blockOf, shownAddress } from '../model/address';
import { cloudOf } from '../model/cloud';
import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';

/** The flows of what a resource makes, such as the secret of an access key. */
export function flowsOf(model: IamModel, address: string): readonly SecretFlow[] {
  let index = bySource.get(model);
  if (index === undefined) bySource.set(model, (index = indexOf(model)));
  const block = blockOf(address);
  return [...(index.get(address) ?? []), ...(block === address ? [] : (index.get(block) ?? []))];
}

const bySource = new WeakMap<IamModel, ReadonlyMap<string, readonly SecretFlow[]>>();

function indexOf({ entities }: IamModel): ReadonlyMap<string, readonly SecretFlow[]> {
  const index = new Map<string, SecretFlow[]>();
  for (const entity of entities) {
    if (entity.kind !== 'secret-flow') continue;
    const before = index.get(entity.source.address);
    if (before === undefined) index.set(entity.source.address, [entity]);
    else before.push(entity);
  }
  return index;
}

/**
 * Whether what a resource makes only goes to where secrets are kept, and goes there at all; `Unknown` when an engine does not tell
 * whether it does.
 */
export function isHidden(model: IamModel, address: string): boolean | Unknown {
  const flows = flowsOf(model, address);
  // An output keeps nothing secret, whether it is shown or hidden.
  const certain = flows.filter(({ doubt, place }) => doubt === undefined || place === 'output');
  if (flows.length === 0 || certain.some(({ place }) => place !== 'store')) return false;
  if (certain.length > 0 && flows.every(({ place }) => place === 'store')) return true;
  return flows.find(({ doubt }) => doubt !== undefined)?.doubt ?? false;
}

/** How a place is called where people can read what is put into it; what is not there keeps it from them. */
const READABLE: Readonly<Partial<Record<SecretPlace, (property: string) => string>>> = {
  output: () => 'an output that is not marked as sensitive',
  'user-data': (property) => `user data (\`${property}\`)`,
  environment: (property) => `an environment (\`${property}\`)`,
  command: (property) => `a command (\`${property}\`)`,
  parameter: (property) => `a parameter that is not encrypted (\`${property}\`)`,
  tag: (property) => `a tag (\`${property}\`)`,
  object: (property) => `the content of an object or file (\`${property}\`)`,
  argument: (property) => `\`${property}\``,
};

/** Where a secret becomes readable, in words; undefined where it stays hidden. */
export function readablePlace({ place, property }: Pick<SecretFlow, 'place' | 'property'>): string | undefined {
  return READABLE[place]?.(property);
}

/** Such as ``the secret of the access key `aws_iam_access_key.ci` ``. */
export function secretName({ label, address }: SecretSource): string {
  return `${label} \`${shownAddress(address)}\``;
}

/** Such as ``, by way of `local.env` and `jsonencode` ``; empty where it goes directly. */
export function wayOf({ via }: Pick<SecretFlow, 'via'>): string {
  const steps = via.map((step) => `\`${shownAddress(step)}\``);
  const last = steps.pop();
  if (last === undefined) return '';
  return `, by way of ${steps.length === 0 ? last : `${steps.join(', ')} and ${last}`}`;
}

/**
 * Whether it is what requests to the cloud are signed with until somebody deletes it; a role does not stand in for a password, and
 * a key that is looked up (`data`) is one of a session.
 */
export function isKeySecret({ isCredential, address, attribute }: SecretSource): boolean {
  return isCredential && /^(secret|secret_access_key)$/.test(attribute) && !/(^|[./])data\./.test(address);
}

/** What to do for a workload that is handed an access key. */
export function roleAdvice({ hasRole, alternative }: Workload, { type }: Resource): string {
  const role = cloudOf(type) === 'otc' ? 'an agency' : 'a role';
  if (hasRole === true) return `it has ${role} already, which can be given the permissions of the key`;
  return hasRole === false ? `give it ${alternative}` : `give it ${alternative}, if it has none`;
}

/** Where keys go by what holds them, and what is better there; the first line that fits. */
const HOLDERS: readonly (readonly [type: RegExp, alternative: string])[] = [
  [/^github_/, 'let GitHub Actions assume a role through OIDC'],
  [/^gitlab_/, 'let GitLab CI assume a role through OIDC'],
  [/^circleci_/, 'let CircleCI assume a role through OIDC'],
  [/^bitbucket_/, 'let Bitbucket Pipelines assume a role through OIDC'],
  [/^tfe_/, 'let HCP Terraform assume a role with dynamic provider credentials'],
  [/^spacelift_/, 'let Spacelift assume a role through its cloud integration'],
  [/^(kubernetes|helm)(_|:)/, 'give the pods a role with EKS Pod Identity or for their service account'],
];

/** What to use in place of an access key, by where its secret goes, as a clause; of several, each once. */
export function alternativesTo(keyType: string, flows: readonly SecretFlow[]): string {
  const isOtc = cloudOf(keyType) === 'otc';
  const alternatives = new Set(flows.flatMap((flow) => (isOtc ? ownRole(flow) : alternativeFor(flow)) ?? []));
  if (alternatives.size > 0) return [...alternatives].sort().join(', and ');
  if (isOtc) return 'use an agency in its place';
  return 'use a role in its place: of the workload in AWS, through OIDC in a build service, with IAM Roles Anywhere elsewhere';
}

/** A role or an agency for the compute that is given a key. What else holds one of Open Telekom Cloud can have neither. */
function ownRole({ workload, resource }: SecretFlow): string | undefined {
  return workload && `give the ${workload.label} \`${shownAddress(resource.address)}\` ${workload.alternative}`;
}

function alternativeFor(flow: SecretFlow): string | undefined {
  const { workload, place, resource } = flow;
  if (workload !== undefined) return ownRole(flow);
  if (place === 'configuration' && resource.mode === 'provider')
    return `let the provider \`${resource.type}\` assume a role`;
  return HOLDERS.find(([type]) => type.test(resource.type))?.[1];
}
