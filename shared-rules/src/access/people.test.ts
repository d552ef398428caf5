import { readTerraform } from '../expressions';
import type { User } from '../model/iam-model';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { isNamedLike, recipientsOf } from './people';

const LATE = '${aws_ssm_parameter.late.insecure_value}';

function userOf(user: object, others: object = {}): User {
  const resource = {
    aws_ssm_parameter: { late: { name: '/late', type: 'String' } },
    aws_iam_user: { a: user },
    ...others,
  };
  const { entities } = iamModel(readTerraform({ resource }, { stack: 'test', attribute: awsAttribute }));
  return entities.find((entity) => entity.kind === 'user')!;
}

describe('isNamedLike', () => {
  it.each([
    ['Team.Sales', 'team-*', 'yes'],
    ['team_sales', 'team-*', 'yes'],
    ['teamcity', 'team-*', 'no'],
    ['admin@example.com', 'admin', 'yes'],
    ['alice@admin.example.com', 'admin', 'no'],
    ['billing-shared', '*_Shared', 'yes'],
    [`${LATE}-alice`, 'admin', 'no'],
    [`${LATE}-team`, '*-team', 'yes'],
    [`ad${LATE}`, 'admin', 'maybe'],
  ])('%s is named like %s: %s', (name, pattern, expected) => {
    expect(isNamedLike(userOf({ name }), [pattern])).toBe(expected);
  });
});

describe('recipientsOf', () => {
  const keys = (...recipients: readonly (string | undefined)[]): object => ({
    aws_iam_access_key: Object.fromEntries(
      recipients.map((pgp_key, index) => [`k${index}`, { user: '${aws_iam_user.a.name}', pgp_key }]),
    ),
  });

  it('knows people by their Keybase names only, and each once', () => {
    const user = userOf({ name: 'a' }, keys('keybase:bob', 'keybase:alice', 'keybase:bob', 'mQENBF', undefined));
    expect(recipientsOf(user)).toEqual({ people: ['keybase:alice', 'keybase:bob'] });
  });

  it('says where another one may be', () => {
    const { people, open } = recipientsOf(userOf({ name: 'a' }, keys('keybase:alice', LATE)));
    expect(people).toEqual(['keybase:alice']);
    expect(open).toBeDefined();
  });

  it('takes one key, and keys for one recipient that is not known, for those of one person', () => {
    expect(recipientsOf(userOf({ name: 'a' }, keys(LATE)))).toEqual({ people: [] });
    expect(recipientsOf(userOf({ name: 'a' }, keys(LATE, LATE)))).toEqual({ people: [] });
  });

  it('is not certain of a key that may not be there', () => {
    const late = { user: '${aws_iam_user.a.name}', pgp_key: 'keybase:bob', count: `\${tonumber("${LATE}")}` };
    const { people, open } = recipientsOf(
      userOf({ name: 'a' }, { aws_iam_access_key: { late, sure: { user: 'a', pgp_key: 'keybase:alice' } } }),
    );
    expect(people).toEqual(['keybase:alice']);
    expect(open).toBeDefined();
  });

  it('has nobody to be another one of where nothing is encrypted', () => {
    expect(recipientsOf(userOf({ name: 'a' }, { aws_iam_access_key: { k: { user: LATE } } }))).toEqual({ people: [] });
  });
});
