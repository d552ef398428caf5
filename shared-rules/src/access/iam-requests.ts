/** What the requests of IAM carry, for questions about who may change whose permissions. */
import { substitute, withoutVariables } from '../policy/condition';
import { globMatches } from '../policy/glob';
import { statementsOf, type Access } from './access';
import { IAM_REGIONS } from './home';
import { searchRequest, type Fixed } from './search';

/** Whether what the principal gives to itself stays within a permissions boundary. */
export function isBounded({ layers }: Access): boolean {
  return layers.some(({ name }) => name === 'boundary');
}

/** IAM is called in one region. */
export function iamRegion({ home }: Access): Fixed {
  return new Map([['aws:requestedregion', [IAM_REGIONS.get(home.partition) ?? 'us-east-1']]]);
}

/**
 * AWS managed policies that give whoever gets them more than it could write itself: nearly everything, or IAM to change.
 * What only has full access to a service is not among them.
 */
const WORST = [
  'AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess', 'AdministratorAccess-Amplify', 'AWSManagedAccountManagementAccess',
  'WellArchitectedConsoleFullAccess', 'service-role/AWSCodeStarServiceRole',
  'service-role/SageMakerStudioProjectProvisioningRolePolicy',
]; // prettier-ignore

/**
 * What a request to attach a policy carries besides `fixed`, once for each policy that gives more: one of the worst of AWS,
 * or one of its own that the principal may write.
 */
export function attachments(access: Access, fixed: Fixed): readonly Fixed[] {
  return withPolicies(policiesFor(access), fixed);
}

/** The same, without a policy that leaves IAM out: who attaches it to itself is no administrator. */
export function administratorAttachments(access: Access, fixed: Fixed): readonly Fixed[] {
  return withPolicies(
    policiesFor(access).filter((policy) => !policy.endsWith(':aws:policy/PowerUserAccess')),
    fixed,
  );
}

function withPolicies(policies: readonly string[], fixed: Fixed): readonly Fixed[] {
  return policies.map((policy) => new Map([...fixed, ['iam:policyarn', [policy]] as const]));
}

const known = new WeakMap<Access, readonly string[]>();

function policiesFor(access: Access): readonly string[] {
  const before = known.get(access);
  if (before !== undefined) return before;
  const worst = WORST.map((name) => `arn:${access.home.partition}:iam::aws:policy/${name}`);
  const named = namedPolicies(access);
  // Where no condition speaks of the policy one is as good as another.
  const policies = named.length === 0 ? worst.slice(0, 1) : [...worst, ...writable(access, named)];
  known.set(access, policies);
  return policies;
}

/** Policies that the principal may write, of each kind that conditions tell apart. */
function writable(access: Access, named: readonly string[]): readonly string[] {
  const found = patternsOf(access, named).flatMap((pattern) => {
    // What is named in full is there already, and can only be rewritten.
    const actions = /[*?]/.test(pattern)
      ? ['iam:CreatePolicy', 'iam:CreatePolicyVersion']
      : ['iam:CreatePolicyVersion'];
    return actions.flatMap((action) => {
      const decision = searchRequest(access, { action, resources: [pattern], fixed: iamRegion(access) });
      return decision.answer === 'yes' ? [decision.witness.resource] : [];
    });
  });
  return [...new Set(found)];
}

/** Values of conditions that are tried; AWS has no room for as many. */
const MOST_VALUES = 30;

/** What conditions compare the policy with. */
function namedPolicies(access: Access): readonly string[] {
  const conditions = statementsOf(access).flatMap((statement) => statement.conditions);
  return [...new Set(conditions.filter(({ key }) => key === 'iam:policyarn').flatMap(({ values }) => values))];
}

const POLICY_ARN = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):policy\/(.*)$/;

/** Any policy of the account, and the patterns of `named` as policies of the account. */
function patternsOf(access: Access, named: readonly string[]): readonly string[] {
  const { partition, account } = access.home;
  const context = new Map([...access.context].flatMap(([key, values]) => (values ? [[key, values] as const] : [])));
  const names = named.slice(0, MOST_VALUES).flatMap((value) => {
    const [, owner, name] = POLICY_ARN.exec(value) ?? [];
    if (owner === undefined || name === undefined)
      return value.startsWith('arn:') ? [] : [value.replace(/^.*policy\//, '')];
    return globMatches(owner, account) ? [substitute(name, context, true) ?? withoutVariables(name)] : [];
  });
  return [...new Set(['*', ...names])].map((name) => `arn:${partition}:iam::${account}:policy/${name}`);
}
