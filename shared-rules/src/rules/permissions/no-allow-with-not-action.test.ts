import { parseConfiguration } from '../../engine/configuration';
import { evaluate } from '../../engine/evaluate';
import { readTerraform } from '../../expressions';
import { terraformOf } from '../../rule/example';
import { awsAttribute } from '../../schemas/aws-attributes';
import { noAllowWithNotAction } from './no-allow-with-not-action';

const rules = [noAllowWithNotAction];
const configuration = parseConfiguration(undefined, rules);

/** How many actions a message counts. */
function counted(address: string, argument: string, statement: object): number {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });
  const resources = { [address]: { [argument]: document } };
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const [finding] = evaluate([stack], { today: '2026-11-23', rules, configuration }).findings;
  return Number(/(\d+) actions?\b/.exec(finding?.message ?? '')?.[1]);
}

describe('no-allow-with-not-action', () => {
  const AWS = 'arn:aws:iam::111122223333:role/reader';

  it('counts the actions of the service only in the policy of a resource', () => {
    const statement = { Principal: { AWS }, NotAction: 'sns:Publish', Resource: '*' };
    const ofTopic = counted('aws_sns_topic_policy.a', 'policy', statement);
    expect(ofTopic).toBeGreaterThan(10);
    expect(ofTopic).toBeLessThan(100);
    expect(counted('aws_iam_policy.a', 'policy', { NotAction: 'sns:Publish', Resource: '*' })).toBeGreaterThan(10_000);
  });

  it('counts the actions of STS only in a trust policy', () => {
    const statement = { Principal: { AWS }, NotAction: 'sts:TagSession' };
    expect(counted('aws_iam_role.a', 'assume_role_policy', statement)).toBeLessThan(30);
  });
});
