/** Policies that AWS manages and that are broader than nearly any work: by name, since AWS names them by what they give. */
import type { Grant } from '../model/iam-model';
import type { Reference, Unknown } from '../model/value';
import { managedPoliciesNamed, managedPolicyPath } from '../policy/managed-policies';
import { newAccess } from './new-access';
import { accessOfGrant, accessOfPrincipal } from './of-principal';
import type { Holder } from './cause';

/** An attachment of such a policy, or of one that is not known. */
export type BroadAttachment =
  | { readonly grant: Grant; readonly policy: string; readonly reach: string; readonly fit: string }
  | { readonly grant: Grant; readonly doubt: Unknown };

type Attaching = Exclude<Holder, { readonly kind: 'policy' }>;

/** The broad policies that somebody has directly. Where a boundary cuts the policy down nothing is said. */
export function broadAttachments(holder: Attaching): readonly BroadAttachment[] {
  const grants = holder.kind === 'outside-holder' ? [holder.grant] : holder.grants.known;
  return grants.filter(({ through }) => through === undefined).flatMap((grant) => judge(grant, holder));
}

function judge(grant: Grant, holder: Attaching): readonly BroadAttachment[] {
  if (grant.managed === undefined) {
    const doubt = unknownArn(grant);
    return doubt === undefined ? [] : [{ grant, doubt }];
  }
  const broad = broadPolicy(grant.managed);
  if (broad === undefined || isCutDown(grant, holder)) return [];
  return grant.uncertain === undefined ? [{ grant, ...broad }] : [{ grant, doubt: grant.uncertain }];
}

/** Any policy can be meant where the ARN is wholly unknown and no resource makes it. */
function unknownArn({ policy, via, property, document }: Grant): Unknown | undefined {
  const arn = via.values.get(property);
  if (policy !== undefined || arn === undefined || !/arns?$/.test(property)) return undefined;
  return arn.kind === 'unknown' && document.kind === 'unknown' && arn.references.every(isNoResource) ? arn : undefined;
}

function isNoResource({ address }: Reference): boolean {
  return /^(var|local|data|module)\./.test(address);
}

function isCutDown(grant: Grant, holder: Attaching): boolean {
  if (holder.kind === 'outside-holder' || holder.kind === 'group' || holder.boundary === undefined) return false;
  return newAccess(accessOfPrincipal(holder), accessOfGrant(grant, holder)).answer === 'yes';
}

/** Job functions that write to many services (IAM User Guide, "AWS managed policies for job functions"). */
const JOBS = /^job-function\/(DatabaseAdministrator|NetworkAdministrator|SystemAdministrator|DataScientist)$/;
const EVERYTHING = /_?FullAccess(_?v\d+)?$/i;

/** What a policy gives, and which one gives less. Undefined for those that are made for one job, and for AdministratorAccess. */
function broadPolicy(
  arn: string,
): { readonly policy: string; readonly reach: string; readonly fit: string } | undefined {
  const path = managedPolicyPath(arn);
  if (path === undefined || /^(aws-)?service-role\//.test(path)) return undefined;
  const policy = path.slice(path.lastIndexOf('/') + 1);
  if (policy === 'PowerUserAccess') {
    return {
      policy,
      reach: 'every action of every service but IAM and its like',
      fit: fitOf(['ViewOnlyAccess', 'ReadOnlyAccess']),
    };
  }
  if (policy === 'IAMFullAccess') {
    return {
      policy,
      reach: 'all of IAM, so that its holder can become an administrator',
      fit: fitOf(['IAMReadOnlyAccess']),
    };
  }
  if (JOBS.test(path))
    return { policy, reach: 'writing to many services on every resource', fit: fitOf(['ViewOnlyAccess']) };
  if (!EVERYTHING.test(policy)) return undefined;
  const stem = policy.replace(EVERYTHING, '');
  const names = ['ReadOnlyAccess', '_ReadOnlyAccess', 'ReadOnly', 'ReadOnlyAccess_v2'].map((end) => `${stem}${end}`);
  return { policy, reach: 'every action of its service on every resource', fit: fitOf(names) };
}

/** The first of the policies that AWS has. */
function fitOf(names: readonly string[]): string {
  const found = names.find((name) => managedPoliciesNamed(name).length > 0);
  const own = 'write a policy with the actions and resource ARNs that it uses';
  return found === undefined ? own : `attach \`${found}\` if it only reads, else ${own}`;
}
