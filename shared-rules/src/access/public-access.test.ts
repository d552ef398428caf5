import { publicAccess } from './public-access';

interface Part {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: object;
}

const bucket = (...statements: readonly Part[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((part) => ({
    Effect: 'Allow',
    ...(part.NotPrincipal === undefined ? { Principal: '*' } : {}),
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::a/*',
    ...part,
  })),
});
const trust = (...statements: readonly Part[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((part) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...part })),
});
const when = (operator: string, key: string, value: string | readonly string[]): Part => ({
  Condition: { [operator]: { [key]: value } },
});
const s3 = { resourceType: 'AWS::S3::Bucket' };
const role = { resourceType: 'AWS::IAM::AssumeRolePolicyDocument' };

describe('publicAccess', () => {
  it.each<[string, object]>([
    ['everybody', bucket({})],
    ['everybody who signs', bucket({ Principal: { AWS: '*' } })],
    ['everybody but one', bucket({ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } })],
    ['everybody over TLS', bucket(when('Bool', 'aws:SecureTransport', 'true'))],
    ['whoever says where he comes from', bucket(when('StringLike', 'aws:Referer', 'https://example.com/*'))],
    ['any address', bucket(when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'))],
    ['any address, in halves', bucket(when('IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1']))],
    ['any role of a name', bucket(when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/reader'))],
    ['any organization', bucket(when('StringLike', 'aws:PrincipalOrgID', 'o-*'))],
    ['a condition that an absent key satisfies', bucket(when('StringEqualsIfExists', 'aws:SourceVpce', 'vpce-1'))],
    ['all values of none', bucket(when('ForAllValues:StringEquals', 'aws:PrincipalOrgPaths', 'o-1/r-1/ou-1/'))],
    ['a source that anybody can be', bucket(when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*'))],
    [
      'a deny that leaves out strangers',
      bucket({}, { Effect: 'Deny', ...when('StringEquals', 'aws:PrincipalOrgID', 'o-1') }),
    ],
  ])('a bucket is public: %s', (_, document) => {
    expect(publicAccess(document, s3).answer).toBe('yes');
  });

  it.each<[string, object]>([
    ['one account', bucket({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })],
    ['one service', bucket({ Principal: { Service: 'cloudfront.amazonaws.com' } })],
    ['one organization', bucket(when('StringEquals', 'aws:PrincipalOrgID', 'o-1'))],
    ['one account, said by a condition', bucket(when('StringEquals', 'aws:PrincipalAccount', '111122223333'))],
    ['roles of one account', bucket(when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/*'))],
    ['one network', bucket(when('IpAddress', 'aws:SourceIp', '192.0.2.0/24'))],
    ['one endpoint', bucket(when('StringEquals', 'aws:SourceVpce', 'vpce-1a2b3c4d'))],
    ['one source', bucket(when('ArnEquals', 'aws:SourceArn', 'arn:aws:s3:::mine'))],
    ['sources of one account', bucket(when('StringEquals', 'aws:SourceAccount', '111122223333'))],
    ['a deny of strangers', bucket({}, { Effect: 'Deny', ...when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1') })],
  ])('a bucket is not public: %s', (_, document) => {
    expect(publicAccess(document, s3)).toEqual({ answer: 'no' });
  });

  it('tells who may assume a role', () => {
    expect(publicAccess(trust({ Principal: { AWS: '*' } }), role).answer).toBe('yes');
    expect(publicAccess(trust({ Principal: { AWS: '111122223333' } }), role).answer).toBe('no');
    expect(publicAccess(trust({ Principal: { Service: 'ec2.amazonaws.com' } }), role).answer).toBe('no');
  });

  it('takes a repository that nobody chose for a stranger', () => {
    const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    const github = (condition: object): object =>
      trust({ Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition });
    const key = 'token.actions.githubusercontent.com';
    const aud = { StringEquals: { [`${key}:aud`]: 'sts.amazonaws.com' } };
    expect(publicAccess(github(aud), role).answer).toBe('yes');
    expect(publicAccess(github({ ...aud, StringLike: { [`${key}:sub`]: 'repo:*' } }), role).answer).toBe('yes');
    expect(publicAccess(github({ ...aud, StringLike: { [`${key}:sub`]: 'repo:acme/*' } }), role).answer).toBe('no');
  });

  it('takes accounts outside of the zone of trust for strangers', () => {
    const partner = bucket({ Principal: { AWS: 'arn:aws:iam::111122223333:role/partner' } });
    expect(publicAccess(partner, s3).answer).toBe('no');
    expect(publicAccess(partner, { ...s3, zoneOfTrust: { accounts: ['123456789012'] } }).answer).toBe('yes');
    expect(publicAccess(partner, { ...s3, zoneOfTrust: { accounts: ['111122223333'] } }).answer).toBe('no');
  });

  it('never throws', () => {
    for (const source of ['', '{', 'null', '[]', '{"Statement":[]}', {}]) {
      expect(publicAccess(source, s3).answer).toBe('undecided');
    }
  });
});
