/** What is shared with other accounts by an argument: images, snapshots and documents; as the policies that it amounts to. */
import type { ResourcePolicy } from '../../model/exposure';
import type { Resource } from '../../model/resource';
import { dictionary, isNull, known, list, stringOf, type Value } from '../../model/value';
import type { Of } from '../aws-drafts';
import { valuesInBlocks } from '../blocks';
import { at, conditionOf, documentOf, made } from './made';

interface Shared {
  readonly type: string;
  /** What whoever it is shared with can do. */
  readonly action: string;
  readonly label: string;
  readonly resourceType: string;
  /** Argument that names it. */
  readonly name: string;
  /** Those whom it is shared with, by argument: account ids, or `all`. */
  readonly with: (resource: Resource) => readonly (readonly [property: string, value: Value | undefined])[];
}

const one = (property: string) => (resource: Resource) => [[property, at(resource, property)] as const];

const IMAGE: Shared = {
  type: 'aws_ami_launch_permission',
  action: 'ec2:RunInstances',
  label: 'machine image',
  resourceType: 'AWS::EC2::Image',
  name: 'image_id',
  with: (resource) => [...one('group')(resource), ...one('account_id')(resource)],
};

const SHARED: readonly Shared[] = [
  IMAGE,
  {
    type: 'aws_snapshot_create_volume_permission',
    action: 'ec2:CreateVolume',
    label: 'snapshot',
    resourceType: 'AWS::EC2::Snapshot',
    name: 'snapshot_id',
    with: one('account_id'),
  },
  ...['aws_db_snapshot', 'aws_db_snapshot_copy'].map((type) => ({
    type,
    action: 'rds:RestoreDBInstanceFromDBSnapshot',
    label: 'database snapshot',
    resourceType: 'AWS::RDS::DBSnapshot',
    name: type === 'aws_db_snapshot' ? 'db_snapshot_identifier' : 'target_db_snapshot_identifier',
    with: one('shared_accounts'),
  })),
  {
    type: 'aws_db_cluster_snapshot',
    action: 'rds:RestoreDBClusterFromSnapshot',
    label: 'database snapshot',
    resourceType: 'AWS::RDS::DBClusterSnapshot',
    name: 'db_cluster_snapshot_identifier',
    with: one('shared_accounts'),
  },
  {
    type: 'aws_ssm_document',
    action: 'ssm:GetDocument',
    label: 'SSM document',
    resourceType: 'AWS::SSM::Document',
    name: 'name',
    with: (resource) => [['permissions', valuesInBlocks(at(resource, 'permissions'), 'account_ids')[0]]],
  },
];

/** Everything that is shared with somebody. */
export function sharedThings(of: Of): readonly ResourcePolicy[] {
  return [
    ...SHARED.flatMap((row) => of(row.type).flatMap((resource) => shares(resource, row))),
    ...of(IMAGE.type).flatMap(organizationShares),
  ];
}

function shares(resource: Resource, row: Shared): readonly ResourcePolicy[] {
  return row.with(resource).flatMap(([property, value]) => {
    if (value === undefined || isNull(value)) return [];
    const principals = principalsIn(value);
    return principals.length === 0 ? [] : [share(resource, property, row, list(principals))];
  });
}

/** Account ids, or `all`; in a text behind commas. */
function principalsIn(value: Value): readonly Value[] {
  if (value.kind === 'list') return [...value.items, ...(value.more ? [value.more] : [])].flatMap(principalsIn);
  const text = stringOf(value);
  if (text === undefined) return [value];
  const accounts = text.split(',').map((each) => each.trim());
  return accounts.filter((each) => each !== '').map((each) => known(each.toLowerCase() === 'all' ? '*' : each));
}

/** An image that whole organizations or units of them may use. */
function organizationShares(resource: Resource): readonly ResourcePolicy[] {
  return ['organization_arn', 'organizational_unit_arn'].flatMap((property) => {
    const arn = at(resource, property);
    if (arn === undefined || isNull(arn)) return [];
    const id = /\bo-[\da-z]{10,32}\b/.exec(stringOf(arn) ?? '')?.[0];
    const condition = conditionOf([['StringEquals', 'aws:PrincipalOrgID', id === undefined ? arn : known(id)]]);
    return [share(resource, property, IMAGE, known('*'), condition)];
  });
}

function share(
  resource: Resource,
  property: string,
  { action, label, resourceType, name }: Shared,
  principals: Value,
  condition?: Value,
): ResourcePolicy {
  const document = documentOf({
    Effect: known('Allow'),
    Principal: dictionary([['AWS', principals]]),
    Action: known(action),
    Resource: known('*'),
    Condition: condition,
  });
  return made(resource, property, name, { label, resourceType, document });
}
