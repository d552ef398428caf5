import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { holdsJsonText, holdsUserKeys, pulumiName, terraformName } from '@iam-guardrails/pulumi-policy/mapping';
import { otcPairs } from './otc-pairs';
import { allPairs, propertyData } from './property-data';
import { takesJsonText, takesList, takesUserKeys } from './provider-shapes';
import { about, renderPropertyData } from './render-property-data';

const pairs = allPairs();
const otc = otcPairs();

/** Resources that are, or hold, policies and credentials: every one of their properties must be right at every depth. */
const EXACT =
  /^aws_(iam|ssoadmin|organizations|identitystore|rolesanywhere|accessanalyzer|cognito|secretsmanager|kms|sqs|sns|s3_bucket_policy|s3_access_point|lambda_(function|permission)|ecr|ecs|eks|codebuild|cloudtrail|config|guardduty|efs|glacier|backup|instance|launch_template|vpc_endpoint|ssm_(parameter|document)|opensearch|dynamodb|kinesis|batch|api_gateway|cloudwatch)(_|$)/;

describe('the property names', () => {
  it('are written anew when the AWS providers change: node test/dist/pulumi/write-property-data.js', () => {
    const file = resolve(__dirname, '..', '..', '..', 'pulumi-policy', 'src', 'property-data.ts');
    expect(pairs.length).toBeGreaterThan(15_000);
    expect(readFileSync(file, 'utf8')).toBe(renderPropertyData(propertyData(pairs)));
  });

  it('are right for every property of every resource, but for five that Pulumi names differently inside one resource', () => {
    const wrong = pairs.filter(({ type, pulumi, terraform }) => terraformName(type, pulumi.name) !== terraform);
    const places = new Set(wrong.map(({ type, pulumi }) => `${type} ${pulumi.name}`));
    expect([...places].toSorted()).toEqual([
      'aws_appautoscaling_policy dimensions',
      'aws_fis_experiment_template parameters',
      'aws_networkfirewall_rule_group ipSetReferences',
      'aws_pipes_pipe containerOverrides',
      'aws_securityhub_automation_rule types',
    ]);
  });

  it('are right for every property of the resources that hold policies and credentials', () => {
    const exact = pairs.filter(({ type }) => EXACT.test(type));
    expect(exact.length).toBeGreaterThan(2000);
    expect(exact.filter(({ type, pulumi, terraform }) => terraformName(type, pulumi.name) !== terraform)).toEqual([]);
  });

  it('lead back to the Pulumi name for every argument of the IAM resources', () => {
    const iam = pairs.filter(({ type }) => /^aws_(iam|organizations|ssoadmin)_/.test(type));
    expect(iam.length).toBeGreaterThan(200);
    expect(
      iam.filter(({ type, pulumi, terraform }) => pulumiName(type, terraform, takesList(pulumi)) !== pulumi.name),
    ).toEqual([]);
  });

  it('know the objects with keys of the user, and the JSON texts that may be objects', () => {
    const top = pairs.filter(({ path, pulumi }) => !path.includes('.') && pulumi.name !== 'tags');
    const maps = top.filter(({ pulumi }) => takesUserKeys(pulumi));
    const texts = pairs.filter(({ pulumi }) => takesJsonText(pulumi));
    expect(maps.length).toBeGreaterThan(80);
    expect(maps.filter(({ type, pulumi }) => !holdsUserKeys(type, pulumi.name))).toEqual([]);
    expect(texts.length).toBeGreaterThanOrEqual(13);
    expect(texts.filter(({ type, pulumi }) => !holdsJsonText(type, pulumi.name))).toEqual([]);
    expect(holdsJsonText('aws_resiliencehub_resiliency_policy', 'policy')).toBe(false);
    expect(holdsUserKeys('aws_lambda_function', 'environment')).toBe(false);
    expect(holdsUserKeys('aws_lambda_function', 'variables')).toBe(true);
  });
});

describe('the property names of Open Telekom Cloud, bridged as any Terraform provider', () => {
  it('are written anew when the provider changes: node test/dist/pulumi/write-property-data.js', () => {
    const file = resolve(__dirname, '..', '..', '..', 'pulumi-policy', 'src', 'otc-property-data.ts');
    expect(otc.length).toBeGreaterThan(4000);
    expect(readFileSync(file, 'utf8')).toBe(renderPropertyData(propertyData(otc), about.otc));
  });

  it('are right for every property of every resource, and lead back', () => {
    expect(otc.filter(({ type, pulumi, terraform }) => terraformName(type, pulumi.name) !== terraform)).toEqual([]);
    const iam = otc.filter(({ type }) => /^opentelekomcloud_(?:identity|cts|compute_instance|fgs)_/.test(type));
    expect(iam.length).toBeGreaterThan(100);
    const back = iam.filter(
      ({ type, pulumi, terraform }) => pulumiName(type, terraform, takesList(pulumi)) !== pulumi.name,
    );
    expect(back.map(({ type, path }) => `${type} ${path}`)).toEqual([]);
  });

  it('are those that the registry of Pulumi shows in its examples', () => {
    const names = new Set(
      otc.map(({ type, path, terraform }) => `${type.slice('opentelekomcloud_'.length)} ${path} ${terraform}`),
    );
    const shown = [
      'identity_role_v3 statements statement',
      'identity_role_v3 statements.actions action',
      'identity_role_v3 statements.resources resource',
      'identity_role_v3 statements.condition condition',
      'identity_agency_v3 projectRoles project_role',
      'identity_agency_v3 projectRoles.allProjects all_projects',
      'identity_agency_v3 domainRoles domain_roles',
      'identity_protection_policy_v3 selfManagement self_management',
      'identity_protection_policy_v3 selfManagement.accessKey access_key',
      'cts_event_notification_v3 operationType operation_type',
      'compute_instance_v2 networks network',
      'compute_instance_v2 securityGroups security_groups',
    ];
    expect(shown.filter((name) => !names.has(name))).toEqual([]);
  });
});
