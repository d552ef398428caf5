import { readTerraform } from '../../expressions';
import type { SecretFlow } from '../../model/iam-model';
import type { Resource, Stack } from '../../model/resource';
import { dictionary, known, unknown, type Reference, type Value } from '../../model/value';
import { awsAttribute } from '../aws-attributes';
import { secretFlowsOf } from './flows';

const key = { aws_iam_access_key: { k: { user: 'ci' } } };
const SECRET = '${aws_iam_access_key.k.secret}';

function flowsIn(configuration: object): readonly SecretFlow[] {
  return secretFlowsOf(readTerraform(configuration, { stack: 'test', attribute: awsAttribute }));
}

/** Resources beside the key, as `address property place`, with `?` where it is in doubt. */
function ways(resource: object, rest: object = {}): readonly string[] {
  return flowsIn({ resource: { ...key, ...resource }, ...rest }).map(
    (flow) => `${flow.resource.address} ${flow.property} ${flow.place}${flow.doubt === undefined ? '' : '?'}`,
  );
}

describe('places in Terraform', () => {
  it.each([
    ['user data', 'aws_instance', { user_data: `x ${SECRET}` }, 'user_data user-data'],
    ['base64', 'aws_instance', { user_data_base64: '${base64encode(aws_iam_access_key.k.secret)}' }, 'user_data_base64 user-data'],
    ['a launch template', 'aws_launch_template', { user_data: SECRET }, 'user_data user-data'],
    ['a function', 'aws_lambda_function', { environment: [{ variables: { A: SECRET } }] }, 'environment.variables.A environment'],
    ['a parameter of Beanstalk', 'aws_elastic_beanstalk_environment', { setting: [{ namespace: 'n', name: 'KEY', value: SECRET }] }, 'setting.KEY environment'],
    ['App Runner', 'aws_apprunner_service', { source_configuration: { image_repository: { image_configuration: { runtime_environment_variables: { A: SECRET } } } } }, 'source_configuration.image_repository.image_configuration.runtime_environment_variables.A environment'],
    ['Glue', 'aws_glue_job', { default_arguments: { '--key': SECRET } }, 'default_arguments.--key environment'],
    ['a tag', 'aws_vpc', { tags: { a: SECRET } }, 'tags.a tag'],
    ['a parameter', 'aws_ssm_parameter', { type: 'StringList', value: SECRET }, 'value parameter'],
    ['an encrypted parameter', 'aws_ssm_parameter', { type: 'SecureString', value: SECRET }, 'value store'],
    ['a parameter that is never encrypted', 'aws_ssm_parameter', { type: 'SecureString', insecure_value: SECRET }, 'insecure_value parameter'],
    ['an object', 'aws_s3_object', { content: SECRET }, 'content object'],
    ['a file', 'local_file', { content: SECRET }, 'content object'],
    ['a file that the plan does not show', 'local_sensitive_file', { content: SECRET }, 'content object'],
    ['a secrets manager', 'aws_secretsmanager_secret_version', { secret_string: SECRET }, 'secret_string store'],
    ['the password of a database', 'aws_db_instance', { password: SECRET }, 'password store'],
    ['a description', 'aws_iam_policy', { description: SECRET }, 'description argument'],
    ['a state machine', 'aws_sfn_state_machine', { definition: '${jsonencode({ Parameters = { Token = aws_iam_access_key.k.secret } })}' }, 'definition.Parameters.Token argument'],
    ['a header with a name of the user', 'aws_cloudfront_distribution', { origin: [{ custom_header: [{ name: 'X-Token', value: SECRET }] }] }, 'origin.custom_header.X-Token argument'],
    ['a provisioner', 'null_resource', { provisioner: [{ 'local-exec': { command: SECRET } }] }, 'provisioner.local-exec.command command'],
    ['a secret of Kubernetes', 'kubernetes_secret', { data: { a: SECRET } }, 'data.a store'],
    ['a config map', 'kubernetes_config_map_v1', { data: { a: SECRET } }, 'data.a parameter'],
    ['a secret of GitHub', 'github_actions_secret', { plaintext_value: SECRET }, 'plaintext_value store'],
    ['a masked variable of GitLab', 'gitlab_project_variable', { value: SECRET, masked: true }, 'value store'],
    ['a variable of GitLab', 'gitlab_project_variable', { value: SECRET }, 'value environment'],
    ['a note on a secret of Kubernetes', 'kubernetes_secret', { metadata: { annotations: { a: SECRET } } }, 'metadata.annotations.a tag'],
    ['a file that a provisioner copies', 'null_resource', { provisioner: [{ file: { content: SECRET } }] }, 'provisioner.file.content object'],
    ['a file in a repository', 'github_repository_file', { content: SECRET }, 'content object'],
    ['an archive', 'archive_file', { source: [{ content: SECRET }] }, 'source.content object'],
    ['a parameter of CloudFormation', 'aws_cloudformation_stack', { parameters: { Secret: SECRET }, template_body: '{}' }, 'parameters.Secret parameter'],
    ['a parameter that CloudFormation hides', 'aws_cloudformation_stack', { parameters: { Secret: SECRET }, template_body: 'NoEcho: true' }, 'parameters.Secret parameter?'],
    ['a variable of an API', 'aws_api_gateway_stage', { variables: { secret: SECRET } }, 'variables.secret argument'],
    ['AppConfig', 'aws_appconfig_hosted_configuration_version', { content: SECRET }, 'content parameter'],
    ['metadata of an instance of OTC', 'opentelekomcloud_compute_instance_v2', { metadata: { a: SECRET } }, 'metadata.a user-data'],
    ['a file on an instance of OTC', 'opentelekomcloud_compute_instance_v2', { personality: [{ content: SECRET }] }, 'personality.content user-data'],
    ['the code of a function of OTC', 'opentelekomcloud_fgs_function_v2', { func_code: SECRET }, 'func_code object'],
    ['an object of OTC', 'opentelekomcloud_s3_bucket_object', { content: SECRET }, 'content object'],
    ['what OTC encrypts', 'opentelekomcloud_fgs_function_v2', { encrypted_user_data: SECRET }, 'encrypted_user_data store'],
    ['a password of any provider', 'postgresql_role', { password: SECRET }, 'password store'],
    ['an argument of any provider', 'acme_thing', { note: SECRET }, 'note argument?'],
  ] as const)('%s', (_, type, values, way) => {
    expect(ways({ [type]: { x: values } })).toEqual([`${type}.x ${way}`]);
  }); // prettier-ignore

  it('takes what only describes a function for nothing that it is given', () => {
    const aws_lambda_function = { f: { description: SECRET, environment: { variables: { S: SECRET } } } };
    const found = flowsIn({ resource: { ...key, aws_lambda_function } });
    expect(found.map(({ property, workload }) => [property, workload?.label])).toEqual([
      ['description', undefined],
      ['environment.variables.S', 'Lambda function'],
    ]);
  });

  it('opens the JSON of container definitions, and only says what holds the secret', () => {
    const container_definitions =
      '${jsonencode([{ name = "a", environment = [{ name = "ID", value = aws_iam_access_key.k.id }, { name = "TOKEN", value = "x-${aws_iam_access_key.k.secret}" }], secrets = [{ name = "S", valueFrom = "arn" }] }])}';
    const [flow, ...more] = flowsIn({
      resource: { ...key, aws_ecs_task_definition: { t: { container_definitions } } },
    });
    expect(flow).toMatchObject({
      property: 'container_definitions.environment.TOKEN',
      via: ['jsonencode'],
      place: 'environment',
      workload: { label: 'ECS task', hasRole: false },
    });
    expect(more).toEqual([]);
  });

  it('takes what a provisioner runs elsewhere for nothing that the instance has', () => {
    const provisioner = [
      { 'local-exec': { command: SECRET, environment: { S: SECRET } } },
      { 'remote-exec': { inline: [SECRET] } },
    ];
    const found = flowsIn({ resource: { ...key, aws_instance: { i: { provisioner } } } });
    expect(found.map(({ property, place, workload }) => [property, place, workload?.label])).toEqual([
      ['provisioner.local-exec.command', 'command', undefined],
      ['provisioner.local-exec.environment.S', 'configuration', undefined],
      ['provisioner.remote-exec.inline', 'command', 'EC2 instance'],
    ]);
  });

  it('reads outputs, provider blocks and module calls, and passes over locals and variables', () => {
    const configuration = {
      resource: key,
      locals: { secret: SECRET },
      output: { shown: { value: { a: '${local.secret}' } }, hidden: { value: SECRET, sensitive: true } },
      provider: { aws: { alias: 'other', secret_key: SECRET, default_tags: { tags: { t: SECRET } } } },
      module: { app: { source: './app', token: SECRET } },
    };
    expect(
      flowsIn(configuration).map(({ resource, property, place, via, doubt }) =>
        [resource.address, property, place, ...via, doubt?.reason ?? ''].join(' '),
      ),
    ).toEqual(
      expect.arrayContaining([
        'output.shown value.a output local.secret ',
        'output.hidden value hidden-output ',
        'provider.aws.other secret_key configuration ',
        'provider.aws.other default_tags.tags.t tag ',
        'module.app token argument the inside of `module.app` is not read',
      ]),
    );
    expect(flowsIn(configuration)).toHaveLength(5);
  });
});

