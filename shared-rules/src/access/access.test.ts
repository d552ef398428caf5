import { unknown } from '../model/value';
import { accessOf, type AccessSource, type Decision } from './access';
import { isAdministrator } from './administrator';
import { canWithoutMfa, ENROLMENT } from './mfa';
import { symbolFor } from '../policy/text';
import { searchRequest } from './search';

type Part = Readonly<Record<string, unknown>>;

const document = (...statements: readonly Part[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((part) => ({
    Effect: 'Allow',
    ...('NotResource' in part ? {} : { Resource: '*' }),
    ...part,
  })),
});
const access = (documents: readonly unknown[], more: Partial<AccessSource> = {}): ReturnType<typeof accessOf> =>
  accessOf({
    identity: documents.map((each) => ({ document: each })),
    principal: { kind: 'user', name: 'alice' },
    ...more,
  });
const answer = (decision: Decision): string => decision.answer;

const forceMfa = (operator: string, more: Part = {}): Part => ({
  Effect: 'Deny',
  NotAction: ENROLMENT,
  Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } },
  ...more,
});

describe('canWithoutMfa', () => {
  const s3 = { Action: 's3:*' };

  it.each([
    ['an allow alone', [document(s3)], 'yes', 'yes'],
    ['no document at all', [], 'no', 'no'],
    ['a deny with BoolIfExists', [document(s3, forceMfa('BoolIfExists'))], 'no', 'no'],
    ['a deny with Bool, which an absent key does not match', [document(s3, forceMfa('Bool'))], 'no', 'yes'],
    ['a deny in another document', [document(s3), document(forceMfa('BoolIfExists'))], 'no', 'no'],
    [
      'an allow that needs MFA',
      [document({ ...s3, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })],
      'no',
      'no',
    ],
    [
      'an allow with BoolIfExists true',
      [document({ ...s3, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } })],
      'no',
      'yes',
    ],
    [
      'an allow that needs a recent MFA',
      [document({ ...s3, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } })],
      'no',
      'no',
    ],
    [
      'a deny that exempts more than enrolment',
      [document(s3, forceMfa('BoolIfExists', { NotAction: [...ENROLMENT, 's3:GetObject'] }))],
      'yes',
      'yes',
    ],
    [
      'a deny that covers one bucket only',
      [document(s3, forceMfa('BoolIfExists', { Resource: 'arn:aws:s3:::secret/*' }))],
      'yes',
      'yes',
    ],
    [
      'a deny of Null MFA, which is false in a console session and in one that a key opens with GetSessionToken',
      [document(s3, { Effect: 'Deny', Action: '*', Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } } })],
      'yes',
      'yes',
    ],
    ['enrolment actions only', [document({ Action: ENROLMENT })], 'no', 'no'],
    ['an allow of nothing that exists', [document({ Action: 's3:Frobnicate*' })], 'no', 'no'],
    [
      'a deny with ForAllValues, which an absent key matches',
      [document(s3, forceMfa('ForAllValues:Bool'))],
      'no',
      'no',
    ],
    [
      'a deny with ForAnyValue, which an absent key does not match',
      [document(s3, forceMfa('ForAnyValue:Bool'))],
      'no',
      'yes',
    ],
    [
      'a deny with a second condition that a request can avoid',
      [
        document(
          s3,
          forceMfa('BoolIfExists', {
            Condition: {
              BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
              StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' },
            },
          }),
        ),
      ],
      'yes',
      'yes',
    ],
    [
      'a key in another case of letters',
      [
        document(
          s3,
          forceMfa('BoolIfExists', { Condition: { BoolIfExists: { 'AWS:multifactorauthPRESENT': ['false'] } } }),
        ),
      ],
      'no',
      'no',
    ],
    [
      'two denies, console and key each',
      [
        document(s3, forceMfa('Bool'), {
          Effect: 'Deny',
          NotAction: ENROLMENT,
          Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } },
        }),
      ],
      'no',
      'no',
    ],
  ])('%s', (_, documents, console, key) => {
    expect(answer(canWithoutMfa(access(documents), { credential: 'console' }))).toBe(console);
    expect(answer(canWithoutMfa(access(documents), { credential: 'access-key' }))).toBe(key);
  });

  it('shows a request that a person knows', () => {
    const decision = canWithoutMfa(
      access([document({ Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::invoices/2026.pdf' })]),
      { credential: 'access-key' },
    );
    expect(decision).toMatchObject({
      answer: 'yes',
      witness: {
        principal: 'arn:aws:iam::123456789012:user/alice',
        action: 's3:DeleteObject',
        resource: 'arn:aws:s3:::invoices/2026.pdf',
      },
    });
  });

  it('fills policy variables with the name of the user', () => {
    const home = document({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::home/${aws:username}/*' });
    const decision = canWithoutMfa(access([home]), { credential: 'console' });
    expect(decision).toMatchObject({ answer: 'yes', witness: { resource: 'arn:aws:s3:::home/alice/example' } });
  });

  it('takes `${...}` literally in a document without the version that has variables', () => {
    const old = {
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:username': '${aws:username}' } },
        },
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      ],
    };
    expect(answer(canWithoutMfa(access([old]), { credential: 'console' }))).toBe('yes');
    expect(answer(canWithoutMfa(access([{ ...old, Version: '2012-10-17' }]), { credential: 'console' }))).toBe('no');
  });

  it('is capped by the boundary, and sees through it where it allows', () => {
    const boundary = (part: Part): Partial<AccessSource> => ({ boundary: { document: document(part) } });
    expect(
      answer(canWithoutMfa(access([document(s3)], boundary({ Action: 'ec2:*' })), { credential: 'console' })),
    ).toBe('no');
    expect(
      answer(
        canWithoutMfa(access([document(s3)], boundary({ Action: 's3:Get*', Resource: 'arn:aws:s3:::a/*' })), {
          credential: 'console',
        }),
      ),
    ).toBe('yes');
  });

  it('is undecided with a document that is not known, and decided when a deny covers it', () => {
    const open = { open: unknown('a document of another stack') };
    expect(canWithoutMfa(access([document(s3)], open), { credential: 'console' })).toEqual({
      answer: 'undecided',
      reason: 'a document of another stack',
    });
    expect(
      answer(
        canWithoutMfa(access([document(forceMfa('BoolIfExists', { NotAction: undefined, Action: '*' }))], open), {
          credential: 'console',
        }),
      ),
    ).toBe('no');
  });

  it('is undecided within a boundary that is not known, and decided where nothing is allowed anyway', () => {
    const boundary = { boundary: { document: unknown('a boundary of another stack') } };
    expect(canWithoutMfa(access([document(s3)], boundary), { credential: 'console' })).toEqual({
      answer: 'undecided',
      reason: 'a boundary of another stack',
    });
    expect(answer(canWithoutMfa(access([], boundary), { credential: 'console' }))).toBe('no');
  });

  it('asks in the accounts and partitions that the documents name', () => {
    const only = (condition: object): string =>
      answer(canWithoutMfa(access([document({ ...s3, Condition: condition })]), { credential: 'console' }));
    expect(only({ StringEquals: { 'aws:PrincipalAccount': '210987654321' } })).toBe('yes');
    expect(only({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::210987654321:user/*' } })).toBe('yes');
    expect(only({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::210987654321:user/bob' } })).toBe('no');
  });

  it('is undecided where a name that is not known decides, and decided where its known part does', () => {
    const named = (name: string, deny: object): string => {
      const who = { principal: { kind: 'user' as const, name } };
      const documents = [document(s3, { Effect: 'Deny', Action: '*', Condition: deny })];
      return answer(canWithoutMfa(access(documents, who), { credential: 'console' }));
    };
    const hole = symbolFor('aws_iam_user.u.name');
    expect(named(hole, { StringNotEquals: { 'aws:username': 'bob' } })).toBe('undecided');
    expect(named(`${hole}-bob`, { StringNotLike: { 'aws:username': '*-bob' } })).toBe('yes');
    expect(named(`${hole}-bob`, { StringLike: { 'aws:username': '*-bob' } })).toBe('no');
    const unnamed = document(s3, {
      Effect: 'Deny',
      Action: '*',
      Condition: { StringNotEquals: { 'aws:username': 'bob' } },
    });
    expect(answer(canWithoutMfa(access([unnamed], { principal: { kind: 'user' } }), { credential: 'console' }))).toBe(
      'undecided',
    );
  });

  it('does not find a request that only a service makes for the user, after one of its own', () => {
    const forced = forceMfa('BoolIfExists', {
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' }, Bool: { 'aws:ViaAWSService': 'false' } },
    });
    expect(answer(canWithoutMfa(access([document(s3, forced)]), { credential: 'console' }))).toBe('no');
  });

  it('is undecided about a service that AWS does not document', () => {
    expect(answer(canWithoutMfa(access([document({ Action: 'brandnew:*' })]), { credential: 'console' }))).toBe(
      'undecided',
    );
  });

  it('is undecided with a document that AWS rejects', () => {
    expect(canWithoutMfa(access(['{']), { credential: 'console' })).toMatchObject({ answer: 'undecided' });
  });
});

describe('isAdministrator', () => {
  const admin = (...documents: readonly unknown[]): string => {
    const decision = isAdministrator(accessOf({ identity: documents.map((each) => ({ document: each })) }));
    return decision.answer === 'yes' ? (decision.reach ?? '') : decision.answer;
  };

  it.each([
    ['`*` on `*`', [document({ Action: '*' })], 'everything'],
    ['`*:*`', [document({ Action: '*:*' })], 'everything'],
    ['`**`', [document({ Action: '**' })], 'everything'],
    ['`iam:*` in capitals', [document({ Action: 'IAM:*' })], 'own-permissions'],
    ['`*` on every ARN', [document({ Action: '*', Resource: 'arn:aws:*' })], 'everything'],
    ['NotAction of one action', [document({ NotAction: 's3:DeleteBucket' })], 'everything'],
    ['NotAction of an action that does not exist', [document({ NotAction: 'nothing:AtAll' })], 'everything'],
    ['NotResource of one bucket', [document({ Action: '*', NotResource: 'arn:aws:s3:::logs' })], 'everything'],
    ['a power user', [document({ NotAction: ['iam:*', 'organizations:*', 'account:*'] })], 'no'],
    [
      'a power user with the rest in another document',
      [document({ NotAction: 'iam:*' }), document({ Action: 'iam:*' })],
      'everything',
    ],
    [
      'everything but writing policies',
      [document({ Action: '*' }, { Effect: 'Deny', Action: ['iam:Attach*', 'iam:Put*', 'iam:CreatePolicy*'] })],
      'everything',
    ],
    ['everything, all of IAM denied', [document({ Action: '*' }, { Effect: 'Deny', Action: 'iam:*' })], 'no'],
    [
      'attaching one harmless policy',
      [
        document({
          Action: 'iam:AttachRolePolicy',
          Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
        }),
      ],
      'no',
    ],
    [
      'writing policies of users within a boundary, as a delegated administrator does',
      [
        document({
          Action: 'iam:PutUserPolicy',
          Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/cap' } },
        }),
      ],
      'no',
    ],
    ['attaching any policy', [document({ Action: 'iam:AttachRolePolicy' })], 'own-permissions'],
    [
      'attaching to other roles',
      [document({ Action: 'iam:AttachRolePolicy', Resource: 'arn:aws:iam::*:role/build-*' })],
      'no',
    ],
    [
      'everything in one region, where IAM is not',
      [document({ Action: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } })],
      'no',
    ],
    [
      'everything with MFA only',
      [document({ Action: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })],
      'everything',
    ],
    ['everything in S3', [document({ Action: 's3:*' })], 'no'],
    ['a deny of everything', [document({ Action: '*' }, { Effect: 'Deny', Action: '*' })], 'no'],
  ])('%s', (_, documents, expected) => {
    expect(admin(...documents)).toBe(expected);
  });

  it.each([
    ['its account by number', 'arn:aws:iam::999988887777:user/alice'],
    ['another partition', 'arn:aws-us-gov:iam::*:user/*'],
    ['both', 'arn:aws-cn:iam::999988887777:user/${aws:username}'],
  ])('sees itself in a document that names %s', (_, resource) => {
    const decision = isAdministrator(access([document({ Action: 'iam:PutUserPolicy', Resource: resource })]));
    expect(decision).toMatchObject({ answer: 'yes', witness: { resource: expect.stringMatching(/:user\/alice$/) } });
  });

  it('does not take the account of a role that it may assume for its own', () => {
    const assume = { Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::999988887777:role/deploy' };
    const decision = isAdministrator(access([document(assume, { Action: 'iam:PutUserPolicy' })]));
    expect(decision).toMatchObject({ witness: { principal: 'arn:aws:iam::123456789012:user/alice' } });
  });

  it('is capped by a boundary unless it may remove it', () => {
    const within = (part: Part): string =>
      isAdministrator(access([document({ Action: '*' })], { boundary: { document: document(part) } })).answer;
    expect(within({ Action: ['s3:*', 'iam:PutUserPolicy'] })).toBe('no');
    expect(within({ Action: ['iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'] })).toBe('yes');
    expect(within({ Action: '*' })).toBe('yes');
  });
});

describe('searchRequest', () => {
  const goal = { action: 's3:GetObject', fixed: new Map<string, readonly string[] | null>() };

  it('finds a value for each condition key, and none where they contradict each other', () => {
    const allow = { Action: 's3:GetObject', Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } };
    const deny = (region: string): Part => ({
      Effect: 'Deny',
      Action: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': region } },
    });
    expect(searchRequest(access([document(allow, deny('us-east-1'))]), goal)).toMatchObject({
      answer: 'yes',
      witness: { context: { 'aws:RequestedRegion': 'us-east-1' } },
    });
    expect(answer(searchRequest(access([document(allow, deny('eu-west-1'))]), goal))).toBe('no');
  });

  it('finds a moment between two dates, and none where they exclude each other', () => {
    const between = (after: string, before: string): object =>
      document({
        Action: 's3:GetObject',
        Condition: { DateGreaterThan: { 'aws:CurrentTime': after }, DateLessThan: { 'aws:CurrentTime': before } },
      });
    expect(answer(searchRequest(access([between('2026-01-01T00:00:00Z', '2026-06-30T00:00:00Z')]), goal))).toBe('yes');
    expect(answer(searchRequest(access([between('2026-06-30T00:00:00Z', '2026-01-01T00:00:00Z')]), goal))).toBe('no');
  });

  it('finds two values where a key needs two at once', () => {
    const both = {
      'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' },
      'ForAnyValue:StringLike': { 'aws:TagKeys': 'b' },
    };
    expect(
      searchRequest(access([document({ Action: 'ec2:CreateTags', Condition: both })]), {
        ...goal,
        action: 'ec2:CreateTags',
      }),
    ).toMatchObject({ answer: 'yes', witness: { context: { 'aws:TagKeys': ['a', 'b'] } } });
  });

  it('knows which keys a role cannot have', () => {
    const named = [document({ Action: 's3:GetObject', Condition: { StringEquals: { 'aws:username': 'alice' } } })];
    expect(answer(searchRequest(access(named), goal))).toBe('yes');
    expect(answer(searchRequest(access(named, { principal: { kind: 'role', name: 'alice' } }), goal))).toBe('no');
  });

  it('decides by the tags of the principal where they are known', () => {
    const team = [
      document({ Action: 's3:GetObject', Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'blue' } } }),
    ];
    const tagged = (...tags: readonly (readonly [string, string])[]): string =>
      answer(searchRequest(access(team, { principal: { kind: 'user', name: 'alice', tags: new Map(tags) } }), goal));
    expect(tagged(['team', 'blue'])).toBe('yes');
    expect(tagged(['team', 'red'])).toBe('no');
    expect(tagged()).toBe('no');
    expect(answer(searchRequest(access(team), goal))).toBe('yes');
  });

  it('finds the tag that a policy variable needs where the principal may have any', () => {
    const team = document({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::${aws:PrincipalTag/team}/*' });
    const blue = { ...goal, resources: ['arn:aws:s3:::blue/x'] };
    expect(answer(searchRequest(access([team]), goal))).toBe('yes');
    expect(searchRequest(access([team]), blue)).toMatchObject({
      witness: { resource: 'arn:aws:s3:::blue/x', context: { 'aws:principaltag/team': 'blue' } },
    });
    expect(answer(searchRequest(access([document({ Action: 's3:*' })], { boundary: { document: team } }), blue))).toBe(
      'yes',
    );
    expect(
      answer(searchRequest(access([team], { principal: { kind: 'user', name: 'a', tags: new Map() } }), goal)),
    ).toBe('no');
  });
});
