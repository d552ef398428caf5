/**
 * What the root user of a member account may do under service control policies: nothing else limits it (IAM User Guide, "Root user
 * best practices").
 */
import type { IamModel } from '../model/iam-model';
import type { Organization, OrganizationNode, OrganizationPolicy } from '../model/organization';
import { shownAddress } from '../model/address';
import { stringOf, unknown, type Unknown, type Value } from '../model/value';
import { readDocument } from '../policy/document';
import type { Witness } from '../rule/finding';
import { accessOf, firstYes, type Access, type Decision } from './access';
import { allows } from './allows';
import { inOurTime } from './our-time';

/** That the root user of some member accounts is not kept from acting. */
export interface RootFreedom {
  /** `keys`: it can make access keys for itself. `acts`: it cannot, and acts otherwise. */
  readonly freedom: 'keys' | 'acts';
  readonly witness: Witness;
  /** Units and accounts in which it is so, where there are others in which it is not. */
  readonly only?: readonly string[];
  /** Set where nobody knows of any other: policies stand in the way in units that are not in the stack. */
  readonly guardedElsewhere?: readonly string[];
}

/** A root user that is free, the reason why that is not known, or neither. */
export type RootVerdict = { readonly free?: RootFreedom; readonly doubt?: Unknown };

/** Judges the service control policies of the stack and of the configuration together. */
export function rootFreedom(organization: Organization, model: IamModel): RootVerdict {
  const policies = enforced(organization, model);
  const configured = organization.configured?.scps ?? [];
  const decisions = new Map<string, Freedom>();
  const judge = (levels: Levels): Freedom => {
    const key = levels.map((level) => level.map((document) => idOf(document)).join(' ')).join('|');
    const before = decisions.get(key) ?? freedomUnder([...configured, ...levels]);
    decisions.set(key, before);
    return before;
  };
  const walk: Walk = { tree: organization.tree, at: (place) => documentsAt(place, policies), judge };
  const top = walk.at('root');
  const holes = holesUnder('root', undefined, top.length === 0 ? [] : [top], walk);
  const [first] = holes;
  const doubt = policies.map(doubtOf).find((reason) => reason !== undefined);
  if (first === undefined) return {};
  if (doubt !== undefined) return { doubt };
  if (typeof first.freedom === 'string') return { doubt: unknown(first.freedom) };
  return { free: { ...first.freedom, ...scopeOf(holes, walk, policies) } };
}

type Levels = readonly (readonly Value[])[];
type Found = Pick<RootFreedom, 'freedom' | 'witness'>;
/** What it may do, why that is not known, or nothing. */
type Freedom = Found | string | undefined;

interface Hole {
  readonly node: OrganizationNode | undefined;
  readonly freedom: Found | string;
}

interface Walk {
  readonly tree: readonly OrganizationNode[];
  readonly at: (key: string) => readonly Value[];
  readonly judge: (levels: Levels) => Freedom;
}

/** Control policies bear on nobody while their type is not enabled. */
function enforced({ policyTypes }: Organization, { entities }: IamModel): readonly OrganizationPolicy[] {
  const isOff = policyTypes?.kind === 'list' && policyTypes.more === undefined && !policyTypes.items.some(mayBeScp);
  if (isOff) return [];
  return entities.filter((entity) => entity.kind === 'organization-policy' && entity.use === 'scp') as never;
}

function mayBeScp(item: Value): boolean {
  return item.kind !== 'known' || item.value === 'SERVICE_CONTROL_POLICY';
}

/** Why a policy might stand in the way and is not counted. */
function doubtOf({ document, attachments, resource }: OrganizationPolicy): Unknown | undefined {
  const { open } = readDocument(document, 'scp');
  const targets = attachments.known.flatMap(({ place }) => (place.level === 'unknown' ? [place.reason] : []));
  const placed = attachments.open ?? targets[0] ?? (attachments.known.length > 0 ? resource.uncertain : undefined);
  if (placed !== undefined && mayGuard(document)) return placed;
  return attachments.known.length > 0 ? open : undefined;
}

/** Whether attaching the policy to the root would keep the root user from something. */
function mayGuard(document: Value): boolean {
  const freedom = freedomUnder([[document]]);
  return typeof freedom !== 'object' || freedom.freedom === 'acts';
}

function documentsAt(key: string, policies: readonly OrganizationPolicy[]): readonly Value[] {
  return policies
    .filter(({ resource }) => resource.uncertain === undefined)
    .filter(({ attachments }) =>
      attachments.known.some(({ place }) => ('key' in place ? place.key : place.level) === key),
    )
    .map(({ document }) => document)
    .filter((document) => {
      const { open, problem } = readDocument(document, 'scp');
      return open === undefined && problem === undefined;
    });
}

