import { dictionary, fromJson, known, list, unknown, type Unknown } from '../model/value';
import { readDocument } from '../policy/document';
import { deputyAccessBy, publicAccess } from './public-access';

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
    ['any network of somebody', bucket(when('StringLike', 'aws:SourceVpc', '*'))],
    ['any endpoint', bucket(when('StringLike', 'aws:SourceVpce', 'vpce-*'))],
    ['whoever comes from some network', bucket(when('Null', 'aws:SourceVpc', 'false'))],
    ['any role of another partition', bucket(when('ArnLike', 'aws:PrincipalArn', 'arn:aws-us-gov:iam::*:role/x'))],
    ['principals without an organization', bucket(when('Null', 'aws:PrincipalOrgID', 'true'))],
    ['resources of one organization', bucket(when('StringEquals', 'aws:ResourceOrgID', 'o-1'))],
    ['any access point', bucket(when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:*:*:accesspoint/*'))],
    ['a time to come', bucket(when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))],
    ['everybody who is no service', bucket(when('Null', 'aws:PrincipalServiceName', 'true'))],
    ['a bucket whose name begins so', bucket(when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::acme-*'))],
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
    ['endpoints of one account', bucket(when('StringEquals', 'aws:VpceAccount', '111122223333'))],
    ['endpoints of one organization', bucket(when('StringEquals', 'aws:VpceOrgID', 'o-x'))],
    [
      'roles of one account elsewhere',
      bucket(when('ArnLike', 'aws:PrincipalArn', 'arn:aws-us-gov:iam::111122223333:*')),
    ],
    ['access points of one account', bucket(when('StringEquals', 's3:DataAccessPointAccount', '111122223333'))],
    ['one bucket, wherever', bucket(when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:mybucket'))],
    [
      'access points of one account in any region',
      bucket(when('StringLike', 's3:DataAccessPointArn', 'arn:aws:s3:*:111122223333:accesspoint/*')),
    ],
    [
      'topics of one account in any region',
      bucket(when('StringLike', 'aws:SourceArn', 'arn:aws:sns:*:111122223333:orders')),
    ],
    ['sessions of one role', bucket(when('StringLike', 'aws:userId', ['AROAEXAMPLE:*', '111122223333']))],
    [
      'a deny of all but the sessions of one role',
      bucket({}, { Effect: 'Deny', ...when('StringNotLike', 'aws:userId', ['AROAEXAMPLE:*']) }),
    ],
    [
      'users in the name of a service',
      bucket({ Principal: { AWS: '*' }, ...when('StringLike', 'aws:PrincipalServiceName', 'x*') }),
    ],
    ['the organization of the resource', bucket(when('StringEquals', 'aws:PrincipalOrgID', '${aws:ResourceOrgID}'))],
    ['the account of the resource', bucket(when('StringEquals', 'aws:ResourceAccount', '${aws:PrincipalAccount}'))],
    ['a time that is over', bucket(when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))],
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

  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      'token.actions.githubusercontent.com',
      'repo:',
      ['repo:m*', 'repo:my-org*', 'repo:*/infra:*'],
      ['repo:acme/*', 'repo:acme/*:*', 'repo:acme/infra:*'],
    ],
    ['gitlab.com', 'project_path:', ['project_path:my-group*'], ['project_path:acme/*']],
    [
      'app.terraform.io',
      'organization:',
      ['organization:my-org*'],
      ['organization:acme:*', 'organization:acme:project:*'],
    ],
  ])('lets nobody take a name at %s that begins like another after %s', (key, _, open, closed) => {
    const answer = (sub: string): string =>
      publicAccess(
        trust({
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${key}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          ...when('StringLike', `${key}:sub`, sub),
        }),
        role,
      ).answer;
    expect(open.map(answer)).toEqual(open.map(() => 'yes'));
    expect(closed.map(answer)).toEqual(closed.map(() => 'no'));
  });

  it('takes a key for the account of its callers for closed', () => {
    const key = (account: string): object => ({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' },
        },
      },
    });
    const kms = { resourceType: 'AWS::KMS::Key' };
    expect(publicAccess(key('123456789012'), kms)).toEqual({ answer: 'no' });
    expect(publicAccess(key('${aws:ResourceAccount}'), kms)).toEqual({ answer: 'no' });
    expect(publicAccess(key('111122223333'), { ...kms, zoneOfTrust: { accounts: ['123456789012'] } }).answer).toBe(
      'yes',
    );
    expect(publicAccess(key('111122223333'), { ...kms, zoneOfTrust: { accounts: ['111122223333'] } }).answer).toBe(
      'no',
    );
  });

  const provider = (kind: string): object =>
    trust({
      Principal: { Federated: `arn:aws:iam::111122223333:${kind}` },
      Action: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
    });
  const service = { Principal: { Service: 's3.amazonaws.com' } };
  it.each<[string, object]>([
    ['a role', bucket({ Principal: { AWS: 'arn:aws:iam::111122223333:role/partner' } })],
    ['an ARN of a principal', bucket(when('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/partner'))],
    ['an account of principals', bucket(when('StringEquals', 'aws:PrincipalAccount', '111122223333'))],
    ['an account of endpoints', bucket(when('StringEquals', 'aws:VpceAccount', '111122223333'))],
    ['an account of access points', bucket(when('StringEquals', 's3:DataAccessPointAccount', '111122223333'))],
    ['an account of sources', bucket(when('StringEquals', 'aws:SourceAccount', '111122223333'))],
    ['a source', bucket(when('ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:111122223333:topic'))],
    ['a source of a service', bucket({ ...service, ...when('StringEquals', 'aws:SourceAccount', '111122223333') })],
    ['an organization', bucket(when('StringEquals', 'aws:PrincipalOrgID', 'o-partner'))],
    ['a unit', bucket(when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-partner/r-1/ou-1/*'))],
    ['an organization of sources', bucket(when('StringEquals', 'aws:SourceOrgID', 'o-partner'))],
    ['a SAML provider', provider('saml-provider/partner')],
    ['an OIDC provider', provider('oidc-provider/id.example.com')],
  ])('takes what is named outside of the zone of trust for strangers: %s', (_, document) => {
    const answer = (accounts: readonly string[], organization: string): string =>
      publicAccess(document, { ...s3, zoneOfTrust: { accounts, organization } }).answer;
    expect(publicAccess(document, s3).answer).toBe('no');
    expect(answer(['123456789012'], 'o-own')).toBe('yes');
    expect(answer(['111122223333'], 'o-partner')).toBe('no');
  });

  it('does not say no when it could not try everybody that a policy names', () => {
    const accounts = Array.from({ length: 40 }, (_, index) => String(111122220000 + index));
    const document = bucket(when('StringEquals', 'aws:PrincipalAccount', accounts), {
      Effect: 'Deny',
      ...when('StringNotEquals', 'aws:PrincipalOrgID', 'o-own'),
    });
    const zoneOfTrust = { organization: 'o-own' };
    expect(publicAccess(document, { ...s3, zoneOfTrust }).answer).toBe('undecided');
    expect(publicAccess(document, { ...s3, zoneOfTrust: { ...zoneOfTrust, accounts } }).answer).toBe('no');
  });

  it('never throws', () => {
    for (const source of ['', '{', 'null', '[]', '{"Statement":[]}', {}]) {
      expect(publicAccess(source, s3).answer).toBe('undecided');
    }
  });
});

describe('services that act for others', () => {
  const document = (source?: Unknown): ReturnType<typeof readDocument> =>
    readDocument(
      dictionary([
        ['Version', known('2012-10-17')],
        [
          'Statement',
          list([
            dictionary([
              ['Effect', known('Allow')],
              ['Principal', fromJson({ Service: 'sns.amazonaws.com' })],
              ['Action', known('lambda:InvokeFunction')],
              ['Resource', known('*')],
              ...(source === undefined
                ? []
                : [['Condition', dictionary([['ArnLike', dictionary([['aws:SourceArn', source]])]])] as const]),
            ]),
          ]),
        ],
      ]),
      'resource',
    );
  const at = (address: string, attribute: string): Unknown =>
    unknown(`\`${address}.${attribute}\` is known after apply`, [{ address, attribute }]);

  it('act for anybody where nothing bounds them', () => {
    expect(deputyAccessBy(document()).answer).toBe('yes');
  });

  it('act for a resource of the stack alone where its ARN bounds them, whatever it will be', () => {
    expect(deputyAccessBy(document(at('aws_sns_topic.orders', 'arn'))).answer).toBe('no');
    expect(deputyAccessBy(document(at('aws_api_gateway_rest_api.shop', 'execution_arn'))).answer).toBe('no');
  });

  it('may act for anybody where nobody knows whose ARN it is', () => {
    expect(deputyAccessBy(document(unknown('variable `source` has no default'))).answer).toBe('undecided');
    expect(deputyAccessBy(document(at('aws_ssm_parameter.source', 'value'))).answer).toBe('undecided');
  });

  const key = (condition: object): ReturnType<typeof deputyAccessBy> =>
    deputyAccessBy(
      readDocument(
        {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudtrail.amazonaws.com' },
              Action: 'kms:GenerateDataKey*',
              Resource: '*',
              Condition: condition,
            },
          ],
        },
        'resource',
      ),
    );

  it('are bound by a source of one account in any region, as text too', () => {
    const from = (account: string): object => ({
      StringLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${account}:trail/*` },
    });
    expect(key(from('111122223333')).answer).toBe('no');
    expect(key(from('*')).answer).toBe('yes');
  });

  it('say for what they encrypt', () => {
    const trails = (arn: string): object => ({ StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': arn } });
    expect(key(trails('arn:aws:cloudtrail:*:111122223333:trail/*')).answer).toBe('no');
    expect(key(trails('arn:aws:cloudtrail:*:*:trail/*')).answer).toBe('yes');
    expect(key({ StringEquals: { 'kms:EncryptionContext:aws:dynamodb:subscriberId': '111122223333' } }).answer).toBe(
      'no',
    );
    expect(key({ StringEquals: { 'kms:EncryptionContext:shop': 'a' } }).answer).toBe('yes');
  });
});