describe('what is a flow', () => {
  it.each([
    ['the id of a key', '${aws_iam_access_key.k.id}'],
    ['what is encrypted', '${aws_iam_access_key.k.encrypted_secret}'],
    ['a hash', '${sha1(aws_iam_access_key.k.secret)}'],
    ['a hash within a text', 'v-${md5(aws_iam_access_key.k.secret)}'],
    ['a length', '${length(aws_iam_access_key.k.secret)}'],
    ['a comparison', '${aws_iam_access_key.k.secret == "" ? "no" : "yes"}'],
  ])('not %s', (_, value) => {
    expect(ways({ aws_ssm_parameter: { p: { type: 'String', value } } })).toEqual([]);
  });

  it.each([
    ['a part', '${substr(aws_iam_access_key.k.secret, 0, 20)}'],
    ['one of two that is known', '${var.off ? "" : aws_iam_access_key.k.secret}'],
    ['either of two that hold it', '${var.on ? aws_iam_access_key.k.secret : "x${aws_iam_access_key.k.secret}"}'],
    ['a text that holds the whole key', '${jsonencode(aws_iam_access_key.k)}'],
    ['an item of a list', '${join(",", [aws_iam_access_key.k.id, aws_iam_access_key.k.secret])}'],
    ['what is no longer marked', '${nonsensitive(aws_iam_access_key.k.secret)}'],
  ])('%s', (_, value) => {
    const parameter = { aws_ssm_parameter: { p: { type: 'String', value } } };
    expect(ways(parameter, { variable: { on: {}, off: { default: false } } })).toEqual([
      'aws_ssm_parameter.p value parameter',
    ]);
  });

  it.each([
    ['one of two', '${var.on ? aws_iam_access_key.k.secret : ""}'],
    ['what stands under a key that is not known', '${{ a = aws_iam_access_key.k.secret, b = "" }[var.on]}'],
    ['what a template may leave out', 'x %{ if var.on }${aws_iam_access_key.k.secret}%{ endif }'],
    ['what comes after something that may be empty', '${coalesce(var.on, aws_iam_access_key.k.secret)}'],
  ])('perhaps: %s', (_, value) => {
    const parameter = { aws_ssm_parameter: { p: { type: 'String', value } } };
    const found = flowsIn({ resource: { ...key, ...parameter }, variable: { on: {} } });
    expect(found.map(({ doubt }) => doubt?.reason)).toEqual(['variable `on` has no default']);
  });

  it('perhaps, in a block that may not be there', () => {
    const dynamic = { environment: { for_each: '${var.on}', content: { variables: { S: SECRET } } } };
    expect(ways({ aws_lambda_function: { f: { dynamic } } }, { variable: { on: {} } })).toEqual([
      'aws_lambda_function.f environment environment?',
    ]);
  });

  it('perhaps, of a key that may not be there, unless it is kept anyway', () => {
    const resource = {
      aws_iam_access_key: { k: { user: 'ci', count: '${var.on ? 1 : 0}' } },
      aws_secretsmanager_secret_version: { s: { secret_id: 's', secret_string: '${aws_iam_access_key.k[0].secret}' } },
    };
    const output = { s: { value: '${try(aws_iam_access_key.k[0].secret, "")}' } };
    const found = flowsIn({ resource, output, variable: { on: {} } });
    expect(found.map(({ resource: { address }, doubt }) => [address, doubt?.reason])).toEqual([
      ['aws_secretsmanager_secret_version.s', undefined],
      ['output.s', 'variable `on` has no default'],
    ]);
  });

  it('of a resource that is shown as a whole', () => {
    const many = { aws_iam_access_key: { ...key.aws_iam_access_key, two: { count: 2, user: 'ci' } } };
    const output = { one: { value: '${aws_iam_access_key.k}' }, all: { value: '${aws_iam_access_key.two}' } };
    const found = flowsIn({ resource: many, output });
    expect(found.map(({ source, doubt }) => [source.address, doubt])).toEqual([
      ['aws_iam_access_key.k', undefined],
      ['aws_iam_access_key.two[0]', undefined],
      ['aws_iam_access_key.two[1]', undefined],
    ]);
  });

  it('not what only makes a resource anew, unless something shows that', () => {
    const triggers = { s: SECRET };
    const resource = {
      ...key,
      null_resource: { n: { triggers } },
      random_id: { r: { keepers: triggers } },
      terraform_data: { t: { triggers_replace: [SECRET] } },
    };
    const output = { s: { value: '${null_resource.n.triggers.s}' } };
    expect(flowsIn({ resource, output }).map(({ resource: { address } }) => address)).toEqual(['output.s']);
  });

  it('perhaps, where nobody knows whether there is any', () => {
    const resource = { aws_iam_access_key: { k: { count: '${var.n}', user: 'ci' } } };
    const output = {
      key_ids: { value: '${aws_iam_access_key.k[*].id}' },
      keys: { value: '${aws_iam_access_key.k[*].secret}' },
    };
    const found = flowsIn({ resource, output, variable: { n: {} } });
    expect(found.map(({ resource: { address }, doubt }) => [address, doubt?.reason])).toEqual([
      ['output.keys', 'variable `n` has no default'],
    ]);
  });

  it('a secret of each of several users', () => {
    const resource = { aws_iam_access_key: { k: { for_each: { a: 'a', b: 'b' }, user: '${each.value}' } } };
    const output = { all: { value: '${{ for name, key in aws_iam_access_key.k : name => key.secret }}' } };
    const sources = flowsIn({ resource, output }).map(({ property, source }) => [property, source.address]);
    expect(sources).toEqual([
      ['value.a', 'aws_iam_access_key.k["a"]'],
      ['value.b', 'aws_iam_access_key.k["b"]'],
    ]);
  });

  it('not what is encrypted for somebody', () => {
    const resource = { aws_iam_access_key: { k: { user: 'ci', pgp_key: 'keybase:ci' } } };
    expect(flowsIn({ resource, output: { s: { value: SECRET } } })).toEqual([]);
  });

  it('goes through templates, and names them', () => {
    const data = { template_file: { t: { template: 'x', vars: { s: SECRET } } } };
    const resource = { ...key, aws_instance: { i: { user_data: '${data.template_file.t.rendered}' } } };
    const [flow, ...more] = flowsIn({ data, resource });
    expect(flow).toMatchObject({ resource: { address: 'aws_instance.i' }, via: ['data.template_file.t'] });
    expect(more).toEqual([]);
  });

  it('is the key itself where a parameter hands it on', () => {
    const resource = {
      ...key,
      aws_ssm_parameter: { p: { type: 'SecureString', value: SECRET } },
      aws_lambda_function: { f: { environment: { variables: { S: '${aws_ssm_parameter.p.value}' } } } },
    };
    const [, flow, ...more] = flowsIn({ resource });
    expect(flow).toMatchObject({ resource: { address: 'aws_lambda_function.f' }, via: ['aws_ssm_parameter.p.value'] });
    expect(flow?.source.address).toBe('aws_iam_access_key.k');
    expect(more).toEqual([]);
  });

  it('knows a key of another stack by its address', () => {
    const value = unknown('?', [
      { address: 'base/aws_iam_access_key.k["a/b.c"]', attribute: 'secret', via: ['base/output.s'] },
    ]);
    const [flow] = secretFlowsOf(
      stackOf([
        resourceOf('data.terraform_remote_state.base', 'terraform_remote_state', {}, 'data'),
        resourceOf('aws_instance.i', 'aws_instance', { user_data: value }),
      ]),
    );
    expect(flow).toMatchObject({ source: { address: 'base/aws_iam_access_key.k["a/b.c"]', isCredential: true } });
  });

  it('goes on to the container that is given it out of a store', () => {
    const resource = {
      ...key,
      aws_secretsmanager_secret: { s: { name: 's' } },
      aws_secretsmanager_secret_version: {
        s: { secret_id: '${aws_secretsmanager_secret.s.id}', secret_string: SECRET },
      },
      aws_ssm_parameter: { p: { name: 'p', type: 'SecureString', value: SECRET } },
      aws_ecs_task_definition: {
        t: {
          container_definitions:
            '${jsonencode([{ secrets = [{ name = "A", valueFrom = "${aws_secretsmanager_secret.s.arn}:key::" }, { name = "B", valueFrom = aws_ssm_parameter.p.arn }, { name = "C", valueFrom = "arn:aws:ssm:::parameter/c" }] }])}',
        },
      },
    };
    const found = flowsIn({ resource }).filter(({ workload }) => workload !== undefined);
    expect(found.map(({ property, via, place }) => [property, via, place])).toEqual([
      ['container_definitions.secrets.A', ['aws_secretsmanager_secret.s'], 'store'],
      ['container_definitions.secrets.B', ['aws_ssm_parameter.p'], 'store'],
    ]);
  });

  it('ends, whatever refers to itself and however deep a text is', () => {
    const resource = {
      ...key,
      terraform_data: {
        a: { input: '${terraform_data.b.output}' },
        b: { input: '${terraform_data.a.output}${aws_iam_access_key.k.secret}' },
      },
      aws_ssm_parameter: { p: { type: 'String', value: '${terraform_data.a.output}' } },
      aws_sfn_state_machine: { s: { definition: `${'['.repeat(500)}"${SECRET}"${']'.repeat(500)}` } },
    };
    expect(ways(resource)).toContain('aws_sfn_state_machine.s definition argument');
  });

  it('costs nothing where nothing makes secrets: no value is looked at', () => {
    const values = new Map<string, Value>();
    values[Symbol.iterator] = () => {
      throw new Error('looked at');
    };
    const resource: Resource = { ...resourceOf('aws_vpc.v', 'aws_vpc', {}), values };
    expect(secretFlowsOf(stackOf([resource]))).toEqual([]);
    const maker = resourceOf('aws_iam_access_key.k', 'aws_iam_access_key', {});
    expect(() => secretFlowsOf(stackOf([resource, maker]))).toThrow('looked at');
  });
});

