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
import { limit } from './aws-limits';
import { organizationPolicies, organizations } from './aws-organization';
import { join } from './groups';
import { attachToPermissionSets } from './aws-permission-sets';
import { rotationOf, type Rotation } from './aws-rotation';
import { providersOf } from './aws-providers';
import { otcPart } from './otc';
import { resourceDocuments, resourcePolicies } from './aws-resource-policies';
import { defaultTags } from './aws-tags';
import { referrersOf } from './references';
import { secretFlowsOf } from './secrets/flows';
import { handedKeysOf } from './secrets/handed';
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
    // Huawei Cloud's newer IAM has policies in a language of its own.
    'huaweicloud_(identityv5|identitycenter|iam|ram)_\\w+|huaweicloud_identity_(service_agency|trust_agency|policy\\w*)',
    'huaweicloud_organizations_\\w*policy\\w*',
    '(opentelekomcloud|huaweicloud)_(obs|s3)_bucket_(policy|acl)|(opentelekomcloud|huaweicloud)_kms_grant(_v1)?',
    'opentelekomcloud_swr_organization_permissions(_v2)?|huaweicloud_swr_\\w+_permissions',
  ].join('|')})$`,
);

/** Lets those in who sign in at an identity provider: whom that lets in, and what its rules say of them, is known there. */
const FEDERATION =
  /^(opentelekomcloud|huaweicloud)_identity_(provider|mapping|protocol)(_v3)?$|^huaweicloud_identity_provider_\w+$/;

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
  const rotation = rotationOf(managed);
  const credentials = link(of, drafts, rotation);
  const otc = otcPart(stack, rotation);
  const controls = organizationPolicies(of);
  limit(of, drafts, { providers, policies: controls, ...(limits && { configured: limits }) });
  const account = accountOf(stack, isBaseline, of, providers, otc.monitoring);
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
    ...controlDocuments(controls),
    ...otc.entities,
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

/** What may let others in, and the documents of the stack. */
function openedIn(of: Of, drafts: Drafts, limits: Limits | undefined): readonly Entity[] {
  const policies = resourcePolicies(of, limits);
  return [...policies, ...resourceDocuments(policies), ...identityPools(of, drafts), ...machines(of), ...documents(of)];
}

/** Gives everybody the documents, groups and boundaries that they have; answers the keys and passwords. */
function link(of: Of, drafts: Drafts, rotation: Rotation): readonly Entity[] {
  attach(of, drafts);
  attachToPermissionSets(of, drafts);
  const keys = accessKeys(of, drafts, rotation);
  const profiles = loginProfiles(of, drafts);
  join({ ofGroups: of('aws_iam_group_membership'), ofUsers: of('aws_iam_user_group_membership') }, drafts);
  bound(drafts);
  return [...keys, ...profiles];
}

/** What stands in any text of the stack, whatever resource it is. */
function textsOf(stack: Stack): readonly Entity[] {
  const running = stack.resources.filter(({ mode }) => mode === 'managed' || mode === 'data');
  const found = [...secretFlowsOf(stack), ...writtenCredentialsOf(stack)];
  return [...running.flatMap(commandsOf), ...found, ...handedKeysOf(stack, found)];
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
  return managed.flatMap(({ address, type }) => {
    if (UNREAD.test(type)) return [{ address, reason: `\`${type}\` holds permissions that are not read yet` }];
    if (!FEDERATION.test(type)) return [];
    return [
      {
        address,
        reason: `\`${type}\` lets in who signs in at an identity provider, and no rule judges whom that lets in`,
      },
    ];
  });
}
