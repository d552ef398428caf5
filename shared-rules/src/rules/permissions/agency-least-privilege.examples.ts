/** Examples of the rule. */
const servers = (
  further: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'opentelekomcloud_identity_agency_v3.servers': {
    name: 'servers',
    delegated_domain_name: 'op_svc_ecs',
    ...further,
  },
});

const at = ['opentelekomcloud_identity_agency_v3.servers'] as const;

export const examples = {
  violating: [
    {
      title: 'an agency of servers with the administrator role of the account',
      resources: servers({ domain_roles: ['Tenant Administrator'] }),
      at,
    },
    {
      title: 'an agency that can grant itself any permission',
      resources: servers({ domain_roles: ['Security Administrator'] }),
      at,
    },
    {
      title: 'the administrator role in one project',
      resources: servers({ project_role: [{ project: 'eu-de_shop', roles: ['te_admin'] }] }),
      at,
    },
    {
      title: 'all of a service in every project',
      resources: servers({ project_role: [{ all_projects: true, roles: ['CES Administrator'] }] }),
      at,
    },
    {
      title: 'an agency that is lent to another account',
      resources: servers({ delegated_domain_name: 'OTC-EU-DE-00000000001000012345', domain_roles: ['Tenant Guest'] }),
      at,
    },
  ],
  compliant: [
    {
      title: 'what the service needs, in one project',
      resources: servers({ project_role: [{ project: 'eu-de_shop', roles: ['OBS ReadOnlyAccess'] }] }),
    },
    {
      title: 'only reading in every project',
      resources: servers({ project_role: [{ all_projects: true, roles: ['CCE ReadOnlyAccess'] }] }),
    },
    {
      title: 'another account that is trusted',
      resources: servers({ delegated_domain_name: 'OTC-EU-DE-00000000001000012345', domain_roles: ['Tenant Guest'] }),
      options: { trustedDomains: ['OTC-EU-DE-00000000001000012345'] },
    },
  ],
  unresolved: [
    {
      title: 'a role of which nobody here knows what it grants',
      resources: servers({ domain_roles: ['payroll-jobs'] }),
      at,
    },
    {
      title: 'an account that is known after the deployment',
      resources: {
        'random_pet.account': {},
        ...servers({ delegated_domain_name: '${random_pet.account.id}', domain_roles: ['Tenant Guest'] }),
      },
      at,
    },
  ],
} as const;
