/** IAM entities of Open Telekom Cloud while their links are being made. */
import type { Agency, Grant, Group, User } from '../model/iam-model';
import type { OtcSignIn } from '../model/otc';
import type { Resource } from '../model/resource';
import { isNull, known, stringOf, unknown, type Unknown, type Value } from '../model/value';
import type { Draft, Of, PolicyDraft } from './aws-drafts';
import { blocksIn } from './blocks';
import { indexOf, type Index } from './links';
import { documentOfBlocks, documentOfJson } from './otc-documents';
import { namesBehindIds, type Named } from './otc-lookups';
import { firstOf } from './otc-resources';

/** An agency whose roles are still being collected. */
export type AgencyDraft = Omit<Agency, 'grants'> & { readonly grants: { known: Grant[]; open?: Unknown } };

/** Everything that links lead to. */
export interface OtcDrafts {
  readonly users: Index<Draft<User>>;
  readonly groups: Index<Draft<Group>>;
  /** Custom roles. */
  readonly policies: Index<PolicyDraft>;
  readonly agencies: readonly AgencyDraft[];
  /** Roles that are looked up (`data`), by address. */
  readonly lookedUp: ReadonlyMap<string, Resource>;
  /** The name behind the id of a user or a group that is looked up. */
  readonly named: Named;
}

/** Everything of the stack that links may lead to, without any links. */
export function otcDraftsOf(of: Of, data: Of): OtcDrafts {
  const lookedUp = [...data('identity_role'), ...data('identity_role_custom')];
  return {
    users: indexOf(of('identity_user').map(userDraft)),
    groups: indexOf(of('identity_group').map(groupDraft)),
    policies: indexOf(of('identity_role').map(policyDraft)),
    agencies: of('identity_agency').map(agencyDraft),
    lookedUp: new Map(lookedUp.map((resource) => [resource.address, resource])),
    named: namesBehindIds(data),
  };
}

function nameOf(resource: Resource, names: readonly [string, ...string[]] = ['name']): Value {
  const [name, value] = firstOf(resource, names);
  return (
    value ??
    unknown(`the name of \`${resource.address}\` is not known`, [{ address: resource.address, attribute: name }])
  );
}

function userDraft(resource: Resource): Draft<User> {
  return {
    kind: 'user',
    resource,
    name: nameOf(resource),
    path: '/',
    tags: { known: new Map() },
    grants: { known: [] },
    groups: { known: [] },
    accessKeys: { known: [] },
    loginProfiles: { known: [] },
    signIn: signInOf(resource),
  };
}

function signInOf(resource: Resource): OtcSignIn {
  const [, accessType] = firstOf(resource, ['access_type']);
  const [, enabled] = firstOf(resource, ['enabled']);
  const protection = protectionOf(resource);
  return {
    accessType: accessType ?? known('default'),
    isAccessTypeSet: accessType !== undefined,
    isEnabled: enabled ?? known(true),
    ...(protection === undefined ? {} : { protection }),
  };
}

/** OTC has a block for the second factor, Huawei Cloud an argument. */
function protectionOf(resource: Resource): OtcSignIn['protection'] {
  const [block] = blocksIn(resource.values.get('login_protection'));
  if (block !== undefined && block.kind !== 'map') return { isEnabled: block, method: block };
  if (block !== undefined) {
    const argument = (name: string): Value => block.entries.get(name) ?? block.more ?? known(null);
    return { isEnabled: argument('enabled'), method: argument('verification_method') };
  }
  const [, method] = firstOf(resource, ['login_protect_verification_method']);
  if (method === undefined) return undefined;
  const isNone = stringOf(method) === 'none' || stringOf(method) === '';
  return isNone ? undefined : { isEnabled: method.kind === 'unknown' ? method : known(true), method };
}

function groupDraft(resource: Resource): Draft<Group> {
  return { kind: 'group', resource, name: nameOf(resource), grants: { known: [] }, members: { known: [] } };
}

function policyDraft(resource: Resource): PolicyDraft {
  const { values } = resource;
  const json = values.get('policy');
  const document =
    json === undefined || isNull(json) ? documentOfBlocks(values.get('statement')) : documentOfJson(json);
  const name = nameOf(resource, ['display_name', 'name']);
  return { kind: 'policy', resource, name, document, isAttached: false, isBoundary: false };
}

/** Services to which agencies are lent have names of this kind (IAM User Guide of OTC, "Cloud Service Agency"). */
const SERVICE = /^op_svc_|\.(?:myhuaweicloud|otc\.t-systems)\.com$/;

function agencyDraft(resource: Resource): AgencyDraft {
  const [delegatedBy, to] = firstOf(resource, ['delegated_domain_name', 'delegated_service_name']);
  const delegatedTo = to ?? unknown(`\`${resource.address}\` does not say to whom it is lent`);
  const [, duration] = firstOf(resource, ['duration']);
  return {
    kind: 'agency',
    resource,
    name: nameOf(resource),
    delegatedTo,
    delegatedBy,
    isForService: isService(delegatedTo),
    grants: { known: [] },
    ...(duration === undefined ? {} : { duration }),
  };
}

function isService(delegatedTo: Value): boolean | Unknown {
  const [first] = delegatedTo.kind === 'text' ? delegatedTo.parts : [stringOf(delegatedTo)];
  if (typeof first === 'string') return SERVICE.test(first);
  return delegatedTo.kind === 'unknown' ? delegatedTo : unknown('it is not known to whom the agency is lent');
}
