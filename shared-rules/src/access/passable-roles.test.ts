import { rules } from '../catalogue';
import { parseConfiguration } from '../engine/configuration';
import { evaluate } from '../engine/evaluate';
import { readTerraform } from '../expressions';
import { terraformOf } from '../rule/example';
import { awsAttribute } from '../schemas/aws-attributes';

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const ROLE = 'arn:aws:iam::123456789012:role/worker';

/** Severity of what is said of a policy that makes functions with the role `worker`, which may do these actions. */
function severityOf(
  actions: readonly string[],
  passed: string | readonly string[],
  more: readonly object[] = [],
): string {
  const resources = {
    'aws_iam_role.worker': {
      name: 'worker',
      assume_role_policy: document({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
    ...(actions.length === 0
      ? {}
      : {
          'aws_iam_role_policy.worker': {
            name: 'own',
            role: 'worker',
            policy: document({ Effect: 'Allow', Action: actions, Resource: '*' }),
          },
        }),
    'aws_iam_policy.deploy': {
      name: 'deploy',
      policy: document(
        { Effect: 'Allow', Action: 'iam:PassRole', Resource: passed },
        { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' },
        ...more,
      ),
    },
  };
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const own = rules.filter(({ id }) => id === 'no-privilege-escalation');
  const { findings } = evaluate([stack], {
    today: '2026-11-23',
    rules: own,
    configuration: parseConfiguration({}, own),
  });
  return findings.map(({ severity, resource }) => `${resource.address} ${severity}`).join();
}

describe('a way that passes a role', () => {
  it('is as grave as the role, where it is one of the stack that is known to give nobody more', () => {
    expect(severityOf(['logs:PutLogEvents'], ROLE)).toBe('aws_iam_policy.deploy medium');
    expect(severityOf(['logs:PutLogEvents'], 'arn:aws:iam::*:role/worker')).toBe('aws_iam_policy.deploy medium');
  });

  it.each([
    ['the role is an administrator', ['*'], ROLE, []],
    ['the role has nothing in this stack', [], ROLE, []],
    ['others may be passed too', ['logs:PutLogEvents'], [ROLE, 'arn:aws:iam::123456789012:role/other'], []],
    ['a wildcard reaches more', ['logs:PutLogEvents'], `${ROLE}*`, []],
    [
      'there is another way',
      ['logs:PutLogEvents'],
      ROLE,
      [{ Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: '*' }],
    ],
  ] as const)('is critical where %s', (_, actions, passed, more) => {
    expect(severityOf(actions, passed, more)).toBe('aws_iam_policy.deploy critical');
  });
});
