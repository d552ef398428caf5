import { readTerraform } from '../expressions';
import type { Entity, EntityKind, Grant, IamModel } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { known, list, stringOf, unknown, type Value } from '../model/value';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

function modelOf(resources: Example['resources']): IamModel {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  return iamModel(stack);
}

function all<Kind extends EntityKind>(model: IamModel, kind: Kind): readonly Extract<Entity, { kind: Kind }>[] {
  return model.entities.filter((entity) => entity.kind === kind) as never;
}

/** As `label in scope`. */
function inWords({ label, scope, uncertain }: Grant): string {
  const where = scope?.in === 'project' ? `project ${stringOf(scope.project) ?? '?'}` : (scope?.in ?? 'nowhere');
  return `${label} in ${where}${uncertain === undefined ? '' : ', perhaps'}`;
}

const resource = (type: string, values: Readonly<Record<string, Value>>): Resource =>
  ({ address: `${type}.x`, type, mode: 'managed', stack: 's', values: new Map(Object.entries(values)) }) as never;

const team = { 'opentelekomcloud_identity_group_v3.team': { name: 'team' } };
const TEAM = '${opentelekomcloud_identity_group_v3.team.id}';
const custom = {
  'opentelekomcloud_identity_role_v3.own': {
    display_name: 'own',
    display_layer: 'domain',
    statement: [{ effect: 'Allow', action: ['ecs:*:list*'] }],
  },
};
const admin = { 'data.opentelekomcloud_identity_role_v3.admin': { name: 'secu_admin' } };
const OWN = '${opentelekomcloud_identity_role_v3.own.id}';
const ADMIN = '${data.opentelekomcloud_identity_role_v3.admin.id}';
const everything = { ...team, ...custom, ...admin };

const assignment = (values: Readonly<Record<string, unknown>>): Example['resources'] => ({
  'opentelekomcloud_identity_role_assignment_v3.a': { group_id: TEAM, ...values },
});