/** The places at the ends of the tree whose root users are free. Where a unit is free and has others in it, those decide. */
function holesUnder(key: string, node: OrganizationNode | undefined, levels: Levels, walk: Walk): readonly Hole[] {
  const freedom = walk.judge(levels);
  if (freedom === undefined) return [];
  const children = walk.tree.filter(({ parent }) => ('key' in parent ? parent.key : parent.level) === key);
  if (children.length === 0 || node?.level === 'account') return [{ node, freedom }];
  const rest = { ...walk, tree: walk.tree.filter((one) => one.key !== key) };
  return children.flatMap((child) => {
    const own = walk.at(child.key);
    return holesUnder(child.key, child, own.length === 0 ? levels : [...levels, own], rest);
  });
}

function scopeOf(
  holes: readonly Hole[],
  { tree, judge }: Walk,
  policies: readonly OrganizationPolicy[],
): Pick<RootFreedom, 'only' | 'guardedElsewhere'> {
  const guarding = policies.filter(({ document }) => judge([[document]]) === undefined);
  const places = guarding.flatMap(({ attachments }) => attachments.known.map(({ place }) => place));
  const keys = places.flatMap((place) => ('key' in place ? [place.key] : []));
  const inTree = new Set(tree.map(({ key }) => key));
  const elsewhere = keys.filter((key) => !inTree.has(key));
  const only = holes.flatMap(({ node }) => (node === undefined ? [] : [nameOf(node)]));
  return {
    ...(keys.some((key) => inTree.has(key)) && only.length > 0 ? { only } : {}),
    ...(elsewhere.length > 0 ? { guardedElsewhere: elsewhere.map(shownAddress) } : {}),
  };
}

function nameOf({ resource }: OrganizationNode): string {
  return stringOf(resource.values.get('name')) ?? shownAddress(resource.address);
}

const ids = new WeakMap<Value, number>();
let count = 0;

/** Equal for equal texts: units often have copies of one policy. */
function idOf(document: Value): string | number {
  const text = stringOf(document);
  if (text !== undefined) return text;
  const id = ids.get(document) ?? count++;
  ids.set(document, id);
  return id;
}

/* ---- one set of policies ---- */

const ALLOW_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/**
 * What nobody needs the root user for (AWS Account Management Reference Guide, "Tasks that require root user credentials", lists
 * what one does): a policy may leave those tasks out.
 */
const TELLING = [
  'iam:CreateUser', 'iam:CreateLoginProfile', 'iam:AttachUserPolicy', 'iam:UpdateAssumeRolePolicy', 's3:DeleteObject',
  's3:GetObject', 'ec2:TerminateInstances', 'ec2:RunInstances', 'kms:ScheduleKeyDeletion', 'cloudtrail:StopLogging',
  'secretsmanager:GetSecretValue', 'lambda:UpdateFunctionCode', 'rds:DeleteDBInstance', 'organizations:LeaveOrganization',
]; // prettier-ignore

function freedomUnder(scps: Levels): Freedom {
  const account = strangerTo(scps);
  const access = inOurTime(inAccount(accessOf({ identity: [ALLOW_ALL], scps: scps.map(withFullAccess) }), account));
  const context = contextOfRoot(account);
  const keys = allows(access, {
    actions: ['iam:CreateAccessKey'],
    resources: [`arn:aws:iam::${account}:root`],
    context,
  });
  const acts = (): Decision => firstYes(TELLING, (action) => allows(access, { actions: [action], context }));
  const decision = keys.answer === 'yes' ? keys : acts();
  if (decision.answer === 'yes') return { freedom: keys.answer === 'yes' ? 'keys' : 'acts', witness: decision.witness };
  const doubt = [keys, decision].find(({ answer }) => answer === 'undecided');
  return doubt?.answer === 'undecided' ? doubt.reason : undefined;
}

/** AWS attaches `FullAWSAccess` to every level. */
function withFullAccess(level: readonly Value[]): readonly object[] {
  return [ALLOW_ALL, ...level];
}

function inAccount(access: Access, account: string): Access {
  return { ...access, home: { ...access.home, account }, resourceAccount: account, elsewhere: [] };
}

/** Condition keys of a request that the root user signs itself; a session of central root access is no root user's own. */
function contextOfRoot(account: string): Readonly<Record<string, string | null>> {
  return {
    'aws:PrincipalArn': `arn:aws:iam::${account}:root`,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': 'Account',
    'aws:userid': account,
    'aws:username': null,
    'aws:AssumedRoot': null,
    'aws:FederatedProvider': null,
    'aws:SourceIdentity': null,
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
  };
}

/** An account that no document names: what is said of one account alone guards no other. */
function strangerTo(scps: Levels): string {
  const text = JSON.stringify(scps.map((level) => level.map((document) => readDocument(document, 'scp').statements)));
  for (let account = 111_122_223_333; ; account += 7) if (!text.includes(String(account))) return String(account);
}
