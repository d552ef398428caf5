/** Whether control policies limit anybody. */
import type { IamModel } from '../model/iam-model';
import type { Organization, OrganizationPolicy } from '../model/organization';
import type { Resource } from '../model/resource';
import { firstUnknown, unknown, type Unknown, type Value } from '../model/value';
import { contentOfStatement } from '../policy/content';
import { readDocument, type Condition, type Statement } from '../policy/document';
import { actionReference } from '../policy/reference';
import { validatePolicy } from '../policy/validate';
import type { Severity, Witness } from '../rule/finding';
import { accessOf, firstYes, type Access, type Decision } from './access';
import { actionClasses } from './action-classes';
import { allows } from './allows';
import type { PlacedStatement } from './layers';
import { inOurTime } from './our-time';
import { allowQuestion, ask, type Question } from './search';
import { askOfActions } from './search-actions';
import { keyDomain } from './shapes';

/** Why a control policy does not do what it is there for. */
export type ControlFault =
  | { readonly kind: 'allowsAll' | 'unattached' | 'management' | 'disabled'; readonly severity?: Severity }
  | { readonly kind: 'never'; readonly statement: string; readonly why: string; readonly content: string }
  | { readonly kind: 'tooMany'; readonly at: Resource; readonly quota: number };

/** What is wrong with a policy, and why something is not known of it. */
export interface ControlVerdict {
  readonly faults: readonly ControlFault[];
  readonly doubt?: Unknown;
}

/** Judges one policy of the organization by its document and by where it is attached. */
export function controlFaults(policy: OrganizationPolicy, model: IamModel): ControlVerdict {
  const { faults, doubt } = documentFaults(policy, model);
  // What limits nobody anywhere need not be attached.
  if (faults.some(({ kind }) => kind === 'allowsAll')) return { faults };
  return { faults: [...faults, ...attachmentFaults(policy, model)], ...(doubt && { doubt }) };
}

/* ---- the document ---- */

function documentFaults({ document, use }: OrganizationPolicy, model: IamModel): ControlVerdict {
  const { statements, open, problem } = readDocument(document, use);
  // What AWS refuses, or reads otherwise than it is meant, `valid-policy` reports.
  if (problem !== undefined || validatePolicy(document, { type: use }).some(({ severity }) => severity === 'error'))
    return { faults: [] };
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  if (open === undefined && denies.length === 0 && statements.some(isEverything)) {
    const others = policiesOf(model).some((other) => other.use === use && !isCopy(other));
    return { faults: [others ? { kind: 'allowsAll', severity: 'low' } : { kind: 'allowsAll' }] };
  }
  const results = denies.map((deny) => ({ deny, decision: matching(deny, use) }));
  const faults = results.flatMap(({ deny, decision }): readonly ControlFault[] =>
    decision.answer === 'no'
      ? [{ kind: 'never', statement: titleOf(deny), why: whyOf(deny), content: contentOfStatement(deny) }]
      : [],
  );
  const undecided = results.find(({ decision }) => decision.answer === 'undecided')?.decision;
  const hole = undecided?.answer === 'undecided' && firstUnknown(document) ? unknown(undecided.reason) : undefined;
  const doubt = open ?? hole;
  return { faults, ...(doubt && { doubt }) };
}

function isCopy({ document, use }: OrganizationPolicy): boolean {
  const { statements, open } = readDocument(document, use);
  return open === undefined && !statements.some(({ effect }) => effect === 'Deny') && statements.some(isEverything);
}

function isEverything({ effect, actions, resources, conditions }: Statement): boolean {
  const all = [actions, resources].every(({ negated, patterns }) => !negated && patterns.includes('*'));
  return effect === 'Allow' && all && conditions.length === 0;
}

function titleOf({ sid, index }: Statement): string {
  return sid === undefined ? `statement ${index + 1}` : `statement \`${sid}\``;
}

function whyOf({ conditions }: Statement): string {
  const shown = conditions.map(
    (condition) => `\`"${operatorOf(condition)}": {"${condition.name}": ${JSON.stringify(condition.values)}}\``,
  );
  return shown.length === 0
    ? 'its actions are for no such resources'
    : `no request of its actions fits ${shown.join(' and ')}`;
}

