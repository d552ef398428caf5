/** A stack of 2,000 IAM resources such as a company has in one account, in the JSON form of Terraform. */

type Body = Readonly<Record<string, unknown>>;
type Document = Readonly<Record<string, unknown>>;

const UNITS = 80;

const text = (...Statement: readonly Document[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string | readonly string[], Condition?: object): Document => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) }); // prettier-ignore
const trusts = (Principal: object, Action: string, Condition?: object): string =>
  text({ Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) });

const NO_MFA: Document = {
  Sid: 'DenyAllExceptListedIfNoMFA',
  Effect: 'Deny',
  NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'iam:ListVirtualMFADevices', 'iam:ResyncMFADevice', 'sts:GetSessionToken'], // prettier-ignore
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};

type Add = (type: string, name: string, body: Body) => void;

/** Its resources by type and name. */
export function iamStack(): { readonly resource: Readonly<Record<string, Readonly<Record<string, Body>>>> } {
  const resource: Record<string, Record<string, Body>> = {};
  const add: Add = (type, name, body) => void ((resource[type] ??= {})[name] = body);
  add('aws_iam_policy', 'boundary', {
    name: 'boundary',
    policy: text(allow('*', '*'), { Effect: 'Deny', Action: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }),
  });
  for (let unit = 0; unit < UNITS; unit++) {
    people(unit, add);
    functions(unit, add);
    strangers(unit, add);
    exposed(unit, add);
  }
  return { resource };
}

/** A team: a group with its policies, and two users, one of them a machine with a key. */
function people(unit: number, add: Add): void {
  const name = `team-${unit}`;
  add('aws_iam_group', name, { name });
  add('aws_iam_group_policy', name, {
    name: 'mfa',
    group: `\${aws_iam_group.${name}.name}`,
    policy: text(NO_MFA, allow(['iam:ListUsers', 'iam:GetAccountSummary'], '*')),
  });
  add('aws_iam_policy', name, {
    name,
    policy: text(
      allow(['s3:Get*', 's3:List*', 'dynamodb:*', 'logs:*', 'cloudwatch:Get*'], '*'),
      allow('s3:*', [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
      ...(unit % 10 === 0 ? [allow(['ec2:*', 'iam:PassRole'], '*')] : []),
    ),
  });
  add('aws_iam_group_policy_attachment', name, {
    group: `\${aws_iam_group.${name}.name}`,
    policy_arn: `\${aws_iam_policy.${name}.arn}`,
  });
  for (const user of [`person-${unit}`, `machine-${unit}`]) {
    add('aws_iam_user', user, { name: user, tags: { owner: name } });
    add('aws_iam_user_group_membership', user, {
      user: `\${aws_iam_user.${user}.name}`,
      groups: [`\${aws_iam_group.${name}.name}`],
    });
  }
  add('aws_iam_access_key', `machine-${unit}`, { user: `\${aws_iam_user.machine-${unit}.name}` });
}

/** A function and a task, each with a role, a policy of its own and one that AWS manages. */
function functions(unit: number, add: Add): void {
  for (const [kind, service] of [
    ['function', 'lambda'],
    ['task', 'ecs-tasks'],
  ] as const) {
    const name = `${kind}-${unit}`;
    add('aws_iam_role', name, {
      name,
      assume_role_policy: trusts({ Service: `${service}.amazonaws.com` }, 'sts:AssumeRole'),
      ...(unit % 4 === 0 && { permissions_boundary: '${aws_iam_policy.boundary.arn}' }),
    });
    add('aws_iam_policy', name, {
      name,
      policy: text(
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], `arn:aws:sqs:eu-central-1:111122223333:${name}`),
        allow(['secretsmanager:GetSecretValue', 'kms:Decrypt'], `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}/*`), // prettier-ignore
        ...(unit % 7 === 0 ? [allow(['s3:*', 'lambda:*'], '*')] : []),
      ),
    });
    add('aws_iam_role_policy_attachment', name, {
      role: `\${aws_iam_role.${name}.name}`,
      policy_arn: `\${aws_iam_policy.${name}.arn}`,
    });
    add('aws_iam_role_policy_attachment', `${name}-logs`, {
      role: `\${aws_iam_role.${name}.name}`,
      policy_arn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    });
  }
}

/** A role of another account, one of a build service, and the parts of an instance. */
function strangers(unit: number, add: Add): void {
  const partner = `partner-${unit}`;
  add('aws_iam_role', partner, {
    name: partner,
    assume_role_policy: trusts(
      { AWS: `arn:aws:iam::44445555${String(1000 + unit)}:root` },
      'sts:AssumeRole',
      { StringEquals: { 'sts:ExternalId': `id-${unit}` } }, // prettier-ignore
    ),
  });
  add('aws_iam_role_policy', partner, {
    name: 'read',
    role: `\${aws_iam_role.${partner}.id}`,
    policy: text(allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::reports', `arn:aws:s3:::reports/${unit}/*`])),
  });
  const build = `build-${unit}`;
  add('aws_iam_role', build, {
    name: build,
    assume_role_policy: trusts(
      { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      'sts:AssumeRoleWithWebIdentity',
      {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': `repo:acme/service-${unit}:ref:refs/heads/main`,
        },
      },
    ),
  });
  add('aws_iam_role_policy', build, {
    name: 'deploy',
    role: `\${aws_iam_role.${build}.id}`,
    policy: text(
      allow(['ecr:GetAuthorizationToken'], '*'),
      allow('iam:PassRole', `arn:aws:iam::111122223333:role/task-${unit}`, { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }), // prettier-ignore
      allow(['ecs:UpdateService', 'ecs:RegisterTaskDefinition'], '*'),
    ),
  });
  add('aws_iam_instance_profile', partner, { name: partner, role: `\${aws_iam_role.${partner}.name}` });
}

/** What has a policy of its own. */
function exposed(unit: number, add: Add): void {
  const name = `data-${unit}`;
  const inside = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };
  const everybody = (Action: string, Resource: string, Condition?: object): Document => ({
    ...allow(Action, Resource, Condition),
    Principal: { AWS: '*' },
  });
  add('aws_s3_bucket', name, { bucket: name });
  add('aws_s3_bucket_policy', name, {
    bucket: `\${aws_s3_bucket.${name}.id}`,
    policy: text(everybody('s3:GetObject', `arn:aws:s3:::${name}/*`, unit % 9 === 0 ? undefined : inside), {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  });
  add('aws_sqs_queue', name, {
    name,
    policy: text({
      ...allow('sqs:SendMessage', `arn:aws:sqs:eu-central-1:111122223333:${name}`, {
        ArnEquals: { 'aws:SourceArn': `arn:aws:sns:eu-central-1:111122223333:${name}` },
      }),
      Principal: { Service: 'sns.amazonaws.com' },
    }),
  });
  add('aws_kms_key', name, {
    policy: text({ ...allow('kms:*', '*'), Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
  });
}
