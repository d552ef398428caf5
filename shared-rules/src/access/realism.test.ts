import { accessOf, type AccessSource } from './access';
import { isAdministrator } from './administrator';
import { canWithoutMfa, type Credential } from './mfa';

interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string;
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: object;
}

const document = (...statements: readonly Part[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((part) => ({
    Effect: 'Allow',
    ...(part.NotResource === undefined ? { Resource: '*' } : {}),
    ...(part.NotAction === undefined ? { Action: '*' } : {}),
    ...part,
  })),
});
const ALICE = 'arn:aws:iam::123456789012:user/alice';
const NO_MFA = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };

const mfa = (statements: readonly Part[], credential: Credential = 'access-key'): string =>
  canWithoutMfa(accessOf({ identity: [document(...statements)], principal: ALICE }), { credential }).answer;
const administrator = (statements: readonly Part[], source: Partial<AccessSource> = {}): string =>
  isAdministrator(accessOf({ identity: [document(...statements)], principal: ALICE, ...source })).answer;

describe('a request is one that AWS would get', () => {
  it('is in the region of its resource', () => {
    const deny = (region: string): Part => ({
      Effect: 'Deny',
      Condition: { ...NO_MFA, StringEquals: { 'aws:RequestedRegion': region } },
    });
    const start = { Action: 'ec2:StartInstances', Resource: 'arn:aws:ec2:eu-west-1:*:instance/*' };
    expect(mfa([start, deny('eu-west-1')])).toBe('no');
    expect(mfa([start, deny('us-east-1')])).toBe('yes');
  });

  it('has the keys that every request has', () => {
    const always: readonly object[] = [
      { StringLike: { 'aws:userid': '*' } },
      { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
      { NumericGreaterThan: { 'aws:EpochTime': '1500000000' } },
    ];
    for (const condition of always) {
      expect(mfa([{}, { Effect: 'Deny', Condition: { ...NO_MFA, ...condition } }])).toBe('no');
    }
    expect(mfa([{}, { Effect: 'Deny', Condition: { ...NO_MFA, StringLike: { 'aws:SourceVpce': '*' } } }])).toBe('yes');
  });

  it('is over TLS or not', () => {
    const tls = (value: string, mfaToo: object): Part => ({
      Effect: 'Deny',
      Condition: { ...mfaToo, Bool: { 'aws:SecureTransport': value } },
    });
    expect(mfa([{}, tls('true', NO_MFA), tls('false', {})])).toBe('no');
    expect(mfa([{}, tls('true', NO_MFA)])).toBe('yes');
  });

  it('has the time of a token only with temporary credentials', () => {
    const deny = (value: string): Part => ({ Effect: 'Deny', Condition: { Null: { 'aws:TokenIssueTime': value } } });
    const bool: Part = { Effect: 'Deny', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } };
    expect(mfa([{ Action: 's3:*' }, bool, deny('true')])).toBe('no');
    expect(mfa([{ Action: 's3:*' }, bool])).toBe('yes');
  });

  it('comes from a user and not from a service or a session of one', () => {
    const from = (key: string, value: string): Part => ({ Condition: { ArnLike: { [key]: value } } });
    expect(administrator([from('aws:SourceArn', 'arn:aws:sns:*:*:topic')])).toBe('no');
    expect(administrator([from('ec2:SourceInstanceARN', 'arn:aws:ec2:*:*:instance/*')])).toBe('no');
    expect(administrator([from('aws:PrincipalArn', ALICE)])).toBe('yes');
  });

  it('carries the keys of its own action only, and is found where only few actions carry one', () => {
    const when = (key: string): Part => ({ Condition: { StringEquals: { [key]: 'a' } } });
    expect(mfa([when('codecommit:References')])).toBe('yes');
    expect(mfa([when('wafv2:LogScope')])).toBe('yes');
    expect(administrator([when('iam:PassedToService')])).toBe('no');
  });

  it('is found among many kinds of requests where few are allowed', () => {
    expect(mfa([{ Resource: 'arn:aws:iam::*:user/x' }])).toBe('yes');
    const own = ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:mfa/*'];
    expect(mfa([{}, { Effect: 'Deny', NotResource: own, Condition: NO_MFA }])).toBe('yes');
  });
});

describe('an administrator', () => {
  it('is nobody to whom all of IAM is denied, however that is written', () => {
    const deny = (...resources: readonly string[]): Part => ({ Effect: 'Deny', Action: 'iam:*', Resource: resources });
    expect(administrator([{}, deny('arn:aws:iam::*:*')])).toBe('no');
    const kinds = ['role', 'user', 'group', 'policy', 'instance-profile'];
    expect(administrator([{}, deny(...kinds.map((kind) => `arn:aws:iam::*:${kind}/*`))])).toBe('no');
    expect(administrator([{}, deny('arn:aws:iam::*:role/break-glass')])).toBe('yes');
  });

  it('is protected from itself by its own tag', () => {
    const write = [
      { Action: 'iam:PutRolePolicy' },
      { Effect: 'Deny', Action: 'iam:*', Condition: { StringEquals: { 'aws:ResourceTag/protected': '1' } } },
    ] as const;
    const role = (value: string): NonNullable<AccessSource['principal']> => ({
      kind: 'role',
      name: 'deployer',
      tags: new Map([['Protected', value]]),
    });
    expect(administrator(write, { principal: role('1') })).toBe('no');
    expect(administrator(write, { principal: role('0') })).toBe('yes');
  });

  it('is looked for in each account that its documents name', () => {
    const queues = [1, 2, 3, 4, 5, 6].map((digit) => `arn:aws:sqs:eu-west-1:${String(digit).repeat(12)}:jobs`);
    const write = { Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::777777777777:role/*' };
    const principal = { kind: 'role', name: 'deployer' } as const;
    expect(administrator([{ Action: 'sqs:*', Resource: queues }, write], { principal })).toBe('yes');
    const more = [...queues, ...queues.map((queue) => queue.replaceAll(/\d(?=\d{0,5}:)/g, '8'))];
    expect(
      administrator(
        [
          { Action: 'sqs:*', Resource: more },
          { Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::777777777777:role/x' },
        ],
        { principal },
      ),
    ).toBe('undecided');
  });
});
