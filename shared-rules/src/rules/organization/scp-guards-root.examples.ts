const organization = {
  'aws_organizations_organization.this': { feature_set: 'ALL', enabled_policy_types: ['SERVICE_CONTROL_POLICY'] },
};
const units = {
  'aws_organizations_organizational_unit.shop': {
    name: 'shop',
    parent_id: '${aws_organizations_organization.this.roots[0].id}',
  },
  'aws_organizations_organizational_unit.sandbox': {
    name: 'sandbox',
    parent_id: '${aws_organizations_organization.this.roots[0].id}',
  },
};
const ROOT = '${aws_organizations_organization.this.roots[0].id}';
const SHOP = '${aws_organizations_organizational_unit.shop.id}';
const SANDBOX = '${aws_organizations_organizational_unit.sandbox.id}';

const policy = (statement: object) => ({
  'aws_organizations_policy.guard': {
    name: 'guard',
    content: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Resource: '*', ...statement }] }),
  },
});
const attachedTo = (...targets: readonly string[]) =>
  Object.fromEntries(
    targets.map((target, index) => [
      `aws_organizations_policy_attachment.guard${index}`,
      { policy_id: '${aws_organizations_policy.guard.id}', target_id: target },
    ]),
  );
const isRoot = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } };
const everything = { Action: '*', Condition: isRoot };
const at = ['aws_organizations_organization.this'];

/** Examples of `scp-guards-root`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'an organization without a policy for root users', resources: organization, at },
    {
      title: 'a policy that keeps accounts from leaving, and root users from nothing else',
      resources: { ...organization, ...policy({ Action: 'organizations:LeaveOrganization' }), ...attachedTo(ROOT) },
      at,
    },
    {
      title: 'a wildcard that `StringEquals` takes literally',
      resources: {
        ...organization,
        ...policy({ Action: '*', Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } } }),
        ...attachedTo(ROOT),
      },
      at,
    },
    {
      title: 'a user that is called root is not the root user',
      resources: {
        ...organization,
        ...policy({ Action: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/root' } } }),
        ...attachedTo(ROOT),
      },
      at,
    },
    {
      title: 'the root user of one account only',
      resources: {
        ...organization,
        ...policy({ Action: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:root' } } }),
        ...attachedTo(ROOT),
      },
      at,
    },
    {
      title: 'root users make no keys, and do everything else',
      resources: {
        ...organization,
        ...policy({ Action: 'iam:CreateAccessKey', Condition: isRoot }),
        ...attachedTo(ROOT),
      },
      at,
    },
    {
      title: 'everything is denied, outside of one region',
      resources: {
        ...organization,
        ...policy({
          Action: '*',
          Condition: { ...isRoot, StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
        }),
        ...attachedTo(ROOT),
      },
      at,
    },
    {
      title: 'one of two organizational units is left out',
      resources: { ...organization, ...units, ...policy(everything), ...attachedTo(SHOP) },
      at,
    },
    {
      title: 'a unit of another stack is covered, and nobody knows of the others',
      resources: { ...organization, ...policy(everything), ...attachedTo('ou-abcd-11112222') },
      at,
    },
    {
      title: 'the policy is attached to the management account, which it does not bear on',
      resources: {
        ...organization,
        ...policy(everything),
        ...attachedTo('${aws_organizations_organization.this.master_account_id}'),
      },
      at,
      onlyIn: 'terraform' as const,
    },
    {
      title: 'the organization does not enable service control policies',
      resources: {
        'aws_organizations_organization.this': { enabled_policy_types: ['TAG_POLICY'] },
        ...policy(everything),
        ...attachedTo(ROOT),
      },
      at,
    },
  ],
  compliant: [
    {
      title: 'root users of all accounts may do nothing',
      resources: { ...organization, ...units, ...policy(everything), ...attachedTo(ROOT) },
    },
    {
      title: 'every unit that the root has is covered',
      resources: { ...organization, ...units, ...policy(everything), ...attachedTo(SHOP, SANDBOX) },
    },
    {
      title: 'what needs the root user is left out',
      resources: {
        ...organization,
        ...policy({
          NotAction: [
            's3:GetBucketPolicy',
            's3:PutBucketPolicy',
            's3:DeleteBucketPolicy',
            's3:ListAllMyBuckets',
            'account:*',
          ],
          Condition: { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } },
        }),
        ...attachedTo(ROOT),
      },
    },
    {
      title: 'sessions of central root access are left out',
      resources: {
        ...organization,
        ...policy({ Action: '*', Condition: { ...isRoot, Null: { 'aws:AssumedRoot': 'true' } } }),
        ...attachedTo(ROOT),
      },
    },
    {
      title: 'another stack attaches the policy, as the configuration says',
      resources: organization,
      configuration: {
        organization: {
          serviceControlPolicies: [
            {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: isRoot }],
            },
          ],
        },
      },
    },
    { title: 'a stack that manages no organization', resources: { ...policy(everything), ...attachedTo('r-abcd') } },
  ],
  unresolved: [
    {
      title: 'a policy that is attached to something known on deployment only',
      resources: {
        'aws_ssm_parameter.target': { name: 'target', type: 'String', insecure_value: 'r-abcd' },
        ...organization,
        ...policy(everything),
        ...attachedTo('${aws_ssm_parameter.target.arn}'),
      },
      at,
    },
  ],
};
