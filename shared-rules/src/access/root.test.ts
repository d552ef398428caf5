import { commandMakesKeyOf } from './root';

const WITHOUT = 'without a user name, which makes one for the root user when root runs it';

describe('commandMakesKeyOf', () => {
  it.each([
    ['aws iam create-access-key', WITHOUT],
    ['aws iam --output json create-access-key > key.json', WITHOUT],
    ['aws iam create-access-key \\\n  --output json', WITHOUT],
    ['aws iam create-access-key --user-name root', 'for the user `root`'],
    ['aws iam create-access-key # --user-name bob', WITHOUT],
    ['- [aws, iam, "create-access-key"]\n- [echo, --user-name, bob]', WITHOUT],
    ['aws iam create-access-key --user-name bob; aws iam create-access-key', WITHOUT],
  ])('finds %j', (text, how) => {
    expect(commandMakesKeyOf(text)).toBe(how);
  });

  it.each(['…', '$ARGUMENTS', '--cli-input-json file://key.json'])('does not know whom %j names', (rest) => {
    expect(commandMakesKeyOf(`aws iam create-access-key ${rest}`)).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    'aws iam create-access-key --user-name bob',
    'aws iam create-access-key \\\n  --user-name=bob',
    '# never run aws iam create-access-key here',
    `aws iam create-access-key --cli-input-json '{"UserName":"bob"}'`,
    'aws iam list-access-keys',
    'aws iam create-access-key --user-name $USER',
    '["aws", "iam", "create-access-key", "--user-name", "bob"]',
  ])('is silent about %j', (text) => {
    expect(commandMakesKeyOf(text)).toBeUndefined();
  });
});
