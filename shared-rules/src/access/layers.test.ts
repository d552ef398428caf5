import { accessOf, type AccessSource } from './access';
import { allows, type Requests } from './allows';

interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: object;
}

const document = (...statements: readonly Part[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((part) => ({ Effect: 'Allow', Resource: '*', ...part })),
});
const trust = (...statements: readonly Part[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((part) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...part })),
});

const ALICE = 'arn:aws:iam::123456789012:user/alice';
const DEPLOYER = 'arn:aws:iam::123456789012:role/deployer';
const read: Requests = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::logs/x'] };
const all = document({ Action: '*' });
const nothing = document({ Action: 'ec2:DescribeInstances' });

const answer = (source: Partial<AccessSource>, requests = read): string =>
  allows(accessOf({ identity: [all], principal: ALICE, ...source }), requests).answer;

describe('layers of one account', () => {
  it('needs an allow of the identity documents', () => {
    expect(answer({})).toBe('yes');
    expect(answer({ identity: [nothing] })).toBe('no');
  });

  it('stays within the boundary', () => {
    expect(answer({ boundary: document({ Action: 's3:*' }) })).toBe('yes');
    expect(answer({ boundary: nothing })).toBe('no');
  });

  it('stays within the session policy', () => {
    expect(answer({ session: document({ Action: 's3:Get*' }) })).toBe('yes');
    expect(answer({ session: nothing })).toBe('no');
  });

  it('needs an allow at each level of service control policies', () => {
    expect(answer({ scps: [[all], [nothing, document({ Action: 's3:*' })]] })).toBe('yes');
    expect(answer({ scps: [[all], [nothing]] })).toBe('no');
    expect(answer({ scps: [[all], [all, document({ Effect: 'Deny', Action: 's3:GetObject' })]] })).toBe('no');
  });

  it('is stopped by a deny of a resource control policy, which allows everything else', () => {
    const rcp = (condition: object): object =>
      document({ Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: condition });
    const outsider = { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } };
    const insider = { StringNotEquals: { 'aws:PrincipalAccount': '123456789012' } };
    expect(answer({ rcps: [[rcp(insider)]] })).toBe('yes');
    expect(answer({ rcps: [[rcp(outsider)]] })).toBe('no');
  });

  it('does not hold a resource control policy against a service that has none', () => {
    const rcp = document({ Effect: 'Deny', Principal: '*', Action: '*' });
    expect(answer({ rcps: [[rcp]] }, { actions: ['iam:CreateUser'] })).toBe('yes');
    expect(answer({ rcps: [[rcp]] })).toBe('no');
  });
});

