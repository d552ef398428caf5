import { readTerraform } from '../expressions';
import type { User } from '../model/iam-model';
import { known } from '../model/value';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { isDeclared } from './declared';

const LATE = '${aws_ssm_parameter.late.insecure_value}';
const TAG = 'machine';

function userOf(user: object): User {
  const resource = {
    aws_ssm_parameter: { late: { name: '/late', type: 'String' } },
    aws_iam_user: { a: user },
  };
  const { entities } = iamModel(readTerraform({ resource }, { stack: 'test', attribute: awsAttribute }));
  return entities.find((entity) => entity.kind === 'user')!;
}

describe('isDeclared', () => {
  const answerOf = (user: object, names: readonly string[]): boolean | 'unknown' => {
    const answer = isDeclared(userOf(user), names, TAG);
    return typeof answer === 'boolean' ? answer : 'unknown';
  };

  it.each([
    ['a tag that says so', { name: 'a', tags: { [TAG]: 'true' } }, [], true],
    ['a tag that is a boolean', { name: 'a', tags: { [TAG]: true } }, [], true],
    ['a tag in other words', { name: 'a', tags: { [TAG]: 'Yes' } }, [], true],
    ['a tag that denies it', { name: 'a', tags: { [TAG]: 'false' } }, [], false],
    ['a tag that is not known', { name: 'a', tags: { [TAG]: LATE } }, [], 'unknown'],
    ['tags that are not known', { name: 'a', tags: `\${jsondecode("${LATE}")}` }, [], 'unknown'],
    ['a name of the list', { name: 'ci-a' }, ['ci-*'], true],
    ['a name known in parts that is on the list', { name: `ci-${LATE}` }, ['ci-*'], true],
    ['a name beside the list', { name: 'a' }, ['ci-*'], false],
    ['a name that may be on the list', { name: LATE }, ['ci-*'], 'unknown'],
    ['a name known in parts that may not be', { name: `person-${LATE}` }, ['ci-*'], false],
    ['a name that is not known, and no list', { name: LATE }, [], false],
  ] as const)('%s', (_, user, names, expected) => {
    expect(answerOf(user, names)).toBe(expected);
  });

  it('is asked by the name alone of who is not in the stack', () => {
    expect(isDeclared({ name: known('ci-a') }, ['ci-*'], TAG)).toBe(true);
    expect(isDeclared({}, ['ci-*'], TAG)).toBe(false);
  });
});
