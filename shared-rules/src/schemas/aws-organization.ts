/** The organization, its units and accounts, and its control policies (AWS Organizations User Guide). */
import type {
  Limits, Organization, OrganizationNode, OrganizationPlace, OrganizationPolicy, PolicyAttachment,
} from '../model/organization'; // prettier-ignore
import type { Resource } from '../model/resource';
import { isNull, known, stringOf, unknown, type Reference, type Unknown, type Value } from '../model/value';
import { nameOf, type Of } from './aws-drafts';
import type { ControlPolicyUse } from './control-policies';

const ORGANIZATION = 'aws_organizations_organization';
const UNIT = 'aws_organizations_organizational_unit';
const ACCOUNT = 'aws_organizations_account';

/** The organization that the stack manages: none, or one. What only reads one, or attaches policies, manages none. */
export function organizations(of: Of, configured: Limits | undefined): readonly Organization[] {
  const [own] = of(ORGANIZATION);
  const [features] = of('aws_iam_organizations_features');
  const resource = own ?? features;
  if (resource === undefined) return [];
  const argument = (name: string, fallback: Value): Value => {
    const value = own?.values.get(name);
    return value === undefined || isNull(value) ? fallback : value;
  };
  const nothing: Value = { kind: 'list', items: [], references: [] };
  const enabled = features?.values.get('enabled_features') ?? nothing;
  return [
    {
      kind: 'organization',
      resource,
      ...(own && {
        policyTypes: argument('enabled_policy_types', nothing),
        featureSet: argument('feature_set', known('ALL')),
        trustedServices: trustedServices(of, argument('aws_service_access_principals', nothing)),
      }),
      ...(features && { rootFeatures: { resource: features, enabled } }),
      tree: treeOf(of),
      ...(configured && { configured }),
    },
  ];
}

/** Trust may be a resource of its own, beside the list of the organization. */
function trustedServices(of: Of, listed: Value): Value {
  const single = of('aws_organizations_aws_service_access').flatMap(
    ({ values }) => values.get('service_principal') ?? [],
  );
  if (listed.kind !== 'list' || single.length === 0) return listed;
  return { ...listed, items: [...listed.items, ...single] };
}

/** The organizational units and accounts of the stack that are certain to be there. An account stands under the root by default. */
export function treeOf(of: Of): readonly OrganizationNode[] {
  const place = placesIn(of);
  const node = (level: OrganizationNode['level'], resource: Resource): OrganizationNode => {
    const value = resource.values.get('parent_id');
    const parent: OrganizationPlace = value === undefined || isNull(value) ? { level: 'root' } : place(value);
    return { level, key: resource.address, resource, parent };
  };
  const certain = (type: string): readonly Resource[] => of(type).filter(({ uncertain }) => uncertain === undefined);
  return [
    ...certain(UNIT).map((resource) => node('unit', resource)),
    ...certain(ACCOUNT).map((resource) => node('account', resource)),
  ];
}

const USES: ReadonlyMap<string, ControlPolicyUse> = new Map([
  ['SERVICE_CONTROL_POLICY', 'scp'],
  ['RESOURCE_CONTROL_POLICY', 'rcp'],
]);

/** Service and resource control policies of the stack. Policies of other types limit no access. */
export function organizationPolicies(of: Of): readonly OrganizationPolicy[] {
  const policies = of('aws_organizations_policy').flatMap((resource) => {
    const type = resource.values.get('type');
    const use = type === undefined || isNull(type) ? 'scp' : USES.get(stringOf(type) ?? '');
    return use === undefined ? [] : [{ resource, use }];
  });
  if (policies.length === 0) return [];
  const attachments = attachmentsIn(of);
  return policies.map(({ resource, use }) => ({
    kind: 'organization-policy',
    resource,
    property: 'content',
    name: nameOf(resource),
    use,
    document: resource.values.get('content') ?? unknown('the policy has no document'),
    attachments: attachments(resource.address),
  }));
}

/** Answers the attachments of a policy by its address. */
function attachmentsIn(of: Of): (address: string) => OrganizationPolicy['attachments'] {
  const place = placesIn(of);
  const own = new Set(of('aws_organizations_policy').map(({ address }) => address));
  const all = new Map<string, { known: PolicyAttachment[]; open?: Unknown }>();
  const attached = (address: string): { known: PolicyAttachment[]; open?: Unknown } => {
    const entry = all.get(address) ?? { known: [] };
    all.set(address, entry);
    return entry;
  };
  for (const resource of of('aws_organizations_policy_attachment')) {
    const id = resource.values.get('policy_id') ?? known(null);
    // An id that is written down is of a policy of another stack, such as `p-FullAWSAccess`.
    if (id.kind === 'known' && id.references.length === 0) continue;
    const named = [...new Set(id.references.map(({ address }) => address))].filter((address) => own.has(address));
    const [only] = named;
    const isOne = only !== undefined && named.length === 1 && id.references.every(({ maybe }) => maybe === undefined);
    if (isOne && resource.uncertain === undefined) {
      const target = resource.values.get('target_id') ?? known(null);
      attached(only).known.push({ resource, place: place(target) });
    } else {
      const reason = resource.uncertain ?? unknown(`it is not known which policy \`${resource.address}\` attaches`);
      for (const address of named.length === 0 ? own : named) attached(address).open ??= reason;
    }
  }
  return attached;
}

const IDS = [
  [/^r-[0-9a-z]{4,32}$/, 'root'],
  [/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, 'unit'],
  [/^\d{12}$/, 'account'],
] as const;

/** Reads what an attachment or a parent names. */
function placesIn(of: Of): (value: Value) => OrganizationPlace {
  const kinds = new Map<string, string>();
  for (const type of [ORGANIZATION, UNIT, ACCOUNT]) for (const { address } of of(type)) kinds.set(address, type);
  const kindOf = (address: string): string | undefined => kinds.get(address) ?? DATA.exec(address)?.[1];
  return (value) => {
    const text = stringOf(value);
    const level = IDS.find(([form]) => form.test(text ?? ''))?.[1];
    if (text !== undefined && level !== undefined) return level === 'root' ? { level } : { level, key: text };
    const places = new Map(
      value.references.map((reference) => {
        const place = placeOfReference(reference, kindOf(reference.address));
        return [JSON.stringify(place), place] as const;
      }),
    );
    const [place] = places.values();
    if (place !== undefined && places.size === 1) return place;
    return { level: 'unknown', reason: value.kind === 'unknown' ? value : unknown('the target is not known') };
  };
}

const DATA = /^data\.(aws_organizations_organization|aws_organizations_organizational_unit)\./;

/** Where the engine tells no attribute, the organization stands for its root: nothing else of it is attached to. */
function placeOfReference({ address, attribute, maybe }: Reference, kind: string | undefined): OrganizationPlace {
  const isExact = maybe === undefined;
  if (isExact && kind === UNIT) return { level: 'unit', key: address };
  if (isExact && kind === ACCOUNT) return { level: 'account', key: address };
  if (isExact && kind === ORGANIZATION) {
    if (attribute === undefined || attribute === 'roots') return { level: 'root' };
    if (attribute === 'master_account_id') return { level: 'management-account' };
  }
  return { level: 'unknown', reason: unknown(`it is not known what of \`${address}\` is the target`) };
}
