import { otcTableRoles } from './data/otc-system-roles';
import { globMatches } from './glob';
import { documentOf, otcServices, systemRole, systemRoles, type SystemRole } from './otc-system-roles';

function known(name: string): SystemRole {
  const role = systemRole(name);
  if (role === undefined) throw new Error(`no role ${name}`);
  return role;
}

/** Deny first, as Open Telekom Cloud evaluates. */
function grants(name: string, action: string): boolean {
  const { Statement } = documentOf(known(name));
  const says = (effect: string): boolean =>
    Statement.some(
      (one) => one.Effect === effect && one.Action.some((a) => globMatches(a.toLowerCase(), action.toLowerCase())),
    );
  return says('Allow') && !says('Deny');
}

describe('the data', () => {
  it('holds the 144 names of the 147 rows of the table, where three names stand twice, and two more', () => {
    expect(otcTableRoles).toHaveLength(146);
  });

  it('has each name once', () => {
    const keys = systemRoles().map(({ name }) => name.replace(/\s/g, '').toLowerCase());
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('has only actions of three parts with a known prefix in lower case', () => {
    const services = new Set([...otcServices(), '*']);
    const odd = systemRoles()
      .flatMap((role) => [...role.allows, ...role.denies])
      .filter(
        (action) => !/^[a-z*-]+:[A-Za-z*]+:[A-Za-z*]+$/.test(action) || !services.has(action.split(':')[0] ?? ''),
      );
    expect(odd).toEqual([]);
  });

  it('lets no role that only reads create or delete', () => {
    const reading = systemRoles().filter(({ level }) => level === 'read');
    expect(reading.length).toBeGreaterThan(40);
    const writing = reading.filter((role) =>
      role.allows.some((action) => /:(\*|(create|delete|update|put).*)$/i.test(action)),
    );
    expect(writing).toEqual([]);
  });
});

describe('systemRole', () => {
  it('finds by the name shown and by code, whatever the case and the space around', () => {
    expect(systemRole(' tenant ADMINISTRATOR ')?.name).toBe('Tenant Administrator');
    expect(systemRole('TE_ADMIN\n')?.name).toBe('Tenant Administrator');
    expect(systemRole('secu_admin')?.name).toBe('Security Administrator');
    expect(systemRole('Full Access')).toBe(systemRole('FullAccess'));
  });

  it('takes a role that the tables lack for what its name says', () => {
    expect(systemRole('KMS Administrator')?.allows).toEqual(['kms:*:*']);
    expect(systemRole('kms_adm')?.allows).toEqual(['kms:*:*']);
    expect(systemRole('LTS ReadOnlyAccess')?.level).toBe('read');
  });

  it.each(['my_policy', 'system_all_51', 'Payroll Administrator', 'payroll_adm', '', 'constructor'])(
    'says nothing of %p',
    (name) => {
      expect(systemRole(name)).toBeUndefined();
    },
  );
});

describe('documentOf', () => {
  it('lets the Tenant Administrator do all but IAM', () => {
    expect(documentOf(known('te_admin'))).toEqual({
      Version: '1.1',
      Statement: [
        { Effect: 'Allow', Action: ['*:*:*'] },
        { Effect: 'Deny', Action: ['iam:*:*'] },
      ],
    });
  });

  it.each([
    ['Tenant Administrator', 'ecs:cloudServers:delete', 'iam:users:createUser'],
    ['Tenant Guest', 'obs:object:GetObject', 'iam:users:listUsers'],
    ['Tenant Guest', 'ecs:servers:list', 'ecs:cloudServers:create'],
    ['Security Administrator', 'iam:permissions:grantRoleToGroupOnDomain', 'ecs:servers:list'],
    ['Agent Operator', 'iam:agencies:assume', 'iam:agencies:createAgency'],
    ['ECS FullAccess', 'ecs:cloudServers:delete', 'vpc:vpcs:delete'],
    ['ECS CommonOperations', 'ecs:cloudServers:reboot', 'ecs:cloudServers:delete'],
    ['OBS Administrator', 'obs:bucket:PutBucketPolicy', 'ecs:servers:list'],
  ] as const)('%s allows %s and not %s', (name, allowed, refused) => {
    expect(grants(name, allowed)).toBe(true);
    expect(grants(name, refused)).toBe(false);
  });
});
