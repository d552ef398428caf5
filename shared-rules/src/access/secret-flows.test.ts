import { parseConfiguration } from '../engine/configuration';
import { evaluate } from '../engine/evaluate';
import { readTerraform } from '../expressions';
import { encryptAccessKeySecret } from '../rules/credentials/encrypt-access-key-secret';
import { noAccessKeyInOutput } from '../rules/credentials/no-access-key-in-output';
import { noStaticCredentialsInWorkload } from '../rules/credentials/no-static-credentials-in-workload';
import { preferRolesOverAccessKeys } from '../rules/credentials/prefer-roles-over-access-keys';
import type { Rule } from '../rule/define-rule';
import type { Finding } from '../rule/finding';
import { awsAttribute } from '../schemas/aws-attributes';

const SECRET = '${aws_iam_access_key.ci.secret}';

function findingsOf(rule: Rule, resource: object, rest: object = {}): readonly Finding[] {
  const configuration = { resource: { aws_iam_access_key: { ci: { user: 'ci' } }, ...resource }, ...rest };
  const stack = readTerraform(configuration, { stack: 'test', attribute: awsAttribute });
  return evaluate([stack], { today: '2026-11-23', rules: [rule], configuration: parseConfiguration(undefined, [rule]) })
    .findings;
}

const messagesOf = (...args: Parameters<typeof findingsOf>): readonly string[] =>
  findingsOf(...args).map(({ message }) => message);