describe('parts of a store', () => {
  const data = { aws_secretsmanager_secret_version: { db: { secret_id: 'db' } } };
  const part = (name: string): string =>
    `\${jsondecode(data.aws_secretsmanager_secret_version.db.secret_string)["${name}"]}`;

  it('only takes the part that is the secret for one', () => {
    const variables = { DB_USER: part('username'), DB_HOST: part('host'), DB_PASSWORD: part('password'), X: part('x') };
    const found = flowsIn({ data, resource: { aws_lambda_function: { f: { environment: { variables } } } } });
    expect(found.map(({ property, doubt }) => [property.split('.').at(-1), doubt !== undefined])).toEqual([
      ['DB_PASSWORD', false],
      ['X', true],
    ]);
  });

  it('takes the whole for the secret', () => {
    const variables = { ALL: '${data.aws_secretsmanager_secret_version.db.secret_string}' };
    const [flow] = flowsIn({ data, resource: { aws_lambda_function: { f: { environment: { variables } } } } });
    expect(flow?.source).toMatchObject({ isCredential: false, label: 'the content of the secret' });
    expect(flow?.doubt).toBeUndefined();
  });

  it('does not take a user name for a secret where the program writes the secret itself', () => {
    const resource = {
      aws_secretsmanager_secret_version: {
        db: { secret_id: 'db', secret_string: '{"username":"app","password":"hunter2-hunter2"}' },
      },
      aws_rds_cluster: {
        c: { master_username: '${jsondecode(aws_secretsmanager_secret_version.db.secret_string)["username"]}' },
      },
    };
    expect(flowsIn({ resource })).toEqual([]);
  });

  it('takes a parameter for a secret only where it is encrypted', () => {
    const resource = (type: string): object => ({
      aws_ssm_parameter: { p: { type, value: 'text' } },
      aws_lambda_function: { f: { environment: { variables: { A: '${aws_ssm_parameter.p.value}' } } } },
    });
    expect(flowsIn({ resource: resource('String') })).toEqual([]);
    expect(flowsIn({ resource: resource('SecureString') })).toHaveLength(1);
  });
});

