import { commandMakesKeyOf } from './root';

describe('commandMakesKeyOf', () => {
  it.each([
    ['aws iam create-access-key', 'without a user name'],
    ['aws iam --output json create-access-key > key.json', 'without a user name'],
    ['aws iam create-access-key \\\n  --output json', 'without a user name'],
    ['aws iam create-access-key --user-name root', 'for the user `root`'],
    ['aws iam create-access-key # --user-name bob', 'without a user name'],
    ['aws iam create-access-key --user-name bob; aws iam create-access-key', 'without a user name'],
  ])('finds %j', (text, how) => {
    expect(commandMakesKeyOf(text)).toBe(how);
  });

  it.each([
    'aws iam create-access-key --user-name bob',
    'aws iam create-access-key \\\n  --user-name=bob',
    '# never run aws iam create-access-key here',
    `aws iam create-access-key --cli-input-json '{"UserName":"bob"}'`,
    'aws iam list-access-keys',
  ])('is silent about %j', (text) => {
    expect(commandMakesKeyOf(text)).toBeUndefined();
  });
});
