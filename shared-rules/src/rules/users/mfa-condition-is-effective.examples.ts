type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Statement = Readonly<Record<string, unknown>>;

const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const policy = (...statements: readonly Statement[]): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_policy.mfa': { name: 'require-mfa', policy: document(...statements) },
});

const role = (condition: Condition): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_role.deployer': {
    name: 'deployer',
    assume_role_policy: document({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Condition: condition,
    }),
  },
});

const ENROLMENT = [
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'sts:GetSessionToken',
];

const SAFE: Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };

/** The deny of everything but what it leaves out, as the IAM User Guide has it. */
const denyAllBut = (
  exempt: readonly string[],
  condition = SAFE,
  resource: Statement = { Resource: '*' },
): Statement => ({
  Sid: 'DenyAllExceptListedIfNoMFA',
  Effect: 'Deny',
  NotAction: exempt,
  ...resource,
  Condition: condition,
});

const terminate = (effect: 'Allow' | 'Deny', condition: Condition, sid?: string): Statement => ({
  ...(sid === undefined ? {} : { Sid: sid }),
  Effect: effect,
  Action: ['ec2:StopInstances', 'ec2:TerminateInstances'],
  Resource: '*',
  Condition: condition,
});

const at = ['aws_iam_policy.mfa'];

/** Examples of `mfa-condition-is-effective`: they are its tests and its page. */
export const examples = {
  violating: [
    {
      title: 'a deny with `Bool` lets an access key through: the key is absent from its requests',
      resources: policy(denyAllBut(ENROLMENT, { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })),
      at,
    },
    {
      title: 'a deny with `Null` lets a console session through: the key is there and `false`',
      resources: policy(denyAllBut(ENROLMENT, { Null: { 'aws:MultiFactorAuthPresent': 'true' } })),
      at,
    },
    {
      title: 'a deny that asks for an absent key and for its value never holds',
      resources: policy(
        denyAllBut(ENROLMENT, {
          Null: { 'aws:MultiFactorAuthPresent': 'true' },
          Bool: { 'aws:MultiFactorAuthPresent': 'false' },
        }),
      ),
      at,
    },
    {
      title: '`ForAnyValue` is no `IfExists`, and the name of the key has no case',
      resources: policy(terminate('Deny', { 'ForAnyValue:Bool': { 'AWS:multifactorauthpresent': 'false' } })),
      at,
    },
    {
      title: 'a deny of whoever signed in with MFA long ago lets those through who never did',
      resources: policy(terminate('Deny', { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } })),
      at,
    },
    {
      title: 'a deny of whoever has MFA',
      resources: policy(terminate('Deny', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
      at,
    },
    {
      title: 'an allow with `BoolIfExists` holds for an access key',
      resources: policy(terminate('Allow', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })),
      at,
    },
    {
      title: 'an allow with `ForAllValues` holds when the key is absent',
      resources: policy(terminate('Allow', { 'ForAllValues:Bool': { 'aws:MultiFactorAuthPresent': 'true' } })),
      at,
    },
    {
      title: 'an allow for an age of MFA that may be absent',
      resources: policy(terminate('Allow', { NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } })),
      at,
    },
    {
      title: 'an allow for both values of the key',
      resources: policy(terminate('Allow', { Bool: { 'aws:MultiFactorAuthPresent': ['true', 'false'] } })),
      at,
    },
    {
      title: 'an allow that only asks whether the key is there',
      resources: policy(terminate('Allow', { Null: { 'aws:MultiFactorAuthPresent': 'false' } })),
      at,
    },
    {
      title: 'a trust policy that lets an access key assume the role',
      resources: role({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
      at: ['aws_iam_role.deployer'],
    },
    {
      title: 'a deny that leaves out all of IAM, access keys and policies among it',
      resources: policy(denyAllBut(['iam:*'])),
      at,
    },
    {
      title: 'a deny that leaves out to change the password',
      resources: policy(denyAllBut([...ENROLMENT, 'iam:ChangePassword'])),
      at,
    },
    {
      title: 'a deny of everything but enrolling that speaks of the own user only',
      resources: policy(denyAllBut(ENROLMENT, SAFE, { Resource: 'arn:aws:iam::*:user/$${aws:username}' })),
      at,
    },
    {
      title: 'a deny of everything but what one does to the own user, such as to make an access key',
      resources: policy({
        Effect: 'Deny',
        Action: '*',
        NotResource: ['arn:aws:iam::*:user/alice', 'arn:aws:iam::*:mfa/alice'],
        Condition: SAFE,
      }),
      at,
    },
    {
      title: 'an allow with MFA beside an allow of the same without',
      resources: policy(terminate('Allow', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, 'StopWithMfa'), {
        Effect: 'Allow',
        Action: 'ec2:*',
        Resource: '*',
      }),
      at,
    },
    {
      title: 'a deny of everything under which nobody can enrol a device',
      resources: policy({ Sid: 'DenyAll', Effect: 'Deny', Action: '*', Resource: '*', Condition: SAFE }),
      at,
    },
    {
      title: 'two statements with the same fault are one finding',
      resources: policy(
        terminate('Deny', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, 'Stop'),
        terminate('Allow', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
        { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': false } } },
      ),
      at,
    },
  ],
  compliant: [
    {
      title: 'a deny with `BoolIfExists` of everything but enrolling a device',
      resources: policy(denyAllBut(ENROLMENT)),
    },
    {
      title: 'two denies, one for each way to have no MFA',
      resources: policy(
        denyAllBut(ENROLMENT, { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
        denyAllBut(ENROLMENT, { Null: { 'aws:MultiFactorAuthPresent': 'true' } }),
      ),
    },
    {
      title: 'a deny for an age of MFA that may be absent',
      resources: policy(terminate('Deny', { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } })),
    },
    {
      title: 'a deny that is about some actions only',
      resources: policy(terminate('Deny', SAFE)),
    },
    {
      title: 'an allow with `Bool`, and one for an age of MFA: both fail when the key is absent',
      resources: policy(
        terminate('Allow', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
        terminate('Allow', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
      ),
    },
    {
      title: 'an allow for enrolling a device without MFA',
      resources: policy({
        Effect: 'Allow',
        Action: 'iam:EnableMFADevice',
        Resource: 'arn:aws:iam::*:user/alice',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
    },
    {
      title: 'a trust policy that asks for MFA with `Bool`',
      resources: role({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    },
    {
      title: 'to change the password without MFA, where the owner wants it so',
      resources: policy(denyAllBut([...ENROLMENT, 'iam:ChangePassword'])),
      options: { alsoWithoutMfa: ['iam:ChangePassword'] },
    },
    {
      title: 'a deny that leaves out what only shows the own user to the console',
      resources: policy(denyAllBut([...ENROLMENT, 'iam:ListUsers', 'iam:GetAccountPasswordPolicy'])),
    },
    {
      title: 'an allow with MFA of what another one does not allow without',
      resources: policy(terminate('Allow', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), {
        Effect: 'Allow',
        Action: 'ec2:StopInstances',
        Resource: '*',
      }),
    },
  ],
  unresolved: [
    {
      title: 'a document that is only known after the deployment',
      resources: {
        'aws_iam_policy.late': { name: 'late', policy: '${aws_ssm_parameter.document.insecure_value}' },
        'aws_ssm_parameter.document': { name: '/document', type: 'String' },
      },
      at: ['aws_iam_policy.late'],
    },
    {
      title: 'a value that MFA is compared with that is only known after the deployment',
      resources: {
        ...policy(
          terminate('Deny', {
            BoolIfExists: { 'aws:MultiFactorAuthPresent': '${aws_ssm_parameter.mfa.insecure_value}' },
          }),
        ),
        'aws_ssm_parameter.mfa': { name: '/mfa', type: 'String' },
      },
      at,
      onlyIn: 'terraform',
    },
  ],
} as const;