/* ---- dependencies without attributes, as Pulumi tells them ---- */

function resourceOf(
  address: string,
  type: string,
  values: Readonly<Record<string, Value>>,
  mode: Resource['mode'] = 'managed',
): Resource {
  return { address, type, mode, stack: 'test', values: new Map(Object.entries(values)) };
}

function stackOf(resources: readonly Resource[]): Stack {
  return { name: 'test', resources, notChecked: [] };
}

const URN = 'urn:pulumi:test::app::aws:iam/accessKey:AccessKey::ci';
const made = 'Zk7/' + 'w9Qm+T2xLr5Ye8Hc3Vb6Nj1Pd4Gs0Au'.padEnd(36, 'x');

/** The flows into an argument that depends on the key and on these. */
function dependent(
  type: string,
  values: Readonly<Record<string, Value>>,
  others: readonly Resource[] = [],
): readonly string[] {
  const resources = [resourceOf(URN, 'aws_iam_access_key', {}), ...others, resourceOf('x', type, values)];
  return secretFlowsOf(stackOf(resources)).map(
    ({ property, place, doubt }) => `${property} ${place}${doubt === undefined ? '' : ` ${doubt.reason}`}`,
  );
}

const on = (...addresses: readonly string[]): readonly Reference[] => addresses.map((address) => ({ address }));
const open = (...addresses: readonly string[]): Value => unknown('not known', on(URN, ...addresses));
const variables = (entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> => ({
  environment: dictionary([['variables', dictionary(Object.entries(entries))]]),
});

describe('a dependency that says nothing of the attribute', () => {
  it.each([
    'KEY_ID',
    'AWS_ACCESS_KEY_ID',
    'accessKeyId',
    'IAM_USER',
    'USER_ARN',
    'keyName',
    'KEY_STATUS',
    'keyFingerprint',
  ])('is none in %s', (name) => {
    expect(dependent('aws_lambda_function', variables({ [name]: open() }))).toEqual([]);
  });

  it.each(['AWS_SECRET_ACCESS_KEY', 'apiToken', 'SMTP_PASSWORD', 'SETTINGS'])('is the secret in %s', (name) => {
    const property = `environment.variables.${name}`;
    expect(dependent('aws_lambda_function', variables({ [name]: open() }))).toEqual([`${property} environment`]);
  });

  it.each(['ACCESS_KEY', 'SECRET_ARN', 'TOKEN_ID'])('is open in %s', (name) => {
    expect(dependent('aws_lambda_function', variables({ [name]: open() }))).toEqual([
      `environment.variables.${name} environment \`environment.variables.${name}\` depends on \`ci\`, and it is not known whether on the secret of the access key`,
    ]);
  });

  it('is the secret by its name beside what has no secrets, and open beside what has', () => {
    const bucket = resourceOf('b', 'aws_s3_bucket', {});
    const database = resourceOf('d', 'aws_db_instance', {});
    const other = resourceOf('o', 'acme_token', {});
    const secret = (...addresses: readonly string[]): Readonly<Record<string, Value>> =>
      variables({ SECRET: open(...addresses) });
    expect(dependent('aws_lambda_function', secret('b'), [bucket])[0]).toBe('environment.variables.SECRET environment');
    expect(dependent('aws_lambda_function', secret('d'), [database])[0]).toContain('it is not known');
    expect(dependent('aws_lambda_function', secret('o'), [other])[0]).toContain('it is not known');
    expect(dependent('aws_lambda_function', variables({ SETTINGS: open('b') }), [bucket])[0]).toContain(
      'it is not known',
    );
  });

  it('goes by the name of a parameter', () => {
    const parameter = (name: string): Readonly<Record<string, Value>> => ({
      name: known(name),
      type: known('String'),
      value: open(),
    });
    expect(dependent('aws_ssm_parameter', parameter('/ci/secret-access-key'))).toEqual(['value parameter']);
    expect(dependent('aws_ssm_parameter', parameter('/ci/access-key-id'))).toEqual([]);
    expect(dependent('aws_ssm_parameter', parameter('/ci/one'))[0]).toContain('it is not known');
  });

  it('is none in policies of IAM, and in a variable that is looked up by its name', () => {
    expect(dependent('aws_iam_user_policy', { policy: open() })).toEqual([]);
    const entry = (type: string): Value =>
      dictionary([['environment_variable', dictionary([['name', known('SECRET')], ['type', known(type)], ['value', open()]])]]);
    expect(dependent('aws_codebuild_project', { environment: entry('SECRETS_MANAGER') })).toEqual([]);
    expect(dependent('aws_codebuild_project', { environment: entry('PLAINTEXT') })).toHaveLength(1);
  }); // prettier-ignore

  it('is looked at where the value is known', () => {
    const value = (text: string): Readonly<Record<string, Value>> => variables({ A: known(text, on(URN)) });
    const base64 = Buffer.from(`export SECRET=${made}\n`).toString('base64');
    expect(dependent('aws_lambda_function', value(made))).toHaveLength(1);
    expect(dependent('aws_lambda_function', value(`secret: "${made}"`))).toHaveLength(1);
    expect(dependent('aws_lambda_function', value(`{"nested":{"token":"${made}"}}`))).toEqual([
      'environment.variables.A.nested.token environment',
    ]);
    expect(dependent('aws_instance', { user_data_base64: known(base64, on(URN)) })).toHaveLength(1);
    for (const text of ['debug', 'AKIAQ3EGZ7XK4MWT2NHB', 'da39a3ee5e6b4b0d3255bfef95601890afd80709', 'arn:aws:iam::123456789012:user/engineering/Machines1'])
      expect(dependent('aws_lambda_function', value(text))).toEqual([]);
  }); // prettier-ignore

  it('is none for a database, of which one means the address', () => {
    const database = resourceOf('d', 'aws_db_instance', {});
    const user = resourceOf('i', 'aws_instance', { user_data: unknown('not known', on('d')) });
    expect(secretFlowsOf(stackOf([database, user]))).toEqual([]);
  });
});
