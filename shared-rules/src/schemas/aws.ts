/** AWS resources in the Terraform shape, as the IAM model. */
import type { Entity, IamModel } from '../model/iam-model';
import type { Limits, ZoneOfTrust } from '../model/organization';
import { commandsOf } from '../model/commands';
import type { NotChecked, Resource, Stack } from '../model/resource';
import { accountOf, instanceProfiles, passwordPolicies } from './aws-account';
import { attach, bound } from './aws-attachments';
import { accessKeys, loginProfiles, serviceCredentials } from './aws-credentials';
import { controlDocuments, documents } from './aws-documents';
import { draftsOf, type Drafts, type Of } from './aws-drafts';
import { identityPools, machines } from './aws-exposure';
import { join } from './aws-groups';
import { limit } from './aws-limits';
import { organizationPolicies, organizations } from './aws-organization';
import { attachToPermissionSets } from './aws-permission-sets';
import { rotationOf } from './aws-rotation';
import { providersOf } from './aws-providers';
import { resourceDocuments, resourcePolicies } from './aws-resource-policies';
import { defaultTags } from './aws-tags';
import { referrersOf } from './references';
import { secretFlowsOf } from './secrets/flows';
import { writtenCredentialsOf } from './secrets/written';

/** Types that hold permissions and that this schema does not read. */
const UNREAD = new RegExp(
  `^(${[
    // Resources that stand in a template of another kind.
    'aws_cloudformation_stack(_set)?|aws_cloudcontrolapi_resource|aws_serverlessapplicationrepository_cloudformation_stack',
    // Who may use what, in words of their own.
    'aws_(opensearchserverless_access_policy|ram_principal_association|vpc_endpoint_service_allowed_principal)',
    'awscc_(iam|sso|identitystore|rolesanywhere|organizations)_\\w+',
    // Policies of resources.
    'awscc_(lambda_(permission|url|layer_version_permission)|kms_(replica_)?key)',
    'awscc_\\w+_((point|bucket|table|topic|queue|repository|registry|catalog|cluster|sink|vault|resource|auth)(_inline)?)_policy',
    '(opentelekomcloud|huaweicloud)_identity_\\w+',
    '(opentelekomcloud|huaweicloud)_(obs|s3)_bucket_(policy|acl)',
  ].join('|')})$`,
);

/** What is told of a stack from outside. */
export interface ModelOptions {
  /** Documents of policies that live in another stack, by ARN. */
  readonly managedPolicies?: ReadonlyMap<string, unknown>;
  /** Whether the account's own settings belong into this stack. */
  readonly isBaseline?: boolean;
  /** Who counts as inside. */
  readonly zone?: ZoneOfTrust;
  /** Control policies of the organization that bear on the account. */
  readonly limits?: Limits;
  /** The stack before the change. */
  readonly before?: IamModel;
}

/** Makes the model of one stack. */
export function iamModel(
  stack: Stack,
  { managedPolicies = new Map(), isBaseline = false, zone, limits, before }: ModelOptions = {},
): IamModel {
  const managed = stack.resources.filter((resource) => resource.mode === 'managed');
  const of = byType(managed);
  const providers = providersOf(stack.resources);
  const drafts = draftsOf(of, defaultTags(providers), managedPolicies);
  const credentials = link(of, drafts, managed);
  const controls = organizationPolicies(of);
  limit(of, drafts, { providers, policies: controls, ...(limits && { configured: limits }) });
  const account = accountOf(stack, isBaseline, of, providers);
  const entities = [
    account,
    ...[drafts.users, drafts.groups, drafts.roles, drafts.permissionSets].flatMap(({ all }) => [...all]),
    ...credentials,
    ...serviceCredentials(of, drafts),
    ...passwordPolicies(of),
    ...instanceProfiles(of),
    ...drafts.policies.all,
    ...drafts.outside,
    ...organizations(of, limits),
    ...controls,
    ...openedIn(of, drafts, limits),
    ...documents(of),
    ...controlDocuments(controls),
    ...textsOf(stack),
  ];
  return {
    entities,
    resources: managed,
    account,
    referrers: referrersOf(stack.resources),
    notChecked: unread(managed),
    ...(zone !== undefined && { zone }),
    ...(before !== undefined && { before }),
  };
}

/** What may let others in. */
function openedIn(of: Of, drafts: Drafts, limits: Limits | undefined): readonly Entity[] {
  const policies = resourcePolicies(of, limits);
  return [...policies, ...resourceDocuments(policies), ...identityPools(of, drafts), ...machines(of)];
}

/** Gives everybody the documents, groups and boundaries that they have; answers the keys and passwords. */
function link(of: Of, drafts: Drafts, managed: readonly Resource[]): readonly Entity[] {
  attach(of, drafts);
  attachToPermissionSets(of, drafts);
  const keys = accessKeys(of, drafts, rotationOf(managed));
  const profiles = loginProfiles(of, drafts);
  join(of, drafts);
  bound(drafts);
  return [...keys, ...profiles];
}

/** What stands in any text of the stack, whatever resource it is. */
function textsOf(stack: Stack): readonly Entity[] {
  const running = stack.resources.filter(({ mode }) => mode === 'managed' || mode === 'data');
  return [...running.flatMap(commandsOf), ...secretFlowsOf(stack), ...writtenCredentialsOf(stack)];
}

function byType(managed: readonly Resource[]): (type: string) => readonly Resource[] {
  const lists = new Map<string, Resource[]>();
  for (const resource of managed) {
    const list = lists.get(resource.type);
    if (list === undefined) lists.set(resource.type, [resource]);
    else list.push(resource);
  }
  return (type) => lists.get(type) ?? [];
}

function unread(managed: readonly Resource[]): readonly NotChecked[] {
  return managed
    .filter(({ type }) => UNREAD.test(type))
    .map(({ address, type }) => ({ address, reason: `\`${type}\` holds permissions that are not read yet` }));
}
