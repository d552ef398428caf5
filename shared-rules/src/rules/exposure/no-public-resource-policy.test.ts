import { parseConfiguration } from '../../engine/configuration';
import { evaluate } from '../../engine/evaluate';
import { readTerraform } from '../../expressions';
import { terraformOf } from '../../rule/example';
import { awsAttribute } from '../../schemas/aws-attributes';
import { POLICY_ROWS } from '../../schemas/exposure/policy-table';
import { noPublicResourcePolicy } from './no-public-resource-policy';

describe('the page of no-public-resource-policy', () => {
  /** What the text says in one breath for two of them. */
  const joined: Readonly<Record<string, string>> = {
    'CodeArtifact repository': 'CodeArtifact domain and repository',
    'ECR repositories': 'ECR repository',
    'S3 table bucket': 'S3 table and table bucket',
  };

  it.each([...new Set(POLICY_ROWS.map(({ label }) => label))])('names what is read: %s', (label) => {
    expect(noPublicResourcePolicy.rationale).toContain(joined[label] ?? label);
  });
});

describe('no-public-resource-policy', () => {
  const rules = [noPublicResourcePolicy];
  const policy = (actions: object): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', ...actions, Resource: '*' },
    });

  it.each([
    ['aws_sqs_queue.a', 'policy', { Action: '*' }, 'sqs:'],
    ['aws_sns_topic.a', 'policy', { Action: ['*'] }, 'sns:'],
    ['aws_sns_topic_policy.a', 'policy', { NotAction: 'sns:Publish' }, 'sns:'],
    ['aws_ecrpublic_repository_policy.a', 'policy', { Action: '**' }, 'ecr-public:'],
    ['aws_glacier_vault.a', 'access_policy', { Action: '*' }, 'glacier:'],
    ['aws_efs_file_system_policy.a', 'policy', { Action: ['elasticfilesystem:Backup', '*'] }, 'elasticfilesystem:'],
    ['aws_opensearch_domain_policy.a', 'access_policies', { Action: '*' }, 'es:'],
    ['aws_msk_cluster_policy.a', 'policy', { Action: '*' }, 'kafka:'],
  ])(
    'shows by an action of its own what anybody may do to %s, whose %s allows %j',
    (address, argument, actions, own) => {
      const resources = { [address]: { [argument]: policy(actions) } };
      const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
      const { findings } = evaluate([stack], {
        today: '2026-11-23',
        rules,
        configuration: parseConfiguration(undefined, rules),
      });
      expect(findings.map(({ status }) => status)).toEqual(['violation']);
      expect(findings[0]?.message).toContain(`anybody may call ${own}`);
    },
  );

  it('takes a deny of everything for one of all actions, also those of another prefix than most of the service', () => {
    const statements = [
      { Effect: 'Allow', Principal: '*', Action: 'kafka-cluster:Connect', Resource: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
    ];
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const example = { title: '', resources: { 'aws_msk_cluster_policy.a': { policy: document } } };
    const stack = readTerraform(terraformOf(example), { stack: 's', attribute: awsAttribute });
    expect(
      evaluate([stack], { today: '2026-11-23', rules, configuration: parseConfiguration(undefined, rules) }).findings,
    ).toEqual([]);
  });
});
