import type { IamModel, Role } from '../model/iam-model';
import { fromJson, known, unknown, type Value } from '../model/value';
import { providerOf } from './identity-providers';
import { publicEntrances } from './trust';
import { accountFaults } from './trust-accounts';
import { claimOf, federatedFaults } from './trust-federated';
import { deputies } from './trust-services';

type Statement = Readonly<Record<string, unknown>>;

function roleOf(trust: Value, further: Partial<Role> = {}): Role {
  const resource = { address: 'aws_iam_role.entry' };
  return { kind: 'role', path: '/', name: known('entry'), trust, resource, ...further } as unknown as Role;
}

function role(...statements: readonly Statement[]): Role {
  return roleOf(fromJson({ Version: '2012-10-17', Statement: statements }));
}

const everybody: Statement = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
const noZone = { account: { accounts: [] } } as unknown as IamModel;

describe('trust policies', () => {
  test('a deny of everybody outside of the organization closes what an allow opens', () => {
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:*',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    };
    expect(publicEntrances(role(everybody)).faults).toHaveLength(1);
    expect(publicEntrances(role(everybody, deny))).toEqual({ faults: [] });
  });

  test('a resource control policy closes it too', () => {
    const rcp = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Resource: '*',
          Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
        },
      ],
    };
    const limits = { scps: [], rcps: [[fromJson(rcp)]] };
    expect(publicEntrances({ ...role(everybody), limits })).toEqual({ faults: [] });
  });

  test('the proof names whoever may be anybody', () => {
    const [fault] = publicEntrances(role(everybody)).faults;
    expect(fault?.witness.action).toBe('sts:AssumeRole');
    expect(fault?.statement).toBe(1);
  });

  test('of a document that is not known nobody can tell', () => {
    const trust = roleOf(unknown('it is known after apply'));
    const all = [publicEntrances(trust), accountFaults(trust, noZone), federatedFaults(trust), deputies(trust)];
    expect(all.map(({ faults, doubt }) => [faults.length, doubt !== undefined])).toEqual(all.map(() => [0, true]));
  });

  test('service-linked roles are left alone', () => {
    const statement = { Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' };
    expect(deputies(role(statement)).faults).toHaveLength(1);
    expect(deputies({ ...role(statement), path: '/aws-service-role/scheduler.amazonaws.com/' }).faults).toEqual([]);
  });

  test('an account that a condition names where the principal is everybody counts', () => {
    const model = { ...noZone, zone: { accounts: ['444455556666'] } } as IamModel;
    const condition = (account: string): Statement => ({
      ...everybody,
      Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
    });
    expect(accountFaults(role(condition('111122223333')), model).faults).toMatchObject([{ account: '111122223333' }]);
    expect(accountFaults(role(condition('444455556666')), model).faults).toEqual([]);
  });

  test('the organization of strangers is named, and own ones are not', () => {
    const zone = { zone: { accounts: ['444455556666'], organization: 'o-a1b2c3d4e5' } };
    const model = { ...noZone, ...zone } as IamModel;
    const condition = (...organizations: readonly string[]): Statement => ({
      ...everybody,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organizations } },
    });
    expect(accountFaults(role(condition('o-a1b2c3d4e5', 'o-z9y8x7w6v5')), model).faults).toMatchObject([
      { kind: 'organization', account: 'o-z9y8x7w6v5' },
    ]);
    expect(accountFaults(role(condition('o-a1b2c3d4e5')), model).faults).toEqual([]);
    expect(accountFaults(role(condition('o-z9y8x7w6v5')), noZone).faults).toEqual([]);
  });

  test('no principal has a wildcard in its name', () => {
    const condition = { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } };
    const model = { ...noZone, zone: { accounts: ['444455556666'] } } as IamModel;
    const trusting = { ...everybody, Principal: { AWS: '111122223333' }, Condition: condition };
    expect(accountFaults(role(trusting), model)).toEqual({ faults: [] });
  });

  describe('identity providers', () => {
    const CLUSTER = 'oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
    const trusting = (issuer: string, Condition?: unknown): Role =>
      role({
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        ...(Condition === undefined ? {} : { Condition }),
      });
    const bySubject = (issuer: string, subject: string): Role =>
      trusting(issuer, { StringLike: { [`${issuer}:sub`]: subject } });

    test.each([
      ['repo:acme*/infra:*', 'repo:acmeoutsider/infra:'],
      ['repo:acme?/infra:*', 'repo:acmex/infra:'],
    ])('a subject that is too loose, %s, is shown with one of a stranger', (subject, stranger) => {
      const [fault, ...rest] = federatedFaults(bySubject('token.actions.githubusercontent.com', subject)).faults;
      expect(rest).toEqual([]);
      expect(fault?.kind).toBe('loose');
      expect(fault && claimOf(fault)).toMatch(stranger);
    });

    test('without a condition on the subject nothing binds the tokens', () => {
      const { faults } = federatedFaults(trusting('token.actions.githubusercontent.com'));
      expect(faults).toMatchObject([{ kind: 'stranger' }]);
    });

    test('the service account of the proof has one namespace and one name', () => {
      const [fault] = federatedFaults(bySubject(CLUSTER, 'system:serviceaccount:*:app')).faults;
      expect(fault && claimOf(fault)).toMatch(/^system:serviceaccount:[^:]+:app$/);
    });

    test.each([
      ['arn:aws-cn:iam::111122223333:saml-provider/corporate', 'https://signin.amazonaws.cn/saml'],
      ['arn:aws-us-gov:iam::111122223333:saml-provider/corporate', 'https://signin.amazonaws-us-gov.com/saml'],
    ])('the audience of %s is that of its partition', (Federated, value) => {
      const trust = role({ Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithSAML' });
      expect(federatedFaults(trust).faults).toMatchObject([{ kind: 'audience', value }]);
    });
  });

  test('issuers with a path have providers', () => {
    const names = [
      'oidc.circleci.com/org/0',
      'vstoken.dev.azure.com/0',
      'acme.app.spacelift.io',
      'api.pulumi.com/oidc',
    ];
    expect(names.map((issuer) => providerOf(issuer)?.name)).toEqual([
      'CircleCI', 'Azure DevOps', 'Spacelift', 'Pulumi Cloud',
    ]); // prettier-ignore
  });
});
