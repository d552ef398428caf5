import { readTerraform } from '../expressions';
import type { AccessKey, IamModel } from '../model/iam-model';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { countKeys, holdingsOf, isFirstKey, ownerName, takesTurns } from './keys';

const modelOf = (resources: Example['resources']): IamModel =>
  iamModel(readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute }));
const keysOf = (model: IamModel): readonly AccessKey[] =>
  model.entities.filter(({ kind }) => kind === 'access-key') as never;
const addresses = (keys: readonly AccessKey[]): readonly string[] => keys.map(({ resource }) => resource.address);

describe('keys of one owner', () => {
  it('are those by reference, by name and of every instance, in the order of their addresses', () => {
    const model = modelOf({
      'aws_iam_user.a': { name: 'a' },
      'aws_iam_access_key.z': { user: 'a' },
      'aws_iam_access_key.m': { count: 2, user: '${aws_iam_user.a.name}' },
      'aws_iam_access_key.other': { user: 'b' },
    });
    const [first] = keysOf(model);
    expect(addresses(holdingsOf(first, model).keys)).toEqual([
      'aws_iam_access_key.m[0]', 'aws_iam_access_key.m[1]', 'aws_iam_access_key.z',
    ]); // prettier-ignore
    expect(keysOf(model).filter((key) => isFirstKey(key, model))).toHaveLength(2);
    expect(holdingsOf(first, model).perhapsKeys).toEqual([]);
  });

  it('may be more where one name is used with two providers, which may be two accounts', () => {
    const model = modelOf({
      'aws_iam_access_key.here': { user: 'bob' },
      'aws_iam_access_key.there': { user: 'bob', provider: 'aws.there' },
    });
    const count = countKeys(keysOf(model)[0], model, 'all', 1);
    expect(addresses(count.certain)).toEqual(['aws_iam_access_key.here']);
    expect(count.doubt?.reason.reason).toBe('it is not known whether `aws` and `aws.there` are of one account');
    expect(countKeys(keysOf(model)[0], model, 'all', 2).doubt).toBeUndefined();
  });

  it('are never those of another user of the stack, although neither name is known', () => {
    const model = modelOf({
      'var.x': {},
      'aws_iam_user.a': { name: '${var.x}' },
      'aws_iam_user.b': { name: '${var.x}' },
      'aws_iam_access_key.a': { user: '${aws_iam_user.a.name}' },
      'aws_iam_access_key.b': { user: '${aws_iam_user.b.name}' },
    });
    for (const key of keysOf(model)) expect(holdingsOf(key, model)).toMatchObject({ keys: [key], perhapsKeys: [] });
  });

  it('are not those of a name that cannot be the same', () => {
    const model = modelOf({
      'var.x': {},
      'aws_iam_access_key.a': { user: 'build-${var.x}' },
      'aws_iam_access_key.b': { user: 'deploy-eu' },
      'aws_iam_access_key.c': { user: 'build-eu' },
    });
    const perhaps = keysOf(model).map((key) => holdingsOf(key, model).perhapsKeys.length);
    expect(perhaps).toEqual([1, 0, 1]);
    expect(keysOf(model).map(ownerName)).toEqual(['build-…', 'deploy-eu', 'build-eu']);
  });

  it('count as any number where a variable says how many there are', () => {
    const model = modelOf({ 'var.x': {}, 'aws_iam_access_key.a': { count: '${var.x}', user: 'bob' } });
    expect(countKeys(keysOf(model)[0], model, 'all', 100).doubt?.reason.reason).toContain('var');
  });
});

describe('two keys take turns', () => {
  const turns = (...statuses: readonly string[]): unknown => {
    const keys = statuses.map((status, index) => [`aws_iam_access_key.k${index}`, { user: 'bob', status }] as const);
    const model = modelOf({ 'var.x': {}, ...Object.fromEntries(keys) });
    const answer = takesTurns(keysOf(model)[0], model);
    return typeof answer === 'boolean' ? answer : 'perhaps';
  };

  it.each([
    [['Active'], false],
    [['Active', 'Active'], false],
    [['Active', 'Inactive'], true],
    [['Active', 'Active', 'Inactive'], true],
    [['Active', '${var.x}'], 'perhaps'],
  ])('%j: %s', (statuses, expected) => {
    expect(turns(...statuses)).toBe(expected);
  });
});
