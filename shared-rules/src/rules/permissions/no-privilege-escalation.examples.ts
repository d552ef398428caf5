interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
}

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const policy = (...statements: readonly Part[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((part) => ({ Effect: 'Allow', Resource: '*', ...part })),
  });

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const role = { 'aws_iam_role.deployer': { name: 'deployer', assume_role_policy: trust } };
const inline = (name: string, document: string): Resources => ({
  [`aws_iam_role_policy.${name}`]: { name, role: '${aws_iam_role.deployer.name}', policy: document },
});
const alone = (document: string): Resources => ({ 'aws_iam_policy.deploy': { name: 'deploy', policy: document } });
const user = { 'aws_iam_user.alice': { name: 'alice' } };
const ofAlice = (document: string): Resources => ({
  ...user,
  'aws_iam_user_policy.keys': { name: 'keys', user: '${aws_iam_user.alice.name}', policy: document },
});

const APP = 'arn:aws:iam::123456789012:role/app';
const pass = (service?: string, resource = '*'): Part => ({
  Action: 'iam:PassRole',
  Resource: resource,
  ...(service === undefined
    ? {}
    : { Condition: { StringEquals: { 'iam:PassedToService': `${service}.amazonaws.com` } } }),
});
const functions: Part = { Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'] };

/** Examples of `no-privilege-escalation`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a permission set that passes any role to a function',
      resources: {
        'aws_ssoadmin_permission_set.developer': {
          name: 'developer',
          instance_arn: 'arn:aws:sso:::instance/ssoins-6684a1b2c3d4e5f6',
        },
        'aws_ssoadmin_permission_set_inline_policy.developer': {
          instance_arn: 'arn:aws:sso:::instance/ssoins-6684a1b2c3d4e5f6',
          permission_set_arn: '${aws_ssoadmin_permission_set.developer.arn}',
          inline_policy: policy({ Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'] }),
        },
      },
      at: ['aws_ssoadmin_permission_set_inline_policy.developer'],
    },
    {
      title: 'a policy that runs functions of its own as any role',
      resources: alone(policy(pass('lambda'), functions)),
      at: ['aws_iam_policy.deploy'],
    },
    {
      title: 'the same steps in two policies of one role',
      resources: { ...role, ...inline('pass', policy(pass())), ...inline('functions', policy(functions)) },
      at: ['aws_iam_role.deployer'],
    },
    {
      title: 'a role that is named in the policy is another role all the same',
      resources: alone(policy(pass('lambda', APP), functions)),
      at: ['aws_iam_policy.deploy'],
    },
    {
      title: 'of two roles that are named one may trust the service',
      resources: {
        ...role,
        ...alone(policy({ ...pass('lambda'), Resource: ['arn:aws:iam::123456789012:role/deployer', APP] }, functions)),
      },
      at: ['aws_iam_policy.deploy'],
    },
    {
      title: 'a service wildcard and a star in the name of the action',
      resources: alone(policy({ Action: ['iam:Pass*', 'cloudformation:*'] })),
      at: ['aws_iam_policy.deploy'],
    },
    {
      title: 'everything but IAM, which leaves machines with roles of their own',
      resources: alone(policy({ NotAction: ['iam:*', 'sts:*'] })),
      at: ['aws_iam_policy.deploy'],
    },
    {
      title: 'an access key of any user',
      resources: ofAlice(policy({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/*' })),
      at: ['aws_iam_user_policy.keys'],
    },
    {
      title: 'a role that may assume any role',
      resources: { ...role, ...inline('assume', policy({ Action: 'sts:AssumeRole' })) },
      at: ['aws_iam_role_policy.assume'],
    },
    {
      title: 'a condition that anybody can fulfil',
      resources: alone(
        policy({ ...functions, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, pass('lambda')),
      ),
      at: ['aws_iam_policy.deploy'],
    },
    {
      title: 'a policy of AWS, reported where it is attached',
      resources: {
        ...role,
        'aws_iam_role_policy_attachment.machines': {
          role: '${aws_iam_role.deployer.name}',
          policy_arn: 'arn:aws:iam::aws:policy/AmazonSSMFullAccess',
        },
      },
      at: ['aws_iam_role_policy_attachment.machines'],
    },
    {
      title: 'a group that hands down one of the steps and a user that has the other',
      resources: {
        ...ofAlice(policy(functions)),
        'aws_iam_group.passers': { name: 'passers' },
        'aws_iam_group_policy.pass': { name: 'pass', group: '${aws_iam_group.passers.name}', policy: policy(pass()) },
        'aws_iam_user_group_membership.alice': { user: 'alice', groups: ['passers'] },
      },
      at: ['aws_iam_user.alice'],
    },
  ],
  compliant: [
    {
      title: 'the role may be passed to another service only',
      resources: alone(policy(pass('ec2'), functions)),
    },
    {
      title: 'the role that may be passed does not trust the service that the steps need',
      resources: { ...role, ...alone(policy(pass(undefined, 'arn:aws:iam::123456789012:role/deployer'), functions)) },
    },
    {
      title: 'sessions on the machines that somebody tagged for them',
      resources: alone(
        policy({ Action: 'ssm:StartSession', Condition: { StringEquals: { 'ssm:resourceTag/sessions': 'yes' } } }),
      ),
    },
    {
      title: 'roles that somebody tagged for whoever may assume them',
      resources: alone(
        policy({ Action: 'sts:AssumeRole', Condition: { StringEquals: { 'aws:ResourceTag/open-to': 'deploy' } } }),
      ),
    },
    {
      title: 'one of the steps is denied in another policy',
      resources: {
        ...role,
        ...inline('functions', policy(pass('lambda'), functions)),
        ...inline('deny', policy({ Effect: 'Deny', Action: 'iam:PassRole' })),
      },
    },
    {
      title: 'one of the steps is outside of the boundary',
      resources: {
        'aws_iam_policy.boundary': { name: 'boundary', policy: policy({ Action: ['s3:*', 'lambda:InvokeFunction'] }) },
        'aws_iam_role.deployer': {
          name: 'deployer',
          assume_role_policy: trust,
          permissions_boundary: '${aws_iam_policy.boundary.arn}',
        },
        ...inline('functions', policy(pass('lambda'), functions)),
      },
    },
    {
      title: 'a user that keeps its own access keys',
      resources: ofAlice(
        policy({
          Action: ['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:UpdateLoginProfile'],
          Resource: 'arn:aws:iam::*:user/${aws:username}',
        }),
      ),
    },
    {
      title: 'a policy with which everybody keeps the own access keys',
      resources: alone(policy({ Action: ['iam:CreateAccessKey'], Resource: 'arn:aws:iam::*:user/${aws:username}' })),
    },
    {
      title: 'a role that may assume one role that the policy names',
      resources: { ...role, ...inline('assume', policy({ Action: 'sts:AssumeRole', Resource: APP })) },
    },
    {
      title: 'new roles only within a boundary',
      resources: alone(
        policy({
          Action: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'],
          Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/boundary' } },
        }),
      ),
    },
    {
      title: 'attaching one harmless policy only',
      resources: alone(
        policy({
          Action: 'iam:AttachRolePolicy',
          Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
        }),
      ),
    },
    {
      title: 'an administrator is not said to become more',
      resources: { ...role, ...inline('everything', policy({ Action: '*' })) },
    },
  ],
  unresolved: [
    {
      title: 'a policy of another stack',
      resources: {
        ...role,
        'aws_iam_role_policy_attachment.shared': {
          role: 'deployer',
          policy_arn: 'arn:aws:iam::123456789012:policy/shared',
        },
      },
      at: ['aws_iam_role.deployer'],
    },
  ],
} as const;
