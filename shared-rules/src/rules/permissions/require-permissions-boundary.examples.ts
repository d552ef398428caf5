interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string;
  readonly Condition?: object;
}

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const document = (...parts: readonly Part[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: parts.map((part) => ({ Effect: 'Allow', Resource: '*', ...part })),
  });
const policy = (...parts: readonly Part[]): Resources => ({
  'aws_iam_policy.delegate': { name: 'delegate', policy: document(...parts) },
});
const at = ['aws_iam_policy.delegate'];

const EDGE = 'arn:aws:iam::123456789012:policy/edge';
const bounded = { StringEquals: { 'iam:PermissionsBoundary': EDGE } };
const MAKE = ['iam:CreateRole', 'iam:PutRolePolicy'];
const TEAM = 'arn:aws:iam::123456789012:role/team-*';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const withBoundary = (Resource: string): Resources => ({
  'aws_iam_policy.edge': {
    name: 'edge',
    policy: document({ Action: ['s3:*', 'iam:CreatePolicyVersion'] }),
  },
  'aws_iam_role.team': {
    name: 'team',
    assume_role_policy: trust,
    permissions_boundary: '${aws_iam_policy.edge.arn}',
  },
  'aws_iam_role_policy.own': {
    name: 'own',
    role: '${aws_iam_role.team.name}',
    policy: document({ Action: 'iam:CreatePolicyVersion', Resource }),
  },
});

/** Examples of `require-permissions-boundary`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'roles of a team that need no boundary',
      resources: policy({ Action: MAKE, Resource: TEAM }),
      at,
    },
    {
      title: 'roles that need a boundary, `IfExists`, so that none will do',
      resources: policy({
        Action: MAKE,
        Resource: TEAM,
        Condition: { StringEqualsIfExists: { 'iam:PermissionsBoundary': EDGE } },
      }),
      at,
    },
    {
      title: 'a boundary that can be taken away',
      resources: policy(
        { Action: MAKE, Resource: TEAM, Condition: bounded },
        { Action: 'iam:DeleteRolePermissionsBoundary', Resource: TEAM },
      ),
      at,
    },
    {
      title: 'a boundary that can be exchanged',
      resources: policy({ Action: 'iam:PutRolePermissionsBoundary', Resource: TEAM }),
      at,
    },
    {
      title: 'a role that can rewrite its own boundary',
      resources: withBoundary('arn:aws:iam::123456789012:policy/*'),
      at: ['aws_iam_role.team'],
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a user without one, where the configuration asks for one of everybody',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
      options: { everywhere: true },
      at: ['aws_iam_user.alice'],
    },
  ],
  compliant: [
    {
      title: 'roles that must have the boundary',
      resources: policy({ Action: MAKE, Resource: TEAM, Condition: bounded }),
    },
    {
      title: 'roles that only get permissions when they have the boundary',
      resources: policy(
        { Action: 'iam:CreateRole', Resource: TEAM },
        { Action: 'iam:PutRolePolicy', Resource: TEAM, Condition: bounded },
      ),
    },
    { title: 'roles that get no permissions', resources: policy({ Action: 'iam:CreateRole', Resource: TEAM }) },
    {
      title: 'the boundary itself, put on others',
      resources: policy({ Action: 'iam:PutRolePermissionsBoundary', Resource: TEAM, Condition: bounded }),
    },
    {
      title: 'a removal that a deny forbids',
      resources: policy(
        { Action: 'iam:DeleteRolePermissionsBoundary', Resource: TEAM },
        { Effect: 'Deny', Action: 'iam:Delete*PermissionsBoundary' },
      ),
    },
    {
      title: 'a role that can rewrite other policies',
      resources: withBoundary('arn:aws:iam::123456789012:policy/reports'),
      onlyIn: 'terraform' as const,
    },
    {
      title: 'a user without one, whom nobody asks for it',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
    },
    {
      title: 'a user that the configuration leaves out',
      resources: { 'aws_iam_user.alice': { name: 'alice' } },
      options: { everywhere: true, except: ['alice'] },
    },
    { title: 'an administrator, of which another rule speaks', resources: policy({ Action: '*' }) },
  ],
  unresolved: [
    {
      title: 'a document that is told on deployment',
      resources: { 'var.policy': {}, 'aws_iam_policy.delegate': { name: 'delegate', policy: '${var.policy}' } },
      at,
      onlyIn: 'terraform' as const,
    },
  ],
};