describe('resource policies in the account of the principal', () => {
  const bucket = (principal: unknown, part: Part = {}): object =>
    document({ Action: 's3:GetObject', Principal: principal, Resource: 'arn:aws:s3:::logs/*', ...part });

  it('suffice when they name the user', () => {
    expect(answer({ identity: [nothing], resource: bucket({ AWS: ALICE }) })).toBe('yes');
    expect(answer({ identity: [nothing], resource: bucket({ AWS: DEPLOYER }) })).toBe('no');
    expect(answer({ identity: [nothing], resource: bucket('*') })).toBe('yes');
  });

  it('leave it to the identity documents when they name the account', () => {
    const account = bucket({ AWS: 'arn:aws:iam::123456789012:root' });
    expect(answer({ identity: [nothing], resource: account })).toBe('no');
    expect(answer({ resource: account })).toBe('yes');
    expect(answer({ identity: [nothing], resource: bucket({ AWS: '123456789012' }) })).toBe('no');
  });

  it('reach past the boundary of a user, not past that of a role', () => {
    const boundary = nothing;
    expect(answer({ identity: [nothing], boundary, resource: bucket({ AWS: ALICE }) })).toBe('yes');
    const role = { identity: [nothing], boundary, principal: DEPLOYER };
    expect(answer({ ...role, resource: bucket({ AWS: DEPLOYER }) })).toBe('no');
  });

  it('do not reach past a deny or a service control policy', () => {
    const resource = bucket({ AWS: ALICE });
    expect(answer({ identity: [document({ Effect: 'Deny', Action: '*' })], resource })).toBe('no');
    expect(answer({ identity: [nothing], scps: [[nothing]], resource })).toBe('no');
  });

  it('deny whom they name, or whom they do not name', () => {
    const deny = { Effect: 'Deny' } as const;
    expect(answer({ resource: bucket({ AWS: ALICE }, deny) })).toBe('no');
    expect(answer({ resource: bucket({ AWS: DEPLOYER }, deny) })).toBe('yes');
    const others = document({ Effect: 'Deny', Action: 's3:*', NotPrincipal: { AWS: DEPLOYER } });
    expect(answer({ resource: others })).toBe('no');
  });

  it('must allow where AWS leaves the decision to them: keys and roles', () => {
    const decrypt: Requests = { actions: ['kms:Decrypt'], resources: ['arn:aws:kms:eu-central-1:123456789012:key/k'] };
    const key = (principal: object): object => document({ Action: 'kms:*', Principal: principal });
    expect(answer({ resource: key({ AWS: DEPLOYER }) }, decrypt)).toBe('no');
    expect(answer({ resource: key({ AWS: '123456789012' }) }, decrypt)).toBe('yes');
    expect(answer({ identity: [nothing], resource: key({ AWS: ALICE }) }, decrypt)).toBe('yes');
    const assume: Requests = { actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::123456789012:role/admin'] };
    expect(answer({ resource: trust({ Principal: { Service: 'ec2.amazonaws.com' } }) }, assume)).toBe('no');
    expect(answer({ resource: trust({ Principal: { AWS: '123456789012' } }) }, assume)).toBe('yes');
    expect(answer({ identity: [nothing], resource: trust({ Principal: { AWS: ALICE } }) }, assume)).toBe('yes');
  });
});

describe('resource policies of another account', () => {
  const resourceAccount = '999988887777';
  const bucket = (principal: unknown): object =>
    document({ Action: 's3:GetObject', Principal: principal, Resource: 'arn:aws:s3:::logs/*' });

  it('must allow as well as the identity documents', () => {
    expect(answer({ resource: bucket({ AWS: ALICE }), resourceAccount })).toBe('yes');
    expect(answer({ resource: bucket({ AWS: '123456789012' }), resourceAccount })).toBe('yes');
    expect(answer({ resource: bucket({ AWS: DEPLOYER }), resourceAccount })).toBe('no');
    expect(answer({ identity: [nothing], resource: bucket({ AWS: ALICE }), resourceAccount })).toBe('no');
  });
});

describe('what is not known', () => {
  it('leaves the answer open when AWS rejects a document, with the code of the check', () => {
    const broken = { Version: '2012-10-17', Statement: [{ Action: '*', Resource: '*' }] };
    expect(allows(accessOf({ identity: [all, broken] }), read)).toMatchObject({
      answer: 'undecided',
      reason: expect.stringContaining('MISSING_EFFECT') as string,
    });
    expect(answer({ boundary: broken })).toBe('undecided');
  });

  it('does not matter where the rest denies everything or allows nothing', () => {
    const broken = '{';
    expect(answer({ identity: [broken, document({ Effect: 'Deny', Action: '*' })] })).toBe('no');
    expect(answer({ identity: [nothing], boundary: broken })).toBe('no');
  });
});

describe('allows', () => {
  const homes = document({ Action: 's3:*', Resource: 'arn:aws:s3:::home/${aws:username}/*' });

  it('asks for any request of a set', () => {
    const access = accessOf({ identity: [homes], principal: ALICE });
    expect(allows(access, { actions: ['s3:*'] })).toMatchObject({
      answer: 'yes',
      witness: { principal: ALICE, resource: expect.stringContaining('arn:aws:s3:::home/alice/') as string },
    });
    expect(allows(access, { actions: ['s3:Get*', 'ec2:*'], resources: ['arn:aws:s3:::home/bob/*'] }).answer).toBe('no');
    expect(allows(access, { actions: ['ec2:*'] }).answer).toBe('no');
  });

  it('takes the context as given and leaves other keys free', () => {
    const access = accessOf({
      identity: [
        document({
          Action: 's3:GetObject',
          Condition: { Bool: { 'aws:SecureTransport': 'true' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
        }),
      ],
    });
    expect(allows(access, read)).toMatchObject({
      witness: { context: { 'aws:SecureTransport': 'true', 'aws:SourceIp': expect.stringMatching(/^10\./) as string } },
    });
    expect(allows(access, { ...read, context: { 'AWS:SecureTransport': false } }).answer).toBe('no');
    expect(allows(access, { ...read, context: { 'aws:SourceIp': null } }).answer).toBe('no');
  });

  it('asks only for requests that AWS knows: no list of a bucket is for an object', () => {
    const list = (resource: string): string =>
      allows(accessOf({ identity: [document({ Action: 's3:ListBucket', Resource: resource })] }), {
        actions: ['s3:ListBucket'],
      }).answer;
    expect(list('arn:aws:s3:::logs/*')).toBe('no');
    expect(list('arn:aws:s3:::logs')).toBe('yes');
    expect(list('arn:aws:s3:::logs*')).toBe('yes');
  });

  it('knows that a key of one action is absent from others', () => {
    const passed = document({
      Action: ['iam:PassRole', 'iam:DeleteRole'],
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    });
    const access = accessOf({ identity: [passed] });
    expect(allows(access, { actions: ['iam:PassRole'] })).toMatchObject({
      witness: { context: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    });
    expect(allows(access, { actions: ['iam:DeleteRole'] }).answer).not.toBe('yes');
  });
});