describe('a role of a group', () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, string]>([
    ['holds in one project', { role_id: OWN, project_id: 'p1' }, 'own in project p1'],
    ['holds in a project that is not known', { role_id: OWN, project_id: '${var.p}' }, 'own in project ?'],
    ['holds in the domain', { role_id: OWN, domain_id: 'd1' }, 'own in domain'],
    ['holds in all projects', { role_id: OWN, domain_id: 'd1', all_projects: true }, 'own in all-projects'],
    [
      'holds in all projects, as a text',
      { role_id: OWN, domain_id: 'd1', all_projects: 'true' },
      'own in all-projects',
    ],
    ['holds in no more than the domain', { role_id: OWN, domain_id: 'd1', all_projects: false }, 'own in domain'],
    ['is one that OTC predefines', { role_id: ADMIN, domain_id: 'd1' }, 'Security Administrator in domain'],
    ['is not known by its id', { role_id: '0123456789abcdef', domain_id: 'd1' }, 'a role that is not known in domain'],
  ])('%s', (_, values, expected) => {
    const [group] = all(modelOf({ ...everything, ...assignment(values) }), 'group');
    expect(group?.grants.known.map(inWords)).toEqual([expected]);
  });

  it('that is not known has a document that is not known, and says why', () => {
    const [group] = all(modelOf({ ...team, ...assignment({ role_id: '0123456789abcdef', domain_id: 'd' }) }), 'group');
    expect(group?.grants.known[0]?.document).toMatchObject({
      kind: 'unknown',
      reason: 'the role `0123456789abcdef` is not in this stack',
    });
  });

  it('that is looked up by a name which nobody predefines is one of another stack', () => {
    const data = { 'data.opentelekomcloud_identity_role_custom_v3.r': { display_name: 'audit' } };
    const role_id = '${data.opentelekomcloud_identity_role_custom_v3.r.id}';
    const [group] = all(modelOf({ ...team, ...data, ...assignment({ role_id, domain_id: 'd' }) }), 'group');
    expect(group?.grants.known[0]).toMatchObject({
      label: 'audit',
      document: { kind: 'unknown', reason: 'what the role `audit` grants is not known here' },
    });
  });

  it('that OTC predefines under a name which is another role in each region perhaps allows anything, and denies nothing', () => {
    const data = { 'data.opentelekomcloud_identity_role_v3.r': { name: 'system_all_51' } };
    const role_id = '${data.opentelekomcloud_identity_role_v3.r.id}';
    const [group] = all(modelOf({ ...team, ...data, ...assignment({ role_id, domain_id: 'd' }) }), 'group');
    expect(group?.grants.known[0]).toMatchObject({
      label: 'system_all_51',
      document: { kind: 'map' },
      uncertain: { reason: 'what the role `system_all_51` grants is not known here' },
    });
  });

  it('that is looked up by the name of a custom role of the stack is that one', () => {
    const data = { 'data.opentelekomcloud_identity_role_custom_v3.r': { display_name: 'own' } };
    const role_id = '${data.opentelekomcloud_identity_role_custom_v3.r.id}';
    const model = modelOf({ ...everything, ...data, ...assignment({ role_id, domain_id: 'd' }) });
    expect(all(model, 'group')[0]?.grants.known[0]?.policy?.resource.address).toBe(
      'opentelekomcloud_identity_role_v3.own',
    );
    expect(all(model, 'policy')[0]?.isAttached).toBe(true);
  });

  it('which is one of several counts as none that is known', () => {
    const role_id = `\${var.isAdmin ? ${ADMIN.slice(2, -1)} : ${OWN.slice(2, -1)}}`;
    const [group] = all(modelOf({ ...everything, ...assignment({ role_id, domain_id: 'd' }) }), 'group');
    expect(group?.grants.known.map(({ document }) => document.kind)).toEqual(['unknown']);
  });

  it('may be one of two, which is a use of both', () => {
    const role_id = '${var.wide ? opentelekomcloud_identity_role_v3.own.id : "0123456789abcdef"}';
    const variable = { 'var.wide': { type: 'bool' } };
    const model = modelOf({ ...everything, ...variable, ...assignment({ role_id, domain_id: 'd' }) });
    expect(all(model, 'policy')[0]?.isAttached).toBe(true);
    expect(all(model, 'group')[0]?.grants.known.map(({ document }) => document.kind)).toEqual(['unknown']);
  });

  it('of another stack makes that group an outside holder, by the name that it is looked up with', () => {
    const data = { 'data.opentelekomcloud_identity_group_v3.ops': { name: 'ops' } };
    const group_id = '${data.opentelekomcloud_identity_group_v3.ops.id}';
    const model = modelOf({ ...everything, ...data, ...assignment({ group_id, role_id: ADMIN, domain_id: 'd' }) });
    expect(all(model, 'outside-holder').map(({ name, holder }) => [stringOf(name), holder])).toEqual([
      ['ops', 'group'],
    ]);
    expect(all(model, 'group')[0]?.grants.known).toEqual([]);
  });

  it('may be the role of any group where the group is not known', () => {
    const model = modelOf({ ...everything, ...assignment({ group_id: '${var.g}', role_id: OWN, domain_id: 'd' }) });
    expect(all(model, 'group')[0]?.grants.known.map(inWords)).toEqual(['own in domain, perhaps']);
    expect(all(model, 'outside-holder')).toHaveLength(1);
  });

  it('goes to its members, with the same scope', () => {
    const model = modelOf({
      ...everything,
      'opentelekomcloud_identity_user_v3.alice': { name: 'alice' },
      'opentelekomcloud_identity_group_membership_v3.m': {
        group: TEAM,
        users: ['${opentelekomcloud_identity_user_v3.alice.id}'],
      },
      ...assignment({ role_id: OWN, project_id: 'p1' }),
    });
    const [grant] = all(model, 'user')[0]?.grants.known ?? [];
    expect(grant && [inWords(grant), grant.through?.resource.address]).toEqual([
      'own in project p1',
      'opentelekomcloud_identity_group_v3.team',
    ]);
  });
});

describe('a role of Huawei Cloud', () => {
  const user = { 'huaweicloud_identity_user.x': { name: 'x' }, 'huaweicloud_identity_group.g': { name: 'g' } };
  const role = { 'huaweicloud_identity_role.r': { name: 'r', type: 'AX', policy: '{"Version":"1.1","Statement":[]}' } };
  const role_id = '${huaweicloud_identity_role.r.id}';

  it('goes to a user in an enterprise project', () => {
    const model = modelOf({
      ...user,
      ...role,
      'huaweicloud_identity_user_role_assignment.a': {
        user_id: '${huaweicloud_identity_user.x.id}',
        role_id,
        enterprise_project_id: 'e1',
      },
    });
    expect(all(model, 'user')[0]?.grants.known.map(inWords)).toEqual(['r in project e1']);
  });

  it.each([
    [{ project_id: 'all' }, 'r in all-projects'],
    [{ enterprise_project_id: 'e1' }, 'r in project e1'],
    [{ domain_id: 'd1' }, 'r in domain'],
  ])('goes to a group with %j', (where, expected) => {
    const model = modelOf({
      ...user,
      ...role,
      'huaweicloud_identity_group_role_assignment.a': {
        group_id: '${huaweicloud_identity_group.g.id}',
        role_id,
        ...where,
      },
    });
    expect(all(model, 'group')[0]?.grants.known.map(inWords)).toEqual([expected]);
  });

  it('is found by the name that a custom one is looked up with', () => {
    const model = modelOf({
      ...user,
      ...role,
      'data.huaweicloud_identity_custom_role.r': { name: 'r' },
      'huaweicloud_identity_group_role_assignment.a': {
        group_id: '${huaweicloud_identity_group.g.id}',
        role_id: '${data.huaweicloud_identity_custom_role.r.id}',
        domain_id: 'd',
      },
    });
    expect(all(model, 'group')[0]?.grants.known[0]?.policy?.resource.address).toBe('huaweicloud_identity_role.r');
  });
});