describe('what is said of a secret that can be read', () => {
  it('names the secret, the place and the way', () => {
    const function_ = { environment: { variables: { TOKEN: '${base64encode(local.env)}' } } };
    const locals = { env: `key=${SECRET}` };
    expect(messagesOf(noAccessKeyInOutput, { aws_lambda_function: { f: function_ } }, { locals })).toEqual([
      'the secret of the access key `aws_iam_access_key.ci` becomes readable in an environment (`environment.variables.TOKEN`), by way of `local.env` and `base64encode`',
    ]);
  });

  it('names no way where there is none, and no argument of an output', () => {
    expect(messagesOf(noAccessKeyInOutput, {}, { output: { s: { value: { ci: SECRET } } } })).toEqual([
      'the secret of the access key `aws_iam_access_key.ci` becomes readable in an output that is not marked as sensitive',
    ]);
  });

  it('is less bad of what does not sign in to the cloud', () => {
    const random = { random_password: { p: { length: 20 } } };
    const output = { key: { value: SECRET }, password: { value: '${random_password.p.result}' } };
    const found = findingsOf(noAccessKeyInOutput, random, { output });
    expect(found.map(({ resource, severity }) => [resource.address, severity])).toEqual([
      ['output.key', 'high'],
      ['output.password', 'medium'],
    ]);
  });

  it('never shows a value', () => {
    const database = { aws_db_instance: { d: { password: 'hunter2-hunter2-hunter2' } } };
    const output = { p: { value: 'postgres://app:${aws_db_instance.d.password}@db', sensitive: false } };
    const found = findingsOf(noAccessKeyInOutput, database, { output });
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

describe('what is said of a key in a workload', () => {
  it.each([
    [{ user_data: SECRET }, 'give it an instance profile with a role (argument `iam_instance_profile`)'],
    [
      { user_data: SECRET, iam_instance_profile: 'p' },
      'it has a role already, which can be given the permissions of the key',
    ],
    [
      { user_data: SECRET, iam_instance_profile: '${var.profile}' },
      'give it an instance profile with a role (argument `iam_instance_profile`), if it has none',
    ],
  ])('%j', (values, advice) => {
    const rest = { variable: { profile: {} } };
    expect(messagesOf(noStaticCredentialsInWorkload, { aws_instance: { i: values } }, rest)).toEqual([
      `the EC2 instance is given the secret of the access key \`aws_iam_access_key.ci\` in \`user_data\`: ${advice}`,
    ]);
  });
});

describe('what is better than a key', () => {
  const alternative = (resource: object, rest?: object): string | undefined =>
    messagesOf(preferRolesOverAccessKeys, resource, rest)[0]?.replace(
      /^the access key works until somebody deletes it; /,
      '',
    );

  it.each([
    ['github_actions_secret', 'let GitHub Actions assume a role through OIDC'],
    ['gitlab_project_variable', 'let GitLab CI assume a role through OIDC'],
    ['kubernetes_secret_v1', 'give the pods a role with EKS Pod Identity or for their service account'],
    ['tfe_variable', 'let HCP Terraform assume a role with dynamic provider credentials'],
  ])('for %s', (type, text) => {
    expect(alternative({ [type]: { x: { value: SECRET } } })).toBe(text);
  });

  it.each([
    [
      { opentelekomcloud_cce_node_v3: { n: { agency_name: 'a', postinstall: '${SK}' } } },
      'the CCE node is given the secret of the access key `opentelekomcloud_identity_credential_v3.k` in `postinstall`: it has an agency already, which can be given the permissions of the key',
      'give the CCE node `opentelekomcloud_cce_node_v3.n` an agency (argument `agency_name`)',
    ],
    [{ github_actions_secret: { x: { plaintext_value: '${SK}' } } }, undefined, 'use an agency in its place'],
  ])('for a key of Open Telekom Cloud that goes into %j', (resource, given, better) => {
    const credential = { opentelekomcloud_identity_credential_v3: { k: { user_id: 'u' } } };
    const text = JSON.stringify(resource).replace('SK', 'opentelekomcloud_identity_credential_v3.k.secret');
    const all = { ...credential, ...(JSON.parse(text) as object) };
    const of = (rule: Rule): readonly string[] =>
      findingsOf(rule, all)
        .filter(({ resource: { type } }) => type !== 'aws_iam_access_key')
        .map(({ message }) => message);
    expect(of(noStaticCredentialsInWorkload)).toEqual(given === undefined ? [] : [given]);
    expect(of(preferRolesOverAccessKeys)).toEqual([`the access key works until somebody deletes it; ${better}`]);
  });

  it('for a provider', () => {
    const provider = { aws: { alias: 'other', access_key: '${aws_iam_access_key.ci.id}', secret_key: SECRET } };
    expect(alternative({}, { provider })).toBe('let the provider `aws` assume a role');
  });

  it('for several places, each once', () => {
    const resource = {
      github_actions_secret: { a: { plaintext_value: SECRET }, b: { plaintext_value: SECRET } },
      aws_lambda_function: { f: { environment: { variables: { S: SECRET } } } },
    };
    expect(alternative(resource)).toBe(
      'give the Lambda function `aws_lambda_function.f` the permissions of the key in its role (argument `role`), and let GitHub Actions assume a role through OIDC',
    );
  });

  it('for what nobody knows', () => {
    expect(alternative({})).toMatch(/^use a role in its place: .*IAM Roles Anywhere elsewhere$/);
  });
});

describe('what counts as kept', () => {
  it.each<[string, object, object, readonly string[]]>([
    ['a store', { aws_secretsmanager_secret_version: { s: { secret_string: SECRET } } }, {}, []],
    ['a store and an output that may be sensitive', { aws_secretsmanager_secret_version: { s: { secret_string: SECRET } } }, { output: { o: { value: SECRET, sensitive: '${var.s}' } } }, ['violation']],
    ['a store and a module', { aws_secretsmanager_secret_version: { s: { secret_string: SECRET } } }, { module: { m: { source: './m', x: SECRET } } }, ['unresolved']],
    ['nothing but a module', {}, { module: { m: { source: './m', x: SECRET } } }, ['unresolved']],
    ['a provider', {}, { provider: { aws: { secret_key: SECRET } } }, ['violation']],
  ])('%s', (_, resource, rest, statuses) => {
    const found = findingsOf(encryptAccessKeySecret, resource, { variable: { s: {} }, ...rest });
    expect(found.map(({ status }) => status)).toEqual(statuses);
  }); // prettier-ignore
});