function operatorOf({ operator, quantifier, ifExists }: Condition): string {
  return `${quantifier === undefined ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
}

/** Control policies do not bear on roles that AWS makes for its services (AWS Organizations User Guide). */
const SERVICE_LINKED: Condition = {
  operator: 'ArnLike',
  ifExists: false,
  key: 'aws:principalarn',
  name: 'aws:PrincipalArn',
  values: ['arn:*:iam::*:role/aws-service-role/*'],
};

/** Every principal of an account has such an ARN; a role session that of its role. */
const PRINCIPALS = ['root', 'user/*', 'role/*'].map((end) => `arn:aws*:iam::????????????:${end}`);
const FEDERATED = 'arn:aws*:sts::????????????:federated-user/*';

/** Whether a deny matches any request that the policy bears on. */
function matching(deny: Statement, use: OrganizationPolicy['use']): Decision {
  const written = JSON.stringify(deny);
  const partitions = ['aws', 'aws-us-gov', 'aws-cn'].filter((one) => one === 'aws' || written.includes(one));
  return firstYes(partitions, (partition) => {
    const access = speakingOf(deny, use, partition);
    const question = questionOf(access);
    // Most match a request that everybody knows, which is asked for faster than all of them.
    const told = firstYes(tellingOf(deny), (action) => ask(question, action));
    if (told.answer === 'yes') return told;
    return askOfActions(
      question,
      actionClasses([access], () => false),
    );
  });
}

const TELLING = ['s3:GetObject', 'ec2:RunInstances', 'sts:AssumeRole'];

function tellingOf({ actions }: Statement): readonly string[] {
  if (actions.negated) return TELLING;
  const named = actions.patterns.filter((pattern) => !/[*?]/.test(pattern)).slice(0, 2);
  return [...named.flatMap((pattern) => actionReference(pattern)?.name ?? []), ...TELLING];
}

function speakingOf(deny: Statement, use: 'scp' | 'rcp', partition: string): Access {
  const base = accessOf({ identity: [] });
  const { index, actions, resources, conditions, variables } = deny;
  // Of a resource control policy everybody is the principal.
  const said = { index, actions, resources, conditions, variables };
  const allow: PlacedStatement = { ...said, effect: 'Allow', place: { document: 0, statement: index } };
  const everything = { negated: false, patterns: ['*'] };
  const linked: PlacedStatement = {
    ...allow,
    effect: 'Deny',
    actions: everything,
    resources: everything,
    conditions: [SERVICE_LINKED],
    variables: false,
  };
  const layer = { name: 'identity', allows: [allow], denies: use === 'scp' ? [linked] : [] } as const;
  // Service principals are limited by resource control policies only.
  const context = new Map(use === 'scp' ? [['aws:principalisawsservice', ['false']] as const] : []);
  const home = { ...base.home, partition };
  return inOurTime({ ...base, home, layers: [layer], context, elsewhere: [] });
}

function questionOf(access: Access): Question {
  const key = 'aws:principalarn';
  // As ARNs: a wildcard stays in its field.
  const patterns = [...PRINCIPALS, FEDERATED].map((source) => ({ source, kind: 'arn' as const }));
  const domain = { ...keyDomain('s3:getobject', key, 'possible'), shape: [{ patterns, holds: true }] };
  return { ...allowQuestion(access, { fixed: new Map() }), domains: new Map([[key, domain]]) };
}

/* ---- where it is attached ---- */

/** AWS Organizations User Guide, "Quotas": policies attached to one root, unit or account. */
const QUOTAS = { scp: 10, rcp: 5 } as const;

function attachmentFaults(policy: OrganizationPolicy, model: IamModel): readonly ControlFault[] {
  const { attachments, resource, use } = policy;
  const { known, open } = attachments;
  if (open === undefined && known.length === 0)
    return model.referrers(resource.address).length === 0 ? [{ kind: 'unattached', severity: 'low' }] : [];
  if (open === undefined && known.every(({ place }) => place.level === 'management-account'))
    return [{ kind: 'management' }];
  const organization = model.entities.find((entity) => entity.kind === 'organization');
  if (organization !== undefined && isOff(organization, use)) return [{ kind: 'disabled' }];
  const quota = QUOTAS[use];
  const ranks = ranksOf(model);
  return known
    .filter(({ resource: at }) => (ranks.get(at) ?? 0) >= quota)
    .map(({ resource: at }) => ({ kind: 'tooMany', at, quota }));
}

const ranksKnown = new WeakMap<IamModel, ReadonlyMap<Resource, number>>();

/** How many policies of its type are attached to the same place before, by attachment. */
function ranksOf(model: IamModel): ReadonlyMap<Resource, number> {
  const before = ranksKnown.get(model);
  if (before !== undefined) return before;
  const counts = new Map<string, number>();
  const ranks = new Map<Resource, number>();
  for (const { use, attachments } of policiesOf(model)) {
    for (const { resource, place } of attachments.known) {
      if (place.level === 'unknown') continue;
      const key = `${use} ${'key' in place ? place.key : place.level}`;
      const rank = counts.get(key) ?? 0;
      ranks.set(resource, rank);
      counts.set(key, rank + 1);
    }
  }
  ranksKnown.set(model, ranks);
  return ranks;
}

const policiesKnown = new WeakMap<IamModel, readonly OrganizationPolicy[]>();

function policiesOf(model: IamModel): readonly OrganizationPolicy[] {
  const before = policiesKnown.get(model);
  if (before !== undefined) return before;
  const policies = model.entities.filter((entity) => entity.kind === 'organization-policy');
  policiesKnown.set(model, policies);
  return policies;
}

const TYPES = { scp: 'SERVICE_CONTROL_POLICY', rcp: 'RESOURCE_CONTROL_POLICY' } as const;

/** Whether it is certain that policies of the type are not in force: not enabled, or an organization for billing only. */
function isOff({ policyTypes, featureSet }: Organization, use: 'scp' | 'rcp'): boolean {
  if (featureSet?.kind === 'known' && featureSet.value === 'CONSOLIDATED_BILLING') return true;
  return policyTypes?.kind === 'list' && policyTypes.more === undefined && !policyTypes.items.some(mayBe(TYPES[use]));
}

function mayBe(type: string): (item: Value) => boolean {
  return (item) => item.kind !== 'known' || item.value === type;
}

/* ---- the data perimeter ---- */

const ALLOW_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Of each service that resource control policies speak of from the start, what an outsider would do. */
const OUTSIDE = [
  's3:GetObject',
  'sts:AssumeRole',
  'kms:Decrypt',
  'sqs:ReceiveMessage',
  'secretsmanager:GetSecretValue',
];

/** A request of somebody outside. */
const STRANGER = {
  'aws:PrincipalAccount': '999999999999',
  'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/stranger',
  'aws:PrincipalOrgID': 'o-stranger000',
  'aws:PrincipalOrgPaths': ['o-stranger000/r-abcd/'],
  'aws:PrincipalIsAWSService': 'false',
  'aws:PrincipalServiceName': null,
  'aws:ViaAWSService': 'false',
  'aws:SourceAccount': null,
  'aws:SourceArn': null,
  'aws:SourceOrgID': null,
  'aws:SecureTransport': 'true',
} as const;

/**
 * Where the organization enables resource control policies and none of them keeps principals of other organizations out of
 * anything: the request of such a one.
 */
export function perimeterHole(organization: Organization, model: IamModel): { witness?: Witness; doubt?: Unknown } {
  if (!isOn(organization)) return {};
  const own = policiesOf(model).filter(({ use }) => use === 'rcp');
  const open = own.map(({ document }) => readDocument(document, 'rcp').open).find((reason) => reason !== undefined);
  const rcps = [own.map(({ document }) => document), ...(organization.configured?.rcps ?? [])];
  const access = accessOf({ identity: [ALLOW_ALL], rcps });
  const decisions = OUTSIDE.map((action) =>
    allows({ ...access, elsewhere: [] }, { actions: [action], context: STRANGER }),
  );
  const [first] = decisions;
  if (first?.answer === 'yes' && decisions.every(({ answer }) => answer === 'yes')) return { witness: first.witness };
  return open === undefined || decisions.some(({ answer }) => answer === 'no') ? {} : { doubt: open };
}

function isOn({ policyTypes }: Organization): boolean {
  return (
    policyTypes?.kind === 'list' && policyTypes.items.some((item) => item.kind === 'known' && item.value === TYPES.rcp)
  );
}
