import { accessOf } from './access';
import { newAccess } from './new-access';

interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: object;
}

const document = (...statements: readonly Part[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((part) => ({
    Effect: 'Allow',
    ...(part.NotResource === undefined ? { Resource: '*' } : {}),
    ...part,
  })),
});
const objects = (resource: string, part: Part = {}): object =>
  document({ Action: 's3:GetObject', Resource: resource, ...part });

const when = (operator: string, key: string, value: string | readonly string[]): Part => ({
  Condition: { [operator]: { [key]: value } },
});

describe('newAccess', () => {
  it.each<[title: string, before: object, after: object, forward: string, backward: string]>([
    ['the same document', objects('*'), objects('*'), 'no', 'no'],
    ['a wider resource', objects('arn:aws:s3:::a/*'), objects('arn:aws:s3:::*'), 'yes', 'no'],
    ['another resource', objects('arn:aws:s3:::a/*'), objects('arn:aws:s3:::b/*'), 'yes', 'yes'],
    [
      'a union that covers',
      document({ Action: 's3:GetObject', Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] }),
      document(
        { Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' },
        { Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
      ),
      'no',
      'no',
    ],
    [
      'a wildcard in place of a list',
      document({ Action: ['s3:GetObject'] }),
      document({ Action: 's3:Get*' }),
      'yes',
      'no',
    ],
    ['case of actions', document({ Action: 'S3:getobject' }), document({ Action: 's3:GetObject' }), 'no', 'no'],
    [
      'a deny that is dropped',
      document({ Action: 's3:*' }, { Effect: 'Deny', Action: 's3:DeleteBucket' }),
      document({ Action: 's3:*' }),
      'yes',
      'no',
    ],
    [
      'a condition that is dropped',
      objects('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-1')),
      objects('*'),
      'yes',
      'no',
    ],
    [
      'a condition with one more value',
      objects('*', when('StringEquals', 'aws:RequestedRegion', 'eu-central-1')),
      objects('*', when('StringEquals', 'aws:RequestedRegion', ['eu-central-1', 'eu-west-1'])),
      'yes',
      'no',
    ],
    [
      'a pattern in place of a value',
      objects('*', when('StringEquals', 's3:prefix', 'home/alice')),
      objects('*', when('StringLike', 's3:prefix', 'home/*')),
      'yes',
      'no',
    ],
    [
      'a smaller network',
      objects('*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8')),
      objects('*', when('IpAddress', 'aws:SourceIp', ['10.0.0.0/9', '10.128.0.0/9'])),
      'no',
      'no',
    ],
    [
      'a larger number',
      objects('*', when('NumericLessThan', 's3:max-keys', '10')),
      objects('*', when('NumericLessThanEquals', 's3:max-keys', '10')),
      'yes',
      'no',
    ],
    [
      'MFA demanded with Bool and with BoolIfExists',
      objects('*', when('Bool', 'aws:MultiFactorAuthPresent', 'true')),
      objects('*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true')),
      'yes',
      'no',
    ],
    [
      'NotAction and the deny that says the same',
      document({ NotAction: 'iam:*' }),
      document({ Action: '*' }, { Effect: 'Deny', Action: 'iam:*' }),
      'no',
      'no',
    ],
    [
      'NotResource and the deny that says the same',
      document({ Action: 's3:*', NotResource: 'arn:aws:s3:::secret/*' }),
      document({ Action: 's3:*' }, { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::secret/*' }),
      'no',
      'no',
    ],
    ['a policy variable', objects('arn:aws:s3:::home/${aws:username}/*'), objects('arn:aws:s3:::home/*'), 'yes', 'no'],
    [
      'an action that nobody documents',
      document({ Action: 'example:Known' }),
      document({ Action: ['example:Known', 'example:New'] }),
      'yes',
      'no',
    ],
    [
      'actions that are for no resource, past a deny on all resources',
      document({ Effect: 'Deny', Action: '*', Resource: 'arn:*' }, { Action: 's3:Get*' }),
      document({ Effect: 'Deny', Action: '*', Resource: 'arn:*' }, { Action: ['s3:Get*', 'iam:*'] }),
      'yes',
      'no',
    ],
    ['actions to come', document({ NotAction: 's3:*' }), document({ Action: '*' }), 'yes', 'no'],
  ])('%s', (_, before, after, forward, backward) => {
    expect([newAccess(before, after).answer, newAccess(after, before).answer]).toEqual([forward, backward]);
  });

  it('shows the request', () => {
    expect(newAccess(objects('arn:aws:s3:::a/*'), objects('arn:aws:s3:::*'))).toMatchObject({
      answer: 'yes',
      witness: { action: 's3:GetObject', resource: 'arn:aws:s3:::example-bucket/example-object' },
    });
  });

  it('compares whole accesses, boundaries included', () => {
    const access = (...boundary: readonly string[]): ReturnType<typeof accessOf> =>
      accessOf({ identity: [document({ Action: '*' })], boundary: document({ Action: boundary }) });
    expect(newAccess(access('s3:*'), access('s3:*', 'ec2:*')).answer).toBe('yes');
    expect(newAccess(access('s3:*', 'ec2:*'), access('s3:*')).answer).toBe('no');
  });

  const bucket = (principal: unknown, part: Part = {}): object =>
    document({ Principal: principal, Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*', ...part });
  const account = { AWS: 'arn:aws:iam::111122223333:root' };
  const alice = { AWS: 'arn:aws:iam::111122223333:user/alice' };

  it.each<[title: string, before: object, after: object, forward: string, backward: string]>([
    ['an account in place of its user', bucket(alice), bucket(account), 'yes', 'no'],
    ['everybody in place of an account', bucket(account), bucket('*'), 'yes', 'no'],
    ['two spellings of everybody', bucket('*'), bucket({ AWS: '*' }), 'no', 'no'],
    ['two spellings of an account', bucket(account), bucket({ AWS: '111122223333' }), 'no', 'no'],
    [
      'another service',
      bucket({ Service: 'sns.amazonaws.com' }),
      bucket({ Service: 'sqs.amazonaws.com' }),
      'yes',
      'yes',
    ],
    [
      'everybody of an account, said by a condition',
      bucket(account),
      bucket('*', when('StringEquals', 'aws:PrincipalAccount', '111122223333')),
      'no',
      'no',
    ],
    [
      'everybody with an ARN, said by a condition',
      bucket(alice),
      bucket('*', when('ArnEquals', 'aws:PrincipalArn', alice.AWS)),
      'no',
      'no',
    ],
  ])('of resource policies: %s', (_, before, after, forward, backward) => {
    expect([newAccess(before, after).answer, newAccess(after, before).answer]).toEqual([forward, backward]);
  });

  it('does not know what a document allows that AWS rejects', () => {
    expect(newAccess(objects('*'), '{').answer).toBe('undecided');
    expect(newAccess('{', objects('*')).answer).toBe('undecided');
  });
});
