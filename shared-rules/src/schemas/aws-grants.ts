/** Documents on their way to those who hold them. */
import type { Grant, ManagedPolicy } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { fromJson, isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
import { managedPolicyDocument, managedPolicyPath } from '../policy/managed-policies';
import { encode } from '../policy/text';
import { holdersOf, HOLDERS, type Drafts, type HolderKind, type PolicyDraft, type PrincipalDraft } from './aws-drafts';
import { follow, referredBy, type Target } from './links';

/** A document that stands in an argument of the resource that gives it. */
export function inlineGrant(via: Resource, property: string, document: Value | undefined, label?: string): Grant {
  const value = document ?? unknown(`\`${via.address}\` has no document`);
  return { document: value, label: label ?? via.address, via, property, ...doubt(via) };
}

/** Documents of which it is only known that there may be some. */
export function openGrant(via: Resource, property: string, hole: Unknown): Grant {
  return { document: hole, label: via.address, via, property, uncertain: hole };
}

function doubt({ uncertain }: Resource): { readonly uncertain?: Unknown } {
  return uncertain === undefined ? {} : { uncertain };
}

/** Gives a document. One for a principal that is not known may be anybody's. */
export function give(target: Target<PrincipalDraft>, grant: Grant, kind: HolderKind, drafts: Drafts): void {
  if (target.to === 'entity') {
    target.entity.grants.known.push(grant);
    return;
  }
  const name = target.to === 'outside' ? known(target.name) : target.reason;
  drafts.outside.push({ kind: 'outside-holder', resource: grant.via, name, holder: HOLDERS[kind], grant });
  if (target.to === 'outside') return;
  for (const principal of holdersOf(drafts, kind).all)
    principal.grants.known.push({ ...grant, uncertain: target.reason });
}

/** The grants of an argument that holds one ARN of a policy, or a list of them. */
export function attachedGrants(via: Resource, property: string, drafts: Drafts): readonly Grant[] {
  const value = via.values.get(property);
  if (value === undefined || isNull(value)) return [];
  const arns = value.kind === 'list' ? value.items : [value];
  const grants = arns.map((arn) => attachedGrant(via, property, arn, drafts));
  for (const policy of referredBy(value, drafts.policies)) policy.isAttached = true;
  // A list of which nothing is known may be empty.
  if (value.kind === 'unknown' && property.endsWith('s') && grants[0]?.policy === undefined)
    return [openGrant(via, property, value)];
  for (const arn of arns) for (const policy of referredBy(arn, drafts.policies)) policy.isAttached = true;
  for (const { policy } of grants) markAttached(policy, drafts);
  const hole = value.kind === 'list' ? value.more : undefined;
  return hole === undefined ? grants : [...grants, openGrant(via, property, hole)];
}

/** Says that somebody has a policy. */
export function markAttached(policy: ManagedPolicy | undefined, drafts: Drafts): void {
  const draft = draftOf(policy, drafts);
  if (draft !== undefined) draft.isAttached = true;
}

function draftOf(policy: ManagedPolicy | undefined, { policies }: Drafts): PolicyDraft | undefined {
  return policy && policies.byAddress.get(policy.resource.address);
}

/** The policy that an ARN names, as a grant of its document. */
export function attachedGrant(via: Resource, property: string, arn: Value, drafts: Drafts): Grant {
  const target = follow(arn, drafts.policies, via);
  if (target.to === 'entity' && managedPolicyPath(encode(arn)) === undefined)
    return policyGrant(via, property, target.entity);
  return { ...foreignDocument(arn, drafts.elsewhere), via, property, ...doubt(via) };
}

function policyGrant(via: Resource, property: string, policy: ManagedPolicy): Grant {
  const label = stringOf(policy.name) ?? policy.resource.address;
  return { document: policy.document, label, via, property, policy, ...doubt(via) };
}

/** The customer-managed policy that a block names by `name` and `path`, as Identity Center does it. */
export function namedGrant(via: Resource, property: string, block: Value, drafts: Drafts): Grant {
  const name = block.kind === 'map' ? block.entries.get('name') : block;
  const target = follow(name ?? known(null), drafts.policies, via);
  if (target.to === 'entity') return policyGrant(via, property, target.entity);
  const path = (block.kind === 'map' ? stringOf(block.entries.get('path')) : undefined) ?? '/';
  if (target.to === 'unknown')
    return { document: target.reason, label: 'a policy that is not known yet', via, property, ...doubt(via) };
  const end = `:policy${path}${target.name}`;
  const arn = [...drafts.elsewhere.keys()].find((each) => each.endsWith(end)) ?? `${path.slice(1)}${target.name}`;
  return { ...foreignDocument(known(arn), drafts.elsewhere), label: target.name, via, property, ...doubt(via) };
}

/** Says that a policy bounds somebody; of what depends on several policies, each of them may. */
export function markBoundary({ policy, document }: Grant, drafts: Drafts): void {
  const draft = draftOf(policy, drafts);
  if (draft !== undefined) draft.isBoundary = true;
  else for (const each of referredBy(document, drafts.policies)) each.isBoundary = true;
}

function foreignDocument(
  arn: Value,
  elsewhere: ReadonlyMap<string, unknown>,
): Pick<Grant, 'document' | 'label' | 'managed'> {
  if (arn.kind === 'unknown') return { document: arn, label: 'a policy that is not known yet' };
  const path = managedPolicyPath(encode(arn));
  if (path !== undefined) {
    const text = managedPolicyDocument(path);
    const document =
      text === undefined ? unknown(`the AWS managed policy \`${path}\` is not in the packed data`) : known(text);
    return { document, label: path.slice(path.lastIndexOf('/') + 1), managed: `arn:aws:iam::aws:policy/${path}` };
  }
  const name = stringOf(arn) ?? (endOf(arn).split('/').at(-1) || 'a policy');
  const given = givenFor(arn, elsewhere);
  if (given !== undefined) return { document: typeof given === 'string' ? known(given) : fromJson(given), label: name };
  return {
    document: unknown(
      `the document of \`${name}\` is outside of this stack: give it under \`managedPolicies\` in the configuration`,
    ),
    label: name,
  };
}

/** The end of an ARN that is not known in front, when the whole name of the policy stands in it. */
function endOf(arn: Value): string {
  const end = arn.kind === 'text' ? arn.parts.at(-1) : undefined;
  return typeof end === 'string' && end.includes('/') ? end : '';
}

/** The document that the configuration has for an ARN; of one not known in front, when one only ends so. */
function givenFor(arn: Value, elsewhere: ReadonlyMap<string, unknown>): unknown {
  const known = stringOf(arn);
  if (known !== undefined) return elsewhere.get(known);
  const end = endOf(arn);
  const [name, ...others] = end === '' ? [] : [...elsewhere.keys()].filter((each) => each.endsWith(end));
  return name === undefined || others.length > 0 ? undefined : elsewhere.get(name);
}