describe('an agency', () => {
  const agencyWith = (values: Readonly<Record<string, unknown>>, type = 'opentelekomcloud_identity_agency_v3') => {
    const [agency] = all(
      modelOf({ ...custom, [`${type}.a`]: { name: 'a', delegated_domain_name: 'op_svc_ecs', ...values } }),
      'agency',
    );
    if (agency === undefined) throw new Error('no agency');
    return agency;
  };
  const grantsOf = (values: Readonly<Record<string, unknown>>, type?: string): readonly string[] =>
    agencyWith(values, type).grants.known.map(inWords);

  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['one block', { project_role: { project: 'p', roles: ['own'] } }, ['own in project p']],
    [
      'blocks',
      {
        project_role: [
          { project: 'p', roles: ['own', 'Security Administrator'] },
          { all_projects: true, roles: ['own'] },
        ],
      },
      ['own in project p', 'Security Administrator in project p', 'own in all-projects'],
    ],
    ['a block that names no project', { project_role: [{ roles: ['own'] }] }, ['own in all-projects']],
    ['one role that is no list', { domain_roles: 'own' }, ['own in domain']],
    ['roles of the domain', { domain_roles: ['own', 'Tenant Guest'] }, ['own in domain', 'Tenant Guest in domain']],
  ])('has roles in %s', (_, values, expected) => {
    expect(grantsOf(values)).toEqual(expected);
    expect(agencyWith(values).grants.open).toBeUndefined();
  });

  it('of Huawei Cloud has roles in an enterprise project and in everything', () => {
    expect(
      grantsOf(
        {
          enterprise_project_roles: [{ enterprise_project: 'e', roles: ['own'] }],
          all_resources_roles: ['own'],
        },
        'huaweicloud_identity_agency',
      ),
    ).toEqual(expect.arrayContaining(['own in project e', 'own in all-projects']));
  });

  it.each([
    ['domain_roles', '${var.roles}'],
    ['project_role', '${var.roles}'],
    ['project_role', [{ project: 'p', roles: '${var.roles}' }]],
    ['domain_roles', ['own', '${var.role}']],
  ])('may have more where %s is %j', (property, value) => {
    const { grants } = agencyWith({ [property]: value });
    const doubts = [
      grants.open,
      ...grants.known.map(({ document }) => (document.kind === 'unknown' ? document : undefined)),
    ];
    expect(doubts.filter((doubt) => doubt !== undefined)).toHaveLength(1);
  });

  it.each([
    ['op_svc_ecs', true],
    ['op_svc_evs', true],
    ['functiongraph.otc.t-systems.com', true],
    ['acme-partner', false],
  ])('that is lent to %s: a service is %p', (delegated_domain_name, expected) => {
    expect(agencyWith({ delegated_domain_name }).isForService).toBe(expected);
  });

  it('has the roles on which a list depends of which an engine says no more', () => {
    const own = resource('opentelekomcloud_identity_role_v3', { display_name: known('own'), statement: list([]) });
    const domain_roles = unknown('it is known after apply', [{ address: own.address }]);
    const agency = resource('opentelekomcloud_identity_agency_v3', { name: known('a'), domain_roles });
    const model = iamModel({ name: 's', notChecked: [], resources: [own, agency] });
    expect(all(model, 'agency')[0]?.grants.known.map(inWords)).toEqual(['own in domain']);
    expect(all(model, 'agency')[0]?.grants.open).toBeUndefined();
  });

  it('that is lent to a variable may be lent to anybody', () => {
    expect(agencyWith({ delegated_domain_name: '${var.domain}' }).isForService).toMatchObject({ kind: 'unknown' });
  });
});
