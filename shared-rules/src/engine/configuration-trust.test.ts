import { encode } from '../policy/text';
import { organizationIn, trustIn } from './configuration-trust';

const problemsOf = (read: typeof trustIn | typeof organizationIn, source: unknown): readonly string[] => {
  const problems: string[] = [];
  read(source, problems);
  return problems;
};

describe('`trust`', () => {
  it('takes accounts, an organization and third parties', () => {
    const problems: string[] = [];
    const zone = { accounts: ['111122223333'], organization: 'o-a1b2c3d4e5', thirdParties: ['444455556666'] };
    expect(trustIn(zone, problems)).toEqual(zone);
    expect(trustIn({ accounts: '111122223333' }, problems)).toEqual({ accounts: ['111122223333'] });
    expect(trustIn({}, problems)).toEqual({});
    expect(problems).toEqual([]);
  });

  it.each([
    ['trusted', '`trust` must be a map of keys to values, not `trusted`'],
    [['111122223333'], '`trust` must be a map of keys to values, not a list'],
    [{ account: ['111122223333'] }, '`trust.account`: there is no key `account`; did you mean `accounts`?'],
    [{ thirdPartys: [] }, '`trust.thirdPartys`: there is no key `thirdPartys`; did you mean `thirdParties`?'],
    [
      { organisation: 'o-a1b2c3d4e5' },
      '`trust.organisation`: there is no key `organisation`; did you mean `organization`?',
    ],
    [{ organization: 'a1b2c3d4e5' }, '`trust.organization`: `a1b2c3d4e5` is no organization id such as `o-a1b2c3d4e5`'],
    [
      { organization: 'o-A1B2C3D4E5' },
      '`trust.organization`: `o-A1B2C3D4E5` is no organization id such as `o-a1b2c3d4e5`',
    ],
    [{ organization: ['o-a1b2c3d4e5'] }, '`trust.organization`: a list is no organization id such as `o-a1b2c3d4e5`'],
    [
      { accounts: [111122223333] },
      '`trust.accounts.0`: `111122223333` is no account id of twelve digits: write the account id in quotes',
    ],
    [{ accounts: ['1111-2222-3333'] }, '`trust.accounts.0`: `"1111-2222-3333"` is no account id of twelve digits'],
    [{ thirdParties: ['11112222333'] }, '`trust.thirdParties.0`: `"11112222333"` is no account id of twelve digits'],
    [{ thirdParties: [null] }, '`trust.thirdParties.0`: `null` is no account id of twelve digits'],
  ])('says what is wrong in %j', (source, problem) => {
    expect(problemsOf(trustIn, source)).toEqual([problem]);
  });
});

describe('`organization`', () => {
  const statement = { Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' };
  const document = (more: object = {}): object => ({ Version: '2012-10-17', Statement: [{ ...statement, ...more }] });
  const rcp = document({ Principal: '*', Action: 's3:*' });

  it('takes a list as one level beside what AWS attaches itself, and lists of lists as the levels themselves', () => {
    const problems: string[] = [];
    const sizes = (source: unknown): readonly (readonly number[])[] => {
      const { scps, rcps } = organizationIn(source, problems);
      return [scps.map((level) => level.length), rcps.map((level) => level.length)];
    };
    expect(sizes({ serviceControlPolicies: [document(), document()] })).toEqual([[3], []]);
    expect(sizes({ serviceControlPolicies: [[document()], [document(), document()]] })).toEqual([[1, 2], []]);
    expect(sizes({ serviceControlPolicies: document(), resourceControlPolicies: [rcp] })).toEqual([[2], [2]]);
    expect(sizes({ serviceControlPolicies: [], resourceControlPolicies: [] })).toEqual([[], []]);
    const { scps } = organizationIn({ serviceControlPolicies: [JSON.stringify(document())] }, problems);
    expect(scps.flat().map((value) => value.kind)).toEqual(['map', 'known']);
    expect(encode(scps[0]?.[1] as never)).toContain('LeaveOrganization');
    expect(problems).toEqual([]);
  });

  it.each([
    [null, '`organization` must be a map of keys to values, not `null`'],
    [
      { serviceControlPolicy: [] },
      '`organization.serviceControlPolicy`: there is no key `serviceControlPolicy`; did you mean `serviceControlPolicies`?',
    ],
    [
      { serviceControlPolicies: ['{"Version": '] },
      '`organization.serviceControlPolicies.0`: `{"Version": ` is not a policy document: a map, or its JSON text',
    ],
    [
      { resourceControlPolicies: [rcp, 7] },
      '`organization.resourceControlPolicies.1`: `7` is not a policy document: a map, or its JSON text',
    ],
    [
      { serviceControlPolicies: [[document()], [null]] },
      '`organization.serviceControlPolicies.1.0`: `null` is not a policy document: a map, or its JSON text',
    ],
  ])('says what is wrong in %j', (source, problem) => {
    expect(problemsOf(organizationIn, source)).toEqual([problem]);
  });

  it.each([
    [
      'serviceControlPolicies',
      document({ Effect: 'Denied' }),
      /^`organization\.serviceControlPolicies\.0`: AWS refuses the document: INVALID_EFFECT at Statement\[0\]\.Effect: /,
    ],
    ['serviceControlPolicies', document({ Principal: '*' }), /: SCP_SYNTAX_ERROR_PRINCIPAL at Statement\[0\]/],
    ['serviceControlPolicies', document({ Resource: undefined }), /: MISSING_RESOURCE at /],
    ['serviceControlPolicies', { Version: '2012-10-17' }, /: MISSING_STATEMENT at document: /],
    [
      'serviceControlPolicies',
      document({ Condition: { Boole: { 'aws:SecureTransport': 'false' } } }),
      /: INVALID_CONDITION_OPERATOR at /,
    ],
    ['resourceControlPolicies', document(), /: MISSING_PRINCIPAL at /],
    [
      'resourceControlPolicies',
      document({ Principal: '*', Action: undefined, NotAction: 's3:*' }),
      /: RCP_SYNTAX_ERROR_NOTACTION at /,
    ],
  ])('refuses what AWS refuses: %s %j', (key, source, problem) => {
    const problems = problemsOf(organizationIn, { [key]: [JSON.parse(JSON.stringify(source))] });
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it('takes an action that our list of actions does not have: AWS may be newer', () => {
    expect(problemsOf(organizationIn, { serviceControlPolicies: [document({ Action: 's3:GetObjec' })] })).toEqual([]);
  });
});
