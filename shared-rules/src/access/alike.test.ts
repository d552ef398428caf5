import { rules } from '../catalogue';
import { parseConfiguration } from '../engine/configuration';
import { evaluate } from '../engine/evaluate';
import { readTerraform } from '../expressions';
import { terraformOf } from '../rule/example';
import { awsAttribute } from '../schemas/aws-attributes';

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const trust = document({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });

/** Who asks, and for what, in the witnesses of two roles that have one document each, by name of the role. */
function witnesses(...statement: readonly object[]): Readonly<Record<string, string>> {
  const role = (name: string): object => ({
    [`aws_iam_role.${name}`]: { name, assume_role_policy: trust },
    [`aws_iam_role_policy.${name}`]: {
      name: 'own',
      role: `\${aws_iam_role.${name}.name}`,
      policy: document(...statement),
    },
  });
  const resources = { ...role('one'), ...role('two') } as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const own = rules.filter(({ id }) => id === 'no-data-exfiltration');
  const { findings } = evaluate([stack], {
    today: '2026-11-23',
    rules: own,
    configuration: parseConfiguration({}, own),
  });
  return Object.fromEntries(
    findings.map(({ resource, witness }) => [
      resource.address,
      `${witness?.principal ?? ''} ${witness?.resource ?? ''}`,
    ]),
  );
}

describe('documents that say the same', () => {
  it('are decided once, and the request of each is its own holder’s', () => {
    const { 'aws_iam_role_policy.one': one = '', 'aws_iam_role_policy.two': two = '' } = witnesses({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
    });
    expect(one).toMatch(/:role\/one arn:aws:s3:::/);
    expect(two).toMatch(/:role\/two arn:aws:s3:::/);
  });

  it('are decided apart where they ask who asks', () => {
    const of = (name: string): object => ({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${name}` } },
    });
    expect(Object.keys(witnesses(of('one')))).toEqual(['aws_iam_role_policy.one']);
    expect(Object.keys(witnesses(of('two')))).toEqual(['aws_iam_role_policy.two']);
  });
});
